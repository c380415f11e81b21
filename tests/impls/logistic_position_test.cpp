// The vectorised sigmoid, silu and softplus_backward: an output depends on its own inputs alone.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "tests/impls/logistic_rows.hpp"

namespace softplus_bench {
namespace {

// Vectors have 64 bytes at most.
template <class T>
constexpr std::size_t most_lanes = 64 / (sizeof(T) < 4 ? 4 : sizeof(T));

// Every piece of the functions, and every special value, in no order.
template <class T>
std::vector<T> varied(std::size_t n, double phase) {
  constexpr double inf = std::numeric_limits<double>::infinity();
  const double chosen[] = {0,     -0.0,  inf,  -inf,   std::nan(""), 1,    -1,   1e-30, -1e-30, 1e30, -1e30,
                           -87.5, -88.9, -103, -104.5, -708.5,       -744, -746, 20.5,  40.5,   5e-7, 1e-40};
  std::vector<T> x;
  for (std::size_t i = 0; i < n; ++i) {
    const auto at = static_cast<double>(i) + phase;
    x.push_back(
        number<T>(i % 3 == 0 ? chosen[(i / 3) % std::size(chosen)] : std::sin(at) * std::pow(1.5, std::fmod(at, 20))));
  }
  return x;
}

TEMPLATE_TEST_CASE(
    "fused logistic functions: any length at any alignment gives the bits of one long call, in place "
    "too, and writes no more",
    "", float, double, binary16, bfloat16) {
  using T = TestType;
  constexpr std::size_t lanes = most_lanes<T>;
  const auto x = varied<T>(4 * lanes + 2, 0), g = varied<T>(4 * lanes + 2, 1.5);
  const T untouched = number<T>(-12345);
  REQUIRE_FALSE(fused_here().empty());
  for (const Implementation* row : fused_here()) {
    CAPTURE(row->function, name_of(row->target));
    const auto kernel = row->variant<T>().kernel;
    const std::array<double, parameter_count> parameters{3, 20};
    const auto y = outputs(*row, x, g, parameters[beta_parameter]);
    for (std::size_t from = 0; from <= lanes; ++from)
      for (std::size_t n = 0; n <= 2 * lanes + 1; ++n) {
        std::vector<T> got(3 * lanes + 4, untouched);
        kernel(x.data() + from, g.data() + from, got.data() + 1, n, parameters.data());
        const bool right = same_bits(got.data() + 1, y.data() + from, n);
        const auto stays = [&](const T& value) { return same_bits(&value, &untouched, 1); };
        const bool no_more =
            stays(got[0]) && std::all_of(got.begin() + 1 + static_cast<std::ptrdiff_t>(n), got.end(), stays);
        std::vector<T> in_place(x);
        kernel(in_place.data() + from, g.data() + from, in_place.data() + from, n, parameters.data());
        const bool right_in_place = same_bits(in_place.data() + from, y.data() + from, n) &&
                                    same_bits(in_place.data(), x.data(), from) &&
                                    same_bits(in_place.data() + from + n, x.data() + from + n, x.size() - from - n);
        if (!right || !no_more || !right_in_place) FAIL(from << " " << n << ": " << right << no_more << right_in_place);
      }
  }
}

TEMPLATE_TEST_CASE("fused logistic functions: what stands in other lanes does not matter", "", float, double, binary16,
                   bfloat16) {
  using T = TestType;
  constexpr double inf = std::numeric_limits<double>::infinity();
  constexpr std::size_t n = most_lanes<T> + 3;
  const auto x = varied<T>(4 * n, 0), g = varied<T>(4 * n, 1.5);
  for (const Implementation* row : fused_here()) {
    CAPTURE(row->function, name_of(row->target));
    for (const double other : {std::nan(""), inf, -inf, 1e-45, -3e38, -103.0, -740.0})
      for (std::size_t i = 0; i < x.size(); ++i) {
        const T alone = output(*row, x[i], g[i], 3);
        std::vector<T> among(n, number<T>(other)), gradients(n, number<T>(-other));
        among[i % n] = x[i];
        gradients[i % n] = g[i];
        const T got = outputs(*row, among, gradients, 3)[i % n];
        if (!same_bits(&got, &alone, 1)) FAIL("lane " << i % n << ", input " << i << " among " << other);
      }
  }
}

}  // namespace
}  // namespace softplus_bench
