#include "reference/certified.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

#include "core/narrow.hpp"
#include "reference/cell.hpp"
#include "reference/certify.hpp"
#include "reference/fast.hpp"
#include "reference/function.hpp"

namespace softplus_bench {

double grid_of(const Expected& e) { return std::nearbyint(static_cast<double>(e.tail) * (1024 * tail_unit)); }

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

// binary64 needs the path in double-double.
bool has_fast_path(const Function& function, const FormatTraits& f) {
  return function.fast != nullptr && (f.precision <= 24 || function.fast->evaluate_wide != nullptr);
}

CertifiedReference::CertifiedReference(const Function& function, const FormatTraits& format, ReferencePath path,
                                       Rounding rounding, double beta)
    : function_(function),
      format_(format),
      path_(has_fast_path(function, format) ? path : ReferencePath::mpfr),
      rounding_(rounding),
      oracle_(function, format, rounding, beta) {}

ReferenceCounts CertifiedReference::counts() const {
  ReferenceCounts all = counts_;
  all.oracle = oracle_.counts();
  return all;
}

void CertifiedReference::fill_from_oracle(std::span<const std::uint64_t> x, std::span<const std::uint64_t> x2,
                                          std::size_t i, BlockReference& block) {
  const Expected e = exact(x[i], x2.empty() ? 0 : x2[i]);
  block.rounded[i] = e.rounded;
  block.tail[i] = static_cast<double>(e.tail) * tail_unit;
  block.uncertainty[i] = 0;
  block.exponent[i] = e.exponent;
  block.grid[i] = is_finite(format_, e.rounded) ? grid_of(e) : std::nan("");
}

void CertifiedReference::fill(std::span<const std::uint64_t> x, std::span<const std::uint64_t> x2,
                              BlockReference& block) {
  if (path_ == ReferencePath::mpfr) {
    for (std::size_t i = 0; i < x.size(); ++i) fill_from_oracle(x, x2, i, block);
    return;
  }
  const std::size_t undecided = approximate(x, x2, block);
  counts_.fast += x.size() - undecided;
  for (std::size_t k = 0; k < undecided; ++k) fill_from_oracle(x, x2, undecided_[k], block);
}

// Returns how many inputs are not decided, their places in undecided_.
std::size_t CertifiedReference::approximate(std::span<const std::uint64_t> x, std::span<const std::uint64_t> x2,
                                            BlockReference& block) {
  const FastFunction& fast = *function_.fast;
  const auto widen_all = [&](std::span<const std::uint64_t> bits, double* values) {
    if (format_.id == FormatId::binary32) widen_binary32(bits.data(), values, bits.size());
    else
      for (std::size_t i = 0; i < bits.size(); ++i) values[i] = widen(format_, bits[i]);
  };
  widen_all(x, input_.data());
  widen_all(x2, input2_.data());
  const FastInputs in(input_.data(), x2.empty() ? nullptr : input2_.data(), oracle_.beta());
  if (format_.precision <= 24) {
    fast.evaluate(in, value_.data(), x.size());
    return certify(format_, rounding_, fast.bound, input_.data(), value_.data(), x.size(), block, undecided_.data());
  }
  fast.evaluate_wide(in, value_.data(), low_.data(), scale_.data(), x.size());
  return certify_wide(format_, rounding_, fast.wide_bound, input_.data(), value_.data(), low_.data(), scale_.data(),
                      x.size(), block, undecided_.data());
}

void SpanAnswer::fill(std::span<const std::uint64_t> x, BlockReference& block) const {
  const double tail = static_cast<double>(at_first.tail) * tail_unit;
  const double difference = static_cast<double>(std::abs(at_first.tail - at_last.tail)) * tail_unit;
  if (rule == SpanRule::shifted)
    std::transform(x.begin(), x.end(), block.rounded.begin(), [&](std::uint64_t each) { return each + shift; });
  else std::fill_n(block.rounded.begin(), x.size(), at_first.rounded);
  std::fill_n(block.tail.begin(), x.size(), tail);
  std::fill_n(block.uncertainty.begin(), x.size(), difference);
  std::fill_n(block.exponent.begin(), x.size(), at_first.exponent);
  std::fill_n(block.grid.begin(), x.size(), rule == SpanRule::nan ? std::nan("") : grid_of(at_first));
}

Expected CertifiedReference::exact(std::uint64_t x, std::uint64_t x2) {
  const Point<double> input(widen(format_, x), widen(format_, x2), oracle_.beta());
  if (path_ == ReferencePath::mpfr || function_.fast->evaluate_wide == nullptr || !std::isfinite(input.x) ||
      !std::isfinite(input.x2) || function_.settle(format_, input))
    return oracle_(x, x2);
  double hi = 0;
  double lo = 0;
  std::int32_t k = 0;
  function_.fast->evaluate_wide({&input.x, &input.x2, input.beta}, &hi, &lo, &k, 1);
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
  const double reach = 2 * std::ldexp(function_.fast->wide_bound, scale + 1) + 0x1p-40;
  const bool undecided = inside <= reach || inside >= 1 - reach ||
                         ((hi == 1 || hi == 2) && std::abs(lo) <= 4 * function_.fast->wide_bound) ||
                         exponent > format_.emax - 1;
  if (undecided) return oracle_(x, x2);
  ++counts_.fast;
  const auto cell =
      static_cast<uint128>(std::floor(high)) + static_cast<uint128>(static_cast<int128>(std::floor(rest)));
  return expected_in(format_, {negative, exponent, cell, false}, rounding_);
}

SpanAnswer CertifiedReference::span(std::uint64_t first, std::uint64_t last) {
  SpanAnswer answer;
  if (path_ == ReferencePath::mpfr || !(function_.increasing || function_.monotone_beside_zero) ||
      is_negative(format_, first) != is_negative(format_, last))
    return answer;
  if (is_nan(format_, first) != is_nan(format_, last)) return answer;
  answer.at_first = exact(first);
  answer.at_last = exact(last);
  const Expected& a = answer.at_first;
  const Expected& b = answer.at_last;
  if (is_nan(format_, a.rounded) && is_nan(format_, b.rounded)) {
    answer.rule = SpanRule::nan;
    return answer;
  }
  if (!is_finite(format_, first) || !is_finite(format_, last)) return answer;
  if (!is_finite(format_, a.rounded) || !is_finite(format_, b.rounded)) return answer;
  const bool same_side = (a.tail > 0) == (b.tail > 0) && a.tail != 0 && b.tail != 0 && grid_of(a) == grid_of(b);
  if (!same_side || a.exponent != b.exponent) return answer;
  if (a.rounded == b.rounded) answer.rule = SpanRule::constant;
  answer.shift = a.rounded - first;
  if (is_on_its_side(function_.near_identity, is_negative(format_, first)) && b.rounded - last == answer.shift)
    answer.rule = SpanRule::shifted;
  return answer;
}

}  // namespace softplus_bench
