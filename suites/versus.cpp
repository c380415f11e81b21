#include "suites/versus.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "core/usage_error.hpp"
#include "suites/remote_row.hpp"
#include "suites/worker.hpp"

namespace softplus_bench {
namespace {

PairedOptions paired_options(const VersusOptions& options, unsigned launch) {
  PairedOptions paired;
  paired.rounds = options.rounds;
  paired.epoch_ns = options.epoch_ns;
  paired.seed = options.seed + launch;
  paired.stop = options.stop;
  return paired;
}

double confidence_of(const VersusOptions& options, std::size_t rows) {
  return family_confidence(options.alpha, options.family != 0 ? options.family : rows);
}

MedianInterval ratio_of(const PairedSample& numerator, const PairedSample& denominator, double confidence) {
  return median_ratio(numerator.ns_per_element(), denominator.ns_per_element(), confidence);
}

// The first failure of these; empty where there is none.
template <class Each>
std::string first_failure(const std::vector<Each>& all) {
  const auto failed = std::find_if(all.begin(), all.end(), [](const Each& each) { return !each.failure.empty(); });
  return failed != all.end() ? failed->failure : std::string();
}

class Comparison {
 public:
  Comparison(const std::string& old_binary, const std::string& new_binary, std::span<const VersusRow> rows,
             const VersusOptions& options)
      : old_binary_(old_binary), new_binary_(new_binary), rows_(rows), options_(options) {}

  VersusReport run() {
    for (const VersusRow& row : rows_) report_.results.push_back({row, {}, {}, {}, {}});
    for (unsigned launch = 0; launch < options_.launches; ++launch)
      if (!launch_once(
              launch, report_.results.size(), [](const VersusResult&) { return true; }, &Comparison::measure))
        return std::move(report_);
    for (VersusResult& result : report_.results) {
      std::vector<LaunchFigures> figures;
      for (const VersusLaunch& launch : result.launches) figures.push_back(launch.figures);
      result.judgement = judge_launches(figures, options_.margin);
    }
    report_.complete = !options_.confirm_layouts || confirm();
    return std::move(report_);
  }

 private:
  using Step = void (Comparison::*)(VersusResult&, Trio&, unsigned launch);

  // Only rows that come out slower are measured in other layouts, in fresh processes.
  bool confirm() {
    const auto is_suspect = [](const VersusResult& result) {
      return result.judgement.verdict == SpeedVerdict::slower && result.row.id.find("/scalar") != std::string::npos;
    };
    const auto suspects = std::count_if(report_.results.begin(), report_.results.end(), is_suspect);
    for (unsigned launch = 0; launch < options_.launches && suspects > 0; ++launch)
      if (!launch_once(launch, static_cast<std::size_t>(suspects), is_suspect, &Comparison::measure_layouts))
        return false;
    for (VersusResult& result : report_.results) {
      std::vector<MedianInterval> best;
      for (const LayoutLaunch& launch : result.layouts) best.push_back(launch.best_over_best);
      result.judgement = confirm_in_layouts(std::move(result.judgement), best);
    }
    return true;
  }

  // Fresh processes on the launch's core. False: stopped.
  template <class Wanted>
  bool launch_once(unsigned launch, std::size_t count, const Wanted& wanted, Step step) {
    const std::vector<int> cores = allowed_cores();
    core_ = cores.empty() ? -1 : cores[launch % cores.size()];
    const TiedToCore tied(core_);
    report_.pinned = tied.worked();
    if (!tied.worked()) core_ = -1;
    Trio trio(old_binary_, new_binary_, {core_, options_.time_out_seconds, options_.stop});
    report_.old_commit = trio[old_side].commit();
    report_.new_commit = trio[new_side].commit();
    std::size_t done = 0;
    for (VersusResult& result : report_.results) {
      if (!wanted(result) || !result.failure.empty()) continue;
      if (options_.progress)
        options_.progress(static_cast<double>(launch * count + done++) / static_cast<double>(options_.launches * count),
                          result.row.id);
      (this->*step)(result, trio, launch);
      if (options_.stop != nullptr && *options_.stop) return false;
    }
    return true;
  }

  std::vector<OpenRow> open(const VersusRow& row, Trio& trio, std::span<const Side> sides, std::string_view layouts) {
    std::vector<OpenRow> opened;
    for (const Side side : sides) opened.push_back(open_row(trio[side], side, row, options_.seed, layouts));
    return opened;
  }

  // Empty, with the reason in the result, where a sample failed or the run was stopped.
  std::vector<PairedSample> time(const std::vector<PairedTask>& tasks, VersusResult& result, unsigned launch) {
    PairedResult paired = run_paired(tasks, paired_options(options_, launch));
    if (!paired.complete) return {};
    result.failure = first_failure(paired.samples);
    return result.failure.empty() ? std::move(paired.samples) : std::vector<PairedSample>();
  }

  bool can_time(const std::vector<OpenRow>& opened, VersusResult& result) const {
    result.failure = first_failure(opened);
    if (result.failure.empty() && opened[0].elements != opened[1].elements)
      result.failure =
          fmt::format("the builds call the kernel with {} and {} elements", opened[0].elements, opened[1].elements);
    return result.failure.empty();
  }

