#include "suites/plants.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>
#include <utility>
#include <vector>

#include "core/ulp.hpp"
#include "suites/random.hpp"
#include "suites/regions.hpp"

namespace softplus_bench {
namespace {

constexpr std::size_t most_plants = 8;
constexpr std::size_t block = 1024;

struct Slot {
  const Implementation* right = nullptr;
  Plant plant;
};
std::array<Slot, most_plants> slots;  // written while no kernel runs

template <FloatFormat T>
T moved_up(T y, int ulps) {
  constexpr FormatTraits f = format_traits<T>;
  const std::uint64_t bits = to_bits(y);
  if (!is_finite(f, bits)) return y;
  const std::int64_t place = ordinal(f, bits) + ulps;
  return place >= static_cast<std::int64_t>(f.infinity_bits()) ? y : from_bits<T>(bits_at_ordinal(f, place));
}

template <FloatFormat T>
T damaged(Fault fault, T y) {
  constexpr FormatTraits f = format_traits<T>;
  switch (fault) {
    case Fault::three_ulp_region:
    case Fault::one_wrong_input: return moved_up(y, 3);
    case Fault::zero_sign: return from_bits<T>(f.sign_bit());
    case Fault::swallowed_nan:
    case Fault::flushed: return from_bits<T>(0);
    case Fault::early_infinity: return from_bits<T>(f.infinity_bits());
    case Fault::nothing: break;
  }
  return y;
}

template <FloatFormat T>
bool any_in(const T* x, std::size_t n, std::uint64_t first_index, std::uint64_t width) {
  bool any = false;
  for (std::size_t i = 0; i < n; ++i) any |= index_of_bits(format_traits<T>, to_bits(x[i])) - first_index <= width;
  return any;
}

template <FloatFormat T>
void evaluate_planted(const Slot& slot, const T* x, const T* x2, T* y, std::size_t n, const double* parameters) {
  constexpr FormatTraits f = format_traits<T>;
  const std::uint64_t first = index_of_bits(f, slot.plant.first);
  const std::uint64_t width = index_of_bits(f, slot.plant.last) - first;
  std::array<T, block> kept;  // y may be the same array as x
  for (std::size_t done = 0; done < n; done += block) {
    const std::size_t here = std::min(block, n - done);
    std::copy_n(x + done, here, kept.begin());
    slot.right->variant<T>().kernel(x + done, x2 == nullptr ? nullptr : x2 + done, y + done, here, parameters);
    if (!any_in(kept.data(), here, first, width)) continue;
    for (std::size_t i = 0; i < here; ++i)
      if (index_of_bits(f, to_bits(kept[i])) - first <= width) y[done + i] = damaged(slot.plant.fault, y[done + i]);
  }
}

template <std::size_t slot, FloatFormat T>
void evaluate(const T* x, const T* x2, T* y, std::size_t n, const double* parameters) noexcept {
  evaluate_planted(slots[slot], x, x2, y, n, parameters);
}

template <FloatFormat T, std::size_t... slot>
Kernel<T> kernel_of(std::size_t place, std::index_sequence<slot...>) {
  constexpr Kernel<T> kernels[] = {evaluate<slot, T>...};
  return kernels[place];
}

// Whether the fault changes the right result `y` of `x` for the worse, both as bits.
bool shows(Fault fault, const FormatTraits& f, std::uint64_t x, std::uint64_t y) {
  const bool finite = is_finite(f, x) && is_finite(f, y);
  switch (fault) {
    case Fault::one_wrong_input: return finite && ordinal(f, y) + 3 < static_cast<std::int64_t>(f.infinity_bits());
    case Fault::zero_sign: return finite && y == 0;
    case Fault::swallowed_nan: return is_nan(f, x);
    case Fault::early_infinity: return finite && y != 0;
    case Fault::flushed: return finite && y > 2 && y <= f.fraction_mask();
    case Fault::nothing: return true;
    case Fault::three_ulp_region: break;
  }
  return false;
}

std::optional<Plant> drawn_region(const Function& function, FormatId format, std::uint64_t seed) {
  const FormatTraits& f = traits(format);
  const std::vector<OrdinalInterval> regions = region_intervals(function, f);
  const OrdinalInterval region = regions[random_bits(seed, 0, 0) % regions.size()];
  return Plant{Fault::three_ulp_region, format, bits_at_ordinal(f, region.first), bits_at_ordinal(f, region.last)};
}

// Inputs are drawn by the bit pattern and, for faults that show at few of them, by the value too.
std::uint64_t drawn_input(const FormatTraits& f, std::uint64_t seed, std::uint64_t draw) {
  const std::uint64_t bits = random_bits(seed, 1, draw) >> (64 - f.bits);
  if (draw % 2 == 0) return bits;
  const double x = -1100 + 1200 * random_unit(seed, 2, draw);
  return narrow_bits(f, x);
}

}  // namespace

bool Plant::contains(std::uint64_t x) const {
  const FormatTraits& f = traits(format);
  const std::uint64_t index = index_of_bits(f, x);
  return fault != Fault::nothing && index_of_bits(f, first) <= index && index <= index_of_bits(f, last);
}

std::optional<Plant> drawn_plant(Fault fault, const Function& function, const Implementation& right, FormatId format,
                                 std::uint64_t seed) {
  constexpr std::uint64_t most_draws = 1000000;
  const FormatTraits& f = traits(format);
  return visit_format(format, [&]<class T>(std::type_identity<T>) -> std::optional<Plant> {
    const Kernel<T> kernel = right.variant<T>().kernel;
    if (kernel == nullptr) return std::nullopt;
    if (fault == Fault::three_ulp_region) return drawn_region(function, format, seed);
    for (std::uint64_t draw = 0; draw < most_draws; ++draw) {
      const std::uint64_t bits = drawn_input(f, seed + static_cast<std::uint64_t>(fault), draw);
      const T x = from_bits<T>(bits);
      T y;
      kernel(&x, nullptr, &y, 1, nullptr);
      if (shows(fault, f, bits, to_bits(y))) return Plant{fault, format, bits, bits};
    }
    return std::nullopt;
  });
}

PlantedImplementation::PlantedImplementation(const Implementation& right, const Plant& plant)
    : slot_(most_plants), implementation_(right) {
  const auto free = std::find_if(slots.begin(), slots.end(), [](const Slot& slot) { return slot.right == nullptr; });
  if (free == slots.end()) throw std::length_error("more planted implementations than there is room for");
  slot_ = static_cast<std::size_t>(free - slots.begin());
  *free = {&right, plant};
  const auto plant_in = [&]<class T>(Variant<T>& variant) {
    if (variant.kernel != nullptr && format_id<T> == plant.format)
      variant.kernel = kernel_of<T>(slot_, std::make_index_sequence<most_plants>());
  };
  plant_in(implementation_.binary64);
  plant_in(implementation_.binary32);
  plant_in(implementation_.binary16);
  plant_in(implementation_.bfloat16);
}

PlantedImplementation::~PlantedImplementation() { slots[slot_] = {}; }

}  // namespace softplus_bench
