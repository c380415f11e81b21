// The host's side of CUDA, without a device: over a library that has the driver's entries and fails when told to.
#include <dlfcn.h>

#include <array>
#include <catch2/catch.hpp>
#include <cstring>
#include <string>
#include <thread>
#include <vector>

#include "impls/cuda/driver/api.hpp"
#include "tests/cuda/fake/control.hpp"

namespace softplus_bench::cuda {
namespace {

using Catch::Matchers::Contains;
using fake_cuda::Counts;
using fake_cuda::Plan;

const std::string library = SOFTPLUS_BENCH_FAKE_CUDA_FOLDER "/libcuda_fake.so";
const std::array<Image, 3> all_images{{{"softplus", false, {}}, {"softplus", true, {}}, {"sigmoid", false, {}}}};

template <class Function>
Function* control(const char* name) {
  static void* const handle = dlopen(library.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (handle == nullptr) throw std::runtime_error(dlerror());
  return reinterpret_cast<Function*>(dlsym(handle, name));
}
void set(const Plan& plan) { control<fake_cuda::Set>("fake_cuda_set")(&plan); }
Counts counts() {
  Counts now;
  control<fake_cuda::GetCounts>("fake_cuda_counts")(&now);
  return now;
}

std::unique_ptr<DeviceApi> fake() { return make_api(library, all_images); }
constexpr DeviceKernel log1p_binary32{"softplus", "log1p", FormatId::binary32};

template <class T>
std::span<const std::byte> bytes(const std::vector<T>& values) {
  return std::as_bytes(std::span(values));
}

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
  CHECK(counts().launches == 2);
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
      {"cuCtxSetCurrent", 7, " on Fake A"},
      {"cuModuleLoadData", 1, " of the kernels of softplus on Fake A"},
      {"cuModuleGetFunction", 1, " of softplus_log1p_binary32 on Fake A"},
      {"cuMemAlloc", 3, " on Fake A"},
      {"cuMemcpyHtoDAsync", 1, " on Fake A"},
      {"cuMemcpyDtoHAsync", 1, " on Fake A"},
      {"cuMemsetD8Async", 1, " on Fake A"},
      {"cuStreamCreate", 1, " on Fake A"},
      {"cuStreamSynchronize", 4, " on Fake A"},
      {"cuEventCreate", 2, " on Fake A"},
      {"cuEventRecord", 2, " of softplus_log1p_binary32 on Fake A"},
      {"cuEventElapsedTime", 1, " of softplus_log1p_binary32 on Fake A"},
      {"cuLaunchKernel", 2, " of softplus_log1p_binary32 on Fake A"},
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

TEST_CASE("a kernel of CUDA is prepared once, and an image loaded once for all streams") {
  set({});
  const auto api = fake();
  const auto stream = api->open(0);
  const std::size_t first = stream->prepare(log1p_binary32);
  const std::size_t fast = stream->prepare({"softplus", "log1p_fast_math", FormatId::binary32});
  CHECK(first != fast);
  CHECK(stream->prepare(log1p_binary32) == first);
  CHECK(counts().modules_loaded == 2);
  const auto other = api->open(0);
  other->prepare(log1p_binary32);
  CHECK(counts().modules_loaded == 2);
  stream->prepare({"sigmoid", "reciprocal", FormatId::bfloat16});
  CHECK(counts().modules_loaded == 3);
}

TEST_CASE("CUDA's buffers are kept and grow") {
  set({});
  const auto api = fake();
  const auto stream = api->open(0);
  stream->reserve(0);
  CHECK(counts().allocations == 0);
  stream->reserve(100);
  stream->reserve(60);
  stream->reserve(100);
  CHECK(counts().allocations == 3);
  const int live = counts().live;
  stream->reserve(101);
  CHECK(counts().allocations == 6);
  CHECK(counts().live == live);
  CHECK_THROWS_WITH(stream->fill(DeviceBuffer::x2, 100, 2, std::byte{}),
                    "2 bytes from byte 100 were asked of a buffer of 101 on Fake A");
  CHECK_NOTHROW(stream->fill(DeviceBuffer::x2, 100, 1, std::byte{}));
}

TEST_CASE("CUDA's buffers that could not be had are asked for again") {
  set({.failing = "cuMemAlloc", .at_call = 2, .code = 2});
  const auto api = fake();
  const auto stream = api->open(0);
  CHECK_THROWS_AS(stream->reserve(64), DeviceError);
  CHECK_THROWS_AS(stream->fill(DeviceBuffer::y, 0, 64, std::byte{}), DeviceError);
  CHECK_NOTHROW(stream->reserve(64));
  CHECK_NOTHROW(stream->fill(DeviceBuffer::y, 0, 64, std::byte{}));
}

TEST_CASE("a launch on CUDA reaches its elements and no other, of any number and in place") {
  set({});
  const auto api = fake();
  const auto stream = api->open(0);
  const auto n = GENERATE(as<std::size_t>(), 0, 1, 3, 1023, 1024, 1025, 5000);
  const bool in_place = GENERATE(false, true);
  DeviceLaunch launch;
  launch.kernel = stream->prepare({"softplus", "log1p", FormatId::binary64});
  launch.first = 7;
  launch.n = n;
  launch.in_place = in_place;
  const std::vector<double> x(n + 14, 5);
  stream->reserve(x.size() * sizeof(double));
  stream->write(DeviceBuffer::x, 0, bytes(x));
  stream->fill(DeviceBuffer::y, 0, x.size() * sizeof(double), std::byte{0});
  const int launches = counts().launches;
  CHECK(stream->run(launch, 3) == (n == 0 ? 0.0 : 250e3));
  CHECK(counts().launches == launches + (n == 0 ? 0 : 3));
  std::vector<double> y(x.size());
  stream->read(in_place ? DeviceBuffer::x : DeviceBuffer::y, 0, std::as_writable_bytes(std::span(y)));
  std::vector<double> wanted(x.size(), in_place ? 5 : 0);
  std::fill_n(wanted.begin() + 7, n, in_place ? 8 : 6);  // three launches, each of which adds 1 to x
  CHECK(y == wanted);
}

TEST_CASE("a launch beyond CUDA's buffers is refused before it is made") {
  set({});
  const auto api = fake();
  const auto stream = api->open(0);
  DeviceLaunch launch;
  launch.kernel = stream->prepare(log1p_binary32);
  launch.first = 1;
  launch.n = 16;
  stream->reserve(64);
  CHECK_THROWS_AS(stream->run(launch, 1), DeviceError);
  CHECK(counts().launches == 0);
}

TEST_CASE("a kernel that fails after its launch on CUDA is an error of that run") {
  set({.after_launch = 700});
  CHECK_THROWS_WITH(whole_scenario(),
                    "cuStreamSynchronize of softplus_log1p_binary32 on Fake A: CUDA_ERROR_ILLEGAL_ADDRESS (700)");
  CHECK(counts().live == 0);
}

TEST_CASE("a stream of CUDA may be used by one thread after another, and streams of one device at the same time") {
  set({});
  const auto api = fake();
  std::vector<std::string> errors(4);
  {
    std::vector<std::jthread> threads;
    for (std::string& error : errors)
      threads.emplace_back([&api, &error] {
        try {
          std::unique_ptr<DeviceStream> stream;
          std::jthread([&] { stream = api->open(0); }).join();
          const std::size_t kernel = stream->prepare(log1p_binary32);
          stream->reserve(4000);
          std::jthread([&] { stream->run({.kernel = kernel, .n = 1000}, 5); }).join();
        } catch (const DeviceError& thrown) {
          error = thrown.what();
        }
      });
  }
  CHECK(errors == std::vector<std::string>(4));
  CHECK(counts().launches == 20);
  CHECK(counts().modules_loaded == 1);
  CHECK(counts().calls_without_context == 0);
}

}  // namespace
}  // namespace softplus_bench::cuda
