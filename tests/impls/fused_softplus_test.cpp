// What simd/softplus/fused, fused_fast and simd/log_sigmoid/fused promise beyond their claims in binary32 and the
// 16-bit formats, on every target that this CPU has.
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <vector>

#include "core/narrow.hpp"
#include "impls/table.hpp"
#include "suites/host_targets.hpp"
#include "tests/suites/measured.hpp"

namespace softplus_bench {
namespace {

template <FloatFormat T>
std::vector<const Implementation*> fused_rows_here() {
  std::vector<const Implementation*> found;
  for (const Implementation* row : implementation_table())
    if (row->target != Target::scalar && (row->name == "fused" || row->name == "fused_fast") &&
        (row->function == "softplus" || row->function == "log_sigmoid") && row->variant<T>().kernel != nullptr &&
        why_unavailable(row->target).empty())
      found.push_back(row);
  return found;
}

template <FloatFormat T>
std::vector<T> outputs(const Implementation& row, const std::vector<T>& x) {
  std::vector<T> y(x.size());
  row.variant<T>().kernel(x.data(), nullptr, y.data(), x.size(), nullptr);
  return y;
}

TEMPLATE_TEST_CASE("every 16-bit input is rounded correctly by the fused kernels", "", binary16, bfloat16) {
  using T = TestType;
  const auto rows = fused_rows_here<T>();
  CHECK(rows.size() >= 2);
  for (const Implementation* row : rows) {
    CAPTURE(row->function, name_of(row->target));
    auto job = job_of(format_id<T>, exhaustive(format_traits<T>, {}), {row});
    job.function = find_function(row->function);
    const auto measured_row = measure_accuracy(job, {}).implementations.at(0);
    const ErrorStatistics statistics = measured_row.overall(format_traits<T>);
    CHECK(row->variant<T>().claim.max_ulp == 0.5);
    CHECK(statistics.n_claim_violations == 0);
    CHECK(std::abs(statistics.worst(format_traits<T>).error.value) <= 0.5);
  }
}

TEMPLATE_TEST_CASE("16-bit results do not depend on position, length or other lanes", "", binary16, bfloat16) {
  using T = TestType;
  std::vector<T> x;
  for (std::uint64_t i = 0; i < 0x10000; ++i) x.push_back(from_bits<T>(i * 40503 % 0x10000));
  for (const Implementation* row : fused_rows_here<T>()) {
    CAPTURE(row->function, name_of(row->target));
    const auto y = outputs(*row, x);
    for (std::size_t from = 1; from < 130; ++from) {
      const std::vector<T> part(x.begin() + static_cast<std::ptrdiff_t>(from),
                                x.end() - static_cast<std::ptrdiff_t>(2 * from));
      const auto got = outputs(*row, part);
      bool same = true;
      for (std::size_t i = 0; i < part.size(); ++i) same = same && got[i] == y[from + i];
      if (!same) FAIL("from " << from);
    }
  }
}

float softplus_of(const Implementation& row, float x) {
  return row.function == "softplus" ? outputs(row, std::vector<float>{x})[0] : -outputs(row, std::vector<float>{-x})[0];
}

TEST_CASE("special values and subnormal results of the fused binary32 kernels") {
  using Limits = std::numeric_limits<float>;
  const float log_2 = 0x1.62e43p-1f;
  for (const Implementation* row : fused_rows_here<float>()) {
    CAPTURE(row->function, row->name, name_of(row->target));
    for (const float nan : {Limits::quiet_NaN(), -Limits::quiet_NaN(), Limits::signaling_NaN()}) {
      const std::uint64_t got = to_bits(softplus_of(*row, nan));
      CHECK((got & 0x7fc00000u) == 0x7fc00000u);
    }
    for (const float x : {Limits::infinity(), Limits::max(), 1000.0f, 106.0f, 25.0f}) CHECK(softplus_of(*row, x) == x);
    for (const float x : {-Limits::infinity(), -Limits::max(), -1000.0f, -106.0f, -103.98f})
      CHECK(to_bits(softplus_of(*row, x)) == 0);
    for (const float x : {0.0f, -0.0f, Limits::denorm_min(), -Limits::min()}) CHECK(softplus_of(*row, x) == log_2);
    // Subnormal results: within half of the least and a hair.
    for (float x = -87.25f; x > -103.9f; x -= 0x1p-7f) {
      const double want = std::exp(static_cast<double>(x));
      if (std::fabs(static_cast<double>(softplus_of(*row, x)) - want) > 0.501 * 0x1p-149 + 0x1p-22 * want)
        FAIL("at " << x);
    }
  }
}

}  // namespace
}  // namespace softplus_bench
