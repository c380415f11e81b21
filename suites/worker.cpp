#include "suites/worker.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <bit>
#include <cerrno>
#include <charconv>
#include <exception>
#include <new>

#include "core/usage_error.hpp"
#include "suites/facts.hpp"
#include "suites/thread_crew.hpp"
#include "suites/worker_rows.hpp"

namespace softplus_bench {
namespace {

// Places for the arrays of a row, where they may take so much memory together.
constexpr std::size_t small_places = 8;
constexpr std::size_t most_place_bytes = std::size_t{1} << 25;
constexpr std::size_t most_passes = std::size_t{1} << 32;
constexpr std::size_t most_array_bytes = std::size_t{1} << 40;

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    if (end > 0) words.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

template <class Number>
Number number_from(const std::string& word, Number least, Number most) {
  Number value{};
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
  if (error != std::errc() || end != word.data() + word.size() || !(value >= least && value <= most))
    throw UsageError("'" + word + "' is not a number from " + fmt::to_string(least) + " to " + fmt::to_string(most));
  return value;
}

template <class Value>
Value known(const std::optional<Value>& value, const std::string& word) {
  if (!value) throw UsageError("unknown word '" + word + "'");
  return *value;
}

// What goes wrong in a pass of the row on one block, as it will be timed.
std::string failed_trial(const SpeedRow& row, FootprintPlan plan, const SpeedGroupOptions& options) {
  plan.blocks = 1;
  if (std::string broken = broken_contract(row, plan, options.input_seed); !broken.empty()) return broken;
  const SpeedGroupTasks trial = make_speed_group({&row, 1}, plan, options);
  const PairedTask& task = trial.tasks.front();
  task.run(1);
  if (task.restore) task.restore();
  return task.verify(true);
}

std::string_view layout_word(std::size_t layout) { return layout == 0 ? usual_layout : layouts[layout].name; }

}  // namespace

std::string Worker::answer(std::string_view request) {
  try {
    const std::vector<std::string> words = words_of(request);
    const auto is = [&](std::string_view verb, std::size_t arguments) {
      return !words.empty() && words[0] == verb && words.size() == arguments + 1;
    };
    if (is("hello", 1)) return fmt::format("ok {} {}", worker_protocol_version, build_commit());
    if (is("rows", 0)) {
      const auto ids = timed_row_ids();
      return fmt::format("ok {}{}{}", ids.size(), ids.empty() ? "" : "\n", fmt::join(ids, "\n"));
    }
    if (!words.empty() && words[0] == "open" && words.size() > 8) return open(words);
    if (is("begin", 8)) return begin(words);
    if (is("row", 2)) return add_row(words);
    if (is("make", 0)) return make();
    if (is("run", 2)) return run(words);
    if (is("verify", 1)) return verify(words);
    if (is("close", 0)) {
      close();
      return "ok";
    }
    return "failed unknown request";
  } catch (const std::bad_alloc&) {
    return "failed not enough memory";
  } catch (const std::exception& error) {
    std::string reason = error.what();
    std::replace(reason.begin(), reason.end(), '\n', ' ');
    return "failed " + reason;
  }
}

void Worker::close() {
  places_.clear();
  rows_.clear();
  plan_ = {};
  warm_up_passes_ = 1;
}

std::string Worker::open(const std::vector<std::string>& words) {
  close();
  SpeedRow row = timed_row(words[1]);
  row.metric = known(metric_named(words[2]), words[2]);
  row.footprint = known(footprint_named(words[3]), words[3]);
  row.input_mix = known(input_mix_named(words[4]), words[4]);
  row.in_place = number_from(words[5], 0, 1) != 0;
  SpeedGroupOptions options;
  options.planted_share = number_from(words[6], 0.0, 1.0);
  options.input_seed = number_from(words[7], std::uint64_t{0}, ~std::uint64_t{0});
  if (row.in_place && options.planted_share != 0) throw UsageError("in place nothing can be planted");
  if (row.metric == Metric::round_trip || row.footprint > Footprint::dram)
    throw UsageError("workers time kernels of the host");

  const FootprintPlan plan = footprint_of(row, machine_cache_sizes(), default_memory_limit_bytes());
  std::vector<SpeedRow> rows;
  std::string opened;
  std::string reason = "none of the layouts is known here";
  for (std::size_t i = 8; i < words.size(); ++i)
    for (std::size_t layout = 0; layout < layouts.size(); ++layout) {
      if (words[i] != layout_word(layout)) continue;
      row.layout = layout;
      if (std::string against = reason_to_skip(row, plan); !against.empty()) {
        reason = std::move(against);
        continue;
      }
      rows.push_back(row);
      opened += " " + words[i];
    }
  if (rows.empty()) return "failed " + reason;
  const std::size_t places = plan.total_bytes * small_places <= most_place_bytes ? small_places : 1;
  for (std::size_t place = 0; place < places; ++place) {
    options.output_pages = place;
    places_.push_back(make_speed_group(rows, plan, options));
    places_.back().tasks.erase(places_.back().tasks.end() - 2);  // copy
  }
  turns_.assign(places_.front().tasks.size(), 0);
  return fmt::format("ok {}{}", places_.front().tasks.front().elements, opened);
}

std::string Worker::begin(const std::vector<std::string>& words) {
  close();
  conditions_ = {};
  conditions_.metric = known(metric_named(words[1]), words[1]);
  conditions_.footprint = known(footprint_named(words[2]), words[2]);
  conditions_.input_mix = known(input_mix_named(words[3]), words[3]);
  conditions_.threads = number_from(words[4], 1u, available_cores());
  options_ = {};
  options_.input_seed = number_from(words[5], std::uint64_t{0}, ~std::uint64_t{0});
  if (conditions_.metric == Metric::round_trip || conditions_.footprint > Footprint::dram)
    throw UsageError("workers time kernels of the host");
  FootprintPlan plan;
  plan.block_bytes = number_from(words[6], std::size_t{1} << 10, most_array_bytes);
  if (!std::has_single_bit(plan.block_bytes)) throw UsageError("the bytes of a block are a power of two");
  plan.blocks = number_from(words[7], std::size_t{1}, most_array_bytes / plan.block_bytes);
  plan.total_bytes = 2 * plan.block_bytes * plan.blocks;
  plan_ = plan;
  is_warmed_whole_ = number_from(words[8], 0, 1) != 0;
  return "ok";
}

std::string Worker::add_row(const std::vector<std::string>& words) {
  if (plan_.blocks == 0 || !places_.empty()) throw UsageError("no group was begun");
  SpeedRow row = timed_row(words[1]);
  row.metric = conditions_.metric;
  row.footprint = conditions_.footprint;
  row.input_mix = conditions_.input_mix;
  row.threads = conditions_.threads;
  row.in_place = number_from(words[2], 0, 1) != 0;
  if (!rows_.empty() && row.format != rows_.front().format) throw UsageError("rows of a group have one format");
  if (const std::string reason = reason_to_skip(row, plan_); !reason.empty()) return "failed " + reason;
  if (const std::string failure = failed_trial(row, plan_, options_); !failure.empty()) return "failed " + failure;
  rows_.push_back(std::move(row));
  return "ok";
}

std::string Worker::make() {
  if (rows_.empty() || !places_.empty()) throw UsageError("no group was begun, or it has no rows");
  places_.push_back(make_speed_group(rows_, plan_, options_));
  const SpeedGroupTasks& group = places_.front();
  turns_.assign(group.tasks.size(), 0);
  const std::size_t pass_elements = group.tasks.front().elements / conditions_.threads;
  if (is_warmed_whole_) warm_up_passes_ = group.elements / pass_elements;
  return fmt::format("ok {} {}", group.elements, group.tasks.front().elements);
}

std::size_t Worker::task_from(const std::string& word) const {
  if (places_.empty()) throw UsageError("nothing is open");
  return number_from(word, std::size_t{0}, turns_.size() - 1);
}

std::string Worker::run(const std::vector<std::string>& words) {
  const std::size_t place = task_from(words[1]);
  const std::size_t passes = number_from(words[2], std::size_t{1}, most_passes);
  const PairedTask& task = places_[++turns_[place] % places_.size()].tasks[place];
  const EpochTime epoch = time_warm(timer_, task, warm_up_passes_, passes);
  const std::string failure = task.verify(false);
  return failure.empty() ? fmt::format("ok {:.1f} {:.0f}", epoch.ns, epoch.ticks) : "failed " + failure;
}

std::string Worker::verify(const std::vector<std::string>& words) {
  const std::size_t place = task_from(words[1]);
  const std::string failure = places_[turns_[place] % places_.size()].tasks[place].verify(true);
  return failure.empty() ? "ok" : "failed " + failure;
}

int serve_worker(int in, int out) {
  Worker worker;
  std::string waiting;
  for (char piece[4096];;) {
    const ssize_t got = read(in, piece, sizeof piece);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return 0;
    waiting.append(piece, static_cast<std::size_t>(got));
    for (std::size_t end; (end = waiting.find('\n')) != std::string::npos; waiting.erase(0, end + 1)) {
      const std::string answer = worker.answer(std::string_view(waiting).substr(0, end)) + '\n';
      for (std::size_t written = 0; written < answer.size();) {
        const ssize_t count = write(out, answer.data() + written, answer.size() - written);
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return 1;
        written += static_cast<std::size_t>(count);
      }
    }
  }
}

}  // namespace softplus_bench
