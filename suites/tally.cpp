#include "suites/tally.hpp"

#include <algorithm>
#include <cstring>

#include "core/ulp.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "suites/tally.cpp"
#include "hwy/foreach_target.h"
// Below foreach_target.h: what each target compiles again.
#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace softplus_bench {
namespace HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;
using DoubleTag = hn::ScalableTag<double>;
using IntegerTag = hn::RebindToSigned<DoubleTag>;
using NarrowTag = hn::Rebind<std::int32_t, DoubleTag>;
using DoubleVector = hn::Vec<DoubleTag>;
using IntegerVector = hn::Vec<IntegerTag>;
using Mask = hn::Mask<DoubleTag>;

HWY_INLINE IntegerVector integers(std::uint64_t value) {
  return hn::Set(IntegerTag(), static_cast<std::int64_t>(value));
}
HWY_INLINE DoubleVector doubles(double value) { return hn::Set(DoubleTag(), value); }
HWY_INLINE Mask as_double_mask(hn::Mask<IntegerTag> mask) { return hn::RebindMask(DoubleTag(), mask); }
// A small integer as a double.
HWY_INLINE DoubleVector double_of(IntegerVector a) {
  const IntegerVector magic = hn::BitCast(IntegerTag(), doubles(0x1.8p52));
  return hn::Sub(hn::BitCast(DoubleTag(), hn::Add(a, magic)), doubles(0x1.8p52));
}

// What of a format the loop needs in vectors.
struct Format {
  IntegerVector sign, magnitude, infinity, binade, two_binades;
  explicit HWY_INLINE Format(const FormatTraits& f)
      : sign(integers(f.sign_bit())),
        magnitude(integers(f.sign_bit() - 1)),
        infinity(integers(f.infinity_bits())),
        binade(integers(std::uint64_t{1} << f.fraction_bits())),
        two_binades(integers(std::uint64_t{2} << f.fraction_bits())) {}
};

struct Outputs {
  DoubleVector distance;  // y - RN(f) in ulp, signed
  Mask near;              // at most 2 ulp, y finite and not zero, in the closed binade of f
};
HWY_INLINE Outputs compare(const FormatTraits& traits, const Format& f, IntegerVector got, IntegerVector rounded,
                           IntegerVector exponent) {
  // Within f's binade, both ends included, neighbouring bit patterns differ by an ulp: from `lower` (of the least
  // binade: from the least subnormal) to `lower` and a binade.
  const IntegerVector place = hn::Sub(exponent, integers(static_cast<std::uint64_t>(traits.emin)));
  const IntegerVector base = hn::ShiftLeftSame(place, traits.fraction_bits());
  const auto least_binade = hn::Eq(place, hn::Zero(IntegerTag()));
  const IntegerVector lower = hn::IfThenElse(least_binade, integers(1), hn::Add(base, f.binade));
  const IntegerVector size = hn::And(got, f.magnitude);
  const auto outside = hn::Or(hn::Lt(size, lower), hn::Gt(size, hn::Add(base, f.two_binades)));
  const IntegerVector difference = hn::Sub(got, rounded);
  const auto close = hn::And(hn::Lt(difference, integers(3)), hn::Gt(difference, hn::Set(IntegerTag(), -3)));
  const auto negative = hn::Ne(hn::And(rounded, f.sign), hn::Zero(IntegerTag()));
  const IntegerVector distance = hn::IfThenElse(negative, hn::Neg(difference), difference);
  const auto finite = hn::Lt(size, f.infinity);
  const auto same = hn::Eq(difference, hn::Zero(IntegerTag()));
  return {double_of(distance), as_double_mask(hn::Or(same, hn::AndNot(outside, hn::And(close, finite))))};
}

