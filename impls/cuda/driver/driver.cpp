#include "impls/cuda/driver/driver.hpp"

#include <dlfcn.h>

namespace softplus_bench::cuda {
namespace {

void* open_library(const std::string& library) {
  void* const handle = dlopen(library.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (handle != nullptr) return handle;
  const char* const why = dlerror();  // "libcuda.so.1: cannot open shared object file: No such file or directory"
  throw DeviceError(why != nullptr ? why : library + " cannot be opened");
}

}  // namespace

Driver::Driver(const std::string& library) : library_(library), handle_(open_library(library)) {}

void* Driver::symbol(const char* name) const {
  void* const found = dlsym(handle_, name);
  if (found == nullptr) throw DeviceError(library_ + " has no " + name + ": install a newer NVIDIA driver");
  return found;
}

void Driver::fail(std::string_view symbol, std::string_view subject, CUresult code) const {
  if (symbol.ends_with("_v2")) symbol.remove_suffix(3);
  const char* name = nullptr;
  if (get_error_name.function(code, &name) != CUDA_SUCCESS || name == nullptr) name = "unknown code";
  throw DeviceError(std::string(symbol) + std::string(subject) + ": " + name + " (" +
                    std::to_string(static_cast<int>(code)) + ")");
}

}  // namespace softplus_bench::cuda
