// Error versus x: a panel an implementation, and the worst inputs as a table.
#include <algorithm>

#include "reports/display.hpp"
#include "reports/html/markup.hpp"
#include "reports/html/sections.hpp"

namespace softplus_bench::html {
namespace {

constexpr std::size_t most_bytes = 40000;  // of all curves together

bool drawable(const Group& group, const Row& row) {
  return row.accuracy != nullptr && row.envelope != nullptr && group.traits != nullptr;
}

const std::vector<Column>& columns() {
  static const std::vector<Column> list{{"max error (ULP)", Align::number, "accuracy.max_ulp.ulp"},
                                        {"x", Align::number, "accuracy.max_ulp_input.text"},
                                        {"x (hexadecimal)", Align::number, "accuracy.max_ulp_input_hex.text"},
                                        {"x (bits)", Align::number, "accuracy.max_ulp_input_bits.text"},
                                        {"got", Align::number, "accuracy.max_ulp_got_bits.decimal"},
                                        {"got (bits)", Align::number, "accuracy.max_ulp_got_bits.text"},
                                        {"want", Align::number, "accuracy.max_ulp_want_bits.decimal"},
                                        {"want (bits)", Align::number, "accuracy.max_ulp_want_bits.text"},
                                        {"inputs above 1 ULP", Align::number, "sample.n_above_1.count"},
                                        {"wrong outputs", Align::text, "sample.n.failures"}};
  return list;
}

void worst_inputs(const Group& group, std::string& page) {
  page += table_start(group.title(), "worst", "Worst inputs", "implementation", columns());
  for (const Row& row : group.rows) {
    if (row.accuracy == nullptr) continue;
    const Record& a = *row.accuracy;
    const auto text = [&](std::string_view column) { return cell(a.text(column)); };
    add(page, "<tr id={} data-row={}><th>{}",
        identifier(
            {"worst", group.function, group.format, a.text("implementation"), a.text("target"), a.text("parameters")}),
        row.number, words(row.label));
    const std::string shown = display_max_ulp(a, at_least);
    const std::string exact = text_of(a["max_ulp"]);
    page += cell(shown, "", exact != shown ? exact : "") + text("max_ulp_input") + text("max_ulp_input_hex") +
            text("max_ulp_input_bits") + bits_cell(group, a.text("max_ulp_got_bits")) + text("max_ulp_got_bits") +
            bits_cell(group, a.text("max_ulp_want_bits")) + text("max_ulp_want_bits") +
            count_cell(*row.counted(), "n_above_1") + failures_cell(*row.counted()) + "\n";
  }
  page += table_end;
}

void panels(const Group& group, std::size_t bytes, Frames& frames, std::string& page) {
  const auto wanted = [&](const Row& row) { return drawable(group, row); };
  if (std::none_of(group.rows.begin(), group.rows.end(), wanted)) {
    page += "<p class=dim>No row has its error recorded against x.</p>\n";
    return;
  }
  page += "<div class=panels>\n";
  for (const Row& row : group.rows)
    if (wanted(row)) envelope_figure(group, row, bytes, frames, page);
  page += "</div>\n";
}

}  // namespace

void error_section(const View& view, std::string& page) {
  section_start("error-versus-x", "Error versus x", page, "worst", columns());
  page +=
      "<p>The largest |error| in ULP among the inputs of each column; no maximum is thinned away. Across, neighbouring "
      "numbers are equally far apart (the ordinal axis); the shaded stretches, where functions of this family are "
      "settled, are squeezed. Upwards, the scale is logarithmic from 0.1 and ends at 4, 10⁴ or 10⁸ ULP; larger errors "
      "stand at the top, with their value in the heading. Dashed: 0.5 and 1 ULP. Marks above the plot: outputs that "
      "have no ULP because they are a wrong NaN or infinity.</p>\n";
  std::size_t count = 0;
  for (const Group& group : view.groups)
    for (const Row& row : group.rows) count += drawable(group, row) ? 1 : 0;
  // The more panels there are, the coarser each.
  const std::size_t bytes =
      std::clamp(most_bytes / std::max<std::size_t>(count, 1), std::size_t{150}, std::size_t{2000});
  Frames frames;
  std::string body;
  for_each_group(view, With::accuracy, "error", body, [&](const Group& group) {
    panels(group, bytes, frames, body);
    worst_inputs(group, body);
  });
  page += shared(frames) + body + "</section>\n";
}

}  // namespace softplus_bench::html