Tally tally(const FormatTraits& traits, const BlockReference& reference, const std::uint64_t* got, std::size_t first,
            std::size_t last, const TallyOptions& options, TallyArrays& arrays) {
  const DoubleTag tag;
  const NarrowTag narrow_tag;
  const IntegerTag integer_tag;
  const std::size_t lanes = hn::Lanes(tag);
  const Format f(traits);
  const DoubleVector zero = hn::Zero(tag), none = doubles(std::numeric_limits<double>::quiet_NaN());
  const DoubleVector limit = doubles(options.claim);
  DoubleVector sum_abs = zero, sum_signed = zero, sum_squares = zero, uncertainty = zero, furthest = zero;
  DoubleVector least = doubles(std::numeric_limits<double>::infinity()), greatest = hn::Neg(least);
  Tally t;
  arrays.n_others = 0;
  alignas(64) double got_pad[HWY_MAX_BYTES / 8];
  for (std::size_t i = first; i < last; i += lanes) {
    // The last lanes may read, and write to the arrays, beyond `last`: there is room, and they count for nothing.
    const std::size_t here = std::min(lanes, last - i);
    const Mask valid = hn::FirstN(tag, here);
    IntegerVector y;
    if (here == lanes) {
      y = hn::LoadU(integer_tag, reinterpret_cast<const std::int64_t*>(got + i));
    } else {
      std::memcpy(got_pad, got + i, here * sizeof(double));
      y = hn::BitCast(integer_tag, hn::Load(tag, got_pad));
    }
    const IntegerVector rounded =
        hn::LoadU(integer_tag, reinterpret_cast<const std::int64_t*>(reference.rounded.data() + i));
    const IntegerVector exponent = hn::PromoteTo(integer_tag, hn::LoadU(narrow_tag, reference.exponent.data() + i));
    const DoubleVector tail = hn::LoadU(tag, reference.tail.data() + i);
    const DoubleVector tail_on_grid = hn::LoadU(tag, reference.grid.data() + i);
    const DoubleVector uncertain = hn::LoadU(tag, reference.uncertainty.data() + i);
    const Outputs o = compare(traits, f, y, rounded, exponent);
    const DoubleVector error = hn::Sub(o.distance, tail);
    const DoubleVector distance = hn::Abs(o.distance);
    // A claim is kept for certain below it, the error's own roundings included.
    const DoubleVector at_most = hn::Add(hn::Abs(error), hn::Add(uncertain, doubles(0x1p-39)));
    const Mask doubtful = hn::Not(hn::Or(hn::Lt(at_most, limit), hn::IsNaN(limit)));
    const Mask number = hn::Eq(tail_on_grid, tail_on_grid);
    const Mask scored = hn::And(hn::AndNot(doubtful, hn::And(o.near, number)), valid);
    // An integer number of ulp away, the error keeps the tail's certified rounding on the grid.
    const DoubleVector on_grid = hn::Sub(hn::Mul(o.distance, doubles(1024)), tail_on_grid);
    const DoubleVector signed_grid = hn::IfThenElseZero(scored, on_grid);
    const DoubleVector grid = hn::Abs(signed_grid);
    sum_abs = hn::Add(sum_abs, grid);
    sum_signed = hn::Add(sum_signed, signed_grid);
    sum_squares = hn::MulAdd(grid, grid, sum_squares);
    const Mask same = hn::Eq(distance, zero);
    const Mask candidate = options.only_mismatches ? hn::AndNot(same, scored) : scored;
    least = hn::Min(least, hn::IfThenElse(candidate, error, least));
    greatest = hn::Max(greatest, hn::IfThenElse(candidate, error, greatest));
    uncertainty = hn::Max(uncertainty, hn::IfThenElseZero(candidate, uncertain));
    hn::StoreU(hn::IfThenElse(candidate, error, none), tag, arrays.error + i);
    hn::StoreU(hn::DemoteTo(narrow_tag, hn::IfThenElse(scored, grid, doubles(not_on_grid))), narrow_tag,
               arrays.grid + i);
    t.n += hn::CountTrue(tag, scored);
    t.correct += hn::CountTrue(tag, hn::And(scored, same));
    const Mask away = hn::AndNot(same, scored);
    if (!hn::AllFalse(tag, away)) {
      // The tail's sign is certain: above an integer or not is decided by it.
      const DoubleVector toward = hn::Mul(o.distance, tail);
      const Mask two = hn::Gt(distance, doubles(1));
      const Mask beyond = hn::Lt(toward, zero);
      const Mask one = hn::AndNot(two, away);
      t.faithful += hn::CountTrue(tag, hn::And(one, hn::Gt(toward, zero)));
      t.above_1 += hn::CountTrue(tag, hn::And(away, hn::Or(two, beyond)));
      t.above_2 += hn::CountTrue(tag, hn::And(away, hn::And(two, beyond)));
      furthest = hn::Max(furthest, hn::IfThenElseZero(away, distance));
    }
    const Mask other = hn::AndNot(scored, valid);
    if (!hn::AllFalse(tag, other)) {
      alignas(64) double flags[HWY_MAX_BYTES / 8];
      hn::Store(hn::IfThenElseZero(other, doubles(1)), tag, flags);
      for (std::size_t j = 0; j < here; ++j)
        if (flags[j] != 0) arrays.others[arrays.n_others++] = static_cast<std::uint16_t>(i + j);
    }
  }
  t.faithful += t.correct;
  t.sum_abs = hn::GetLane(hn::SumOfLanes(tag, sum_abs));
  t.sum_signed = hn::GetLane(hn::SumOfLanes(tag, sum_signed));
  t.sum_squares = hn::GetLane(hn::SumOfLanes(tag, sum_squares));
  t.least_error = hn::GetLane(hn::MinOfLanes(tag, least));
  t.greatest_error = hn::GetLane(hn::MaxOfLanes(tag, greatest));
  t.greatest_uncertainty = hn::GetLane(hn::MaxOfLanes(tag, uncertainty));
  t.max_distance = static_cast<std::uint64_t>(hn::GetLane(hn::MaxOfLanes(tag, furthest)));
  return t;
}

