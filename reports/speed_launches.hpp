// One row of speed in several launches of the same run.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/record.hpp"
#include "reports/speed_snapshot.hpp"

namespace softplus_bench {

bool is_control(std::string_view id);

// Timed, with a ratio to both controls.
bool is_usable(const Record* record);

// Of a column that has "_low" and "_high" beside it.
RatioRange range_of(const Record& record, const std::string& column);
RatioRange over_launches(std::span<const Record* const> launches, const std::string& column);

// The records of speed of one row in the usual layout, one a launch; null where there is none.
std::vector<const Record*> records_of(std::span<const Run> launches, const std::string& id,
                                      const std::string& conditions);

// The same in the layout that takes least.
std::vector<const Record*> best_records_of(std::span<const Run> launches, const std::string& id,
                                           const std::string& conditions);

// How far the launches of a row or of the controls lie apart, and how wide their intervals are: the larger, 0.01 for
// one per cent. What is below cannot be told from noise. A missing record is passed over.
double noise_floor(std::span<const Record* const> launches);

}  // namespace softplus_bench
