#include "reports/checkpoint.hpp"

#include <catch2/catch.hpp>
#include <limits>
#include <nlohmann/json.hpp>

#include "reports/file.hpp"
#include "tests/reports/sample_run.hpp"

namespace sb = softplus_bench;

namespace {

// Every field another value, none of them what it has by itself.
struct Distinct {
  std::uint64_t next = (std::uint64_t{1} << 63) + 1;  // beyond what a double or a signed integer holds
  operator std::uint64_t() { return next++; }         // NOLINT: converted where a field is filled
};

sb::Witness witness(Distinct& d) { return {true, {0x1.23456789abcdep-7, 1077}, d, d, d, d}; }

sb::ErrorStatistics statistics(Distinct& d) {
  sb::ErrorStatistics s;
  s.n = d;
  s.n_scored = d;
  for (auto& count : s.n_verdict) count = d;
  s.n_above_1 = d;
  s.n_above_2 = d;
  s.n_above_4 = d;
  s.n_above_claim = d;
  s.n_claim_violations = d;
  s.n_decreases = d;
  s.sum_abs = sb::uint128{d} << 64 | d;
  s.sum_signed = -static_cast<sb::int128>(sb::uint128{5} << 100 | d);
  s.sum_squares = {~sb::uint128{0} - d, sb::uint128{d}};
  s.lowest = witness(d);
  s.highest = witness(d);
  s.first_violation = witness(d);
  s.first_zero_sign = witness(d);
  s.first_decrease = witness(d);
  s.max_relative_eps = std::numeric_limits<double>::infinity();
  s.max_integer_ulp = d;
  s.max_conditioning_excess = 0x1p-1074;
  s.histogram.add_to_bin(0, d);
  s.histogram.add_to_bin(sb::ErrorHistogram::size - 1, d);
  return s;
}

sb::StoredCheckpoint sample() {
  Distinct d;
  sb::AccuracyProgress progress;
  progress.job = "accuracy softplus binary32 (exhaustive)";
  progress.inputs_done = d;
  progress.reference = {d, d, d, d, d};
  for (const char* id : {"softplus/a/binary32/scalar", "softplus/b/binary32/scalar"}) {
    sb::ImplementationProgress implementation{id, "wrote past the end \"of\" its output", {}, {}};
    implementation.by_region = {statistics(d), {}, statistics(d)};
    implementation.envelope = {{}, {d, d, sb::uint128{d} << 40, witness(d)}, {}};
    progress.implementations.push_back(implementation);
  }
  const sb::FinishedJob finished{"accuracy softplus binary64 (stratified)", {d, d, d, d, d}};
  return {"0123456789abcdef", {"accuracy", "-f", "softplus/*", "--suite", "a b.toml"}, {{finished}, progress}};
}

}  // namespace

TEST_CASE("a checkpoint with a value of its own in every field reads back equal") {
  const sb::StoredCheckpoint stored = sample();
  const std::string text = json_of(stored);
  const sb::StoredCheckpoint back = sb::checkpoint_from(text);
  CHECK((back == stored));
  CHECK(json_of(back) == text);
}

TEST_CASE("between two jobs a checkpoint has none under way") {
  sb::StoredCheckpoint stored = sample();
  stored.checkpoint.under_way.reset();
  CHECK_THAT(json_of(stored), !Catch::Contains("under_way"));
  CHECK((sb::checkpoint_from(json_of(stored)) == stored));
  CHECK((sb::checkpoint_from(json_of(sb::StoredCheckpoint{})) == sb::StoredCheckpoint{}));
}

TEST_CASE("a checkpoint that is cut short or damaged is refused with the file's name") {
  const std::string text = json_of(sample());
  CHECK_THROWS_AS(sb::checkpoint_from(text.substr(0, text.size() / 2)), sb::UnreadableRun);
  CHECK_THROWS_AS(sb::checkpoint_from(""), sb::UnreadableRun);
  CHECK_THROWS_AS(sb::checkpoint_from("[]"), sb::UnreadableRun);
  auto object = nlohmann::ordered_json::parse(text);
  const auto refused = [&](const char* place, const nlohmann::ordered_json& value) {
    auto damaged = object;
    damaged[nlohmann::ordered_json::json_pointer(place)] = value;
    CAPTURE(place);
    CHECK_THROWS_AS(sb::checkpoint_from(damaged.dump()), sb::UnreadableRun);
  };
  const std::string first = "/checkpoint/under_way/implementations/0";
  refused("/schema_version", 99);
  refused("/run_id", 5);
  refused("/checkpoint/under_way/inputs_done", -1);
  refused("/checkpoint/under_way/inputs_done", 1.5);
  refused((first + "/by_region/0/max_relative_eps").c_str(), "0xzz");
  refused((first + "/by_region/0/max_relative_eps").c_str(), "");
  refused((first + "/by_region/0/sum_abs").c_str(), "0x12");
  refused((first + "/by_region/0/histogram").c_str(), {5000, 1});
  refused((first + "/by_region/0/histogram").c_str(), {1});
  refused((first + "/by_region/0/lowest").c_str(), {true});

  const sb::sample::TemporaryFolder folder;
  sb::write_file(folder.path / "checkpoint.json", text.substr(1));
  CHECK_THROWS_WITH(sb::read_checkpoint(folder.path / "checkpoint.json"), Catch::Contains("checkpoint.json: not a"));
}
