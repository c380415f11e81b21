// Speed: a table for each condition, with bars and intervals.
#include <algorithm>
#include <cmath>

#include "reports/display.hpp"
#include "reports/html/axis.hpp"
#include "reports/html/markup.hpp"
#include "reports/html/sections.hpp"

namespace softplus_bench::html {
namespace {

struct Timed {
  const Row* row;
  const Record* record;
};

std::vector<Timed> timed_under(const View& view, const Group& group, const SpeedConditions& conditions) {
  std::vector<Timed> result;
  for (const Record& r : view.run->records) {
    if (r.kind != RecordKind::speed || !(conditions_of(r) == conditions) || !r.has("ns_per_element")) continue;
    for (const Row& row : group.rows)
      if (row.id == r.id()) result.push_back({&row, &r});
  }
  std::stable_sort(result.begin(), result.end(), [](const Timed& a, const Timed& b) {
    return a.record->number("ns_per_element") < b.record->number("ns_per_element");
  });
  return result;
}

// Three times the median, or the longest: one slow row must not flatten the others.
double bar_end(const std::vector<Timed>& rows) {  // rows by time
  const double median = rows[rows.size() / 2].record->number("ns_per_element");
  const Record& last = *rows.back().record;
  const double longest = std::fmax(last.number("ns_per_element"), last.number("ns_high"));
  return longest <= 4 * median ? longest : 3 * median;
}

// A bar, drawn by the style sheet: its end and those of its interval in per cent. Decoration: the numbers stand in the
// same row.
std::string bar(const Record& r, double end) {
  if (r.number("ns_per_element") > end) return "<td class=cut>";
  const auto x = [&](std::string_view column) { return coordinate(std::min(r.number(column) / end, 1.0) * 100); };
  const std::string low = x("ns_low");
  const std::string high = x("ns_high");
  if (!(r.number("ns_high") >= r.number("ns_low"))) return fmt::format("<td style=--w:{}>", x("ns_per_element"));
  return fmt::format("<td style=--l:{};--w:{}>", low, high);
}

// The ratio, with its interval where the run has one.
std::string ratio_text(const Record& r, const std::string& column) {
  const std::string shown = display_3(r.number(column));
  if (!r.has(column + "_low")) return shown;
  return fmt::format("{} [{}, {}]", shown, display_3(r.number(column + "_low")), display_3(r.number(column + "_high")));
}

bool is_of_device(const Record& r) { return r.kind == RecordKind::speed && r.text("footprint").starts_with("device_"); }

// "1,024" where all rows have that, else nothing.
std::string common_count(const std::vector<Timed>& rows, std::string_view column) {
  const auto n = rows.front().record->integer(column);
  const auto same = [&](const Timed& t) { return t.record->integer(column) == n; };
  return n > 0 && std::all_of(rows.begin(), rows.end(), same) ? display_count(n) : "";
}

void table(const Group& group, const SpeedConditions& conditions, const std::vector<Timed>& rows, bool only,
           std::string& page) {
  if (rows.empty()) return;
  const double end = bar_end(rows);
  std::vector<Column> columns{{"time", Align::text}, {"ns/element"},         {"low"}, {"high"}, {"time / copy"},
                              {"time / relu"},       {"TSC cycles/element"}, {"GB/s"}};
  std::string caption = conditions.words();
  // What all rows share is said once.
  std::vector<std::string_view> counts;
  for (const auto& [column, title] : {std::pair{"elements", "elements"}, std::pair{"repetitions", "rounds"}})
    if (const auto n = common_count(rows, column); !n.empty()) caption += fmt::format(" · {} {}", n, title);
    else columns.push_back({title}), counts.push_back(column);
  std::string start = table_start(group.title(), "times", caption, "implementation", columns);
  // With script it is shown where these conditions are chosen; where it is the only one, it stays.
  if (group.all_conditions.size() > 1 && !only)
    start.insert(std::string_view("<table").size(), " data-conditions=" + attribute(conditions.words()));
  page += start;
  for (const Timed& t : rows) {
    const std::string layout = t.record->text("layout");
    add(page, "<tr data-row={}><th>{}{}{}", t.row->number, words(t.row->label),
        layout.empty() ? "" : " (" + escape(layout) + ")", bar(*t.record, end));
    for (const auto column : {"ns_per_element", "ns_low", "ns_high"}) page += display_3_cell(t.record, column);
    page += cell((is_bandwidth_bound(*t.record) ? "≈ copy: " : "") + ratio_text(*t.record, "ratio_to_copy")) +
            cell(ratio_text(*t.record, "ratio_to_relu"));
    for (const auto column : {"tsc_cycles_per_element", "gb_per_second"}) page += display_3_cell(t.record, column);
    for (const auto column : counts) page += count_cell(*t.record, column);
    page += '\n';
  }
  page += table_end;
}

}  // namespace

bool is_bandwidth_bound(const Record& r) { return r.number("ratio_to_copy") <= 1.1; }

void speed_section(const View& view, std::string& page) {
  section_start("speed", "Speed", page);
  page +=
      "<p>Median time of one element with the interval of the median; shorter is better, bars start at zero, the "
      "strong end of a bar is its interval, and one with a slanted cut is longer than drawn. Read the ratios first: "
      "copy "
      "and relu were timed interleaved with each row, so they carry over to other machines better than nanoseconds. "
      "≈ copy: within 10 % of the time to copy the same array, so memory sets the pace and not the arithmetic.</p>\n";
  if (std::any_of(view.run->records.begin(), view.run->records.end(), is_of_device))
    page +=
        "<p>Rows of devices: throughput is that of the kernel alone by the device's own clock, over 1,024 elements "
        "(device_small) or over as many as occupy all of it (device_full); a round_trip takes the data there and back "
        "too, by the clock of the machine. Copy and relu beside them are kernels of the device.</p>\n";
  for_each_group(view, With::speed, "speed", page, [&](const Group& group) {
    page += "<div class=columns>\n";
    for (const auto& conditions : group.all_conditions)
      if (!is_large(view) || conditions == group.conditions)
        table(group, conditions, timed_under(view, group, conditions), is_large(view), page);
    page += "</div>\n";
    speed_sweeps(view, group, page);
  });
  page += "</section>\n";
}

}  // namespace softplus_bench::html
