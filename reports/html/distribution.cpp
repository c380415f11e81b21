// How errors are distributed: shares as a bar, percentiles as numbers.
#include <algorithm>
#include <array>
#include <cmath>

#include "reports/display.hpp"
#include "reports/html/axis.hpp"
#include "reports/html/markup.hpp"
#include "reports/html/sections.hpp"

namespace softplus_bench::html {
namespace {

// Correctly rounded; else up to 1, 2, 4 ULP; above 4; no ULP. As parts of all inputs.
std::array<double, 6> shares(const Record& r) {
  const auto n = std::max(r.number("n"), 1.0);
  const double scored = r.number("n_scored") / n;
  const double exact = r.number("share_correctly_rounded");
  const auto above = [&](std::string_view column) { return r.number(column) / n; };
  return {exact,
          scored - exact - above("n_above_1"),
          above("n_above_1") - above("n_above_2"),
          above("n_above_2") - above("n_above_4"),
          above("n_above_4"),
          1 - scored};
}

// Where each part ends, in per cent, for the style sheet to draw; parts up to the last that there is. Decoration: the
// numbers stand in the same row.
std::string share_bar(const Record& r) {
  std::string style;
  double x = 0;
  const auto parts = shares(r);
  for (std::size_t i = 0; i < parts.size() && x < 99.95; ++i) {
    if (parts[i] > 0) x = std::min(x + std::max(parts[i] * 100, 0.5), 100.0);  // a single input is still seen
    if (i + 1 < parts.size() && x < 99.95)
      style += fmt::format("{}--{}:{}", style.empty() ? "" : ";", static_cast<char>('a' + i), coordinate(x));
  }
  return style.empty() ? "<td>" : "<td style=" + style + ">";
}

const std::vector<Column>& columns() {
  static const std::vector<Column> list{
      {"inputs", Align::text, "sample.inputs.text"},
      {"share of inputs", Align::text},
      {"correctly rounded (%)", Align::number, "sample.share_correctly_rounded.percent"},
      {"faithful (%)", Align::number, "sample.share_faithful.percent"},
      {"p50", Align::number, "sample.p50_ulp.ulp"},
      {"p90", Align::number, "sample.p90_ulp.ulp"},
      {"p99", Align::number, "sample.p99_ulp.ulp"},
      {"p99.9", Align::number, "sample.p999_ulp.ulp"},
      {"max", Align::number, "sample.max_ulp.ulp"},
      {"mean", Align::number, "sample.mean_ulp.ulp"},
      {"rms", Align::number, "sample.rms_ulp.ulp"},
      {"bias", Align::number, "sample.bias_ulp.3"},
      {"above 1", Align::number, "sample.n_above_1.count"},
      {"above 2", Align::number, "sample.n_above_2.count"},
      {"above 4", Align::number, "sample.n_above_4.count"}};
  return list;
}

}  // namespace

void distribution_section(const View& view, std::string& page) {
  section_start("distribution", "ULP distribution", page, "spread", columns());
  page +=
      "<ul class=legend><li><span class=k0></span>correctly rounded<li><span class=k1></span>else up to 1 ULP<li><span "
      "class=k2></span>1 to 2<li><span class=k3></span>2 to 4<li><span class=k4></span>above 4<li><span "
      "class=k5></span>no ULP (NaN, infinity)</ul>\n"
      "<p>Bars show shares of all inputs tested, in this order; a share too small to draw is half a hundredth wide. "
      "Numbers are of |error| in ULP, the bias with its sign.</p>\n";
  for_each_group(view, With::accuracy, "distribution", page, [&](const Group& group) {
    page += table_start(group.title(), "spread", "", "implementation", columns());
    for (const Row& row : group.rows) {
      if (row.sample == nullptr) continue;
      const Record& a = *row.sample;
      page += row_start(row) + cell(a.text("inputs")) + share_bar(a) + percent_cell(a, "share_correctly_rounded") +
              percent_cell(a, "share_faithful");
      for (const auto column : {"p50_ulp", "p90_ulp", "p99_ulp", "p999_ulp"}) page += ulp_cell(a, column);
      page += max_ulp_cell(a) + ulp_cell(a, "mean_ulp") + ulp_cell(a, "rms_ulp");
      page += display_3_cell(&a, "bias_ulp");
      for (const auto column : {"n_above_1", "n_above_2", "n_above_4"}) page += count_cell(a, column);
      page += '\n';
    }
    page += table_end;
  });
  page += "</section>\n";
}

}  // namespace softplus_bench::html
