// Rows of devices and their executor, on a device that is this process.
#include "suites/devices.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <numeric>
#include <thread>

#include "reference/function.hpp"
#include "suites/executor/device.hpp"
#include "suites/executor/host.hpp"
#include "suites/peers.hpp"
#include "suites/plan.hpp"
#include "suites/properties.hpp"
#include "tests/suites/host_device.hpp"

namespace softplus_bench {
namespace {

constexpr DeviceKernel kernel{"softplus", "symmetric", FormatId::binary32};

// y = x + 1 where x is a number, for elements [from, n + until) of the launch.
HostDeviceKernel plus_one(std::ptrdiff_t from = 0, std::ptrdiff_t until = 0) {
  return [=](const std::byte* x, const std::byte*, std::byte* y, std::size_t first, std::size_t n, const double*) {
    const auto* in = reinterpret_cast<const float*>(x) + first;
    auto* out = reinterpret_cast<float*>(y) + first;
    for (std::ptrdiff_t i = from; i < static_cast<std::ptrdiff_t>(n) + until; ++i) out[i] = in[i] + 1;
  };
}

std::vector<float> called(const HostDeviceKernel& device_kernel, std::size_t n, std::size_t shift, bool in_place) {
  HostDevice api(device_kernel);
  DeviceStreams streams(api, 0);
  std::vector<float> x(n + shift);
  std::iota(x.begin(), x.end(), 0.0F);
  std::vector<float> y(n + shift, -1);
  float* const to = (in_place ? x.data() : y.data()) + shift;
  call_on_device(streams, kernel, x.data() + shift, nullptr, to, n, nullptr);
  return {to, to + n};
}

TEST_CASE("a device's kernel is called with arrays of the host, in place and not, at any alignment and length") {
  for (const std::size_t n : {std::size_t{0}, std::size_t{1}, std::size_t{33}, most_device_elements + 5})
    for (const std::size_t shift : {0, 1, 15})
      for (const bool in_place : {false, true}) {
        const auto y = called(plus_one(), n, shift, in_place);
        REQUIRE(y.size() == n);
        bool all = true;
        for (std::size_t i = 0; i < n; ++i) all = all && y[i] == static_cast<float>(i + shift) + 1;
        CAPTURE(n, shift, in_place);
        CHECK(all);
      }
}

TEST_CASE("what a device writes outside its output is found, and what it leaves out is not an answer from before") {
  for (const bool in_place : {false, true}) {
    CHECK_THROWS_WITH(called(plus_one(0, 1), 7, 3, in_place), "wrote past the end of its output on the device");
    CHECK_THROWS_WITH(called(plus_one(-1, 0), 7, 3, in_place), "wrote before the start of its output on the device");
  }
  const auto y = called(plus_one(0, -1), 7, 3, false);
  CHECK(to_bits(y[6]) == 0xa5a5a5a5);
  CHECK(y[5] == 9);
}

TEST_CASE("streams serve again, threads have their own, and one that threw is not used again") {
  HostDevice api(plus_one());
  DeviceStreams streams(api, 0);
  float x = 1;
  float y = 0;
  const auto call = [&] { call_on_device(streams, kernel, &x, nullptr, &y, 1, nullptr); };
  call();
  call();
  CHECK(api.opened == 1);
  auto held = streams.take();
  call();
  CHECK(api.opened == 2);
  streams.give_back(std::move(held));
  api.fails = "clEnqueueNDRangeKernel on this process: CL_OUT_OF_RESOURCES (-5)";
  CHECK_THROWS_AS(call(), DeviceError);
  api.fails.clear();
  call();  // with the other of the two
  CHECK(api.opened == 2);
}

const Implementation& row(std::string_view name, Target target, bool binary64) {
  const auto rows = device_implementations();
  const auto place = std::find_if(rows.begin(), rows.end(), [&](const Implementation* each) {
    return each->function == "softplus" && each->name == name && each->target == target &&
           (each->binary64.kernel != nullptr) == binary64;
  });
  REQUIRE(place != rows.end());
  return **place;
}

TEST_CASE("a device's error fails the row with the call, the device and the code") {
  HostDevice api(plus_one());
  install_device(Target::opencl, {&api, 0, api.devices()[0]});
  HostExecutor executor(row("symmetric", Target::opencl, false), traits(FormatId::binary32), 8);
  const std::uint64_t x = to_bits(2.0F);
  std::uint64_t got = 0;
  CHECK(executor.run({&x, 1}, {&got, 1}).empty());
  CHECK(got == to_bits(3.0F));
  api.fails = "clEnqueueNDRangeKernel on this process: CL_OUT_OF_RESOURCES (-5)";
  CHECK(executor.run({&x, 1}, {&got, 1}) == api.fails);
  CHECK(got == 0);
}

TEST_CASE("a device that fails has one failed record among the properties, and nobody else is blamed for it") {
  HostDevice api(plus_one());
  install_device(Target::opencl, {&api, 0, api.devices()[0]});
  const auto rows = implementation_catalogue();
  const auto ours = std::find_if(rows.begin(), rows.end(), [](const Implementation* each) {
    return each->function == "softplus" && each->name == "symmetric" && each->target == Target::scalar;
  });
  REQUIRE(ours != rows.end());
  const auto records_of = [&](std::vector<const Implementation*> implementations) {
    PropertiesJob job;
    job.function = find_function("softplus");
    job.format = FormatId::binary16;
    job.inputs = "stratified";
    job.sampler = listed({0x3c00, 0xbc00, 0x4800, 0x0001});
    job.implementations = std::move(implementations);
    return measure_properties(job, {}, 1).records;
  };
  const std::vector<Record> alone = records_of({*ours});
  api.fails = "clBuildProgram of softplus/symmetric/binary16 on this process: CL_BUILD_PROGRAM_FAILURE (-11)";
  const std::vector<Record> records = records_of({&row("symmetric", Target::opencl, false), *ours});
  REQUIRE(records.size() == 1 + alone.size());
  CHECK(records[0].text("target") == "opencl");
  CHECK(records[0].text("status") == "failed");
  CHECK(records[0].text("reason") == api.fails);
  CHECK_FALSE(records[0].has("property"));
  CHECK(std::equal(alone.begin(), alone.end(), records.begin() + 1));
}

TEST_CASE("inputs evaluated ahead give what they give one by one") {
  HostDevice api(plus_one());
  install_device(Target::opencl, {&api, 0, api.devices()[0]});
  const FormatTraits& f = traits(FormatId::binary32);
  HostExecutor ahead(row("symmetric", Target::opencl, false), f, 64);
  HostExecutor each(row("symmetric", Target::opencl, false), f, 64);
  const std::uint64_t first = index_of_bits(f, to_bits(1.0F)) - 20;
  CHECK(ahead.run_ahead(first, 64).empty());
  for (const std::size_t from : {0, 5, 60}) {
    std::array<std::uint64_t, 4> x{};
    std::array<std::uint64_t, 4> got{};
    std::array<std::uint64_t, 4> wanted{};
    for (std::size_t i = 0; i < 4; ++i) x[i] = bits_at_index(f, first + from + i);
    CHECK(ahead.run(x, got).empty());
    CHECK(each.run(x, wanted).empty());
    CHECK(got == wanted);
    CHECK(ahead.run_consecutive(x[0], 3).empty());
    CHECK(ahead.output(2) == wanted[2]);
  }
  // What was not evaluated ahead is evaluated.
  const std::uint64_t x = bits_at_index(f, first + 64);
  std::uint64_t got = 0;
  CHECK(ahead.run({&x, 1}, {&got, 1}).empty());
  CHECK(got == to_bits(from_bits<float>(x) + 1));
}

Request request_of(std::vector<std::string> filters, std::vector<std::string> targets = {}) {
  Request request;
  request.suite = parse_suite("name = 'test'\nfilters = ['*']\n[accuracy]\nsamples = 100\n", "test.toml");
  request.filters = std::move(filters);
  request.targets = std::move(targets);
  return request;
}

std::size_t asked_of_devices(const Request& request) {
  const auto asked = asked_implementations(request, implementation_catalogue());
  return static_cast<std::size_t>(
      std::count_if(asked.begin(), asked.end(), [](const Implementation* each) { return is_device(each->target); }));
}

TEST_CASE("floating-point exceptions, which a device does not show, are no properties of its rows") {
  HostDevice api(plus_one());
  install_device(Target::opencl, {&api, 0, api.devices()[0]});
  PropertiesJob job;
  job.function = find_function("softplus");
  job.format = FormatId::binary32;
  job.inputs = "stratified";
  job.sampler = listed({0x3f800000, 0xbf800000});
  job.implementations = {&row("symmetric", Target::opencl, false)};
  const std::vector<Record> records = measure_properties(job, {}, 1).records;
  CHECK(records.size() > 5);
  for (const Record& record : records) CHECK(record.text("property").find("flag") == std::string::npos);
}

TEST_CASE("a device takes part only where a filter or --targets asks for its target") {
  CHECK(asked_of_devices(request_of({})) == 0);
  CHECK(asked_of_devices(request_of({"softplus/*"})) == 0);
  CHECK(asked_of_devices(request_of({"softplus/symmetric/*"})) == 0);
  CHECK(asked_of_devices(request_of({"softplus/symmetric/binary32/opencl"})) == 1);
  CHECK(asked_of_devices(request_of({"softplus/symmetric/*/opencl"})) == 2);  // binary64 is one of its own
  CHECK(asked_of_devices(request_of({"re:symmetric/binary32/(opencl|cuda)$"})) > 1);
  CHECK(asked_of_devices(request_of({"softplus/symmetric/binary32/*"}, {"scalar", "cuda"})) == 1);
}

TEST_CASE("a run of devices alone without one is skipped, a mixed run says what it lacks") {
  Implementation absent;
  absent.function = "softplus";
  absent.name = "symmetric";
  absent.target = Target::cuda;
  absent.absent = "no CUDA device";
  absent.binary32.kernel = [](const float*, const float*, float*, std::size_t, const double*) noexcept {};
  Implementation ours = absent;
  ours.target = Target::scalar;
  ours.absent = {};
  const std::vector<const Implementation*> table{&ours, &absent};
  CHECK_THROWS_AS(make_plan(request_of({"*/cuda"}), table), NoDevice);
  CHECK_THROWS_WITH(make_plan(request_of({"*/cuda"}), table), "softplus/symmetric/binary32/cuda: no CUDA device");
  const Plan plan = make_plan(request_of({"*/scalar", "*/cuda"}), table);
  REQUIRE(plan.omissions.size() == 1);
  CHECK(plan.omissions[0] == Omission{"softplus/symmetric/binary32/cuda", "no CUDA device"});
  CHECK(plan.accuracy.size() == 1);
}

TEST_CASE("a device without binary64 leaves out its rows alone, by name") {
  HostDevice api(plus_one());
  DeviceFacts facts = api.devices()[0];
  facts.binary64 = false;
  install_device(Target::opencl, {&api, 0, facts});
  const Plan plan = make_plan(request_of({"softplus/symmetric/*/opencl"}), implementation_catalogue());
  REQUIRE(plan.omissions.size() == 1);
  CHECK(plan.omissions[0] == Omission{"softplus/symmetric/binary64/opencl", "this device has no binary64"});
  CHECK(plan.accuracy.size() == 3);
}

TEST_CASE("asking for a device without a row of a device says how to ask for one") {
  const Implementation* ours = implementation_catalogue().front();
  CHECK_THROWS_WITH(open_devices({&ours, 1}, "opencl:0"),
                    "--device opencl:0: no row of a device is asked for; add -f '*/opencl' or -f '*/cuda'");
}

}  // namespace
}  // namespace softplus_bench
