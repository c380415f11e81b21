// Error versus x: a panel an implementation, and the worst inputs as a table.
#include <algorithm>

#include "reports/html/markup.hpp"
#include "reports/html/sections.hpp"

namespace softplus_bench::html {
namespace {

bool drawable(const Group& group, const Row& row) {
  return row.accuracy != nullptr && row.envelope != nullptr && group.traits != nullptr;
}

void worst_inputs(const Group& group, std::string& page) {
  page += table_start(group.title() + ": worst inputs") +
          header_row({"implementation", "#max error (ULP)", "#x", "#x (hexadecimal)", "#x (bits)", "#got (bits)",
                      "#want (bits)", "#got", "#want", "#inputs above 1 ULP", "wrong outputs"});
  for (const Row& row : group.rows) {
    if (row.accuracy == nullptr) continue;
    const Record& a = *row.accuracy;
    add(page, "<tr><th scope=\"row\">{}</th>{}", escape(row.label), max_ulp_cell(a));
    for (const auto column :
         {"max_ulp_input", "max_ulp_input_hex", "max_ulp_input_bits", "max_ulp_got_bits", "max_ulp_want_bits"})
      page += number_cell(a.text(column));
    page += bits_cell(group, a.text("max_ulp_got_bits")) + bits_cell(group, a.text("max_ulp_want_bits")) +
            count_cell(*row.counted(), "n_above_1") + "<td class=\"bad\">" + failures_text(*row.counted()) +
            "</td></tr>\n";
  }
  page += table_end;
}

}  // namespace

void error_section(const View& view, std::string& page) {
  page +=
      "<section id=\"error-versus-x\"><h2>Error versus x</h2>\n"
      "<p>The largest |error| in ULP among the inputs of each column; no maximum is thinned away. Across, neighbouring "
      "numbers are equally far apart (the ordinal axis); the shaded stretches, where functions of this family are "
      "settled, are squeezed. Upwards, the scale is logarithmic from 0.1 and ends at 4, 10⁴ or 10⁸ ULP; larger errors "
      "stand at the top, with their value in the heading. Dashed: 0.5 and 1 ULP. Marks above the plot: outputs that "
      "have "
      "no ULP because they are a wrong NaN or infinity.</p>\n";
  std::set<std::string> frames;
  std::ptrdiff_t panels = 0;
  for (const Group& group : view.groups)
    panels += std::count_if(group.rows.begin(), group.rows.end(), [&](const Row& r) { return drawable(group, r); });
  for_each_group(view, With::accuracy, "error", page, [&](const Group& group) {
    page += "<div class=\"panels\">\n";
    for (const Row& row : group.rows)
      if (drawable(group, row)) envelope_figure(group, row, panels > 100, frames, page);
    page += "</div>\n";
    if (std::none_of(group.rows.begin(), group.rows.end(), [&](const Row& r) { return drawable(group, r); }))
      page += "<p class=\"dim\">No row has its error recorded against x.</p>\n";
    page += "<details><summary>Worst inputs as a table</summary>\n";
    worst_inputs(group, page);
    page += "</details>\n";
  });
  page += "</section>\n";
}

}  // namespace softplus_bench::html
