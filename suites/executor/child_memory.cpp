#include "suites/executor/child_memory.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <bit>
#include <cerrno>
#include <cfenv>
#include <cstring>

#include "core/usage_error.hpp"

namespace softplus_bench {
namespace {

constexpr std::size_t alignment_bytes = 64;
constexpr std::size_t guard_bytes = 64;
constexpr std::size_t guard_bytes_before = 1024;  // there is no page there that nobody may touch
constexpr auto guard = std::byte{0xa5};
constexpr std::size_t first_region_bytes = std::size_t{1} << 19;
constexpr std::size_t most_array_bytes = std::size_t{1} << 31;
constexpr std::size_t regions = 3;

bool all_are_guards(const std::byte* from, const std::byte* to) {
  return std::all_of(from, to, [](std::byte each) { return each == guard; });
}

// In pieces without a branch inside, so that the loop is one of vectors.
template <class Bits>
std::vector<std::size_t> all_with(const std::byte* array, std::size_t n, std::byte fill) {
  Bits filled{};
  std::memset(&filled, std::to_integer<int>(fill), sizeof filled);
  const auto* const elements = reinterpret_cast<const Bits*>(array);
  std::vector<std::size_t> found;
  constexpr std::size_t piece = 1024;
  for (std::size_t from = 0; from < n; from += piece) {
    const std::size_t to = std::min(from + piece, n);
    Bits held = 0;
    for (std::size_t i = from; i < to; ++i) held = static_cast<Bits>(held | (elements[i] == filled ? 1 : 0));
    for (std::size_t i = from; held != 0 && i < to; ++i)
      if (elements[i] == filled) found.push_back(i);
  }
  return found;
}

std::size_t place_of(const void* address) { return reinterpret_cast<std::uintptr_t>(address) % alignment_bytes; }

std::size_t offset_in(std::size_t region_bytes, const void* array, std::size_t bytes) {
  const std::size_t highest = region_bytes - guard_bytes - bytes - place_of(array);
  return highest / alignment_bytes * alignment_bytes + place_of(array);
}

}  // namespace

ChildMemory::ChildMemory() : descriptor_(memfd_create("softplus-bench", MFD_CLOEXEC | MFD_ALLOW_SEALING)) {
  if (descriptor_ < 0) throw UsageError(std::string("no memory to share with a child process: ") + strerror(errno));
  // A child that cut it short would make this process crash where it looks at what is gone.
  fcntl(descriptor_, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_SEAL);
  make_room(0);
}

ChildMemory::~ChildMemory() {
  if (mapped_ != nullptr) munmap(mapped_, regions * request_.region_bytes);
  if (descriptor_ >= 0) close(descriptor_);
}

void ChildMemory::make_room(std::size_t bytes) {
  const std::size_t wanted =
      std::max(first_region_bytes, std::bit_ceil(bytes + guard_bytes_before + guard_bytes + 2 * alignment_bytes));
  if (wanted <= request_.region_bytes) return;
  if (mapped_ != nullptr) munmap(mapped_, regions * request_.region_bytes);
  mapped_ = nullptr;
  void* const mapped = ftruncate(descriptor_, static_cast<off_t>(regions * wanted)) == 0
                           ? mmap(nullptr, regions * wanted, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor_, 0)
                           : MAP_FAILED;
  if (mapped == MAP_FAILED)
    throw UsageError(std::string("no memory to share with a child process: ") + strerror(errno));
  mapped_ = static_cast<std::byte*>(mapped);
  request_.region_bytes = wanted;
}

std::byte* ChildMemory::region(ChildRegion which) const {
  return mapped_ + static_cast<std::size_t>(which) * request_.region_bytes;
}

std::string ChildMemory::place(const RemoteCall& call, std::byte fill) {
  element_bytes_ = call.element_bytes();
  if (call.n > most_array_bytes / element_bytes_) return "was called with more inputs than a child process can have";
  bytes_ = call.n * element_bytes_;
  make_room(bytes_);
  ++request_.serial;
  request_.row = call.row;
  request_.n = call.n;
  request_.in_place = call.x == call.y;
  request_.has_second = call.x2 != nullptr;
  request_.has_parameters = call.parameters != nullptr;
  if (call.parameters != nullptr) std::copy_n(call.parameters, parameter_count, request_.parameters.begin());
  request_.rounding = std::fegetround();
  request_.y_offset = offset_in(request_.region_bytes, call.y, bytes_);
  request_.x_offset = offset_in(request_.region_bytes, call.x, bytes_);
  std::byte* const y = output();
  std::memset(y - guard_bytes_before, std::to_integer<int>(guard), guard_bytes_before);
  std::memset(y + bytes_, std::to_integer<int>(guard), request_.region_bytes - request_.y_offset - bytes_);
  if (bytes_ == 0) return {};
  if (request_.in_place) {
    std::memcpy(y, call.x, bytes_);
  } else {
    std::memset(y, std::to_integer<int>(fill), bytes_);
    std::memcpy(region(ChildRegion::x) + request_.x_offset, call.x, bytes_);
  }
  if (call.x2 != nullptr) {
    request_.x2_offset = offset_in(request_.region_bytes, call.x2, bytes_);
    std::memcpy(region(ChildRegion::x2) + request_.x2_offset, call.x2, bytes_);
  }
  return {};
}

std::string ChildMemory::broken_guard() const {
  const std::byte* const y = output();
  if (!all_are_guards(y - guard_bytes_before, y)) return "wrote before the start of its output";
  if (!all_are_guards(y + bytes_, region(ChildRegion::y) + request_.region_bytes))
    return "wrote past the end of its output";
  return {};
}

std::vector<std::size_t> ChildMemory::holding(std::byte fill) const {
  if (request_.in_place) return {};
  if (element_bytes_ == 8) return all_with<std::uint64_t>(output(), request_.n, fill);
  if (element_bytes_ == 4) return all_with<std::uint32_t>(output(), request_.n, fill);
  return all_with<std::uint16_t>(output(), request_.n, fill);
}

void ChildMemory::copy_output(void* y) const {
  if (bytes_ != 0) std::memcpy(y, output(), bytes_);
}

}  // namespace softplus_bench
