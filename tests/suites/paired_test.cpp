#include "suites/paired.hpp"

#include <algorithm>
#include <atomic>
#include <catch2/catch.hpp>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace softplus_bench {
namespace {

// A clock that only the tasks move, plus a fixed cost for each reading. 4 ticks make a nanosecond.
struct SyntheticTime {
  std::int64_t now = 1000;
  std::int64_t reading_cost = 20;
  Clock clock() {
    return [this] {
      now += reading_cost;
      return ClockReading{now, static_cast<std::uint64_t>(4 * now)};
    };
  }
  PairedTask task(std::string name, std::int64_t ns_per_pass, std::size_t elements = 10) {
    return {std::move(name), elements,
            [this, ns_per_pass](std::size_t passes) { now += ns_per_pass * static_cast<std::int64_t>(passes); }};
  }
};

PairedOptions options_of(SyntheticTime& time) {
  PairedOptions options;
  options.rounds = 20;
  options.warm_up_rounds = 3;
  options.epoch_ns = 75000;
  options.clock = time.clock();
  return options;
}

TEST_CASE("an epoch is as many passes as fill the target, and one at least") {
  SyntheticTime time;
  const std::vector<PairedTask> tasks{time.task("fast", 10), time.task("exact", 75000), time.task("slow", 1000000)};
  const auto result = run_paired(tasks, options_of(time));
  REQUIRE(result.complete);
  CHECK(result.samples[0].passes == 7500);
  CHECK(result.samples[0].elements == 75000);
  CHECK(result.samples[1].passes == 1);
  CHECK(result.samples[2].passes == 1);
}

TEST_CASE("a pass shorter than the target leaves the epoch between two thirds and four thirds of it") {
  SyntheticTime time;
  std::vector<PairedTask> tasks;
  for (std::int64_t ns = 1000; ns <= 75000; ns += 1700) tasks.push_back(time.task("work", ns));
  for (const auto& sample : run_paired(tasks, options_of(time)).samples) {
    CHECK(sample.epoch_ns.front() >= 50000);
    CHECK(sample.epoch_ns.front() <= 100000);
  }
}

TEST_CASE("a stall during the calibration does not shorten the epochs") {
  for (int stalled = 1; stalled < 12; ++stalled) {
    SyntheticTime time;
    std::vector<PairedTask> tasks{time.task("work", 100)};
    int calls = 0;
    tasks[0].run = [&](std::size_t passes) {
      time.now += 100 * static_cast<std::int64_t>(passes) + (++calls == stalled ? 4'000'000 : 0);
    };
    CAPTURE(stalled);
    CHECK(run_paired(tasks, options_of(time)).samples[0].passes == 750);
  }
}

TEST_CASE("the cost of reading the clock is taken off every epoch") {
  SyntheticTime time;
  const std::vector<PairedTask> tasks{time.task("work", 10)};
  const auto result = run_paired(tasks, options_of(time));
  for (const double ns : result.samples[0].epoch_ns) CHECK(ns == 75000);
  for (const double ns : result.samples[0].ns_per_element()) CHECK(ns == 1);
  if (has_time_stamp_counter)
    for (const double ticks : result.samples[0].ticks_per_element()) CHECK(ticks == 4);
}

TEST_CASE("a task without any cost ends its calibration") {
  SyntheticTime time;
  const std::vector<PairedTask> tasks{{"empty", 1, [](std::size_t) {}}};
  const auto result = run_paired(tasks, options_of(time));
  REQUIRE(result.complete);
  CHECK(result.samples[0].epoch_ns.front() == 0);
}

TEST_CASE("every round runs every task once, in an order that varies and depends on the seed alone") {
  const auto orders = [](std::uint64_t seed) {
    SyntheticTime time;
    auto options = options_of(time);
    options.seed = seed;
    std::string order;
    std::vector<PairedTask> tasks;
    for (const char name : {'a', 'b', 'c'}) {
      tasks.push_back(time.task({name}, 75000));
      tasks.back().verify = [&order, name](bool) {
        order += name;
        return std::string();
      };
    }
    std::vector<std::string> rounds;
    options.progress = [&](std::size_t, std::size_t) { rounds.push_back(std::exchange(order, {})); };
    run_paired(tasks, options);
    rounds.front().erase(0, 3);  // what calibration left
    return rounds;
  };
  const auto rounds = orders(1);
  REQUIRE(rounds.size() == 23);
  for (const auto& round : rounds) CHECK(std::set<char>(round.begin(), round.end()).size() == 3);
  for (const auto& round : rounds) CHECK(round.size() == 3);
  CHECK(std::set<std::string>(rounds.begin(), rounds.end()).size() > 3);
  CHECK(orders(1) == rounds);
  CHECK(orders(2) != rounds);
}

TEST_CASE("warm-up rounds are run and dropped") {
  SyntheticTime time;
  // the first epochs are slow: 3 of warm-up, and those of the calibration
  std::size_t epochs = 0;
  std::vector<PairedTask> tasks{time.task("work", 75000)};
  tasks[0].verify = [&](bool) {
    ++epochs;
    return std::string();
  };
  tasks[0].run = [&](std::size_t) { time.now += epochs < 4 ? 90000 : 75000; };
  const auto result = run_paired(tasks, options_of(time));
  CHECK(epochs == 1 + 3 + 20);
  REQUIRE(result.samples[0].epoch_ns.size() == 20);
  for (const double ns : result.samples[0].epoch_ns) CHECK(ns == 75000);
}

TEST_CASE("what restores the input is not timed") {
  SyntheticTime time;
  std::vector<PairedTask> tasks{time.task("in place", 5000)};
  std::size_t restored = 0;
  tasks[0].restore = [&] {
    time.now += 123456;
    ++restored;
  };
  const auto result = run_paired(tasks, options_of(time));
  CHECK(result.samples[0].passes == 15);
  for (const double ns : result.samples[0].epoch_ns) CHECK(ns == 75000);
  CHECK(restored >= 23 * 15);
}

TEST_CASE("tasks that ask for it get the same number of passes, the smallest of theirs") {
  SyntheticTime time;
  std::vector<PairedTask> tasks{time.task("a", 1000), time.task("b", 1500), time.task("copy", 100)};
  tasks[0].same_passes = tasks[1].same_passes = 1;
  const auto result = run_paired(tasks, options_of(time));
  CHECK(result.samples[0].passes == 50);
  CHECK(result.samples[1].passes == 50);
  CHECK(result.samples[2].passes == 750);
}

TEST_CASE("a task that is more than 4 times as fast as another keeps its own number of passes") {
  SyntheticTime time;
  std::vector<PairedTask> tasks{time.task("a", 1000), time.task("b", 300), time.task("c", 100)};
  for (PairedTask& task : tasks) task.same_passes = 1;
  const auto result = run_paired(tasks, options_of(time));
  CHECK(result.samples[0].passes == 75);
  CHECK(result.samples[1].passes == 75);
  CHECK(result.samples[2].passes == 750);
}

TEST_CASE("a task that fails is not run again, and the others go on") {
  SyntheticTime time;
  std::vector<PairedTask> tasks{time.task("good", 75000), time.task("bad", 75000)};
  std::size_t verified = 0;
  tasks[1].verify = [&](bool) { return std::string(++verified == 5 ? "outputs differ" : ""); };
  const auto result = run_paired(tasks, options_of(time));
  CHECK(result.complete);
  CHECK(verified == 5);
  CHECK(result.samples[0].failure.empty());
  CHECK(result.samples[0].epoch_ns.size() == 20);
  CHECK(result.samples[1].failure == "outputs differ");
}

TEST_CASE("only the last round is announced as the last") {
  SyntheticTime time;
  std::vector<PairedTask> tasks{time.task("work", 75000)};
  std::vector<bool> announced;
  tasks[0].verify = [&](bool last) {
    announced.push_back(last);
    return std::string();
  };
  run_paired(tasks, options_of(time));
  REQUIRE(announced.size() == 24);
  CHECK(announced.back());
  CHECK(std::count(announced.begin(), announced.end(), true) == 1);
}

TEST_CASE("a stop between rounds leaves the result incomplete") {
  SyntheticTime time;
  std::atomic<bool> stop = false;
  auto options = options_of(time);
  options.stop = &stop;
  std::size_t rounds = 0;
  options.progress = [&](std::size_t done, std::size_t total) {
    rounds = done;
    CHECK(total == 23);
    if (done == 7) stop = true;
  };
  const std::vector<PairedTask> tasks{time.task("work", 75000)};
  CHECK_FALSE(run_paired(tasks, options).complete);
  CHECK(rounds == 7);
  rounds = 0;
  CHECK_FALSE(run_paired(tasks, options).complete);
  CHECK(rounds == 0);
}

TEST_CASE("the planned time is that of the epochs") {
  PairedOptions options;
  options.rounds = 490;
  options.warm_up_rounds = 10;
  options.epoch_ns = 1e5;
  CHECK(planned_seconds(10, options) == Approx(0.5).epsilon(0.01));
}

TEST_CASE("the machine's clocks do not run backwards") {
  const ClockReading first = read_clock();
  const ClockReading second = read_clock();
  CHECK(second.nanoseconds >= first.nanoseconds);
  if (has_time_stamp_counter) CHECK(second.ticks > first.ticks);
}

TEST_CASE("a task with a clock of its own is timed by that, and has no ticks") {
  SyntheticTime time;
  std::vector<PairedTask> tasks{time.task("host", 10), time.task("device", 10)};
  tasks[1].run = nullptr;
  tasks[1].timed_run = [](std::size_t passes) { return EpochTime{30.0 * static_cast<double>(passes), 0}; };
  const auto result = run_paired(tasks, options_of(time));
  REQUIRE(result.complete);
  CHECK(result.samples[0].epoch_ns == std::vector<double>(20, 75000));
  CHECK(result.samples[0].epoch_ticks.empty() == !has_time_stamp_counter);
  CHECK(result.samples[1].passes == 2500);
  CHECK(result.samples[1].epoch_ns == std::vector<double>(20, 75000));
  CHECK(result.samples[1].epoch_ticks.empty());
}

TEST_CASE("a task with a clock of its own that destroys its input is timed a pass at a time") {
  SyntheticTime time;
  std::vector<PairedTask> tasks{time.task("device", 10)};
  std::vector<std::size_t> passes;
  std::size_t restored = 0;
  tasks[0].timed_run = [&](std::size_t each) {
    passes.push_back(each);
    return EpochTime{25000, 0};
  };
  tasks[0].restore = [&] { ++restored; };
  const auto result = run_paired(tasks, options_of(time));
  CHECK(result.samples[0].passes == 3);
  CHECK(result.samples[0].epoch_ns == std::vector<double>(20, 75000));
  CHECK(passes == std::vector<std::size_t>(passes.size(), 1));
  CHECK(restored == passes.size());
}

TEST_CASE("rounds for which there is no time are left out, but for the fewest that have an interval") {
  SyntheticTime time;
  const std::vector<PairedTask> tasks{time.task("slow", 1000000), time.task("slower", 3000000)};
  auto options = options_of(time);
  options.rounds = 500;
  options.seconds = 0.2;  // calibration takes two epochs of each task, the warm-up three, the rounds 4 ms each
  const auto result = run_paired(tasks, options);
  REQUIRE(result.complete);
  CHECK(result.samples[0].epoch_ns.size() == 200 / 4 - 2 - 3 + 1);  // the last begins when the time is spent
  CHECK(result.samples[1].epoch_ns.size() == result.samples[0].epoch_ns.size());
  options.seconds = 0.01;
  CHECK(run_paired(tasks, options).samples[0].epoch_ns.size() == 11);
  options.rounds = 5;
  CHECK(run_paired(tasks, options).samples[0].epoch_ns.size() == 5);
}

TEST_CASE("the last of the rounds that there is time for is verified as the last") {
  SyntheticTime time;
  std::vector<bool> last;
  std::vector<PairedTask> tasks{time.task("slow", 1000000)};
  tasks[0].verify = [&](bool is_last) {
    last.push_back(is_last);
    return std::string();
  };
  auto options = options_of(time);
  options.rounds = 500;
  options.seconds = 0.05;
  const auto result = run_paired(tasks, options);
  REQUIRE(result.samples[0].epoch_ns.size() < 60);
  CHECK(std::count(last.begin(), last.end(), true) == 1);
  CHECK(last.back());
}

}  // namespace
}  // namespace softplus_bench
