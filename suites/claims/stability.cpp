// Ways of computing and where they break: relu_distance, overflow, stable_form, inverse.
#include <fmt/format.h>
#include <algorithm>
#include <array>
#include <cmath>

#include "core/text.hpp"
#include "suites/claims/list.hpp"

namespace softplus_bench::claims {
namespace {

constexpr double log_2 = 0x1.62e42fefa39efp-1;

double relu(double x) { return std::max(x, 0.0); }

// Outputs against 0 < y - max(x, 0) <= log 2, as far as rounding lets it be asked: rounding keeps order, so it keeps
// max(x, 0) <= y <= R(max(x, 0) + log 2). Beyond that by one place is a last bit, beyond by more is not rounding.
struct Distance {
  std::uint64_t n = 0;
  std::uint64_t n_outside = 0;  // by more than a place
  std::uint64_t n_last_bit = 0;
  std::uint64_t n_equal = 0;  // y = max(x, 0): the distance is not above 0
  std::uint64_t outside = 0;  // the first input of its kind
  std::uint64_t outside_got = 0;
  std::uint64_t equal = 0;  // the least positive one
  std::uint64_t equal_got = 0;
};
Distance distance_of(const FormatTraits& f, std::span<const std::uint64_t> inputs, std::span<const std::uint64_t> y) {
  Distance d;
  d.n = inputs.size();
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    const double x = widen(f, inputs[i]);
    const std::int64_t least = ordinal(f, narrow_bits(f, relu(x)));
    // Of binary64 the sum is rounded as often as the result.
    const std::int64_t most = ordinal(f, narrow_bits(f, relu(x) + std::nextafter(log_2, 1.0)));
    const std::int64_t got = ordinal(f, y[i]);
    if (is_nan(f, y[i]) || got < least - 1 || got > most + 1 || widen(f, y[i]) < 0) {
      if (d.n_outside++ == 0) {
        d.outside = inputs[i];
        d.outside_got = y[i];
      }
    } else if (got < least || got > most) {
      ++d.n_last_bit;
    } else if (got == least) {
      if (d.n_equal++ == 0 || (x > 0 && widen(f, d.equal) <= 0)) {
        d.equal = inputs[i];
        d.equal_got = y[i];
      }
    }
  }
  return d;
}

void fill(Figure& figure, const FormatTraits& f, const Distance& d) {
  figure.measured = "inputs whose output lies more than a place outside [max(x, 0), max(x, 0) + log 2]";
  figure.value = static_cast<double>(d.n_outside);
  figure.unit = "count";
  figure.n = d.n;
  figure.verdict = d.n_outside != 0                      ? Verdict::is_false
                   : d.n_equal != 0 || d.n_last_bit != 0 ? Verdict::with_conditions
                                                         : Verdict::holds;
  figure.explanation = fmt::format("{} give max(x, 0) itself, {} are a place outside", d.n_equal, d.n_last_bit);
  if (d.n_outside != 0) set_witness(figure, f, d.outside, d.outside_got);
  else if (d.n_equal != 0) set_witness(figure, f, d.equal, d.equal_got);
}

}  // namespace

Measured relu_distance(const Context& context) {
  Measured measured;
  std::size_t ways = 0;
  std::size_t outside = 0;
  const Figure* first = nullptr;
  for (const FormatTraits& f : all_formats) {
    context.look_for_stop();
    Exact exact("softplus", f);
    std::vector<std::uint64_t> some;
    const std::vector<std::uint64_t>& inputs = context.inputs(f);
    const std::size_t step = std::max<std::size_t>(1, inputs.size() / 8000);
    for (std::size_t i = 0; i < inputs.size(); i += step) some.push_back(inputs[i]);
    std::vector<std::uint64_t> y;
    for (const std::uint64_t x : some) y.push_back(exact(x));
    fill(measured.figures.emplace_back(exact_figure("softplus", f)), f, distance_of(f, some, y));
    for (const ClaimRow& row : context.rows("softplus", f.id)) {
      Candidate candidate(row);
      const Distance d = distance_of(f, inputs, candidate(inputs));
      Figure figure = candidate.figure();
      fill(figure, f, d);
      if (figure.verdict == Verdict::is_false) figure.witness_want = exact.text(d.outside);
      ++ways;
      outside += d.n_outside != 0 ? 1 : 0;
      measured.figures.push_back(std::move(figure));
    }
  }
  bool exact_within = true;
  for (const Figure& figure : measured.figures) {
    if (figure.implementation == correctly_rounded) {
      exact_within = exact_within && figure.verdict != Verdict::is_false;
      if (figure.format == "binary32") first = &figure;
    }
  }
  Figure& summary = measured.summary;
  summary.verdict = exact_within ? shared(verdicts_of(measured.figures)) : Verdict::is_false;
  summary.measured = "rows with an output more than a place outside [max(x, 0), max(x, 0) + log 2]";
  summary.value = static_cast<double>(outside);
  summary.unit = "count";
  summary.n = ways;
  summary.explanation = fmt::format(
      "rounded, the distance is 0 where softplus rounds to x or to 0; {} of {} rows leave [0, log 2] by more than "
      "a last bit",
      outside, ways);
  if (first != nullptr) {
    summary.witness_input = first->witness_input;
    summary.witness_bits = first->witness_bits;
    summary.witness_got_bits = first->witness_got_bits;
  }
  return measured;
}

