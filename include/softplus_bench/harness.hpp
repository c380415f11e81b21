// Measures a kernel of yours against exact values from inside your own program, as a unit test of it would. C++17.
//
//   #include <softplus_bench/harness.hpp>
//   float my_softplus(float x);
//
//   namespace harness = softplus_bench::harness;
//   harness::Request request = harness::request_of<my_softplus>("softplus");
//   request.claim_max_ulp = 2;
//   const harness::Accuracy accuracy = harness::measure(request);
//   if (accuracy.verdict != harness::Verdict::kept) std::puts(accuracy.summary.c_str());
//
//   find_package(softplus_bench CONFIG REQUIRED)                  or: pkg-config --cflags --libs softplus-bench
//   target_link_libraries(my_tests PRIVATE softplus_bench::harness)
//
// The error of an output y where the function is exactly f, in units in the last place of a format of precision p and
// least exponent emin (Goldberg's ulp; Muller et al., Handbook of Floating-Point Arithmetic, 2nd ed., section 2.3.1):
//
//   ulp_error = (y - f) / 2^(max(floor(log2 |f|), emin) - p + 1)
//
// f comes from MPFR, with as many bits as decide. A correctly rounded y has at most 1/2. Numbers of every format travel
// as their bits, right aligned in 64. The names of functions and formats are those that functions() and formats() give;
// docs/definitions.md has all else.
//
// The library prints nothing, ends no process, installs no signal handler and leaves the floating-point environment of
// its caller as it found it; it may be called from several threads at once. Your kernel runs in your process: one that
// crashes takes it along (`softplus-bench run --plugin` measures in a child). Every function but the first two throws
// Error, and std::bad_alloc. Built with libstdc++, to be used with libstdc++.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <vector>

#if defined(__GNUC__)
#define SOFTPLUS_BENCH_HARNESS_EXPORT __attribute__((visibility("default")))
#else
#define SOFTPLUS_BENCH_HARNESS_EXPORT
#endif

// Raised when anything below changes its meaning or layout; the library's SOVERSION.
#define SOFTPLUS_BENCH_HARNESS_ABI 1

namespace softplus_bench::harness {

// Of the library that is loaded: its SOFTPLUS_BENCH_HARNESS_ABI, and the schema_version in Accuracy::json.
SOFTPLUS_BENCH_HARNESS_EXPORT int abi_version() noexcept;
SOFTPLUS_BENCH_HARNESS_EXPORT int schema_version() noexcept;

// What cannot be done as asked: what() is one line that says what, where and what to do.
class SOFTPLUS_BENCH_HARNESS_EXPORT Error : public std::runtime_error {
 public:
  explicit Error(const std::string& what);
  ~Error() override;
};

struct FunctionInfo {
  std::string name;        // "softplus"
  std::string definition;  // its formula, one line
  int inputs = 1;          // 1 or 2
  bool has_parameters = false;
};
SOFTPLUS_BENCH_HARNESS_EXPORT std::vector<FunctionInfo> functions();
SOFTPLUS_BENCH_HARNESS_EXPORT std::vector<std::string> formats();  // binary64, binary32, binary16, bfloat16

inline std::uint64_t bits(double x) {
  std::uint64_t bits = 0;
  std::memcpy(&bits, &x, sizeof x);
  return bits;
}
inline std::uint64_t bits(float x) {
  std::uint32_t bits = 0;
  std::memcpy(&bits, &x, sizeof x);
  return bits;
}

// Where a function is taken: the bits of its inputs, and beta, rounded to the format, where it has parameters.
struct Point {
  Point(std::uint64_t first, std::uint64_t second = 0, double scale = 1) : x(first), x2(second), beta(scale) {}
  std::uint64_t x;
  std::uint64_t x2;
  double beta;
};

struct Exact {
  std::uint64_t rounded = 0;  // bits: the value rounded to nearest, ties to even
  std::string decimal;        // the value to 30 significant digits; "inf", "-inf", "nan"
};
SOFTPLUS_BENCH_HARNESS_EXPORT Exact exact(const std::string& function, const std::string& format, const Point& at);

struct Score {
  double ulp_error = 0;  // signed; +-infinity beyond double's range; NaN where none exists (a wrong NaN or infinity)
  bool correctly_rounded = false;  // the bits are those of Exact::rounded, or both are NaN
  bool faithful = false;           // one of the two numbers around the exact value, or that value
  bool wrong = false;              // a wrong NaN, infinity or sign, an early or missed overflow: breaks any claim
};
// Of the output with the bits `got`.
SOFTPLUS_BENCH_HARNESS_EXPORT Score score(const std::string& function, const std::string& format, const Point& at,
                                          std::uint64_t got);

// y[i] = f(x[i]) or f(x[i], x2[i]) for i < n, as softplus_bench/plugin.h has it: x2 and parameters are null where the
// function has none, else parameters[0] is beta and parameters[1] the threshold. It is called from several threads at
// once; x and y may be the same array. An exception that leaves it is a failure, not the caller's. One process measures
// at most 512 different kernels.
using Kernel = void (*)(const void* x, const void* x2, void* y, std::size_t n, const double* parameters);

struct Request {
  std::string function = "softplus";
  std::string format = "binary32";
  Kernel kernel = nullptr;
  std::string name = "kernel";  // in summary and json: lower case, digits and _

