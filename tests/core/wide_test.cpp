#include "core/wide.hpp"

#include <boost/multiprecision/cpp_int.hpp>
#include <catch2/catch.hpp>
#include <random>

namespace softplus_bench {
namespace {

using boost::multiprecision::cpp_int;

cpp_int integer(uint128 x) {
  return (cpp_int(static_cast<std::uint64_t>(x >> 64)) << 64) + static_cast<std::uint64_t>(x);
}
cpp_int integer(const WideSum& s) { return (integer(s.high) << 128) + integer(s.low); }

TEST_CASE("a wide sum of squares equals the sum of unbounded integers") {
  std::mt19937_64 random(9);
  WideSum sum;
  cpp_int expected = 0;
  for (int i = 0; i < 20000; ++i) {
    uint128 a = random() >> (random() % 64);
    if (i % 50 == 0) a = uint128{1} << 64;
    if (i % 51 == 0) a = ~std::uint64_t{0};
    sum.add_square(a);
    expected += integer(a) * integer(a);
    if (integer(sum) != expected) FAIL("at " << i);
  }
  CHECK(expected > (cpp_int(1) << 128));
  CHECK(sum.to_double() == Approx(expected.convert_to<double>()).epsilon(1e-14));
}

TEST_CASE("wide sums carry into their high half, in any order of addition") {
  std::mt19937_64 random(10);
  const auto any = [&] { return (static_cast<uint128>(random()) << 64) | random(); };
  for (int i = 0; i < 5000; ++i) {
    const WideSum a{any(), any() >> 2};
    const WideSum b{i % 7 == 0 ? ~a.low + 1 : any(), any() >> 2};
    WideSum ab = a;
    ab.add(b);
    WideSum ba = b;
    ba.add(a);
    if (integer(ab) != integer(a) + integer(b) || !(ab == ba)) FAIL("at " << i);
  }
  WideSum full{~uint128{0}, 0};
  full.add({1, 0});
  CHECK((full == WideSum{0, 1}));
}

}  // namespace
}  // namespace softplus_bench
