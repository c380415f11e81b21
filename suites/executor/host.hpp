// Calls a kernel on this machine's processor and watches what it leaves behind.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/implementation.hpp"
#include "core/rounding.hpp"

namespace softplus_bench {

// Runs one implementation in one format on blocks of inputs given as bits, its kernel in the rounding mode given and in
// an environment otherwise the default one; the caller's own is never changed. One per thread.
class HostExecutor {
 public:
  HostExecutor(const Implementation& implementation, const FormatTraits& format, std::size_t largest_block,
               Rounding rounding = Rounding::nearest);
  // got[i] = bits of f(x[i]). Returns a reason when the kernel broke its contract (wrote outside its
  // output, changed the floating-point environment, which is put right again); empty otherwise.
  std::string run(std::span<const std::uint64_t> x, std::span<std::uint64_t> got);

 private:
  // Calls the kernel in a mode. Returns what it left changed.
  template <FloatFormat T>
  std::string call(Rounding rounding, std::size_t n);

  const Implementation& implementation_;
  const FormatTraits& format_;
  Rounding rounding_;
  bool tried_to_nearest_;
  std::vector<std::byte> input_;
  std::vector<std::byte> output_;
};

}  // namespace softplus_bench
