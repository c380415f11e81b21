#include "reference/certify.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "reference/certify.cpp"
#include "hwy/foreach_target.h"
// Below foreach_target.h: what each target compiles again.
#include "hwy/highway.h"
#include "reference/simd/double.hpp"
#include "reference/simd/each.hpp"

HWY_BEFORE_NAMESPACE();
namespace softplus_bench {
namespace HWY_NAMESPACE {
namespace {

using Mask = hn::Mask<DoubleTag>;
constexpr double grid_units = 1024;

HWY_INLINE BitsVector set_bits(std::uint64_t value) { return hn::Set(BitsTag(), value); }
HWY_INLINE BitsVector bits_of(Double a) { return hn::BitCast(BitsTag(), a.v); }
HWY_INLINE Double double_of(BitsVector bits) { return hn::BitCast(DoubleTag(), bits); }
// An integer in [0, 2^52) as a double, and back.
HWY_INLINE Double double_from(BitsVector integer) { return double_of(hn::Or(integer, bits_of(0x1p52))) - 0x1p52; }
HWY_INLINE BitsVector integer_from(Double value) { return hn::Sub(bits_of(value + 0x1p52), bits_of(0x1p52)); }
HWY_INLINE Double nearest(Double a) { return hn::Round(a.v); }

// |tail| is this close to 0, 1/2 or a midpoint of the grid. `on_grid` is |tail| in grid units, rounded.
HWY_INLINE Mask near_boundary(Double tail, Double on_grid, Double reach) {
  const Double from_grid = abs(tail * grid_units - on_grid);
  const Mask near_midpoint = hn::Le((Double(0.5) - from_grid).v, (reach * grid_units).v);
  return hn::Or(near_midpoint, hn::Or(hn::Le(tail.v, reach.v), hn::Le((Double(0.5) - tail).v, reach.v)));
}

// What a directed mode adds to the magnitude rounded to nearest, in ulp, for a certain tail: -1, 0 or 1.
HWY_INLINE Double step_of(Rounding rounding, Double tail, Mask negative) {
  if (rounding == Rounding::nearest) return 0.0;
  const Double one = 1.0, none = 0.0;
  const Double toward = hn::IfThenElse(hn::Lt(tail.v, none.v), (-one).v, none.v);
  const Double away = hn::IfThenElse(hn::Gt(tail.v, none.v), one.v, none.v);
  return hn::IfThenElse(negative, (away_from_zero(rounding, true) ? away : toward).v,
                        (away_from_zero(rounding, false) ? away : toward).v);
}

// What is known of some consecutive inputs, before it goes to a block.
struct Known {
  BitsVector rounded;  // of |f|
  Double tail;         // of |f|, signed
  Double uncertainty;
  Double exponent;
  Mask negative;
  Mask undecided;
};

// Writes what is known at places i to i + n - 1, and returns how many of them are undecided.
HWY_INLINE std::size_t put(const FormatTraits& format, const Known& known, std::size_t i, std::size_t n,
                           BlockReference& block, std::uint16_t* undecided) {
  const DoubleTag tag;
  const ExponentTag integer_tag;
  const BitsVector sign = hn::IfThenElseZero(hn::RebindMask(BitsTag(), known.negative), set_bits(format.sign_bit()));
  const Double tail = hn::IfThenElse(known.negative, (-known.tail).v, known.tail.v);
  const BitsVector rounded = hn::Or(known.rounded, sign);
  const Double grid = nearest(tail * grid_units);
  const auto exponent = hn::DemoteTo(integer_tag, known.exponent.v);
  if (n == hn::Lanes(tag)) {
    hn::StoreU(rounded, BitsTag(), block.rounded.data() + i);
    hn::StoreU(tail.v, tag, block.tail.data() + i);
    hn::StoreU(known.uncertainty.v, tag, block.uncertainty.data() + i);
    hn::StoreU(grid.v, tag, block.grid.data() + i);
    hn::StoreU(exponent, integer_tag, block.exponent.data() + i);
  } else {
    store_first(BitsTag(), rounded, block.rounded.data() + i, n);
    store_first(tag, tail.v, block.tail.data() + i, n);
    store_first(tag, known.uncertainty.v, block.uncertainty.data() + i, n);
    store_first(tag, grid.v, block.grid.data() + i, n);
    store_first(integer_tag, exponent, block.exponent.data() + i, n);
  }
  if (HWY_LIKELY(hn::AllFalse(tag, known.undecided))) return 0;
  HWY_ALIGN double lanes[most_lanes];
  hn::Store(hn::IfThenElseZero(known.undecided, hn::Set(tag, 1.0)), tag, lanes);
  std::size_t found = 0;
  for (std::size_t j = 0; j < n; ++j)
    if (lanes[j] != 0) undecided[found++] = static_cast<std::uint16_t>(i + j);
  return found;
}

std::size_t certify(const FormatTraits& format, Rounding rounding, double bound, const double* x, const double* value,
                    std::size_t n, BlockReference& block, std::uint16_t* undecided) {
  const std::size_t lanes = hn::Lanes(DoubleTag());
  const BitsVector fraction_mask = set_bits(0xfffffffffffffu);
  // A power of two within 2 bound of |value| below it, or 4 bound above.
  const auto above = static_cast<std::uint64_t>(std::ldexp(bound, 53));
  const auto below = static_cast<std::uint64_t>(std::ldexp(bound, 54));
  const double too_large = std::ldexp(1.0, format.emax);
  // Below this, far beyond what rounds to zero, analysis has settled the value. (Where it has because f is nearly
  // representable, the tail is too small to be decided.)
  const double least_log2 = format.emin - format.precision - 40;
  std::size_t found = 0;
  for (std::size_t i = 0; i < n; i += lanes) {
    const std::size_t here = std::min(lanes, n - i);
    const bool full = here == lanes;
    const Double r = full ? Double(hn::LoadU(DoubleTag(), value + i)) : load_first(value + i, here);
    const Double input = full ? Double(hn::LoadU(DoubleTag(), x + i)) : load_first(x + i, here);
    const Double magnitude = abs(r);
    const BitsVector bits = bits_of(magnitude);
    const Double floor_log2 = double_from(hn::ShiftRight<52>(bits)) - 1023.0;
    const Double exponent = maximum(floor_log2, format.emin);
    // |f| in ulp: an exact scaling.
    const Double in_ulps = magnitude * power_of_two(Double(format.precision - 1) - exponent);
    const Double quanta = nearest(in_ulps);
    const Double tail = in_ulps - quanta;
    const Double reach = in_ulps * bound;
    const BitsVector from_power = hn::And(hn::Add(bits, set_bits(below)), fraction_mask);
    const Mask near_power = hn::RebindMask(DoubleTag(), hn::Not(hn::Gt(from_power, set_bits(below + above))));
    const Mask known_range = hn::And(hn::And(hn::Lt(magnitude.v, Double(too_large).v), hn::IsFinite(input.v)),
                                     hn::Ge(floor_log2.v, Double(least_log2).v));
    const Double size = abs(tail);
    const Mask near = near_boundary(size, nearest(size * grid_units), reach);
    const BitsVector field = hn::ShiftLeft<52>(integer_from(exponent - format.emin));
    const Mask negative = hn::Lt(r.v, Double(0.0).v);
    const Double step = step_of(rounding, tail, negative);
    found += put(format,
                 {hn::Add(hn::ShiftRightSame(field, 52 - format.fraction_bits()), integer_from(quanta + step)),
                  tail - step, reach, exponent, negative, hn::Or(hn::Or(near, near_power), hn::Not(known_range))},
                 i, here, block, undecided + found);
  }
  return found;
}

std::size_t certify_wide(const FormatTraits& format, Rounding rounding, double bound, const double* x, const double* hi,
                         const double* lo, const std::int32_t* exponents, std::size_t n, BlockReference& block,
                         std::uint16_t* undecided) {
  const std::size_t lanes = hn::Lanes(DoubleTag());
  const BitsVector fraction_mask = set_bits(0xfffffffffffffu);
  // In ulp, |f| being below 2^53 of them; twice that for the decision.
  const Double reach = std::ldexp(bound, 54);
  std::size_t found = 0;
  for (std::size_t i = 0; i < n; i += lanes) {
    const std::size_t here = std::min(lanes, n - i);
    const bool full = here == lanes;
    const Double high = full ? Double(hn::LoadU(DoubleTag(), hi + i)) : load_first(hi + i, here);
    const Double low = full ? Double(hn::LoadU(DoubleTag(), lo + i)) : load_first(lo + i, here);
    const Double input = full ? Double(hn::LoadU(DoubleTag(), x + i)) : load_first(x + i, here);
    HWY_ALIGN double padded[most_lanes] = {};
    for (std::size_t j = 0; j < here; ++j) padded[j] = exponents[i + j];
    const Double exponent = hn::Load(DoubleTag(), padded);
    const Mask negative = hn::Lt(high.v, Double(0.0).v);
    const Double magnitude = abs(high);
    // hi has all of the format's bits: it is the rounded value, and lo the tail.
    const Double tail = Double(hn::IfThenElse(negative, (-low).v, low.v)) * 0x1p52;
    const Double size = abs(tail);
    const Mask normal = hn::And(hn::Ge(exponent.v, Double(format.emin).v), hn::Lt(exponent.v, Double(format.emax).v));
    // At 1 and 2 the exponent is in question.
    const Mask inside = hn::And(hn::Gt(magnitude.v, Double(1.0).v), hn::Lt(magnitude.v, Double(2.0).v));
    const Mask known_range = hn::And(hn::And(normal, inside), hn::IsFinite(input.v));
    const BitsVector field = hn::ShiftLeft<52>(integer_from(maximum(exponent, format.emin) + 1023.0));
    const Double step = step_of(rounding, tail, negative);
    // As integers: a step beyond a binade runs into the exponent.
    const BitsVector up = integer_from(step + 1.0);
    const BitsVector quanta = hn::Sub(hn::Add(hn::And(bits_of(magnitude), fraction_mask), up), set_bits(1));
    found += put(format,
                 {hn::Add(field, quanta), tail - step, reach, exponent, negative,
                  hn::Or(near_boundary(size, nearest(size * grid_units), reach), hn::Not(known_range))},
                 i, here, block, undecided + found);
  }
  return found;
}

void widen_binary32(const std::uint64_t* bits, double* x, std::size_t n) {
  const DoubleTag tag;
  const hn::Rebind<float, DoubleTag> float_tag;
  const hn::RebindToUnsigned<decltype(float_tag)> float_bits_tag;
  const std::size_t lanes = hn::Lanes(tag);
  std::size_t i = 0;
  for (; i + lanes <= n; i += lanes) {
    const auto narrow = hn::TruncateTo(float_bits_tag, hn::LoadU(BitsTag(), bits + i));
    hn::StoreU(hn::PromoteTo(tag, hn::BitCast(float_tag, narrow)), tag, x + i);
  }
  for (; i < n; ++i) x[i] = std::bit_cast<float>(static_cast<std::uint32_t>(bits[i]));
}

}  // namespace
}  // namespace HWY_NAMESPACE
}  // namespace softplus_bench
HWY_AFTER_NAMESPACE();

#if HWY_ONCE

namespace softplus_bench {
namespace {

HWY_EXPORT(certify);
HWY_EXPORT(certify_wide);
HWY_EXPORT(widen_binary32);

}  // namespace

std::size_t certify(const FormatTraits& format, Rounding rounding, double bound, const double* x, const double* value,
                    std::size_t n, BlockReference& block, std::uint16_t* undecided) {
  return HWY_DYNAMIC_DISPATCH(certify)(format, rounding, bound, x, value, n, block, undecided);
}
std::size_t certify_wide(const FormatTraits& format, Rounding rounding, double bound, const double* x, const double* hi,
                         const double* lo, const std::int32_t* exponent, std::size_t n, BlockReference& block,
                         std::uint16_t* undecided) {
  return HWY_DYNAMIC_DISPATCH(certify_wide)(format, rounding, bound, x, hi, lo, exponent, n, block, undecided);
}
void widen_binary32(const std::uint64_t* bits, double* x, std::size_t n) {
  HWY_DYNAMIC_DISPATCH(widen_binary32)(bits, x, n);
}

}  // namespace softplus_bench

#endif
