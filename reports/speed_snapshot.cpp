#include "reports/speed_snapshot.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <tuple>

#include "core/usage_error.hpp"
#include "reports/record_json.hpp"
#include "reports/strict_lines.hpp"

namespace softplus_bench {
namespace {

RatioRange range_from(StrictLine& line, std::string_view key) {
  const auto values = line.positives(key, 3);
  if (!std::is_sorted(values.begin(), values.end())) line.fail(fmt::format("'{}' must rise: low, median, high", key));
  return {values[0], values[1], values[2]};
}

std::optional<RatioRange> range_where_there_is_one(StrictLine& line, std::string_view key) {
  if (!line.has(key)) return std::nullopt;
  return range_from(line, key);
}

StoredSpeed entry_from(StrictLine& line, const StoredSpeed*) {
  StoredSpeed entry;
  entry.id = line.text("id");
  entry.conditions = line.text("conditions");
  entry.to_relu = range_from(line, "ratio_to_relu");
  entry.to_copy = range_from(line, "ratio_to_copy");
  entry.best_to_relu = range_where_there_is_one(line, "best_to_relu");
  entry.best_to_copy = range_where_there_is_one(line, "best_to_copy");
  entry.launches = line.whole_number("launches");
  entry.rounds = line.whole_number("rounds");
  entry.commit = line.text("commit");
  entry.why = line.text("why");
  return entry;
}

StoredInstructions entry_from(StrictLine& line, const StoredInstructions*) {
  StoredInstructions entry;
  entry.id = line.text("id");
  entry.per_element = line.positive("instructions_per_element");
  entry.commit = line.text("commit");
  entry.why = line.text("why");
  return entry;
}

auto key_of(const StoredSpeed& entry) { return std::tuple(entry.id, entry.conditions); }
auto key_of(const StoredInstructions& entry) { return std::tuple(entry.id); }

Facts class_from(std::vector<StrictLine>& lines, const std::filesystem::path& path) {
  if (lines.empty()) throw UsageError(path.string() + ":1: 'class' is missing");
  Facts facts = lines.front().facts("class");
  lines.front().finish();
  return facts;
}

template <class Entry>
ClassFile<Entry> read(const std::filesystem::path& path) {
  std::vector<StrictLine> lines = strict_lines(path);
  ClassFile<Entry> file;
  file.facts = class_from(lines, path);
  std::set<decltype(key_of(Entry{}))> seen;
  for (std::size_t i = 1; i < lines.size(); ++i) {
    file.entries.push_back(entry_from(lines[i], static_cast<const Entry*>(nullptr)));
    lines[i].finish();
    if (!seen.insert(key_of(file.entries.back())).second)
      lines[i].fail(fmt::format("a second entry of {}", file.entries.back().id));
  }
  return file;
}

std::string in_json(std::string_view text) { return json_of(text); }

// To four digits, low never above and high never below what it was.
double rounded(double x, int direction) {
  const double unit = std::pow(10, std::floor(std::log10(x)) - 3);
  const double steps = x / unit;
  const double whole = direction < 0 ? std::floor(steps) : direction > 0 ? std::ceil(steps) : std::round(steps);
  return whole * unit;
}

std::string text_of(const RatioRange& range) {
  return fmt::format("[{:.4g},{:.4g},{:.4g}]", rounded(range.low, -1), rounded(range.median, 0),
                     rounded(range.high, 1));
}

std::string line_of(const StoredSpeed& entry) {
  std::string line =
      fmt::format(R"({{"id":{},"conditions":{},"ratio_to_relu":{},"ratio_to_copy":{})", in_json(entry.id),
                  in_json(entry.conditions), text_of(entry.to_relu), text_of(entry.to_copy));
  if (entry.best_to_relu) line += fmt::format(R"(,"best_to_relu":{})", text_of(*entry.best_to_relu));
  if (entry.best_to_copy) line += fmt::format(R"(,"best_to_copy":{})", text_of(*entry.best_to_copy));
  return line + fmt::format(R"(,"launches":{},"rounds":{},"commit":{},"why":{}}})", entry.launches, entry.rounds,
                            in_json(entry.commit), in_json(entry.why));
}

std::string line_of(const StoredInstructions& entry) {
  return fmt::format(R"({{"id":{},"instructions_per_element":{:.6g},"commit":{},"why":{}}})", in_json(entry.id),
                     entry.per_element, in_json(entry.commit), in_json(entry.why));
}

template <class Entry>
std::string text(const ClassFile<Entry>& file) {
  std::vector<Entry> sorted = file.entries;
  std::sort(sorted.begin(), sorted.end(), [](const Entry& a, const Entry& b) { return key_of(a) < key_of(b); });
  std::string text = fmt::format("{{\"class\":{}}}\n", json_of(file.facts));
  for (const Entry& entry : sorted) text += line_of(entry) + "\n";
  return text;
}

}  // namespace

SpeedSnapshot read_speed_snapshot(const std::filesystem::path& path) { return read<StoredSpeed>(path); }
InstructionsSnapshot read_instructions_snapshot(const std::filesystem::path& path) {
  return read<StoredInstructions>(path);
}
Facts read_class(const std::filesystem::path& path) {
  std::vector<StrictLine> lines = strict_lines(path);
  return class_from(lines, path);
}
std::string text_of(const SpeedSnapshot& snapshot) { return text(snapshot); }
std::string text_of(const InstructionsSnapshot& snapshot) { return text(snapshot); }

std::string speed_conditions(const Record& record) {
  std::string text = fmt::format("{} {} {}", record.text("metric"), record.text("footprint"), record.text("input_mix"));
  if (record.integer("in_place") != 0) text += " in_place";
  if (const auto threads = record.integer("threads"); threads > 1) text += fmt::format(" {} threads", threads);
  return text;
}

}  // namespace softplus_bench
