// docs/strategies.md against the files and the descriptors.
#include <catch2/catch.hpp>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>

#include "impls/table.hpp"

namespace softplus_bench {
namespace {

// The cells of each row of a table whose first cell is a file, by file.
std::multimap<std::string, std::vector<std::string>> rows_of_catalogue() {
  std::ifstream file(SOFTPLUS_BENCH_SOURCE_DIR "/docs/strategies.md");
  std::multimap<std::string, std::vector<std::string>> rows;
  for (std::string line; std::getline(file, line);) {
    if (!line.starts_with("| `")) continue;
    std::vector<std::string> cells;
    std::size_t from = 2;
    for (std::size_t bar; (bar = line.find(" |", from)) != std::string::npos; from = bar + 3)
      cells.push_back(line.substr(from, bar - from));
    rows.emplace(cells.at(0).substr(1, cells.at(0).size() - 2), cells);
  }
  return rows;
}

std::string file_of(const Implementation& implementation) {
  return std::string(implementation.function) + "/" + std::string(implementation.name) + ".cpp";
}

// "1.75 on [-inf, 88.72]", or "1.75" alone.
Claim claim_of(const std::string& cell) {
  static const std::regex form(R"(([0-9.]+)(?: on \[(\S+), (\S+)\])?)");
  std::smatch match;
  INFO(cell);
  REQUIRE(std::regex_match(cell, match, form));
  Claim claim{std::stod(match[1]), {}};
  if (match[2].matched) claim.on = {std::stod(match[2]), std::stod(match[3])};
  return claim;
}

TEST_CASE("every portable file has one row in the catalogue, and every row a file") {
  const auto rows = rows_of_catalogue();
  std::set<std::string> listed;
  for (const auto& [file, cells] : rows) listed.insert(file);
  CHECK(listed.size() == rows.size());
  std::set<std::string> present;
  const std::filesystem::path folder = SOFTPLUS_BENCH_SOURCE_DIR "/impls/portable";
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
    if (entry.path().extension() == ".cpp") present.insert(std::filesystem::relative(entry.path(), folder).string());
  CHECK(listed == present);
  std::set<std::string> built;
  for (const Implementation* implementation : implementation_table())
    if (implementation->target == Target::scalar) built.insert(file_of(*implementation));
  CHECK(built == present);
}

TEST_CASE("the catalogue's claims are those of the descriptors") {
  const auto rows = rows_of_catalogue();
  for (const Implementation* implementation : implementation_table()) {
    if (implementation->target != Target::scalar) continue;
    const auto row = rows.find(file_of(*implementation));
    REQUIRE(row != rows.end());
    // Claims stand in the last cells, widest format first; a widened strategy has none in binary64.
    std::size_t cell = row->second.size();
    CHECK(cell == (implementation->binary64.kernel != nullptr ? 8 : 7));
    for (std::size_t i = all_formats.size(); i-- > 0;)
      visit_format(all_formats[i].id, [&]<class T>(std::type_identity<T>) {
        const Variant<T>& variant = implementation->variant<T>();
        if (variant.kernel == nullptr) return;
        const Claim claim = claim_of(row->second.at(--cell));
        CAPTURE(implementation->name, all_formats[i].name);
        CHECK(variant.claim.max_ulp == claim.max_ulp);
        CHECK(variant.claim.on.lower == claim.on.lower);
        CHECK(variant.claim.on.upper == claim.on.upper);
      });
    CHECK(cell == 4);
  }
}

TEST_CASE("every descriptor is complete, and named after its file") {
  for (const Implementation* implementation : implementation_table()) {
    CAPTURE(implementation->name);
    CHECK_FALSE(implementation->name.empty());
    CHECK(implementation->function == "softplus");
    CHECK_FALSE(implementation->strategy.empty());
    CHECK_FALSE(implementation->credit.empty());
  }
}

}  // namespace
}  // namespace softplus_bench
