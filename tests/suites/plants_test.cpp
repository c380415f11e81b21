// A plant changes what it says it changes, at its place, and nothing else: else a gate that sees it proves nothing.
#include "suites/plants.hpp"

#include <catch2/catch.hpp>
#include <memory>
#include <set>
#include <vector>

#include "reference/table.hpp"
#include "suites/regions.hpp"
#include "tests/suites/measured.hpp"

namespace softplus_bench::portable::softplus {
extern constinit const Implementation compensated;
}  // namespace softplus_bench::portable::softplus

namespace softplus_bench {
namespace {

const Implementation& right = portable::softplus::compensated;
constexpr Fault one_input_each[] = {Fault::one_wrong_input, Fault::zero_sign, Fault::swallowed_nan,
                                    Fault::early_infinity, Fault::flushed};

std::vector<binary16> all_inputs() {
  std::vector<binary16> x(65536);
  for (std::size_t i = 0; i < x.size(); ++i) x[i] = {static_cast<std::uint16_t>(i)};
  return x;
}

std::vector<binary16> results(const Implementation& implementation, const std::vector<binary16>& x) {
  std::vector<binary16> y(x.size());
  implementation.binary16.kernel(x.data(), nullptr, y.data(), x.size(), nullptr);
  return y;
}

const FormatTraits& f = traits(FormatId::binary16);

TEST_CASE("a plant of one input changes that one, as it says", "[plants]") {
  const auto x = all_inputs();
  const auto due = results(right, x);
  for (const Fault fault : one_input_each)
    for (std::uint64_t seed = 0; seed < 50; ++seed) {
      const auto plant = drawn_plant(fault, softplus_function, right, f.id, seed);
      REQUIRE(plant.has_value());
      CAPTURE(name_of(fault), seed, plant->first);
      REQUIRE(plant->first == plant->last);
      const PlantedImplementation planted(right, *plant);
      const auto got = results(planted.get(), x);
      for (std::size_t i = 0; i < x.size(); ++i)
        if ((got[i] == due[i]) == plant->contains(i)) FAIL("at " << i << ": " << got[i].bits);
      const std::uint64_t wrong = got[plant->first].bits;
      const std::uint64_t was = due[plant->first].bits;
      switch (fault) {
        case Fault::one_wrong_input: CHECK(wrong == was + 3); break;
        case Fault::zero_sign: CHECK((was == 0 && wrong == f.sign_bit())); break;
        case Fault::swallowed_nan: CHECK((is_nan(f, was) && wrong == 0)); break;
        case Fault::early_infinity: CHECK((is_finite(f, was) && wrong == f.infinity_bits())); break;
        default: CHECK((was > 2 && was <= f.fraction_mask() && wrong == 0));
      }
    }
}

TEST_CASE("a plant in a region moves all of its results 3 ulp up, and none beside it", "[plants]") {
  const auto x = all_inputs();
  const auto due = results(right, x);
  const RegionMap regions(f, softplus_function, true);
  std::set<std::size_t> seen;
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    const auto plant = drawn_plant(Fault::three_ulp_region, softplus_function, right, f.id, seed);
    REQUIRE(plant.has_value());
    const std::size_t region = regions.of(plant->first);
    seen.insert(region);
    CHECK(regions.of(plant->last) == region);
    const PlantedImplementation planted(right, *plant);
    const auto got = results(planted.get(), x);
    for (std::size_t i = 0; i < x.size(); ++i) {
      const bool at_the_top = due[i].bits + 3u >= f.infinity_bits();
      const std::uint16_t want =
          plant->contains(i) && !at_the_top ? static_cast<std::uint16_t>(due[i].bits + 3) : due[i].bits;
      if (got[i].bits != want) FAIL("at " << i << ": " << got[i].bits << ", not " << want);
    }
  }
  CHECK(seen.size() >= 4);  // drawn, not given
}

TEST_CASE("nothing planted is the right kernel, bit by bit", "[plants]") {
  const auto x = all_inputs();
  const PlantedImplementation planted(right, {Fault::nothing, f.id, 0, 0xffff});
  CHECK(results(planted.get(), x) == results(right, x));
}

TEST_CASE("a planted kernel works in place, and keeps names, claim and other formats", "[plants]") {
  const auto plant = drawn_plant(Fault::one_wrong_input, softplus_function, right, f.id, 3);
  REQUIRE(plant.has_value());
  const PlantedImplementation planted(right, *plant);
  const auto x = all_inputs();
  auto y = x;
  planted.get().binary16.kernel(y.data(), nullptr, y.data(), y.size(), nullptr);
  CHECK(y == results(planted.get(), x));
  CHECK(planted.get().name == right.name);
  CHECK(planted.get().binary16.claim.max_ulp == right.binary16.claim.max_ulp);
  CHECK(planted.get().binary16.kernel != right.binary16.kernel);
  CHECK(planted.get().binary32.kernel == right.binary32.kernel);
}

TEST_CASE("plants of several kernels live side by side, and their places are free again", "[plants]") {
  std::vector<std::unique_ptr<PlantedImplementation>> all;
  for (std::uint64_t x = 0; x < 8; ++x)
    all.push_back(std::make_unique<PlantedImplementation>(right, Plant{Fault::one_wrong_input, f.id, x, x}));
  CHECK_THROWS_AS(PlantedImplementation(right, {}), std::length_error);
  const binary16 x{5};
  for (std::size_t i = 0; i < all.size(); ++i) {
    binary16 y{};
    binary16 due{};
    all[i]->get().binary16.kernel(&x, nullptr, &y, 1, nullptr);
    right.binary16.kernel(&x, nullptr, &due, 1, nullptr);
    CHECK((y.bits != due.bits) == (i == 5));
  }
  all.pop_back();
  CHECK_NOTHROW(PlantedImplementation(right, {}));
}

TEST_CASE("the accuracy suite finds a plant where it was put", "[plants]") {
  for (const Fault fault : one_input_each) {
    if (fault == Fault::zero_sign) continue;  // breaks no claim
    const auto plant = drawn_plant(fault, softplus_function, right, f.id, 7);
    REQUIRE(plant.has_value());
    const PlantedImplementation planted(right, *plant);
    const auto statistics = statistics_of(measured(planted.get(), f.id), f.id);
    CAPTURE(name_of(fault));
    CHECK(statistics.n_claim_violations == 1);
    CHECK(statistics.first_violation.input == plant->first);
  }
  CHECK(statistics_of(measured(right, f.id), f.id).n_claim_violations == 0);
}

}  // namespace
}  // namespace softplus_bench
