#include "suites/suite.hpp"

#include <catch2/catch.hpp>

#include "core/usage_error.hpp"

namespace softplus_bench {
namespace {

std::string suite_refusal(std::string_view toml) {
  try {
    parse_suite(toml, "my.toml");
  } catch (const UsageError& error) {
    return error.what();
  }
  return "";
}

TEST_CASE("a suite is read as it is written") {
  const Suite suite = parse_suite(R"(
name = "mine"
description = "a test"
filters = ["a*", "!b"]
seed = 42
[accuracy]
exhaustive = ["bfloat16", "binary32"]
samples = 1000
weighted = ["mamba", "normal"]
weighted_samples = 77
[speed]
metrics = ["latency"]
footprints = ["L2", "DRAM"]
input_mixes = ["alternating"]
in_place = [true]
threads = [2, 0]
layouts = 3
rounds = 12
)",
                                  "my.toml");
  CHECK(suite.name == "mine");
  CHECK(suite.description == "a test");
  CHECK(suite.filters == std::vector<std::string>{"a*", "!b"});
  CHECK(suite.seed == 42);
  REQUIRE(suite.accuracy);
  CHECK(suite.accuracy->exhaustive == std::vector{FormatId::bfloat16, FormatId::binary32});
  CHECK(suite.accuracy->samples == 1000);
  CHECK(suite.accuracy->weighted == std::vector<std::string>{"mamba", "normal"});
  CHECK(suite.accuracy->weighted_samples == 77);
  REQUIRE(suite.speed);
  CHECK(suite.speed->metrics == std::vector<std::string>{"latency"});
  CHECK(suite.speed->footprints == std::vector<std::string>{"L2", "DRAM"});
  CHECK(suite.speed->input_mixes == std::vector<std::string>{"alternating"});
  CHECK(suite.speed->in_place == std::vector{true});
  CHECK(suite.speed->threads == std::vector{2u, 0u});
  CHECK(suite.speed->layouts == 3);
  CHECK(suite.speed->rounds == 12);
}

TEST_CASE("what a suite does not say has its default, and a missing section is not measured") {
  const Suite suite = parse_suite("[accuracy]\nsamples = 9", "my.toml");
  CHECK(suite.name == "unnamed");
  CHECK(suite.seed == 1);
  CHECK_FALSE(suite.speed);
  CHECK(suite.accuracy->weighted_samples == 9);
  CHECK_FALSE(parse_suite("", "my.toml").accuracy);
  CHECK(parse_suite("[speed]\nin_place = [true, true]", "my.toml").speed->in_place == std::vector{true});
  const SpeedPlan speed = *parse_suite("[speed]", "my.toml").speed;
  CHECK(speed.rounds == 500);
  CHECK(speed.in_place == std::vector{false});
  CHECK(speed.threads == std::vector{1u});
  CHECK(speed.layouts == 0);
}

TEST_CASE("a misspelt key is refused with its file, its line and the key meant") {
  CHECK(suite_refusal("name = 'x'\nsede = 1") == "my.toml:2: unknown key 'sede'; did you mean 'seed'?");
  CHECK(suite_refusal("\n[accuracy]\nsample = 1") ==
        "my.toml:3: accuracy: unknown key 'sample'; did you mean 'samples'?");
  CHECK(suite_refusal("[speed]\n\n\nround = 1") == "my.toml:4: speed: unknown key 'round'; did you mean 'rounds'?");
  CHECK(suite_refusal("[acuracy]") == "my.toml:1: unknown key 'acuracy'; did you mean 'accuracy'?");
}

TEST_CASE("a value of the wrong type is refused with its line") {
  CHECK(suite_refusal("name = 1") == "my.toml:1: 'name' must be a string");
  CHECK(suite_refusal("\nseed = '1'") == "my.toml:2: 'seed' must be a whole number, at least 0");
  CHECK(suite_refusal("seed = -1") == "my.toml:1: 'seed' must be a whole number, at least 0");
  CHECK(suite_refusal("seed = 1.5") == "my.toml:1: 'seed' must be a whole number, at least 0");
  CHECK(suite_refusal("filters = '*'") == "my.toml:1: 'filters' must be an array of strings");
  CHECK(suite_refusal("filters = [\n'*',\n2]") == "my.toml:3: 'filters' must hold strings only");
  CHECK(suite_refusal("[speed]\nrounds = 10") == "my.toml:2: speed: 'rounds' must be 11 to 1000000");
  CHECK(suite_refusal("[speed]\nrounds = 11").empty());
  CHECK(suite_refusal("[speed]\nthreads = 2") == "my.toml:2: speed: 'threads' must be a list of whole numbers");
  CHECK(suite_refusal("[speed]\nthreads = [-1]") ==
        "my.toml:2: speed: 'threads' must hold whole numbers from 0 to 4096");
  CHECK(suite_refusal("[speed]\nin_place = [1]") == "my.toml:2: speed: 'in_place' must hold true and false only");
  CHECK(suite_refusal("[speed]\nlayouts = 7") == "my.toml:2: speed: 'layouts' must be at most 6");
  CHECK(suite_refusal("accuracy = 1") == "my.toml:1: 'accuracy' must be a table");
}

TEST_CASE("an unknown name in a list is refused with the nearest one") {
  CHECK(suite_refusal("[accuracy]\nexhaustive = ['binary61']") ==
        "my.toml:2: accuracy: 'binary61' is not known in 'exhaustive'; did you mean 'binary64'?");
  CHECK(suite_refusal("[accuracy]\nweighted = ['norml']") ==
        "my.toml:2: accuracy: 'norml' is not known in 'weighted'; did you mean 'normal'?");
  CHECK_THAT(suite_refusal("[speed]\nfootprints = ['device_full']"), Catch::Contains("'device_full' is not known"));
  CHECK_THAT(suite_refusal("[speed]\nmetrics = ['round_trip']"), Catch::Contains("'round_trip' is not known"));
  CHECK(suite_refusal("[speed]\nfootprints = ['L7']") ==
        "my.toml:2: speed: 'L7' is not known in 'footprints'; did you mean 'L1'?");
}

TEST_CASE("text that is no TOML is refused with its line") {
  CHECK_THAT(suite_refusal("a = 1\nb = "), Catch::StartsWith("my.toml:2: not TOML: "));
}

TEST_CASE("the suites built in are read without complaint, under their names") {
  REQUIRE(built_in_suites().size() >= 2);
  for (const BuiltInSuite& built_in : built_in_suites()) {
    CAPTURE(built_in.name);
    const Suite suite = load_suite(built_in.name);
    CHECK(suite.name == built_in.name);
    CHECK_FALSE(suite.description.empty());
    CHECK_FALSE(suite.filters.empty());
  }
}

TEST_CASE("an unknown suite names the known ones, an unreadable file itself") {
  CHECK_THROWS_WITH(load_suite("quik"),
                    Catch::StartsWith("unknown suite 'quik'; known: ") && Catch::EndsWith("did you mean 'quick'?"));
  CHECK_THROWS_WITH(load_suite("/nowhere/my.toml"), Catch::StartsWith("/nowhere/my.toml: cannot be read"));
}

}  // namespace
}  // namespace softplus_bench
