// What softplus and its neighbours are: definition, beta_definition, asymptotes, comparison_table.
#include <fmt/format.h>
#include <algorithm>
#include <array>
#include <cmath>

#include "core/text.hpp"
#include "suites/claims/list.hpp"

namespace softplus_bench::claims {
namespace {

// A value as a text prints it.
struct Printed {
  double x;
  double value;
  int decimals;
};
constexpr auto printed_values = std::to_array<Printed>({{0, 0.693, 3}, {-2, 0.13, 2}, {5, 5.0067, 4}});

// Whether y printed with so many decimals is that text.
bool prints_as(double y, const Printed& printed) {
  return std::abs(y - printed.value) <= 0.5 * std::pow(10.0, -printed.decimals) * (1 + 1e-9);
}

constexpr std::array sample_points{-2.0, -1.0, 0.0, 1.0, 2.0};
constexpr std::array sample_betas{0.5, 1.0, 2.0};

}  // namespace

Measured definition(const Context& context) {
  Measured measured;
  Exact reference("softplus", traits(FormatId::binary64));
  std::string others;
  for (const FormatTraits& f : all_formats) {
    context.look_for_stop();
    Exact exact("softplus", f);
    for (const Printed& printed : printed_values) {
      const std::uint64_t x = narrow_bits(f, printed.x);
      const std::uint64_t y = exact(x);
      Figure figure = exact_figure("softplus", f);
      figure.parameters = "x=" + shortest(printed.x);
      figure.measured = fmt::format("softplus({}), in the texts {}", shortest(printed.x), shortest(printed.value));
      figure.value = widen(f, y);
      figure.unit = "1";
      const bool exact_prints = prints_as(reference.at(printed.x), printed);
      const bool rounded_prints = prints_as(widen(f, y), printed);
      figure.verdict = exact_prints ? (rounded_prints ? Verdict::holds : Verdict::with_conditions) : Verdict::is_false;
      figure.explanation = "exactly " + exact.text(x, 0, 12);
      if (exact_prints && !rounded_prints) {
        figure.explanation += "; the format has no number nearer";
        others += fmt::format("{}{} has {} for {}", others.empty() ? "" : ", ", f.name, decimal_text(f, y),
                              shortest(printed.value));
      }
      set_witness(figure, f, x, y);
      measured.figures.push_back(std::move(figure));
    }
  }
  Figure& summary = measured.summary;
  summary.verdict = strictest(verdicts_of(measured.figures));
  summary.measured = "softplus(0)";
  summary.value = reference.at(0);
  summary.unit = "1";
  summary.explanation = fmt::format("softplus(0) = {:.6f}, softplus(-2) = {:.6f}, softplus(5) = {:.6f}",
                                    reference.at(0), reference.at(-2), reference.at(5));
  if (!others.empty()) summary.explanation += "; " + others;
  return measured;
}

Measured beta_definition(const Context& context) {
  function_called("softplus_beta");
  Measured measured;
  for (const FormatTraits& f : all_formats) {
    std::vector<double> before;  // distances to ReLU at the sample points for the smaller beta
    for (const double beta : sample_betas) {
      context.look_for_stop();
      Exact exact("softplus_beta", f, beta);
      std::vector<double> distances;
      for (const double x : sample_points) distances.push_back(exact.at(x) - std::max(x, 0.0));
      const double due = std::log(2.0) / beta;
      const double largest = *std::max_element(distances.begin(), distances.end());
      const double at_zero = exact.at(0);
      const double ulp = std::ldexp(1.0, static_cast<int>(std::floor(std::log2(due))) - f.precision + 1);
      const bool closer = before.empty() || std::equal(distances.begin(), distances.end(), before.begin(),
                                                       [](double now, double then) { return now <= then; });
      Figure figure = exact_figure("softplus_beta", f);
      figure.parameters = "beta=" + shortest(beta);
      figure.measured = "largest distance to ReLU at -2, -1, 0, 1, 2; due: log 2 / beta";
      figure.value = largest;
      figure.unit = "1";
      figure.n = sample_points.size();
      const bool right = largest == at_zero && std::abs(at_zero - due) <= ulp;
      figure.verdict = right && closer ? Verdict::holds : Verdict::is_false;
      figure.explanation = fmt::format(
          "{:.6g} at x = 0, log 2 / beta = {:.6g}; {}", at_zero, due,
          closer ? "no farther anywhere than with the smaller beta" : "farther somewhere than with the smaller beta");
      set_witness(figure, f, 0, narrow_bits(f, at_zero));
      measured.figures.push_back(std::move(figure));
      before = std::move(distances);
      for (const ClaimRow& row : context.rows("softplus_beta", f.id)) {
        Candidate candidate(row, Parameters{beta, default_threshold});
        double worst = 0;
        std::uint64_t at = narrow_bits(f, sample_points.front());
        for (const double x : sample_points) {
          const std::uint64_t bits = narrow_bits(f, x);
          if (const double error = exact.ulp(candidate(bits), bits); error > worst) {
            worst = error;
            at = bits;
          }
        }
        Figure of_row = candidate.figure();
        of_row.measured = "largest error at -2, -1, 0, 1, 2";
        of_row.value = worst;
        of_row.unit = "ulp";
        of_row.n = sample_points.size();
        set_witness(of_row, f, at, candidate(at));
        of_row.witness_want = exact.text(at);
        measured.figures.push_back(std::move(of_row));
      }
    }
  }
  Figure& summary = measured.summary;
  summary.function = "softplus_beta";
  summary.verdict = strictest(verdicts_of(measured.figures));
  summary.measured = "largest distance to ReLU times beta / log 2, binary64, beta = 2";
  Exact two("softplus_beta", traits(FormatId::binary64), 2);
  summary.value = two.at(0) * 2 / std::log(2.0);
  summary.unit = "ratio";
  summary.explanation = fmt::format(
      "largest distance to ReLU at x = 0: {:.4f}, {:.4f}, {:.4f} for beta 0.5, 1, 2 (log 2 / beta); falls with beta at "
      "every sample point",
      Exact("softplus_beta", traits(FormatId::binary64), 0.5).at(0),
      Exact("softplus_beta", traits(FormatId::binary64), 1).at(0), two.at(0));
  if (*summary.verdict != Verdict::holds) summary.explanation = "not at every sample point: see the rows";
  return measured;
}

Measured asymptotes(const Context& context) {
  Measured measured;
  for (const FormatTraits& f : all_formats) {
    context.look_for_stop();
    Exact exact("softplus", f);
    const double largest = widen(f, f.max_finite_bits());
    // Above 1 the distance f(x) - x falls while spacing grows: once x, for good.
    const std::uint64_t last = last_number(f, 1, largest, [&](std::uint64_t x) { return exact(x) != x; });
    const std::uint64_t first = bits_at_ordinal(f, ordinal(f, last) + 1);
    Figure right = exact_figure("softplus", f);
    right.measured = "from which x on softplus(x) rounds to x";
    right.value = widen(f, first);
    right.unit = "x";
    right.verdict = exact(first) == first && exact(narrow_bits(f, largest)) == narrow_bits(f, largest)
                        ? Verdict::holds
                        : Verdict::is_false;
    right.explanation = fmt::format("softplus(20) - 20 = {:.3g}", exact.at(20) - 20);
    set_witness(right, f, last, exact(last));
    measured.figures.push_back(right);

    // e^x from libm, at most an ulp off: so equal up to one place on the number line.
    const auto apart = [&](std::uint64_t x) {
      return std::abs(ordinal(f, exact(x)) - ordinal(f, narrow_bits(f, std::exp(widen(f, x))))) > 1;
    };
    const std::uint64_t last_near =
        last_number(f, -1000 < -largest ? -largest : -1000, 0, [&](std::uint64_t x) { return !apart(x); });
    Figure left = exact_figure("softplus", f);
    left.measured = "up to which x softplus(x) is within one place of e^x";
    left.value = widen(f, last_near);
    left.unit = "x";
    left.verdict = widen(f, last_near) < 0 && !apart(narrow_bits(f, -1000)) ? Verdict::holds : Verdict::is_false;
    left.explanation = fmt::format("softplus(-2) = {:.4g}, e^-2 = {:.4g}", exact.at(-2), std::exp(-2.0));
    set_witness(left, f, last_near, exact(last_near));
    measured.figures.push_back(left);
  }
  Figure& summary = measured.summary;
  summary.verdict = strictest(verdicts_of(measured.figures));
  summary.measured = "from which x on softplus(x) rounds to x, binary32";
  summary.unit = "x";
  std::string above;
  std::string below;
  for (const Figure& figure : measured.figures) {
    std::string& list = figure.measured.starts_with("from") ? above : below;
    list += fmt::format("{}{:.4g}", list.empty() ? "" : ", ", figure.value);
    if (figure.format == "binary32" && &list == &above) summary.value = figure.value;
  }
  summary.explanation = fmt::format(
      "rounds to x from x = {}, to e^x (within a place) up to x = {} (binary64, binary32, binary16, bfloat16)", above,
      below);
  return measured;
}

namespace {

// What the comparison tables say of an activation.
struct Activation {
  std::string_view function;
  double lower;   // end of the range, to two decimals
  bool attained;  // whether the range includes it (or comes below 0 at all)
  bool smooth;    // at 0
  bool dead;      // gradient exactly 0 at every negative input
};
constexpr auto activations = std::to_array<Activation>({{"relu", 0, true, false, true},
                                                        {"softplus", 0, false, true, false},
                                                        {"gelu", -0.17, true, true, false},
                                                        {"silu", -0.28, true, true, false},
                                                        {"elu", -1, false, true, false}});

// The slope of f between two numbers.
double slope(Exact& f, double from, double to) { return (f.at(to) - f.at(from)) / (to - from); }

}  // namespace

Measured comparison_table(const Context& context) {
  Measured measured;
  const FormatTraits& f = traits(FormatId::binary64);
  std::string words;
  for (const Activation& activation : activations) {
    context.look_for_stop();
    const std::string function(activation.function);
    if (find_function(function) == nullptr) {
      Figure skipped = exact_figure(function, f);
      skipped.status = "skipped";
      skipped.reason = "there are no exact values of " + function + " to measure it with";
      measured.figures.push_back(skipped);
      continue;
    }
    Exact exact(function, f);
    double least = infinity;
    double at = 0;
    for (int i = -40 * 256; i <= 40 * 256; ++i)
      if (const double y = exact.at(i / 256.0); y < least) {
        least = y;
        at = i / 256.0;
      }
    Figure lowest = exact_figure(function, f);
    lowest.measured = "least value on [-40, 40]";
    lowest.value = least;
    lowest.unit = "1";
    lowest.n = 80 * 256 + 1;
    lowest.verdict = std::abs(least - activation.lower) <= 0.005 ? Verdict::holds : Verdict::is_false;
    lowest.explanation =
        fmt::format("the tables say {} {}", activation.lower, activation.attained ? "" : "(not reached)");
    set_witness(lowest, f, narrow_bits(f, at), narrow_bits(f, least));
    measured.figures.push_back(lowest);

    constexpr double h = 0x1p-20;
    const double jump = std::abs(slope(exact, 0, h) - slope(exact, -h, 0));
    Figure kink = exact_figure(function, f);
    kink.measured = "jump of the slope at 0";
    kink.value = jump;
    kink.unit = "1";
    // A smooth function's slopes at a distance h differ by about h.
    kink.verdict = (jump < 16 * h) == activation.smooth ? Verdict::holds : Verdict::is_false;
    kink.explanation = activation.smooth ? "the tables say smooth" : "the tables say not smooth";
    measured.figures.push_back(kink);

    double greatest = 0;
    for (int i = 1; i <= 160; ++i) {
      const double x = -i / 8.0;
      greatest = std::max(greatest, std::abs(slope(exact, x - 0x1p-12, x + 0x1p-12)));
    }
    Figure gradient = exact_figure(function, f);
    gradient.measured = "largest |gradient| at inputs from -20 to -0.125";
    gradient.value = greatest;
    gradient.unit = "1";
    gradient.n = 160;
    gradient.verdict = (greatest == 0) == activation.dead ? Verdict::holds : Verdict::is_false;
    gradient.explanation = activation.dead ? "the tables say none" : "the tables say some";
    measured.figures.push_back(gradient);
    words += fmt::format("{}{} from {:.3g}, jump {:.2g}", words.empty() ? "" : "; ", function, least, jump);
  }
  Figure& summary = measured.summary;
  summary.function = "softplus";
  const std::vector<Verdict> verdicts = verdicts_of(measured.figures);
  summary.verdict = shared(verdicts);
  summary.measured = "entries that hold";
  summary.value = static_cast<double>(std::count(verdicts.begin(), verdicts.end(), Verdict::holds));
  summary.unit = "count";
  summary.n = verdicts.size();
  summary.explanation = fmt::format("{} of {} entries hold: {}", summary.value, verdicts.size(), words);
  return measured;
}

}  // namespace softplus_bench::claims