  void measure(VersusResult& result, Trio& trio, unsigned launch) {
    const auto opened = open(result.row, trio, std::array{old_side, new_side, again_side}, usual_layout);
    if (!can_time(opened, result)) return;
    std::vector<PairedTask> tasks;
    for (const OpenRow& row : opened) tasks.push_back(remote_task(row, 0, 1));
    for (const Side side : {old_side, new_side}) tasks.push_back(remote_task(opened[side], 1, 2));
    const std::vector<PairedSample> samples = time(tasks, result, launch);
    if (samples.empty()) return;
    const double confidence = confidence_of(options_, rows_.size());
    VersusLaunch figures;
    figures.figures = {ratio_of(samples[new_side], samples[old_side], confidence),
                       ratio_of(samples[again_side], samples[old_side], confidence),
                       ratio_of(samples[side_count + new_side], samples[side_count + old_side], confidence)};
    figures.old_ns_per_element = median_interval(samples[old_side].ns_per_element(), confidence);
    figures.new_ns_per_element = median_interval(samples[new_side].ns_per_element(), confidence);
    figures.rounds = samples[old_side].epoch_ns.size();
    figures.core = core_;
    result.launches.push_back(std::move(figures));
  }

  void measure_layouts(VersusResult& result, Trio& trio, unsigned launch) {
    std::string words(usual_layout);
    for (std::size_t i = 1; i < layouts.size(); ++i) words += fmt::format(" {}", layouts[i].name);
    const auto opened = open(result.row, trio, std::array{old_side, new_side}, words);
    if (!can_time(opened, result)) return;
    std::vector<PairedTask> tasks;
    for (const OpenRow& row : opened)
      for (std::size_t i = 0; i < row.layouts.size(); ++i) tasks.push_back(remote_task(row, i, 1));
    const std::vector<PairedSample> samples = time(tasks, result, launch);
    if (samples.empty()) return;
    const double confidence = confidence_of(options_, rows_.size());
    const auto best = [&](std::size_t first, std::size_t count) {
      std::vector<double> medians;
      for (std::size_t i = first; i < first + count; ++i)
        medians.push_back(median_interval(samples[i].ns_per_element(), confidence).median);
      return first + static_cast<std::size_t>(std::min_element(medians.begin(), medians.end()) - medians.begin());
    };
    const std::size_t old_count = opened[old_side].layouts.size();
    const std::size_t old_best = best(0, old_count);
    const std::size_t new_best = best(old_count, opened[new_side].layouts.size());
    result.layouts.push_back({opened[old_side].layouts[old_best], opened[new_side].layouts[new_best - old_count],
                              ratio_of(samples[new_best], samples[old_best], confidence)});
  }

  const std::string& old_binary_;
  const std::string& new_binary_;
  std::span<const VersusRow> rows_;
  const VersusOptions& options_;
  VersusReport report_;
  int core_ = -1;
};

}  // namespace

std::string conditions_of(const VersusRow& row) {
  return fmt::format("{} {} {}{}", name_of(row.metric), name_of(row.footprint), name_of(row.input_mix),
                     row.in_place ? " in_place" : "");
}

std::string versus_row_name(const VersusRow& row) { return row.id + " " + conditions_of(row); }

VersusReport compare_builds(const std::string& old_binary, const std::string& new_binary,
                            std::span<const VersusRow> rows, const VersusOptions& options) {
  check_margin(options.margin, "margin");
  try {
    return Comparison(old_binary, new_binary, rows, options).run();
  } catch (const UsageError&) {
    if (options.stop == nullptr || !*options.stop) throw;
    return {};  // stopped while a worker was being started
  }
}

std::vector<std::string> rows_of_build(const std::string& binary) {
  std::vector<std::string> ids;
  WorkerProcess worker(binary, {});
  if (const WorkerAnswer answer = worker.ask_lines("rows", ids); !answer.ok)
    throw std::runtime_error(fmt::format("{}: does not tell its rows: {}", binary, answer.text));
  return ids;
}

SharedRows shared_rows(std::span<const std::string> old_ids, std::span<const std::string> new_ids) {
  const auto has = [](std::span<const std::string> ids, const std::string& id) {
    return std::find(ids.begin(), ids.end(), id) != ids.end();
  };
  SharedRows shared;
  for (const std::string& id : new_ids) (has(old_ids, id) ? shared.both : shared.only_new).push_back(id);
  for (const std::string& id : old_ids)
    if (!has(new_ids, id)) shared.only_old.push_back(id);
  return shared;
}

double planned_seconds(std::size_t rows, const VersusOptions& options) {
  constexpr double tasks = 5;
  constexpr double with_warm_up_and_switches = 1.4;  // measured with rows of 20 microseconds a pass
  constexpr double launch_seconds = 0.1;
  return options.launches *
         (launch_seconds + static_cast<double>(rows) * with_warm_up_and_switches *
                               planned_seconds(static_cast<std::size_t>(tasks), paired_options(options, 0)));
}

}  // namespace softplus_bench
