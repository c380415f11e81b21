// Choose an implementation: accuracy and speed side by side, and the fastest within a bound.
#include <algorithm>
#include <cmath>

#include "reports/display.hpp"
#include "reports/html/markup.hpp"
#include "reports/html/sections.hpp"

namespace softplus_bench::html {
namespace {

void fastest(const Group& group, double bound, std::string_view words, std::string& page) {
  const Row* row = fastest_within(group, bound);
  add(page, "<li class=\"name\"><small>fastest at {}</small>", words);
  if (row == nullptr) page += "<b class=\"dim\">none measured</b>";
  else
    add(page, "<b>{}</b><small>{} ns/element, max {} ULP</small>", escape(row->label), display_3(row->ns()),
        display_max_ulp(*row->accuracy, at_least));
  page += "</li>\n";
}

void side_by_side(const Group& group, std::string& page) {
  std::vector<const Row*> rows;
  for (const Row& row : group.rows) rows.push_back(&row);
  std::stable_sort(rows.begin(), rows.end(), [](const Row* a, const Row* b) {
    const double x = a->ns();
    const double y = b->ns();
    return std::isnan(x) ? false : std::isnan(y) || x < y;
  });
  const auto best = frontier(group);
  page +=
      table_start(group.title() + ": fastest first; ★ on the frontier: nothing measured is both faster and more exact");
  page += header_row({"implementation", "", "#max error (ULP)", "at x", "#correctly rounded (%)", "wrong outputs",
                      "#ns/element", "#time / relu", "#time / copy", "claim"});
  for (const Row* row : rows) {
    const Record* a = row->accuracy;
    add(page, "<tr><th scope=\"row\">{}</th><td>{}</td>", escape(row->label),
        std::find(best.begin(), best.end(), row) != best.end() ? "<span title=\"on the frontier\">★</span>" : "");
    if (a != nullptr)
      page += max_ulp_cell(*a) + number_cell(a->text("max_ulp_input"), a->text("max_ulp_input_hex")) +
              percent_cell(*row->counted(), "share_correctly_rounded") + "<td class=\"bad wrap\">" +
              failures_text(*row->counted()) + "</td>";
    else page += "<td></td><td></td><td></td><td></td>";
    page += display_3_cell(row->speed, "ns_per_element") + display_3_cell(row->speed, "ratio_to_relu") +
            display_3_cell(row->speed, "ratio_to_copy") + claim_cell(row->claim) + "</tr>\n";
  }
  page += table_end;
}

}  // namespace

void choose_section(const View& view, std::string& page) {
  page +=
      "<section id=\"choose\"><h2>Choose an implementation</h2>\n"
      "<p>The largest error over all inputs tested, beside the time of one element. Wrong outputs (NaN, infinity, "
      "sign) rule an implementation out of the frontier whatever its error. ≥ marks a lower bound: not every input was "
      "tried.</p>\n";
  for_each_group(view, With::accuracy, "choose", page, [&](const Group& group) {
    if (!group.all_conditions.empty()) add(page, "<p>Speed: {}.</p>\n", escape(group.conditions.words()));
    page += "<ul class=\"strip\">\n";
    fastest(group, 4, "≤ 4 ULP", page);
    fastest(group, 1, "≤ 1 ULP", page);
    fastest(group, 0.5, "≤ 0.5 ULP (correctly rounded)", page);
    page += "</ul>\n<div class=\"columns\">\n";
    pareto_figure(group, page);
    side_by_side(group, page);
    page += "</div>\n";
  });
  page += "</section>\n";
}

}  // namespace softplus_bench::html
