#include "reference/certified.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

#include "core/narrow.hpp"
#include "reference/cell.hpp"
#include "reference/fast.hpp"
#include "reference/function.hpp"

namespace softplus_bench {
namespace {

constexpr double grid_units = 1024;

// True when some point of (v - reach, v + reach) is a midpoint of the grid.
bool near_grid_midpoint(double tail, double reach) {
  const double in_grid = std::abs(tail) * grid_units;
  const double from_midpoint = std::abs(in_grid - std::floor(in_grid) - 0.5);
  return from_midpoint <= reach * grid_units;
}

}  // namespace

std::int32_t grid_of_tail(double tail) { return static_cast<std::int32_t>(std::nearbyint(tail * grid_units)); }

Expected BlockReference::expected(std::size_t i) const {
  Expected e;
  e.rounded = rounded[i];
  e.exponent = exponent[i];
  const double units = tail[i] / tail_unit;
  e.tail = static_cast<std::int64_t>(std::nearbyint(units));
  // An approximate tail is never 0 and its sign is certain.
  if (uncertainty[i] != 0) e.tail |= 1;
  return e;
}

void ReferenceCounts::merge(const ReferenceCounts& other) {
  shortcut += other.shortcut;
  fast += other.fast;
  oracle.merge(other.oracle);
}

CertifiedReference::CertifiedReference(const Function& function, const FormatTraits& format, ReferencePath path,
                                       Rounding rounding)
    : function_(function),
      format_(format),
      path_(function.fast == nullptr || format.precision > 24 || rounding != Rounding::nearest ? ReferencePath::mpfr
                                                                                               : path),
      oracle_(function, format, rounding) {}

ReferenceCounts CertifiedReference::counts() const {
  ReferenceCounts all = counts_;
  all.oracle = oracle_.counts();
  return all;
}

void CertifiedReference::fill_from_oracle(std::span<const std::uint64_t> x, std::size_t i, BlockReference& block) {
  const Expected e = oracle_(x[i]);
  block.rounded[i] = e.rounded;
  block.tail[i] = static_cast<double>(e.tail) * tail_unit;
  block.uncertainty[i] = 0;
  block.exponent[i] = e.exponent;
  block.grid[i] = grid_of_tail(block.tail[i]);
  block.plain[i] = is_finite(format_, e.rounded);
}

void CertifiedReference::fill(std::span<const std::uint64_t> x, BlockReference& block) {
  block.size = x.size();
  if (path_ == ReferencePath::mpfr) {
    for (std::size_t i = 0; i < x.size(); ++i) fill_from_oracle(x, i, block);
    return;
  }
  for (std::size_t i = 0; i < x.size(); ++i) input_[i] = widen(format_, x[i]);
  function_.fast->evaluate(input_.data(), value_.data(), x.size());
  const double bound = function_.fast->bound;
  const double near_power_of_two = 2 * bound;
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double r = value_[i];
    const double magnitude = std::abs(r);
    const auto bits = std::bit_cast<std::uint64_t>(magnitude);
    const int floor_log2 = static_cast<int>(bits >> 52) - 1023;
    // Not finite, zero, or beyond what the fast path is for: the oracle says.
    if (!std::isfinite(input_[i]) || !(magnitude < std::ldexp(1.0, format_.emax)) || floor_log2 < -1000) {
      fill_from_oracle(x, i, block);
      continue;
    }
    const double significand = std::bit_cast<double>((bits & 0xfffffffffffffu) | (std::uint64_t{1023} << 52));
    const int exponent = std::max(floor_log2, format_.emin);
    // |f| in ulp, an exact scaling: at least 2^-1000 * 2^(149 + 24), never subnormal.
    const double in_ulps =
        magnitude * std::bit_cast<double>(static_cast<std::uint64_t>(1023 + format_.precision - 1 - exponent) << 52);
    const double quanta = std::nearbyint(in_ulps);
    const double tail = in_ulps - quanta;
    const double reach = bound * in_ulps;
    const bool undecided = significand - 1 <= near_power_of_two || 2 - significand <= 2 * near_power_of_two ||
                           0.5 - std::abs(tail) <= reach || std::abs(tail) <= reach || near_grid_midpoint(tail, reach);
    if (undecided || function_.settle(format_, input_[i])) {
      fill_from_oracle(x, i, block);
      continue;
    }
    ++counts_.fast;
    const bool negative = std::signbit(r);
    const auto field = static_cast<std::uint64_t>(exponent - format_.emin) << format_.fraction_bits();
    block.rounded[i] = (negative ? format_.sign_bit() : 0) | (field + static_cast<std::uint64_t>(quanta));
    block.tail[i] = negative ? -tail : tail;
    block.uncertainty[i] = reach;
    block.exponent[i] = exponent;
    block.grid[i] = grid_of_tail(block.tail[i]);
    block.plain[i] = true;
  }
}

