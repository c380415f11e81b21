#include "impls/opencl/program.hpp"

#include <algorithm>
#include <vector>

#include "impls/opencl/error.hpp"
#include "impls/opencl/sources.hpp"

namespace softplus_bench::opencl {
namespace {

// OpenCL's texts come with one.
std::string up_to_terminator(const std::string& text) { return text.substr(0, text.find('\0')); }

std::string text_of(cl_platform_id platform, cl_platform_info what) {
  std::size_t size = 0;
  check(clGetPlatformInfo(platform, what, 0, nullptr, &size), "clGetPlatformInfo");
  std::string text(size, '\0');
  check(clGetPlatformInfo(platform, what, size, text.data(), nullptr), "clGetPlatformInfo");
  return up_to_terminator(text);
}

std::string text_of(cl_device_id device, cl_device_info what) {
  std::size_t size = 0;
  check(clGetDeviceInfo(device, what, 0, nullptr, &size), "clGetDeviceInfo");
  std::string text(size, '\0');
  check(clGetDeviceInfo(device, what, size, text.data(), nullptr), "clGetDeviceInfo");
  return up_to_terminator(text);
}

template <class T>
T value_of(cl_device_id device, cl_device_info what) {
  T value{};
  check(clGetDeviceInfo(device, what, sizeof value, &value, nullptr), "clGetDeviceInfo");
  return value;
}

std::string name_of(const DeviceKernel& kernel) {
  return std::string(kernel.function) + "/" + std::string(kernel.name) + "/" + std::string(traits(kernel.format).name);
}

constexpr std::string_view fast_math_suffix = "_fast_math";

// The formula with its own name, or with that of another that is compiled with fast-math.
const Formula& formula_of(const DeviceKernel& kernel, bool& fast_math) {
  const auto all = formulas();
  const auto named = [&](std::string_view name) {
    return std::find_if(all.begin(), all.end(),
                        [&](const Formula& each) { return each.function == kernel.function && each.name == name; });
  };
  auto place = named(kernel.name);
  fast_math = place == all.end() && kernel.name.ends_with(fast_math_suffix);
  if (fast_math) place = named(kernel.name.substr(0, kernel.name.size() - fast_math_suffix.size()));
  if (place == all.end()) throw DeviceError("the OpenCL module has no formula " + name_of(kernel));
  return *place;
}

// A compiler's log on one line: the first line that speaks of an error, or the first of all.
std::string first_error(const std::string& log) {
  std::size_t from = std::min(log.find("error"), log.size());
  if (from == log.size()) from = 0;
  const std::size_t start = log.rfind('\n', from) == std::string::npos ? 0 : log.rfind('\n', from) + 1;
  return log.substr(start, log.find('\n', from) - start);
}

}  // namespace

Device::Device(cl_platform_id platform, cl_device_id id) : id_(id) {
  facts_.name = text_of(id, CL_DEVICE_NAME);
  facts_.platform = text_of(platform, CL_PLATFORM_NAME) + ", " + text_of(id, CL_DEVICE_VERSION);
  facts_.driver = text_of(id, CL_DRIVER_VERSION);
  facts_.binary64 = value_of<cl_device_fp_config>(id, CL_DEVICE_DOUBLE_FP_CONFIG) != 0;
  facts_.compute_units = value_of<cl_uint>(id, CL_DEVICE_MAX_COMPUTE_UNITS);
  facts_.memory_bytes = static_cast<std::size_t>(value_of<cl_ulong>(id, CL_DEVICE_GLOBAL_MEM_SIZE));
  is_processor_ = (value_of<cl_device_type>(id, CL_DEVICE_TYPE) & CL_DEVICE_TYPE_CPU) != 0;
  rounds_divisions_ =
      (value_of<cl_device_fp_config>(id, CL_DEVICE_SINGLE_FP_CONFIG) & CL_FP_CORRECTLY_ROUNDED_DIVIDE_SQRT) != 0;
}

cl_context Device::context() {
  const std::lock_guard lock(mutex_);
  if (!context_) {
    cl_int code = CL_SUCCESS;
    context_.reset(clCreateContext(nullptr, 1, &id_, nullptr, nullptr, &code));
    check(code, "clCreateContext", facts_.name);
  }
  return context_.get();
}

std::string Device::options(const DeviceKernel& kernel, bool fast_math) const {
  std::string options = "-cl-std=CL1.2 -D";
  for (const char c : traits(kernel.format).name)
    options += static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
  if (fast_math) return options + " -DFAST_MATH -cl-fast-relaxed-math";
  return options + (rounds_divisions_ ? " -cl-fp32-correctly-rounded-divide-sqrt" : "");
}

Program Device::compile(const DeviceKernel& kernel) {
  bool fast_math = false;
  const Formula& formula = formula_of(kernel, fast_math);
  constexpr std::string_view place = "\nFORMULA_TEXT\n";
  std::string source(kernel_source());
  source.replace(source.find(place), place.size(), "\n" + std::string(formula.text) + "\n");
  const char* text = source.c_str();
  cl_int code = CL_SUCCESS;
  Program program(clCreateProgramWithSource(context_.get(), 1, &text, nullptr, &code));
  check(code, "clCreateProgramWithSource", facts_.name);
  code = clBuildProgram(program.get(), 1, &id_, options(kernel, fast_math).c_str(), nullptr, nullptr);
  if (code == CL_SUCCESS) return program;
  std::size_t size = 0;
  clGetProgramBuildInfo(program.get(), id_, CL_PROGRAM_BUILD_LOG, 0, nullptr, &size);
  std::string log(size, '\0');
  clGetProgramBuildInfo(program.get(), id_, CL_PROGRAM_BUILD_LOG, size, log.data(), nullptr);
  throw DeviceError("clBuildProgram of " + name_of(kernel) + " on " + facts_.name + ": " + name_of_code(code) + ": " +
                    first_error(up_to_terminator(log)));
}

cl_program Device::program(const DeviceKernel& kernel) {
  context();
  const std::lock_guard lock(mutex_);
  Program& program = programs_[name_of(kernel)];
  if (!program) program = compile(kernel);
  return program.get();
}

}  // namespace softplus_bench::opencl
