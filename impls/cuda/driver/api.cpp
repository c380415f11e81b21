#include "impls/cuda/driver/api.hpp"

#include <fstream>
#include <mutex>
#include <utility>
#include <vector>

#include "impls/cuda/driver/context.hpp"
#include "impls/cuda/driver/driver.hpp"
#include "impls/cuda/driver/stream.hpp"

namespace softplus_bench::cuda {
namespace {

// The driver's own version, which its API does not tell: "580.65.06".
std::string driver_version() {
  std::ifstream file("/sys/module/nvidia/version");
  std::string version;
  return std::getline(file, version) && !version.empty() ? version : "unknown";
}

class Api : public DeviceApi {
 public:
  Api(std::string library, std::span<const Image> images) : library_(std::move(library)), images_(images) {}

  std::vector<DeviceFacts> devices() override {
    const std::lock_guard lock(mutex_);
    find();
    return facts_;
  }

  std::unique_ptr<DeviceStream> open(std::size_t device) override { return std::make_unique<Stream>(context(device)); }

 private:
  // Once; again at the next call where it failed.
  void find() {
    if (!facts_.empty()) return;
    try {
      if (driver_ == nullptr) driver_ = std::make_unique<Driver>(library_);
      driver_->call(driver_->init, "", 0U);
      int version = 0;  // 13000 of 13.0
      driver_->call(driver_->driver_get_version, "", &version);
      const std::string platform = "CUDA " + std::to_string(version / 1000) + "." + std::to_string(version % 1000 / 10);
      int n = 0;
      driver_->call(driver_->device_get_count, "", &n);
      if (n == 0) throw DeviceError("the driver (" + platform + ") counts none");
      std::vector<DeviceFacts> facts;
      for (int i = 0; i < n; ++i) facts.push_back(facts_of(i, platform));
      contexts_.resize(facts.size());
      facts_ = std::move(facts);
    } catch (const DeviceError& error) {
      throw DeviceError(std::string("no CUDA device: ") + error.what());
    }
  }

  CUdevice id_of(int place) const {
    CUdevice id = 0;
    driver_->call(driver_->device_get, " of device " + std::to_string(place), &id, place);
    return id;
  }

  DeviceFacts facts_of(int place, const std::string& platform) const {
    const CUdevice id = id_of(place);
    char name[256] = {};
    driver_->call(driver_->device_get_name, " of device " + std::to_string(place), static_cast<char*>(name),
                  static_cast<int>(sizeof name), id);
    const std::string subject = " on " + std::string(name);
    const auto attribute = [&](CUdevice_attribute which) {
      int value = 0;
      driver_->call(driver_->device_get_attribute, subject, &value, which, id);
      return value;
    };
    DeviceFacts facts;
    facts.name = name;
    facts.platform = platform + ", sm_" + std::to_string(attribute(CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR)) +
                     std::to_string(attribute(CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR));
    facts.driver = driver_version();
    facts.binary64 = true;  // since compute capability 1.3
    facts.compute_units = static_cast<unsigned>(attribute(CU_DEVICE_ATTRIBUTE_MULTIPROCESSOR_COUNT));
    driver_->call(driver_->device_total_mem, subject, &facts.memory_bytes, id);
    return facts;
  }

  std::shared_ptr<Context> context(std::size_t device) {
    const std::lock_guard lock(mutex_);
    find();
    if (device >= contexts_.size())
      throw DeviceError("CUDA device " + std::to_string(device) + " was asked for and there are " +
                        std::to_string(contexts_.size()));
    auto& context = contexts_[device];
    if (context == nullptr)
      context = std::make_shared<Context>(*driver_, id_of(static_cast<int>(device)), facts_[device].name, images_);
    return context;
  }

  std::string library_;
  std::span<const Image> images_;
  std::mutex mutex_;
  std::unique_ptr<Driver> driver_;
  std::vector<DeviceFacts> facts_;
  std::vector<std::shared_ptr<Context>> contexts_;  // one a device; null until a stream is opened
};

}  // namespace

std::unique_ptr<DeviceApi> make_api(std::string library, std::span<const Image> images) {
  return std::make_unique<Api>(std::move(library), images);
}

}  // namespace softplus_bench::cuda
