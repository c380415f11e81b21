#include "suites/corpus.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <tuple>

#include "core/csv_reader.hpp"
#include "core/text.hpp"
#include "core/usage_error.hpp"
#include "reference/function.hpp"

namespace softplus_bench {
namespace {

constexpr std::string_view header = "function,format,input_bits,implementation,target,ulp_error";

// Where a column stands in the file at hand; none where it does not.
struct Columns {
  std::size_t function;
  std::size_t format;
  std::size_t input_bits;
  std::optional<std::size_t> implementation;
  std::optional<std::size_t> target;
  std::optional<std::size_t> ulp_error;
};

Columns columns_of(const std::vector<std::string>& names, std::string_view path) {
  const auto find = [&](std::string_view name) -> std::optional<std::size_t> {
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) return std::nullopt;
    return static_cast<std::size_t>(found - names.begin());
  };
  const auto require = [&](std::string_view name) {
    const auto found = find(name);
    if (!found) throw UsageError(fmt::format("{}:1: no column '{}'; a corpus starts with {}", path, name, header));
    return *found;
  };
  return {require("function"),    require("format"), require("input_bits"),
          find("implementation"), find("target"),    find("ulp_error")};
}

CorpusPoint point_of(const std::vector<std::string>& cells, const Columns& columns) {
  const auto cell = [&](std::optional<std::size_t> column) { return column ? cells[*column] : std::string(); };
  CorpusPoint point;
  point.function = cells[columns.function];
  if (find_function(point.function) == nullptr) throw UsageError("unknown function '" + point.function + "'");
  const auto* format = std::find_if(all_formats.begin(), all_formats.end(),
                                    [&](const FormatTraits& f) { return f.name == cells[columns.format]; });
  if (format == all_formats.end()) throw UsageError("unknown format '" + cells[columns.format] + "'");
  point.format = format->id;
  const auto bits = parse_bits(*format, cells[columns.input_bits]);
  if (!bits)
    throw UsageError(fmt::format("'{}' is not bits of {}: give 0x and {} hexadecimal digits", cells[columns.input_bits],
                                 format->name, format->hex_digits()));
  point.input = *bits;
  point.implementation = cell(columns.implementation);
  point.target = cell(columns.target);
  point.ulp_error = cell(columns.ulp_error);
  return point;
}

auto key_of(const CorpusPoint& p) {
  return std::tuple(std::string_view(p.function), p.format, index_of_bits(traits(p.format), p.input));
}
bool before(const CorpusPoint& a, const CorpusPoint& b) { return key_of(a) < key_of(b); }

}  // namespace

std::vector<CorpusPoint> parse_corpus(std::string_view csv, std::string_view path) {
  const std::vector<CsvRow> rows = parse_csv(csv, path);
  if (rows.empty()) throw UsageError(fmt::format("{}:1: empty; a corpus starts with {}", path, header));
  const auto& names = rows.front().cells;
  const Columns columns = columns_of(names, path);
  std::vector<CorpusPoint> points;
  for (std::size_t i = 1; i < rows.size(); ++i) {
    const auto& [line, cells] = rows[i];
    if (cells.size() != names.size())
      throw UsageError(fmt::format("{}:{}: {} cells, the header has {}", path, line, cells.size(), names.size()));
    try {
      points.push_back(point_of(cells, columns));
    } catch (const UsageError& error) {
      throw UsageError(fmt::format("{}:{}: {}", path, line, error.what()));
    }
  }
  return points;
}

std::vector<CorpusPoint> built_in_corpus() {
  std::vector<CorpusPoint> all;
  for (const BuiltInCorpus& corpus : built_in_corpora()) {
    const auto points = parse_corpus(corpus.csv, fmt::format("suites/corpus/{}.csv", corpus.function));
    all.insert(all.end(), points.begin(), points.end());
  }
  return all;
}

std::size_t add_to_corpus(std::vector<CorpusPoint>& corpus, std::span<const CorpusPoint> found) {
  std::sort(corpus.begin(), corpus.end(), before);
  std::size_t added = 0;
  for (const CorpusPoint& point : found) {
    const auto place = std::lower_bound(corpus.begin(), corpus.end(), point, before);
    if (place != corpus.end() && !before(point, *place)) continue;
    corpus.insert(place, point);
    ++added;
  }
  return added;
}

std::string corpus_csv(std::span<const CorpusPoint> corpus) {
  std::string text(header);
  text += '\n';
  for (const CorpusPoint& p : corpus) {
    const FormatTraits& f = traits(p.format);
    text += csv_line({p.function, std::string(f.name), bits_text(f, p.input), p.implementation, p.target, p.ulp_error});
    text += '\n';
  }
  return text;
}

std::vector<std::uint64_t> corpus_inputs(std::span<const CorpusPoint> corpus, std::string_view function,
                                         const FormatTraits& f) {
  std::vector<std::uint64_t> inputs;
  for (const CorpusPoint& p : corpus)
    if (p.function == function && p.format == f.id) inputs.push_back(p.input);
  std::sort(inputs.begin(), inputs.end(),
            [&](std::uint64_t a, std::uint64_t b) { return index_of_bits(f, a) < index_of_bits(f, b); });
  inputs.erase(std::unique(inputs.begin(), inputs.end()), inputs.end());
  return inputs;
}

}  // namespace softplus_bench
