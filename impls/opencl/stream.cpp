#include "impls/opencl/stream.hpp"

#include <algorithm>
#include <utility>

#include "impls/opencl/error.hpp"

namespace softplus_bench::opencl {
namespace {

// Work-items of a group where they run at the same time: enough for every device's vectors and waves. A processor runs
// them one after the other in a loop, and pays for each group.
constexpr std::size_t usual_group = 256;

}  // namespace

Stream::Stream(Device& device) : device_(device) {
  cl_int code = CL_SUCCESS;
  // Of OpenCL 1.2, which every later version still has.
  queue_.reset(clCreateCommandQueue(device.context(), device.id(), CL_QUEUE_PROFILING_ENABLE, &code));
  check(code, "clCreateCommandQueue");
}

Stream::~Stream() { clFinish(queue_.get()); }

void Stream::check(cl_int code, std::string_view call) const { opencl::check(code, call, device_.facts().name); }

std::size_t Stream::prepare(const DeviceKernel& asked) {
  const auto same = [&](const Prepared& each) {
    return each.asked.function == asked.function && each.asked.name == asked.name && each.asked.format == asked.format;
  };
  const auto place = std::find_if(kernels_.begin(), kernels_.end(), same);
  if (place != kernels_.end()) return static_cast<std::size_t>(place - kernels_.begin());
  Prepared prepared;
  prepared.asked = asked;
  cl_int code = CL_SUCCESS;
  prepared.kernel.reset(clCreateKernel(device_.program(asked), "formula", &code));
  check(code, "clCreateKernel");
  std::size_t most = 0;
  check(clGetKernelWorkGroupInfo(prepared.kernel.get(), device_.id(), CL_KERNEL_WORK_GROUP_SIZE, sizeof most, &most,
                                 nullptr),
        "clGetKernelWorkGroupInfo");
  prepared.group = device_.is_processor() ? most : std::min(most, usual_group);
  kernels_.push_back(std::move(prepared));
  return kernels_.size() - 1;
}

void Stream::reserve(std::size_t bytes) {
  if (bytes <= capacity_) return;
  capacity_ = 0;
  for (Memory& memory : buffers_) memory.reset();
  for (Memory& memory : buffers_) {
    cl_int code = CL_SUCCESS;
    memory.reset(clCreateBuffer(device_.context(), CL_MEM_READ_WRITE, bytes, nullptr, &code));
    check(code, "clCreateBuffer");
  }
  capacity_ = bytes;
}

void Stream::write(DeviceBuffer to, std::size_t offset, std::span<const std::byte> from) {
  if (from.empty()) return;
  check(clEnqueueWriteBuffer(queue_.get(), buffer(to), CL_FALSE, offset, from.size(), from.data(), 0, nullptr, nullptr),
        "clEnqueueWriteBuffer");
}

void Stream::fill(DeviceBuffer to, std::size_t offset, std::size_t bytes, std::byte value) {
  if (bytes == 0) return;
  check(clEnqueueFillBuffer(queue_.get(), buffer(to), &value, 1, offset, bytes, 0, nullptr, nullptr),
        "clEnqueueFillBuffer");
}

void Stream::read(DeviceBuffer from, std::size_t offset, std::span<std::byte> to) {
  if (to.empty()) return;
  check(clEnqueueReadBuffer(queue_.get(), buffer(from), CL_TRUE, offset, to.size(), to.data(), 0, nullptr, nullptr),
        "clEnqueueReadBuffer");
  for (const Event& event : std::exchange(launched_, {})) require_success(event);
}

void Stream::set_arguments(const Prepared& prepared, const DeviceLaunch& launch) {
  cl_uint place = 0;
  const auto set = [&](const auto& value) {
    // NOLINTNEXTLINE(bugprone-sizeof-expression): a buffer is given by its handle, which is a pointer.
    check(clSetKernelArg(prepared.kernel.get(), place++, sizeof value, &value), "clSetKernelArg");
  };
  set(buffer(DeviceBuffer::x));
  set(buffer(DeviceBuffer::x2));
  set(buffer(launch.in_place ? DeviceBuffer::x : DeviceBuffer::y));
  set(cl_ulong{launch.first});
  set(cl_ulong{launch.n});
  for (const double parameter : launch.parameters) {
    if (prepared.asked.format == FormatId::binary64) set(parameter);
    else set(static_cast<float>(parameter));
  }
}

Event Stream::enqueue(const Prepared& prepared, const DeviceLaunch& launch) {
  const std::size_t items = (launch.n + prepared.group - 1) / prepared.group * prepared.group;
  cl_event queued = nullptr;
  check(clEnqueueNDRangeKernel(queue_.get(), prepared.kernel.get(), 1, nullptr, &items, &prepared.group, 0, nullptr,
                               &queued),
        "clEnqueueNDRangeKernel");
  return Event(queued);
}

// Of a launch that has ended.
void Stream::require_success(const Event& event) const {
  cl_int status = CL_COMPLETE;
  check(clGetEventInfo(event.get(), CL_EVENT_COMMAND_EXECUTION_STATUS, sizeof status, &status, nullptr),
        "clGetEventInfo");
  if (status < 0) check(status, "clEnqueueNDRangeKernel");
}

void Stream::launch(const DeviceLaunch& launch) {
  if (launch.n == 0) return;
  const Prepared& prepared = kernels_.at(launch.kernel);
  set_arguments(prepared, launch);
  launched_.push_back(enqueue(prepared, launch));
}

double Stream::run(const DeviceLaunch& launch, std::size_t times) {
  if (launch.n == 0) return 0;
  const Prepared& prepared = kernels_.at(launch.kernel);
  set_arguments(prepared, launch);
  std::vector<Event> events;
  for (std::size_t i = 0; i < times; ++i) events.push_back(enqueue(prepared, launch));
  check(clFinish(queue_.get()), "clFinish");
  double nanoseconds = 0;
  for (const Event& event : events) {
    require_success(event);
    cl_ulong start = 0;
    cl_ulong end = 0;
    check(clGetEventProfilingInfo(event.get(), CL_PROFILING_COMMAND_START, sizeof start, &start, nullptr),
          "clGetEventProfilingInfo");
    check(clGetEventProfilingInfo(event.get(), CL_PROFILING_COMMAND_END, sizeof end, &end, nullptr),
          "clGetEventProfilingInfo");
    nanoseconds += static_cast<double>(end - start);
  }
  return nanoseconds;
}

}  // namespace softplus_bench::opencl
