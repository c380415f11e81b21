// The properties suite: correct rounding keeps every hard property and every special value, each planted fault is
// caught under the name of the property that it breaks, and what the suite counts does not depend on how it is run.
#include "suites/properties.hpp"

#include <catch2/catch.hpp>
#include <fstream>
#include <sstream>

#include "core/text.hpp"
#include "core/usage_error.hpp"
#include "reference/function.hpp"
#include "suites/plan.hpp"
#include "suites/properties/exact.hpp"
#include "suites/properties/property.hpp"
#include "tests/faults/planted_properties.hpp"
#include "tests/faults/stable.hpp"

namespace softplus_bench {
namespace {

using faults::find_property;
using faults::looked_at;

// A kernel of correctly rounded values, read from a table.
template <FloatFormat T>
std::vector<std::uint64_t> rounded_values;
template <FloatFormat T>
void read_table(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) y[i] = from_bits<T>(rounded_values<T>[x[i].bits]);
}

template <FloatFormat T>
std::vector<Record> records_of_correct_rounding(const Function& function, double beta) {
  const FormatTraits& f = traits(format_id<T>);
  ValueTable table(function, f, ReferencePath::fast, beta);
  table.compute(nullptr);
  rounded_values<T>.resize(65536);
  for (std::uint64_t x = 0; x < 65536; ++x) rounded_values<T>[x] = table.rounded(x);
  Implementation implementation;
  implementation.function = function.name;
  implementation.name = "correctly_rounded";
  implementation.binary16.kernel = read_table<binary16>;
  implementation.bfloat16.kernel = read_table<bfloat16>;
  PropertiesJob job = faults::properties_job(implementation, f.id);
  if (job.parameters) job.parameters->beta = beta;
  return measure_properties(job, {}, 1).records;
}

void require_kept(const std::vector<Record>& records) {
  for (const Record& r : records) {
    CAPTURE(r.id(), r.text("statement"), r.text("witness_input"), r.text("witness_bits"), r.text("witness_got_bits"),
            r.text("witness_want"));
    if (r.text("status") == "skipped") continue;
    CHECK(r.integer("n_excess_violations") == 0);
    if (r.text("rule") == "hard") CHECK(r.integer("n_violations") == 0);
  }
}

TEST_CASE("correct rounding keeps every hard property and special value, and exceeds no soft one") {
  for (const Function* function : function_table()) {
    if (function->inputs != 1) continue;
    const std::vector<double> betas = function->betas.empty() ? std::vector<double>{1} : std::vector<double>{0.5, 3};
    for (const double beta : betas) {
      CAPTURE(function->name, beta);
      const auto narrow = records_of_correct_rounding<binary16>(*function, beta);
      const auto wide = records_of_correct_rounding<bfloat16>(*function, beta);
      CHECK(narrow.size() > 8);
      require_kept(narrow);
      require_kept(wide);
    }
  }
}

TEST_CASE("in bfloat16 correct rounding itself rises more than log 2 above max(x, 0)") {
  const auto records = records_of_correct_rounding<bfloat16>(*find_function("softplus"), 1);
  const Record* r = find_property(records, "within_log2_of_relu");
  REQUIRE(r != nullptr);
  CHECK(r->text("rule") == "soft");
  CHECK(r->integer("n_violations") > 0);
  CHECK(r->integer("n_violations") == r->integer("n_violations_of_correct_rounding"));
  const auto narrow = records_of_correct_rounding<binary16>(*find_function("softplus"), 1);
  CHECK(find_property(narrow, "within_log2_of_relu")->integer("n_violations") == 0);
}

TEST_CASE("every planted fault is caught by the property that it breaks, with a witness", "[faults]") {
  for (const faults::PlantedProperty& planted : faults::planted_properties) {
    if (planted.implementation->binary16.kernel == nullptr) continue;
    CAPTURE(planted.implementation->name, planted.property);
    const auto records = looked_at(planted);
    const Record* r = find_property(records, planted.property);
    REQUIRE(r != nullptr);
    CHECK(r->integer("n_excess_violations") > 0);
    CHECK(r->text("witness_bits").starts_with("0x"));
    CHECK_FALSE(r->text("witness_got_bits").empty());
    CHECK_FALSE(r->text("witness_want").empty());
    CHECK(r->number("worst") > 0);
  }
}

TEST_CASE("a result that depends on its place is blamed on what it depends on", "[faults]") {
  const auto due = [](const Implementation& implementation, FormatId format) {
    const auto records = looked_at({&implementation, "position", format}, format == FormatId::binary64 ? 500 : 0);
    return find_property(records, "position")->text("witness_want");
  };
  for (const FormatId format : {FormatId::binary16, FormatId::binary64}) {
    CHECK_THAT(due(faults::lane_crosstalk, format), Catch::Contains("it differs with its neighbours: element "));
    CHECK_THAT(due(faults::not_monotone_position, format),
               Catch::Contains("it differs in the last element of an odd length: element 0 of 1, x 0 and y "));
  }
}

TEST_CASE("of a kernel whose answers vary nothing is said about positions", "[faults]") {
  const auto records = looked_at({&faults::answers_vary, "repeat"});
  CHECK_THAT(find_property(records, "repeat")->text("witness_want"), Catch::EndsWith(" as the first time"));
  CHECK(find_property(records, "position") == nullptr);
}

TEST_CASE("a fault at one input is blamed on that input", "[faults]") {
  const auto blamed = [](const Implementation& implementation, std::string_view property) {
    const auto records = looked_at({&implementation, property});
    const Record* r = find_property(records, property);
    REQUIRE(r != nullptr);
    CHECK(r->integer("n_violations") == 1);
    return r->text("witness_input");
  };
  CHECK(blamed(faults::falls_once, "monotone") == "1.5");
  CHECK(blamed(faults::derivative_not_even, "even") == "2");
  CHECK(blamed(faults::wrong_zero_sign, "special:-inf") == "-inf");
  CHECK(blamed(faults::wrong_at_zero, "special:0") == "0");
  CHECK(find_property(looked_at({&faults::wrong_at_zero, ""}), "special:-0")->integer("n_violations") == 0);
}

template <FloatFormat T>
void right_softplus(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) y[i] = faults::right(x[i]);
}
template <FloatFormat T>
void right_logaddexp(const T* x, const T* x2, T* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) y[i] = narrow<T>(faults::stable_logaddexp(widen(x[i]), widen(x2[i])));
}
constexpr Implementation right_itself{.function = "softplus",
                                      .name = "right_itself",
                                      .strategy = "right",
                                      .credit = "this project",
                                      .binary64 = {right_softplus<double>},
                                      .binary32 = {right_softplus<float>},
                                      .binary16 = {right_softplus<binary16>},
                                      .bfloat16 = {right_softplus<bfloat16>}};
