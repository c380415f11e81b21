// Delays planted in one of two workers of this very program, and copies without any, judged by the path of
// `gate --old`: turn by turn, several launches, the measured noise, the control kernel, other layouts.
#include <fmt/format.h>
#include <algorithm>
#include <chrono>
#include <filesystem>
#include <numeric>
#include <set>

#include "cli/progress.hpp"
#include "cli/self_test.hpp"
#include "cli/session.hpp"
#include "suites/random.hpp"
#include "suites/versus.hpp"

namespace softplus_bench::cli {
namespace {

constexpr double large_delay = 0.12;
constexpr std::size_t copies = 20;
// The longer run's.
constexpr double small_delay = 0.05;
constexpr double small_margin = 0.03;
constexpr std::size_t delayed_trials = 100;
constexpr std::size_t copied_trials = 200;
constexpr std::size_t least_found = 95;
constexpr std::size_t most_false = 1;
constexpr int most_attempts = 3;

// How the judgements of trials fell out.
struct Tally {
  std::size_t n = 0;
  std::size_t slower = 0;
  std::size_t could_not_tell = 0;  // unfit or inconclusive
  std::vector<double> ratios;
  std::vector<std::string> findings;

  void add(const VersusResult& result, bool slower_is_due) {
    ++n;
    const SpeedJudgement& judgement = result.judgement;
    const bool is_slower = result.failure.empty() && judgement.verdict == SpeedVerdict::slower;
    slower += is_slower ? 1 : 0;
    if (result.failure.empty()) ratios.push_back(judgement.ratio);
    const bool unclear = judgement.verdict == SpeedVerdict::unfit || judgement.verdict == SpeedVerdict::inconclusive;
    could_not_tell += result.failure.empty() && unclear ? 1 : 0;
    if (is_slower == slower_is_due) return;
    findings.push_back(versus_row_name(result.row) + ": " +
                       (result.failure.empty() ? fmt::format("{}: {}", name_of(judgement.verdict), judgement.reason)
                                               : result.failure));
  }
};

// "1.051 times as long (1.048 to 1.060)": of the middle one, the least and the longest.
std::string ratios_text(std::vector<double> ratios) {
  if (ratios.empty()) return "nothing measured";
  std::sort(ratios.begin(), ratios.end());
  return fmt::format("{:.3f} times as long ({:.3f} to {:.3f})", ratios[ratios.size() / 2], ratios.front(),
                     ratios.back());
}

// Rows of this program in random order: those of other libraries and of plug-ins left out, which others answer for.
std::vector<std::string> drawn_rows(const std::string& program, std::uint64_t seed) {
  std::vector<std::string> ids = rows_of_build(program);
  std::erase_if(ids, [](const std::string& id) {
    return id.ends_with("/peer") || id.ends_with("/plugin") || id.starts_with("control/");
  });
  for (std::size_t i = ids.size(); i > 1; --i) std::swap(ids[i - 1], ids[random_bits(seed, 3, i) % i]);
  return ids;
}

// Those in vectors, where there are any: doing 12 % of the elements again takes them 12 % longer. A kernel with
// branches is faster on what it has just done: 6.7 % were measured of early_cut.
std::vector<std::string> of_equal_cost(const std::vector<std::string>& ids) {
  std::vector<std::string> vectors;
  std::copy_if(ids.begin(), ids.end(), std::back_inserter(vectors),
               [](const std::string& id) { return !id.ends_with("/scalar"); });
  return vectors.empty() ? ids : vectors;
}

class Trials {
 public:
  Trials(const GateOptions& options, SelfTestFigures& figures)
      : figures_(figures),
        line_(options.quiet || options.json),
        program_(std::filesystem::read_symlink("/proc/self/exe").string()),
        ids_(drawn_rows(program_, figures.seed)),
        steady_ids_(of_equal_cost(ids_)) {}

  // Rows that follow one another in the order drawn, each with the delay given. Empty when interrupted.
  std::vector<VersusResult> judged(const std::vector<double>& delays, double margin, std::string_view what) {
    std::vector<VersusRow> rows;
    for (const double delay : delays) {
      VersusRow row;
      row.id = delay > 0 ? steady_ids_[next_++ % steady_ids_.size()] : ids_[next_++ % ids_.size()];
      row.planted_new = delay;
      rows.push_back(row);
    }
    VersusOptions options;
    options.margin = margin;
    options.seed = random_bits(figures_.seed, 4, next_) >> 2;
    options.stop = &interrupt_flag();
    options.progress = [&](double done, std::string_view) { line_.show({fmt::format("self-test: {}", what), done}); };
    VersusReport report = compare_builds(program_, program_, rows, options);
    figures_.interrupted = !report.complete;
    if (!report.complete) return {};
    for (const VersusResult& result : report.results)
      if (result.failure.empty()) figures_.noise_floors.push_back(result.judgement.noise_floor);
    return std::move(report.results);
  }

