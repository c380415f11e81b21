// What descriptors say of their thresholds: that every file which compares says some, and cli/thresholds, which makes
// inputs of them. That each is where its kernel switches: threshold_switches_test.cpp.
#include "cli/thresholds.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>

#include "core/narrow.hpp"
#include "impls/table.hpp"

namespace softplus_bench {
namespace {

using cli::thresholds_of;

bool says_any(const Implementation& row) {
  for (const FormatTraits& f : all_formats)
    if (!row.thresholds.of(f.id).empty()) return true;
  return row.thresholds.has_parameter;
}

bool has_kernel(const Implementation& row, const FormatTraits& f) {
  return visit_format(f.id, [&]<class T>(std::type_identity<T>) { return row.variant<T>().kernel != nullptr; });
}

// The code of a file without comments, strings and the heads of loops.
std::string bare_code(const std::filesystem::path& path) {
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  static const std::regex comment("//[^\n]*"), literal(R"("[^"\n]*")"), loop(R"(for \([^;()]*;[^;]*;[^()]*\))");
  std::string code = std::regex_replace(text.str(), literal, "");
  code = std::regex_replace(code, comment, "");
  return std::regex_replace(code, loop, "");
}

// Files that compare, and have no threshold in x.
const std::map<std::string, std::string> comparisons_of_another_kind{
    {"portable/softplus/fast_math.cpp", "max(x, 0)"},
    {"portable/softplus/schraudolph.cpp", "a cut beyond which the result is max(x, 0) with it and without"},
    {"portable/sigmoid_derivative/full_range.cpp", "which of two addends is the larger"},
    {"portable/logaddexp/boost.cpp", "the larger of two inputs"},
    {"portable/logaddexp/larger_plus_log1p.cpp", "the larger of two inputs"},
    {"portable/logaddexp/larger_plus_softplus.cpp", "the larger of two inputs"},
    {"portable/logaddexp/root_aware.cpp", "both inputs together"},
    {"portable/logaddexp/shifted_log.cpp", "the larger of two inputs"},
    {"simd/softplus_backward/fused.cpp", "the second input"},
};

TEST_CASE("thresholds are inputs of their format, in increasing order") {
  std::size_t n = 0;
  for (const Implementation* row : implementation_table())
    for (const FormatTraits& f : all_formats) {
      if (!has_kernel(*row, f)) continue;
      const IncreasingNumbers& at = row->thresholds.of(f.id);
      CAPTURE(row->function, row->name, name_of(row->target), f.name);
      for (const double* x = at.begin(); x != at.end(); ++x, ++n) {
        CHECK(is_finite(f, narrow_bits(f, *x)));
        if (x != at.begin()) CHECK(ordinal(f, narrow_bits(f, x[-1])) < ordinal(f, narrow_bits(f, *x)));
      }
    }
  CHECK(n > 200);
}

TEST_CASE("an implementation one format up has the thresholds of the one that it runs") {
  for (const Implementation* row : implementation_table()) {
    CAPTURE(row->function, row->name);
    const std::size_t suffix = row->name.find("_widened");
    REQUIRE((suffix != std::string_view::npos) == (row->thresholds.one_format_up != nullptr));
    if (suffix == std::string_view::npos) continue;
    bool found = false;
    for (const Implementation* base : implementation_table())
      if (base->function == row->function && base->name == row->name.substr(0, suffix) &&
          base->target == Target::scalar) {
        found = true;
        CHECK(row->thresholds.one_format_up == &base->thresholds);
        CHECK(row->thresholds.of(FormatId::binary32).first == base->thresholds.of(FormatId::binary64).first);
        CHECK(row->thresholds.of(FormatId::bfloat16).first == base->thresholds.of(FormatId::binary32).first);
      }
    CHECK(found);
  }
}

TEST_CASE("every file that compares says where") {
  static const std::regex comparison(R"( [<>]=? |hn::(Lt|Le|Gt|Ge)\()");
  const std::filesystem::path impls = SOFTPLUS_BENCH_SOURCE_DIR "/impls";
  std::size_t n = 0;
  std::set<std::string> others;
  for (const Implementation* row : implementation_table()) {
    const std::string file = (row->target == Target::scalar ? "portable/" : "simd/") + std::string(row->function) +
                             "/" + std::string(row->name) + ".cpp";
    CAPTURE(file);
    REQUIRE(std::filesystem::exists(impls / file));
    const bool compares = std::regex_search(bare_code(impls / file), comparison);
    const bool of_another_kind = comparisons_of_another_kind.contains(file);
    if (of_another_kind) CHECK((compares && !says_any(*row)));
    else if (compares) CHECK(says_any(*row));
    n += compares ? 1 : 0;
    if (of_another_kind) others.insert(file);
  }
  CHECK(n > 50);
  CHECK(others.size() == comparisons_of_another_kind.size());
}

TEST_CASE("log_sigmoid's thresholds are softplus's, mirrored, where it runs softplus") {
  std::size_t n = 0;
  for (const Implementation* row : implementation_table()) {
    if (row->function != "log_sigmoid" || (row->name != "fused" && row->name != "compensated")) continue;
    for (const Implementation* base : implementation_table()) {
      if (base->function != "softplus" || base->name != row->name || base->target != row->target) continue;
      for (const FormatTraits& f : all_formats) {
        const IncreasingNumbers& mirrored = row->thresholds.of(f.id);
        const IncreasingNumbers& at = base->thresholds.of(f.id);
        REQUIRE(mirrored.count == at.count);
        for (std::size_t i = 0; i < at.count; ++i) CHECK(mirrored.first[i] == -at.first[at.count - 1 - i]);
        ++n;
      }
    }
  }
  CHECK(n >= 8);
}

Record row_of(const char* function, const char* implementation, const char* format, const char* parameters = nullptr,
              const char* target = "scalar") {
  Record row(RecordKind::accuracy);
  row["function"] = std::string(function);
  row["implementation"] = std::string(implementation);
  row["format"] = std::string(format);
  row["target"] = std::string(target);
  if (parameters != nullptr) row["parameters"] = std::string(parameters);
  return row;
}

TEST_CASE("a row's thresholds are inputs of its format") {
  const auto binary32 = [](float x) { return to_bits(x); };
  using Bits = std::vector<std::uint64_t>;
  CHECK(thresholds_of(row_of("softplus", "thresholded_20", "binary64")) == Bits{to_bits(20.0)});
  CHECK(thresholds_of(row_of("softplus", "maechler", "binary32")) ==
        Bits{binary32(-37), binary32(18), binary32(33.3f)});
  CHECK(thresholds_of(row_of("softplus", "maechler", "binary16")) == Bits{0xd0a0, 0x4c80, 0x502a});  // 33.3125
  CHECK(thresholds_of(row_of("elu", "expm1", "binary32")) == Bits{0});
  constexpr auto eps_two = static_cast<float>(52 * 0x1.62e42fefa39efp-1 - 2);  // of binary64
  CHECK(thresholds_of(row_of("softplus", "eps_two_widened", "binary32")) ==
        Bits{binary32(-eps_two), binary32(eps_two)});
  CHECK(thresholds_of(row_of("softplus", "symmetric", "binary32")).empty());
}

TEST_CASE("a row's thresholds are those of its beta and its threshold") {
  using Bits = std::vector<std::uint64_t>;
  CHECK(thresholds_of(row_of("softplus_beta", "thresholded_20", "binary64", "beta=2")) == Bits{to_bits(10.0)});
  CHECK(thresholds_of(row_of("softplus_beta", "thresholded_20", "binary64", "beta=2,threshold=30")) ==
        Bits{to_bits(15.0)});
  CHECK(thresholds_of(row_of("softplus_beta", "residual_corrected", "binary32", "beta=0.5")).size() == 2);
  // Beta is the format's: 0.1 is not.
  CHECK(thresholds_of(row_of("softplus_beta", "thresholded_20", "binary64", "beta=0.1")) == Bits{to_bits(20 / 0.1)});
  CHECK(thresholds_of(row_of("softplus_beta", "thresholded_20", "binary16", "beta=0.1")) ==
        Bits{narrow_bits(traits(FormatId::binary16), 20 / 0x1.998p-4)});
  // None lies beyond the format's numbers.
  CHECK(thresholds_of(row_of("softplus_beta", "thresholded_20", "binary16", "beta=0.0001")).empty());
  CHECK(thresholds_of(row_of("softplus_beta", "five_piece", "binary16", "beta=60000")).size() == 4);
  CHECK(thresholds_of(row_of("softplus_beta", "five_piece", "binary32", "beta=1e38")).size() == 4);
}

TEST_CASE("what no implementation of today answers to has no thresholds") {
  CHECK(thresholds_of(row_of("softplus", "thresholded_20", "binary8")).empty());
  CHECK(thresholds_of(row_of("softplus", "gone", "binary32")).empty());
  CHECK(thresholds_of(row_of("softplus", "thresholded_20", "binary32", nullptr, "opencl")).empty());
  CHECK(thresholds_of(row_of("softplus_beta", "thresholded_20", "binary32", "gamma=1")).empty());
  CHECK(thresholds_of(Record(RecordKind::speed)).empty());
}

}  // namespace
}  // namespace softplus_bench
