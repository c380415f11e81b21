// Everything as tables: each accuracy row, region by region, as far as it is read by people.
#include "reports/display.hpp"
#include "reports/html/markup.hpp"
#include "reports/html/sections.hpp"

namespace softplus_bench::html {
namespace {

constexpr std::size_t most_records = 900;

void accuracy_row(const Row& row, const Record& r, std::string& page) {
  const auto region = r.text("region");
  add(page, "<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td>", escape(row.label),
      escape(region.empty() ? "overall" : region), escape(r.text("inputs")));
  page += count_cell(r, "n") + max_ulp_cell(r);
  for (const auto column : {"max_ulp_input", "max_ulp_input_bits", "max_ulp_got_bits", "max_ulp_want_bits"})
    page += number_cell(r.text(column));
  for (const auto column : {"min_signed_ulp", "max_signed_ulp", "mean_ulp", "p99_ulp"}) page += ulp_cell(r, column);
  page += percent_cell(r, "share_correctly_rounded") + percent_cell(r, "share_faithful") + count_cell(r, "n_above_1") +
          display_3_cell(&r, "conditioning_excess") + "<td>" + failures_text(r) + "</td></tr>\n";
}

}  // namespace

void tables_section(const View& view, std::string& page) {
  // A page of every function has no room for them: its heat maps have the maxima, accuracy.csv has it all.
  const bool fits = view.run->records.size() <= most_records;
  add(page, "<section id=\"tables\"><h2>Everything as tables</h2>\n<p>{}. ",
      fits ? "All rows by region" : "The rows by region are too many for a page");
  page +=
      "Every column, and every digit, is in <code>accuracy.csv</code>, <code>speed.csv</code> "
      "and "
      "<code>run.json</code> beside this page.</p>\n";
  if (fits)
    for_each_group(view, With::accuracy, "tables", page, [&](const Group& group) {
      page += "<details><summary>Accuracy by region</summary>\n";
      page += table_start(group.title() + ": accuracy by region") +
              header_row({"implementation", "region", "inputs", "#n", "#max (ULP)", "#at x", "#x (bits)", "#got (bits)",
                          "#want (bits)", "#min signed (ULP)", "#max signed (ULP)", "#mean (ULP)", "#p99 (ULP)",
                          "#correctly rounded (%)", "#faithful (%)", "#above 1 ULP", "#beyond conditioning",
                          "wrong outputs"});
      for (const Row& row : group.rows) {
        for (const Record& r : view.run->records)
          if (r.kind == RecordKind::accuracy && r.id() == row.id && r.text("status") != "failed" &&
              r.text("status") != "skipped")
            accuracy_row(row, r, page);
        for (const Record* r : row.by_region) accuracy_row(row, *r, page);
      }
      page += std::string(table_end) + "</details>\n";
    });
  page += "</section>\n";
}

}  // namespace softplus_bench::html
