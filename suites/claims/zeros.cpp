// Where results are exactly zero: always_positive, gradient_never_zero, sparsity, positive_scale.
#include <fmt/format.h>
#include <algorithm>
#include <cmath>

#include "core/text.hpp"
#include "suites/claims/list.hpp"
#include "suites/sampler.hpp"

namespace softplus_bench::claims {
namespace {

// One row of "the largest x where the output is not above zero".
void fill_zero(Figure& figure, const FormatTraits& f, const Edge& edge, const std::string& want,
               std::optional<std::uint64_t> x2 = {}) {
  figure.measured = "largest x whose output is 0 or negative";
  figure.unit = "x";
  figure.n = edge.n;
  figure.verdict = without_exception(edge.found);
  if (!edge.found) {
    figure.explanation = "none found";
    return;
  }
  figure.value = widen(f, edge.input);
  figure.explanation = how_found(f);
  set_witness(figure, f, edge.input, edge.got, x2);
  figure.witness_want = want;
}

// The exact function rounded: it rises, so that bisection over all finite numbers settles it.
Edge last_zero(Exact& exact, const FormatTraits& f, std::uint64_t x2 = 0) {
  Edge edge;
  const double lowest = -widen(f, f.max_finite_bits());
  if (!is_zero(f, exact(narrow_bits(f, lowest), x2))) return edge;
  edge.found = true;
  edge.input = last_number(f, lowest, 0, [&](std::uint64_t x) { return is_zero(f, exact(x, x2)); });
  edge.got = exact(edge.input, x2);
  return edge;
}

// Looks for outputs that are not above zero: of the exact function rounded, and of every way of computing it.
void look_for_zeros(const Context& context, std::string_view function, Measured& measured) {
  const bool two_inputs = function_called(function).inputs == 2;
  for (const FormatTraits& f : all_formats) {
    context.look_for_stop();
    Exact exact(function, f);
    const std::uint64_t one = two_inputs ? narrow_bits(f, 1) : 0;
    const auto second = two_inputs ? std::optional(one) : std::nullopt;
    const Edge of_exact = last_zero(exact, f, one);
    Figure& figure = measured.figures.emplace_back(exact_figure(function, f));
    fill_zero(figure, f, of_exact, of_exact.found ? exact.text(of_exact.input, one) : "", second);
    if (of_exact.found) figure.explanation = "bisection: the function rises";
    const auto not_above_zero = [&](std::uint64_t, std::uint64_t y) { return widen(f, y) <= 0; };
    for (const ClaimRow& row : context.rows(function, f.id)) {
      Candidate candidate(row);
      const Edge edge = find_edge(candidate, context.inputs(f), End::highest, not_above_zero, one);
      Figure of_row = candidate.figure();
      fill_zero(of_row, f, edge, edge.found ? exact.text(edge.input, one) : "", second);
      measured.figures.push_back(std::move(of_row));
    }
  }
}

// "binary32: 0 at x = -103.97 where 6.9e-46 is exact": the first of the exact function, else the first of all.
const Figure* first_counterexample(const std::vector<Figure>& figures) {
  const Figure* found = nullptr;
  for (const Figure& figure : figures) {
    if (figure.verdict != Verdict::is_false) continue;
    if (figure.implementation == correctly_rounded && figure.format == "binary32") return &figure;
    if (found == nullptr) found = &figure;
  }
  return found;
}

Figure summary_of_zeros(const std::vector<Figure>& figures, std::string_view function, std::string_view what) {
  Figure summary;
  summary.function = function;
  summary.verdict = strictest(verdicts_of(figures));
  summary.measured = "rows with an output that is not above 0";
  summary.unit = "count";
  const auto n = std::count_if(figures.begin(), figures.end(),
                               [](const Figure& figure) { return figure.verdict == Verdict::is_false; });
  summary.value = static_cast<double>(n);
  summary.n = figures.size();
  const Figure* first = first_counterexample(figures);
  if (first == nullptr) {
    summary.explanation = "no output of any row is 0 or negative";
    return summary;
  }
  std::string edges;
  for (const Figure& figure : figures)
    if (figure.implementation == correctly_rounded && figure.function == first->function && !std::isnan(figure.value))
      edges += fmt::format("{}{} x = {:.6g}", edges.empty() ? "" : ", ", figure.format, figure.value);
  if (edges.empty())
    summary.explanation = fmt::format("{} of {}/{} is 0 or negative up to x = {:.6g} in {}", what, first->function,
                                      first->implementation, first->value, first->format);
  else summary.explanation = fmt::format("even correctly rounded, {} is 0 up to {}", what, edges);
  summary.explanation += fmt::format("; {} of {} rows reach 0", n, figures.size());
  summary.witness_input = first->witness_input;
  summary.witness_bits = first->witness_bits;
  summary.witness_got_bits = first->witness_got_bits;
  summary.witness_want = first->witness_want;
  return summary;
}

}  // namespace

Measured always_positive(const Context& context) {
  Measured measured;
  look_for_zeros(context, "softplus", measured);
  measured.summary = summary_of_zeros(measured.figures, "softplus", "the output");
  return measured;
}

Measured gradient_never_zero(const Context& context) {
  Measured measured;
  look_for_zeros(context, "sigmoid", measured);
  if (find_function("softplus_backward") != nullptr) look_for_zeros(context, "softplus_backward", measured);
  measured.summary = summary_of_zeros(measured.figures, "sigmoid", "the gradient");
  return measured;
}

Measured sparsity(const Context& context) {
  Measured measured;
  constexpr std::uint64_t n = 100'000;
  std::vector<double> softplus_shares;
  std::vector<double> relu_shares;
  for (const FormatTraits& f : all_formats) {
    context.look_for_stop();
    const auto sampler = weighted(f, "normal", n, context.options().seed);
    std::vector<std::uint64_t> x(n);
    sampler->fill(0, x);
    std::vector<ClaimRow> rows = context.rows("softplus", f.id);
    const auto add = [&](Figure figure, std::span<const std::uint64_t> y, std::vector<double>& shares) {
      const auto zeros = std::count_if(y.begin(), y.end(), [&](std::uint64_t each) { return is_zero(f, each); });
      figure.measured = "share of exact zeros on N(0, 1)";
      figure.value = static_cast<double>(zeros) / n;
      figure.unit = "share";
      figure.n = n;
      shares.push_back(figure.value);
      measured.figures.push_back(std::move(figure));
    };
    for (const ClaimRow& row : rows) {
      Candidate candidate(row);
      const std::vector<std::uint64_t> y = candidate(x);
      add(candidate.figure(), y, softplus_shares);
      measured.figures.back().verdict = without_exception(measured.figures.back().value > 0);
    }
    std::vector<std::uint64_t> y = x;
    for (std::uint64_t& each : y) each = widen(f, each) > 0 ? each : 0;
    Figure relu = exact_figure("relu", f);
    add(std::move(relu), y, relu_shares);
    measured.figures.back().verdict = relu_shares.back() > 0 ? Verdict::holds : Verdict::is_false;
  }
  const double most = softplus_shares.empty() ? 0 : *std::max_element(softplus_shares.begin(), softplus_shares.end());
  const double relu = *std::min_element(relu_shares.begin(), relu_shares.end());
  measured.summary.verdict = shared(verdicts_of(measured.figures));
  measured.summary.measured = "largest share of exact zeros of a way of computing softplus, on N(0, 1)";
  measured.summary.value = most;
  measured.summary.unit = "share";
  measured.summary.n = n;
  measured.summary.explanation =
      fmt::format("on N(0, 1) ReLU gives {:.4g} % exact zeros or more, {} rows of softplus at most {:.4g} %",
                  100 * relu, softplus_shares.size(), 100 * most);
  return measured;
}

Measured positive_scale(const Context& context) {
  Measured measured;
  for (const FormatTraits& f : all_formats) {
    context.look_for_stop();
    const std::uint64_t epsilon = narrow_bits(f, 1e-6);
    const auto sum = [&](std::uint64_t y) { return narrow_bits(f, widen(f, y) + widen(f, epsilon)); };
    Exact exact("softplus", f);
    const double lowest = -widen(f, f.max_finite_bits());
    // softplus rises, and so does the rounded sum: the least is that of the lowest input.
    const std::uint64_t x = narrow_bits(f, lowest);
    const std::uint64_t least = sum(exact(x));
    Figure smallest = exact_figure("softplus", f);
    smallest.measured = "smallest softplus(raw) + 1e-6";
    smallest.value = widen(f, least);
    smallest.unit = "1";
    const bool positive = widen(f, least) > 0;
    const bool normal = is_normal(f, least);
    smallest.verdict = !positive ? Verdict::is_false : normal ? Verdict::holds : Verdict::with_conditions;
    smallest.explanation = normal ? "a normal number" : "a subnormal number: 0 where subnormals are flushed";
    if (!positive) smallest.explanation = "1e-6 is no number above 0 of the format";
    set_witness(smallest, f, x, least);
    measured.figures.push_back(smallest);

    // From which softplus(raw) the sum is softplus(raw) itself, for good.
    const std::uint64_t last = last_number(f, widen(f, epsilon), 1e3, [&](std::uint64_t y) { return sum(y) != y; });
    Figure absorbed = exact_figure("softplus", f);
    absorbed.measured = "largest softplus(raw) that adding 1e-6 changes";
    absorbed.value = widen(f, last);
    absorbed.unit = "1";
    absorbed.explanation = "beyond, the addition is lost in rounding";
    measured.figures.push_back(absorbed);
  }
  Figure& summary = measured.summary;
  summary.verdict = strictest(verdicts_of(measured.figures));
  const auto least =
      std::min_element(measured.figures.begin(), measured.figures.end(), [](const Figure& a, const Figure& b) {
        return (a.verdict ? a.value : infinity) < (b.verdict ? b.value : infinity);
      });
  summary.measured = "smallest softplus(raw) + 1e-6 of any format";
  summary.value = least->value;
  summary.unit = "1";
  summary.explanation = fmt::format("smallest {:.6g} ({})", least->value, least->format);
  for (const Figure& figure : measured.figures)
    if (figure.verdict == Verdict::with_conditions)
      summary.explanation +=
          fmt::format("; {:.4g} is subnormal in {}: 0 where subnormals are flushed", figure.value, figure.format);
  for (const Figure& figure : measured.figures)
    if (!figure.verdict && traits(FormatId::bfloat16).name == figure.format)
      summary.explanation += fmt::format("; {} loses the 1e-6 beyond {:.3g}", figure.format, figure.value);
  return measured;
}

}  // namespace softplus_bench::claims
