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

// Decoration: the numbers stand in the same row. A bar that is longer than the drawing has a slanted cut.
std::string bar(const Record& r, double end) {
  constexpr double width = 196;
  const auto x = [&](std::string_view column) { return coordinate(std::min(r.number(column) / end, 1.0) * width); };
  const bool cut = r.number("ns_per_element") > end;
  std::string svg = "<svg class=\"bar\" aria-hidden=\"true\" viewBox=\"0 0 200 16\" preserveAspectRatio=\"none\">";
  add(svg, "<rect class=\"low\" width=\"{}\" height=\"16\"/>", x("ns_per_element"));
  if (cut) svg += "<path class=\"cut\" d=\"M168 17l12-18\"/>";
  else if (r.number("ns_high") >= r.number("ns_low"))
    add(svg, "<path class=\"whisker\" d=\"M{0} 3v10M{1} 3v10M{0} 8H{1}\"/>", x("ns_low"), x("ns_high"));
  return svg + "</svg>";
}

// The ratio, with its interval where the run has one.
std::string ratio_cell(const Record& r, const std::string& column) {
  if (!r.has(column + "_low")) return display_3_cell(&r, column);
  return number_cell(fmt::format("{} [{}, {}]", display_3(r.number(column)), display_3(r.number(column + "_low")),
                                 display_3(r.number(column + "_high"))));
}

bool is_of_device(const Record& r) { return r.kind == RecordKind::speed && r.text("footprint").starts_with("device_"); }

void table(const Group& group, const SpeedConditions& conditions, const std::vector<Timed>& rows, std::string& page) {
  if (rows.empty()) return;
  const double end = bar_end(rows);
  page += table_start(group.title() + ": " + conditions.words()) +
          header_row({"implementation", "ns/element", "#ns/element", "#low", "#high", "#time / copy", "#time / relu",
                      "#TSC cycles/element", "#GB/s", "#elements", "#rounds"});
  for (const Timed& t : rows) {
    const std::string layout = t.record->text("layout");
    add(page, "<tr><th scope=\"row\">{}{}</th><td>{}</td>", escape(t.row->label),
        layout.empty() ? "" : " (" + escape(layout) + ")", bar(*t.record, end));
    for (const auto column : {"ns_per_element", "ns_low", "ns_high"}) page += display_3_cell(t.record, column);
    for (const auto column : {"ratio_to_copy", "ratio_to_relu"}) page += ratio_cell(*t.record, column);
    for (const auto column : {"tsc_cycles_per_element", "gb_per_second"}) page += display_3_cell(t.record, column);
    page += count_cell(*t.record, "elements") + count_cell(*t.record, "repetitions") + "</tr>\n";
  }
  page += table_end;
}

}  // namespace

void speed_section(const View& view, std::string& page) {
  page +=
      "<section id=\"speed\"><h2>Speed</h2>\n"
      "<p>Median time of one element with the interval of the median; shorter is better, bars start at zero, "
      "and one with a slanted cut is longer than drawn. Read the "
      "ratios first: copy and relu were timed interleaved with each row, so they carry over to other machines better "
      "than nanoseconds.</p>\n";
  if (std::any_of(view.run->records.begin(), view.run->records.end(), is_of_device))
    page +=
        "<p>Rows of devices: throughput is that of the kernel alone by the device's own clock, over 1,024 elements "
        "(device_small) or over as many as occupy all of it (device_full); a round_trip takes the data there and back "
        "too, by the clock of the machine. Copy and relu beside them are kernels of the device.</p>\n";
  for_each_group(view, With::speed, "speed", page, [&](const Group& group) {
    page += "<div class=\"columns\">\n";
    for (const auto& conditions : group.all_conditions)
      table(group, conditions, timed_under(view, group, conditions), page);
    page += "</div>\n";
    speed_sweeps(view, group, page);
  });
  page += "</section>\n";
}

}  // namespace softplus_bench::html
