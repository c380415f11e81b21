// Streams of CUDA over a library that has the driver's entries: buffers, kernels, launches, threads.
#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <thread>
#include <vector>

#include "tests/cuda/fake/driver.hpp"

namespace softplus_bench::cuda {
namespace {

using namespace fake_cuda;

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
