// Switching to x above a threshold: threshold_harmless, threshold_value.
#include <fmt/format.h>
#include <algorithm>
#include <array>
#include <cmath>
#include <random>

#include "core/text.hpp"
#include "suites/claims/list.hpp"

namespace softplus_bench::claims {
namespace {

constexpr std::array threshold_betas{0.5, 1.0, 2.0, 10.0};

// What returning x costs at the first number above threshold / beta.
struct Switch {
  std::uint64_t at;     // the last number at which the formula is used
  std::uint64_t above;  // the next
  double ulp;           // error there
  std::int64_t places;  // by which the output moves on from one to the other
  std::uint64_t got;
};

template <class Evaluate>
Switch switch_at(const FormatTraits& f, double beta, Exact& exact, Evaluate&& evaluate) {
  Switch s{};
  // Where the kernel asks beta x > threshold, in the format: a beta that is a power of two scales exactly.
  s.at = narrow_bits(f, default_threshold / beta);
  s.above = bits_at_ordinal(f, ordinal(f, s.at) + 1);
  s.got = evaluate(s.above);
  s.ulp = exact.ulp(s.got, s.above);
  s.places = ordinal(f, s.got) - ordinal(f, evaluate(s.at));
  return s;
}

void fill(Figure& figure, const FormatTraits& f, double beta, const Switch& s, Exact& exact) {
  figure.parameters = Parameters{beta, default_threshold}.text();
  figure.measured = "error just above the threshold 20 / beta";
  figure.value = s.ulp;
  figure.unit = "ulp";
  // Up to half an ulp x is the rounded result itself; up to one it is a neighbour.
  figure.verdict = within(s.ulp, 0.5, 1);
  figure.explanation = fmt::format("from the threshold to the next number the output moves {} places", s.places);
  set_witness(figure, f, s.above, s.got);
  figure.witness_want = exact.text(s.above);
}

std::string_view exact_function(double beta) { return beta == 1 ? "softplus" : "softplus_beta"; }

bool is_thresholded(const ClaimRow& row) { return row.implementation->name.starts_with("thresholded_20"); }

// A perceptron 4-3-1, trained on 64 points by 400 steps; inputs spread so that many sums lie above the threshold.
template <class T>
struct Training {
  std::array<T, 3 * 4> first{};
  std::array<T, 3> first_bias{};
  std::array<T, 3> second{};
  T second_bias = 0;
  std::uint64_t n_above = 0;

  // With the threshold x itself above 20, without it x + log1p(e^-x).
  T activation(T z, bool threshold) {
    if (z <= T(default_threshold)) return z > 0 ? z + std::log1p(std::exp(-z)) : std::log1p(std::exp(z));
    ++n_above;
    return threshold ? z : z + std::log1p(std::exp(-z));
  }

  void train(bool threshold, std::uint64_t seed) {
    std::mt19937_64 random(seed);
    const auto uniform = [&] { return static_cast<T>(static_cast<double>(random() >> 11) * 0x1p-52 - 1); };
    for (T& w : first) w = uniform();
    for (T& w : second) w = uniform();
    std::array<std::array<T, 4>, 64> x{};
    std::array<T, 64> due{};
    for (std::size_t i = 0; i < x.size(); ++i) {
      for (T& each : x[i]) each = 30 * uniform();
      due[i] = x[i][0] - x[i][1] / 2 + std::abs(x[i][2]);
    }
    for (int epoch = 0; epoch < 400; ++epoch)
      for (std::size_t i = 0; i < x.size(); ++i) step(x[i], due[i], threshold);
  }

