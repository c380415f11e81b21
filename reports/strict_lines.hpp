// Lines of JSON that people edit and that merges put together: one object a line, read strictly.
//
// What is not understood is refused with file and line: no JSON, a key that is not known, twice there or missing, a
// value of another type, a number that is not finite.
#pragma once

#include <cstdint>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "core/record.hpp"

namespace softplus_bench {

// Every member throws UsageError: "suites/baseline/speed/x.jsonl:12: ...".
class StrictLine {
 public:
  StrictLine(std::string_view text, const std::filesystem::path& path, std::size_t number);
  bool has(std::string_view key) const { return object_.contains(std::string(key)); }
  std::string text(std::string_view key);           // not empty
  std::int64_t whole_number(std::string_view key);  // at least 1
  double positive(std::string_view key);
  std::vector<double> positives(std::string_view key, std::size_t size);  // an array of so many
  Facts facts(std::string_view key);                                      // an object of texts
  void finish() const;                                                    // nothing is left that was not asked for
  [[noreturn]] void fail(const std::string& what) const;

 private:
  const nlohmann::ordered_json& take(std::string_view key);
  nlohmann::ordered_json object_;
  std::vector<std::string> taken_;
  std::filesystem::path path_;
  std::size_t number_;
};

// Those of a file, in order. Throws UsageError also where it cannot be read, or has an empty line.
std::vector<StrictLine> strict_lines(const std::filesystem::path& path);

}  // namespace softplus_bench