  // Which inputs: about `samples` of them, an equal number from each region of the function, with the neighbourhood of
  // every cut-off and special values; or every one, which are 2^32 of binary32 (a minute or two) and
  // at most 2^36. Of those from lower to upper, both rounded to the format and included, if they are not the whole
  // line.
  std::uint64_t samples = 100000;
  bool exhaustive = false;
  double lower = -std::numeric_limits<double>::infinity();
  double upper = std::numeric_limits<double>::infinity();
  std::uint64_t seed = 1;
  unsigned threads = 0;  // 0: one a core. The result does not depend on it

  double beta = 1;        // where the function has parameters
  double threshold = 20;  // likewise

  // The promise: an error of at most claim_max_ulp, and no wrong output, on every input from claim_lower to
  // claim_upper.
  double claim_max_ulp = -1;  // negative: none
  double claim_lower = -std::numeric_limits<double>::infinity();
  double claim_upper = std::numeric_limits<double>::infinity();
};

struct Witness {  // bits, and the signed error; all 0 where there is none
  std::uint64_t x = 0;
  std::uint64_t x2 = 0;
  std::uint64_t got = 0;
  std::uint64_t want = 0;
  double ulp_error = 0;
};

struct Counts {                       // of outputs
  std::uint64_t wrong_nan = 0;        // NaN where a number is due, or a number where NaN is
  std::uint64_t wrong_infinity = 0;   // an infinity that is neither right nor an early overflow
  std::uint64_t early_overflow = 0;   // infinite just below where that is right
  std::uint64_t missed_overflow = 0;  // finite where infinity is right
  std::uint64_t wrong_sign = 0;       // of a number
  std::uint64_t zero_sign = 0;        // -0 for +0 or +0 for -0: breaks no claim
  std::uint64_t flushed = 0;          // zero where the rounded value is none
};

struct Region {
  std::string name;     // docs/method.md
  std::uint64_t n = 0;  // inputs in it
  double max_ulp = 0;   // NaN where no output in it has an error
  Witness worst;
};

enum class Verdict {
  no_claim,  // nothing was promised
  kept,
  broken,  // Accuracy::violation has the first input
  failed,  // Accuracy::failure says why
};

struct Accuracy {
  Verdict verdict = Verdict::no_claim;
  // How the kernel broke its contract: an exception, a write up to 64 bytes beside y, a floating-point control (flush
  // to zero, rounding mode) that was left changed. All below is empty then, but summary and json. A write into x, and
  // an output that is left unwritten, `softplus-bench run --plugin` alone calls by their names.
  std::string failure;
  std::uint64_t n = 0;  // inputs
  double max_ulp = 0;   // NaN where no output has an error
  Witness worst;        // on ties, the least input
  Counts counts;
  std::vector<Region> regions;     // those that have inputs
  std::uint64_t n_violations = 0;  // of the claim
  Witness violation;               // the first one
  std::string summary;             // one line: verdict, error, x, got, want
  std::string json;                // a run.json (schema/run.schema.json); `softplus-bench report` makes a page of it
};
SOFTPLUS_BENCH_HARNESS_EXPORT Accuracy measure(const Request& request);

namespace detail {
template <class T>
struct FormatOf {
  static_assert(std::is_same_v<T, float> || std::is_same_v<T, double>, "a function from float to float, or of double");
  static constexpr const char* name = std::is_same_v<T, float> ? "binary32" : "binary64";
};
template <auto f, class T>
void each(const void* x, const void*, void* y, std::size_t n, const double*) {
  for (std::size_t i = 0; i < n; ++i) static_cast<T*>(y)[i] = f(static_cast<const T*>(x)[i]);
}
template <auto f, class T>
Request request(T (*)(T), const std::string& function) {
  Request made;
  made.function = function;
  made.format = FormatOf<T>::name;
  made.kernel = each<f, T>;
  return made;
}
}  // namespace detail

// Of a function from float to float or double to double, called for one input after the other.
template <auto f>
Request request_of(const std::string& function) {
  return detail::request<f>(f, function);
}

}  // namespace softplus_bench::harness
