// The module itself, on whatever machine this is.
#include <dlfcn.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <string>

#include "impls/device/device.hpp"

namespace softplus_bench {
namespace {

TEST_CASE("the CUDA module loads without CUDA's driver, and has devices or says why there are none") {
  const std::string module = SOFTPLUS_BENCH_CUDA_MODULE;
  if (!std::filesystem::exists(module)) {
    WARN("skipped: the CUDA module was not built");
    return;
  }
  void* const handle = dlopen(module.c_str(), RTLD_NOW | RTLD_LOCAL);
  INFO((handle == nullptr ? dlerror() : ""));
  REQUIRE(handle != nullptr);
  auto* const entry = reinterpret_cast<DeviceApiEntry*>(dlsym(handle, "softplus_bench_device_api"));
  REQUIRE(entry != nullptr);
  try {
    const std::size_t n = entry()->devices().size();
    CHECK(n > 0);
  } catch (const DeviceError& error) {
    CHECK_THAT(error.what(), Catch::Matchers::StartsWith("no CUDA device: "));
  }
}

}  // namespace
}  // namespace softplus_bench
