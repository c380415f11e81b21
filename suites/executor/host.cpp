#include "suites/executor/host.hpp"

#include <algorithm>
#include <cfenv>
#include <cstring>

#include "suites/float_environment.hpp"

namespace softplus_bench {
namespace {

constexpr std::size_t guard_bytes = 64;
constexpr auto guard = std::byte{0xa5};

}  // namespace

HostExecutor::HostExecutor(const Implementation& implementation, const FormatTraits& format, std::size_t largest_block,
                           Rounding rounding)
    : implementation_(implementation),
      format_(format),
      rounding_(rounding),
      tried_to_nearest_(rounding == Rounding::nearest),
      input_(largest_block * static_cast<std::size_t>(format.bits / 8)),
      output_(input_.size() + 2 * guard_bytes) {}

template <FloatFormat T>
std::string HostExecutor::call(Rounding rounding, std::size_t n) {
  // The output too, so that what a kernel fails to write is not the last block's answer.
  std::fill(output_.begin(), output_.end(), guard);
  const FloatControls before = float_controls();
  std::fesetenv(FE_DFL_ENV);
  std::fesetround(fe_rounding(rounding));
  const FloatControls due = float_controls();
  implementation_.variant<T>().kernel(reinterpret_cast<const T*>(input_.data()), nullptr,
                                      reinterpret_cast<T*>(output_.data() + guard_bytes), n, nullptr);
  std::string reason = leak_between(due, float_controls());
  restore(before);
  return reason;
}

std::string HostExecutor::run(std::span<const std::uint64_t> x, std::span<std::uint64_t> got) {
  const std::size_t bytes = x.size() * static_cast<std::size_t>(format_.bits / 8);
  std::byte* const output = output_.data() + guard_bytes;
  std::string reason;
  visit_format(format_.id, [&]<class T>(std::type_identity<T>) {
    for (std::size_t i = 0; i < x.size(); ++i) {
      const T value = from_bits<T>(x[i]);
      std::memcpy(input_.data() + i * sizeof(T), &value, sizeof(T));
    }
    // A kernel that always leaves this very mode behind would look innocent in it: once it is tried in another.
    if (!tried_to_nearest_) reason = call<T>(Rounding::nearest, x.size());
    tried_to_nearest_ = true;
    if (reason.empty()) reason = call<T>(rounding_, x.size());
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
