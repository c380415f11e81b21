#include "suites/run.hpp"

#include <catch2/catch.hpp>

#include "tests/faults/faults.hpp"

namespace softplus_bench {
namespace {

struct RunCollected final : RecordSink {
  std::vector<Record> records;
  std::vector<Omission> omissions;
  void accept(const Record& record) override { records.push_back(record); }
  void accept(const Omission& omission) override { omissions.push_back(omission); }
};

Request small_request() {
  Request request;
  request.suite = parse_suite("name = 'small'\n[accuracy]\nsamples = 500\n", "small.toml");
  request.range = {"-1", "1"};
  request.seed = 3;
  return request;
}

TEST_CASE("records carry the run they belong to and the command that repeats them") {
  const std::vector<const Implementation*> table{&faults::three_ulp, &faults::write_past_end};
  Request request = small_request();
  request.filters = {"*/binary32/*"};
  RunCollected sink;
  const auto outcome = carry_out(make_plan(request, table), request, "abc123", sink, {});
  CHECK(outcome.any_failed);
  CHECK_FALSE(outcome.stopped);
  CHECK(outcome.omissions.empty());
  REQUIRE(outcome.reference.size() == 5);
  REQUIRE(sink.records.size() > 2);
  for (const Record& record : sink.records) {
    CHECK(record.text("run_id") == "abc123");
    const std::string row = record.text("implementation");
    CHECK(record.text("reproduce") ==
          "softplus-bench run accuracy --suite small -f 'softplus/" + row + "/binary32/scalar' --range=-1:1 --seed 3");
  }
  CHECK(sink.records.back().text("status") == "failed");
}

TEST_CASE("the plan's omissions and what a stop leaves out are named") {
  const std::vector<const Implementation*> table{&faults::three_ulp};
  const Request request = small_request();
  Plan plan = make_plan(request, table);
  plan.omissions.push_back({"softplus/other/binary32/avx512", "this processor has no AVX-512"});
  const std::atomic<bool> stop = true;
  RunOptions options;
  options.stop = &stop;
  RunCollected sink;
  // The flag is watched by a thread of its own, so some jobs may still be done.
  const auto outcome = carry_out(plan, request, "x", sink, options);
  CHECK(outcome.stopped);
  REQUIRE_FALSE(sink.omissions.empty());
  CHECK(sink.omissions[0].id == "softplus/other/binary32/avx512");
  CHECK(sink.omissions == outcome.omissions);
  for (std::size_t i = 1; i < sink.omissions.size(); ++i)
    CHECK_THAT(sink.omissions[i].reason, Catch::EndsWith(": interrupted"));
}

}  // namespace
}  // namespace softplus_bench
