// Calls a kernel on this machine's processor and watches what it leaves behind.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/implementation.hpp"
#include "core/parameters.hpp"
#include "core/rounding.hpp"

namespace softplus_bench {

// Whether a call takes long beside what it does for a few inputs: it leaves the process.
constexpr bool calls_are_dear(Target target) {
  return target == Target::opencl || target == Target::cuda || target == Target::plugin || target == Target::process;
}

// Runs one implementation in one format on blocks of inputs given as bits, its kernel in the rounding mode given and in
// an environment otherwise the default one; the caller's own is never changed. One per thread.
class HostExecutor {
 public:
  // `parameters` where the function has any.
  HostExecutor(const Implementation& implementation, const FormatTraits& format, std::size_t largest_block,
               Rounding rounding = Rounding::nearest, const std::optional<Parameters>& parameters = {});
  // got[i] = bits of f(x[i]), or of f(x[i], x2[i]) where x2 is not empty. Returns a reason when the kernel broke its
  // contract (wrote outside its output, changed the floating-point environment, which is put right again); empty
  // otherwise.
  std::string run(std::span<const std::uint64_t> x, std::span<const std::uint64_t> x2, std::span<std::uint64_t> got);
  std::string run(std::span<const std::uint64_t> x, std::span<std::uint64_t> got) { return run(x, {}, got); }
  // The same for n inputs of one sign, each the next bit pattern after the one before (bits_at_index order), whose
  // outputs stay here.
  std::string run_consecutive(std::uint64_t first, std::size_t n);
  // Evaluates n inputs from bits_at_index(first) on in one call: later runs on inputs among them only look up. For
  // kernels whose calls are dear. n is at most the largest block.
  std::string run_ahead(std::uint64_t first, std::size_t n);
  // Of the last run's outputs: whether each is `bits`, is its own input some places on, is a NaN.
  bool all_are(std::uint64_t bits) const;
  bool all_are_inputs_plus(std::uint64_t shift) const;  // as bit patterns
  bool all_are_nan() const;
  std::uint64_t output(std::size_t i) const;  // bits

 private:
  template <class T>
  std::string call();
  template <class T>
  std::string call_in(Rounding rounding);
  template <class T>
  const T* outputs() const;
  // Whether the n inputs from x on, each the next after the one before, were evaluated ahead; then they are at hand.
  bool has_ahead(std::uint64_t x, std::size_t n);

  const Implementation& implementation_;
  const FormatTraits& format_;
  Rounding rounding_;
  bool tried_to_nearest_;
  bool has_parameters_;
  std::array<double, parameter_count> parameters_;
  std::size_t n_ = 0;   // of the last run
  std::size_t at_ = 0;  // its place in the arrays
  std::uint64_t ahead_first_ = 0;
  std::size_t ahead_n_ = 0;
  bool paired_ = false;
  std::vector<std::byte> input_;
  std::vector<std::byte> second_input_;
  std::vector<std::byte> output_;
};

}  // namespace softplus_bench
