// Time of a step of training against the same network with ReLU: cost_training.
#include <fmt/format.h>
#include <algorithm>
#include <array>
#include <cmath>

#include "core/sign_test.hpp"
#include "suites/claims/list.hpp"
#include "suites/claims/network.hpp"
#include "suites/paired.hpp"

namespace softplus_bench::claims {
namespace {

constexpr double confidence = 0.99;
constexpr std::size_t fewest_rounds = 11;
constexpr std::size_t warm_up_rounds = 2;

struct Shape {
  std::string_view name;
  std::array<std::size_t, 4> widths;
  std::size_t layers;
  std::size_t batch;
  double seconds_share;  // of ClaimsOptions::training_seconds
  double step_seconds;   // expected, on one 2.6 GHz core
};
constexpr auto shapes = std::to_array<Shape>(
    {{"4-3-1", {4, 3, 1, 0}, 3, 32, 0.2, 4e-6}, {"784-512-512-10", {784, 512, 512, 10}, 4, 64, 0.8, 10e-3}});

// One activation in both directions, and how it came about.
struct Variant {
  Figure figure;
  std::string how;
  Activation32 activation;
};

Activation32 relu_activation() {
  return {[](const float* x, float* y, std::size_t n) {
            for (std::size_t i = 0; i < n; ++i) y[i] = x[i] > 0 ? x[i] : 0.0f;
          },
          [](const float* x, const float* dy, float* dx, float*, std::size_t n) {
            for (std::size_t i = 0; i < n; ++i) dx[i] = x[i] > 0 ? dy[i] : 0.0f;
          }};
}

const Implementation* find_row(const std::vector<ClaimRow>& rows, std::string_view name, Target target) {
  for (const ClaimRow& row : rows)
    if (row.implementation->name == name && row.implementation->target == target) return row.implementation;
  return nullptr;
}

// The backward kernel that goes with a forward one: that of its name, or what the same frameworks pair it with.
const Implementation* gradient_for(const Context& context, const Implementation& forward) {
  const auto rows = context.rows("softplus_backward", FormatId::binary32);
  const bool thresholded = forward.name.starts_with("thresholded_20");
  return find_row(rows, thresholded ? "ratio_thresholded" : forward.name, forward.target);
}

// A usual sigmoid of the same target, else a scalar one.
const Implementation* sigmoid_for(const Context& context, const Implementation& forward) {
  const auto rows = context.rows("sigmoid", FormatId::binary32);
  for (const Target target : {forward.target, Target::scalar})
    for (const std::string_view usual : {"full_range", "two_branch", "reciprocal"})
      if (const Implementation* found = find_row(rows, usual, target)) return found;
  return rows.empty() ? nullptr : rows.front().implementation;
}

// The backward kernel of the matching name where there is one, else a sigmoid times the gradient, else a loop of
// this file's.
Variant variant_of(const Context& context, const Implementation& forward) {
  const FormatTraits& f = traits(FormatId::binary32);
  Variant variant;
  variant.figure = figure_of(forward, f);
  const Kernel<float> kernel = forward.binary32.kernel;
  variant.activation.forward = [kernel](const float* x, float* y, std::size_t n) { kernel(x, nullptr, y, n, nullptr); };
  if (const Implementation* backward = gradient_for(context, forward)) {
    variant.how = fmt::format("backward by softplus_backward/{}", backward->name);
    variant.activation.backward = [gradient = backward->binary32.kernel](const float* x, const float* dy, float* dx,
                                                                         float*, std::size_t n) {
      constexpr std::array<double, parameter_count> parameters{1, default_threshold};
      gradient(x, dy, dx, n, parameters.data());
    };
    return variant;
  }
  if (const Implementation* sigmoid = sigmoid_for(context, forward)) {
    variant.how = fmt::format("backward by sigmoid/{} times the gradient", sigmoid->name);
    variant.activation.backward = [slope = sigmoid->binary32.kernel](const float* x, const float* dy, float* dx,
                                                                     float* scratch, std::size_t n) {
      slope(x, nullptr, scratch, n, nullptr);
      for (std::size_t i = 0; i < n; ++i) dx[i] = dy[i] * scratch[i];
    };
    return variant;
  }
  variant.how = "backward by 1 / (1 + e^-x) times the gradient";
  variant.activation.backward = [](const float* x, const float* dy, float* dx, float*, std::size_t n) {
    for (std::size_t i = 0; i < n; ++i) dx[i] = dy[i] / (1 + std::exp(-x[i]));
  };
  return variant;
}

std::vector<Variant> variants_of(const Context& context) {
  std::vector<Variant> variants(1);
  variants.front().activation = relu_activation();
  variants.front().figure.implementation = "relu";
  for (const ClaimRow& row : context.rows("softplus", FormatId::binary32))
    variants.push_back(variant_of(context, *row.implementation));
  return variants;
}

// An epoch is 75 microseconds of steps, or one step.
double epoch_seconds(double step_seconds) { return std::max(step_seconds, 75e-6); }

std::size_t rounds_of(const Shape& shape, double step_seconds, std::size_t tasks, const ClaimsOptions& options) {
  const double affordable =
      options.training_seconds * shape.seconds_share / (epoch_seconds(step_seconds) * static_cast<double>(tasks));
  return std::max(fewest_rounds, std::min<std::size_t>(options.rounds, static_cast<std::size_t>(affordable)));
}

// Of the last of three steps, the first two of which fill the caches.
double measured_step_seconds(Network& network, const Variant& variant) {
  double seconds = 0;
  for (int i = 0; i < 3; ++i) {
    const std::int64_t start = read_clock().nanoseconds;
    network.step(variant.activation);
    seconds = static_cast<double>(read_clock().nanoseconds - start) * 1e-9;
  }
  return seconds;
}

// The figures of one network.
std::vector<Figure> figures_of(const Context& context, const Shape& shape, std::vector<Variant>& variants) {
  const auto network = make_network({shape.widths.data(), shape.layers}, shape.batch, context.options().seed);
  std::vector<PairedTask> tasks;
  for (Variant& variant : variants) {
    PairedTask task{variant.figure.implementation, 1, [&network, &variant](std::size_t passes) {
                      for (; passes > 0; --passes) network->step(variant.activation);
                    }};
    task.verify = [&network](bool) -> std::string { return network->finite() ? "" : "the outputs are no numbers"; };
    tasks.push_back(std::move(task));
  }
  PairedOptions options;
  options.rounds = rounds_of(shape, measured_step_seconds(*network, variants.back()), tasks.size(), context.options());
  options.warm_up_rounds = warm_up_rounds;
  options.seed = context.options().seed;
  options.stop = context.options().stop;
  const PairedResult timed = run_paired(tasks, options);
  if (!timed.complete) throw Stopped{};
  const std::vector<double> relu = timed.samples.front().ns_per_element();
  std::vector<Figure> figures;
  for (std::size_t i = 1; i < variants.size(); ++i) {
    Figure figure = variants[i].figure;
    figure.parameters = fmt::format("network={}", shape.name);
    figure.measured = fmt::format("time of a training step against ReLU's, {}, batch {}", shape.name, shape.batch);
    figure.unit = "ratio";
    figure.n = options.rounds;
    const std::string& failure =
        timed.samples[i].failure.empty() ? timed.samples.front().failure : timed.samples[i].failure;
    if (!failure.empty()) {
      figure.status = "failed";
      figure.reason = failure;
    } else {
      const MedianInterval ratio = median_ratio(timed.samples[i].ns_per_element(), relu, confidence);
      figure.value = ratio.median;
      figure.low = ratio.low;
      figure.high = ratio.high;
      figure.verdict = ratio_between(ratio, 1.10, 1.20);
      figure.explanation = variants[i].how;
    }
    figures.push_back(std::move(figure));
  }
  return figures;
}

// Of the network's rows the one with the median ratio; null when none was timed.
const Figure* median_of(const std::vector<Figure>& figures, const Shape& shape) {
  std::vector<const Figure*> timed;
  for (const Figure& figure : figures)
    if (figure.parameters == fmt::format("network={}", shape.name) && !std::isnan(figure.value))
      timed.push_back(&figure);
  if (timed.empty()) return nullptr;
  const auto middle = timed.begin() + static_cast<std::ptrdiff_t>(timed.size() / 2);
  std::nth_element(timed.begin(), middle, timed.end(),
                   [](const Figure* a, const Figure* b) { return a->value < b->value; });
  return *middle;
}

std::string range_of(const std::vector<Figure>& figures) {
  double least = infinity;
  double most = -infinity;
  for (const Figure& figure : figures) {
    if (std::isnan(figure.value)) continue;
    least = std::min(least, figure.value);
    most = std::max(most, figure.value);
  }
  return fmt::format("{:.3g} to {:.3g}", least, most);
}

}  // namespace

std::string why_no_training() { return why_no_network(); }

double cost_training_seconds(const ClaimsOptions& options) {
  if (!options.training || !why_no_training().empty()) return 0;
  const Context context(options);
  const std::size_t tasks = 1 + context.rows("softplus", FormatId::binary32).size();
  double seconds = 0;
  for (const Shape& shape : shapes)
    seconds += epoch_seconds(shape.step_seconds) * static_cast<double>(tasks) *
               static_cast<double>(rounds_of(shape, shape.step_seconds, tasks, options) + warm_up_rounds + 1);
  return seconds;
}

Measured cost_training(const Context& context) {
  if (!context.options().training) throw Unavailable{"training was not asked for: training = true in the suite"};
  if (std::string reason = why_no_training(); !reason.empty()) throw Unavailable{std::move(reason)};
  std::vector<Variant> variants = variants_of(context);
  if (variants.size() == 1) throw Unavailable{"no way of computing softplus in binary32 was selected"};
  Measured measured;
  std::string list;
  for (const Shape& shape : shapes) {
    context.look_for_stop();
    std::vector<Figure> figures = figures_of(context, shape, variants);
    list += fmt::format("{}{} {}", list.empty() ? "" : "; ", shape.name, range_of(figures));
    measured.figures.insert(measured.figures.end(), figures.begin(), figures.end());
  }
  const std::vector<Verdict> verdicts = verdicts_of(measured.figures);
  const auto n_within = static_cast<std::size_t>(std::count(verdicts.begin(), verdicts.end(), Verdict::holds));
  const auto n_outside = static_cast<std::size_t>(std::count(verdicts.begin(), verdicts.end(), Verdict::is_false));
  Figure& summary = measured.summary;
  summary.verdict = shared(verdicts);
  // The largest network is what the claim is about: there the activation is the smallest part of a step.
  if (const Figure* median = median_of(measured.figures, shapes.back())) {
    summary.measured = fmt::format("time of a training step against ReLU's, {}: the median row, {}", shapes.back().name,
                                   median->implementation);
    summary.value = median->value;
    summary.low = median->low;
    summary.high = median->high;
    summary.unit = "ratio";
  }
  summary.n = verdicts.size();
  summary.explanation = fmt::format(
      "a step takes, against ReLU's, {}; of {} rows {} lie within 1.10 to 1.20, {} outside, {} reach over "
      "an end ({}, one thread)",
      list, verdicts.size(), n_within, n_outside, verdicts.size() - n_within - n_outside, network_library());
  return measured;
}

}  // namespace softplus_bench::claims
