#include "suites/remote_row.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace softplus_bench {
namespace {

constexpr std::string_view side_names[] = {"the old build", "the new build", "the second worker of the old build"};

}  // namespace

Trio::Trio(const std::string& old_binary, const std::string& new_binary, const WorkerProcess::Options& options)
    : binaries_{old_binary, new_binary, old_binary}, options_(options) {
  for (const Side side : {old_side, new_side, again_side}) start(side);
}

WorkerProcess& Trio::operator[](Side side) {
  if (!workers_[side]->is_alive()) start(side);
  return *workers_[side];
}

void Trio::start(Side side) { workers_[side] = std::make_unique<WorkerProcess>(binaries_[side], options_); }

OpenRow open_row(WorkerProcess& worker, Side side, const VersusRow& row, std::uint64_t seed,
                 std::string_view layout_words) {
  OpenRow open{&worker, std::string(side_names[side]), 0, {}, {}};
  const double planted = side == new_side ? row.planted_new : row.planted_old;
  const WorkerAnswer answer =
      worker.ask(fmt::format("open {} {} {} {} {:d} {} {} {}", row.id, name_of(row.metric), name_of(row.footprint),
                             name_of(row.input_mix), row.in_place, planted, seed, layout_words));
  std::string_view text = answer.text;
  const auto next_word = [&] {
    const std::string_view word = text.substr(0, text.find(' '));
    text.remove_prefix(std::min(word.size() + 1, text.size()));
    return word;
  };
  if (answer.ok) {
    const std::string_view elements = next_word();
    std::from_chars(elements.data(), elements.data() + elements.size(), open.elements);
    while (!text.empty()) open.layouts.emplace_back(next_word());
    if (open.elements == 0 || open.layouts.empty()) open.failure = open.side + ": answered nothing that can be timed";
  } else {
    open.failure = fmt::format("{}: {}", open.side, answer.text);
  }
  return open;
}

PairedTask remote_task(const OpenRow& open, std::size_t place, int same_passes) {
  const auto failure = std::make_shared<std::string>();
  PairedTask task{fmt::format("{} {}", open.side, place), open.elements, {}};
  task.same_passes = same_passes;
  task.timed_run = [worker = open.worker, place, failure](std::size_t passes) {
    double ns = -1;
    const WorkerAnswer answer = worker->ask(fmt::format("run {} {}", place, passes));
    if (answer.ok) std::from_chars(answer.text.data(), answer.text.data() + answer.text.size(), ns);
    if (!answer.ok && failure->empty()) *failure = answer.text;
    else if (!(ns > 0) && failure->empty()) *failure = "timed nothing: '" + answer.text + "'";
    return EpochTime{std::max(ns, 1.0), 0};
  };
  task.verify = [worker = open.worker, place, failure, side = open.side](bool last) {
    if (last && failure->empty())
      if (const WorkerAnswer answer = worker->ask(fmt::format("verify {}", place)); !answer.ok) *failure = answer.text;
    return failure->empty() ? "" : fmt::format("{}: {}", side, *failure);
  };
  return task;
}

}  // namespace softplus_bench
