#include "suites/plan.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "core/usage_error.hpp"
#include "reference/function.hpp"
#include "suites/peers.hpp"
#include "suites/thread_crew.hpp"

namespace softplus_bench {
namespace {

template <FloatFormat T>
void copy(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) y[i] = x[i];
}
Implementation plan_row_named(std::string_view name, Target target = Target::scalar) {
  Implementation implementation;
  implementation.function = "softplus";
  implementation.name = name;
  implementation.target = target;
  implementation.binary64.kernel = copy<double>;
  implementation.binary32.kernel = copy<float>;
  return implementation;
}

constexpr TargetSet without_avx2{Target::scalar, Target::sse4};
constexpr TargetSet with_avx2 = without_avx2.with(Target::avx2);

struct Table {
  Implementation a = plan_row_named("a");
  Implementation b = plan_row_named("b");
  Implementation fast = plan_row_named("b", Target::avx2);
  Implementation small = plan_row_named("small");
  std::vector<const Implementation*> all{&a, &b, &fast, &small};
  Table() {
    small.binary64 = {};
    small.binary16.kernel = copy<binary16>;
  }
};

Request request_of(std::string_view toml) {
  Request request;
  request.suite = parse_suite(toml, "test.toml");
  return request;
}
constexpr std::string_view accuracy_only = "name = 'test'\n[accuracy]\nexhaustive = ['binary16']\nsamples = 100\n";

std::string plan_refusal(const Request& request) {
  try {
    make_plan(request, Table().all, with_avx2);
  } catch (const UsageError& error) {
    return error.what();
  }
  return "";
}

TEST_CASE("every row that has a kernel is in the list, formats widest first") {
  const Table table;
  CHECK(all_row_ids(table.all) == std::vector<std::string>{"softplus/a/binary64/scalar", "softplus/a/binary32/scalar",
                                                           "softplus/b/binary64/scalar", "softplus/b/binary32/scalar",
                                                           "softplus/b/binary64/avx2", "softplus/b/binary32/avx2",
                                                           "softplus/small/binary32/scalar",
                                                           "softplus/small/binary16/scalar"});
}

TEST_CASE("one job a format holds all its implementations, so that the reference is computed once") {
  const Table table;
  const Plan plan = make_plan(request_of(accuracy_only), table.all, with_avx2);
  REQUIRE(plan.accuracy.size() == 3);
  CHECK(plan.omissions.empty());
  CHECK(plan.speed.empty());
  CHECK(plan.accuracy_seconds > 0);
  for (const AccuracyJob& job : plan.accuracy) {
    CHECK(job.function != nullptr);
    CHECK(job.per_region);
    if (job.format == FormatId::binary16) {
      CHECK(job.inputs == "exhaustive");
      CHECK(job.sampler->size() == 65536);
      CHECK(job.implementations == std::vector<const Implementation*>{&table.small});
    } else {
      CHECK(job.inputs == "stratified");
      CHECK(job.sampler->size() > 100);
      CHECK(job.implementations.size() == (job.format == FormatId::binary64 ? 3 : 4));
    }
  }
}

TEST_CASE("binary64 is never exhaustive: alone it is refused, among others it is a named omission") {
  const Table table;
  Request request = request_of(accuracy_only);
  request.exhaustive = true;
  request.filters = {"*/a/binary64/*", "*/small/binary16/*", "*/b/binary64/avx2"};
  const Plan plan = make_plan(request, table.all, with_avx2);
  REQUIRE(plan.accuracy.size() == 1);
  CHECK(plan.accuracy[0].format == FormatId::binary16);
  REQUIRE(plan.omissions.size() == 2);
  CHECK(plan.omissions[0] == Omission{"softplus/a/binary64/scalar",
                                      "too many inputs to visit them all: give --range LO:HI, or --samples N"});
  CHECK(plan.omissions[1].id == "softplus/b/binary64/avx2");
  request.filters = {"*/a/binary64/*"};
  CHECK(plan_refusal(request) ==
        "softplus/a/binary64/scalar: too many inputs to visit them all: give --range LO:HI, or --samples N");
  request.range = {"1", "1.0000001"};
  const Plan ranged = make_plan(request, table.all, with_avx2);
  REQUIRE(ranged.accuracy.size() == 1);
  CHECK(ranged.accuracy[0].inputs == "exhaustive");
  CHECK(ranged.accuracy[0].sampler->size() < 1'000'000'000);
  request.filters = {"*/a/binary32/*"};
  request.range.reset();
  CHECK(make_plan(request, table.all, with_avx2).accuracy.at(0).sampler->size() == std::uint64_t{1} << 32);
}

TEST_CASE("asking for samples goes before the suite's exhaustive formats") {
  Request request = request_of(accuracy_only);
  request.samples = 12;
  request.filters = {"*/binary16/*"};
  const Plan plan = make_plan(request, Table().all, with_avx2);
  REQUIRE(plan.accuracy.size() == 1);
  CHECK(plan.accuracy[0].inputs == "stratified");
  request.samples = 0;
  CHECK_THROWS_AS(make_plan(request, Table().all, with_avx2), UsageError);
}

TEST_CASE("weightings are jobs of their own without regions, and not drawn from a range") {
  Request request = request_of("[accuracy]\nsamples = 5\nweighted = ['normal', 'mamba']\nweighted_samples = 70\n");
  request.filters = {"*/a/binary32/*"};
  const Plan plan = make_plan(request, Table().all, with_avx2);
  REQUIRE(plan.accuracy.size() == 3);
  CHECK(plan.accuracy[1].inputs == "weighted:normal");
  CHECK(plan.accuracy[2].inputs == "weighted:mamba");
  CHECK(plan.accuracy[2].sampler->size() == 70);
  CHECK_FALSE(plan.accuracy[1].per_region);
  CHECK(plan.accuracy[0].per_region);
  request.range = {"-1", "1"};
  const Plan ranged = make_plan(request, Table().all, with_avx2);
  CHECK(ranged.accuracy.size() == 1);
  REQUIRE(ranged.omissions.size() == 2);
  CHECK(ranged.omissions[0] == Omission{"weighted:normal", "the suite's weighted inputs are not drawn with --range"});
}

TEST_CASE("targets choose rows, and an unknown one names the nearest") {
  const Table table;
  Request request = request_of(accuracy_only);
  request.targets = {"avx2"};
  const Plan plan = make_plan(request, table.all, with_avx2);
  REQUIRE(plan.accuracy.size() == 2);
  for (const AccuracyJob& job : plan.accuracy)
    CHECK(job.implementations == std::vector<const Implementation*>{&table.fast});
  request.targets = {"avx3"};
  CHECK_THAT(plan_refusal(request), Catch::StartsWith("unknown target 'avx3'; did you mean 'avx2'?"));
  request.targets = {"avx2"};
  request.filters = {"*/a/*"};
  CHECK_THAT(plan_refusal(request), Catch::StartsWith("the filters and --targets together leave no row"));
}

TEST_CASE("a row whose instruction set this CPU lacks is left out with the reason, in no job and no timing") {
  const Table table;
  Request request = request_of(
      "[accuracy]\nsamples = 9\n[speed]\nmetrics = ['throughput']\nfootprints = ['L1']\ninput_mixes = "
      "['uniform']\nrounds = 20\n");
  request.filters = {"*/b/*"};
  const Plan plan = make_plan(request, table.all, without_avx2);
  CHECK(plan.omissions == std::vector<Omission>{{"softplus/b/binary64/avx2", "this CPU has no AVX2 with FMA"},
                                                {"softplus/b/binary32/avx2", "this CPU has no AVX2 with FMA"}});
  REQUIRE(plan.accuracy.size() == 2);
  for (const AccuracyJob& job : plan.accuracy)
    CHECK(job.implementations == std::vector<const Implementation*>{&table.b});
  CHECK_FALSE(plan.speed.empty());
  for (const SpeedRow& row : plan.speed) CHECK(row.implementation == &table.b);
  CHECK(make_plan(request, table.all, with_avx2).omissions.empty());
}

TEST_CASE("a request for nothing but what this CPU lacks is refused with the reason") {
  Request request = request_of(accuracy_only);
  request.targets = {"avx2"};
  CHECK_THROWS_WITH(make_plan(request, Table().all, without_avx2),
                    "softplus/b/binary64/avx2: this CPU has no AVX2 with FMA");
}

TEST_CASE("a filter without match and a range that is none are refused in one line") {
  Request request = request_of(accuracy_only);
  request.filters = {"softplus/c/*"};
  CHECK_THAT(plan_refusal(request), Catch::StartsWith("filter 'softplus/c/*' matches nothing; nearest: softplus/"));
  request.filters = {"*/binary16/*"};
  request.range = {"1", "x"};
  CHECK(plan_refusal(request) == "--range: 'x' is not a number of binary16; give LO:HI, e.g. --range -20:20");
  request.range = {"nan", "1"};
  CHECK_THAT(plan_refusal(request), Catch::StartsWith("--range: 'nan' is not a number"));
  request.range = {"2", "1"};
  CHECK(plan_refusal(request) == "--range: 2 is above 1; give LO:HI with LO <= HI");
  request.range = {"1", "1"};
  request.exhaustive = true;
  CHECK(make_plan(request, Table().all, with_avx2).accuracy.at(0).sampler->size() == 1);
}

TEST_CASE("a suite without what was asked for is refused") {
  Request request = request_of(accuracy_only);
  request.accuracy = false;
  CHECK(plan_refusal(request) ==
        "suite 'test' has nothing of what was asked for: it needs [accuracy], [properties], [speed] or [claims]");
}

TEST_CASE("speed rows are every metric, footprint and mix of every row, latency in the first footprint only") {
  Request request = request_of(
      "[speed]\nmetrics = ['throughput', 'latency']\nfootprints = ['L1', 'L2']\ninput_mixes = ['normal', 'uniform']\n"
      "rounds = 17\n");
  request.filters = {"*/binary32/scalar"};
  const Plan plan = make_plan(request, Table().all, with_avx2);
  CHECK(plan.accuracy.empty());
  CHECK(plan.speed.size() == 3 * 2 * (2 + 1));
  CHECK(plan.speed_rounds == 17);
  CHECK(plan.speed_seconds > 0);
  for (const SpeedRow& row : plan.speed) {
    CHECK(row.format == FormatId::binary32);
    if (row.metric == Metric::latency) CHECK(row.footprint == Footprint::l1);
  }
}

TEST_CASE("speed rows are timed in place, in threads and in other layouts where the suite asks for them") {
  Request request = request_of(
      "[speed]\nmetrics = ['throughput']\nfootprints = ['L1']\ninput_mixes = ['uniform']\nin_place = [false, true]\n"
      "threads = [1, 0, 1]\nlayouts = 3\n");
  request.filters = {"*/b/binary32/*"};
  const Table table;  // outlives the plan, which points into it
  const Plan plan = make_plan(request, table.all, with_avx2);
  const auto count = [&](auto holds) { return std::count_if(plan.speed.begin(), plan.speed.end(), holds); };
  const unsigned cores = available_cores();
  CHECK(count([](const SpeedRow& row) { return row.threads == 1 && row.implementation->target == Target::avx2; }) == 2);
  // the output can be moved out of place only, the code in place too
  CHECK(count([](const SpeedRow& row) { return row.threads == 1 && row.implementation->target == Target::scalar; }) ==
        4 + 3);
  if (cores > 1) CHECK(count([&](const SpeedRow& row) { return row.threads == cores && row.layout == 0; }) == 2 * 2);
  CHECK(count([](const SpeedRow& row) { return row.threads != 1 && row.layout != 0; }) == 0);
}

TEST_CASE("rows of devices are timed in their own sizes and a round trip, whatever the suite says of the processor") {
  const Implementation opencl = plan_row_named("d", Target::opencl);
  const Implementation cuda = plan_row_named("d", Target::cuda);
  const Implementation host = plan_row_named("h");
  const std::vector<const Implementation*> all{&opencl, &host, &cuda};
  Request request = request_of(
      "[speed]\nmetrics = ['latency', 'throughput']\nfootprints = ['L1', 'DRAM']\n"
      "input_mixes = ['uniform', 'normal']\nthreads = [1, 0]\nlayouts = 3\nrounds = 20\n");
  request.filters = {"*/h/binary32/*", "*/binary32/opencl", "*/binary32/cuda"};
  const auto rows_of = [](const Plan& plan, Target target) {
    std::vector<std::string> rows;
    for (const SpeedRow& row : plan.speed)
      if (row.implementation->target == target) rows.push_back(speed_row_name(row));
    return rows;
  };
  const Plan plan = make_plan(request, all, with_avx2);
  for (const Target target : {Target::opencl, Target::cuda}) {
    const std::string id = "softplus/d/binary32/" + std::string(name_of(target));
    CHECK(rows_of(plan, target) ==
          std::vector{id + "/throughput/device_full/uniform", id + "/throughput/device_full/normal",
                      id + "/throughput/device_small/uniform", id + "/throughput/device_small/normal",
                      id + "/round_trip/device_full/uniform", id + "/round_trip/device_full/normal"});
  }
  CHECK(plan.speed_seconds > 0);
  CHECK(plan.speed_seconds < 60);

  // The processor's rows are those that there are without devices, in the same order.
  request.filters = {"softplus/h/binary32/*"};
  const Plan alone = make_plan(request, std::vector<const Implementation*>{&host}, with_avx2);
  CHECK(rows_of(alone, Target::scalar).size() == alone.speed.size());
  CHECK(rows_of(plan, Target::scalar) == rows_of(alone, Target::scalar));

  request = request_of(
      "[speed]\nmetrics = ['throughput']\nfootprints = ['L1']\ninput_mixes = ['uniform']\n"
      "in_place = [false, true]\n");
  request.filters = {"*/binary32/opencl"};
  const std::string id = "softplus/d/binary32/opencl";
  CHECK(rows_of(make_plan(request, all, with_avx2), Target::opencl) ==
        std::vector{id + "/throughput/device_full/uniform", id + "/throughput/device_full/uniform/in_place",
                    id + "/throughput/device_small/uniform", id + "/throughput/device_small/uniform/in_place",
                    id + "/round_trip/device_full/uniform"});
}

TEST_CASE("a mix that a function has not is left out once, by name") {
  Implementation logit = plan_row_named("c");
  logit.function = "logit";
  const std::vector<const Implementation*> all{&logit};
  Request request = request_of(
      "[speed]\nmetrics = ['throughput']\nfootprints = ['L1', 'L2']\ninput_mixes = ['uniform', 'linear_tail']\n");
  request.filters = {"*/binary32/*"};
  const Plan plan = make_plan(request, all, with_avx2);
  CHECK(plan.omissions ==
        std::vector<Omission>{{"logit/c/binary32/scalar", "speed with linear_tail inputs: logit has no linear tail"}});
  CHECK(plan.speed.size() == 2);
}

TEST_CASE("the options of a request ask for the same again") {
  Request request = request_of(accuracy_only);
  CHECK(request.options_text("test") == "all --suite test --seed 1");
  request.speed = false;
  request.filters = {"a*", "!b"};
  request.targets = {"avx2", "scalar"};
  request.samples = 50;
  request.range = {"-1", "2"};
  request.seed = 9;
  CHECK(request.options_text("test") ==
        "accuracy --suite test -f 'a*' -f '!b' --targets avx2,scalar --samples 50 --range=-1:2 --seed 9");
  request.accuracy = false;
  request.speed = true;
  request.samples.reset();
  request.range.reset();
  request.exhaustive = true;
  CHECK(request.options_text("test") ==
        "speed --suite test -f 'a*' -f '!b' --targets avx2,scalar --exhaustive --seed 9");
}

TEST_CASE("the built-in suites can be planned for the whole table") {
  for (const BuiltInSuite& built_in : built_in_suites()) {
    Request request;
    request.suite = load_suite(built_in.name);
    const TargetSet all{Target::scalar, Target::sse4, Target::avx2, Target::avx512, Target::neon};
    const Plan plan = make_plan(request, implementation_catalogue(), all);
    for (const Omission& omission : plan.omissions) {
      CAPTURE(built_in.name, omission.id, omission.reason);
      CHECK((omission.reason.starts_with("beta is not a normal number of ") ||
             omission.reason.starts_with("speed with ") ||
             omission.id.find("/peer") != std::string::npos));  // peers may be absent
    }
    CHECK(plan.accuracy.empty() == !request.suite.accuracy);
    CHECK(plan.speed.empty() == !request.suite.speed);
    CHECK(plan.claims.empty() == !request.suite.claims);
  }
}

TEST_CASE("the gate asks every 16-bit input, no pair of all, and each input of the corpus by itself") {
  Request request;
  request.suite = load_suite("gate");
  request.speed = request.properties = request.claims = false;
  request.corpus = {{"softplus", FormatId::binary32, 0x3f800000, "", "", ""},
                    {"softplus", FormatId::binary32, 0x40000000, "", "", ""}};
  const Plan plan = make_plan(request, implementation_catalogue());
  std::vector<std::string> of_corpus;
  for (const AccuracyJob& job : plan.accuracy) {
    CAPTURE(name_of(job));
    CHECK(job.sampler->size() <= 65536);
    if (job.inputs.starts_with("corpus")) of_corpus.push_back(job.inputs);
    else CHECK((job.inputs == "exhaustive") == (job.function->inputs == 1 && traits(job.format).bits == 16));
  }
  CHECK(of_corpus == std::vector<std::string>{"corpus", "corpus:0x3f800000", "corpus:0x40000000"});
}

}  // namespace
}  // namespace softplus_bench
