#include "suites/executor/host.hpp"

#include <algorithm>
#include <cfenv>
#include <cstring>
#include <type_traits>

#include "suites/executor/guarded_kernel.hpp"
#include "suites/float_environment.hpp"

namespace softplus_bench {
namespace {

constexpr std::size_t guard_bytes = 64;
constexpr auto guard = std::byte{0xa5};

}  // namespace

HostExecutor::HostExecutor(const Implementation& implementation, const FormatTraits& format, std::size_t largest_block,
                           Rounding rounding, const std::optional<Parameters>& parameters)
    : implementation_(implementation),
      format_(format),
      rounding_(rounding),
      tried_to_nearest_(rounding == Rounding::nearest),
      has_parameters_(parameters.has_value()),
      parameters_(parameters.value_or(Parameters()).values_in(format)),
      input_(largest_block * static_cast<std::size_t>(format.bits / 8)),
      second_input_(input_.size()),
      output_(input_.size() + 2 * guard_bytes) {}

// An integer of each format's width.
template <class T>
using BitsOf =
    std::conditional_t<sizeof(T) == 8, std::uint64_t, std::conditional_t<sizeof(T) == 4, std::uint32_t, std::uint16_t>>;

// Inputs of one sign, each the next bit pattern after the one before. Negative numbers rise as their bits fall.
template <class Bits>
void fill_consecutive(const FormatTraits& format, std::uint64_t first, std::span<Bits> input) {
  const auto from = static_cast<Bits>(first);
  if (is_negative(format, first))
    for (std::size_t i = 0; i < input.size(); ++i) input[i] = static_cast<Bits>(from - static_cast<Bits>(i));
  else
    for (std::size_t i = 0; i < input.size(); ++i) input[i] = static_cast<Bits>(from + static_cast<Bits>(i));
}

template <class T>
const T* HostExecutor::outputs() const {
  return reinterpret_cast<const T*>(output_.data() + guard_bytes) + at_;
}

// Calls the kernel on the n_ inputs that are in input_.
template <class T>
std::string HostExecutor::call() {
  at_ = 0;
  ahead_n_ = 0;
  // A kernel that always leaves this very mode behind would look innocent in it: once it is tried in another.
  if (!tried_to_nearest_) {
    tried_to_nearest_ = true;
    if (std::string reason = call_in<T>(Rounding::nearest); !reason.empty()) return reason;
  }
  return call_in<T>(rounding_);
}

template <class T>
std::string HostExecutor::call_in(Rounding rounding) {
  std::byte* const output = output_.data() + guard_bytes;
  // The output too, so that what a kernel fails to write is not the last block's answer.
  std::memset(output_.data(), std::to_integer<int>(guard), n_ * sizeof(T) + 2 * guard_bytes);

  const FloatControls before = float_controls();
  std::fesetenv(FE_DFL_ENV);
  std::fesetround(fe_rounding(rounding));
  const FloatControls due = float_controls();
  const std::array<double, parameter_count> given = parameters_;
  implementation_.variant<T>().kernel(reinterpret_cast<const T*>(input_.data()),
                                      paired_ ? reinterpret_cast<const T*>(second_input_.data()) : nullptr,
                                      reinterpret_cast<T*>(output), n_, has_parameters_ ? given.data() : nullptr);
  std::string reason = leak_between(due, float_controls());
  restore(before);
  if (std::string thrown = take_thrown(); !thrown.empty()) reason = std::move(thrown);

  const auto intact = [](const std::byte* from) {
    return std::all_of(from, from + guard_bytes, [](std::byte b) { return b == guard; });
  };
  if (!intact(output_.data())) reason = "wrote before the start of its output";
  if (!intact(output + n_ * sizeof(T))) reason = "wrote past the end of its output";
  return reason;
}

std::string HostExecutor::run(std::span<const std::uint64_t> x, std::span<const std::uint64_t> x2,
                              std::span<std::uint64_t> got) {
  paired_ = !x2.empty();
  return visit_format(format_.id, [&]<class T>(std::type_identity<T>) {
    using Bits = BitsOf<T>;
    if (!x.empty() && !paired_ && has_ahead(x.front(), x.size())) {
      for (std::size_t i = 0; i < n_; ++i) got[i] = outputs<Bits>()[i];
      return std::string();
    }
    n_ = x.size();
    auto* const input = reinterpret_cast<Bits*>(input_.data());
    for (std::size_t i = 0; i < n_; ++i) input[i] = static_cast<Bits>(x[i]);
    auto* const second = reinterpret_cast<Bits*>(second_input_.data());
    for (std::size_t i = 0; i < x2.size(); ++i) second[i] = static_cast<Bits>(x2[i]);
    std::string reason = call<T>();
    for (std::size_t i = 0; i < n_; ++i) got[i] = outputs<Bits>()[i];
    return reason;
  });
}

std::string HostExecutor::run_ahead(std::uint64_t first, std::size_t n) {
  n_ = n;
  paired_ = false;
  std::string reason = visit_format(format_.id, [&]<class T>(std::type_identity<T>) {
    using Bits = BitsOf<T>;
    auto* const input = reinterpret_cast<Bits*>(input_.data());
    const std::uint64_t bits = bits_at_index(format_, first);
    if (n > 0 && is_negative(format_, bits) == is_negative(format_, bits_at_index(format_, first + n - 1)))
      fill_consecutive(format_, bits, std::span(input, n));
    else
      for (std::size_t i = 0; i < n; ++i) input[i] = static_cast<Bits>(bits_at_index(format_, first + i));
    return call<T>();
  });
  ahead_first_ = first;
  ahead_n_ = n;
  return reason;
}

bool HostExecutor::has_ahead(std::uint64_t x, std::size_t n) {
  // Below the first it is a large number; the last input of binary64 has the largest of all.
  const std::uint64_t place = index_of_bits(format_, x) - ahead_first_;
  if (place >= ahead_n_ || ahead_n_ - place < n) return false;
  n_ = n;
  at_ = static_cast<std::size_t>(place);
  return true;
}

std::string HostExecutor::run_consecutive(std::uint64_t first, std::size_t n) {
  if (has_ahead(first, n)) return {};
  n_ = n;
  paired_ = false;
  return visit_format(format_.id, [&]<class T>(std::type_identity<T>) {
    using Bits = BitsOf<T>;
    auto* const input = reinterpret_cast<Bits*>(input_.data());
    fill_consecutive(format_, first, std::span(input, n));
    return call<T>();
  });
}

bool HostExecutor::all_are(std::uint64_t bits) const {
  return visit_format(format_.id, [&]<class T>(std::type_identity<T>) {
    using Bits = BitsOf<T>;
    const auto* const got = outputs<Bits>();
    const auto wanted = static_cast<Bits>(bits);
    Bits differences = 0;  // without a branch, so that the loop is one of vectors
    for (std::size_t i = 0; i < n_; ++i) differences = static_cast<Bits>(differences | (got[i] ^ wanted));
    return differences == 0;
  });
}

bool HostExecutor::all_are_inputs_plus(std::uint64_t shift) const {
  return visit_format(format_.id, [&]<class T>(std::type_identity<T>) {
    using Bits = BitsOf<T>;
    const auto* const input = reinterpret_cast<const Bits*>(input_.data()) + at_;
    const auto* const got = outputs<Bits>();
    const auto places = static_cast<Bits>(shift);
    Bits differences = 0;
    for (std::size_t i = 0; i < n_; ++i)
      differences = static_cast<Bits>(differences | (got[i] ^ static_cast<Bits>(input[i] + places)));
    return differences == 0;
  });
}

bool HostExecutor::all_are_nan() const {
  for (std::size_t i = 0; i < n_; ++i)
    if (!is_nan(format_, output(i))) return false;
  return true;
}

std::uint64_t HostExecutor::output(std::size_t i) const {
  return visit_format(
      format_.id, [&]<class T>(std::type_identity<T>) { return static_cast<std::uint64_t>(outputs<BitsOf<T>>()[i]); });
}

}  // namespace softplus_bench
