// The loader against plug-ins of tests/plugins, each with one fault.
#include "suites/executor/plugin.hpp"

#include <array>
#include <catch2/catch.hpp>

#include "core/usage_error.hpp"
#include "suites/ab.hpp"
#include "suites/executor/host.hpp"

namespace softplus_bench {
namespace {

std::filesystem::path planted(const std::string& name) {
  return std::filesystem::path(SOFTPLUS_BENCH_PLANTED_PLUGINS) / (name + ".so");
}

std::string refusal(const std::filesystem::path& file) {
  try {
    load_plugin(file, Target::plugin);
  } catch (const UsageError& error) {
    return error.what();
  }
  return "";
}

TEST_CASE("a plug-in's entries of one name become one implementation with its formats, claims and credit") {
  const auto loaded = load_plugin(planted("right"), Target::plugin);
  REQUIRE(loaded.size() == 1);
  const Implementation& mine = *loaded[0];
  CHECK(mine.function == "softplus");
  CHECK(mine.name == "mine");
  CHECK(mine.target == Target::plugin);
  CHECK(mine.credit == "Mine 1.0, log1p");
  CHECK(mine.binary64.claim.max_ulp == 1.5);
  CHECK(mine.binary64.claim.on.upper == 2);
  CHECK_FALSE(mine.bfloat16.claim.exists());
  CHECK(mine.binary32.kernel == nullptr);
  CHECK(mine.binary16.kernel == nullptr);
  const double x = 0;
  double y = 0;
  mine.binary64.kernel(&x, nullptr, &y, 1, nullptr);
  CHECK(y == 0x1.62e42fefa39efp-1);
  const bfloat16 bits{0x1234};
  bfloat16 copied{};
  mine.bfloat16.kernel(&bits, nullptr, &copied, 1, nullptr);
  CHECK(copied == bits);
}

TEST_CASE("a plug-in in plain C is one as well") {
  const auto loaded = load_plugin(planted("plain_c"), Target::plugin);
  REQUIRE(loaded.size() == 1);
  CHECK(loaded[0]->name == "my_kernel");
  CHECK_FALSE(loaded[0]->binary32.claim.exists());
}

TEST_CASE("what is wrong with a plug-in is one line that names the file and says what to do") {
  const std::vector<std::pair<std::string, std::string>> faults{
      {"wrong_abi", "version 7 of the plug-in interface and this program has 1: compile it again"},
      {"without_table", "has no function softplus_bench_plugin: include"},
      {"no_entries", "offers no implementation"},
      {"null_table", "offers no table"},
      {"null_function", "entry 0 of its table has no function, name or format"},
      {"null_kernel", "(softplus/mine/binary64) has no kernel"},
      {"unknown_function", "unknown function 'sofplus'; did you mean 'softplus'?"},
      {"unknown_format", "unknown format 'float': there are binary64"},
      {"bad_name", "is named 'My Kernel': names are of lower-case letters"},
      {"duplicate", "entry 1 of its table is softplus/mine/binary64, as one before it"},
      {"claim_nowhere", "claims an error on no input"}};
  for (const auto& [name, words] : faults) {
    const std::string said = refusal(planted(name));
    INFO(name << ": " << said);
    CHECK(said.starts_with(planted(name).string() + ": "));
    CHECK(said.find(words) != std::string::npos);
    CHECK(said.find('\n') == std::string::npos);
  }
}

TEST_CASE("a file that is not there, or no shared object, cannot be loaded") {
  CHECK(refusal("/nowhere/mine.so").find("cannot be loaded") != std::string::npos);
  CHECK(refusal(SOFTPLUS_BENCH_SOURCE_DIR "/README.md").find("cannot be loaded") != std::string::npos);
}

std::string failure_of(const std::string& name) {
  const Implementation& mine = *load_plugin(planted(name), Target::plugin)[0];
  HostExecutor executor(mine, traits(FormatId::binary64), 4);
  const std::array<std::uint64_t, 4> x{};
  std::array<std::uint64_t, 4> got{};
  return executor.run(x, got);
}

TEST_CASE("an exception that leaves a kernel is the reason of a failed row, not the end of the program") {
  CHECK(failure_of("throws") == "threw an exception: no memory left");
  CHECK(failure_of("throws_a_number") == "threw something that is no std::exception");
  CHECK(failure_of("right").empty());
}

TEST_CASE("a plug-in that leaves flush-to-zero set is found out") {
  CHECK(failure_of("leaves_ftz").find("flush") != std::string::npos);
}

TEST_CASE("an exception ends a comparison of speeds with its reason") {
  const Implementation& throwing = *load_plugin(planted("throws"), Target::plugin)[0];
  const Implementation& right = *load_plugin(planted("right"), Target::plugin)[0];
  CHECK(compare(right, throwing, FormatId::binary64).failure.find("threw an exception: no memory left") !=
        std::string::npos);
}

}  // namespace
}  // namespace softplus_bench
