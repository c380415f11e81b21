#include "suites/filter.hpp"

#include <catch2/catch.hpp>

#include "core/usage_error.hpp"

namespace softplus_bench {
namespace {

const std::vector<std::string> ids{"softplus/naive/binary32/scalar", "softplus/naive/binary64/scalar",
                                   "softplus/symmetric/binary32/scalar", "sigmoid/symmetric/binary32/avx2"};

std::vector<std::string> accepted(const std::vector<std::string>& filters) {
  const Filter filter(filters);
  std::vector<std::string> result;
  for (const std::string& id : ids)
    if (filter.accepts(id)) result.push_back(id);
  return result;
}

TEST_CASE("a glob covers the whole text, and only its star and question mark are special") {
  CHECK(glob_matches("*", ""));
  CHECK(glob_matches("", ""));
  CHECK_FALSE(glob_matches("", "a"));
  CHECK(glob_matches("a*c", "abbbc"));
  CHECK_FALSE(glob_matches("a*c", "abbbcd"));
  CHECK_FALSE(glob_matches("b", "abc"));
  CHECK(glob_matches("a?c", "abc"));
  CHECK_FALSE(glob_matches("a?c", "ac"));
  CHECK(glob_matches("*a*b*", "xxaxxbxx"));
  CHECK_FALSE(glob_matches("*a*b*", "xxbxxaxx"));
  CHECK(glob_matches("*ab", "aab"));
  CHECK(glob_matches("**", "x"));
  CHECK(glob_matches("a.c", "a.c"));
  CHECK_FALSE(glob_matches("a.c", "abc"));
  CHECK_FALSE(glob_matches("[ab]", "a"));
  // Without a walk that is linear per star this would not end.
  CHECK_FALSE(glob_matches("*a*a*a*a*a*a*a*a*a*a*a*a*b", std::string(3000, 'a')));
}

TEST_CASE("filters are a union, less what is excluded") {
  CHECK(accepted({}) == ids);
  CHECK(accepted({"*"}) == ids);
  CHECK(accepted({"*/naive/*"}) == std::vector{ids[0], ids[1]});
  CHECK(accepted({"*/naive/*", "sigmoid/*"}) == std::vector{ids[0], ids[1], ids[3]});
  CHECK(accepted({"*/naive/*", "!*/binary64/*"}) == std::vector{ids[0]});
  CHECK(accepted({"!*/naive/*"}) == std::vector{ids[2], ids[3]});
  CHECK(accepted({"!*"}).empty());
  CHECK(accepted({"naive"}).empty());  // a glob is not a substring
}

TEST_CASE("a regular expression is found anywhere in the id") {
  CHECK(accepted({"re:symm"}) == std::vector{ids[2], ids[3]});
  CHECK(accepted({"re:^soft.*32"}) == std::vector{ids[0], ids[2]});
  CHECK(accepted({"!re:softplus"}) == std::vector{ids[3]});
}

TEST_CASE("what is no filter is refused by name") {
  CHECK_THROWS_AS(Filter({"re:("}), UsageError);
  CHECK_THROWS_WITH(Filter({"!re:["}), Catch::StartsWith("filter '!re:[' is not a regular expression"));
  CHECK_THROWS_WITH(Filter({""}), "filter '' is empty: use '*' for every row");
  CHECK_THROWS_WITH(Filter({"!"}), "filter '!' is empty: use '*' for every row");
  CHECK_THROWS_AS(Filter({"re:"}), UsageError);
}

TEST_CASE("a filter without match names the nearest ids") {
  CHECK_NOTHROW(Filter({"*/naive/*", "re:avx2"}).require_matches(ids));
  CHECK_THROWS_WITH(Filter({"softplus/native/binary32/scalar"}).require_matches(ids),
                    "filter 'softplus/native/binary32/scalar' matches nothing; nearest: softplus/naive/binary32/scalar "
                    "softplus/naive/binary64/scalar softplus/symmetric/binary32/scalar (see 'softplus-bench list "
                    "implementations')");
  CHECK_THROWS_AS(Filter({"*", "nothing"}).require_matches(ids), UsageError);
  CHECK_NOTHROW(Filter({"!nothing"}).require_matches(ids));
}

}  // namespace
}  // namespace softplus_bench
