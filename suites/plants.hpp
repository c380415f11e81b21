// Faults of known kind and place over right kernels: what a gate that can be trusted must see (`gate --self-test`).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "core/implementation.hpp"

namespace softplus_bench {

struct Function;

// nothing: the right results, as a test of whoever looks for faults.
enum class Fault : std::uint8_t {
  nothing,
  three_ulp_region,  // 3 ulp up in one region of the function
  one_wrong_input,   // 3 ulp up at one bit pattern
  zero_sign,         // -0 for +0 at one bit pattern
  swallowed_nan,     // +0 at one NaN
  early_infinity,    // +infinity at one input whose result is finite
  flushed            // +0 at one input whose result is subnormal, and not one of the least two
};
inline constexpr std::string_view fault_names[] = {"nothing",       "three_ulp_region", "one_wrong_input", "zero_sign",
                                                   "swallowed_nan", "early_infinity",   "flushed"};
constexpr std::string_view name_of(Fault fault) { return fault_names[static_cast<std::size_t>(fault)]; }

struct Plant {
  Fault fault = Fault::nothing;
  FormatId format = FormatId::binary32;
  std::uint64_t first = 0;  // bits of the first and the last input that it changes, in bits_at_index order
  std::uint64_t last = 0;

  bool contains(std::uint64_t x) const;  // bits
};

// A place for the fault, drawn by the seed from all where it would show: a region (three_ulp_region), a bit pattern of
// the format (the others). None where a million draws find no such input, or the kernel does not exist in
// the format. Of functions of one input without parameters.
std::optional<Plant> drawn_plant(Fault fault, const Function& function, const Implementation& right, FormatId format,
                                 std::uint64_t seed);

// The right implementation with the plant over it: its names, its claims and, in every format but the plant's, its
// kernels, so that nothing but the plant tells the two apart. `right` must outlive it. Eight can live at a time
// (std::length_error): a kernel is a bare function, and its plant stands in a table. Made and destroyed while no
// kernel runs.
class PlantedImplementation {
 public:
  PlantedImplementation(const Implementation& right, const Plant& plant);
  ~PlantedImplementation();
  PlantedImplementation(const PlantedImplementation&) = delete;
  PlantedImplementation& operator=(const PlantedImplementation&) = delete;
  const Implementation& get() const { return implementation_; }

 private:
  std::size_t slot_;
  Implementation implementation_;
};

}  // namespace softplus_bench
