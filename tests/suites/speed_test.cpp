#include "suites/speed.hpp"

#include <array>
#include <atomic>
#include <catch2/catch.hpp>
#include <cmath>
#include <set>
#include <stdexcept>
#include <thread>

#include "core/narrow.hpp"
#include "reference/function.hpp"
#include "suites/controls.hpp"
#include "suites/float_environment.hpp"
#include "suites/host_targets.hpp"
#include "suites/thread_crew.hpp"

namespace softplus_bench {
namespace {

// x + 1, in the two ways that matter: right, and broken as the tests need it.
void plus_one(const float* x, const float*, float* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) y[i] = x[i] + 1;
}
int calls_of_drifting = 0;
void drifting(const float* x, const float*, float* y, std::size_t n, const double*) noexcept {
  ++calls_of_drifting;
  for (std::size_t i = 0; i < n; ++i) y[i] = x[i] + (calls_of_drifting > 20 && i + 1 == n ? 2.0f : 1.0f);
}
void leaking(const float* x, const float*, float* y, std::size_t n, const double*) noexcept {
  plus_one(x, nullptr, y, n, nullptr);
  std::fesetround(FE_UPWARD);
}
void difference(const float* x, const float* x2, float* y, std::size_t n, const double* parameters) noexcept {
  for (std::size_t i = 0; i < n; ++i) y[i] = (x[i] - x2[i]) * static_cast<float>(parameters[0]);
}

Implementation implementation_of(Kernel<float> kernel, std::string_view name) {
  Implementation implementation;
  implementation.function = "plus_one";
  implementation.name = name;
  implementation.binary32.kernel = kernel;
  return implementation;
}
const Implementation right = implementation_of(plus_one, "right");
const Implementation broken = implementation_of(drifting, "drifting");
const Implementation leaky = implementation_of(leaking, "leaky");
const Implementation two_inputs = implementation_of(difference, "difference");

constexpr CacheSizes small_caches{8192, 65536, 262144};

struct Collected final : RecordSink {
  std::vector<Record> records;
  std::vector<Omission> omissions;
  void accept(const Record& record) override { records.push_back(record); }
  void accept(const Omission& omission) override { omissions.push_back(omission); }
  const Record* find(std::string_view implementation, std::string_view footprint = "L1") const {
    for (const Record& record : records)
      if (record.text("implementation") == implementation && record.text("footprint") == footprint) return &record;
    return nullptr;
  }
};

SpeedOptions quick_options() {
  SpeedOptions options;
  options.rounds = 12;
  options.epoch_ns = 2000;
  options.caches = small_caches;
  return options;
}
SpeedRow row_of(const Implementation& implementation) {
  SpeedRow row;
  row.implementation = &implementation;
  return row;
}

TEST_CASE("a row's record fills every column, and its group brings the controls") {
  Collected sink;
  auto options = quick_options();
  options.complete = [](Record& record) {
    record["run_id"] = "abc";
    record["reproduce"] = "softplus-bench run speed";
  };
  const std::vector rows{row_of(right)};
  const auto outcome = run_speed(rows, options, sink);
  CHECK(outcome.complete);
  CHECK(outcome.delivered == 3);
  CHECK(outcome.matched == 3);
  REQUIRE(sink.records.size() == 3);
  for (const Record& record : sink.records) {
    CHECK(record.text("status") == "ok");
    for (const auto column : speed_columns)
      if (column != "parameters" && column != "reason" && column != "layout" && column != "library" &&
          (column != "tsc_cycles_per_element" || has_time_stamp_counter)) {
        CAPTURE(record.id(), column);
        CHECK(record.has(column));
      }
    CHECK(record.integer("repetitions") == 12);
    CHECK(record.integer("elements") == 512);
    CHECK(record.number("ns_low") <= record.number("ns_per_element"));
    CHECK(record.number("ns_per_element") <= record.number("ns_high"));
    for (const std::string ratio : {"ratio_to_copy", "ratio_to_relu"}) {
      CHECK(record.number(ratio + "_low") <= record.number(ratio));
      CHECK(record.number(ratio) <= record.number(ratio + "_high"));
    }
  }
  CHECK(sink.records[0].id() == "plus_one/right/binary32/scalar");
  CHECK(sink.records[1].id() == "control/copy/binary32/scalar");
  CHECK(sink.records[2].id() == "control/relu/binary32/" + std::string(name_of(relu_control().target)));
  CHECK(sink.records[1].number("ratio_to_copy") == 1);
  CHECK(sink.records[2].number("ratio_to_relu") == 1);
}

TEST_CASE("outputs that change from call to call fail the row and leave the others") {
  Collected sink;
  calls_of_drifting = 0;
  const std::vector rows{row_of(right), row_of(broken)};
  run_speed(rows, quick_options(), sink);
  CHECK(sink.find("right")->text("status") == "ok");
  CHECK(sink.find("drifting")->text("status") == "failed");
  CHECK(sink.find("drifting")->text("reason") == "outputs differ from those of an untimed evaluation");
  CHECK_FALSE(sink.find("drifting")->has("ns_per_element"));
}

TEST_CASE("a rounding mode left changed fails the row alone and is put back") {
  const FloatControls before = float_controls();
  Collected sink;
  const std::vector rows{row_of(right), row_of(leaky)};
  run_speed(rows, quick_options(), sink);
  CHECK(sink.find("right")->text("status") == "ok");
  CHECK(sink.find("leaky")->text("status") == "failed");
  CHECK(sink.find("leaky")->text("reason") == "rounding mode left changed");
  CHECK(float_controls() == before);
}

#if defined(__x86_64__)
TEST_CASE("flush-to-zero and denormals-are-zero left set are told apart") {
  const FloatControls before = float_controls();
  auto after = before;
  after.mxcsr_control ^= 0x8000;
  CHECK(std::string(leak_between(before, after)) == "flush-to-zero left changed");
  after.mxcsr_control = before.mxcsr_control ^ 0x40;
  CHECK(std::string(leak_between(before, after)) == "denormals-are-zero left changed");
  CHECK(std::string(leak_between(before, before)).empty());
}
#endif

TEST_CASE("in place, in latency and in larger footprints the outputs are the right ones too") {
  std::vector<SpeedRow> rows;
  for (const auto footprint : {Footprint::l1, Footprint::l2, Footprint::l3, Footprint::dram})
    for (const auto metric : {Metric::throughput, Metric::latency})
      for (const bool in_place : {false, true}) {
        rows.push_back(row_of(right));
        rows.back().footprint = footprint;
        rows.back().metric = metric;
        rows.back().in_place = in_place;
      }
  Collected sink;
  const auto outcome = run_speed(rows, quick_options(), sink);
  CHECK(outcome.delivered == 4 * 2 * 4);
  for (const Record& record : sink.records) {
    CAPTURE(record.id(), record.text("footprint"), record.text("metric"), record.text("reason"));
    CHECK(record.text("status") == "ok");
  }
  CHECK(sink.find("right", "L2")->integer("elements") == 65536 / 4 / 4);
  CHECK(sink.find("right", "DRAM")->integer("elements") == 262144 * 4 / 2 / 4);
}

TEST_CASE("in place a drift is found as well") {
  Collected sink;
  calls_of_drifting = 0;
  std::vector rows{row_of(broken)};
  rows[0].in_place = true;
  run_speed(rows, quick_options(), sink);
  CHECK(sink.find("drifting")->text("status") == "failed");
}

TEST_CASE("a kernel of two inputs and a parameter is given them") {
  Collected sink;
  std::vector rows{row_of(two_inputs)};
  rows[0].two_inputs = true;
  rows[0].parameters = {2.0};
  rows[0].parameters_text = "beta=2";
  run_speed(rows, quick_options(), sink);
  const Record& record = *sink.find("difference");
  CHECK(record.text("status") == "ok");
  CHECK(record.id() == "plus_one/difference/binary32/scalar[beta=2]");
  // three values of four bytes
  CHECK(record.number("gb_per_second") * record.number("ns_per_element") == Approx(12));
}

TEST_CASE("what cannot be timed is skipped with its reason") {
  Collected sink;
  auto options = quick_options();
  options.memory_limit_bytes = 400000;
  std::vector rows{row_of(right), row_of(right), row_of(right), row_of(right)};
  rows[0].format = FormatId::binary64;
  rows[1].threads = 100000;
  rows[2].footprint = Footprint::dram;
  const auto outcome = run_speed(rows, options, sink);
  CHECK(outcome.complete);
  REQUIRE(sink.records.size() == 3 + 3);
  std::set<std::string> reasons;
  for (const Record& record : sink.records)
    if (record.text("status") == "skipped") reasons.insert(record.text("reason"));
  REQUIRE(reasons.size() == 3);
  CHECK(reasons.count("has no binary64 kernel") == 1);
  CHECK(reasons.count("100000 threads, and this process may use " + std::to_string(available_cores()) +
                      (available_cores() == 1 ? " core" : " cores")) == 1);
  CHECK(planned_seconds(std::span(rows).first(3), options) == 0);
}

TEST_CASE("a stop delivers the finished groups and not the others") {
  Collected sink;
  std::atomic<bool> stop = false;
  auto options = quick_options();
  options.stop = &stop;
  options.progress = [&](double done, std::string_view group) {
    if (group == "binary32 throughput L2 uniform") stop = true;
    CHECK(done <= 1);
  };
  std::vector rows{row_of(right), row_of(right), row_of(right)};
  rows[1].footprint = Footprint::l2;
  rows[2].footprint = Footprint::l3;
  const auto outcome = run_speed(rows, options, sink);
  CHECK_FALSE(outcome.complete);
  CHECK(outcome.delivered == 3);
  CHECK(sink.find("right", "L1") != nullptr);
  CHECK(sink.find("right", "L2") == nullptr);
}

TEST_CASE("an error of the sink ends the run and is passed on") {
  struct Full final : RecordSink {
    void accept(const Record&) override { throw std::runtime_error("disk full"); }
    void accept(const Omission&) override {}
  } sink;
  const std::vector rows{row_of(right)};
  CHECK_THROWS_WITH(run_speed(rows, quick_options(), sink), "disk full");
}

TEST_CASE("Google Benchmark takes its options once in a process") {
  Collected sink;
  const std::vector rows{row_of(right)};
  run_speed(rows, quick_options(), sink);
  auto options = quick_options();
  options.benchmark_arguments = {"--benchmark_filter=copy"};
  CHECK_THROWS_AS(run_speed(rows, options, sink), std::logic_error);
}

TEST_CASE("the planned time grows with the tasks, the controls included") {
  auto options = quick_options();
  options.rounds = 500;
  options.epoch_ns = 75e3;
  const std::vector rows{row_of(right), row_of(right)};
  CHECK(planned_seconds(rows, options) == Approx(4 * 500 * 75e-6).epsilon(0.05));
}

TEST_CASE("a footprint is a share of its cache, in blocks of a quarter of L1") {
  const auto plan = [](Footprint footprint, std::size_t limit = std::size_t{1} << 40) {
    return plan_footprint(footprint, {32768, 1 << 20, 32 << 20}, limit);
  };
  CHECK(plan(Footprint::l1).block_bytes == 8192);
  CHECK(plan(Footprint::l1).blocks == 1);
  CHECK(plan(Footprint::l2).total_bytes == 1 << 19);
  CHECK(plan(Footprint::l3).total_bytes == 16 << 20);
  CHECK(plan(Footprint::dram).total_bytes == 128 << 20);
  CHECK(plan(Footprint::dram).note.empty());
  const auto tight = plan(Footprint::dram, 64 << 20);
  CHECK(tight.feasible);
  CHECK_FALSE(tight.note.empty());
  CHECK_FALSE(plan(Footprint::dram, 63 << 20).feasible);
}

TEST_CASE("the machine's caches have sizes that grow with their level") {
  const CacheSizes caches = machine_cache_sizes();
  CHECK(caches.l1_data_bytes >= 4096);
  CHECK(caches.l2_bytes > caches.l1_data_bytes);
}

TEST_CASE("threads share L3 and memory, and each has its own L1 and L2") {
  const CacheSizes caches{32768, 1 << 20, 32 << 20};
  const auto bytes = [&](Footprint footprint, unsigned threads) {
    return plan_footprint(footprint, caches, std::size_t{1} << 40, threads).total_bytes;
  };
  CHECK(bytes(Footprint::l1, 4) == bytes(Footprint::l1, 1));
  CHECK(bytes(Footprint::l2, 4) == bytes(Footprint::l2, 1));
  CHECK(bytes(Footprint::l3, 4) * 4 == bytes(Footprint::l3, 1));
  CHECK(bytes(Footprint::dram, 4) * 4 == bytes(Footprint::dram, 1));
}

TEST_CASE("a crew does its work once in each thread, at once, and passes an exception on") {
  ThreadCrew crew(3);
  std::array<int, 3> turns{};
  std::atomic<int> arrived = 0;
  for (int i = 0; i < 100; ++i)
    crew.run([&](unsigned thread) {
      ++turns[thread];
      ++arrived;
      while (arrived < 3 * (i + 1)) std::this_thread::yield();  // ends only when all are at it
    });
  CHECK(turns == std::array<int, 3>{100, 100, 100});
  CHECK_THROWS_WITH(crew.run([](unsigned thread) {
    if (thread == 2) throw std::runtime_error("of the third");
  }),
                    "of the third");
  int after = 0;
  crew.run([&](unsigned thread) { after += thread == 0 ? 1 : 0; });
  CHECK(after == 1);
}

TEST_CASE("with two threads all outputs are checked, and a drift in either fails the row") {
  if (available_cores() < 2) return;
  Collected sink;
  std::vector rows{row_of(right), row_of(leaky)};
  for (SpeedRow& row : rows) row.threads = 2;
  rows.push_back(rows[0]);
  rows[2].in_place = true;
  run_speed(rows, quick_options(), sink);
  REQUIRE(sink.records.size() == 5);
  for (const Record& record : sink.records) {
    CHECK(record.integer("threads") == 2);
    CHECK(record.text("status") == (record.text("implementation") == "leaky" ? "failed" : "ok"));
  }
}

std::atomic<int> calls_in_the_second_thread = 0;
void wrong_in_the_second_thread(const float* x, const float*, float* y, std::size_t n, const double*) noexcept {
  static const auto first = std::this_thread::get_id();
  plus_one(x, nullptr, y, n, nullptr);
  if (std::this_thread::get_id() != first && ++calls_in_the_second_thread > 20) y[n - 1] += 1;
}

TEST_CASE("an output that is wrong in the second thread alone fails the row") {
  if (available_cores() < 2) return;
  const Implementation wrong = implementation_of(wrong_in_the_second_thread, "wrong");
  float x = 1;
  wrong.binary32.kernel(&x, nullptr, &x, 1, nullptr);
  Collected sink;
  std::vector rows{row_of(wrong)};
  rows[0].threads = 2;
  run_speed(rows, quick_options(), sink);
  CHECK(sink.find("wrong")->text("reason") == "outputs differ from those of an untimed evaluation");
}

__attribute__((noinline)) void adds_one(const float* x, const float*, float* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) y[i] = x[i] + 1;
}

