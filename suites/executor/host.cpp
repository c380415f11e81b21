#include "suites/executor/host.hpp"

#include <algorithm>
#include <cfenv>
#include <cstring>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace softplus_bench {
namespace {

constexpr std::size_t guard_bytes = 64;
constexpr auto guard = std::byte{0xa5};

#if defined(__x86_64__)
constexpr unsigned flush_to_zero = 0x8000;
constexpr unsigned denormals_are_zero = 0x0040;
#endif

}  // namespace

FloatingPointEnvironment FloatingPointEnvironment::current() {
  FloatingPointEnvironment environment;
  environment.rounding_ = std::fegetround();
#if defined(__x86_64__)
  environment.control_ = _mm_getcsr();
#endif
  return environment;
}

void FloatingPointEnvironment::set_default() { std::fesetenv(FE_DFL_ENV); }

void FloatingPointEnvironment::restore() const {
  std::fesetround(rounding_);
#if defined(__x86_64__)
  _mm_setcsr(control_);
#endif
}

std::string FloatingPointEnvironment::deviation() {
  std::string found;
  const auto add = [&](std::string_view what) { found += (found.empty() ? "" : ", ") + std::string(what); };
  if (std::fegetround() != FE_TONEAREST) add("a directed rounding mode");
#if defined(__x86_64__)
  if ((_mm_getcsr() & flush_to_zero) != 0) add("flush-to-zero");
  if ((_mm_getcsr() & denormals_are_zero) != 0) add("denormals-are-zero");
#endif
  return found;
}

HostExecutor::HostExecutor(const Implementation& implementation, const FormatTraits& format, std::size_t largest_block)
    : implementation_(implementation),
      format_(format),
      input_(largest_block * static_cast<std::size_t>(format.bits / 8)),
      output_(input_.size() + 2 * guard_bytes) {}

std::string HostExecutor::run(std::span<const std::uint64_t> x, std::span<std::uint64_t> got) {
  const std::size_t bytes = x.size() * static_cast<std::size_t>(format_.bits / 8);
  std::byte* const output = output_.data() + guard_bytes;
  std::string reason;
  visit_format(format_.id, [&]<class T>(std::type_identity<T>) {
    for (std::size_t i = 0; i < x.size(); ++i) {
      const T value = from_bits<T>(x[i]);
      std::memcpy(input_.data() + i * sizeof(T), &value, sizeof(T));
    }
    // The output too, so that what a kernel fails to write is not the last block's answer.
    std::fill(output_.begin(), output_.end(), guard);

    const auto before = FloatingPointEnvironment::current();
    FloatingPointEnvironment::set_default();
    implementation_.variant<T>().kernel(reinterpret_cast<const T*>(input_.data()), nullptr,
                                        reinterpret_cast<T*>(output), x.size(), nullptr);
    if (const std::string leaked = FloatingPointEnvironment::deviation(); !leaked.empty())
      reason = "left " + leaked + " set";
    before.restore();

    for (std::size_t i = 0; i < x.size(); ++i) {
      T value;
      std::memcpy(&value, output + i * sizeof(T), sizeof(T));
      got[i] = to_bits(value);
    }
  });
  const auto intact = [](const std::byte* from) {
    return std::all_of(from, from + guard_bytes, [](std::byte b) { return b == guard; });
  };
  if (!intact(output_.data())) reason = "wrote before the start of its output";
  if (!intact(output + bytes)) reason = "wrote past the end of its output";
  return reason;
}

}  // namespace softplus_bench
