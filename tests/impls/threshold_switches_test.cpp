// That a kernel switches where its descriptor says: next to the threshold, on the side of a formula that is known here,
// every output has that formula's bits, and on the other side some output has not.
#include <algorithm>
#include <catch2/catch.hpp>
#include <string_view>
#include <vector>

#include "core/parameters.hpp"
#include "impls/portable/arithmetic.hpp"
#include "impls/table.hpp"

namespace softplus_bench {
namespace {

enum class Side : int { below = -1, above = 1 };

struct Switch {
  std::string_view function;
  std::string_view name;
  std::size_t index;  // of the threshold
  Side side;          // where the formula holds
  double reach = 0;   // how far from the threshold the two sides must have differed; 0: next to it
};

const Implementation& find(const Switch& at) {
  for (const Implementation* row : implementation_table())
    if (row->function == at.function && row->name == at.name && row->target == Target::scalar) return *row;
  FAIL("no implementation " << at.function << "/" << at.name);
  throw;
}

// Inputs on one side of the threshold: the next ones, without the first, as the threshold may be one of them rounded;
// then some up to the reach.
template <class T>
std::vector<T> inputs_beside(double threshold, Side side, double reach) {
  constexpr FormatTraits f = format_traits<T>;
  const int direction = static_cast<int>(side);
  const int steps = f.bits == 16 ? 20 : 300;
  std::vector<T> inputs;
  for (int step = 2; step < steps; ++step)
    inputs.push_back(from_bits<T>(bits_at_ordinal(f, ordinal(narrow<T>(threshold)) + direction * step)));
  for (int step = 1; reach > 0 && step < 500; ++step)
    inputs.push_back(narrow<T>(threshold + direction * (reach * step / 500)));
  return inputs;
}

template <class T>
T output(const Implementation& row, T x) {
  const T second = narrow<T>(0.7);
  const double parameters[parameter_count] = {1, default_threshold};
  T y;
  row.variant<T>().kernel(&x, &second, &y, 1, parameters);
  return y;
}

// `formula` is called with numbers of each format that the kernel has.
template <class Formula>
void check(const Switch& at, Formula formula) {
  const Implementation& row = find(at);
  std::size_t formats_that_show_it = 0;
  for (const FormatTraits& f : all_formats)
    visit_format(f.id, [&]<class T>(std::type_identity<T>) {
      if (row.variant<T>().kernel == nullptr) return;
      CAPTURE(at.function, at.name, at.index, f.name);
      const IncreasingNumbers& thresholds = row.thresholds.of(f.id);
      REQUIRE(at.index < thresholds.count);
      const double threshold = thresholds.first[at.index];
      std::size_t others = 0;
      for (const T x : inputs_beside<T>(threshold, at.side, at.reach))
        others += to_bits(output(row, x)) != to_bits(formula(x)) ? 1 : 0;
      CHECK(others == 0);
      const Side other_side = at.side == Side::below ? Side::above : Side::below;
      const auto beyond = inputs_beside<T>(threshold, other_side, at.reach);
      formats_that_show_it += std::any_of(beyond.begin(), beyond.end(),
                                          [&](T x) { return to_bits(output(row, x)) != to_bits(formula(x)); });
    });
  CAPTURE(at.function, at.name, at.index);
  CHECK(formats_that_show_it > 0);
}

template <class T>
T constant(double value) {
  return arithmetic::constant<T>(value);
}
const auto identity = [](auto x) { return x; };
const auto zero = [](auto x) { return constant<decltype(x)>(0); };
const auto log1p_of_exp = [](auto x) { return arithmetic::log1p(arithmetic::exp(x)); };
const auto exponential = [](auto x) { return arithmetic::exp(x); };
const auto log_ratio = [](auto p) { return arithmetic::log(p / (constant<decltype(p)>(1) - p)); };

TEST_CASE("softplus switches to x, to 0 and to e^x where the descriptors say") {
  const auto identities = {Switch{"softplus", "thresholded_20", 0, Side::above},
                           {"softplus", "thresholded_20_log", 0, Side::above},
                           {"softplus", "base2", 0, Side::above},
                           {"softplus", "early_cut", 1, Side::above},
                           {"softplus", "eps_two", 1, Side::above},
                           {"softplus", "eps_two_log", 1, Side::above},
                           {"softplus", "residual_absolute", 2, Side::above},
                           {"softplus", "table_linear", 1, Side::above},
                           {"softplus", "table_quadratic", 1, Side::above}};
  for (const Switch& at : identities) check(at, identity);
  for (const char* name : {"early_cut", "table_linear", "table_quadratic"})
    check({"softplus", name, 0, Side::below}, zero);
  for (const char* name : {"eps_two", "eps_two_log"}) check({"softplus", name, 0, Side::below}, exponential);
  check({"softplus", "overflow_bound", 0, Side::below}, log1p_of_exp);
  check({"softplus", "maechler", 1, Side::below}, log1p_of_exp);
  check({"softplus", "five_piece", 2, Side::below}, log1p_of_exp);
}

TEST_CASE("softplus switches to its tail where the descriptors say") {
  const auto three_terms = [](auto x) {
    using T = decltype(x);
    const T t = arithmetic::exp(-arithmetic::abs(x));
    return arithmetic::positive_part(x) + (t + t * t * (t * constant<T>(1.0 / 3) - constant<T>(0.5)));
  };
  check({"softplus", "residual_absolute", 0, Side::below}, three_terms);
  check({"softplus", "residual_absolute", 1, Side::above}, three_terms);
  const auto two_terms = [](auto x) {
    using T = decltype(x);
    const T t = arithmetic::exp(-arithmetic::abs(x));
    return arithmetic::positive_part(x) + t * (constant<T>(1) - constant<T>(0.5) * t);
  };
  check({"softplus", "symmetric_taylor_log", 0, Side::below}, two_terms);
  check({"softplus", "symmetric_taylor_log", 1, Side::above}, two_terms);
  const auto in_binary32 = [](auto x) {
    const auto wide = static_cast<float>(widen(x));
    const float t = std::exp(-std::abs(wide));
    return narrow<decltype(x)>(arithmetic::positive_part(wide) + t * (1 - t / 2));
  };
  check({"softplus", "rational", 0, Side::below}, in_binary32);
}

TEST_CASE("what is clamped is constant beyond its thresholds") {
  for (const Switch& at : {Switch{"sigmoid", "clamped_rational", 0, Side::below, 4},
                           {"sigmoid", "clamped_rational", 1, Side::above, 4},
                           {"softplus", "exponent_extraction", 0, Side::below, 4}})
    check(at, [&]<class T>(T) {
      const Implementation& row = find(at);
      return output(row, narrow<T>(row.thresholds.of(format_id<T>).first[at.index]));
    });
}

TEST_CASE("sigmoid and its kind switch where the descriptors say") {
  const auto quotient = [](auto x) {
    using T = decltype(x);
    const T t = arithmetic::exp(-arithmetic::abs(x));
    return t / (constant<T>(1) + t);
  };
  check({"sigmoid", "two_branch", 0, Side::below, 1}, quotient);
  check({"sigmoid", "mirrored", 0, Side::above, 1}, [](auto x) {
    using T = decltype(x);
    return constant<T>(1) / (constant<T>(1) + arithmetic::exp(-arithmetic::abs(x)));
  });
  check({"softplus_backward", "two_branch", 0, Side::below, 1},
        [&](auto x) { return constant<decltype(x)>(0.7) * quotient(x); });
  check({"sigmoid_derivative", "thresholded_zero", 0, Side::above}, zero);
  check({"log_sigmoid", "negated_softplus", 0, Side::below}, identity);
  check({"log_sigmoid", "two_branch", 0, Side::above, 4},
        [](auto x) { return -arithmetic::log1p(arithmetic::exp(-x)); });
}

TEST_CASE("silu, mish, elu and selu switch where the descriptors say") {
  const auto halves = [](auto x) {
    const auto half_power = arithmetic::exp(x * constant<decltype(x)>(0.5));
    return (x * half_power) * half_power;
  };
  check({"silu", "full_range", 0, Side::below}, halves);
  check({"mish", "full_range", 0, Side::below}, halves);
  check({"mish", "full_range", 1, Side::above, 1}, [](auto x) {
    using T = decltype(x);
    const T e = arithmetic::exp(-x);
    const T numerator = constant<T>(1) + (e + e);
    return x * (numerator / arithmetic::fma(e + e, e, numerator));
  });
  check({"mish", "rational", 0, Side::above}, identity);
  for (const char* name : {"expm1", "exp_minus_one"}) {
    check({"elu", name, 0, Side::above, 1}, identity);
    check({"selu", name, 0, Side::above, 1}, [](auto x) { return constant<decltype(x)>(1.0507009873554805) * x; });
  }
}

TEST_CASE("the inverse switches where the descriptors say") {
  const auto large = [](auto y) { return y + arithmetic::log1p(-arithmetic::exp(-y)); };
  const auto small = [](auto y) { return arithmetic::log(arithmetic::expm1(y)); };
  check({"softplus_inverse", "log1mexp_switch", 0, Side::above}, large);
  check({"softplus_inverse", "root_aware", 1, Side::above}, large);
  check({"softplus_inverse", "root_aware", 0, Side::below}, small);
  check({"softplus_inverse", "logexp_functions", 0, Side::below}, small);
  check({"softplus_inverse", "tfp", 0, Side::below}, [](auto y) { return arithmetic::log(y); });
  check({"softplus_inverse", "tfp", 1, Side::above}, identity);
}

TEST_CASE("logit and the entropy switch where the descriptors say") {
  check({"logit", "scipy", 0, Side::below}, log_ratio);
  check({"logit", "scipy", 1, Side::above}, log_ratio);
  check({"logit", "root_aware", 0, Side::below}, log_ratio);
  check({"logit", "root_aware", 2, Side::above}, log_ratio);
  check({"logit", "root_aware", 1, Side::above, 0.1}, [](auto p) {
    using T = decltype(p);
    return arithmetic::log1p(((p + p) - constant<T>(1)) / (constant<T>(1) - p));
  });
  const auto plain = [](auto p) {
    return p * arithmetic::log(p) + (constant<decltype(p)>(1) - p) * arithmetic::log1p(-p);
  };
  check({"negative_binary_entropy", "series_near_half", 0, Side::below}, plain);
  check({"negative_binary_entropy", "series_near_half", 1, Side::above}, plain);
  check({"negative_binary_entropy", "fused", 0, Side::below, 0.1}, [](auto p) {
    return arithmetic::fma(p, arithmetic::log(p), (constant<decltype(p)>(1) - p) * arithmetic::log1p(-p));
  });
}

TEST_CASE("the parameter is a threshold of those who say so") {
  std::size_t n = 0;
  for (const Implementation* row : implementation_table()) {
    if (!row->thresholds.has_parameter) continue;
    ++n;
    CAPTURE(row->function, row->name);
    // Of two thresholds between which the input lies, one gives the formula and one what stands beyond.
    const double x = 5;
    const double g = 0.7;
    double y[2];
    for (const bool beyond : {false, true}) {
      const double parameters[parameter_count] = {1, beyond ? 4.0 : 6.0};
      row->binary64.kernel(&x, &g, &y[beyond ? 1 : 0], 1, parameters);
    }
    CHECK(y[0] != y[1]);
  }
  CHECK(n == 4);
}

}  // namespace
}  // namespace softplus_bench
