// Everything as tables: each accuracy row, region by region, as far as it is read by people.
#include "reports/display.hpp"
#include "reports/html/markup.hpp"
#include "reports/html/sections.hpp"

namespace softplus_bench::html {
namespace {

constexpr std::size_t most_records = 900;

const std::vector<Column>& columns() {
  static const std::vector<Column> list{{"region", Align::text},
                                        {"inputs", Align::text},
                                        {"n"},
                                        {"max (ULP)"},
                                        {"at x"},
                                        {"x (bits)"},
                                        {"got (bits)"},
                                        {"want (bits)"},
                                        {"min signed (ULP)"},
                                        {"max signed (ULP)"},
                                        {"mean (ULP)"},
                                        {"p99 (ULP)"},
                                        {"correctly rounded (%)"},
                                        {"faithful (%)"},
                                        {"above 1 ULP"},
                                        {"beyond conditioning"},
                                        {"wrong outputs", Align::text}};
  return list;
}

void accuracy_row(const Row& row, const Record& r, std::string& page) {
  const auto region = r.text("region");
  page += row_start(row) + cell(region.empty() ? "overall" : region) + cell(r.text("inputs")) + count_cell(r, "n") +
          max_ulp_cell(r);
  for (const auto column : {"max_ulp_input", "max_ulp_input_bits", "max_ulp_got_bits", "max_ulp_want_bits"})
    page += cell(r.text(column));
  for (const auto column : {"min_signed_ulp", "max_signed_ulp", "mean_ulp", "p99_ulp"}) page += ulp_cell(r, column);
  page += percent_cell(r, "share_correctly_rounded") + percent_cell(r, "share_faithful") + count_cell(r, "n_above_1") +
          display_3_cell(&r, "conditioning_excess") + failures_cell(r) + "\n";
}

}  // namespace

void tables_section(const View& view, std::string& page) {
  // A page of every function has no room for them: its heat maps have the maxima, accuracy.csv has it all.
  const bool fits = view.run->records.size() <= most_records;
  section_start("tables", "Everything as tables", page);
  add(page, "<p>{}. ", fits ? "All rows by region" : "The rows by region are too many for a page");
  page +=
      "Every column, and every digit, is in <code>accuracy.csv</code>, <code>speed.csv</code> and "
      "<code>run.json</code> "
      "beside this page.</p>\n";
  if (fits)
    for_each_group(view, With::accuracy, "tables", page, [&](const Group& group) {
      page += "<details><summary>Accuracy by region</summary>\n" +
              table_start(group.title(), "all", "Accuracy by region", "implementation", columns());
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