// Places on the number line, zeros alike; NaNs beyond the infinities.
HWY_INLINE IntegerVector ordinals(const Format& f, IntegerVector bits) {
  const IntegerVector size = hn::And(bits, f.magnitude);
  const auto negative = hn::Ne(hn::And(bits, f.sign), hn::Zero(IntegerTag()));
  return hn::IfThenElse(negative, hn::Neg(size), size);
}

std::size_t count_decreases(const FormatTraits& traits, const std::uint64_t* got, std::size_t n,
                            std::size_t& first_place) {
  const IntegerTag tag;
  const std::size_t lanes = hn::Lanes(tag);
  const Format f(traits);
  const auto* bits = reinterpret_cast<const std::int64_t*>(got);
  std::size_t found = 0;
  const auto scalar_place = [&](std::uint64_t y) { return ordinal(traits, y); };
  for (std::size_t i = 0; i < n; i += lanes) {
    if (n - i >= lanes) {
      const IntegerVector before = hn::LoadU(tag, bits + i - 1), here = hn::LoadU(tag, bits + i);
      const auto less = hn::Lt(ordinals(f, here), ordinals(f, before));
      const auto nan =
          hn::Or(hn::Gt(hn::And(here, f.magnitude), f.infinity), hn::Gt(hn::And(before, f.magnitude), f.infinity));
      if (hn::AllFalse(tag, hn::AndNot(nan, less))) continue;
    }
    for (std::size_t j = i; j < std::min(i + lanes, n); ++j) {
      if (is_nan(traits, got[j]) || is_nan(traits, *(got + j - 1))) continue;
      if (scalar_place(got[j]) >= scalar_place(*(got + j - 1))) continue;
      if (found++ == 0) first_place = j;
    }
  }
  return found;
}

}  // namespace
}  // namespace HWY_NAMESPACE
}  // namespace softplus_bench
HWY_AFTER_NAMESPACE();

#if HWY_ONCE

namespace softplus_bench {
namespace {

HWY_EXPORT(tally);
HWY_EXPORT(count_decreases);

}  // namespace

Tally tally(const FormatTraits& format, const BlockReference& reference, const std::uint64_t* got, std::size_t first,
            std::size_t last, const TallyOptions& options, TallyArrays& arrays) {
  return HWY_DYNAMIC_DISPATCH(tally)(format, reference, got, first, last, options, arrays);
}
std::size_t count_decreases(const FormatTraits& format, const std::uint64_t* got, std::size_t n,
                            std::size_t& first_place) {
  return HWY_DYNAMIC_DISPATCH(count_decreases)(format, got, n, first_place);
}

}  // namespace softplus_bench

#endif
