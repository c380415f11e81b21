// What is said when CUDA's driver fails, without a device: over a library that has its entries and fails when told to.
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "tests/cuda/fake/driver.hpp"

namespace softplus_bench::cuda {
namespace {

using namespace fake_cuda;
using Catch::Matchers::Contains;

// All that a suite does with a device. What must come out is x + 1.
std::vector<float> whole_scenario() {
  const auto api = fake();
  api->devices();
  const auto stream = api->open(0);
  DeviceLaunch launch;
  launch.kernel = stream->prepare(log1p_binary32);
  launch.n = 3000;
  const std::vector<float> x(launch.n, 2);
  std::vector<float> y(launch.n);
  stream->reserve(x.size() * sizeof(float));
  stream->write(DeviceBuffer::x, 0, bytes(x));
  stream->fill(DeviceBuffer::y, 0, y.size() * sizeof(float), std::byte{0xa5});
  stream->launch(launch);
  stream->run(launch, 2);
  stream->read(DeviceBuffer::y, 0, std::as_writable_bytes(std::span(y)));
  return y;
}

TEST_CASE("a device of CUDA tells its name, versions and size") {
  set({});
  const std::vector<DeviceFacts> facts = fake()->devices();
  REQUIRE(facts.size() == 2);
  CHECK(facts[0].name == "Fake A");
  CHECK(facts[1].name == "Fake B");
  CHECK(facts[0].platform == "CUDA 12.4, sm_90");
  CHECK(facts[0].binary64);
  CHECK(facts[0].compute_units == 132);
  CHECK(facts[0].memory_bytes == std::size_t{1} << 37);
  CHECK(counts().live == 0);
}

TEST_CASE("a whole run over CUDA's driver gives every element and leaves nothing behind") {
  set({});
  CHECK(whole_scenario() == std::vector<float>(3000, 3));
  CHECK(counts().live == 0);
  CHECK(counts().launches == 3);
  CHECK(counts().calls_without_context == 0);
}

TEST_CASE("whatever call of CUDA's driver fails, the error names it, the device and the code, and nothing leaks") {
  const auto [entry, calls, about] = GENERATE(table<std::string, int, std::string>({
      {"cuInit", 1, ""},
      {"cuDriverGetVersion", 1, ""},
      {"cuDeviceGetCount", 1, ""},
      {"cuDeviceGet", 3, ""},
      {"cuDeviceGetName", 2, " of device "},
      {"cuDeviceGetAttribute", 6, " on Fake "},
      {"cuDeviceTotalMem", 2, " on Fake "},
      {"cuDevicePrimaryCtxRetain", 1, " on Fake A"},
      {"cuCtxSetCurrent", 8, " on Fake A"},
      {"cuModuleLoadData", 1, " of the kernels of softplus on Fake A"},
      {"cuModuleGetFunction", 1, " of softplus_log1p_binary32 on Fake A"},
      {"cuMemAlloc", 3, " on Fake A"},
      {"cuMemcpyHtoDAsync", 1, " on Fake A"},
      {"cuMemcpyDtoHAsync", 1, " on Fake A"},
      {"cuMemsetD8Async", 1, " on Fake A"},
      {"cuStreamCreate", 1, " on Fake A"},
      {"cuStreamSynchronize", 3, " on Fake A"},
      {"cuEventCreate", 2, " on Fake A"},
      {"cuEventRecord", 2, " of softplus_log1p_binary32 on Fake A"},
      {"cuEventElapsedTime", 1, " of softplus_log1p_binary32 on Fake A"},
      {"cuLaunchKernel", 3, " of softplus_log1p_binary32 on Fake A"},
  }));
  for (int call = 1; call <= calls; ++call) {
    INFO(entry << ", call " << call);
    set({.failing = entry.c_str(), .at_call = call, .code = 2});
    std::string said;
    try {
      whole_scenario();
    } catch (const DeviceError& error) {
      said = error.what();
    }
    CHECK_THAT(said, Contains(entry) && Contains(about));
    CHECK_THAT(said, Contains(": CUDA_ERROR_OUT_OF_MEMORY (2)"));
    CHECK(counts().live == 0);
    CHECK(counts().calls_without_context == 0);
  }
}

TEST_CASE("what fails while CUDA's objects are given back is not an error") {
  const std::string entry =
      GENERATE("cuMemFree", "cuStreamDestroy", "cuEventDestroy", "cuModuleUnload", "cuDevicePrimaryCtxRelease");
  set({.failing = entry.c_str(), .code = 2});
  CHECK_NOTHROW(whole_scenario());
  CHECK(counts().live == 0);
}

TEST_CASE("a code that CUDA has no name for is given as its number") {
  set({.failing = "cuMemAlloc", .code = 12345});
  CHECK_THROWS_WITH(whole_scenario(), "cuMemAlloc on Fake A: unknown code (12345)");
}

TEST_CASE("without CUDA's driver, or with one that counts no device, the reason is told") {
  set({.devices = 0});
  CHECK_THROWS_WITH(fake()->devices(), "no CUDA device: the driver (CUDA 12.4) counts none");
  set({.failing = "cuInit", .code = 100});
  CHECK_THROWS_WITH(fake()->open(0), "no CUDA device: cuInit: CUDA_ERROR_NO_DEVICE (100)");
  CHECK_THROWS_WITH(make_api("libcuda_absent.so.1", all_images)->devices(),
                    "no CUDA device: libcuda_absent.so.1: cannot open shared object file: No such file or directory");
  const std::string old = SOFTPLUS_BENCH_FAKE_CUDA_FOLDER "/libcuda_old.so";
  CHECK_THROWS_WITH(make_api(old, all_images)->devices(),
                    "no CUDA device: " + old + " has no cuLaunchKernel: install a newer NVIDIA driver");
}

TEST_CASE("a driver that was not ready is asked again") {
  set({.failing = "cuInit", .code = 100});
  const auto api = fake();
  CHECK_THROWS_AS(api->devices(), DeviceError);
  CHECK(api->devices().size() == 2);
}

TEST_CASE("a device or a kernel that is not there is an error of CUDA's module") {
  set({});
  const auto api = fake();
  CHECK_THROWS_WITH(api->open(2), "CUDA device 2 was asked for and there are 2");
  const auto stream = api->open(1);
  CHECK_THROWS_WITH(stream->prepare({"gelu", "erf", FormatId::binary64}),
                    "no image of CUDA kernels has gelu_erf_binary64");
  CHECK_THROWS_WITH(stream->prepare({"softplus", "absent", FormatId::binary16}),
                    "cuModuleGetFunction of softplus_absent_binary16 on Fake B: CUDA_ERROR_NOT_FOUND (500)");
}

TEST_CASE("a kernel that fails after its launch on CUDA is an error of that run") {
  set({.after_launch = 700});
  CHECK_THROWS_WITH(whole_scenario(),
                    "cuStreamSynchronize of softplus_log1p_binary32 on Fake A: CUDA_ERROR_ILLEGAL_ADDRESS (700)");
  CHECK(counts().live == 0);
}

TEST_CASE("a kernel that fails after a launch on CUDA that nobody timed is an error of the next read, by its name") {
  set({.after_launch = 700});
  const auto api = fake();
  const auto stream = api->open(0);
  stream->reserve(64);
  stream->launch({.kernel = stream->prepare(log1p_binary32), .n = 16});
  std::vector<std::byte> y(64);
  CHECK_THROWS_WITH(stream->read(DeviceBuffer::y, 0, y),
                    "cuStreamSynchronize of softplus_log1p_binary32 on Fake A: CUDA_ERROR_ILLEGAL_ADDRESS (700)");
}

}  // namespace
}  // namespace softplus_bench::cuda
