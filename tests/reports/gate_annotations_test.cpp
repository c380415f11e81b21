#include "reports/gate_annotations.hpp"

#include <catch2/catch.hpp>
#include <sstream>

#include "tests/reports/gate_sample.hpp"

namespace sb = softplus_bench;
using sb::CheckVerdict;
using sb::Lane;
using namespace sb::sample;

namespace {

std::vector<std::string> annotation_lines(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

}  // namespace

TEST_CASE("an annotation names the file, what failed and why") {
  CHECK(
      annotations(report_of({worse(1, 2), check(Lane::claim, CheckVerdict::passed)}), {}) ==
      "::error file=impls/portable/softplus/naive.cpp,line=1,title=snapshot failed%3A softplus/naive/binary32/scalar::"
      "softplus/naive/binary32/scalar: error above what was accepted\n");
  CHECK_THAT(annotations(report_of({check(Lane::speed, CheckVerdict::unfit)}), {}), Catch::StartsWith("::warning "));
  CHECK_THAT(annotations(report_of({check(Lane::speed, CheckVerdict::unfit)}), {false, true}),
             Catch::StartsWith("::error "));
  CHECK(annotations(report_of({check(Lane::claim, CheckVerdict::skipped)}), {}).empty());
}

TEST_CASE("what a runner would decode is escaped") {
  sb::GateCheck c = worse(1, 2, "a,b:c%2C/x");
  c.finding = "100%0A::warning::planted";
  CHECK_THAT(annotations(report_of({c}), {}), Catch::StartsWith("::error file=a%2Cb%3Ac%252C/x,line=1,title="));
  CHECK_THAT(annotations(report_of({c}), {}), Catch::EndsWith("::a,b:c%252C/x: 100%250A::warning::planted\n"));
}

TEST_CASE("ten at most, the worst first, and the tenth counts the others") {
  CHECK(annotation_lines(annotations(many_failures(10), {})).size() == 10);
  CHECK_THAT(annotation_lines(annotations(many_failures(10), {})).back(), Catch::Contains("kernel_0"));
  const auto lines = annotation_lines(annotations(many_failures(5000), {}));
  REQUIRE(lines.size() == 10);
  CHECK_THAT(lines.front(), Catch::Contains("kernel_4999"));
  CHECK(lines.back() == "::error title=softplus-bench gate::and 4991 more: see the step summary");
}

TEST_CASE("no text of a run ends an annotation, starts another or adds a property") {
  for (const std::string& text : hostile_texts()) {
    const auto lines = annotation_lines(annotations(hostile(text), {}));
    CHECK(lines.size() == 10);
    for (const std::string& line : lines) {
      CAPTURE(line);
      CHECK((line.starts_with("::error ") || line.starts_with("::warning ")));
      CHECK(line.size() < 4000);
      // What a runner takes for the properties: all until the second "::".
      const std::string properties = line.substr(0, line.find("::", 2));
      CHECK(std::count(properties.begin(), properties.end(), ',') ==
            (line.find("line=1") == std::string::npos ? 0 : 2));
    }
  }
}
