// From a request to the steps that fulfil it. Pure: nothing is measured here.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/implementation.hpp"
#include "core/record.hpp"
#include "suites/accuracy.hpp"
#include "suites/claims.hpp"
#include "suites/corpus.hpp"
#include "suites/filter.hpp"
#include "suites/host_targets.hpp"
#include "suites/properties.hpp"
#include "suites/speed.hpp"
#include "suites/suite.hpp"

namespace softplus_bench {

// A suite with what the command line says otherwise.
struct Request {
  Suite suite;
  bool accuracy = true;
  bool speed = true;
  bool claims = true;
  bool properties = true;
  std::vector<std::string> filters;  // in place of the suite's, when any
  std::vector<std::string> targets;  // names; none: all
  std::string device;                // that rows of opencl and cuda run on; none: each target's first
  bool exhaustive = false;
  std::optional<std::uint64_t> samples;                      // stratified inputs in every format
  std::optional<std::pair<std::string, std::string>> range;  // as typed; read in each row's format
  std::vector<double> betas;                                 // in place of the suite's, when any
  std::optional<double> threshold;                           // in place of the default
  std::uint64_t seed = 1;
  std::vector<CorpusPoint> corpus;        // worst inputs known, measured beside whatever is not exhaustive
  std::string corpus_file;                // --corpus: where some of them come from
  std::vector<std::string> plugins;       // --plugin: files that are loaded (suites/plugins.hpp)
  Rounding rounding = Rounding::nearest;  // of accuracy; the rest is measured to nearest only

  // The options that, given to `softplus-bench run`, ask for the same: without -o, --threads and the like.
  // `suite_argument` stands after --suite: the source to reproduce a row, the name to identify the request.
  std::string options_text(std::string_view suite_argument) const;
  // The options that name files besides, which do not identify a request: what is in the files does.
  std::string files_text() const;
};

struct Plan {
  std::vector<AccuracyJob> accuracy;
  std::vector<PropertiesJob> properties;
  std::vector<SpeedRow> speed;
  unsigned speed_rounds = 0;
  std::uint64_t seed = 1;
  std::vector<std::string> claims;   // by name, in the order of the report
  std::vector<ClaimRow> claim_rows;  // that they are asked of
  std::vector<Omission> omissions;   // asked for and not done, each with its reason

  double accuracy_seconds = 0;    // expected, on one thread
  double properties_seconds = 0;  // likewise
  double speed_seconds = 0;
  double claims_seconds = 0;
};

// Why a row is left out in a directed mode.
inline constexpr std::string_view rounds_to_nearest_always =
    "rounds to nearest whatever the mode: nothing to measure with --rounding u, d or z";

// "softplus/naive/binary32/scalar", "softplus_beta/symmetric/binary32/scalar[beta=2]".
std::string row_id(const Implementation& implementation, FormatId format,
                   const std::optional<Parameters>& parameters = {});
// Whether the filters ask for the row that has these names. A peer takes part only where it is asked for by name or by
// target, a device only by target: `named` says that it was elsewhere (--targets, the suite).
bool takes_part(const Implementation& implementation, const Filter& filter, std::span<const std::string_view> names,
                bool named = false);
// Every row that exists, in table order, formats widest first, without parameters.
std::vector<std::string> all_row_ids(std::span<const Implementation* const> table);

// Seconds one thread is expected to take.
double planned_seconds(const AccuracyJob& job);
double planned_seconds(const PropertiesJob& job);

// How the plan's claims are measured, but for threads and stop. Points into the plan.
ClaimsOptions claims_options(const Plan& plan, const Request& request);

// Those that the request asks for, for open_devices to find devices before the plan is made. Throws as make_plan does.
std::vector<const Implementation*> asked_implementations(const Request& request,
                                                         std::span<const Implementation* const> table);

// Throws UsageError for a filter without match, an unknown target, a range that is not one in a selected format,
// and a request that leaves nothing to measure. Rows of targets that are not in `here` are omissions. In a directed
// mode, rows that round to nearest all the same are omissions, and so are properties and speed. Throws NoDevice where
// all that is asked for is of devices and none of it can be called.
Plan make_plan(const Request& request, std::span<const Implementation* const> table, TargetSet here = host_targets());

}  // namespace softplus_bench
