#include "reports/instructions_gate.hpp"

#include <catch2/catch.hpp>

#include "reports/callgrind.hpp"

namespace sb = softplus_bench;
using sb::CheckVerdict;

namespace {

sb::GateCheck judged(double stored, const sb::InstructionCounts& counts) {
  const std::vector<sb::StoredInstructions> entries{{"softplus/log1p/binary32/scalar", stored, "abc", "why"}};
  const auto checks = judge_instructions(entries, counts, false);
  REQUIRE(checks.size() == 1);
  CHECK(checks[0].lane == sb::Lane::instructions);
  return checks[0];
}

sb::InstructionCounts counted(double per_element) {
  return {"valgrind-3.19.0", "avx2", {{"softplus/log1p/binary32/scalar", per_element}}, {}};
}

}  // namespace

TEST_CASE("instructions that grow by more than half a percent fail, fewer of them pass") {
  CHECK(judged(100, counted(100)).verdict == CheckVerdict::passed);
  CHECK(judged(100, counted(100)).finding.empty());
  CHECK(judged(100, counted(100.4)).verdict == CheckVerdict::passed);
  const auto more = judged(100, counted(100.6));
  CHECK(more.verdict == CheckVerdict::failed);
  CHECK(more.finding == "more instructions an element: 100.6, and 100 when stored (+0.6 %)");
  CHECK(judged(100, counted(50)).verdict == CheckVerdict::passed);
  CHECK(judged(100, counted(50)).finding == "fewer instructions an element: 50, and 100 when stored (-50.0 %)");
}

TEST_CASE("a row that valgrind cannot run is skipped by name, one that was not counted is missing") {
  sb::InstructionCounts counts;
  CHECK(judged(100, counts).verdict == CheckVerdict::missing);
  counts.skipped = {{"softplus/log1p/binary32/scalar", "under valgrind this CPU has no AVX-512"}};
  CHECK(judged(100, counts).verdict == CheckVerdict::skipped);
  CHECK(judged(100, counts).finding == "under valgrind this CPU has no AVX-512");
}

TEST_CASE("a dump of callgrind that the program asked for is read, others are passed over") {
  const std::string dump =
      "# callgrind format\nversion: 1\npid: 7\npart: 1\n\n\ndesc: I1 cache: \ndesc: Timerange: Basic block 0 - 9\n"
      "desc: Trigger: Client Request: softplus_beta/a/binary32/scalar[beta=3]\n\npositions: line\nevents: Ir\n"
      "summary: 33328\n\nfl=(1)\n0 33328\n\ntotals: 33328\n";
  const auto read = sb::parse_callgrind(dump);
  REQUIRE(read);
  CHECK(read->label == "softplus_beta/a/binary32/scalar[beta=3]");
  CHECK(read->instructions == 33328);
  const auto without = [&](const std::string& text) {
    std::string changed = dump;
    return sb::parse_callgrind(changed.erase(changed.find(text), text.size()));
  };
  CHECK_FALSE(without("Client Request: "));
  CHECK_FALSE(without("totals: 33328"));
  CHECK_FALSE(without("33328\n\nfl=(1)\n0 33328\n\ntotals: 33328"));
  CHECK_FALSE(sb::parse_callgrind(""));
}