constexpr Implementation right_pairs{.function = "logaddexp",
                                     .name = "right_pairs",
                                     .strategy = "right",
                                     .credit = "this project",
                                     .binary32 = {right_logaddexp<float>},
                                     .binary16 = {right_logaddexp<binary16>},
                                     .bfloat16 = {right_logaddexp<bfloat16>}};

TEST_CASE("right arithmetic violates nothing that must hold, in any format") {
  for (const FormatTraits& f : all_formats)
    for (const Implementation* implementation : {&right_itself, &right_pairs}) {
      if (implementation == &right_pairs && f.bits == 64) continue;
      const auto records = looked_at({implementation, "", f.id}, f.bits == 16 ? 0 : 3000);
      CHECK(records.size() > 10);
      for (const Record& r : records) {
        if (r.text("status") == "skipped" || r.text("rule") == "soft") continue;
        CAPTURE(r.id(), r.text("witness_input"), r.text("witness_got_bits"), r.text("witness_want"));
        CHECK(r.integer("n_excess_violations") == 0);
      }
    }
}

TEST_CASE("the records are the same on any number of threads") {
  for (const Implementation* implementation : {&faults::bulging, &faults::lane_crosstalk}) {
    const PropertiesJob job = faults::properties_job(*implementation, FormatId::binary16);
    PropertiesOptions options;
    const auto alone = measure_properties(job, options, 1);
    options.threads = 3;
    CHECK(measure_properties(job, options, 1).records == alone.records);
  }
}

TEST_CASE("a run that is stopped leaves no record of the job") {
  const std::atomic<bool> stop = true;
  PropertiesOptions options;
  options.stop = &stop;
  const auto result = measure_properties(faults::properties_job(right_itself, FormatId::binary16), options, 1);
  CHECK_FALSE(result.complete);
  CHECK(result.records.empty());
}

TEST_CASE("a suite's properties are planned like its accuracy: strict keys, exhaustive formats, samples") {
  Request request;
  request.suite = parse_suite("[properties]\nexhaustive = ['binary16']\nsamples = 50\n", "test.toml");
  const std::vector<const Implementation*> table{&right_itself, &right_pairs};
  const Plan plan = make_plan(request, table);
  REQUIRE(plan.properties.size() == 7);
  CHECK(plan.accuracy.empty());
  CHECK(plan.properties_seconds > 0);
  for (const PropertiesJob& job : plan.properties)
    CHECK((job.inputs == "exhaustive") == (job.format == FormatId::binary16 && job.function->inputs == 1));
  CHECK(name_of(plan.properties.back()) == "properties softplus bfloat16 (stratified)");
  request.properties = false;
  CHECK_THROWS_AS(make_plan(request, table), UsageError);
  CHECK_THROWS_WITH(parse_suite("[properties]\nsample = 1\n", "test.toml"),
                    "test.toml:2: properties: unknown key 'sample'; did you mean 'samples'?");
  request.speed = request.accuracy = false;
  request.properties = true;
  CHECK(request.options_text("test") == "properties --suite test --seed 1");
}

TEST_CASE("every property is described in docs/definitions.md") {
  std::ifstream file(SOFTPLUS_BENCH_SOURCE_DIR "/docs/definitions.md");
  std::stringstream text;
  text << file.rdbuf();
  for (const Function* function : function_table())
    for (const Property* property : properties_of(function->name)) {
      CAPTURE(property->name);
      CHECK(text.str().find("| `" + std::string(property->name) + "` | " + std::string(name_of(property->rule)) +
                            " |") != std::string::npos);
    }
}

}  // namespace
}  // namespace softplus_bench