void SpanAnswer::fill(std::span<const std::uint64_t> x, BlockReference& block) const {
  const double tail = static_cast<double>(at_first.tail) * tail_unit;
  const double difference = static_cast<double>(std::abs(at_first.tail - at_last.tail)) * tail_unit;
  block.size = x.size();
  if (rule == SpanRule::identity) std::copy(x.begin(), x.end(), block.rounded.begin());
  else std::fill_n(block.rounded.begin(), x.size(), at_first.rounded);
  std::fill_n(block.tail.begin(), x.size(), tail);
  std::fill_n(block.uncertainty.begin(), x.size(), difference);
  std::fill_n(block.exponent.begin(), x.size(), at_first.exponent);
  std::fill_n(block.grid.begin(), x.size(), grid_of_tail(tail));
  std::fill_n(block.plain.begin(), x.size(), true);
}

Expected CertifiedReference::exact(std::uint64_t x) {
  const double input = widen(format_, x);
  if (path_ == ReferencePath::mpfr || !std::isfinite(input) || function_.settle(format_, input)) return oracle_(x);
  double hi = 0;
  double lo = 0;
  std::int32_t k = 0;
  function_.fast->evaluate_wide(&input, &hi, &lo, &k, 1);
  // (hi + lo) 2^k with 1 <= |hi| <= 2: floor(log2) is k, but just below 2^k and from 2^(k+1) on.
  const bool negative = hi < 0;
  if (negative) {
    hi = -hi;
    lo = -lo;
  }
  const int floor_log2 = k + (hi == 2 && lo >= 0 ? 1 : 0) - (hi == 1 && lo < 0 ? 1 : 0);
  const int exponent = std::max(floor_log2, format_.emin);
  const int scale = k + tail_bits + format_.precision - 1 - exponent;
  const double high = std::ldexp(hi, scale);  // below 2^66, its fraction exact
  const double rest = (high - std::floor(high)) + std::ldexp(lo, scale);
  const double inside = rest - std::floor(rest);
  // In cells: the bound, and the rounding of the sum above, with room to spare.
  const double reach = 2 * std::ldexp(function_.fast->wide_bound, tail_bits + format_.precision) + 0x1p-40;
  const bool undecided = inside <= reach || inside >= 1 - reach ||
                         ((hi == 1 || hi == 2) && std::abs(lo) <= 4 * function_.fast->wide_bound) ||
                         exponent > format_.emax - 1;
  if (undecided) return oracle_(x);
  ++counts_.fast;
  const auto cell =
      static_cast<uint128>(std::floor(high)) + static_cast<uint128>(static_cast<int128>(std::floor(rest)));
  return expected_in(format_, {negative, exponent, cell, false});
}

SpanAnswer CertifiedReference::span(std::uint64_t first, std::uint64_t last) {
  SpanAnswer answer;
  if (path_ == ReferencePath::mpfr || !function_.increasing) return answer;
  if (!is_finite(format_, first) || !is_finite(format_, last) ||
      is_negative(format_, first) != is_negative(format_, last))
    return answer;
  answer.at_first = oracle_(first);
  answer.at_last = oracle_(last);
  const auto grid = [](const Expected& e) { return grid_of_tail(static_cast<double>(e.tail) * tail_unit); };
  const Expected& a = answer.at_first;
  const Expected& b = answer.at_last;
  const bool same_side = (a.tail > 0) == (b.tail > 0) && a.tail != 0 && b.tail != 0 && grid(a) == grid(b);
  if (!same_side || a.exponent != b.exponent) return answer;
  if (a.rounded == b.rounded) answer.rule = SpanRule::constant;
  if (function_.approaches_identity && a.rounded == first && b.rounded == last && a.tail > 0 && grid(a) == 0)
    answer.rule = SpanRule::identity;
  return answer;
}

}  // namespace softplus_bench