namespace {

// Where the row overflows.
Figure overflow_of(const Context& context, const ClaimRow& row, Exact& exact) {
  Candidate candidate(row);
  const FormatTraits& f = candidate.format();
  const Edge edge = find_edge(candidate, context.inputs(f), End::lowest,
                              [&](std::uint64_t, std::uint64_t y) { return is_infinite(f, y) || is_nan(f, y); });
  Figure figure = candidate.figure();
  figure.measured = "smallest finite x whose output is infinite or NaN";
  figure.unit = "x";
  figure.n = edge.n;
  // The exact value is near x, and finite.
  figure.verdict = edge.found ? Verdict::holds : Verdict::is_false;
  figure.explanation = edge.found ? how_found(f) : "never";
  if (edge.found) {
    figure.value = widen(f, edge.input);
    set_witness(figure, f, edge.input, edge.got);
    figure.witness_want = exact.text(edge.input);
  }
  return figure;
}

}  // namespace

Measured overflow(const Context& context) {
  Measured measured;
  std::size_t ways = 0;
  std::size_t overflowing = 0;
  std::string naive;
  for (const FormatTraits& f : all_formats) {
    context.look_for_stop();
    Exact exact("softplus", f);
    for (const ClaimRow& row : context.rows("softplus", f.id)) {
      Figure figure = overflow_of(context, row, exact);
      ++ways;
      overflowing += figure.verdict == Verdict::holds ? 1 : 0;
      if (figure.verdict == Verdict::holds && figure.implementation == "naive" && figure.target == "scalar")
        naive += fmt::format("{}{} in {}", naive.empty() ? "" : ", ", brief(figure.value), f.name);
      measured.figures.push_back(std::move(figure));
    }
  }
  if (ways == 0) throw Unavailable{"no way of computing softplus was selected"};
  Figure& summary = measured.summary;
  summary.verdict = from_counts(overflowing, ways);
  summary.measured = "rows that return infinity for a finite input";
  summary.value = static_cast<double>(overflowing);
  summary.unit = "count";
  summary.n = ways;
  summary.explanation = fmt::format("{} of {} rows overflow", overflowing, ways);
  if (!naive.empty()) summary.explanation += fmt::format("; log(1 + e^x) from x = {}", naive);
  for (const Figure& figure : measured.figures)
    if (figure.verdict == Verdict::holds && figure.implementation == "naive" && figure.format == "binary32") {
      summary.witness_input = figure.witness_input;
      summary.witness_bits = figure.witness_bits;
      summary.witness_got_bits = figure.witness_got_bits;
      summary.witness_want = figure.witness_want;
    }
  return measured;
}

namespace {

// Stable: no wrong NaN or infinity, and an error of exp, log1p and the sum, about an ulp or half an ulp each.
constexpr double stable_ulp = 2;
constexpr double nearly_stable_ulp = 4;

bool is_stable_form(const Figure& figure) {
  return figure.implementation == "symmetric" || figure.implementation == "symmetric_widened";
}
bool is_for_contrast(const Figure& figure) {
  return figure.implementation == "naive" || figure.implementation == "log1p" ||
         figure.implementation == "symmetric_log";
}

void add_largest_error(std::string& list, const FormatTraits& f, const UlpFigure& ulp) {
  list += fmt::format("{}{} {}{:.3f}", list.empty() ? "" : ", ", f.name, ulp.exhaustive ? "" : ">= ", ulp.max_ulp);
}

}  // namespace

Measured stable_form(const Context& context) {
  Measured measured;
  double worst = 0;
  std::string list;
  for (const FormatTraits& f : all_formats) {
    context.look_for_stop();
    for (const UlpFigure& ulp : ulp_figures(context, "softplus", f)) {
      Figure figure = figure_of(ulp);
      const bool stable = is_stable_form(figure);
      if (!stable && !is_for_contrast(figure)) continue;
      if (stable) {
        figure.verdict = ulp.n_wrong != 0 ? Verdict::is_false : within(ulp.max_ulp, stable_ulp, nearly_stable_ulp);
        worst = std::max(worst, ulp.max_ulp);
      }
      if (figure.implementation == "symmetric") add_largest_error(list, f, ulp);
      figure.explanation = fmt::format("{} wrong NaNs or infinities", ulp.n_wrong);
      measured.figures.push_back(std::move(figure));
    }
  }
  const std::vector<Verdict> verdicts = verdicts_of(measured.figures);
  if (verdicts.empty()) throw Unavailable{"softplus/symmetric was not selected"};
  Figure& summary = measured.summary;
  summary.verdict = strictest(verdicts);
  summary.measured = "largest error of max(x, 0) + log1p(e^-|x|) in any format";
  summary.value = worst;
  summary.unit = "ulp";
  summary.explanation = fmt::format("largest error in ULP: {} (16-bit formats: every input)", list);
  return measured;
}

