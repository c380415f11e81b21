// The formulas of impls/device, compiled as host C++: what does not depend on a device.
#include <catch2/catch.hpp>
#include <cmath>
#include <string>
#include <vector>

#include "core/narrow.hpp"
#include "core/parameters.hpp"
#include "impls/device/table.hpp"
#include "impls/table.hpp"
#include "tests/suites/measured.hpp"

namespace softplus_bench {
namespace {

namespace host {

using std::copysign, std::exp, std::expm1, std::fabs, std::fma, std::fmax, std::ilogb, std::ldexp, std::log, std::log1p,
    std::rint, std::tanh;

template <class Formula, class T>
void evaluate(const T* x, const T* x2, T* y, std::size_t n, const double* parameters) noexcept {
  using Real = std::conditional_t<std::is_same_v<T, double>, double, float>;
  const auto beta = static_cast<Real>(parameters != nullptr ? parameters[beta_parameter] : 1);
  const auto threshold = static_cast<Real>(parameters != nullptr ? parameters[threshold_parameter] : default_threshold);
  for (std::size_t i = 0; i < n; ++i) {
    const Real second = x2 != nullptr ? static_cast<Real>(widen(x2[i])) : Real{0};
    y[i] = narrow<T>(Formula::template at<Real>(static_cast<Real>(widen(x[i])), second, beta, threshold));
  }
}

// With the claims that the table has for devices.
template <class Formula>
Implementation row(std::string_view function, std::string_view name) {
  Implementation found{.function = function, .name = name, .strategy = "host", .credit = "this project"};
  for (const DeviceRow& row : device_modules().front().rows)
    if (row.function == function && row.name == name) {
      found.binary64 = {evaluate<Formula, double>, row.claims[static_cast<std::size_t>(FormatId::binary64)]};
      found.binary32 = {evaluate<Formula, float>, row.claims[static_cast<std::size_t>(FormatId::binary32)]};
      found.binary16 = {evaluate<Formula, binary16>, row.claims[static_cast<std::size_t>(FormatId::binary16)]};
      found.bfloat16 = {evaluate<Formula, bfloat16>, row.claims[static_cast<std::size_t>(FormatId::bfloat16)]};
    }
  return found;
}

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunused-parameter"
#define FORMULA         \
  template <class real> \
  static
// One namespace a formula, and `rows` of them all: tests/CMakeLists.txt.
#include "device_formulas.inc"
#undef FORMULA
#pragma GCC diagnostic pop

}  // namespace host

std::vector<const Implementation*> fused_rows() {
  std::vector<const Implementation*> found;
  for (const Implementation& row : host::rows)
    if (row.name == "fused") found.push_back(&row);
  return found;
}

// Every input of the 16-bit formats, n of the others, with the neighbours of cutoffs and the special values.
AccuracyJob job_of_row(const Implementation& row, FormatId format, std::uint64_t n) {
  const FormatTraits& f = traits(format);
  const Function& function = *find_function(row.function);
  const auto limit = static_cast<std::int64_t>(f.max_finite_bits());
  const std::vector<OrdinalInterval> all{{-limit, limit}};
  std::shared_ptr<const Sampler> sampler;
  if (function.inputs == 2) sampler = stratified_pairs(f, n, 1, all, function.cutoffs, function.partner, {});
  else if (f.bits == 16) sampler = exhaustive(f, {});
  else sampler = stratified(f, n, 1, all, function.cutoffs, {});
  AccuracyJob job = job_of(format, sampler, {&row});
  job.function = &function;
  return job;
}

TEST_CASE("the fused formulas of devices keep their claims in every format") {
  CHECK(fused_rows().size() == 6);
  for (const Implementation* row : fused_rows())
    for (const FormatId format : {FormatId::binary64, FormatId::binary32, FormatId::binary16, FormatId::bfloat16}) {
      const bool has_beta = !find_function(row->function)->betas.empty();
      for (const double beta : has_beta ? std::vector<double>{1, 0.1, 3} : std::vector<double>{1}) {
        CAPTURE(row->function, traits(format).name, beta);
        AccuracyJob job = job_of_row(*row, format, format == FormatId::binary64 ? 4000 : 40000);
        if (has_beta) job.parameters = Parameters{.beta = beta};
        CHECK(claim_of(job, *row).exists());
        CHECK(claim_of(job, *row).max_ulp <= 1.5);
        const auto measured_row = measure_accuracy(job, {}).implementations.at(0);
        CHECK(measured_row.failure.empty());
        const ErrorStatistics statistics = measured_row.overall(traits(format));
        CHECK(statistics.n_claim_violations == 0);
        CHECK(statistics.count(OutputVerdict::zero_sign) == 0);
      }
    }
}

template <class T>
void check_special_values(const Implementation& row) {
  for (const SpecialValue& special : find_function(row.function)->special_values) {
    const T x = narrow<T>(special.x);
    const T x2 = narrow<T>(special.x2);
    const T want = narrow<T>(special.y);
    T got;
    row.variant<T>().kernel(&x, &x2, &got, 1, nullptr);
    CAPTURE(row.function, special.x, special.x2, special.why, widen(got));
    CHECK((to_bits(got) == to_bits(want) || (std::isnan(widen(got)) && std::isnan(widen(want)))));
  }
}

TEST_CASE("the fused formulas of devices have the special values of their functions") {
  for (const Implementation* row : fused_rows()) {
    check_special_values<double>(*row);
    check_special_values<float>(*row);
  }
}

TEST_CASE("a formula of a device is the portable one of the same name") {
  std::size_t compared = 0;
  for (const Implementation& row : host::rows)
    for (const Implementation* portable : implementation_table()) {
      if (portable->target != Target::scalar || portable->function != row.function || portable->name != row.name)
        continue;
      CAPTURE(row.function, row.name);
      ++compared;
      const FormatTraits& f = traits(FormatId::binary32);
      const double parameters[parameter_count] = {3, default_threshold};
      for (float x = 0x1.8p-2f; x < 30; x *= 1.09375f)
        for (const float each : {x, -x}) {
          const float g = 0.7f;
          float got;
          float want;
          row.binary32.kernel(&each, &g, &got, 1, parameters);
          portable->binary32.kernel(&each, &g, &want, 1, parameters);
          if (std::isnan(got) && std::isnan(want)) continue;
          CAPTURE(each, got, want);
          CHECK(std::abs(ordinal(f, to_bits(got)) - ordinal(f, to_bits(want))) <= 2);
        }
    }
  CHECK(compared >= 20);
}

}  // namespace
}  // namespace softplus_bench
