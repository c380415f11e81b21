#include "core/nearest.hpp"

#include <catch2/catch.hpp>

namespace softplus_bench {
namespace {

using Names = std::vector<std::string>;

TEST_CASE("suggestions come in the order of their edit distance") {
  const Names names{"naive", "log1p", "symmetric", "symmetric_log"};
  CHECK(nearest("simetric", names, 2) == Names{"symmetric", "symmetric_log"});
  CHECK(nearest("log1", names, 1) == Names{"log1p"});
  CHECK(nearest("log1p", names, 1) == Names{"log1p"});
  CHECK(nearest("", names, 1) == Names{"naive"});
}

TEST_CASE("a substitution, an insertion and a deletion each count one") {
  CHECK(nearest("abc", Names{"abxd", "abx"}, 1) == Names{"abx"});
  CHECK(nearest("abc", Names{"xy", "abcd"}, 1) == Names{"abcd"});
  CHECK(nearest("abc", Names{"xbz", "bc"}, 1) == Names{"bc"});
  CHECK(nearest("kitten", Names{"sittin", "sitting", "kitchen"}, 3) == Names{"sittin", "kitchen", "sitting"});
}

TEST_CASE("equally near names keep their order, and no more are given than there are") {
  const Names names{"b", "a", "c"};
  CHECK(nearest("x", names, 2) == Names{"b", "a"});
  CHECK(nearest("x", names, 9) == names);
  CHECK(nearest("x", Names{}, 3).empty());
}

}  // namespace
}  // namespace softplus_bench
