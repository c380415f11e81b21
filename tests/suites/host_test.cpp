#include "suites/executor/host.hpp"

#include <array>
#include <catch2/catch.hpp>
#include <cfenv>

#include "suites/float_environment.hpp"

namespace softplus_bench {
namespace {

int rounding_seen = -1;
std::size_t length_seen = 0;

void negate(const float* x, const float*, float* y, std::size_t n, const double*) noexcept {
  rounding_seen = std::fegetround();
  length_seen = n;
  for (std::size_t i = 0; i < n; ++i) y[i] = -x[i];
}
void skip_the_last(const float* x, const float*, float* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i + 1 < n; ++i) y[i] = x[i];
}
void write_before(const float* x, const float*, float* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) (y - 1)[i] = x[i];
}
void write_far_past(const float* x, const float*, float* y, std::size_t n, const double*) noexcept {
  negate(x, nullptr, y, n, nullptr);
  y[n + 15] = 1;
}

struct Ran {
  std::array<std::uint64_t, 5> got{};
  std::string reason;
};
Ran run(Kernel<float> kernel, std::size_t n = 5) {
  Implementation implementation;
  implementation.binary32.kernel = kernel;
  HostExecutor executor(implementation, traits(FormatId::binary32), 8);
  constexpr std::array<std::uint64_t, 5> x{0x3f800000, 0x80000000, 0x7f800000, 0x7fc00001, 1};
  Ran ran;
  ran.reason = executor.run(std::span(x).first(n), std::span(ran.got).first(n));
  return ran;
}

TEST_CASE("inputs and outputs pass as bits") {
  const Ran ran = run(negate);
  CHECK(ran.reason.empty());
  CHECK(ran.got == std::array<std::uint64_t, 5>{0xbf800000, 0, 0xff800000, 0xffc00001, 0x80000001});
  CHECK(length_seen == 5);
  CHECK(run(negate, 0).reason.empty());
  CHECK(length_seen == 0);
}

TEST_CASE("what a kernel fails to write is not an answer from before") {
  const Ran ran = run(skip_the_last);
  CHECK(ran.got[3] == 0x7fc00001);
  CHECK(ran.got[4] == 0xa5a5a5a5);
}

TEST_CASE("writes outside the output are reported") {
  CHECK(run(write_before).reason == "wrote before the start of its output");
  CHECK(run(write_far_past).reason == "wrote past the end of its output");
  CHECK(run(write_far_past, 1).reason == "wrote past the end of its output");
}

TEST_CASE("a kernel runs in the default environment whatever the caller's, which it finds again") {
  const FloatControls before = float_controls();
  std::fesetround(FE_DOWNWARD);
  const FloatControls changed = float_controls();
  const Ran ran = run(negate);
  const bool same = float_controls() == changed;
  restore(before);
  CHECK(same);
  CHECK(rounding_seen == FE_TONEAREST);
  CHECK(ran.reason.empty());
}

}  // namespace
}  // namespace softplus_bench
