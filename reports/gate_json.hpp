// The gate's report as one JSON object, described by schema/gate.schema.json.
#pragma once

#include <string>

#include "reports/gate_report.hpp"

namespace softplus_bench {

inline constexpr int gate_schema_version = 1;  // within it keys are only added

// Numbers that are not finite are the strings "inf", "-inf" and "nan", as in run.json. A check's figures stand in its
// object "figures", and beside its other keys too where they have no other meaning there.
std::string gate_json(const GateReport& report, const GateEnding& ending);

}  // namespace softplus_bench
