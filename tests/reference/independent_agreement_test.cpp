#include "tests/reference/independent_agreement.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "core/format.hpp"
#include "tests/reference/independent.hpp"

namespace softplus_bench {
namespace {

TEST_CASE("the reference agrees with an independent evaluation at 1200 bits at 300 points and more of each format") {
  for (const Function* function : function_table())
    for (const FormatTraits& f : all_formats) {
      const Agreement agreement = agreement_with_independent(*function, f);
      CAPTURE(function->name, f.name, agreement.first);
      CHECK(agreement.agree >= 300);
      CHECK(agreement.disagree == 0);
    }
}

TEST_CASE("the independent evaluation knows every function of the reference") {
  const auto names = independent_functions();
  for (const Function* function : function_table()) {
    CAPTURE(function->name);
    CHECK(std::binary_search(names.begin(), names.end(), function->name));
  }
  CHECK(function_table().size() <= names.size());
}

// softplus under the name of a function that is nearly it.
TEST_CASE("a reference of another function disagrees with the independent evaluation") {
  Function wrong = *find_function("softplus");
  wrong.name = "relu";
  for (const FormatTraits& f : all_formats) {
    const Agreement agreement = agreement_with_independent(wrong, f);
    CHECK(agreement.disagree > 100);
    CHECK(agreement.first.find("reference 0x") != std::string::npos);
  }
}

}  // namespace
}  // namespace softplus_bench
