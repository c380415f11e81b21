// The library as its users have it: through the one header, from the shared object.
#include "softplus_bench/harness.hpp"

#include <catch2/catch.hpp>
#include <cfenv>
#include <cmath>
#include <cstddef>
#include <string>
#include <thread>
#include <vector>

#include "softplus_bench/plugin.h"

using namespace softplus_bench::harness;
using Catch::Matchers::Contains;

namespace {

float symmetric(float x) { return std::fmax(x, 0.0f) + std::log1p(std::exp(-std::fabs(x))); }
float only_log1p(float x) noexcept { return std::log1p(std::exp(x)); }
float wrong_at_three(float x) { return x == 3 ? 3 : symmetric(x); }
double in_binary64(double x) { return std::fmax(x, 0.0) + std::log1p(std::exp(-std::fabs(x))); }

void writes_past_the_end(const void*, const void*, void* y, std::size_t n, const double*) {
  for (std::size_t i = 0; i <= n; ++i) static_cast<float*>(y)[i] = 1;
}
void throws(const void*, const void*, void*, std::size_t, const double*) { throw std::runtime_error("not today"); }
void rounds_upward(const void* x, const void*, void* y, std::size_t n, const double*) {
  for (std::size_t i = 0; i < n; ++i) static_cast<float*>(y)[i] = symmetric(static_cast<const float*>(x)[i]);
  std::fesetround(FE_UPWARD);
}
// Where softplus rounds to 0, which is what memory that nobody has written to often holds, though never beside guards.
void writes_little_below(const void* x, const void*, void* y, std::size_t n, const double*) {
  for (std::size_t i = 0; i < n; ++i)
    if (const float x_i = static_cast<const float*>(x)[i]; x_i > -200 || i < 64)
      static_cast<float*>(y)[i] = symmetric(x_i);
}
// softplus_beta: x is doubled and halved without error.
void with_beta(const void* x, const void*, void* y, std::size_t n, const double* parameters) {
  for (std::size_t i = 0; i < n; ++i)
    static_cast<double*>(y)[i] = in_binary64(parameters[0] * static_cast<const double*>(x)[i]) / parameters[0];
}
void sum_of_exponentials(const void* x, const void* x2, void* y, std::size_t n, const double* parameters) {
  for (std::size_t i = 0; i < n; ++i) {
    const double a = static_cast<const double*>(x)[i];
    const double b = static_cast<const double*>(x2)[i];
    static_cast<double*>(y)[i] = parameters != nullptr ? std::nan("") : std::log(std::exp(a) + std::exp(b));
  }
}

// What users compiled with ABI 1 have in their binaries: where one of these changes, SOFTPLUS_BENCH_HARNESS_ABI is
// raised.
#if defined(__x86_64__) && defined(_GLIBCXX_USE_CXX11_ABI) && _GLIBCXX_USE_CXX11_ABI
static_assert(SOFTPLUS_BENCH_HARNESS_ABI == 1);
static_assert(sizeof(FunctionInfo) == 72 && sizeof(Point) == 24 && sizeof(Exact) == 40 && sizeof(Score) == 16);
static_assert(sizeof(Request) == 192 && offsetof(Request, claim_upper) == 184);
static_assert(sizeof(Witness) == 40 && sizeof(Region) == 88);
static_assert(sizeof(Accuracy) == 288 && offsetof(Accuracy, json) == 256);
#endif

}  // namespace

TEST_CASE("The library says its versions, functions and formats") {
  CHECK(abi_version() == SOFTPLUS_BENCH_HARNESS_ABI);
  CHECK(schema_version() == 1);
  CHECK(formats() == std::vector<std::string>{"binary64", "binary32", "binary16", "bfloat16"});
  bool found = false;
  for (const FunctionInfo& each : functions())
    if (each.name == "logaddexp") found = each.inputs == 2 && !each.has_parameters;
  CHECK(found);
}

TEST_CASE("An exact value has thirty digits and the bits nearest to it") {
  const Exact one = exact("softplus", "binary32", bits(1.0f));
  CHECK(one.decimal == "1.31326168751822283404899549497");  // log(1 + e) by mpmath, mp.dps = 40
  CHECK(one.rounded == bits(1.3132616f));
  CHECK(exact("softplus_beta", "binary64", Point(bits(0.0), 0, 2)).rounded == bits(0.34657359027997264));  // log(2)/2
  CHECK(exact("logaddexp", "binary64", {bits(0.0), bits(0.0)}).rounded == bits(0.6931471805599453));
  CHECK(exact("softplus", "bfloat16", 0x7fc0).decimal == "nan");
}

