#include "reports/speed_snapshot.hpp"

#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "core/usage_error.hpp"

namespace sb = softplus_bench;
using Catch::Contains;

namespace {

// A file that is gone at the end of the test.
struct File {
  explicit File(const std::string& content)
      : path(std::filesystem::temp_directory_path() / ("speed_snapshot_" + std::to_string(getpid()) + ".jsonl")) {
    std::ofstream(path, std::ios::binary) << content;
  }
  ~File() { std::filesystem::remove(path); }
  std::filesystem::path path;
};

const std::string first_line = R"({"class":{"processor":"P","compiler":"C"}})"
                               "\n";
const std::string entry =
    R"({"id":"softplus/log1p/binary32/scalar","conditions":"throughput L1 uniform","ratio_to_relu":[90,91.5,93],)"
    R"("ratio_to_copy":[80,81,82],"launches":5,"rounds":500,"commit":"abc","why":"new"})";

std::string with(std::string text, const std::string& from, const std::string& to) {
  return text.replace(text.find(from), from.size(), to);
}

std::string complaint(const std::string& content) {
  const File file(content);
  try {
    sb::read_speed_snapshot(file.path);
  } catch (const sb::UsageError& error) {
    const std::string text = error.what();
    REQUIRE_THAT(text, Catch::StartsWith(file.path.string() + ":"));
    return text.substr(file.path.string().size());
  }
  return "";
}

}  // namespace

TEST_CASE("a snapshot of speed is read as it was written, sorted by id") {
  sb::SpeedSnapshot snapshot{{{"processor", "P"}}, {}};
  snapshot.entries.push_back(
      {"softplus/b/binary32/scalar", "throughput L1 uniform", {1, 2, 3}, {4, 5, 6}, {}, {}, 3, 500, "abc", "w\"hy"});
  snapshot.entries.push_back({"softplus/a/binary32/scalar",
                              "throughput L1 uniform",
                              {1, 2, 3},
                              {4, 5, 6},
                              sb::RatioRange{0.5, 1, 2},
                              sb::RatioRange{0.25, 1, 2},
                              3,
                              500,
                              "abc",
                              "why"});
  const File file(text_of(snapshot));
  const auto read = sb::read_speed_snapshot(file.path);
  CHECK(read.facts == snapshot.facts);
  REQUIRE(read.entries.size() == 2);
  CHECK(read.entries[0] == snapshot.entries[1]);
  CHECK(read.entries[1] == snapshot.entries[0]);
  CHECK(text_of(read) == text_of(snapshot));
  CHECK(sb::read_class(file.path) == snapshot.facts);
}

TEST_CASE("ratios are stored to four digits, never narrower than they were") {
  sb::SpeedSnapshot snapshot;
  snapshot.entries.push_back(
      {"a", "c", {1.23456, 1.23456, 1.23456}, {12345.6, 12345.6, 12345.6}, {}, {}, 3, 500, "c", "w"});
  CHECK_THAT(text_of(snapshot), Contains("[1.234,1.235,1.235]") && Contains("[1.234e+04,1.235e+04,1.235e+04]"));
}

TEST_CASE("a sound file is no complaint") { CHECK(complaint(first_line + entry + "\n").empty()); }

TEST_CASE("whatever is wrong in a stored entry is named with its line") {
  const auto [from, to, words] = GENERATE(table<std::string, std::string, std::string>({
      {R"("launches":5)", R"("launches":0)", "'launches' must be a whole number above 0"},
      {R"("launches":5)", R"("launches":2.5)", "'launches' must be"},
      {R"("launches":5,)", "", "'launches' is missing"},
      {R"("launches":5)", R"("launchs":5,"launches":5)", "unknown key 'launchs'"},
      {R"("launches":5)", R"("launches":5,"launches":6)", "'launches' is there twice"},
      {"[90,", "[NaN,", "not JSON"},
      {"[90,", "[1e999,", "not JSON"},
      {"[90,", "[0,", "'ratio_to_relu' must be 3 finite numbers above 0"},
      {"[90,", "[-90,", "'ratio_to_relu' must be"},
      {"[90,", "[null,", "'ratio_to_relu' must be"},
      {"[90,", "[\"nan\",", "'ratio_to_relu' must be"},
      {"[90,", "[92,", "'ratio_to_relu' must rise"},
      {"[90,91.5,93]", "[90,93]", "'ratio_to_relu' must be 3"},
      {R"("why":"new")", R"("why":"")", "'why' must be a text"},
      {R"("id":"softplus/log1p/binary32/scalar")", R"("id":7)", "'id' must be a text"},
      {"{\"id\"", "<<<<<<< HEAD", "not JSON"},
  }));
  CAPTURE(to);
  CHECK_THAT(complaint(first_line + entry + "\n" +
                       with(with(entry, "log1p", "naive"),
                            from.find("log1p") == std::string::npos ? from : with(from, "log1p", "naive"), to) +
                       "\n"),
             Catch::StartsWith(":3: ") && Contains(words));
}

TEST_CASE("an entry that is there twice, an empty line and a missing first line are refused") {
  CHECK_THAT(complaint(first_line + entry + "\n" + entry + "\n"), Catch::StartsWith(":3: a second entry of softplus"));
  CHECK_THAT(complaint(first_line + "\n" + entry + "\n"), Catch::StartsWith(":2: not JSON"));
  CHECK_THAT(complaint(entry + "\n"), Catch::StartsWith(":1: 'class' is missing"));
  CHECK_THAT(complaint(""), Catch::StartsWith(":1: 'class' is missing"));
  CHECK_THAT(complaint("[]\n"), Catch::StartsWith(":1: not a JSON object"));
}

TEST_CASE("numbers of instructions are read as they were written") {
  const sb::InstructionsSnapshot snapshot{{{"valgrind", "3.19"}},
                                          {{"softplus/a/binary32/scalar", 102.568, "abc", "why"}}};
  const File file(text_of(snapshot));
  CHECK(sb::read_instructions_snapshot(file.path).entries == snapshot.entries);
  CHECK_THROWS_AS(sb::read_speed_snapshot(file.path), sb::UsageError);
}
