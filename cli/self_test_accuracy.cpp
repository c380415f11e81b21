// Wrong results planted over a right kernel, and judged by the gate's own path: the inputs that it would choose, the
// same measurement, the same records, claims and snapshot. The snapshot is taken from the right kernel, and a planted
// one has its id: what differs is the fault.
#include <fmt/format.h>
#include <algorithm>
#include <array>

#include "cli/progress.hpp"
#include "cli/self_test.hpp"
#include "cli/session.hpp"
#include "core/usage_error.hpp"
#include "reports/gate.hpp"
#include "reports/notation.hpp"
#include "reports/snapshot_judging.hpp"
#include "suites/devices.hpp"
#include "suites/peers.hpp"
#include "suites/plants.hpp"
#include "suites/regions.hpp"

namespace softplus_bench::cli {
namespace {

// The fastest there is here with claims in all formats, so that a sweep of 2^32 inputs takes seconds.
const Implementation& right_kernel() {
  const Implementation* best = nullptr;
  for (const Implementation* each : implementation_catalogue()) {
    const bool fits = each->function == "softplus" && (each->name == "fused" || each->name == "compensated");
    if (!fits || is_device(each->target) || !why_unavailable(*each).empty()) continue;
    if (best == nullptr || each->target > best->target) best = each;
  }
  if (best == nullptr) throw std::logic_error("softplus has lost the kernels that the self-test plants its faults in");
  return *best;
}

struct Wanted {
  Fault fault;
  std::string_view words;
  FormatId format;
  bool exhaustive;
  bool breaks_claim = true;  // zeros of the wrong sign do not: docs/decisions/0002-zeros-of-either-sign.md
  bool in_short = true;
};
// Each sweep of 2^32 costs as many seconds as there are kernels in it: the short form has two, and the right one.
constexpr Wanted all_wanted[] = {
    {Fault::three_ulp_region, "3 ulp up in one region", FormatId::binary64, false},
    {Fault::three_ulp_region, "3 ulp up in one region", FormatId::binary32, false},
    {Fault::three_ulp_region, "3 ulp up in one region", FormatId::binary16, false},
    {Fault::three_ulp_region, "3 ulp up in one region", FormatId::bfloat16, false},
    {Fault::swallowed_nan, "0 at one NaN of 2046", FormatId::binary16, true},
    {Fault::early_infinity, "infinity at one input of 2^16", FormatId::binary16, true},
    {Fault::flushed, "0 for a subnormal at one of 2^16", FormatId::binary16, true},
    {Fault::one_wrong_input, "3 ulp up at one input of 2^32", FormatId::binary32, true},
    {Fault::zero_sign, "-0 for 0 at one input of 2^32", FormatId::binary32, true, false},
    {Fault::swallowed_nan, "0 at one NaN of 2^24 - 2", FormatId::binary32, true, true, false},
    {Fault::early_infinity, "infinity at one input of 2^32", FormatId::binary32, true, true, false},
    {Fault::flushed, "0 for a subnormal at one of 2^32", FormatId::binary32, true, true, false}};

struct Planted {
  Wanted wanted;
  Plant plant;
  std::unique_ptr<PlantedImplementation> implementation;
};

std::string in_words(const FormatTraits& f, std::uint64_t bits) {
  return fmt::format("{} (0x{:0{}x})", decimal_of(f, bits), bits, f.hex_digits());
}

std::string place_of(const Planted& planted, const Function& function) {
  const FormatTraits& f = traits(planted.plant.format);
  if (planted.plant.first == planted.plant.last) return "x = " + in_words(f, planted.plant.first);
  const RegionMap regions(f, function, true);
  return fmt::format("x from {}\n        to {}: @{}", in_words(f, planted.plant.first), in_words(f, planted.plant.last),
                     regions.names()[regions.of(planted.plant.first)]);
}

// Those that are wanted in the format and over such inputs, each with its place drawn.
std::vector<Planted> planted_in(const GateOptions& options, std::uint64_t seed, const Function& function,
                                const Implementation& right, FormatId format, bool exhaustive) {
  std::vector<Planted> all;
  const auto add = [&](const Wanted& wanted) {
    const auto plant = drawn_plant(wanted.fault, function, right, format, seed + static_cast<std::uint64_t>(format));
    if (!plant) throw std::logic_error(fmt::format("no place for the fault {}", name_of(wanted.fault)));
    all.push_back({wanted, *plant, std::make_unique<PlantedImplementation>(right, *plant)});
  };
  for (const Wanted& wanted : all_wanted)
    if (wanted.format == format && wanted.exhaustive == exhaustive && (wanted.in_short || !options.short_form) &&
        is_wanted(options, name_of(wanted.fault)))
      add(wanted);
  if (format == FormatId::binary16 && exhaustive && !options.plants.empty() &&
      is_wanted(options, name_of(Fault::nothing)))
    add({Fault::nothing, "nothing, taken for a fault", format, exhaustive});
  return all;
}

// The runs of the right kernel and of each planted one, over the inputs that the gate chooses for the row. None when
// interrupted.
std::vector<Run> measured(const GateOptions& options, const Implementation& right, FormatId format, bool exhaustive,
                          std::span<const Planted> planted, ProgressLine& line) {
  RequestOptions asked = options.request;
  asked.filters = {row_id(right, format)};
  asked.exhaustive = exhaustive;
  asked.suite = "gate";
  asked.seed.reset();  // that of the plants
  const Request request = request_from(asked, "accuracy");
  Plan plan = make_plan(request, std::array{&right});
  std::vector<Run> runs(1 + planted.size(), new_run(request, command_line()));
  AccuracyOptions accuracy;
  accuracy.threads = threads_from(options.request);
  accuracy.stop = &interrupt_flag();
  for (AccuracyJob& job : plan.accuracy) {
    for (const Planted& each : planted) job.implementations.push_back(&each.implementation->get());
    const auto size = static_cast<double>(job.sampler->size());
    accuracy.progress = [&](std::uint64_t done) {
      line.show({"self-test: " + name_of(job), static_cast<double>(done) / size});
    };
    const AccuracyResult result = measure_accuracy(job, accuracy);
    if (!result.complete) return {};
    for (std::size_t k = 0; k < runs.size(); ++k)
      for (Record& record : accuracy_records(job, result.implementations[k], request.seed))
        runs[k].records.push_back(std::move(record));
  }
  for (Run& run : runs) run.complete = true;
  return runs;
}

// As if the right kernel's run had been accepted.
AccuracySnapshot snapshot_of(const Run& right) {
  AccuracySnapshot snapshot{snapshot_key(right.identity), {}, {}};
  accept_into(snapshot, entries_of(right), acceptance("1970-01-01", "0", "the right kernel of the self-test"));
  return snapshot;
}

// What the gate measures again to find, the planted run holds: the first output with a wrong verdict.
std::optional<WrongOutput> first_wrong(const Run& run, const AccuracyEntry& entry, std::string_view column) {
  for (const Record& record : run.records) {
    if (record.id() != entry.id + "@overall" && record.id() != entry.id) continue;
    if (record.text("inputs") != entry.inputs) continue;
    if (column == "n_zero_sign") return WrongOutput{record.text("zero_sign_witness_bits"), "", ""};
    return WrongOutput{record.text("claim_witness_bits"), record.text("claim_witness_got_bits"),
                       record.text("claim_witness_want_bits")};
  }
  return std::nullopt;
}

// As the gate judges.
std::vector<GateCheck> judged(const AccuracySnapshot& accepted, const Run& candidate,
                              std::span<const std::string> expected) {
  std::vector<GateCheck> checks = checks_of(judge_claims(candidate, expected));
  auto against = judge_snapshot(
      candidate, accepted, [](const std::string&) { return true; },
      [&](const AccuracyEntry& entry, std::string_view column) { return first_wrong(candidate, entry, column); });
  std::move(against.checks.begin(), against.checks.end(), std::back_inserter(checks));
  return checks;
}

// What the gate made of it: seen by whom, and whether at the place where it is.
SelfTestEntry entry_of(const Planted& planted, const Function& function, const std::string& id,
                       std::span<const GateCheck> checks) {
  SelfTestEntry entry;
  entry.name = name_of(planted.wanted.fault);
  entry.words = planted.wanted.words;
  entry.id = id;
  entry.place = place_of(planted, function);
  bool by_claim = false;
  bool by_snapshot = false;
  bool elsewhere = false;
  const FormatTraits& f = traits(planted.plant.format);
  for (const GateCheck& check : checks) {
    if (check.verdict != CheckVerdict::failed) continue;
    entry.findings.push_back(fmt::format("{}: {}", name_of(check.lane), check.finding));
    const auto witness = parse_bits(check.input_bits);
    if (!witness || !planted.plant.contains(*witness)) elsewhere = true;
    (check.lane == Lane::claim ? by_claim : by_snapshot) = true;
    if (witness && entry.witness.empty()) entry.witness = "x = " + in_words(f, *witness);
  }
  entry.seen_by = by_claim && by_snapshot ? "claim, snapshot" : by_claim ? "claim" : by_snapshot ? "snapshot" : "";
  entry.as_due = by_claim == planted.wanted.breaks_claim && by_snapshot && !elsewhere;
  entry.good = entry.as_due ? 1 : 0;
  return entry;
}

SelfTestEntry entry_of_right(const std::string& id, bool exhaustive, std::span<const GateCheck> checks) {
  SelfTestEntry entry;
  entry.name = "right";
  entry.words = exhaustive ? "nothing; every input" : "nothing; the gate's inputs";
  entry.id = id;
  entry.is_fault = false;
  entry.as_due = !checks.empty();
  for (const GateCheck& check : checks) {
    if (check.verdict == CheckVerdict::passed) continue;
    entry.as_due = false;
    entry.findings.push_back(fmt::format("{}: {}", name_of(check.lane), check.finding));
  }
  entry.good = entry.as_due ? 1 : 0;
  return entry;
}

}  // namespace

void plant_wrong_results(const GateOptions& options, SelfTestFigures& figures) {
  const Implementation& right = right_kernel();
  const Function& function = function_named(right.function);
  ProgressLine line(options.quiet || options.json);
  for (const bool exhaustive : {false, true})
    for (const FormatTraits& f : all_formats) {
      const auto planted = planted_in(options, figures.seed, function, right, f.id, exhaustive);
      if (planted.empty()) continue;
      const std::vector<Run> runs = measured(options, right, f.id, exhaustive, planted, line);
      if (runs.empty()) {
        figures.interrupted = true;
        return;
      }
      const std::vector<std::string> expected{row_id(right, f.id)};
      const AccuracySnapshot accepted = snapshot_of(runs[0]);
      for (std::size_t k = 0; k < planted.size(); ++k)
        figures.entries.push_back(entry_of(planted[k], function, expected[0], judged(accepted, runs[k + 1], expected)));
      figures.entries.push_back(entry_of_right(expected[0], exhaustive, judged(accepted, runs[0], expected)));
    }
}

}  // namespace softplus_bench::cli