namespace {

// The largest error within 64 places of `centre` or within the given stretch, with its place.
Figure error_between(const Context&, Candidate& candidate, Exact& exact, double low, double high,
                     std::string measured) {
  const FormatTraits& f = candidate.format();
  const std::int64_t first = ordinal(f, narrow_bits(f, low));
  const std::int64_t last = ordinal(f, narrow_bits(f, high));
  const std::int64_t step = std::max<std::int64_t>(1, (last - first) / 400);
  Figure figure = candidate.figure();
  figure.measured = std::move(measured);
  figure.unit = "ulp";
  double worst = -1;
  for (std::int64_t place = first; place <= last; place += step) {
    const std::uint64_t x = bits_at_ordinal(f, place);
    const std::uint64_t got = candidate(x);
    const double error = exact.ulp(got, x);
    ++figure.n;
    if (!(error > worst)) continue;
    worst = error;
    set_witness(figure, f, x, got);
    figure.witness_want = exact.text(x);
  }
  figure.value = worst;
  return figure;
}

// Where log(expm1(y)) overflows, if it does.
Figure inverse_overflow(const Context& context, Candidate& candidate, Exact& exact) {
  const FormatTraits& f = candidate.format();
  const Edge edge = find_edge(candidate, context.inputs(f), End::lowest, [&](std::uint64_t y, std::uint64_t got) {
    return widen(f, y) > 0 && is_infinite(f, got) && !is_negative(f, got);
  });
  Figure large = candidate.figure();
  large.measured = "smallest finite y whose inverse comes out infinite";
  large.unit = "x";
  large.n = edge.n;
  if (edge.found) {
    large.value = widen(f, edge.input);
    large.verdict = Verdict::with_conditions;
    set_witness(large, f, edge.input, edge.got);
    large.witness_want = exact.text(edge.input);
  }
  return large;
}

// "value (format)" behind those that are there.
void add_value(std::string& list, std::string_view value, const FormatTraits& f) {
  list += fmt::format("{}{} ({})", list.empty() ? "" : ", ", value, f.name);
}

}  // namespace

Measured inverse(const Context& context) {
  function_called("softplus_inverse");
  Measured measured;
  std::string root;
  std::string overflows;
  std::string tiny;
  std::size_t broken = 0;
  std::size_t ways = 0;
  for (const FormatTraits& f : all_formats) {
    context.look_for_stop();
    Exact exact("softplus_inverse", f);
    for (const UlpFigure& ulp : ulp_figures(context, "softplus_inverse", f)) {
      Figure figure = figure_of(ulp);
      figure.explanation = fmt::format("{} wrong NaNs or infinities", ulp.n_wrong);
      const bool claimed = figure.implementation == "log_expm1" || figure.implementation == "log_expm1_widened";
      if (claimed) {
        figure.verdict = ulp.n_wrong != 0 ? Verdict::with_conditions : within(ulp.max_ulp, stable_ulp, infinity);
        ++ways;
        broken += ulp.n_wrong != 0 ? 1 : 0;
      }
      measured.figures.push_back(figure);
      if (!claimed) continue;
      Candidate candidate(ulp.row);
      const Figure large = inverse_overflow(context, candidate, exact);
      if (!large.witness_bits.empty()) add_value(overflows, fmt::format("{:.5g}", large.value), f);
      measured.figures.push_back(large);
      const std::int64_t at_root = ordinal(f, narrow_bits(f, log_2));
      measured.figures.push_back(error_between(context, candidate, exact, widen(f, bits_at_ordinal(f, at_root - 64)),
                                               widen(f, bits_at_ordinal(f, at_root + 64)),
                                               "largest error within 64 places of the root log 2"));
      add_value(root, fmt::format("{:.3g}", measured.figures.back().value), f);
      const double least = widen(f, 1);
      measured.figures.push_back(
          error_between(context, candidate, exact, least, 0x1p-10, "largest error for y up to 2^-10"));
      add_value(tiny, fmt::format("{:.3g}", measured.figures.back().value), f);
    }
  }
  if (ways == 0) throw Unavailable{"softplus_inverse/log_expm1 was not selected"};
  Figure& summary = measured.summary;
  summary.function = "softplus_inverse";
  summary.verdict = strictest(verdicts_of(measured.figures));
  summary.measured = "rows of log(expm1(y)) with wrong infinities";
  summary.value = static_cast<double>(broken);
  summary.unit = "count";
  summary.n = ways;
  summary.explanation = fmt::format("infinite from y = {}; near the root log 2 off by {} ULP; for tiny y by {} ULP",
                                    overflows.empty() ? "never" : overflows, root, tiny);
  return measured;
}

}  // namespace softplus_bench::claims
