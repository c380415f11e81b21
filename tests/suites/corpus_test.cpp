#include "suites/corpus.hpp"

#include <catch2/catch.hpp>
#include <set>

#include "core/usage_error.hpp"
#include "impls/table.hpp"
#include "suites/plan.hpp"

namespace softplus_bench {
namespace {

constexpr std::string_view one_point = "function,format,input_bits\nsoftplus,binary32,0x41a00001\n";

std::string refusal(const std::string& csv) {
  try {
    parse_corpus(csv, "points.csv");
  } catch (const UsageError& error) {
    return error.what();
  }
  return "";
}

Request request_with(std::string_view csv) {
  Request request;
  request.suite = load_suite("quick");
  request.speed = false;
  request.filters = {"softplus/symmetric/*", "softplus/naive/*"};
  request.corpus = parse_corpus(csv, "points.csv");
  return request;
}

std::vector<std::uint64_t> inputs_of(const AccuracyJob& job) {
  std::vector<std::uint64_t> inputs(job.sampler->size());
  job.sampler->fill(0, inputs);
  return inputs;
}

// The jobs of a plan whose inputs are the corpus.
std::vector<AccuracyJob> corpus_jobs(const Request& request) {
  std::vector<AccuracyJob> jobs;
  for (const AccuracyJob& job : make_plan(request, implementation_table()).accuracy)
    if (job.inputs == "corpus") jobs.push_back(job);
  return jobs;
}

}  // namespace

TEST_CASE("a malformed corpus is refused with file and line") {
  CHECK(refusal("") ==
        "points.csv:1: empty; a corpus starts with function,format,input_bits,implementation,target,ulp_error");
  CHECK_THAT(refusal("function,format\n"), Catch::StartsWith("points.csv:1: no column 'input_bits'"));
  const std::string header = "function,format,input_bits\n";
  CHECK(refusal(header + "softplus,binary32\n") == "points.csv:2: 2 cells, the header has 3");
  CHECK(refusal(header + "softplus,binary32,0x41a00001\nsoftmax,binary32,0x41a00001\n") ==
        "points.csv:3: unknown function 'softmax'");
  CHECK(refusal(header + "softplus,float,0x41a00001\n") == "points.csv:2: unknown format 'float'");
  CHECK_THAT(refusal(header + "\nsoftplus,binary32,0x41a0\n"), Catch::StartsWith("points.csv:3: '0x41a0' is not bits"));
  CHECK_THAT(refusal(header + "\"softplus\n"), Catch::StartsWith("points.csv:2: a quote"));
}

TEST_CASE("columns stand in any order, and unknown ones are passed over") {
  const auto points = parse_corpus("note,input_bits,format,function,ulp_error\n,0x3c00,binary16,softplus,1.5\n", "x");
  REQUIRE(points.size() == 1);
  CHECK(points[0].format == FormatId::binary16);
  CHECK(points[0].input == 0x3c00);
  CHECK(points[0].ulp_error == "1.5");
  CHECK(points[0].implementation.empty());
}

TEST_CASE("adding keeps what is there, adds what is new once and sorts") {
  auto corpus = parse_corpus("function,format,input_bits,implementation\nsoftplus,binary32,0x41a00001,first\n", "x");
  const auto found = parse_corpus(
      "function,format,input_bits,implementation\nsoftplus,binary32,0x41a00001,second\nsoftplus,bfloat16,0xc000,a\n"
      "softplus,binary32,0xc1a00001,b\nsoftplus,binary32,0xc1a00001,c\nsoftplus,binary64,0x4034000000000001,d\n",
      "y");
  CHECK(add_to_corpus(corpus, found) == 3);
  CHECK(corpus_csv(corpus) ==
        "function,format,input_bits,implementation,target,ulp_error\nsoftplus,binary64,0x4034000000000001,d,,\n"
        "softplus,binary32,0xc1a00001,b,,\nsoftplus,binary32,0x41a00001,first,,\nsoftplus,bfloat16,0xc000,a,,\n");
  CHECK(add_to_corpus(corpus, found) == 0);
}

TEST_CASE("a corpus that is written reads back the same") {
  const std::string csv = corpus_csv(built_in_corpus());
  CHECK(corpus_csv(parse_corpus(csv, "x")) == csv);
}

TEST_CASE("the built-in corpus is sorted, without doubles, and reaches beyond 20 in binary64") {
  REQUIRE_FALSE(built_in_corpora().empty());
  for (const BuiltInCorpus& file : built_in_corpora()) {
    auto points = parse_corpus(file.csv, file.function);
    std::vector<CorpusPoint> sorted;
    add_to_corpus(sorted, points);
    CHECK(corpus_csv(sorted) == file.csv);
  }
  const auto inputs = corpus_inputs(built_in_corpus(), "softplus", traits(FormatId::binary64));
  CHECK(std::set(inputs.begin(), inputs.end()).contains(0x4034000000000001));
}

TEST_CASE("every row of the format is measured on the corpus beside its samples") {
  const auto jobs = corpus_jobs(request_with(one_point));
  REQUIRE(jobs.size() == 1);
  CHECK(jobs[0].format == FormatId::binary32);
  CHECK(jobs[0].implementations.size() == 2);
  CHECK_FALSE(jobs[0].per_region);
  CHECK(inputs_of(jobs[0]) == std::vector<std::uint64_t>{0x41a00001});
}

TEST_CASE("where every input is measured the corpus adds nothing") {
  Request request = request_with("function,format,input_bits\nsoftplus,bfloat16,0xc000\n");
  CHECK(corpus_jobs(request).empty());  // the suite measures all of bfloat16
  request.samples = 10;
  CHECK(corpus_jobs(request).size() == 1);
  request.samples.reset();
  request.exhaustive = true;
  request.filters = {"softplus/*/bfloat16/*"};
  CHECK(corpus_jobs(request).empty());
}

TEST_CASE("a range keeps the corpus within it") {
  Request request = request_with(
      "function,format,input_bits\nsoftplus,binary32,0x41a00001\nsoftplus,binary32,0x40000000\nsoftplus,binary32,"
      "0x7fc00000\n");
  request.range = {"1", "2"};
  const auto jobs = corpus_jobs(request);
  REQUIRE(jobs.size() == 1);
  CHECK(inputs_of(jobs[0]) == std::vector<std::uint64_t>{0x40000000});
  request.range = {"100", "200"};
  CHECK(corpus_jobs(request).empty());
}

}  // namespace softplus_bench
