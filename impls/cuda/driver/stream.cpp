#include "impls/cuda/driver/stream.hpp"

#include <algorithm>
#include <utility>

#include "impls/cuda/launch.hpp"

namespace softplus_bench::cuda {

void Buffer::release() {
  if (address_ != 0) context_.driver().mem_free.function(address_);
  address_ = 0;
  bytes_ = 0;
}

void Buffer::grow(std::size_t bytes) {
  if (bytes <= bytes_) return;
  release();  // first: there may not be memory for both
  const Driver& driver = context_.driver();
  driver.call(driver.mem_alloc, context_.subject(), &address_, bytes);
  bytes_ = bytes;
}

CUdeviceptr Buffer::at(std::size_t offset, std::size_t bytes) const {
  if (offset > bytes_ || bytes > bytes_ - offset)
    throw DeviceError(std::to_string(bytes) + " bytes from byte " + std::to_string(offset) +
                      " were asked of a buffer of " + std::to_string(bytes_) + context_.subject());
  return address_ + offset;
}

Stream::Stream(std::shared_ptr<Context> context)
    : context_(std::move(context)),
      driver_(context_->driver()),
      stream_(nullptr, driver_.stream_destroy.function),
      before_(nullptr, driver_.event_destroy.function),
      after_(nullptr, driver_.event_destroy.function),
      buffers_{Buffer(*context_), Buffer(*context_), Buffer(*context_)} {
  context_->make_current();
  CUstream stream = nullptr;
  // Not ordered with the legacy default stream, which nobody uses here.
  driver_.call(driver_.stream_create, context_->subject(), &stream, static_cast<unsigned>(CU_STREAM_NON_BLOCKING));
  stream_.reset(stream);
  for (Owned<CUevent>* event : {&before_, &after_}) {
    CUevent created = nullptr;
    driver_.call(driver_.event_create, context_->subject(), &created, static_cast<unsigned>(CU_EVENT_DEFAULT));
    event->reset(created);
  }
}

// Nobody is left to hear of an error here. What was queued must be done before its buffers go.
Stream::~Stream() {
  driver_.ctx_set_current.function(context_->handle());
  driver_.stream_synchronize.function(stream_.get());
}

std::size_t Stream::prepare(const DeviceKernel& kernel) {
  std::string name = name_of(kernel);
  const auto known =
      std::find_if(kernels_.begin(), kernels_.end(), [&](const Prepared& each) { return each.name == name; });
  if (known != kernels_.end()) return static_cast<std::size_t>(known - kernels_.begin());
  context_->make_current();
  const CUfunction function = context_->function(kernel);
  std::string subject = " of " + name + context_->subject();
  kernels_.push_back(
      {std::move(name), std::move(subject), function, static_cast<std::size_t>(traits(kernel.format).bits / 8)});
  return kernels_.size() - 1;
}

void Stream::wait(std::string_view subject) { driver_.call(driver_.stream_synchronize, subject, stream_.get()); }

void Stream::reserve(std::size_t bytes) {
  context_->make_current();
  if (std::all_of(std::begin(buffers_), std::end(buffers_), [&](const Buffer& each) { return each.bytes() >= bytes; }))
    return;
  wait(context_->subject());  // a fill or a launch may still be under way
  for (Buffer& each : buffers_) each.grow(bytes);
}

void Stream::write(DeviceBuffer to, std::size_t offset, std::span<const std::byte> from) {
  const CUdeviceptr address = buffer(to).at(offset, from.size());
  if (from.empty()) return;
  context_->make_current();
  driver_.call(driver_.memcpy_to_device, context_->subject(), address, static_cast<const void*>(from.data()),
               from.size(), stream_.get());
}

void Stream::fill(DeviceBuffer to, std::size_t offset, std::size_t bytes, std::byte value) {
  const CUdeviceptr address = buffer(to).at(offset, bytes);
  if (bytes == 0) return;
  context_->make_current();
  driver_.call(driver_.memset_bytes, context_->subject(), address, std::to_integer<unsigned char>(value), bytes,
               stream_.get());
}

// A kernel's own failure may be heard of in any later call, so these name the kernel.
void Stream::read(DeviceBuffer from, std::size_t offset, std::span<std::byte> to) {
  const CUdeviceptr address = buffer(from).at(offset, to.size());
  const std::string& subject = launched_ ? kernels_[*launched_].subject : context_->subject();
  context_->make_current();
  if (!to.empty())
    driver_.call(driver_.memcpy_to_host, subject, static_cast<void*>(to.data()), address, to.size(), stream_.get());
  wait(subject);
  launched_.reset();
}

void Stream::enqueue(const DeviceLaunch& launch, std::size_t times) {
  const Prepared& kernel = kernels_.at(launch.kernel);
  const auto address = [&](DeviceBuffer which) {
    return buffer(which).at(launch.first * kernel.element_bytes, launch.n * kernel.element_bytes);
  };
  CUdeviceptr x = address(DeviceBuffer::x);
  CUdeviceptr x2 = address(DeviceBuffer::x2);
  CUdeviceptr y = launch.in_place ? x : address(DeviceBuffer::y);
  auto n = static_cast<unsigned long long>(launch.n);
  double beta = launch.parameters[beta_parameter];
  double threshold = launch.parameters[threshold_parameter];
  void* arguments[] = {&x, &x2, &y, &n, &beta, &threshold};  // of evaluate in impls/cuda/kernel.cuh
  // A grid has at most 2^31 - 1 blocks: 2^41 elements, more than any memory holds.
  const auto blocks = static_cast<unsigned>((launch.n + elements_per_block - 1) / elements_per_block);
  launched_ = launch.kernel;
  for (std::size_t i = 0; i < times; ++i)
    driver_.call(driver_.launch_kernel, kernel.subject, kernel.function, blocks, 1U, 1U, threads_per_block, 1U, 1U, 0U,
                 stream_.get(), static_cast<void**>(arguments), static_cast<void**>(nullptr));
}

void Stream::launch(const DeviceLaunch& launch) {
  if (launch.n == 0) return;
  context_->make_current();
  enqueue(launch, 1);
}

double Stream::run(const DeviceLaunch& launch, std::size_t times) {
  if (launch.n == 0 || times == 0) return 0;
  const std::string& subject = kernels_.at(launch.kernel).subject;
  context_->make_current();
  driver_.call(driver_.event_record, subject, before_.get(), stream_.get());
  enqueue(launch, times);
  driver_.call(driver_.event_record, subject, after_.get(), stream_.get());
  wait(subject);
  launched_.reset();
  float milliseconds = 0;
  driver_.call(driver_.event_elapsed_time, subject, &milliseconds, before_.get(), after_.get());
  return 1e6 * static_cast<double>(milliseconds);
}

}  // namespace softplus_bench::cuda
