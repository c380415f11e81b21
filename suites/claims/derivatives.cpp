// The derivatives of softplus: derivative, second_derivative.
#include <fmt/format.h>
#include <algorithm>
#include <cmath>

#include "core/text.hpp"
#include "suites/claims/list.hpp"

namespace softplus_bench::claims {
namespace {

// Largest |difference quotient of softplus - sigmoid| on [-30, 30], in binary64.
Figure quotient_figure() {
  const FormatTraits& f = traits(FormatId::binary64);
  Exact softplus("softplus", f);
  Exact sigmoid("sigmoid", f);
  constexpr double h = 0x1p-13;
  double worst = 0;
  double at = 0;
  for (int i = -30 * 8; i <= 30 * 8; ++i) {
    const double x = i / 8.0;
    const double apart = std::abs((softplus.at(x + h) - softplus.at(x - h)) / (2 * h) - sigmoid.at(x));
    if (apart > worst) {
      worst = apart;
      at = x;
    }
  }
  Figure figure = exact_figure("softplus", f);
  figure.measured = "largest distance of the difference quotient (h = 2^-13) from the sigmoid";
  figure.value = worst;
  figure.unit = "1";
  figure.n = 60 * 8 + 1;
  // Truncation h^2 / 6 |f'''| is below h^2 / 24 (|f'''| <= 1/8 here), rounding below 2 ulp(30) / 2h.
  figure.verdict = within(worst, h * h / 24 + 0x1p-48 / h, 1e-3);
  set_witness(figure, f, narrow_bits(f, at), narrow_bits(f, sigmoid.at(at)));
  return figure;
}

// Whether the rounded function ever rises by more than its input does, between neighbours.
Figure lipschitz_figure(const Context& context, const FormatTraits& f) {
  Exact softplus("softplus", f);
  Figure figure = exact_figure("softplus", f);
  figure.measured = "neighbours between which the rounded softplus rises by more than x does";
  figure.unit = "count";
  std::uint64_t count = 0;
  for (const std::uint64_t x : context.inputs(f)) {
    const std::int64_t place = ordinal(f, x);
    if (place == static_cast<std::int64_t>(f.max_finite_bits())) continue;
    if (f.bits > 16 && figure.n > 20'000) break;
    ++figure.n;
    const std::uint64_t next = bits_at_ordinal(f, place + 1);
    const std::uint64_t y = softplus(x);
    if (widen(f, softplus(next)) - widen(f, y) <= widen(f, next) - widen(f, x)) continue;
    if (count++ == 0) set_witness(figure, f, x, y);
  }
  figure.value = static_cast<double>(count);
  figure.verdict = count == 0 ? Verdict::holds : Verdict::with_conditions;
  figure.explanation = "numbers near 0 lie closer than those near log 2: a step there is a step of rounding";
  return figure;
}

void fill_edge(Figure& figure, const FormatTraits& f, const Edge& edge, std::string_view measured) {
  figure.measured = measured;
  figure.unit = "x";
  figure.n = edge.n;
  figure.verdict = edge.found ? Verdict::with_conditions : Verdict::holds;
  figure.explanation = edge.found ? how_found(f) : "none found";
  if (!edge.found) return;
  figure.value = widen(f, edge.input);
  set_witness(figure, f, edge.input, edge.got);
}

constexpr std::string_view first_one = "smallest x whose sigmoid is 1 or more";
constexpr std::string_view last_zero = "largest x whose sigmoid is 0 or less";

}  // namespace

Measured derivative(const Context& context) {
  function_called("sigmoid");
  Measured measured;
  measured.figures.push_back(quotient_figure());
  std::string saturates;
  for (const FormatTraits& f : all_formats) {
    context.look_for_stop();
    if (f.bits == 16) measured.figures.push_back(lipschitz_figure(context, f));
    Exact sigmoid("sigmoid", f);
    const double largest = widen(f, f.max_finite_bits());
    const std::uint64_t one = narrow_bits(f, 1);
    Edge ones;
    ones.found = sigmoid(narrow_bits(f, largest)) == one;
    if (ones.found) {
      const std::uint64_t below = last_number(f, 0, largest, [&](std::uint64_t x) { return sigmoid(x) != one; });
      ones.input = bits_at_ordinal(f, ordinal(f, below) + 1);
      ones.got = one;
    }
    fill_edge(measured.figures.emplace_back(exact_figure("sigmoid", f)), f, ones, first_one);
    Edge zeros;
    zeros.found = is_zero(f, sigmoid(narrow_bits(f, -largest)));
    if (zeros.found) {
      zeros.input = last_number(f, -largest, 0, [&](std::uint64_t x) { return is_zero(f, sigmoid(x)); });
      zeros.got = sigmoid(zeros.input);
    }
    fill_edge(measured.figures.emplace_back(exact_figure("sigmoid", f)), f, zeros, last_zero);
    saturates += fmt::format("{}{} {} and {}", saturates.empty() ? "" : ", ", f.name,
                             ones.found ? brief(widen(f, ones.input)) : "never",
                             zeros.found ? brief(widen(f, zeros.input)) : "never");
    for (const ClaimRow& row : context.rows("sigmoid", f.id)) {
      Candidate candidate(row);
      const std::vector<std::uint64_t> y = candidate(context.inputs(f));
      const auto again = [&](std::uint64_t x) { return candidate(x); };
      const Edge top = find_edge(
          f, context.inputs(f), y, End::lowest, [&](std::uint64_t, std::uint64_t got) { return widen(f, got) >= 1; },
          again);
      const Edge bottom = find_edge(
          f, context.inputs(f), y, End::highest, [&](std::uint64_t, std::uint64_t got) { return widen(f, got) <= 0; },
          again);
      fill_edge(measured.figures.emplace_back(candidate.figure()), f, top, first_one);
      fill_edge(measured.figures.emplace_back(candidate.figure()), f, bottom, last_zero);
    }
  }
  Figure& summary = measured.summary;
  summary.verdict = strictest(verdicts_of(measured.figures));
  summary.measured = measured.figures.front().measured;
  summary.value = measured.figures.front().value;
  summary.unit = "1";
  summary.explanation =
      fmt::format("difference quotient within {:.2g} of the sigmoid; rounded, it is 1 from and 0 up to x = {}",
                  summary.value, saturates);
  return measured;
}

Measured second_derivative(const Context& context) {
  function_called("sigmoid_derivative");
  Measured measured;
  std::uint64_t negative = 0;
  double lost = 0;
  std::string loser;
  for (const FormatTraits& f : all_formats) {
    context.look_for_stop();
    Exact exact("sigmoid_derivative", f);
    const double largest = widen(f, f.max_finite_bits());
    const auto is_above_zero = [&](std::uint64_t x) { return widen(f, exact(x)) > 0; };
    const std::uint64_t last = last_number(f, 0, largest, is_above_zero);
    Figure figure = exact_figure("sigmoid_derivative", f);
    figure.measured = "largest x > 0 whose second derivative is above 0";
    figure.value = widen(f, last);
    figure.unit = "x";
    figure.verdict = Verdict::holds;  // even, falls for x > 0, and never below zero
    if (is_negative(f, exact(narrow_bits(f, largest))) || is_negative(f, exact(0))) figure.verdict = Verdict::is_false;
    set_witness(figure, f, last, exact(last));
    measured.figures.push_back(figure);
    for (const UlpFigure& ulp : ulp_figures(context, "sigmoid_derivative", f)) {
      Figure row = figure_of(ulp);
      Candidate candidate(ulp.row);
      const std::vector<std::uint64_t> y = candidate(context.inputs(f));
      const auto below = static_cast<std::uint64_t>(
          std::count_if(y.begin(), y.end(), [&](std::uint64_t got) { return widen(f, got) < 0; }));
      const Edge zeros = find_edge(
          f, context.inputs(f), y, End::lowest,
          [&](std::uint64_t x, std::uint64_t got) { return widen(f, x) > 0 && is_zero(f, got); },
          [&](std::uint64_t x) { return candidate(x); });
      const bool early = zeros.found && is_above_zero(zeros.input);
      negative += below;
      row.verdict = below != 0 ? Verdict::is_false : early ? Verdict::with_conditions : Verdict::holds;
      row.explanation = fmt::format("{} negative outputs; 0 from x = {}", below,
                                    zeros.found ? brief(widen(f, zeros.input)) : "never");
      if (early) row.explanation += fmt::format(", where {} is exact", exact.text(zeros.input, 0, 3));
      if (early && f.id == FormatId::binary32 && (loser.empty() || widen(f, zeros.input) < lost)) {
        lost = widen(f, zeros.input);
        loser = row.implementation;
      }
      measured.figures.push_back(std::move(row));
    }
  }
  Figure& summary = measured.summary;
  summary.function = "sigmoid_derivative";
  const bool exact_holds = std::all_of(measured.figures.begin(), measured.figures.end(), [](const Figure& figure) {
    return figure.implementation != correctly_rounded || figure.verdict == Verdict::holds;
  });
  summary.verdict = exact_holds ? shared(verdicts_of(measured.figures)) : Verdict::is_false;
  summary.measured = "negative outputs of all rows";
  summary.value = static_cast<double>(negative);
  summary.unit = "count";
  summary.explanation = fmt::format("never below 0 when correctly rounded; {} negative outputs of all rows", negative);
  if (!loser.empty())
    summary.explanation +=
        fmt::format("; {} gives 0 from x = {:.5g} in binary32, long before the exact value does", loser, lost);
  return measured;
}

}  // namespace softplus_bench::claims
