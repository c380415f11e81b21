// docs/strategies.md against the files and the descriptors.
#include <catch2/catch.hpp>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>

#include "impls/table.hpp"
#include "reference/function.hpp"

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

// Rows of impls/simd are named from impls/: "simd/softplus/...".
bool is_vectorised(const std::string& file) { return file.starts_with("simd/"); }

// Formulas likewise: "device/softplus/...", "opencl/...", "cuda/...".
bool is_formula(const std::string& file) { return file.ends_with(".h"); }

std::set<std::string> files_below(const std::filesystem::path& folder, const std::filesystem::path& relative_to,
                                  std::string_view extension = ".cpp") {
  std::set<std::string> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
    if (entry.path().extension() == extension)
      files.insert(std::filesystem::relative(entry.path(), relative_to).string());
  return files;
}

std::string file_of(const Implementation& implementation) {
  return std::string(implementation.function) + "/" + std::string(implementation.name) + ".cpp";
}

// "1.75 on [-inf, 88.72]", or "1.75" alone, or "none".
Claim claim_of(const std::string& cell) {
  if (cell == "none") return {};
  static const std::regex form(R"(([0-9.]+)(?: on \[(\S+), (\S+)\])?)");
  std::smatch match;
  INFO(cell);
  REQUIRE(std::regex_match(cell, match, form));
  Claim claim{std::stod(match[1]), {}};
  if (match[2].matched) claim.on = {std::stod(match[2]), std::stod(match[3])};
  return claim;
}

// "1.6 (sse4 1.7)": the second number is that target's. "-": no kernel, so no claim.
double claim_of_target(const std::string& cell, Target target) {
  if (cell == "-") return Claim{}.max_ulp;
  const std::string exception = "(" + std::string(name_of(target)) + " ";
  const std::size_t at = cell.find(exception);
  return std::stod(at == std::string::npos ? cell : cell.substr(at + exception.size()));
}

TEST_CASE("every portable file has one row in the catalogue, and every row a file") {
  std::multiset<std::string> listed;
  for (const auto& [file, cells] : rows_of_catalogue())
    if (!is_vectorised(file) && !is_formula(file)) listed.insert(file);
  const std::filesystem::path folder = SOFTPLUS_BENCH_SOURCE_DIR "/impls/portable";
  const auto present = files_below(folder, folder);
  CHECK(listed == std::multiset<std::string>(present.begin(), present.end()));
  std::set<std::string> built;
  for (const Implementation* implementation : implementation_table())
    if (implementation->target == Target::scalar) built.insert(file_of(*implementation));
  CHECK(built == present);
}

TEST_CASE("every formula of devices has one row in the catalogue, and every row a file") {
  std::multiset<std::string> listed;
  for (const auto& [file, cells] : rows_of_catalogue())
    if (is_formula(file)) listed.insert(file);
  const std::filesystem::path impls = SOFTPLUS_BENCH_SOURCE_DIR "/impls";
  std::multiset<std::string> present;
  for (const char* family : {"device", "opencl", "cuda"})
    for (const std::string& file : files_below(impls / family, impls, ".h"))  // those in the folder of a function
      if (std::count(file.begin(), file.end(), '/') == 2 && !file.starts_with("device/control/")) present.insert(file);
  CHECK(listed == present);
}

TEST_CASE("the catalogue's claims are those of the descriptors") {
  const auto rows = rows_of_catalogue();
  for (const Implementation* implementation : implementation_table()) {
    if (implementation->target != Target::scalar) continue;
    const auto row = rows.find(file_of(*implementation));
    REQUIRE(row != rows.end());
    // Claims stand in the last cells, widest format first; tables of strategies without binary64 lack its cell.
    std::size_t cell = row->second.size();
    CHECK(cell == (implementation->binary64.kernel != nullptr ? 8 : 7));
    for (std::size_t i = all_formats.size(); i-- > 0;)
      visit_format(all_formats[i].id, [&]<class T>(std::type_identity<T>) {
        const Variant<T>& variant = implementation->variant<T>();
        if (variant.kernel == nullptr && cell > 4) CHECK(row->second.at(--cell) == "-");
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

// Cells: file, formula, targets, claim binary64, binary32, binary16, bfloat16.
TEST_CASE("every vectorised file has one row in the catalogue, with the targets and claims of its descriptors") {
  const auto rows = rows_of_catalogue();
  std::multiset<std::string> listed;
  for (const auto& [file, cells] : rows)
    if (is_vectorised(file)) listed.insert(file);
  const std::filesystem::path folder = SOFTPLUS_BENCH_SOURCE_DIR "/impls";
  const auto present = files_below(folder / "simd", folder);
  CHECK(listed == std::multiset<std::string>(present.begin(), present.end()));
  std::map<std::string, std::set<Target>> built;
  for (const Implementation* implementation : implementation_table()) {
    if (implementation->target == Target::scalar) continue;
    const std::string file = "simd/" + file_of(*implementation);
    CAPTURE(file, name_of(implementation->target));
    const auto row = rows.find(file);
    REQUIRE(row != rows.end());
    REQUIRE(row->second.size() == 3 + all_formats.size());
    CHECK((", " + row->second[2] + ",").find(", " + std::string(name_of(implementation->target)) + ",") !=
          std::string::npos);
    for (std::size_t i = 0; i < all_formats.size(); ++i)
      visit_format(all_formats[i].id, [&]<class T>(std::type_identity<T>) {
        CAPTURE(all_formats[i].name);
        const Variant<T>& variant = implementation->variant<T>();
        const std::string& cell = row->second[3 + i];
        CHECK((variant.kernel == nullptr) == (cell == "-"));
        if (variant.kernel != nullptr) CHECK(variant.claim.max_ulp == claim_of_target(cell, implementation->target));
      });
    CHECK(built[file].insert(implementation->target).second);
  }
#if defined(__x86_64__)
  for (const std::string& file : present)
    CHECK(built[file] == std::set<Target>{Target::sse4, Target::avx2, Target::avx512});
#endif
}

TEST_CASE("every descriptor is complete, and named after its file") {
  for (const Implementation* implementation : implementation_table()) {
    CAPTURE(implementation->name);
    CHECK_FALSE(implementation->name.empty());
    CHECK(find_function(implementation->function) != nullptr);
    CHECK_FALSE(implementation->strategy.empty());
    CHECK_FALSE(implementation->credit.empty());
  }
}

}  // namespace
}  // namespace softplus_bench
