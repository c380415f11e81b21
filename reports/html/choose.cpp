// Choose an implementation: accuracy and speed side by side, and the fastest within a bound.
#include <algorithm>
#include <cmath>

#include "reports/display.hpp"
#include "reports/html/markup.hpp"
#include "reports/html/sections.hpp"

namespace softplus_bench::html {
namespace {

const std::vector<Column>& columns() {
  static const std::vector<Column> list{
      {"★", Align::text},
      {"max error (ULP)", Align::number, "accuracy.max_ulp.ulp"},
      {"correctly rounded (%)", Align::number, "sample.share_correctly_rounded.percent"},
      {"ns/element", Align::number, "speed.ns_per_element.3"},
      {"time / copy", Align::number, "speed.ratio_to_copy.3"},
      {"claim", Align::text},
      {"wrong outputs", Align::text, "sample.n.failures"}};
  return list;
}

bool faster(const Row* a, const Row* b) {  // unknown times last
  const double x = a->ns();
  const double y = b->ns();
  return std::isnan(x) ? false : std::isnan(y) || x < y;
}

// What this much accuracy costs: the time over that of the fastest row, whatever the error of that.
std::string cost(const Group& group, const Row& row) {
  const auto fastest =
      std::min_element(group.rows.begin(), group.rows.end(), [](const Row& a, const Row& b) { return faster(&a, &b); });
  return &*fastest == &row ? "the fastest of all" : display_3(row.ns() / fastest->ns()) + "× the fastest";
}

void fastest(const Group& group, std::string_view bound, std::string_view what, std::string& page) {
  const Row* row = fastest_within(group, ulp_of(bound));
  add(page, "<li id={}", identifier({"fastest", group.function, group.format, bound}));
  add(page, "><small>fastest {}</small>", what);
  if (row == nullptr) page += "<b class=dim>none measured</b>\n";
  else
    add(page, "<b>{}</b><small>{} ns · {} ULP · {}</small>\n", words(row->label), display_3(row->ns()),
        display_max_ulp(*row->accuracy, at_least), cost(group, *row));
}

void side_by_side(const Group& group, std::string& page) {
  std::vector<const Row*> rows;
  for (const Row& row : group.rows) rows.push_back(&row);
  std::stable_sort(rows.begin(), rows.end(), faster);
  const auto best = frontier(group);
  const std::string conditions = group.all_conditions.empty() ? "not timed" : group.conditions.words();
  page += table_start(group.title(), "fast", "Fastest first: " + conditions, "implementation", columns());
  for (const Row* row : rows) {
    page += row_start(*row) + cell(std::find(best.begin(), best.end(), row) != best.end() ? "★" : "");
    const Record* a = row->accuracy;
    page += a != nullptr ? max_ulp_cell(*a) + percent_cell(*row->counted(), "share_correctly_rounded") : "<td><td>";
    page += display_3_cell(row->speed, "ns_per_element") + display_3_cell(row->speed, "ratio_to_copy") +
            claim_cell(row->claim) + (a != nullptr ? failures_cell(*row->counted()) : "<td>") + "\n";
  }
  page += table_end;
}

}  // namespace

void choose_section(const View& view, std::string& page) {
  section_start("choose", "Choose an implementation", page, "fast", columns());
  page +=
      "<p>The largest error over all inputs tested, beside the time of one element. Wrong outputs (NaN, infinity, "
      "sign) rule an implementation out whatever its error. ★ on the frontier: nothing measured is both faster and "
      "more exact. ≥ marks a lower bound: not every input was tried. A claim speaks of the interval and the bound that "
      "its "
      "author gave (Claims), not of every input: ✓ met may stand beside a large error.</p>\n"
      "<p>In the figures, down and to the left is better. Filled: on the frontier. ○ scalar, □ SIMD, △ peer library, "
      "plug-in or device, × wrong outputs; the bar through a point is the interval of its time, an arrow to the right "
      "says that its error is a lower bound. Names are left out where there is no room: the table has all.</p>\n";
  Frames axes;
  std::string body;
  for_each_group(view, With::accuracy, "choose", body, [&](const Group& group) {
    body += "<ul class=strip>\n";
    fastest(group, "4", "≤ 4 ULP", body);
    fastest(group, "1", "≤ 1 ULP", body);
    fastest(group, "0.5", "≤ 0.5 ULP (correctly rounded)", body);
    body += "</ul>\n<div class=columns>\n";
    pareto_figure(group, axes, body);
    side_by_side(group, body);
    body += "</div>\n";
  });
  page += shared(axes) + body + "</section>\n";
}

}  // namespace softplus_bench::html