TEST_CASE("moved code gives the same outputs at an address so far on in its page") {
  void* const code = reinterpret_cast<void*>(adds_one);
  void* const moved = moved_code(code, 16);
  REQUIRE((moved != nullptr) == code_can_move);
  if (moved == nullptr) return;
  const auto place = [](const void* p) { return reinterpret_cast<std::uintptr_t>(p) % 4096; };
  CHECK(place(moved) == (place(code) + 16) % 4096);
  CHECK(place(moved_code(code, 0)) == place(code));
  CHECK(moved_code(code, 0) != code);
  CHECK(moved == moved_code(code, 16));
  const float x[] = {1, 2};
  float y[2] = {};
  reinterpret_cast<Kernel<float>>(moved)(x, nullptr, y, 2, nullptr);
  CHECK(y[1] == 3);
  CHECK(moved_code(code, 8) == nullptr);
  CHECK(moved_code(code, 4096) == nullptr);
}

TEST_CASE("every layout is a row beside the usual one, in the same rounds") {
  std::vector<SpeedRow> rows;
  for (std::size_t layout = 0; layout < layouts.size(); ++layout) {
    rows.push_back(row_of(right));
    rows.back().layout = layout;
  }
  rows.push_back(row_of(right));
  rows.back().layout = 3;  // output+64
  rows.back().in_place = true;
  Collected sink;
  run_speed(rows, quick_options(), sink);
  REQUIRE(sink.records.size() == rows.size() + 2);
  std::set<std::string> names;
  for (const Record& record : sink.records) {
    CAPTURE(record.text("layout"), record.text("reason"));
    names.insert(record.text("layout"));
    const bool second_array_in_place = record.integer("in_place") == 1;
    const bool cannot_move = record.text("layout").starts_with("code") && !code_can_move;
    CHECK((record.text("status") == "ok") != (second_array_in_place || cannot_move));
    if (second_array_in_place) CHECK(record.text("reason") == "in place there is no second array to be moved");
  }
  CHECK(names.size() == layouts.size());
  Implementation vectors = right;
  vectors.target = Target::avx512;
  rows = {row_of(vectors)};
  rows[0].layout = 1;
  CHECK(reason_to_skip(rows[0], plan_footprint(Footprint::l1, small_caches, 1 << 20)) ==
        "other layouts are timed of scalar kernels only");
}

