// Speed of the fast reference beside MPFR's at 128 bits: measure_reference_speed [--rounds N] [--target NAME]
//
// MPFR, evaluate and evaluate_wide take turns in short epochs within a round, so a change of clock or load meets all
// alike; each ratio is the median over the rounds of ratios taken within one. Inputs are even on [-20, 20], rounded to
// binary32. Exits with 1 when a required ratio is missed.
#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "reference/function.hpp"
#include "reference/real.hpp"
#include "reference/simd_target.hpp"
#include "reference/table.hpp"

namespace softplus_bench {
namespace {

constexpr std::size_t inputs = 8192;  // 64 KiB an array: level-2 cache
constexpr std::size_t mpfr_inputs = 64;

struct Requirement {
  std::string_view target;
  double ratio, wide_ratio;
};
constexpr std::array requirements{Requirement{"avx512", 300, 40}, Requirement{"avx2", 150, 20}};

template <class Work>
double ns_per_input(std::size_t n, Work&& work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double, std::nano>(std::chrono::steady_clock::now() - start).count() /
         static_cast<double>(n);
}

double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

// Prints the target's line; false when it misses its requirement.
bool measure(const FastFunction& fast, const std::string& target, int rounds) {
  use_simd_target(target);
  std::mt19937_64 random(1);
  std::uniform_real_distribution<float> even(-20, 20);
  std::vector<double> x(inputs), r(inputs), lo(inputs);
  std::vector<std::int32_t> exponent(inputs);
  for (double& v : x) v = even(random);
  double sum = 0;  // keeps what is computed
  std::vector<double> mpfr_ns, ns, wide_ns, ratio, wide_ratio;
  // The first round warms up.
  for (int round = 0; round <= rounds; ++round) {
    const std::size_t from = static_cast<std::size_t>(round) * mpfr_inputs % inputs;
    const double m = ns_per_input(mpfr_inputs, [&] {
      for (std::size_t i = 0; i < mpfr_inputs; ++i)
        sum += mpfr_get_d(softplus_function.exact->evaluate(Real(x[from + i])).backend().data(), MPFR_RNDN);
    });
    const double e = ns_per_input(inputs, [&] { fast.evaluate(x.data(), r.data(), inputs); });
    sum += r[from];
    const double w =
        ns_per_input(inputs, [&] { fast.evaluate_wide(x.data(), r.data(), lo.data(), exponent.data(), inputs); });
    sum += r[from] + lo[from];
    if (round == 0) continue;
    mpfr_ns.push_back(m);
    ns.push_back(e);
    wide_ns.push_back(w);
    ratio.push_back(m / e);
    wide_ratio.push_back(m / w);
  }
  use_simd_target("");
  std::printf("%-9s %10.0f %12.2f %12.2f %11.0fx %11.0fx", target.c_str(), median(mpfr_ns), median(ns), median(wide_ns),
              median(ratio), median(wide_ratio));
  bool good = sum == sum;
  for (const Requirement& required : requirements) {
    if (required.target != target) continue;
    good = good && median(ratio) >= required.ratio && median(wide_ratio) >= required.wide_ratio;
    std::printf("   required %.0fx, %.0fx: %s", required.ratio, required.wide_ratio, good ? "met" : "MISSED");
  }
  std::printf("\n");
  return good;
}

int run(int rounds, const std::string& only) {
  Real::thread_default_precision(38);  // decimal digits: 128 bits
  std::printf("softplus, MPFR %ld bits, %d rounds; ns an input (medians), and inputs a second as multiples of MPFR's\n",
              static_cast<long>(mpfr_get_prec(Real(1).backend().data())), rounds);
  std::printf("%-9s %10s %12s %12s %12s %12s\n", "target", "MPFR", "evaluate", "wide", "evaluate", "wide");
  bool good = true;
  for (const std::string& target : simd_targets())
    if (only.empty() || only == target) good = measure(*softplus_function.fast, target, rounds) && good;
  return good ? 0 : 1;
}

}  // namespace
}  // namespace softplus_bench

int main(int count, char** arguments) {
  int rounds = 300;
  std::string target;
  bool understood = count % 2 == 1;
  for (int i = 1; understood && i < count; i += 2) {
    const std::string_view option = arguments[i], value = arguments[i + 1];
    if (option == "--target") target = value;
    else understood = option == "--rounds" && std::from_chars(value.begin(), value.end(), rounds).ptr == value.end();
  }
  understood = understood && rounds > 0;
  const std::vector<std::string> targets = softplus_bench::simd_targets();
  if (!target.empty() && std::find(targets.begin(), targets.end(), target) == targets.end()) understood = false;
  if (!understood) {
    std::fprintf(stderr, "Usage: %s [--rounds N] [--target NAME]\nTargets here:", arguments[0]);
    for (const std::string& name : targets) std::fprintf(stderr, " %s", name.c_str());
    std::fprintf(stderr, "\n");
    return 2;
  }
  return softplus_bench::run(rounds, target);
}
