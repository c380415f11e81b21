// The first input on which a row has a wrong verdict, measured again: a run counts wrong verdicts and keeps no witness.
#pragma once

#include <optional>
#include <string_view>

#include "cli/request_options.hpp"
#include "reports/snapshot_judging.hpp"

namespace softplus_bench::cli {

// `column` is one of wrong_verdicts. Nothing where the row has no such output. Costs about what measuring the row did.
std::optional<WrongOutput> first_wrong_output(const RequestOptions& options, const AccuracyEntry& measured,
                                              std::string_view column);

}  // namespace softplus_bench::cli