TEST_CASE("functions of different inputs are one group in L1, and groups that share their controls' rows beyond it") {
  Implementation logit = right;
  logit.function = "logit";
  std::vector<SpeedRow> rows{row_of(right), row_of(logit)};
  const auto controls_and_groups = [&](Footprint footprint) {
    for (SpeedRow& row : rows) row.footprint = footprint;
    Collected sink;
    run_speed(rows, quick_options(), sink);
    CHECK(sink.records.size() == 4);
    for (const Record& record : sink.records) {
      CHECK(record.text("status") == "ok");
      CHECK(record.has("ratio_to_relu"));
    }
    return planned_seconds(rows, quick_options());
  };
  const double one_group = controls_and_groups(Footprint::l1);
  CHECK(controls_and_groups(Footprint::l2) > 1.4 * one_group);
}

TEST_CASE("relu is that of the widest instruction set here") {
  const Implementation& relu = relu_control();
  const TargetSet here = host_targets();
  CHECK(here.contains(relu.target));
  for (const Target wider : {Target::avx512, Target::avx2, Target::sse4})
    if (here.contains(wider)) {
      CHECK(relu.target == wider);
      break;
    }
  std::vector<float> x(203);
  for (std::size_t i = 0; i < x.size(); ++i) x[i] = static_cast<float>(i) - 100.5f;
  std::vector<float> y(x.size() + 1, 7.0f);
  relu.binary32.kernel(x.data(), nullptr, y.data(), x.size(), nullptr);
  for (std::size_t i = 0; i < x.size(); ++i) CHECK(y[i] == std::max(x[i], 0.0f));
  CHECK(y.back() == 7.0f);
  const bfloat16 pair[] = {{0xbf80}, {0x3f80}};
  bfloat16 result[2];
  relu.bfloat16.kernel(pair, nullptr, result, 2, nullptr);
  CHECK(result[0].bits == 0);
  CHECK(result[1].bits == 0x3f80);
}

