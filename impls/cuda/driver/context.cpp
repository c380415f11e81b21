#include "impls/cuda/driver/context.hpp"

#include <algorithm>

namespace softplus_bench::cuda {

std::string name_of(const DeviceKernel& kernel) {
  return std::string(kernel.function) + "_" + std::string(kernel.name) + "_" + std::string(traits(kernel.format).name);
}

Context::Context(const Driver& driver, CUdevice device, std::string_view device_name, std::span<const Image> images)
    : driver_(driver),
      device_(device),
      subject_(" on " + std::string(device_name)),
      images_(images),
      modules_(images.size(), nullptr) {
  driver_.call(driver_.primary_ctx_retain, subject_, &context_, device_);
}

// Nobody is left to hear of an error here.
Context::~Context() {
  driver_.ctx_set_current.function(context_);
  for (CUmodule module : modules_)
    if (module != nullptr) driver_.module_unload.function(module);
  driver_.primary_ctx_release.function(device_);
}

void Context::make_current() const { driver_.call(driver_.ctx_set_current, subject_, context_); }

CUmodule Context::module(const DeviceKernel& kernel) {
  const bool fast_math = kernel.name.ends_with("_fast_math");
  const auto image = std::find_if(images_.begin(), images_.end(), [&](const Image& each) {
    return each.function == kernel.function && each.fast_math == fast_math;
  });
  if (image == images_.end()) throw DeviceError("no image of CUDA kernels has " + name_of(kernel));
  CUmodule& module = modules_[static_cast<std::size_t>(image - images_.begin())];
  if (module == nullptr) {
    const std::string subject = " of the kernels of " + std::string(kernel.function) + subject_;
    CUmodule loaded = nullptr;
    driver_.call(driver_.module_load_data, subject, &loaded, static_cast<const void*>(image->bytes.data()));
    module = loaded;
  }
  return module;
}

CUfunction Context::function(const DeviceKernel& kernel) {
  const std::lock_guard lock(mutex_);
  const std::string name = name_of(kernel);
  CUfunction found = nullptr;
  driver_.call(driver_.module_get_function, " of " + name + subject_, &found, module(kernel), name.c_str());
  return found;
}

}  // namespace softplus_bench::cuda
