// The arrays that a child's kernel works on, in the parent's view (child_protocol.hpp has the child's).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "suites/executor/child_protocol.hpp"
#include "suites/executor/remote_caller.hpp"

namespace softplus_bench {

// Each array lies near the end of its region, as far from a multiple of 64 bytes as the caller's, the output between
// guards. What the child has written there is looked at as bytes and as numbers, and never as a place or a size.
class ChildMemory {
 public:
  // What an output that is not written holds. A result may be one of them, and not both.
  static constexpr std::array fills{std::byte{0xa5}, std::byte{0x5a}};

  // Throws UsageError where there is no memory.
  ChildMemory();
  ChildMemory(const ChildMemory&) = delete;
  ChildMemory& operator=(const ChildMemory&) = delete;
  ~ChildMemory();

  int descriptor() const { return descriptor_; }
  // The call's inputs, and its output filled with `fill`. Returns a reason where they are too many.
  std::string place(const RemoteCall& call, std::byte fill);
  const ChildRequest& request() const { return request_; }
  // After the call: "wrote past the end of its output", or empty.
  std::string broken_guard() const;
  // The elements that hold the fill; none where x is y.
  std::vector<std::size_t> holding(std::byte fill) const;
  void copy_output(void* y) const;

 private:
  void make_room(std::size_t bytes);
  std::byte* region(ChildRegion which) const;
  std::byte* output() const { return region(ChildRegion::y) + request_.y_offset; }

  int descriptor_ = -1;
  std::byte* mapped_ = nullptr;
  std::size_t element_bytes_ = 0;
  std::size_t bytes_ = 0;  // of an array
  ChildRequest request_;
};

}  // namespace softplus_bench
