// ab in several launches: what differs between processes (where code and data lie) shows as a difference of launches.
#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>
#include <algorithm>
#include <array>
#include <cerrno>
#include <nlohmann/json.hpp>

#include "cli/ab_options.hpp"
#include "cli/plugin_option.hpp"
#include "cli/session.hpp"
#include "core/speed_verdict.hpp"

namespace softplus_bench::cli {
namespace {

struct Ended {
  std::string output;
  int code = exit_internal;
};

// This program with these arguments, its stdout taken. It ends with this process, and gets its Ctrl-C.
Ended run_this_program(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), this_program());
  std::vector<char*> words;
  for (std::string& argument : arguments) words.push_back(argument.data());
  words.push_back(nullptr);
  std::array<int, 2> output{};
  if (pipe2(output.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe for another launch");
  const pid_t parent = getpid();
  const pid_t child = fork();
  if (child == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() == parent && dup2(output[1], STDOUT_FILENO) >= 0) execv(words[0], words.data());
    _exit(exit_internal);
  }
  close(output[1]);
  Ended ended;
  for (std::array<char, 65536> piece{}; child > 0;) {
    const ssize_t got = read(output[0], piece.data(), piece.size());
    if (got < 0 && errno == EINTR) {
      if (interrupt_flag()) kill(child, SIGTERM);
      continue;
    }
    if (got <= 0) break;
    ended.output.append(piece.data(), static_cast<std::size_t>(got));
  }
  close(output[0]);
  if (child < 0) throw std::runtime_error("another launch cannot be started");
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  ended.code = WIFEXITED(status) ? WEXITSTATUS(status) : exit_internal;
  return ended;
}

std::vector<std::string> arguments_of_a_launch(const AbVerbOptions& options) {
  std::vector<std::string> arguments{"ab"};
  arguments.insert(arguments.end(), options.ids.begin(), options.ids.end());
  for (const auto& [name, value] : {std::pair<std::string, std::string>{"--metric", options.metric},
                                    {"--footprint", options.footprint},
                                    {"--input-mix", options.input_mix},
                                    {"--threads", fmt::to_string(options.threads)},
                                    {"--rounds", fmt::to_string(options.rounds)},
                                    {"--margin", options.margin},
                                    {"--launches", "1"}})
    arguments.insert(arguments.end(), {name, value});
  const auto plugins = plugin_words(options.plugins);
  arguments.insert(arguments.end(), plugins.begin(), plugins.end());
  if (options.in_place) arguments.emplace_back("--in-place");
  arguments.emplace_back("--json");
  return arguments;
}

MedianInterval interval_of(const nlohmann::ordered_json& json) {
  return {json.at("median").get<double>(), json.at("low").get<double>(), json.at("high").get<double>()};
}

// Of one row over the first in every launch: what all of them say, or inconclusive.
struct Agreement {
  std::string id;
  std::vector<MedianInterval> ratios;
  SpeedVerdict verdict = SpeedVerdict::inconclusive;
};

std::vector<Agreement> agreements(const std::vector<nlohmann::ordered_json>& launches, double margin) {
  std::vector<Agreement> all;
  for (std::size_t i = 1; i < launches.front().at("rows").size(); ++i) {
    Agreement row{launches.front().at("rows")[i].at("id"), {}, {}};
    for (const auto& launch : launches) row.ratios.push_back(interval_of(launch.at("rows")[i].at("over_first")));
    row.verdict = judge_ratio(row.ratios.front(), margin);
    for (const MedianInterval& ratio : row.ratios)
      if (judge_ratio(ratio, margin) != row.verdict) row.verdict = SpeedVerdict::inconclusive;
    all.push_back(std::move(row));
  }
  return all;
}

std::string to_text(const AbVerbOptions& options, const std::vector<Agreement>& rows) {
  std::string out =
      fmt::format("{}, {} launches of {} rounds interleaved with copy and relu; medians, 99.9 % intervals\n\nA {}\n",
                  conditions_text(options), *options.launches, options.rounds, options.ids.front());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const char letter = static_cast<char>('B' + i);
    out += fmt::format("{} {}\n", letter, rows[i].id);
    for (const MedianInterval& ratio : rows[i].ratios)
      out += fmt::format("    takes {} times as long as A\n", interval_text(ratio, 4));
    out += fmt::format("    {} (margin {}, all launches must agree)\n", name_of(rows[i].verdict), options.margin);
  }
  return out;
}

}  // namespace

int compare_in_launches(const AbVerbOptions& options) {
  const double margin = margin_from(options.margin);
  std::vector<nlohmann::ordered_json> launches;
  for (unsigned launch = 0; launch < *options.launches; ++launch) {
    const Ended ended = run_this_program(arguments_of_a_launch(options));
    if (interrupt_flag() || ended.code == exit_interrupted) {
      fmt::print(stderr, "interrupted: nothing to compare\n");
      return exit_interrupted;
    }
    if (ended.code != exit_ok) return ended.code;  // it has said why
    launches.push_back(nlohmann::ordered_json::parse(ended.output));
  }
  const std::vector<Agreement> rows = agreements(launches, margin);
  if (!options.json) {
    print(to_text(options, rows));
    return exit_ok;
  }
  nlohmann::ordered_json json{{"margin", margin}, {"launches", launches}, {"rows", nlohmann::ordered_json::array()}};
  for (const Agreement& row : rows) {
    json["rows"].push_back({{"id", row.id}, {"verdict", name_of(row.verdict)}});
    for (const MedianInterval& ratio : row.ratios) json["rows"].back()["over_first"].push_back(interval_json(ratio));
  }
  print(json.dump(2) + "\n");
  return exit_ok;
}

}  // namespace softplus_bench::cli
