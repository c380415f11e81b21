#include "reports/terminal_speed.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>
#include <vector>

#include "reports/display.hpp"

namespace softplus_bench {
namespace {

constexpr std::size_t most_tables = 24;
constexpr std::size_t name_width_at_80 = 24;

std::string name_of(const Row& row, const Record& r) {
  const std::string layout = r.text("layout");
  return layout.empty() ? row.label : row.label + " " + layout;
}

// The end tells names apart as well as the start.
std::string shortened(const std::string& text, std::size_t width) {
  if (text.size() <= width) return text;
  const std::size_t tail = std::min<std::size_t>(width / 2, 9);
  return text.substr(0, width - tail - 1) + "~" + text.substr(text.size() - tail);
}

void write_one(const View& view, const Group& group, const SpeedConditions& conditions, const TableOptions& options,
               std::ostream& out) {
  std::vector<std::pair<const Row*, const Record*>> rows;
  for (const Record& r : view.run->records) {
    if (r.kind != RecordKind::speed || !r.has("ns_per_element") || !(conditions_of(r) == conditions)) continue;
    for (const Row& row : group.rows)
      if (row.id == r.id()) rows.emplace_back(&row, &r);
  }
  std::stable_sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) {
    return a.second->number("ns_per_element") < b.second->number("ns_per_element");
  });
  const std::size_t width = name_width_at_80 + std::max<std::size_t>(options.width, 80) - 80;
  const auto paint = [&](const char* code, const std::string& text) {
    return options.color ? fmt::format("\x1b[{}m{}\x1b[0m", code, text) : text;
  };
  out << paint("1", shortened(group.function, 24) + " " + group.format + "   (" + conditions.words() + ")") << '\n';
  out << paint("2", fmt::format("{:<{}} {:>7} {:>7} {:>7} {:>7} {:>7} {:>7} {:>7}", "implementation", width, "ns/el",
                                "low", "high", "x copy", "x relu", "TSC/el", "GB/s"))
      << '\n';
  for (const auto& [row, r] : rows) {
    out << fmt::format("{:<{}}", shortened(name_of(*row, *r), width), width);
    for (const char* column : {"ns_per_element", "ns_low", "ns_high", "ratio_to_copy", "ratio_to_relu",
                               "tsc_cycles_per_element", "gb_per_second"})
      out << fmt::format(" {:>7}", r->has(column) ? display_3(r->number(column)) : "");
    out << '\n';
  }
  out << '\n';
}

}  // namespace

void write_speed_table(const View& view, const TableOptions& options, std::ostream& out) {
  std::size_t tables = 0;
  for (const Group& group : view.groups) tables += group.all_conditions.size();
  for (const Group& group : view.groups)
    for (const SpeedConditions& conditions : group.all_conditions)
      if (tables <= most_tables || conditions == group.conditions) write_one(view, group, conditions, options, out);
  if (tables > most_tables) out << "Other conditions: report.html and speed.csv\n\n";
}

}  // namespace softplus_bench
