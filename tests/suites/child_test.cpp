// Plug-ins in child processes: what a call gives back, what is said of one that goes wrong, and of which input.
#include <atomic>
#include <cfenv>
#include <cstring>
#include <map>
#include <numeric>
#include <vector>

#include <catch2/catch.hpp>

#include "core/usage_error.hpp"
#include "suites/executor/child_host.hpp"
#include "suites/executor/child_process.hpp"
#include "suites/executor/guarded_kernel.hpp"
#include "suites/executor/remote_rows.hpp"
#include "suites/executor/witness.hpp"

namespace softplus_bench {
namespace {

using std::chrono::milliseconds;
constexpr milliseconds enough{10000};

ChildOptions options_for(const std::string& name, milliseconds time_out = enough) {
  ChildOptions options;
  options.program = SOFTPLUS_BENCH_PROGRAM;
  options.file = std::string(SOFTPLUS_BENCH_PLANTED_PLUGINS) + "/" + name + ".so";
  options.hash = hash_of_plugin(options.file);
  options.time_out = time_out;
  return options;
}

std::string refusal(const ChildOptions& options) {
  try {
    const ChildProcess child(options);
  } catch (const UsageError& error) {
    return error.what();
  }
  return "";
}

std::size_t place_of(const ChildProcess& child, const std::string& name) {
  for (std::size_t i = 0; i < child.rows().size(); ++i)
    if (child.rows()[i].name == name) return i;
  FAIL("no row " + name);
  return 0;
}

RemoteCall call_of(std::size_t row, const std::vector<float>& x, std::vector<float>& y) {
  return {row, FormatId::binary32, x.data(), nullptr, y.data(), x.size(), nullptr};
}

std::vector<float> inputs(std::size_t n) {
  std::vector<float> x(n);
  std::iota(x.begin(), x.end(), 2.0F);
  return x;
}

// What is said of a call of n inputs, the one at `place` being 1.5.
std::string failure_of(const std::string& name, std::size_t n = 40, std::size_t place = 23,
                       milliseconds time_out = enough) {
  const ChildOptions options = options_for("misbehaving");
  CallerPool pool([options] { return std::make_unique<ChildProcess>(options); }, time_out);
  const ChildProcess child(options);
  RemoteRow row(pool, place_of(child, name), FormatId::binary32);
  std::vector<float> x = inputs(n);
  x[place] = 1.5F;
  std::vector<float> y(n);
  try {
    row.call(x.data(), nullptr, y.data(), n, nullptr);
  } catch (const KernelFailure& failure) {
    CHECK_THROWS_AS(row.call(x.data(), nullptr, y.data(), 1, nullptr), KernelFailure);  // though 2 is no fault
    return failure.what();
  }
  return "";
}

TEST_CASE("a child tells the rows of its plug-in with their claims and credits") {
  const ChildProcess child(options_for("misbehaving"));
  REQUIRE(child.rows().size() == 16);
  const ChildProcess::Row& right = child.rows()[0];
  CHECK(right.function == "softplus");
  CHECK(right.name == "right");
  CHECK(right.format == FormatId::binary32);
  CHECK(right.claim.max_ulp == 0.75);
  CHECK(right.claim.on.lower == -0.1875);
  CHECK(right.claim.on.upper == 0x1p100);
  CHECK(right.credit == "a test, of children");
  CHECK_FALSE(child.rows()[1].claim.exists());
}

TEST_CASE("a call of a child is a call of the kernel: any number, in place, at the same places, in the mode in force") {
  ChildProcess child(options_for("misbehaving"));
  for (const std::size_t n : {0, 1, 3, 1000, 300000}) {
    const std::vector<float> x = inputs(n);
    std::vector<float> y(n);
    REQUIRE_FALSE(child.call(call_of(0, x, y), enough));
    for (std::size_t i = 0; i < n; ++i) REQUIRE(y[i] == 1 + x[i]);
  }
  const std::size_t tells_places = place_of(child, "tells_places");
  alignas(64) std::array<float, 48> x{};
  alignas(64) std::array<float, 48> y{};
  for (const std::size_t i : {0, 1, 5, 15})
    for (const std::size_t j : {0, 3, 15}) {
      REQUIRE_FALSE(child.call({tells_places, FormatId::binary32, &x[i], nullptr, &y[j], 2, nullptr}, enough));
      CHECK(y[j] == static_cast<float>(64 * 4 * j + 4 * i));
    }
  REQUIRE_FALSE(child.call({tells_places, FormatId::binary32, &x[5], nullptr, &x[5], 2, nullptr}, enough));
  CHECK(x[5] == 64 * 20 + 20 + 10000);

  const std::size_t divides = place_of(child, "divides");
  const std::array<double, parameter_count> parameters{2, 3};
  x[0] = 1;
  y[1] = 2;
  const auto divided = [&](int mode) {
    std::fesetround(mode);
    std::feclearexcept(FE_ALL_EXCEPT);
    const auto failure =
        child.call({divides, FormatId::binary32, x.data(), &y[1], y.data(), 1, parameters.data()}, enough);
    const int raised = std::fetestexcept(FE_ALL_EXCEPT);
    std::fesetround(FE_TONEAREST);
    REQUIRE_FALSE(failure);
    CHECK(raised == FE_INEXACT);
    return y[0];
  };
  CHECK(divided(FE_TONEAREST) == 8.0F / 3);
  CHECK(divided(FE_UPWARD) != divided(FE_DOWNWARD));
}

TEST_CASE("what goes wrong in a child is said with the input that it needs") {
  const std::map<std::string, std::string> reasons{
      {"right", ""},
      {"prints", ""},
      {"crashes", "crashed (SIGSEGV, read at 0x10)"},
      {"gives_up", "crashed (SIGABRT)"},
      {"ends", "ended its process with exit code 0"},
      {"past_end", "wrote past the end of its output"},
      {"far_past_end", "wrote past the end of its output and crashed (SIGSEGV)"},
      {"before_start", "wrote before the start of its output"},
      {"writes_input", "wrote to its input and crashed (SIGSEGV)"},
      {"flushes", "flush-to-zero left changed"},
      {"rounds_up", "rounding mode left changed"},
      {"throws", "threw an exception: no ?t?"},
      {"skips", "left y[0] of 1 unwritten"}};
  for (const auto& [name, reason] : reasons) {
    INFO(name);
    CHECK(failure_of(name) == (reason.empty() ? "" : reason + " at x = 1.5 (0x3fc00000), alone"));
  }
  CHECK(failure_of("hangs", 40, 23, milliseconds(300)) == "did not return within 0.3 s at x = 1.5 (0x3fc00000), alone");
}

TEST_CASE(
    "a call that does not return is given up soon after the program is to stop, and does not make its row a failed "
    "one") {
  std::atomic<bool> stop = false;
  ChildOptions options = options_for("misbehaving");
  options.stop = &stop;
  std::vector<float> x = inputs(4);
  x[1] = 1.5F;
  std::vector<float> y(x.size());
  const ChildProcess child(options);
  const RemoteCall call = call_of(place_of(child, "hangs"), x, y);
  CallerPool pool([&] { return std::make_unique<ChildProcess>(options); }, milliseconds(60000), &stop);
  RemoteRow row(pool, call.row, call.format);
  stop = true;
  const auto begin = std::chrono::steady_clock::now();
  for (int i = 0; i < 2; ++i) {
    std::string reason;
    try {
      row.call(call.x, nullptr, call.y, call.n, nullptr);
    } catch (const KernelFailure& failure) {
      reason = failure.what();
    }
    CHECK(reason == call_was_interrupted);
  }
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(30));
}

TEST_CASE("a plug-in that ends its process, crashes or hangs while it is loaded is refused, and so is a changed one") {
  CHECK(refusal(options_for("exits_at_start"))
            .find("exits_at_start.so: cannot be loaded: it ended its process with exit "
                  "code 0 while it was loaded") != std::string::npos);
  CHECK(refusal(options_for("crashes_at_start")).find("it crashed (SIGSEGV, read at 0x10) while") != std::string::npos);
  CHECK(refusal(options_for("hangs_at_start", milliseconds(300))).find("it did not return within 0.3 s while") !=
        std::string::npos);
  CHECK(refusal(options_for("wrong_abi")).find("wrong_abi.so: was built for version 7") != std::string::npos);
  ChildOptions changed = options_for("misbehaving");
  changed.hash = "0123456789abcdef";
  CHECK(refusal(changed).find("has changed since this program began") != std::string::npos);
  ChildOptions no_host = options_for("misbehaving");
  no_host.program = "/nowhere/softplus-bench";
  CHECK(refusal(no_host).find("no child process can be started: No such file") != std::string::npos);
}

// In place of a child: fails as it is told to, and counts what it is asked.
class Scripted final : public RemoteCaller {
 public:
  using Script = std::function<std::optional<CallFailure>(const std::vector<float>& x)>;
  explicit Scripted(Script script) : script_(std::move(script)) {}
  std::optional<CallFailure> call(const RemoteCall& call, milliseconds) override {
    ++calls;
    std::vector<float> x(call.n);
    std::memcpy(x.data(), call.x, call.n * sizeof(float));
    return script_(x);
  }
  inline static int calls = 0;

