// Measures the errors of the fast reference and of its pieces against MPFR: measure_reference_bounds [N]
//
// On N inputs each (default 100000) and on each SIMD target that this CPU has: half of them spread evenly over the
// domain, half over its numbers, and the neighbourhoods of places where something changes. Exits with 1 when a bound
// is not at least 16 times the largest error seen.
#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <numeric>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "core/format.hpp"
#include "core/narrow.hpp"
#include "core/record.hpp"
#include "reference/certified.hpp"
#include "reference/function.hpp"
#include "reference/measure/pieces.hpp"
#include "reference/simd_target.hpp"

namespace softplus_bench {
namespace {

constexpr double least_margin = 16;
constexpr std::size_t neighbours = 32;

using Random = std::mt19937_64;

struct Values {
  std::vector<double> hi, lo;
  std::vector<std::int32_t> exponent;
  explicit Values(std::size_t n) : hi(n), lo(n), exponent(n) {}
};

// Numbers of the format in [first, last]: evenly over the line, evenly over the numbers, and beside `places`.
std::vector<double> draw(const FormatTraits& f, double first, double last, std::size_t n,
                         const std::vector<double>& places, Random& random) {
  std::vector<double> x;
  const std::int64_t low = ordinal(f, narrow_bits(f, first)), high = ordinal(f, narrow_bits(f, last));
  const auto add = [&](std::int64_t place) {
    if (place >= low && place <= high) x.push_back(widen(f, bits_at_ordinal(f, place)));
  };
  std::uniform_real_distribution<double> on_line(std::max(first, -5000.0), std::min(last, 5000.0)), around_0(-4, 4);
  const double stratum = (static_cast<double>(high) - static_cast<double>(low)) / (static_cast<double>(n) / 2 + 1);
  std::uniform_real_distribution<double> within(0, stratum);
  for (std::size_t i = 0; i < n / 2; ++i) {
    add(ordinal(f, narrow_bits(f, i % 2 == 0 ? on_line(random) : around_0(random))));
    add(low + static_cast<std::int64_t>(stratum * static_cast<double>(i) + within(random)));
  }
  for (const double place : places)
    for (std::size_t i = 0; i <= 2 * neighbours; ++i)
      add(ordinal(f, narrow_bits(f, place)) + static_cast<std::int64_t>(i) - static_cast<std::int64_t>(neighbours));
  return x;
}

// Where reductions change: odd multiples of log(2)/2, powers of two times sqrt(2) (and less 1), and these over c of
// pieces.cpp; the edges of clamps.
std::vector<double> places_of_change() {
  std::vector<double> x{0, 1, -1, 0.5, -0.5, 2, 3, -708, 709, -745, -760, 720, -40, -20, 1400, -1400};
  for (int k = -30; k <= 30; ++k) {
    x.push_back((k + 0.5) * 0x1.62e42fefa39efp-1);
    x.push_back(k * 0x1.62e42fefa39efp-1);
    x.push_back(std::ldexp(std::sqrt(2.0), k));
    x.push_back(std::ldexp(std::sqrt(2.0), k) - 1);
  }
  for (std::size_t i = x.size(); i-- > 0;) x.push_back(3 * x[i]);
  return x;
}

template <class Exact>
std::vector<Real> exact_values(Exact&& exact, const std::vector<double>& x) {
  std::vector<Real> result(x.size());
  std::transform(x.begin(), x.end(), result.begin(), [&](double v) { return exact(Real(v)); });
  return result;
}

struct Worst {
  double relative_error = 0;
  double x = 0;
};

Worst worst_of(const std::vector<double>& x, const std::vector<Real>& exact, const Values& values) {
  Worst worst;
  for (std::size_t i = 0; i < x.size(); ++i) {
    Real got = Real(values.hi[i]) + Real(values.lo[i]);
    mpfr_mul_2si(got.backend().data(), got.backend().data(), values.exponent[i], MPFR_RNDN);
    Real difference = got - exact[i];
    if (exact[i] != 0) difference /= exact[i];
    const double relative_error = std::abs(difference.convert_to<double>());
    // A NaN is worse than all.
    if (!(relative_error <= worst.relative_error)) worst = {relative_error, x[i]};
  }
  return worst;
}

// Prints one line; false when the margin is too small.
bool report(const std::string& target, const std::string& name, std::size_t n, const Worst& worst, double bound) {
  const bool good = bound == 0 ? worst.relative_error == 0 : worst.relative_error * least_margin <= bound;
  std::printf("%-9s %-28s %8zu  ", target.c_str(), name.c_str(), n);
  if (worst.relative_error == 0) std::printf("%9s", "exact");
  else std::printf("2^%-7.2f", std::log2(worst.relative_error));
  if (bound == 0) std::printf("  %-7s %9s", "exact", "");
  else std::printf("  2^%-5.0f %9.1f", std::log2(bound), bound / worst.relative_error);
  std::printf("  %-24a%s\n", worst.x, good ? "" : "  MARGIN BELOW 16");
  return good;
}

// evaluate(values) on each target, against the exact values.
template <class Evaluate>
bool measure(const std::string& name, const std::vector<double>& x, const std::vector<Real>& exact, double bound,
             Evaluate&& evaluate) {
  bool good = true;
  for (const std::string& target : simd_targets()) {
    use_simd_target(target);
    Values values(x.size());
    evaluate(values);
    good = report(target, name, x.size(), worst_of(x, exact, values), bound) && good;
  }
  use_simd_target("");
  return good;
}

bool measure_pieces(std::size_t n, Random& random) {
  bool good = true;
  for (std::size_t i = 0; i < pieces().size(); ++i) {
    const Piece& piece = pieces()[i];
    std::vector<double> x = draw(traits(FormatId::binary64), piece.first, piece.last, n, places_of_change(), random);
    // Below this results are subnormal, or the lower parts of what pieces.cpp makes of x.
    const double least = piece.name.starts_with("wide") ? 0x1p-850 : 0x1p-1020;
    std::erase_if(x, [&](double v) { return std::abs(v) < least; });
    const std::vector<Real> exact = exact_values(piece.exact, x);
    good = measure(std::string(piece.name), x, exact, piece.bound,
                   [&](Values& v) {
                     evaluate_piece(i, x.data(), v.hi.data(), v.lo.data(), v.exponent.data(), x.size());
                   }) &&
           good;
  }
  return good;
}

// Points of the format at one beta that are not settled, in parallel arrays; x2 is empty where there is one input.
struct Points {
  std::vector<double> x, x2;
};
Points unsettled_points(const Function& function, const FormatTraits& f, double beta, std::size_t n, Random& random) {
  const double largest = widen(f, f.max_finite_bits());
  const auto clamped = [&](double v) { return std::clamp(v, -largest, largest); };
  std::vector<double> places = places_of_change();
  places.insert(places.end(), function.cutoffs.begin(), function.cutoffs.end());
  for (double& place : places) place = clamped(place / beta);
  std::vector<double> x = draw(f, clamped(-1200 / beta), clamped(1200 / beta), n, places, random);
  Points points;
  if (function.inputs == 1) {
    const auto settled = [&](double v) { return function.settle(f, {v, 0, beta}).has_value(); };
    // The edges of what is settled, between neighbours of which one is.
    std::sort(x.begin(), x.end());
    std::vector<double> edges;
    for (std::size_t i = 1; i < x.size(); ++i) {
      if (settled(x[i - 1]) == settled(x[i])) continue;
      std::int64_t low = ordinal(f, narrow_bits(f, x[i - 1])), high = ordinal(f, narrow_bits(f, x[i]));
      while (low + 1 < high) {
        const std::int64_t middle = std::midpoint(low, high);
        (settled(widen(f, bits_at_ordinal(f, middle))) == settled(x[i - 1]) ? low : high) = middle;
      }
      edges.push_back(widen(f, bits_at_ordinal(f, high)));
    }
    const std::vector<double> beside = draw(f, -largest, largest, 0, edges, random);
    x.insert(x.end(), beside.begin(), beside.end());
    std::erase_if(x, settled);
    points.x = std::move(x);
    return points;
  }
  // Second inputs over all numbers, and as near as the first ones.
  for (std::size_t i = 0; i < x.size(); ++i) {
    const std::uint64_t any = random() % (f.max_finite_bits() + 1) | (random() % 2 == 0 ? f.sign_bit() : 0);
    const double x2 = i % 2 == 0 ? widen(f, any) : x[random() % x.size()];
    if (function.settle(f, {x[i], x2, beta})) continue;
    points.x.push_back(x[i]);
    points.x2.push_back(x2);
  }
  return points;
}

bool measure_function(const Function& function, FormatId id, double beta, std::size_t n, Random& random) {
  const FormatTraits& f = traits(id);
  const Points points = unsettled_points(function, f, beta, n, random);
  const std::vector<double>& x = points.x;
  std::vector<Real> exact(x.size());
  for (std::size_t i = 0; i < x.size(); ++i)
    exact[i] = function.exact->evaluate({Real(x[i]), Real(points.x2.empty() ? 0 : points.x2[i]), Real(beta)});
  std::string name = std::string(function.name) + " " + std::string(f.name);
  if (!function.betas.empty()) name += " " + shortest(beta);
  const FastInputs in(x.data(), points.x2.empty() ? nullptr : points.x2.data(), beta);
  if (id == FormatId::binary64)
    return measure(name, x, exact, function.fast->wide_bound, [&](Values& v) {
      function.fast->evaluate_wide(in, v.hi.data(), v.lo.data(), v.exponent.data(), x.size());
    });
  return measure(name, x, exact, function.fast->bound,
                 [&](Values& v) { function.fast->evaluate(in, v.hi.data(), x.size()); });
}

// At each beta that the format holds as a normal number, rounded to it; at 1 where there is no parameter.
bool measure_function(const Function& function, FormatId id, std::size_t n, Random& random) {
  if (function.betas.empty()) return measure_function(function, id, 1, n, random);
  const FormatTraits& f = traits(id);
  bool good = true;
  for (const double beta : function.betas) {
    const std::uint64_t bits = narrow_bits(f, beta);
    if (is_normal(f, bits)) good = measure_function(function, id, widen(f, bits), n, random) && good;
  }
  return good;
}

int run(std::size_t n) {
  Real::thread_default_precision(80);  // decimal digits: 266 bits
  mpfr_set_emin(mpfr_get_emin_min());
  mpfr_set_emax(mpfr_get_emax_max());
  Random random(1);
  std::printf("%-9s %-28s %8s  %-9s  %-7s %9s  %s\n", "target", "piece", "inputs", "error", "bound", "margin", "at");
  bool good = measure_pieces(n, random);
  for (const Function* function : function_table()) {
    for (const FormatId id : {FormatId::binary32, FormatId::binary16, FormatId::bfloat16, FormatId::binary64})
      if (has_fast_path(*function, traits(id))) good = measure_function(*function, id, n, random) && good;
  }
  std::printf("%s\n", good ? "Every bound holds with a margin of 16." : "A margin is below 16.");
  return good ? 0 : 1;
}

}  // namespace
}  // namespace softplus_bench

int main(int count, char** arguments) {
  std::size_t n = 100000;
  const std::string_view number = count > 1 ? arguments[1] : "";
  const auto [end, error] = std::from_chars(number.begin(), number.end(), n);
  if (count > 2 || n == 0 || (count == 2 && (error != std::errc() || end != number.end()))) {
    std::fprintf(stderr, "Usage: %s [N]      N inputs a piece and target, default 100000\n", arguments[0]);
    return 2;
  }
  return softplus_bench::run(n);
}