TEMPLATE_TEST_CASE("every input mix keeps to its interval, and its seed makes it", "", double, float, binary16,
                   bfloat16) {
  constexpr FormatTraits f = format_traits<TestType>;
  const auto drawn = [](InputMix mix) {
    return speed_inputs<TestType>(input_recipe("softplus", mix, f.id, {}).first, 4096, 3);
  };
  const auto check = [&](InputMix mix, auto holds) {
    const auto inputs = drawn(mix);
    REQUIRE(inputs.size() == 4096);
    std::size_t kept = 0;
    for (const TestType x : inputs) kept += holds(widen(x)) ? 1 : 0;
    CAPTURE(name_of(mix));
    CHECK(kept == inputs.size());
    CHECK(to_bits(inputs[17]) == to_bits(drawn(mix)[17]));
  };
  check(InputMix::normal, [](double x) { return std::abs(x) < 6; });
  check(InputMix::uniform, [](double x) { return std::abs(x) <= 20; });
  check(InputMix::linear_tail, [](double x) { return x >= 40 && x <= 80; });
  check(InputMix::alternating, [](double x) { return x != 20 && std::abs(x - 20) <= 1; });
  check(InputMix::subnormal_results, [&](double x) {
    // e^x itself is subnormal in binary64
    return x < f.emin * std::log(2.0) && x > (f.emin - f.precision + 1) * std::log(2.0);
  });
  const auto sides = drawn(InputMix::alternating);
  std::size_t above = 0;
  for (const TestType x : sides) above += widen(x) > 20 ? 1 : 0;
  CHECK(above == 2048);
}

}  // namespace
}  // namespace softplus_bench
