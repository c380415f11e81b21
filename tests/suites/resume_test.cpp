#include "suites/resumption.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "core/usage_error.hpp"
#include "impls/table.hpp"
#include "suites/run.hpp"
#include "suites/sweep.hpp"
#include "tests/faults/faults.hpp"
#include "tests/suites/measured.hpp"

namespace softplus_bench {
namespace {

const Implementation* const eps_two =
    *std::ranges::find(implementation_table(), std::string_view("eps_two"), &Implementation::name);

std::vector<Record> records_of(const AccuracyJob& job, const AccuracyResult& result) {
  std::vector<Record> records;
  for (const ImplementationAccuracy& accuracy : result.implementations)
    for (Record& record : accuracy_records(job, accuracy, 1)) records.push_back(std::move(record));
  return records;
}

// One of each way to be wrong that a checkpoint must carry: failures, wide errors, broken claims.
const std::vector<const Implementation*>& various() {
  static const std::vector<const Implementation*> list{eps_two, &faults::three_ulp, &faults::lane_crosstalk,
                                                       &faults::rounding_left_set, &faults::overflow_to_infinity};
  return list;
}

// Every checkpoint of a measurement that rests as often as it can.
std::vector<AccuracyProgress> checkpoints_of(const AccuracyJob& job, unsigned threads) {
  std::vector<AccuracyProgress> all;
  AccuracyOptions options;
  options.threads = threads;
  options.checkpoint_seconds = 0;
  options.checkpoint = [&](const AccuracyProgress& progress) { all.push_back(progress); };
  CHECK(measure_accuracy(job, options).complete);
  return all;
}

AccuracyResult gone_on_with(const AccuracyJob& job, const AccuracyProgress& earlier, unsigned threads) {
  AccuracyOptions options;
  options.threads = threads;
  options.earlier = &earlier;
  return measure_accuracy(job, options);
}

TEST_CASE("from every checkpoint on, with any number of threads, the records are those of an undisturbed run") {
  for (const FormatId id : {FormatId::bfloat16, FormatId::binary64}) {
    auto job = job_of(id, drawn(id, 7000), various());
    job.inputs = "stratified";
    const auto undisturbed = records_of(job, measure_accuracy(job, {}));
    const auto checkpoints = checkpoints_of(job, 2);
    REQUIRE(checkpoints.size() > 2);
    std::uint64_t before = 0;
    for (const AccuracyProgress& each : checkpoints) {
      CAPTURE(traits(id).name, each.inputs_done, job.sampler->size());
      CHECK(before < each.inputs_done);
      CHECK(each.inputs_done < job.sampler->size());
      CHECK(each.inputs_done % portion_size == 0);
      CHECK(records_of(job, gone_on_with(job, each, 1)) == undisturbed);
      before = each.inputs_done;
    }
    CHECK(records_of(job, gone_on_with(job, checkpoints.back(), 3)) == undisturbed);
  }
}

TEST_CASE("a sweep of spans goes on from a checkpoint with the same records and every input counted once") {
  const FormatTraits& f = traits(FormatId::binary32);
  const auto job = job_of(FormatId::binary32, exhaustive(f, InputRange{1.1e6, 1.65e6}), {eps_two});
  REQUIRE(job.sampler->size() > std::uint64_t{1} << 22);
  const auto undisturbed = measure_accuracy(job, {});
  const auto checkpoints = checkpoints_of(job, 2);
  REQUIRE(checkpoints.size() > 4);
  const auto result = gone_on_with(job, checkpoints[checkpoints.size() / 2], 2);
  CHECK(records_of(job, result) == records_of(job, undisturbed));
  CHECK(result.inputs_done == job.sampler->size());
  CHECK(result.reference.shortcut == undisturbed.reference.shortcut);
  CHECK(result.implementations[0].overall(f).n == job.sampler->size());
}

TEST_CASE("a stop hands over a checkpoint of all that was done") {
  const auto job = job_of(FormatId::binary16, exhaustive(traits(FormatId::binary16), {}), various());
  std::atomic<bool> stop = false;
  std::vector<AccuracyProgress> handed;
  AccuracyOptions options;
  options.threads = 2;
  options.stop = &stop;
  options.progress = [&](std::uint64_t) { stop = true; };
  options.checkpoint = [&](const AccuracyProgress& progress) { handed.push_back(progress); };
  const auto stopped = measure_accuracy(job, options);
  CHECK_FALSE(stopped.complete);
  REQUIRE(handed.size() == 1);
  CHECK(handed[0].inputs_done == stopped.inputs_done);
  std::uint64_t n = 0;
  for (const ErrorStatistics& region : handed[0].implementations.at(1).by_region) n += region.n;
  CHECK(n == stopped.inputs_done);
  CHECK(records_of(job, gone_on_with(job, handed[0], 2)) == records_of(job, measure_accuracy(job, {})));
}

TEST_CASE("an error while a checkpoint is stored ends the measurement and is thrown") {
  const auto job = job_of(FormatId::binary16, exhaustive(traits(FormatId::binary16), {}), various());
  AccuracyOptions options;
  options.threads = 3;
  options.checkpoint_seconds = 0;
  options.checkpoint = [](const AccuracyProgress&) { throw std::runtime_error("no space left"); };
  CHECK_THROWS_WITH(measure_accuracy(job, options), "no space left");
}

TEST_CASE("a checkpoint that is not of this job is refused") {
  const auto job = job_of(FormatId::binary16, exhaustive(traits(FormatId::binary16), {}), various());
  const AccuracyProgress good = checkpoints_of(job, 1).front();
  CHECK(gone_on_with(job, good, 1).complete);
  const auto refused = [&](auto&& change) {
    AccuracyProgress bad = good;
    change(bad);
    CHECK_THROWS_AS(gone_on_with(job, bad, 1), UsageError);
  };
  refused([](auto& p) { p.job += " "; });
  refused([](auto& p) { p.inputs_done += 1; });
  refused([](auto& p) { p.inputs_done += 1 << 20; });
  refused([](auto& p) { p.implementations.pop_back(); });
  refused([](auto& p) { std::swap(p.implementations[0], p.implementations[1]); });
  refused([](auto& p) { p.implementations[2].by_region.pop_back(); });
  refused([](auto& p) { p.implementations[2].envelope.pop_back(); });
}

struct ResumeCollected final : RecordSink {
  std::vector<Record> records;
  std::vector<Omission> omissions;
  std::vector<Checkpoint> checkpoints;
  std::vector<std::size_t> records_at_checkpoint;
  void accept(const Record& record) override { records.push_back(record); }
  void accept(const Omission& omission) override { omissions.push_back(omission); }
  RunOptions options(const Checkpoint& earlier = {}) {
    RunOptions options;
    options.threads = 2;
    options.earlier = earlier;
    options.checkpoint_seconds = 0;
    options.checkpoint = [this](const Checkpoint& checkpoint) {
      checkpoints.push_back(checkpoint);
      records_at_checkpoint.push_back(records.size());
    };
    return options;
  }
};

Request two_jobs() {
  Request request;
  request.suite = parse_suite(
      "name = 'small'\nfilters = ['*/bfloat16/*']\n[accuracy]\nsamples = 3000\nweighted = ['normal']\n"
      "weighted_samples = 3000\n",
      "small.toml");
  return request;
}

TEST_CASE("a run killed at any checkpoint and resumed delivers the records of an undisturbed one, each once") {
  const Request request = two_jobs();
  const Plan plan = make_plan(request, various());
  REQUIRE(plan.accuracy.size() == 2);
  ResumeCollected undisturbed;
  const RunOutcome whole = carry_out(plan, request, "id", undisturbed, undisturbed.options());
  CHECK_FALSE(whole.unfinished);
  REQUIRE(undisturbed.checkpoints.size() > 4);
  CHECK(undisturbed.checkpoints.back().finished.size() == 2);
  CHECK_FALSE(undisturbed.checkpoints.back().under_way);
  for (std::size_t i = 0; i < undisturbed.checkpoints.size(); ++i) {
    // Killed later: with records of which the checkpoint does not know yet.
    for (const std::size_t extra : {0, 3}) {
      const std::size_t n = std::min(undisturbed.records_at_checkpoint[i] + extra, undisturbed.records.size());
      const std::vector<Record> journal(undisturbed.records.begin(),
                                        undisturbed.records.begin() + static_cast<std::ptrdiff_t>(n));
      Resumption left = resumption_of(plan, undisturbed.checkpoints[i], journal);
      ResumeCollected resumed;
      resumed.records = left.kept;
      const RunOutcome outcome = carry_out(plan, request, "id", resumed, resumed.options(left.checkpoint));
      CAPTURE(i, extra);
      CHECK(resumed.records == undisturbed.records);
      CHECK_FALSE(outcome.unfinished);
      REQUIRE(outcome.reference.size() == 5);
    }
  }
}

TEST_CASE("a job said to be finished of which a record is missing is measured again") {
  const Request request = two_jobs();
  const Plan plan = make_plan(request, various());
  ResumeCollected all;
  carry_out(plan, request, "id", all, all.options());
  auto journal = all.records;
  std::erase_if(journal, [](const Record& r) {
    return r.text("inputs") == "stratified" && r.id().find("three_ulp") != std::string::npos;
  });
  const Resumption left = resumption_of(plan, all.checkpoints.back(), journal);
  REQUIRE(left.checkpoint.finished.size() == 1);
  CHECK(left.checkpoint.finished[0].job == "accuracy softplus bfloat16 (weighted:normal)");
  for (const Record& kept : left.kept) CHECK(kept.text("inputs") == "weighted:normal");
}

TEST_CASE("an interrupted job says how far it came, and those after it that they were not begun") {
  Request request = two_jobs();
  request.suite.filters = {"*/binary32/*"};
  request.suite.accuracy->exhaustive = {FormatId::binary32};
  const Plan plan = make_plan(request, std::vector<const Implementation*>{&faults::three_ulp});
  std::atomic<bool> stop = false;
  ResumeCollected sink;
  RunOptions options = sink.options();
  options.stop = &stop;
  const auto store = options.checkpoint;
  options.checkpoint = [&](const Checkpoint& checkpoint) {
    store(checkpoint);
    stop = true;  // seen by the next portions
  };
  const RunOutcome outcome = carry_out(plan, request, "id", sink, options);
  CHECK(outcome.unfinished);
  REQUIRE(sink.omissions.size() == 2);
  CHECK_THAT(sink.omissions[0].reason,
             Catch::Matches("accuracy softplus binary32 \\(exhaustive\\): interrupted after [1-9][0-9]* of 4294967296 "
                            "inputs \\(x up to -?[0-9a-z.+-]+\\)"));
  CHECK(sink.omissions[1].reason == "accuracy softplus binary32 (weighted:normal): interrupted");
  REQUIRE(sink.checkpoints.back().under_way);
  const std::uint64_t done = sink.checkpoints.back().under_way->inputs_done;
  CHECK_THAT(sink.omissions[0].reason, Catch::Contains(" after " + std::to_string(done) + " of "));

  // Stopped again before it could go on: the checkpoint stays.
  ResumeCollected again;
  RunOptions at_once = again.options(sink.checkpoints.back());
  std::atomic<bool> stopped = true;
  at_once.stop = &stopped;
  carry_out(plan, request, "id", again, at_once);
  CHECK(again.omissions[1].reason == sink.omissions[1].reason);
  CHECK_THAT(again.omissions[0].reason, Catch::Contains(" of 4294967296 inputs"));
  for (const Checkpoint& each : again.checkpoints) {
    REQUIRE(each.under_way);
    CHECK(each.under_way->inputs_done >= done);
  }
}

Record timed(const SpeedRow& row, const std::string& implementation, const std::string& status = "ok") {
  Record record(RecordKind::speed);
  const bool control = implementation == "copy" || implementation == "relu";
  record["function"] = std::string(control ? "control" : "softplus");
  record["implementation"] = implementation;
  record["format"] = std::string(traits(row.format).name);
  record["target"] = std::string(name_of(row.implementation->target));
  record["metric"] = std::string(name_of(row.metric));
  record["footprint"] = std::string(name_of(row.footprint));
  record["input_mix"] = std::string(name_of(row.input_mix));
  record["in_place"] = std::int64_t{row.in_place};
  record["threads"] = std::int64_t{row.threads};
  record["status"] = status;
  return record;
}

TEST_CASE("a group of speed rows is kept with its controls or timed again as a whole") {
  Plan plan;
  for (const FormatId id : {FormatId::binary32, FormatId::binary16})
    for (const Implementation* implementation : {&faults::three_ulp, &faults::lane_crosstalk}) {
      SpeedRow row;
      row.implementation = implementation;
      row.format = id;
      plan.speed.push_back(row);
    }
  const SpeedRow& first = plan.speed[0];
  const SpeedRow& last = plan.speed[3];
  const std::vector<Record> whole{timed(first, "three_ulp"), timed(first, "lane_crosstalk", "failed"),
                                  timed(first, "copy"), timed(first, "relu")};
  auto records = whole;
  records.push_back(timed(last, "three_ulp"));
  records.push_back(timed(last, "lane_crosstalk"));
  records.push_back(timed(last, "copy"));
  const Resumption left = resumption_of(plan, {}, records);
  CHECK(left.kept == whole);
  REQUIRE(left.speed.size() == 2);
  CHECK(left.speed[0].format == FormatId::binary16);
  CHECK(left.speed[1].format == FormatId::binary16);
  records.push_back(timed(last, "relu"));
  CHECK(resumption_of(plan, {}, records).speed.empty());

  // Rows that cannot be timed have no controls beside them.
  const std::vector<Record> skipped{timed(first, "three_ulp", "skipped"), timed(first, "lane_crosstalk", "skipped")};
  CHECK(resumption_of(plan, {}, skipped).kept == skipped);
  CHECK(resumption_of(plan, {}, {skipped[0]}).kept.empty());
}

TEST_CASE("the groups of two devices are kept or timed again each by itself") {
  Implementation on[2] = {faults::three_ulp, faults::three_ulp};
  on[0].target = Target::opencl;
  on[1].target = Target::cuda;
  Plan plan;
  for (const Implementation& implementation : on) {
    SpeedRow row;
    row.implementation = &implementation;
    row.footprint = Footprint::device_full;
    plan.speed.push_back(row);
  }
  const std::vector<Record> first{timed(plan.speed[0], "three_ulp"), timed(plan.speed[0], "copy"),
                                  timed(plan.speed[0], "relu")};
  const Resumption left = resumption_of(plan, {}, first);
  CHECK(left.kept == first);
  REQUIRE(left.speed.size() == 1);
  CHECK(left.speed[0].implementation == &on[1]);
}

}  // namespace
}  // namespace softplus_bench
