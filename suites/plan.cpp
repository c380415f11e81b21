#include "suites/plan.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <tuple>

#include "core/narrow.hpp"
#include "core/nearest.hpp"
#include "core/text.hpp"
#include "core/usage_error.hpp"
#include "reference/function.hpp"
#include "suites/devices.hpp"
#include "suites/regions.hpp"
#include "suites/thread_crew.hpp"

namespace softplus_bench {
namespace {

// Sweeping more inputs than this in one format is refused: it would take months.
constexpr std::uint64_t most_inputs = std::uint64_t{1} << 36;

// Measured on one 2.6 GHz core: the exact value in MPFR, or certified from SIMD arithmetic in double and in
// double-double; one scalar implementation with its scoring.
constexpr double mpfr_seconds_per_input = 5e-6;
constexpr double certified_seconds_per_input = 2e-9;
constexpr double wide_seconds_per_input = 40e-9;
constexpr double implementation_seconds_per_input = 12e-9;
// With its neighbours, its properties and a call for its exception flags.
constexpr double properties_seconds_per_input = 400e-9;
// That call where it goes to another process and back: of two cores, one sleeps while the other calculates.
constexpr double there_and_back_seconds = 20e-6;

struct Row {
  const Implementation* implementation;
  FormatId format;
  std::string id;
  std::optional<Parameters> parameters{};
};

// Claims ask of every implementation once, with parameters of their own.
bool asks_claims_only(const Request& request) { return !request.accuracy && !request.properties && !request.speed; }

// Each row of a function with parameters once for each of them.
std::vector<Row> with_parameters(const Request& request, const std::vector<Row>& rows) {
  std::vector<Row> all;
  for (const Row& row : rows) {
    const Function* function = find_function(row.implementation->function);
    if (function == nullptr || function->betas.empty()) {
      all.push_back(row);
      continue;
    }
    std::vector<double> betas = !request.betas.empty() ? request.betas : request.suite.betas;
    if (betas.empty()) betas.assign(function->betas.begin(), function->betas.end());
    if (asks_claims_only(request)) betas = {1};
    for (std::size_t i = 0; i < betas.size(); ++i)  // each once, in the order given
      betas.erase(std::remove(betas.begin() + static_cast<std::ptrdiff_t>(i) + 1, betas.end(), betas[i]), betas.end());
    for (const double beta : betas) {
      Row each = row;
      each.parameters = Parameters{beta, request.threshold.value_or(default_threshold)};
      each.id = row_id(*row.implementation, row.format, each.parameters);
      all.push_back(std::move(each));
    }
  }
  return all;
}

std::vector<Row> all_rows(std::span<const Implementation* const> table) {
  std::vector<Row> rows;
  for (const Implementation* implementation : table)
    for (const FormatTraits& f : all_formats)
      visit_format(f.id, [&]<class T>(std::type_identity<T>) {
        if (implementation->variant<T>().kernel != nullptr)
          rows.push_back({implementation, f.id, row_id(*implementation, f.id)});
      });
  return rows;
}

bool is_among(const std::vector<std::string>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

std::vector<Row> select(const Request& request, std::span<const Implementation* const> table) {
  const auto rows = with_parameters(request, all_rows(table));
  const std::vector<std::string> target_list(std::begin(target_names), std::end(target_names));
  for (const std::string& target : request.targets)
    if (std::find(target_list.begin(), target_list.end(), target) == target_list.end())
      throw UsageError("unknown target '" + target + "'; did you mean '" + nearest(target, target_list, 1)[0] +
                       "'? (see 'softplus-bench list targets')");
  const Filter filter(request.filters.empty() ? request.suite.filters : request.filters);
  std::vector<std::string> ids;
  const auto plain_id = [](const Row& row) { return row_id(*row.implementation, row.format); };
  for (const Row& row : rows) {
    ids.push_back(plain_id(row));
    if (row.id != ids.back()) ids.push_back(row.id);
  }
  filter.require_matches(ids);
  const Filter of_suite(request.suite.filters);  // a suite of peers that -f makes smaller is still one
  std::vector<Row> selected;
  for (const Row& row : rows) {
    const bool named = is_among(request.targets, name_of(row.implementation->target));
    const std::string plain = plain_id(row);
    const std::array<std::string_view, 2> names{row.id, plain};
    const bool asked = named || (is_device(row.implementation->target) ? of_suite.names_target_of_any(names)
                                                                       : of_suite.names_any(names));
    // Who brings a plug-in and names no rows means the plug-in's, whatever the suite selects.
    const bool brought = row.implementation->target == Target::plugin && request.filters.empty();
    if ((named || request.targets.empty()) && (brought || takes_part(*row.implementation, filter, names, asked)))
      selected.push_back(row);
  }
  const bool any_parameters =
      std::any_of(selected.begin(), selected.end(), [](const Row& row) { return row.parameters.has_value(); });
  if (!selected.empty() && !any_parameters && (!request.betas.empty() || request.threshold))
    throw UsageError("--param: none of the rows asked for has parameters; softplus_beta and softplus_backward do");
  if (selected.empty())
    throw UsageError(
        "the filters and --targets together leave no row (peers take part where a filter names them or their target, "
        "devices where it names their target: -f '*/opencl'); "
        "see 'softplus-bench list implementations'");
  return selected;
}

std::optional<InputRange> range_in(const Request& request, const FormatTraits& f) {
  if (!request.range) return std::nullopt;
  const auto bound = [&](const std::string& text) {
    const auto bits = parse_number(f, text);
    if (!bits || is_nan(f, *bits))
      throw UsageError("--range: '" + text + "' is not a number of " + std::string(f.name) +
                       "; give LO:HI, e.g. --range -20:20");
    return widen(f, *bits);
  };
  const InputRange range{bound(request.range->first), bound(request.range->second)};
  if (!(range.lower <= range.upper))
    throw UsageError("--range: " + request.range->first + " is above " + request.range->second +
                     "; give LO:HI with LO <= HI");
  return range;
}

// The corpus beside the inputs of `job`, which are not all there are: as one row, and where the suite wants it each
// input as a row of its own, which a snapshot can hold.
void plan_corpus(const Request& request, const std::optional<InputRange>& range, AccuracyJob job, Plan& plan) {
  const FormatTraits& f = traits(job.format);
  if (job.function->inputs != 1 || job.parameters) return;  // its points are single inputs
  auto inputs = corpus_inputs(request.corpus, job.function->name, f);
  if (range)
    std::erase_if(inputs, [&](std::uint64_t x) {
      return is_nan(f, x) || widen(f, x) < range->lower || widen(f, x) > range->upper;
    });
  if (inputs.empty()) return;
  job.inputs = "corpus";
  job.sampler = listed(inputs);
  job.per_region = false;
  plan.accuracy.push_back(job);
  if (!request.suite.accuracy->corpus_by_input) return;
  job.with_envelope = false;
  for (const std::uint64_t input : inputs) {
    job.inputs = "corpus:" + bits_text(f, input);
    job.sampler = listed({input});
    plan.accuracy.push_back(job);
  }
}

// Those that the processor runs; the others are omissions.
std::vector<Row> rows_for(TargetSet here, const std::vector<Row>& rows, Plan& plan) {
  std::vector<Row> running;
  for (const Row& row : rows) {
    const FormatTraits& f = traits(row.format);
    if (row.parameters && !is_normal(f, narrow_bits(f, row.parameters->beta)))
      plan.omissions.push_back({row.id, "beta is not a normal number of " + std::string(f.name)});
    else if (const std::string reason = why_unavailable(*row.implementation, here); reason.empty())
      running.push_back(row);
    else plan.omissions.push_back({row.id, reason});
  }
  return running;
}

// Those that follow the mode asked for; the others are omissions.
std::vector<Row> rows_in_mode(Rounding rounding, const std::vector<Row>& rows, Plan& plan) {
  if (rounding == Rounding::nearest) return rows;
  std::vector<Row> following;
  for (const Row& row : rows) {
    if (row.implementation->follows_rounding(row.format)) following.push_back(row);
    else plan.omissions.push_back({row.id, std::string(rounds_to_nearest_always)});
  }
  return following;
}

// Every input, or samples of all. False where there are too many, which is an omission, or none are asked for.
bool choose_inputs(const Request& request, const InputsPlan& wanted, const std::optional<InputRange>& range,
                   AccuracyJob& job, Plan& plan) {
  const FormatTraits& f = traits(job.format);
  const bool listed = std::find(wanted.exhaustive.begin(), wanted.exhaustive.end(), f.id) != wanted.exhaustive.end();
  const bool pairs = job.function->inputs == 2;
  if (range && std::isinf(range->lower) && range->lower == range->upper) {
    for (const Implementation* implementation : job.implementations)
      plan.omissions.push_back({row_id(*implementation, f.id, job.parameters),
                                "no finite number of " + std::string(f.name) + " lies in --range"});
    return false;
  }
  if (request.exhaustive || (listed && !request.samples && !pairs)) {
    job.inputs = "exhaustive";
    job.sampler = pairs ? exhaustive_pairs(f, range) : exhaustive(f, range);
    if (job.sampler->size() <= most_inputs) return true;
    for (const Implementation* implementation : job.implementations)
      plan.omissions.push_back({row_id(*implementation, f.id, job.parameters),
                                std::string("too many inputs to visit them all: give ") +
                                    (range ? "a narrower --range" : "--range LO:HI") + ", or --samples N"});
    return false;
  }
  const std::uint64_t samples = request.samples.value_or(wanted.samples);
  if (samples == 0) return false;
  job.inputs = "stratified";
  const auto intervals = region_intervals(*job.function, f, beta_of(job));
  // Formulas switch where beta times the input passes a cutoff.
  std::vector<double> cutoffs(job.function->cutoffs.begin(), job.function->cutoffs.end());
  for (double& cutoff : cutoffs) cutoff /= beta_of(job);
  job.sampler = pairs ? stratified_pairs(f, samples, request.seed, intervals, cutoffs, job.function->partner, range)
                      : stratified(f, samples, request.seed, intervals, cutoffs, range);
  return true;
}

// A job without inputs for each function, format and parameters that the rows have.
std::vector<AccuracyJob> jobs_of(const std::vector<Row>& rows) {
  using Key = std::tuple<std::string_view, FormatId, std::string>;
  std::map<Key, std::pair<std::optional<Parameters>, std::vector<const Implementation*>>> groups;
  for (const Row& row : rows) {
    auto& group = groups[{row.implementation->function, row.format, row.parameters ? row.parameters->text() : ""}];
    group.first = row.parameters;
    group.second.push_back(row.implementation);
  }
  std::vector<AccuracyJob> jobs;
  for (const auto& [key, group] : groups) {
    AccuracyJob& job = jobs.emplace_back();
    job.function = find_function(std::get<0>(key));
    job.format = std::get<FormatId>(key);
    job.parameters = group.first;
    job.implementations = group.second;
  }
  return jobs;
}

void plan_accuracy(const Request& request, const std::vector<Row>& rows, Plan& plan) {
  const AccuracyPlan& wanted = *request.suite.accuracy;
  for (AccuracyJob& job : jobs_of(rows)) {
    const FormatTraits& f = traits(job.format);
    job.rounding = request.rounding;
    const auto range = range_in(request, f);
    // A narrow range is looked at closely, down to a bin an input.
    if (range) job.grid = range_envelope_grid(f, narrow_bits(f, range->lower), narrow_bits(f, range->upper));
    if (!choose_inputs(request, wanted, range, job, plan)) continue;
    plan.accuracy.push_back(job);
    if (job.inputs != "exhaustive") plan_corpus(request, range, job, plan);
    if (request.range || request.exhaustive) continue;
    for (const std::string& weighting : wanted.weighted) {
      job.inputs = "weighted:" + weighting;
      job.sampler = job.function->inputs == 2 ? weighted_pairs(f, weighting, wanted.weighted_samples, request.seed)
                                              : weighted(f, weighting, wanted.weighted_samples, request.seed);
      job.per_region = false;
      job.with_envelope = false;
      plan.accuracy.push_back(job);
    }
  }
  if (request.range || request.exhaustive)
    for (const std::string& weighting : wanted.weighted)
      plan.omissions.push_back(
          {"weighted:" + weighting, std::string("the suite's weighted inputs are not drawn with ") +
                                        (request.range ? "--range" : "--exhaustive")});
  for (const AccuracyJob& job : plan.accuracy) plan.accuracy_seconds += planned_seconds(job);
}

// The softplus_beta of the same name that a softplus_backward goes with; null where there is none.
const Implementation* forward_of(const Implementation& backward, FormatId format,
                                 std::span<const Implementation* const> table) {
  for (const Implementation* each : table)
    if (each->function == "softplus_beta" && each->name == backward.name && each->target == backward.target &&
        visit_format(format, [&]<class T>(std::type_identity<T>) { return each->variant<T>().kernel != nullptr; }))
      return each;
  return nullptr;
}

void plan_properties(const Request& request, const std::vector<Row>& rows, std::span<const Implementation* const> table,
                     Plan& plan) {
  for (AccuracyJob& inputs : jobs_of(rows)) {
    if (!choose_inputs(request, *request.suite.properties, range_in(request, traits(inputs.format)), inputs, plan))
      continue;
    PropertiesJob job;
    job.function = inputs.function;
    job.format = inputs.format;
    job.parameters = inputs.parameters;
    job.inputs = inputs.inputs;
    job.sampler = inputs.sampler;
    job.implementations = inputs.implementations;
    if (job.function->name == "softplus_backward")
      for (const Implementation* each : job.implementations)
        job.forwards.push_back(forward_of(*each, job.format, table));
    plan.properties_seconds += planned_seconds(job);
    plan.properties.push_back(std::move(job));
  }
}

// What a device is timed in: its own two sizes, and the way there and back. The larger first, which reports then show.
constexpr std::array<std::pair<Metric, Footprint>, 3> ways_of_devices{{{Metric::throughput, Footprint::device_full},
                                                                       {Metric::throughput, Footprint::device_small},
                                                                       {Metric::round_trip, Footprint::device_full}}};

// Scalar kernels in `wanted` other layouts, where one can be had.
void add_layouts(const SpeedRow& usual, std::size_t wanted, std::vector<SpeedRow>& planned) {
  if (usual.implementation->target != Target::scalar || usual.threads != 1) return;
  for (std::size_t layout = 1; layout <= wanted; ++layout) {
    if (usual.in_place && layouts[layout].output_bytes != 0) continue;
    planned.push_back(usual);
    planned.back().layout = layout;
  }
}

// The rows of one format, timed in one way; those without such inputs are omissions.
void add_speed_rows(const std::vector<Row>& rows, const SpeedRow& way, const SpeedPlan& wanted, Plan& plan) {
  const Implementation* last = nullptr;
  for (const Row& row : rows) {
    if (row.format != way.format) continue;
    if (row.implementation == last) continue;  // of several betas the first: speed hardly depends on it
    last = row.implementation;
    SpeedRow usual = way;
    set_implementation(usual, *row.implementation, row.parameters);
    if (const std::string reason = recipe_of(usual).reason; !reason.empty()) {
      const Omission omission{row_id(*row.implementation, row.format),
                              "speed with " + std::string(name_of(way.input_mix)) + " inputs: " + reason};
      if (std::find(plan.omissions.begin(), plan.omissions.end(), omission) == plan.omissions.end())
        plan.omissions.push_back(omission);
      continue;
    }
    for (const bool in_place : way.metric == Metric::round_trip ? std::vector{false} : wanted.in_place) {
      usual.in_place = in_place;
      plan.speed.push_back(usual);
      add_layouts(usual, wanted.layouts, plan.speed);
    }
  }
}

// Each once, in the order given, all cores for 0.
std::vector<unsigned> thread_counts(const SpeedPlan& wanted) {
  std::vector<unsigned> counts;
  for (const unsigned asked : wanted.threads) {
    const unsigned count = asked == 0 ? available_cores() : asked;
    if (std::find(counts.begin(), counts.end(), count) == counts.end()) counts.push_back(count);
  }
  return counts;
}

// Rows of one device: of the suite its mixes, and whether it asks for output over input.
void plan_device_speed(const std::vector<Row>& rows, const SpeedPlan& wanted, Plan& plan) {
  SpeedRow way;
  for (const FormatTraits& f : all_formats)
    for (const auto& [metric, footprint] : ways_of_devices)
      for (const std::string& mix : wanted.input_mixes) {
        way.format = f.id;
        way.metric = metric;
        way.footprint = footprint;
        way.input_mix = *input_mix_named(mix);
        add_speed_rows(rows, way, wanted, plan);
      }
}

void plan_speed(const Request& request, const std::vector<Row>& rows, Plan& plan) {
  const SpeedPlan& wanted = *request.suite.speed;
  plan.speed_rounds = wanted.rounds;
  const std::vector<unsigned> threads = thread_counts(wanted);
  std::map<Target, std::vector<Row>> rows_of_devices;
  std::vector<Row> host_rows;
  for (const Row& row : rows) {
    const Target target = row.implementation->target;
    (is_device(target) ? rows_of_devices[target] : host_rows).push_back(row);
  }
  SpeedRow way;
  for (const FormatTraits& f : all_formats)
    for (const std::string& metric : wanted.metrics)
      for (const std::string& footprint : wanted.footprints) {
        // A dependent chain waits for every result: where its inputs lie hardly matters.
        if (metric == "latency" && footprint != wanted.footprints.front()) continue;
        for (const std::string& mix : wanted.input_mixes)
          for (const unsigned count : threads) {
            way.format = f.id;
            way.metric = *metric_named(metric);
            way.footprint = *footprint_named(footprint);
            way.input_mix = *input_mix_named(mix);
            way.threads = count;
            add_speed_rows(host_rows, way, wanted, plan);
          }
      }
  for (const auto& [target, device_rows] : rows_of_devices) plan_device_speed(device_rows, wanted, plan);
  SpeedOptions options;
  options.rounds = wanted.rounds;
  plan.speed_seconds = planned_seconds(plan.speed, options);
}

// What the claims need of the sampled formats is their own; filters say which ways of computing are asked.
void plan_claims(const Request& request, const std::vector<Row>& rows, Plan& plan) {
  const ClaimsPlan wanted = request.suite.claims.value_or(ClaimsPlan{});
  for (const std::string_view claim : claim_names())
    if (wanted.only.empty() || std::find(wanted.only.begin(), wanted.only.end(), claim) != wanted.only.end())
      plan.claims.emplace_back(claim);
  for (const Row& row : rows) {
    const ClaimRow asked{row.implementation, row.format};  // once, whatever the parameters
    if (std::find(plan.claim_rows.begin(), plan.claim_rows.end(), asked) == plan.claim_rows.end())
      plan.claim_rows.push_back(asked);
  }
  const ClaimsOptions options = claims_options(plan, request);
  for (const std::string& claim : plan.claims) plan.claims_seconds += planned_seconds(claim, options);
}

// As one word of a POSIX shell command line.
std::string quoted(const std::string& text) {
  std::string word = "'";
  for (const char c : text) word += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return word + "'";
}

// What is asked for of the suite, as a word of the command line.
std::string what_of(const Request& request) {
  if (request.accuracy && request.speed) return "all";
  return request.accuracy ? "accuracy" : request.speed ? "speed" : request.properties ? "properties" : "claims";
}

// All are of devices, and none of those is there.
void require_a_device(const std::vector<Row>& asked, const std::vector<Row>& rows, const Plan& plan) {
  const bool absent = std::all_of(asked.begin(), asked.end(), [](const Row& row) {
    return is_device(row.implementation->target) && !row.implementation->absent.empty();
  });
  if (rows.empty() && absent) throw NoDevice(plan.omissions.front().id + ": " + plan.omissions.front().reason);
}

void require_something(const Request& request, const Plan& plan) {
  if (!plan.accuracy.empty() || !plan.properties.empty() || !plan.speed.empty() || !plan.claims.empty()) return;
  const bool asked = (request.accuracy && request.suite.accuracy) || (request.properties && request.suite.properties) ||
                     (request.speed && request.suite.speed) || (request.claims && request.suite.claims);
  if (asked && !plan.omissions.empty())
    throw UsageError(plan.omissions.front().id + ": " + plan.omissions.front().reason);
  throw UsageError("suite '" + request.suite.name +
                   "' has nothing of what was asked for: it needs [accuracy], [properties], [speed] or [claims]");
}

}  // namespace

double planned_seconds(const AccuracyJob& job) {
  const double reference = !has_fast_path(*job.function, traits(job.format)) ? mpfr_seconds_per_input
                           : traits(job.format).precision <= 24              ? certified_seconds_per_input
                                                                             : wide_seconds_per_input;
  const double seconds_per_input =
      reference + implementation_seconds_per_input * static_cast<double>(job.implementations.size());
  return static_cast<double>(job.sampler->size()) * seconds_per_input;
}

double planned_seconds(const PropertiesJob& job) {
  const FormatTraits& f = traits(job.format);
  constexpr double values = 4;  // of the function and its inverse, for an input and those beside it
  const auto inputs = static_cast<double>(job.sampler->size());
  const double exact = has_fast_path(*job.function, f) ? wide_seconds_per_input : mpfr_seconds_per_input;
  const auto elsewhere = std::count_if(job.implementations.begin(), job.implementations.end(),
                                       [](const Implementation* each) { return each->target == Target::plugin; });
  return inputs * (values * exact + properties_seconds_per_input * static_cast<double>(job.implementations.size()) +
                   there_and_back_seconds * static_cast<double>(elsewhere));
}

std::string Request::options_text(std::string_view suite_argument) const {
  std::string text = what_of(*this);
  text += " --suite ";
  text += suite_argument.find_first_of(" '\"$*?") == std::string_view::npos ? std::string(suite_argument)
                                                                            : quoted(std::string(suite_argument));
  for (const std::string& filter : filters) text += " -f " + quoted(filter);
  if (!targets.empty()) {
    text += " --targets ";
    for (const std::string& target : targets) text += (&target == &targets.front() ? "" : ",") + target;
  }
  if (!device.empty()) text += " --device " + quoted(device);
  if (exhaustive) text += " --exhaustive";
  if (samples) text += " --samples " + std::to_string(*samples);
  if (range) text += " --range=" + range->first + ":" + range->second;
  for (const double beta : betas) text += " --param beta=" + shortest(beta);
  if (threshold) text += " --param threshold=" + shortest(*threshold);
  if (rounding != Rounding::nearest) text += " --rounding " + std::string(letter_of(rounding));
  return text + " --seed " + std::to_string(seed);
}

std::string Request::files_text() const {
  std::string text;
  if (!corpus_file.empty() && accuracy) text += " --corpus " + quoted(corpus_file);
  for (const std::string& file : plugins) text += " --plugin " + quoted(file);
  return text;
}

bool takes_part(const Implementation& implementation, const Filter& filter, std::span<const std::string_view> names,
                bool named) {
  if (!filter.accepts_any(names)) return false;
  if (implementation.target == Target::peer) return named || filter.names_any(names);
  if (is_device(implementation.target)) return named || filter.names_target_of_any(names);
  return true;
}

std::vector<std::string> all_row_ids(std::span<const Implementation* const> table) {
  std::vector<std::string> ids;
  for (const Row& row : all_rows(table)) ids.push_back(row.id);
  return ids;
}

ClaimsOptions claims_options(const Plan& plan, const Request& request) {
  const ClaimsPlan wanted = request.suite.claims.value_or(ClaimsPlan{});
  ClaimsOptions options;
  options.rows = plan.claim_rows;
  options.seed = request.seed;
  if (request.samples) options.samples = *request.samples;
  options.rounds = wanted.rounds;
  options.training = wanted.training;
  return options;
}

std::vector<const Implementation*> asked_implementations(const Request& request,
                                                         std::span<const Implementation* const> table) {
  std::vector<const Implementation*> asked;
  for (const Row& row : select(request, table))
    if (asked.empty() || asked.back() != row.implementation) asked.push_back(row.implementation);
  return asked;
}

Plan make_plan(const Request& request, std::span<const Implementation* const> table, TargetSet here) {
  Plan plan;
  plan.seed = request.seed;
  const auto asked = select(request, table);
  const auto rows = rows_for(here, asked, plan);
  require_a_device(asked, rows, plan);
  if (request.accuracy && request.suite.accuracy)
    plan_accuracy(request, rows_in_mode(request.rounding, rows, plan), plan);
  const bool nearest = request.rounding == Rounding::nearest;
  constexpr std::string_view only_nearest = "measured in rounding to nearest only: leave out --rounding";
  if (request.properties && request.suite.properties) {
    if (nearest) plan_properties(request, rows, table, plan);
    else plan.omissions.push_back({"properties", "are " + std::string(only_nearest)});
  }
  if (request.speed && request.suite.speed) {
    if (nearest) plan_speed(request, rows, plan);
    else plan.omissions.push_back({"speed", "is " + std::string(only_nearest)});
  }
  if (request.claims && request.suite.claims) {
    const bool own_inputs = !request.exhaustive && !request.samples && !request.range && request.betas.empty();
    if (!nearest) plan.omissions.push_back({"claims", "are " + std::string(only_nearest)});
    else if (own_inputs) plan_claims(request, rows, plan);
    else
      plan.omissions.push_back({"claims",
                                "choose their inputs and parameters themselves: leave out --exhaustive, --samples, "
                                "--range and --param"});
  }
  require_something(request, plan);
  return plan;
}

}  // namespace softplus_bench