 private:
  Script script_;
};

std::string witness_of(const Scripted::Script& script, std::size_t n = 8, bool timed_out = false) {
  const std::vector<float> x = inputs(n);
  std::vector<float> y(n);
  return with_witness(
      {"failed", timed_out}, call_of(0, x, y), [&] { return std::make_unique<Scripted>(script); }, enough);
}

bool has(const std::vector<float>& x, float value) { return std::find(x.begin(), x.end(), value) != x.end(); }

TEST_CASE("the witness of a failure is one input, the smallest part of them that fails, or nothing that fails again") {
  using Inputs = std::vector<float>;
  const auto failing = [](bool fails) { return fails ? std::optional(CallFailure{"failed", false}) : std::nullopt; };
  CHECK(witness_of([&](const Inputs& x) { return failing(has(x, 7)); }) == "failed at x = 7 (0x40e00000), alone");
  CHECK(witness_of([&](const Inputs& x) { return failing(has(x, 6) && has(x, 9)); }) ==
        "failed in a call of 4 inputs, x = 6 (0x40c00000) to x = 9 (0x41100000), but in neither half of it");
  CHECK(witness_of([&](const Inputs& x) { return failing(x.size() == 8); }) ==
        "failed in a call of 8 inputs, x = 2 (0x40000000) to x = 9 (0x41100000), but in neither half of it");
  CHECK(witness_of([&](const Inputs&) { return failing(false); }) ==
        "failed in a call of 8 inputs, x = 2 (0x40000000) to x = 9 (0x41100000), but not when it was called with them "
        "again");
  CHECK(witness_of([&](const Inputs&) { return failing(false); }, 1) == "failed at x = 2 (0x40000000), alone");
  // Slow in the short time of a probe, and not in the whole one.
  int calls = 0;
  CHECK(witness_of(
            [&](const Inputs& x) {
              return ++calls < 4 && has(x, 7) ? std::optional(CallFailure{"slow", true}) : std::nullopt;
            },
            8, true)
            .starts_with("failed in a call of 8 inputs"));
}

TEST_CASE("a row that failed is not called again, and callers that did not fail serve again") {
  int opened = 0;
  CallerPool pool(
      [&] {
        ++opened;
        return std::make_unique<Scripted>([](const std::vector<float>& x) {
          return has(x, 7) ? std::optional(CallFailure{"failed", false}) : std::nullopt;
        });
      },
      enough);
  RemoteRow row(pool, 0, FormatId::binary32);
  RemoteRow other(pool, 1, FormatId::binary32);
  const std::vector<float> x = inputs(8);
  std::vector<float> y(8);
  Scripted::calls = 0;
  for (int i = 0; i < 3; ++i) row.call(x.data(), nullptr, y.data(), 2, nullptr);
  CHECK(opened == 1);
  CHECK_THROWS_AS(row.call(x.data(), nullptr, y.data(), 8, nullptr), KernelFailure);
  const int calls = Scripted::calls;
  CHECK_THROWS_WITH(row.call(x.data(), nullptr, y.data(), 2, nullptr), "failed at x = 7 (0x40e00000), alone");
  CHECK(Scripted::calls == calls);
  other.call(x.data(), nullptr, y.data(), 2, nullptr);
  CHECK(Scripted::calls == calls + 1);
}

}  // namespace
}  // namespace softplus_bench