TEST_CASE("A score is the error in ulp with what is right and wrong about it") {
  const Score right = score("softplus", "binary32", bits(1.0f), bits(1.3132616f));
  CHECK((right.correctly_rounded && right.faithful && !right.wrong));
  CHECK(std::fabs(right.ulp_error) <= 0.5);
  const float above = std::nextafter(1.3132616f, 2.0f);
  CHECK(score("softplus", "binary32", bits(1.0f), bits(above)).ulp_error == Approx(right.ulp_error + 1));
  const Score nan = score("softplus", "binary32", bits(1.0f), bits(std::nanf("")));
  CHECK(std::isnan(nan.ulp_error));
  CHECK((nan.wrong && !nan.faithful));
}

TEST_CASE("A kernel keeps its claim or breaks it at an input that is named") {
  Request request = request_of<symmetric>("softplus");
  CHECK(measure(request).verdict == Verdict::no_claim);
  request.claim_max_ulp = 2;
  const Accuracy kept = measure(request);
  CHECK(kept.verdict == Verdict::kept);
  CHECK(kept.n > 100000);
  CHECK(kept.max_ulp > 1);
  CHECK(kept.max_ulp < 2);
  CHECK_THAT(kept.summary, Contains("softplus/kernel/binary32 keeps its claim of 2 ulp"));

  request = request_of<only_log1p>("softplus");
  CHECK_THAT(measure(request).summary, Contains("wrong on ") && Contains(", else at most "));
  request.claim_max_ulp = 2;
  const Accuracy broken = measure(request);
  CHECK(broken.verdict == Verdict::broken);
  CHECK(broken.counts.early_overflow + broken.counts.wrong_infinity > 0);
  CHECK(broken.violation.x == 0x42b17218);  // the least float above log(2^128), 88.7228...
  CHECK(broken.violation.got == bits(std::numeric_limits<float>::infinity()));
  CHECK_THAT(broken.summary, Contains("breaks its claim") && Contains("88.72284"));
  request.claim_upper = 88;
  CHECK(measure(request).verdict == Verdict::kept);
}

TEST_CASE("Every input of a range finds the one that is wrong") {
  Request request = request_of<wrong_at_three>("softplus");
  request.lower = 2;
  request.upper = 4;
  request.exhaustive = true;
  request.claim_max_ulp = 2;
  const Accuracy accuracy = measure(request);
  CHECK(accuracy.n == (1u << 23) + 1);
  CHECK(accuracy.n_violations == 1);
  CHECK(accuracy.worst.x == bits(3.0f));
  CHECK(accuracy.worst.got == bits(3.0f));
  CHECK(accuracy.worst.ulp_error < -1e5);
}

TEST_CASE("The result is one for any number of threads, and differs with the seed") {
  Request request = request_of<in_binary64>("softplus");
  request.samples = 20000;
  request.threads = 1;
  const Accuracy one = measure(request);
  request.threads = 5;
  CHECK(measure(request).json == one.json);
  request.seed = 2;
  CHECK(measure(request).worst.x != one.worst.x);
}

TEST_CASE("Parameters and a second input reach the kernel") {
  Request request;
  request.function = "softplus_beta";
  request.format = "binary64";
  request.kernel = with_beta;
  request.samples = 20000;
  request.beta = 4;
  request.claim_lower = -300;  // beyond, beta x or e^(beta x) leaves the range
  request.claim_upper = 300;
  request.claim_max_ulp = 2;
  CHECK(measure(request).verdict == Verdict::kept);
  request = {};
  request.function = "logaddexp";
  request.format = "binary64";
  request.kernel = sum_of_exponentials;
  request.lower = 1;
  request.upper = 300;
  request.samples = 20000;
  request.claim_max_ulp = 1e4;
  CHECK(measure(request).verdict == Verdict::kept);
}

