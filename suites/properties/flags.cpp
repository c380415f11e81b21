#include "suites/properties/flags.hpp"

#include <cfenv>

#include "suites/float_environment.hpp"
#include "suites/properties/property.hpp"

namespace softplus_bench {
namespace {

// Two vectors of 16 and a tail.
constexpr std::size_t vector_copies = 33;
constexpr std::size_t room = vector_copies + 31;

constexpr auto table = std::to_array<Property>({
    {.name = "flag_invalid", .statement = "invalid is not raised where a number is due for a number", .unit = "inputs"},
    {.name = "flag_overflow", .statement = "overflow is not raised where a finite result is due", .unit = "inputs"},
    {.name = "flag_divide_by_zero",
     .statement = "divide-by-zero is not raised where a finite result is due",
     .unit = "inputs"},
    {.name = "flag_underflow",
     .rule = Rule::informative,
     .statement = "underflow is raised though the result is normal",
     .unit = "inputs"},
    {.name = "flag_inexact",
     .rule = Rule::informative,
     .statement = "inexact is raised though the exact value is a number of the format",
     .unit = "inputs"},
});
static_assert(table.size() == flag_count);

}  // namespace

std::span<const Property> flag_properties() { return table; }

bool calls_for(Flag flag, const FormatTraits& f, std::uint64_t due, bool exact) {
  switch (flag) {
    case invalid_flag: return is_nan(f, due);
    case overflow_flag:
    case divide_by_zero_flag: return !is_finite(f, due);
    case underflow_flag: return !is_normal(f, due) && !exact;
    default: return !exact;
  }
}

FlagProbe::FlagProbe(const Implementation& implementation, const FormatTraits& format,
                     const std::optional<Parameters>& parameters)
    : implementation_(implementation),
      format_(format),
      has_parameters_(parameters.has_value()),
      parameters_(parameters.value_or(Parameters()).values_in(format)),
      copies_(implementation.target == Target::scalar ? 1 : vector_copies) {}

template <class T>
void FlagProbe::call(std::uint64_t x, std::optional<std::uint64_t> x2) {
  alignas(64) std::array<T, room> first;
  alignas(64) std::array<T, room> second;
  alignas(64) std::array<T, room> output;
  first.fill(from_bits<T>(x));
  if (x2) second.fill(from_bits<T>(*x2));
  const std::array<double, parameter_count> given = parameters_;
  clear_exceptions();
  implementation_.variant<T>().kernel(first.data(), x2 ? second.data() : nullptr, output.data() + 8, copies_,
                                      has_parameters_ ? given.data() : nullptr);
}

std::array<bool, flag_count> FlagProbe::raised(std::uint64_t x, std::optional<std::uint64_t> x2) {
  const FloatControls before = float_controls();
  visit_format(format_.id, [&]<class T>(std::type_identity<T>) { call<T>(x, x2); });
  const int flags = std::fetestexcept(FE_ALL_EXCEPT);
  restore(before);
  return {(flags & FE_INVALID) != 0, (flags & FE_OVERFLOW) != 0, (flags & FE_DIVBYZERO) != 0,
          (flags & FE_UNDERFLOW) != 0, (flags & FE_INEXACT) != 0};
}

}  // namespace softplus_bench