  void step(const std::array<T, 4>& x, T due, bool threshold) {
    constexpr T rate = T(1e-5);
    std::array<T, 3> z{};
    std::array<T, 3> a{};
    T out = second_bias;
    for (std::size_t j = 0; j < 3; ++j) {
      z[j] = first_bias[j];
      for (std::size_t k = 0; k < 4; ++k) z[j] += first[4 * j + k] * x[k];
      a[j] = activation(z[j], threshold);
      out += second[j] * a[j];
    }
    const T g = out - due;
    for (std::size_t j = 0; j < 3; ++j) {
      const T slope = z[j] >= 0 ? 1 / (1 + std::exp(-z[j])) : std::exp(z[j]) / (1 + std::exp(z[j]));
      const T dz = g * second[j] * slope;
      second[j] -= rate * g * a[j];
      first_bias[j] -= rate * dz;
      for (std::size_t k = 0; k < 4; ++k) first[4 * j + k] -= rate * dz * x[k];
    }
    second_bias -= rate * g;
  }
};

// The largest relative difference of a weight between training with and without the threshold.
template <class T>
Figure training_figure(std::uint64_t seed) {
  Training<T> with;
  Training<T> without;
  with.train(true, seed);
  without.train(false, seed);
  double apart = 0;
  const auto compare = [&](T a, T b) {
    apart = std::max(apart, static_cast<double>(std::abs(a - b)) / std::max(static_cast<double>(std::abs(b)), 1e-3));
    if (!(std::isfinite(a) && std::isfinite(b))) apart = infinity;
  };
  for (std::size_t i = 0; i < with.first.size(); ++i) compare(with.first[i], without.first[i]);
  for (std::size_t i = 0; i < 3; ++i) {
    compare(with.second[i], without.second[i]);
    compare(with.first_bias[i], without.first_bias[i]);
  }
  compare(with.second_bias, without.second_bias);
  Figure figure = exact_figure("softplus", format_traits<T>);
  figure.implementation = "thresholded_20";
  figure.target = "model";
  figure.measured = "training: largest relative change of a weight by the threshold";
  figure.value = apart;
  figure.unit = "ratio";
  figure.n = with.n_above;
  figure.verdict = within(apart, 0, 1e-3);
  figure.explanation = fmt::format("a 4-3-1 perceptron, 25600 steps, {} activations above 20", with.n_above);
  return figure;
}

}  // namespace

Measured threshold_harmless(const Context& context) {
  Measured measured;
  std::string in_formats;
  std::string worst;
  for (const FormatTraits& f : all_formats)
    for (const double beta : threshold_betas) {
      context.look_for_stop();
      if (find_function(exact_function(beta)) == nullptr) {
        Figure skipped = exact_figure(exact_function(beta), f);
        skipped.parameters = Parameters{beta, default_threshold}.text();
        skipped.status = "skipped";
        skipped.reason = fmt::format("there are no exact values of {}", exact_function(beta));
        measured.figures.push_back(std::move(skipped));
        continue;
      }
      Exact exact(exact_function(beta), f, beta);
      Figure figure = exact_figure(exact_function(beta), f);
      figure.implementation = "identity_above_20";
      const std::uint64_t at = narrow_bits(f, default_threshold / beta);
      fill(figure, f, beta,
           switch_at(f, beta, exact, [&](std::uint64_t x) { return ordinal(f, x) > ordinal(f, at) ? x : exact(x); }),
           exact);
      if (beta == 1) in_formats += fmt::format("{}{} {:.3g}", in_formats.empty() ? "" : ", ", f.name, figure.value);
      measured.figures.push_back(std::move(figure));
      for (const ClaimRow& row : context.rows(exact_function(beta), f.id)) {
        if (!is_thresholded(row)) continue;
        Candidate candidate(row, Parameters{beta, default_threshold});
        const Switch s = switch_at(f, beta, exact, [&](std::uint64_t x) { return candidate(x); });
        Figure of_row = candidate.figure();
        fill(of_row, f, beta, s, exact);
        // Its error above the threshold is what is asked; what it returns at the threshold may be wrong for other
        // reasons (e^20 overflows in binary16).
        measured.figures.push_back(std::move(of_row));
      }
    }
  context.look_for_stop();
  measured.figures.push_back(training_figure<double>(context.options().seed));
  const double effect_64 = measured.figures.back().value;
  measured.figures.push_back(training_figure<float>(context.options().seed));
  const double effect_32 = measured.figures.back().value;
  Figure& summary = measured.summary;
  summary.verdict = strictest(verdicts_of(measured.figures));
  summary.measured = "largest error just above the threshold";
  summary.unit = "ulp";
  const Figure* largest = nullptr;
  std::string broken;
  for (const Figure& figure : measured.figures) {
    if (figure.unit != "ulp") continue;
    if (figure.verdict == Verdict::is_false && broken.find(figure.format) == std::string::npos)
      broken += (broken.empty() ? "" : ", ") + figure.format;
    if (largest == nullptr || figure.value > largest->value) largest = &figure;
  }
  if (largest != nullptr) {
    summary.value = largest->value;
    summary.witness_input = largest->witness_input;
    summary.witness_bits = largest->witness_bits;
    summary.witness_got_bits = largest->witness_got_bits;
    summary.witness_want = largest->witness_want;
  }
  summary.explanation =
      fmt::format("{}error just above 20 in ULP: {}; training moves weights by {:.2g} (binary64), {:.2g} (binary32)",
                  broken.empty() ? "" : "false in " + broken + ": ", in_formats, effect_64, effect_32);
  return measured;
}

Measured threshold_value(const Context& context) {
  Measured measured;
  bool returned = true;
  std::string list;
  for (const FormatTraits& f : all_formats) {
    context.look_for_stop();
    Exact exact("softplus", f);
    const std::uint64_t x = narrow_bits(f, 25);
    Figure due = exact_figure("softplus", f);
    due.measured = "error of returning 25 for 25";
    due.value = exact.ulp(x, x);
    due.unit = "ulp";
    due.verdict = within(due.value, 0.5, infinity);
    due.explanation = "exactly " + exact.text(x);
    set_witness(due, f, x, x);
    due.witness_want = exact.text(x);
    list += fmt::format("{}{} {:.3g}", list.empty() ? "" : ", ", f.name, due.value);
    measured.figures.push_back(std::move(due));
    for (const ClaimRow& row : context.rows("softplus", f.id)) {
      if (!is_thresholded(row)) continue;
      Candidate candidate(row);
      const std::uint64_t got = candidate(x);
      Figure figure = candidate.figure();
      figure.measured = "softplus(25) with threshold 20";
      figure.value = widen(f, got);
      figure.unit = "1";
      figure.verdict = got == x ? Verdict::holds : Verdict::is_false;
      returned = returned && got == x;
      set_witness(figure, f, x, got);
      figure.witness_want = exact.text(x);
      measured.figures.push_back(std::move(figure));
    }
  }
  Figure& summary = measured.summary;
  summary.verdict = strictest(verdicts_of(measured.figures));
  summary.measured = "error of returning 25 for 25, binary64";
  summary.value = measured.figures.front().value;
  summary.unit = "ulp";
  summary.explanation =
      fmt::format("{}; its error in ULP: {}", returned ? "25 is returned" : "25 is not returned by every row", list);
  return measured;
}

}  // namespace softplus_bench::claims
