// Calls a kernel on this machine's processor and watches what it leaves behind.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/implementation.hpp"

namespace softplus_bench {

// The processor's floating-point control state: rounding direction, and on x86 the flush-to-zero and
// denormals-are-zero bits.
class FloatingPointEnvironment {
 public:
  static FloatingPointEnvironment current();
  static void set_default();
  void restore() const;
  // What differs from the default, in words; empty when nothing does.
  static std::string deviation();

 private:
  int rounding_ = 0;
  unsigned control_ = 0;
};

// Runs one implementation in one format on blocks of inputs given as bits. One per thread.
class HostExecutor {
 public:
  HostExecutor(const Implementation& implementation, const FormatTraits& format, std::size_t largest_block);
  // got[i] = bits of f(x[i]). Returns a reason when the kernel broke its contract (wrote outside its
  // output, changed the floating-point environment, which is put right again); empty otherwise.
  std::string run(std::span<const std::uint64_t> x, std::span<std::uint64_t> got);

 private:
  const Implementation& implementation_;
  const FormatTraits& format_;
  std::vector<std::byte> input_;
  std::vector<std::byte> output_;
};

}  // namespace softplus_bench
