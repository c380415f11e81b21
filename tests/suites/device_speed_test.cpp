#include "suites/device_speed.hpp"

#include <catch2/catch.hpp>
#include <deque>
#include <set>

#include "suites/controls.hpp"
#include "suites/speed.hpp"
#include "tests/suites/clockwork_device.hpp"

namespace softplus_bench {
namespace {

Implementation device_row_named(std::string_view name, Target target = Target::opencl) {
  Implementation implementation;
  implementation.function = "plus_one";
  implementation.name = name;
  implementation.target = target;
  implementation.library = "Clockwork, Tests 1.0, driver 1";
  // called of the processor's rows alone; a device's are only asked whether they exist
  implementation.binary32.kernel = [](const float* x, const float*, float* y, std::size_t n, const double*) noexcept {
    for (std::size_t i = 0; i < n; ++i) y[i] = x[i] + 1;
  };
  return implementation;
}

SpeedRow row_of(const Implementation& implementation, Footprint footprint = Footprint::device_small,
                Metric metric = Metric::throughput) {
  SpeedRow row;
  row.implementation = &implementation;
  row.footprint = footprint;
  row.metric = metric;
  return row;
}

struct Measured {
  ClockworkTime time{};
  ClockworkStream stream{time};
  SpeedGroupResult result{};
  explicit Measured(const std::vector<SpeedRow>& rows, std::size_t rounds = 20) {
    SpeedGroupOptions options;
    options.paired.rounds = rounds;
    options.paired.clock = time.clock();
    const SpeedRow& first = rows.front();
    const auto plan = plan_device_footprint(first.footprint, first.format, ClockworkApi::facts());
    result = measure_device_group(rows, plan, options, stream);
  }
};

const Implementation right = device_row_named("plus_one");

TEST_CASE("the time of a device's row is what its own clock gives for the launches, and has no ticks") {
  const auto [footprint, passes, elements] =
      GENERATE(table<Footprint, std::size_t, std::size_t>({{Footprint::device_small, 60, 1024},  // 75 us of 1256 ns
                                                           {Footprint::device_full, 2, 131072}}));
  const Measured measured({row_of(right, footprint)});
  const double ns = ClockworkStream::launch_ns / static_cast<double>(elements) + ClockworkStream::element_ns;
  REQUIRE(measured.result.complete);
  CHECK(measured.result.elements == elements);
  for (const PairedSample* sample : {&measured.result.rows.at(0), &measured.result.copy, &measured.result.relu}) {
    CHECK(sample->failure.empty());
    CHECK(sample->passes == passes);
    CHECK(sample->epoch_ticks.empty());
    REQUIRE(sample->epoch_ns.size() == 20);
    for (const double each : sample->ns_per_element()) CHECK(each == Approx(ns));
  }
}

TEST_CASE("a round trip is a write, a launch and a read by this machine's clock") {
  const Measured measured({row_of(right, Footprint::device_full, Metric::round_trip)});
  const double trip = 2 * ClockworkStream::transfer_ns + ClockworkStream::queueing_ns + ClockworkStream::launch_ns +
                      ClockworkStream::element_ns * 131072;
  CHECK(measured.result.rows.at(0).failure.empty());
  CHECK(measured.result.rows.at(0).passes == 1);
  CHECK(measured.result.rows.at(0).epoch_ticks.empty());
  for (const double ns : measured.result.rows.at(0).epoch_ns) CHECK(ns == trip);
}

TEST_CASE("a fault of one kernel of a device fails its row with the reason and leaves the others", "[faults]") {
  const auto [metric, footprint] = GENERATE(table<Metric, Footprint>({{Metric::throughput, Footprint::device_small},
                                                                      {Metric::throughput, Footprint::device_full},
                                                                      {Metric::round_trip, Footprint::device_full}}));
  const std::string differ = "outputs differ from those of an untimed evaluation";
  const auto [name, reason] = GENERATE_COPY(
      table<std::string, std::string>({{"drifting", differ},
                                       {"lazy", differ},
                                       {"throwing", "launch 30: out of resources (-5)"},
                                       {"absent", "no kernel absent"},
                                       {"timeless", "the clock of the device gave 0 ns for 1024 launches"},
                                       {"not_a_time", "the clock of the device gave nan ns for 1 launch"}}));
  const bool by_device_clock = name == "timeless" || name == "not_a_time";
  if (by_device_clock && metric == Metric::round_trip) return;
  const Implementation wrong = device_row_named(name);
  CAPTURE(name, name_of(metric), name_of(footprint));
  const Measured measured({row_of(right, footprint, metric), row_of(wrong, footprint, metric)});
  REQUIRE(measured.result.complete);
  CHECK(measured.result.rows.at(1).failure == reason);
  CHECK(measured.result.rows.at(0).failure.empty());
  CHECK(measured.result.rows.at(0).epoch_ns.size() == 20);
  CHECK(measured.result.copy.failure.empty());
  CHECK(measured.result.relu.failure.empty());
}

TEST_CASE("outputs left by another row do not pass for those of a launch that wrote none", "[faults]") {
  const Implementation lazy = device_row_named("lazy_copy");
  SpeedRow row = row_of(lazy);
  row.input_mix = InputMix::linear_tail;  // positive: relu and copy leave the same
  CHECK(Measured({row}).result.rows.at(0).failure == "outputs differ from those of an untimed evaluation");
}

TEST_CASE("in place a device's input is written again before every launch") {
  const Implementation drifting = device_row_named("drifting");
  std::vector<SpeedRow> rows{row_of(right), row_of(drifting), row_of(right)};
  rows[0].in_place = rows[1].in_place = true;
  const Measured measured(rows);
  CHECK(measured.result.rows.at(0).failure.empty());
  CHECK(measured.result.rows.at(0).epoch_ns.front() == Approx(60 * 1256));
  CHECK(measured.result.rows.at(1).failure == "outputs differ from those of an untimed evaluation");
  CHECK(measured.result.rows.at(2).failure.empty());
}

TEST_CASE("second inputs and parameters reach a device's kernels") {
  Implementation two = device_row_named("two");
  two.function = "logaddexp";  // which has inputs for both
  const Implementation scaled = device_row_named("scaled");
  std::vector<SpeedRow> rows{row_of(two), row_of(scaled)};
  rows[0].two_inputs = true;
  rows[1].parameters = {3, 20};
  ClockworkTime time;
  ClockworkStream stream(time);
  SpeedGroupOptions options;
  options.paired.rounds = 12;
  options.paired.clock = time.clock();
  for (const SpeedRow& row : rows) {
    const auto result =
        measure_device_group({&row, 1}, plan_device_footprint(row.footprint, row.format, {}), options, stream);
    CHECK(result.rows.at(0).failure.empty());
    std::vector<float> x(1024), x2(1024), y(1024);
    stream.read(DeviceBuffer::x, 0, std::as_writable_bytes(std::span(x)));
    stream.read(DeviceBuffer::x2, 0, std::as_writable_bytes(std::span(x2)));
    CHECK(std::set<float>(x.begin(), x.end()).size() > 900);
    if (row.two_inputs) CHECK(std::set<float>(x2.begin(), x2.end()).size() > 900);
    if (row.two_inputs) CHECK(x != x2);
    stream.run({row.two_inputs ? 0u : 3u, 0, 1024, false, {3, 20}}, 1);  // each group has prepared three
    stream.read(DeviceBuffer::y, 0, std::as_writable_bytes(std::span(y)));
    CHECK(y[5] == (row.two_inputs ? x[5] - x2[5] : 3 * x[5]));
  }
}

struct DeviceCollected final : RecordSink {
  std::vector<Record> records;
  void accept(const Record& record) override { records.push_back(record); }
  void accept(const Omission&) override {}
};

SpeedOptions quick_options() {
  SpeedOptions options;
  options.rounds = 12;
  options.epoch_ns = 2000;
  options.caches = {8192, 65536, 262144};
  return options;
}

TEST_CASE("rows of a device have groups, controls and columns of their own beside the processor's") {
  static ClockworkTime time;
  static ClockworkApi api(time);
  install_device(Target::opencl, {&api, 0, ClockworkApi::facts()});
  api.opened = 0;
  const Implementation of_host = [] {
    Implementation implementation = device_row_named("host", Target::scalar);
    implementation.library = {};
    return implementation;
  }();
  const Implementation throwing = device_row_named("absent");
  const std::vector rows{row_of(right), row_of(of_host, Footprint::l1), row_of(right, Footprint::device_full),
                         row_of(throwing), row_of(right, Footprint::device_full, Metric::round_trip)};
  DeviceCollected sink;
  const SpeedOutcome outcome = run_speed(rows, quick_options(), sink);
  CHECK(outcome.complete);
  std::vector<std::string> names;
  for (const Record& r : sink.records) names.push_back(r.id() + " " + r.text("metric") + " " + r.text("footprint"));
  const std::string relu_here = "control/relu/binary32/" + std::string(name_of(relu_control().target));
  CHECK(names == std::vector<std::string>{"plus_one/plus_one/binary32/opencl throughput device_small",
                                          "plus_one/absent/binary32/opencl throughput device_small",
                                          "control/copy/binary32/opencl throughput device_small",
                                          "control/relu/binary32/opencl throughput device_small",
                                          "plus_one/host/binary32/scalar throughput L1",
                                          "control/copy/binary32/scalar throughput L1", relu_here + " throughput L1",
                                          "plus_one/plus_one/binary32/opencl throughput device_full",
                                          "control/copy/binary32/opencl throughput device_full",
                                          "control/relu/binary32/opencl throughput device_full",
                                          "plus_one/plus_one/binary32/opencl round_trip device_full",
                                          "control/copy/binary32/opencl round_trip device_full",
                                          "control/relu/binary32/opencl round_trip device_full"});
  for (const Record& r : sink.records) {
    CAPTURE(r.id());
    if (r.text("implementation") == "absent") {
      CHECK(r.text("status") == "failed");
      CHECK(r.text("reason") == "no kernel absent");
      continue;
    }
    CHECK(r.text("status") == "ok");
    CHECK(r.integer("repetitions") == 12);
    CHECK(r.integer("threads") == 1);
    const bool of_device = r.text("target") == "opencl";
    CHECK(r.text("library") == (of_device ? "Clockwork, Tests 1.0, driver 1" : ""));
    CHECK(r.has("tsc_cycles_per_element") == (!of_device && has_time_stamp_counter));
    if (of_device && r.text("metric") == "throughput") CHECK(r.number("ratio_to_copy") == 1);
  }
  CHECK(sink.records[0].number("gb_per_second") == Approx(8 * 1024 / 1256.0));
  CHECK(api.opened == 2);  // a new queue after an error
}

TEST_CASE("rows of a device that was not opened fail with the reason") {
  if (open_device(Target::cuda) != nullptr) return;  // installed by another test
  const Implementation elsewhere = device_row_named("plus_one", Target::cuda);
  DeviceCollected sink;
  const std::vector rows{row_of(elsewhere)};
  CHECK(run_speed(rows, quick_options(), sink).complete);
  REQUIRE(sink.records.size() == 3);
  for (const Record& r : sink.records) {
    CHECK(r.text("status") == "failed");
    CHECK(r.text("reason") == "no device of cuda was opened");
  }
}

TEST_CASE("the same conditions on two devices are two groups") {
  static ClockworkTime time;
  static ClockworkApi api(time);
  install_device(Target::opencl, {&api, 0, ClockworkApi::facts()});
  install_device(Target::cuda, {&api, 0, ClockworkApi::facts()});
  const Implementation elsewhere = device_row_named("plus_one", Target::cuda);
  DeviceCollected sink;
  const std::vector rows{row_of(right), row_of(elsewhere)};
  run_speed(rows, quick_options(), sink);
  REQUIRE(sink.records.size() == 6);
  for (std::size_t i = 0; i < 6; ++i) CHECK(sink.records[i].text("target") == (i < 3 ? "opencl" : "cuda"));
}

}  // namespace
}  // namespace softplus_bench
