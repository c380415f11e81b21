// The vectorised softplus that is right for every input of binary32, where that is hardest; and its relatives.
#include <bit>
#include <catch2/catch.hpp>
#include <cfenv>
#include <cmath>
#include <vector>

#include "impls/table.hpp"
#include "suites/host_targets.hpp"

namespace softplus_bench {
namespace {

std::vector<const Implementation*> available(std::string_view function, std::string_view name) {
  std::vector<const Implementation*> found;
  for (const Implementation* implementation : implementation_table())
    if (implementation->function == function && implementation->name == name &&
        implementation->target != Target::scalar && why_unavailable(implementation->target).empty())
      found.push_back(implementation);
  return found;
}

// The exact value is so many ulp above the middle between two numbers, of which `want` is then the larger one, or below
// it. Found by the sweep of all inputs, with MPFR at 300 bits.
struct HardCase {
  float x, want;
  double ulp_above_middle;
};
constexpr HardCase hard_cases[] = {
    {0x1.d483ap-12f, 0x1.63017ap-1f, 8.28312e-11},   {0x1.47f11p+2f, 0x1.485248p+2f, -1.63964e-09},
    {0x1.ad174ep-10f, 0x1.634f82p-1f, 2.27488e-09},  {0x1.172c44p-12f, 0x1.62f5a2p-1f, -2.86008e-09},
    {-0x1.65cf3p+6f, 0x1.edb9cp-130f, 4.596e-09},    {0x1.529a84p-11f, 0x1.630e86p-1f, 7.89703e-09},
    {-0x1.c0c966p-3f, 0x1.2ddc32p-1f, -8.67047e-09}, {0x1.deec42p-10f, 0x1.635bfap-1f, 9.35282e-09},
    {-0x1.c4490ap-2f, 0x1.fc692p-2f, 1.01397e-08},   {-0x1.b83edep-14f, 0x1.62dd4ep-1f, -1.14663e-08},
    {0x1.898792p-12f, 0x1.62fccap-1f, 1.21396e-08},  {-0x1.5bbeacp-18f, 0x1.62e3dap-1f, 1.27078e-08},
};

TEST_CASE("the inputs nearest to the middle between two numbers are rounded to the right one of them") {
  for (const Implementation* implementation : available("softplus", "correctly_rounded"))
    for (const HardCase& hard : hard_cases) {
      CAPTURE(name_of(implementation->target), hard.x, hard.ulp_above_middle);
      float got = 0;
      implementation->binary32.kernel(&hard.x, nullptr, &got, 1, nullptr);
      CHECK(std::bit_cast<std::uint32_t>(got) == std::bit_cast<std::uint32_t>(hard.want));
    }
}

TEST_CASE("results below the normal numbers are rounded once, and down to nothing at the half of the least") {
  // -150 log 2 = -103.972077083991796...: 2^-150 is the half of the least number, and a tie would go to 0.
  constexpr HardCase subnormal[] = {{-0x1.5d58ap+6f, 0x1.ffff98p-127f, 0.49},
                                    {-90, 0x1.1d85p-130f, -0.22},
                                    {-103, 0x1p-149f, -0.18},
                                    {-0x1.9fe368p+6f, 0x1p-149f, 3.3e-7},
                                    {-0x1.9fe36ap+6f, 0, -3.5e-6}};
  for (const Implementation* implementation : available("softplus", "correctly_rounded"))
    for (const HardCase& hard : subnormal) {
      CAPTURE(name_of(implementation->target), hard.x);
      float got = -1;
      implementation->binary32.kernel(&hard.x, nullptr, &got, 1, nullptr);
      CHECK(std::bit_cast<std::uint32_t>(got) == std::bit_cast<std::uint32_t>(hard.want));
    }
}

TEST_CASE("infinite and large inputs are no invalid operation of a kernel of binary64") {
  for (const auto& implementations :
       {available("softplus", "fused"), available("softplus", "fused_fast"), available("log_sigmoid", "fused")})
    for (const Implementation* implementation : implementations)
      for (const double x : {infinity, -infinity, 0x1.fffffffffffffp1023, -0x1.fffffffffffffp1023, 601.0, -601.0}) {
        CAPTURE(implementation->function, implementation->name, name_of(implementation->target), x);
        double y = 0;
        std::feclearexcept(FE_ALL_EXCEPT);
        implementation->binary64.kernel(&x, nullptr, &y, 1, nullptr);
        CHECK(std::fetestexcept(FE_INVALID | FE_DIVBYZERO | FE_OVERFLOW) == 0);
      }
}

TEST_CASE("log_sigmoid in vectors is softplus with both signs changed") {
  const auto log_sigmoids = available("log_sigmoid", "fused");
  const auto softplus = available("softplus", "fused");
  REQUIRE(log_sigmoids.size() == softplus.size());
  std::vector<double> x{0, -0.0, infinity, -infinity, std::nan("")};
  for (int i = -4000; i < 4000; ++i) x.push_back(i * 0.19 + 1 / 97.0);
  for (std::size_t k = 0; k < softplus.size(); ++k) {
    std::vector<double> mirrored, y(x.size()), z(x.size());
    for (const double value : x) mirrored.push_back(-value);
    log_sigmoids[k]->binary64.kernel(x.data(), nullptr, y.data(), x.size(), nullptr);
    softplus[k]->binary64.kernel(mirrored.data(), nullptr, z.data(), x.size(), nullptr);
    for (std::size_t i = 0; i < x.size(); ++i) {
      CAPTURE(name_of(softplus[k]->target), x[i]);
      if (std::isnan(x[i])) CHECK(std::isnan(y[i]));
      else CHECK(std::bit_cast<std::uint64_t>(y[i]) == std::bit_cast<std::uint64_t>(-z[i]));
    }
  }
}

}  // namespace
}  // namespace softplus_bench
