// Which property catches which fault, on every bit pattern of a 16-bit format (pairs: on samples).
#pragma once

#include <array>

#include "suites/properties.hpp"
#include "tests/faults/faults.hpp"

namespace softplus_bench::faults {

struct PlantedProperty {
  const Implementation* implementation;
  std::string_view property;
  FormatId format = FormatId::binary16;
  const Implementation* forward = nullptr;
};
inline constexpr auto planted_properties = std::to_array<PlantedProperty>({
    {&falls_once, "monotone"},
    {&one_wrong_input, "monotone"},
    {&negative_softplus, "range"},
    {&below_x, "at_least_relu"},
    {&above_log2, "within_log2_of_relu"},
    {&sigma_above_one, "range"},
    {&sigma_lopsided, "sums_to_one"},
    {&derivative_not_even, "even"},
    {&positive_log_sigmoid, "range"},
    {&lopsided, "difference_is_x"},
    {&bulging, "convex"},
    {&early_identity, "jump"},
    {&no_way_back, "round_trip"},
    {&logaddexp_lopsided, "symmetric"},
    {&logaddexp_low, "range"},
    {&answers_vary, "repeat"},
    {&lane_crosstalk, "position"},
    {&not_monotone_position, "position"},
    {&rounding_left_set, "environment"},
    {&ftz_left_set, "environment"},
    {&write_past_end, "writes_inside"},
    {&spurious_invalid, "flag_invalid"},
    {&spurious_overflow, "flag_overflow"},
    {&spurious_divide_by_zero, "flag_divide_by_zero"},
    {&nan_swallowed, "nan"},
    {&nan_swallowed, "special:nan"},
    {&wrong_at_zero, "special:0"},
    {&wrong_zero_sign, "special:-inf"},
    {&backward_without_branch, "backward_branch", FormatId::binary16, &thresholded_forward},
});

// A job of one implementation over every bit pattern of its format, or about so many samples.
PropertiesJob properties_job(const Implementation& implementation, FormatId format, std::uint64_t samples = 0);
// The records of it. `forward` as in PropertiesJob.
std::vector<Record> looked_at(const PlantedProperty& planted, std::uint64_t samples = 0);
// The record of the property; null: there is none.
const Record* find_property(const std::vector<Record>& records, std::string_view property);

}  // namespace softplus_bench::faults