 private:
  SelfTestFigures& figures_;
  ProgressLine line_;
  std::string program_;
  std::vector<std::string> ids_;
  std::vector<std::string> steady_ids_;
  std::size_t next_ = 0;
};

// A delay must be called slower. What the machine was too noisy to tell is asked again: that is what a user would do,
// and how often it took is said.
void try_delay(double delay, std::string_view name, Trials& trials, SelfTestFigures& figures) {
  SelfTestEntry entry;
  entry.name = name;
  for (int attempt = 1; attempt <= most_attempts; ++attempt) {
    const auto results = trials.judged({delay}, VersusOptions().margin, "a delay");
    if (figures.interrupted) return;
    Tally tally;
    tally.add(results[0], true);
    entry.words = fmt::format("{:.0f} % of the elements done twice", 100 * delay);
    entry.id = results[0].row.id;
    entry.seen_by = tally.slower == 1 ? "speed" : "";
    if (tally.slower == 1)
      entry.witness = fmt::format("{:.3f} times as long{}", results[0].judgement.ratio,
                                  attempt == 1 ? "" : fmt::format(", at attempt {}", attempt));
    entry.good = tally.slower;
    entry.as_due = tally.slower == 1;
    entry.undecided = tally.could_not_tell == 1;
    entry.findings = tally.findings;
    if (entry.as_due || !entry.undecided) break;
  }
  figures.entries.push_back(std::move(entry));
}

void try_copies(Trials& trials, SelfTestFigures& figures) {
  const auto results = trials.judged(std::vector<double>(copies), VersusOptions().margin, "identical copies");
  if (figures.interrupted) return;
  Tally tally;
  for (const VersusResult& result : results) tally.add(result, false);
  SelfTestEntry entry;
  entry.name = "copies";
  entry.id = fmt::format("{} rows", tally.n);
  entry.words = fmt::format("{} identical copies", tally.n);
  entry.is_fault = false;
  entry.tried = tally.n;
  entry.good = tally.n - tally.findings.size();
  entry.as_due = entry.good == entry.tried;
  entry.undecided = entry.as_due && 2 * tally.could_not_tell > tally.n;
  entry.witness =
      fmt::format("not slower: {} of {}; could not tell: {}", entry.good, entry.tried, tally.could_not_tell);
  entry.findings = tally.findings;
  figures.entries.push_back(std::move(entry));
}

// Trials enough to say how often the gate sees, and how often it sees what is not there.
void try_often(Trials& trials, SelfTestFigures& figures) {
  std::vector<double> delays(delayed_trials + copied_trials, 0.0);
  for (std::size_t i = 0; i < delayed_trials; ++i) delays[3 * i] = small_delay;
  const auto results = trials.judged(delays, small_margin, "power and false alarms");
  if (figures.interrupted) return;
  Tally delayed;
  Tally copied;
  for (const VersusResult& result : results)
    (result.row.planted_new > 0 ? delayed : copied).add(result, result.row.planted_new > 0);
  SelfTestEntry power;
  SelfTestEntry alarms;
  power.name = "power";
  power.id = alarms.id = fmt::format("{} rows", results.size());
  power.words = fmt::format("{} delays of {:.0f} %", delayed.n, 100 * small_delay);
  power.witness = fmt::format("slower beyond {:.0f} %: {} of {}", 100 * small_margin, delayed.slower, delayed.n) +
                  "; " + ratios_text(delayed.ratios);
  power.seen_by = delayed.slower > 0 ? "speed" : "";
  power.as_due = delayed.slower >= least_found;
  power.good = power.as_due ? 1 : 0;
  power.undecided = !power.as_due && delayed.slower + delayed.could_not_tell >= least_found;
  power.findings = delayed.findings;
  alarms.name = "false_alarms";
  alarms.words = fmt::format("{} identical copies", copied.n);
  alarms.is_fault = false;
  alarms.witness = fmt::format("slower beyond {:.0f} %: {} of {}", 100 * small_margin, copied.slower, copied.n) + "; " +
                   ratios_text(copied.ratios);
  alarms.as_due = copied.slower <= most_false;
  alarms.good = alarms.as_due ? 1 : 0;
  alarms.findings = copied.findings;
  figures.power = {delayed.slower, delayed.n};
  figures.false_alarms = {copied.slower, copied.n};
  figures.entries.push_back(std::move(power));
  figures.entries.push_back(std::move(alarms));
}

}  // namespace

void plant_delays(const GateOptions& options, SelfTestFigures& figures) {
  const bool blind = !options.plants.empty() && is_wanted(options, "no_delay");
  const bool often = !options.short_form && is_wanted(options, "power");
  if (!is_wanted(options, "delay") && !is_wanted(options, "copies") && !blind && !often) return;
  Trials trials(options, figures);
  if (is_wanted(options, "delay")) try_delay(large_delay, "delay", trials, figures);
  if (blind && !figures.interrupted) try_delay(0, "no_delay", trials, figures);
  if (is_wanted(options, "copies") && !figures.interrupted) try_copies(trials, figures);
  if (often && !figures.interrupted) try_often(trials, figures);
}

}  // namespace softplus_bench::cli
