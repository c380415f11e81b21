// The run within the page, for its script: JSON, deflated, in base64, in elements that are no script.
//
// #page-data: { schema_version, detail, run_id, suite, command, complete, identity, circumstances, reference, omissions
// (as in
//   run.json), groups: [{function, format}], rows: [{id, group, label, implementation, target, parameters, accuracy,
//   sample, speed, envelope, claim}] (numbers of records among those of their kind, or null; the claim's verdict in
//   words), records: {KIND: {COLUMN: [values]}} (null where missing), landmarks: [{function, format, parameters,
//   regions:
//   [{region, first_bits, last_bits}], kappa_bits: [], kappa: []}], thresholds: [{row, at: [bits]}] }
//   detail is "all", or "shown" where records would take over half of the room: then they have the columns that the
//   page shows, and figures other than max_ulp in five digits.
// #envelopes-GROUP: {ROW: envelope as in run.json}, bins merged.
#pragma once

#include <cstddef>
#include <string>

#include "reports/html.hpp"
#include "reports/view.hpp"

namespace softplus_bench::html {

// The elements, of at most `budget` bytes where merging bins can do that.
std::string page_data(const View& view, const PageExtras& extras, std::size_t budget);

}  // namespace softplus_bench::html