TEST_CASE("What a kernel does against its contract is a failure with its reason", "[faults]") {
  const auto failure_of = [](Kernel kernel) {
    Request request;
    request.kernel = kernel;
    request.claim_max_ulp = 2;
    const Accuracy accuracy = measure(request);
    CHECK(accuracy.verdict == Verdict::failed);
    CHECK_THAT(accuracy.summary, Contains("failed: " + accuracy.failure));
    CHECK_THAT(accuracy.json, Contains(accuracy.failure));
    return accuracy.failure;
  };
  CHECK_THAT(failure_of(writes_past_the_end), Contains("wrote past the end"));
  CHECK_THAT(failure_of(throws), Contains("not today"));
  CHECK_THAT(failure_of(rounds_upward), Contains("rounding mode"));
  CHECK(std::fegetround() == FE_TONEAREST);
}

TEST_CASE("What a kernel has not written is never right") {
  Request request;
  request.function = "softplus";
  request.format = "binary32";
  request.kernel = writes_little_below;
  request.lower = -201;
  request.upper = -199;
  request.exhaustive = true;
  request.claim_max_ulp = 1;
  CHECK(measure(request).verdict == Verdict::broken);
}

TEST_CASE("The caller's rounding mode changes nothing and stays") {
  Request request = request_of<symmetric>("softplus");
  request.samples = 20000;
  const Accuracy nearest = measure(request);
  std::fesetround(FE_UPWARD);
  const std::string upward = measure(request).json;
  const Exact one = exact("softplus", "binary32", bits(1.0f));
  const int after = std::fegetround();
  std::fesetround(FE_TONEAREST);
  CHECK(upward == nearest.json);
  CHECK(one.decimal == "1.31326168751822283404899549497");
  CHECK(after == FE_UPWARD);
}

TEST_CASE("Several threads may ask at once") {
  Request request = request_of<symmetric>("softplus");
  request.samples = 5000;
  request.threads = 2;
  const std::string alone = measure(request).json;
  std::vector<std::string> got(4);
  {
    std::vector<std::jthread> threads;
    for (std::string& each : got) threads.emplace_back([&] { each = measure(request).json; });
  }
  for (const std::string& each : got) CHECK(each == alone);
}

TEST_CASE("What cannot be done is one line that says why") {
  const auto refusal = [](auto&& change) {
    Request request = request_of<symmetric>("softplus");
    change(request);
    try {
      measure(request);
    } catch (const Error& error) {
      return std::string(error.what());
    }
    return std::string("it was not refused");
  };
  CHECK_THAT(refusal([](Request& r) { r.function = "softpuls"; }), Contains("did you mean 'softplus'?"));
  CHECK_THAT(refusal([](Request& r) { r.format = "float"; }), Contains("binary64, binary32, binary16, bfloat16"));
  CHECK_THAT(refusal([](Request& r) { r.kernel = nullptr; }), Contains("no kernel"));
  CHECK_THAT(refusal([](Request& r) { r.name = "My kernel"; }), Contains("lower-case"));
  CHECK_THAT(refusal([](Request& r) { r.samples = 0; }), Contains("samples = 0"));
  CHECK_THAT(refusal([](Request& r) { r.lower = 2, r.upper = 1; }), Contains("no input lies from"));
  CHECK_THAT(refusal([](Request& r) { r.lower = std::nan(""); }), Contains("no input lies from"));
  CHECK_THAT(refusal([](Request& r) { r.lower = 1e300; }), Contains("no finite number of binary32"));
  CHECK_THAT(refusal([](Request& r) { r.claim_max_ulp = std::nan(""); }), Contains("claim_max_ulp = nan"));
  CHECK_THAT(refusal([](Request& r) { r.claim_max_ulp = 1, r.claim_lower = 3, r.claim_upper = 2; }),
             Contains("speaks of no input"));
  CHECK_THAT(refusal([](Request& r) { r.claim_max_ulp = 1, r.claim_upper = 2, r.lower = 3; }),
             Contains("speaks of no input"));
  CHECK_THAT(refusal([](Request& r) { r.beta = 2; }), Contains("has no parameter"));
  CHECK_THAT(refusal([](Request& r) { r.threshold = 2; }), Contains("has no parameter"));
  CHECK_THAT(refusal([](Request& r) { r.function = "softplus_beta", r.beta = -1; }), Contains("beta = -1"));
  CHECK_THAT(refusal([](Request& r) { r.format = "binary64", r.exhaustive = true; }), Contains("too many inputs"));
  CHECK_THROWS_WITH(exact("softplus", "binary16", 0x10000), Contains("more than the 16 bits"));
  CHECK_THROWS_WITH(exact("softplus", "binary16", {0, 1}), Contains("has one input"));
}
