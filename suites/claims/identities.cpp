// Identities with other functions: log_sum_exp, logit_sigmoid, convex_conjugate, softmax.
#include <fmt/format.h>
#include <algorithm>
#include <cmath>

#include "core/text.hpp"
#include "suites/claims/list.hpp"

namespace softplus_bench::claims {
namespace {

double epsilon(const FormatTraits& f) { return std::ldexp(1.0, 1 - f.precision); }

std::vector<std::uint64_t> about(const std::vector<std::uint64_t>& inputs, std::size_t n) {
  std::vector<std::uint64_t> some;
  const std::size_t step = std::max<std::size_t>(1, inputs.size() / n);
  for (std::size_t i = 0; i < inputs.size(); i += step) some.push_back(inputs[i]);
  return some;
}

// From low to high in steps of 1/8 or what the format has of it.
std::vector<std::uint64_t> grid(const FormatTraits& f, double low, double high) {
  std::vector<std::uint64_t> points;
  for (double x = low; x <= high; x += 0.125) points.push_back(narrow_bits(f, x));
  return points;
}

// Places on the number line between two results; infinite where one is a NaN or an infinity and the other is not.
double apart(const FormatTraits& f, std::uint64_t a, std::uint64_t b) {
  if (a == b || (is_nan(f, a) && is_nan(f, b))) return 0;
  if (!is_finite(f, a) || !is_finite(f, b)) return infinity;
  return std::abs(static_cast<double>(ordinal(f, a) - ordinal(f, b)));
}

struct Residual {
  double places = 0;
  std::size_t at = 0;
};
Residual residual(const FormatTraits& f, std::span<const std::uint64_t> a, std::span<const std::uint64_t> b) {
  Residual worst;
  for (std::size_t i = 0; i < a.size(); ++i)
    if (const double places = apart(f, a[i], b[i]); places > worst.places) worst = {places, i};
  return worst;
}

std::string label_of(const Figure& figure) {
  return figure.target == "scalar" ? figure.implementation : figure.implementation + "/" + figure.target;
}

}  // namespace

Measured log_sum_exp(const Context& context) {
  function_called("logaddexp");
  Measured measured;
  struct Way {
    Figure figure;
    std::vector<std::uint64_t> y;
  };
  std::size_t pairs = 0;
  std::size_t alike = 0;
  double widest = 0;
  for (const FormatTraits& f : all_formats) {
    context.look_for_stop();
    const std::vector<std::uint64_t> inputs = about(context.inputs(f), 6000);
    Exact softplus("softplus", f);
    Exact logaddexp("logaddexp", f);
    std::uint64_t differ = 0;
    Figure exact = exact_figure("softplus", f);
    for (const std::uint64_t x : inputs)
      if (softplus(x) != logaddexp(0, x) && differ++ == 0) set_witness(exact, f, x, logaddexp(0, x));
    exact.measured = "inputs at which softplus(x) and logaddexp(0, x) differ";
    exact.value = static_cast<double>(differ);
    exact.unit = "count";
    exact.n = inputs.size();
    exact.verdict = differ == 0 ? Verdict::holds : Verdict::is_false;
    measured.figures.push_back(std::move(exact));
    std::vector<Way> others;
    for (const ClaimRow& row : context.rows("logaddexp", f.id)) {
      Candidate candidate(row);
      std::vector<std::uint64_t> y = candidate(inputs, 0);  // symmetric: (x; 0) for (0; x)
      others.push_back({candidate.figure(), std::move(y)});
    }
    if (others.empty()) continue;
    for (const ClaimRow& row : context.rows("softplus", f.id)) {
      context.look_for_stop();
      Candidate candidate(row);
      const std::vector<std::uint64_t> y = candidate(inputs);
      Figure figure = candidate.figure();
      figure.measured = "largest residual to a logaddexp(0, x): of the nearest way, from there to the farthest";
      figure.unit = "places";
      figure.n = inputs.size();
      figure.low = infinity;
      figure.high = 0;
      std::string nearest;
      std::string farthest;
      for (const Way& other : others) {
        const Residual each = residual(f, y, other.y);
        ++pairs;
        alike += each.places <= 4 ? 1 : 0;
        if (each.places < figure.low || nearest.empty()) {
          figure.low = each.places;
          nearest = label_of(other.figure);
        }
        if (each.places >= figure.high) {
          figure.high = each.places;
          farthest = label_of(other.figure);
          set_witness(figure, f, inputs[each.at], y[each.at]);
          figure.witness_want = bits_text(f, other.y[each.at]);
        }
      }
      figure.value = figure.low;
      widest = std::max(widest, figure.high);
      figure.explanation = fmt::format("nearest {}, farthest {}", nearest, farthest);
      measured.figures.push_back(std::move(figure));
    }
  }
  Figure& summary = measured.summary;
  const Verdict exact = strictest(verdicts_of(measured.figures));
  summary.verdict = exact != Verdict::holds ? exact : pairs == alike ? Verdict::holds : Verdict::with_conditions;
  summary.measured = "pairs of ways of computing the two that stay within 4 places";
  summary.value = static_cast<double>(alike);
  summary.unit = "count";
  summary.n = pairs;
  summary.explanation =
      fmt::format("{} when correctly rounded; {} of {} pairs of rows agree within 4 places, the worst are {:.3g} apart",
                  exact == Verdict::holds ? "equal bit for bit" : "not equal", alike, pairs, widest);
  return measured;
}

namespace {

// Largest |logit(sigma(x)) - x| over the points.
template <class Sigma, class Logit>
Figure round_trip(Figure figure, const FormatTraits& f, std::span<const std::uint64_t> points, Sigma&& sigma,
                  Logit&& logit, std::string measured) {
  figure.measured = std::move(measured);
  figure.unit = "1";
  figure.n = points.size();
  figure.value = 0;
  for (const std::uint64_t x : points) {
    const std::uint64_t back = logit(sigma(x));
    double error = std::abs(widen(f, back) - widen(f, x));
    if (std::isnan(error)) error = infinity;
    if (error < figure.value || (error == 0 && !figure.witness_bits.empty())) continue;
    figure.value = error;
    set_witness(figure, f, x, back);
  }
  return figure;
}

}  // namespace

Measured logit_sigmoid(const Context& context) {
  function_called("logit");
  function_called("sigmoid");
  Measured measured;
  std::string list;
  std::string lost;
  for (const FormatTraits& f : all_formats) {
    context.look_for_stop();
    Exact sigma("sigmoid", f);
    Exact logit("logit", f);
    const auto exact_sigma = [&](std::uint64_t x) { return sigma(x); };
    const auto exact_logit = [&](std::uint64_t p) { return logit(p); };
    const auto below = grid(f, -5, 0);
    const auto above = grid(f, 0, 5);
    // sigma is rounded by eps / 2 relative: logit, of slope 1 / (p (1 - p)), makes of it eps / (2 (1 - p)), at most eps
    // for x <= 0; the result is rounded by at most 5 eps / 2.
    const double bound = 3.5 * epsilon(f);
    for (const bool negative : {true, false}) {
      Figure figure =
          round_trip(exact_figure("sigmoid", f), f, negative ? below : above, exact_sigma, exact_logit,
                     negative ? "largest |logit(sigma(x)) - x| on [-5, 0]" : "largest |logit(sigma(x)) - x| on [0, 5]");
      figure.verdict = within(figure.value, bound, infinity);
      list += fmt::format("{}{:.2g}", list.empty() ? "" : negative ? "; " : " and ", figure.value);
      measured.figures.push_back(std::move(figure));
    }
    const double largest = widen(f, f.max_finite_bits());
    const std::uint64_t last =
        last_number(f, 0, largest, [&](std::uint64_t x) { return is_finite(f, logit(sigma(x))); });
    Figure infinite = exact_figure("sigmoid", f);
    infinite.measured = "largest x that comes back finite";
    infinite.value = widen(f, last);
    infinite.unit = "x";
    infinite.verdict = is_finite(f, logit(sigma(f.max_finite_bits()))) ? Verdict::holds : Verdict::with_conditions;
    set_witness(infinite, f, last, logit(sigma(last)));
    lost += fmt::format("{}{:.4g}", lost.empty() ? "" : ", ", infinite.value);
    measured.figures.push_back(std::move(infinite));
    auto whole = below;
    whole.insert(whole.end(), above.begin(), above.end());
    for (const ClaimRow& row : context.rows("sigmoid", f.id)) {
      Candidate candidate(row);
      Figure figure = round_trip(
          candidate.figure(), f, whole, [&](std::uint64_t x) { return candidate(x); }, exact_logit,
          "largest |logit(sigma(x)) - x| on [-5, 5], logit correctly rounded");
      measured.figures.push_back(std::move(figure));
    }
    for (const ClaimRow& row : context.rows("logit", f.id)) {
      Candidate candidate(row);
      Figure figure = round_trip(
          candidate.figure(), f, whole, exact_sigma, [&](std::uint64_t p) { return candidate(p); },
          "largest |logit(sigma(x)) - x| on [-5, 5], sigma correctly rounded");
      measured.figures.push_back(std::move(figure));
    }
  }
  Figure& summary = measured.summary;
  summary.function = "sigmoid";
  summary.verdict = strictest(verdicts_of(measured.figures));
  summary.measured = "largest |logit(sigma(x)) - x| on [0, 5], binary64, correctly rounded";
  summary.value = measured.figures.at(1).value;
  summary.unit = "1";
  summary.explanation = fmt::format(
      "largest error for x <= 0 and x >= 0 (binary64; binary32; binary16; bfloat16): {}; infinite beyond x = {}", list,
      lost);
  return measured;
}

Measured convex_conjugate(const Context& context) {
  function_called("negative_binary_entropy");
  function_called("sigmoid");
  Measured measured;
  std::string list;
  for (const FormatTraits& f : all_formats) {
    context.look_for_stop();
    Exact softplus("softplus", f);
    Exact sigma("sigmoid", f);
    Exact entropy("negative_binary_entropy", f);
    Figure figure = exact_figure("negative_binary_entropy", f);
    figure.measured = "largest |sigma(x) x - softplus(x) - (p log p + (1-p) log(1-p))| / max(1, |x|), p = sigma(x)";
    figure.unit = "eps";
    figure.value = 0;
    for (const std::uint64_t x : grid(f, -30, 30)) {
      const std::uint64_t p = sigma(x);
      const double at = widen(f, x);
      const double error =
          std::abs(widen(f, p) * at - widen(f, softplus(x)) - widen(f, entropy(p))) / std::max(1.0, std::abs(at));
      ++figure.n;
      if (error / epsilon(f) < figure.value) continue;
      figure.value = error / epsilon(f);
      set_witness(figure, f, x, p);
    }
    // Of the three terms each is rounded by at most eps / 2 max(1, |x|); p by eps / 4, where the identity is
    // stationary but for the steepness of the entropy.
    figure.verdict = within(figure.value, 2, 16);
    list += fmt::format("{}{} {:.2g}", list.empty() ? "" : ", ", f.name, figure.value);
    measured.figures.push_back(std::move(figure));
  }
  Figure& summary = measured.summary;
  summary.function = "negative_binary_entropy";
  summary.verdict = strictest(verdicts_of(measured.figures));
  summary.measured = "largest residual, binary64";
  summary.value = measured.figures.front().value;
  summary.unit = "eps";
  summary.explanation = fmt::format("residual in eps: {}", list);
  return measured;
}

namespace {

// The first component of softmax over (x, 0) in the arithmetic of T, subtracting the greater of both where `shifted`.
template <class T>
T softmax_of(T x, bool shifted) {
  const T greater = shifted ? std::max(x, T(0)) : T(0);
  const T a = std::exp(x - greater);
  const T b = std::exp(-greater);
  return a / (a + b);
}

std::uint64_t softmax_bits(const FormatTraits& f, std::uint64_t x, bool shifted) {
  if (f.id == FormatId::binary64) return narrow_bits(f, softmax_of(widen(f, x), shifted));
  return narrow_bits(f, softmax_of(static_cast<float>(widen(f, x)), shifted));
}

}  // namespace

Measured softmax(const Context& context) {
  function_called("sigmoid");
  Measured measured;
  std::string list;
  std::string naive;
  for (const FormatTraits& f : all_formats) {
    for (const bool shifted : {true, false}) {
      context.look_for_stop();
      Exact sigma("sigmoid", f);
      Figure figure = exact_figure("sigmoid", f);
      figure.implementation = shifted ? "softmax_shifted" : "softmax_plain";
      figure.target = "model";
      figure.measured = "largest error of softmax(x, 0) as (sigma(x), sigma(-x))";
      figure.unit = "ulp";
      figure.value = 0;
      for (const std::uint64_t x : about(context.inputs(f), 6000)) {
        const std::uint64_t got = softmax_bits(f, x, shifted);
        const double error = sigma.ulp(got, x);
        ++figure.n;
        if (error <= figure.value) continue;
        figure.value = error;
        set_witness(figure, f, x, got);
        figure.witness_want = sigma.text(x);
      }
      if (shifted) {
        // exp, a sum and a quotient, about an ulp or half an ulp each.
        figure.verdict = within(figure.value, 4, 1e6);
        list += fmt::format("{}{} {:.2g}", list.empty() ? "" : ", ", f.name, figure.value);
      } else if (std::isinf(figure.value)) {
        naive += (naive.empty() ? "" : ", ") + figure.format;
        figure.explanation = "e^x overflows";
      }
      measured.figures.push_back(std::move(figure));
    }
  }
  Figure& summary = measured.summary;
  summary.function = "sigmoid";
  summary.verdict = strictest(verdicts_of(measured.figures));
  summary.measured = "largest error of softmax(x, 0), greater input subtracted, binary32";
  summary.value = measured.figures.at(2).value;
  summary.unit = "ulp";
  summary.explanation = fmt::format("with the greater input subtracted within {} ULP of sigma", list);
  if (!naive.empty()) summary.explanation += fmt::format("; without, NaN for large x in {}", naive);
  return measured;
}

}  // namespace softplus_bench::claims
