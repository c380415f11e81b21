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

// Decoration: the numbers stand in the same row.
std::string share_bar(const Record& r) {
  std::string bar = "<svg class=\"bar\" aria-hidden=\"true\" viewBox=\"0 0 200 16\" preserveAspectRatio=\"none\">";
  double x = 0;
  const auto parts = shares(r);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (!(parts[i] > 0)) continue;
    const double w = std::min(std::max(parts[i] * 200, 1.0), 200 - x);  // a single input is still seen
    add(bar, "<rect class=\"s{}\" x=\"{}\" width=\"{}\" height=\"16\"/>", i, coordinate(x), coordinate(w));
    x += w;
  }
  return bar + "</svg>";
}

}  // namespace

void distribution_section(const View& view, std::string& page) {
  page +=
      "<section id=\"distribution\"><h2>ULP distribution</h2>\n"
      "<ul class=\"legend\"><li><span class=\"k0\"></span>correctly rounded</li><li><span class=\"k1\"></span>else up "
      "to 1 "
      "ULP</li><li><span class=\"k2\"></span>1 to 2</li><li><span class=\"k3\"></span>2 to 4</li><li><span "
      "class=\"k4\"></span>above 4</li><li><span class=\"k5\"></span>no ULP (NaN, infinity)</li></ul>\n"
      "<p>Bars show shares of all inputs tested, in this order; a share too small to draw is one unit wide.</p>\n";
  for_each_group(view, With::accuracy, "distribution", page, [&](const Group& group) {
    page +=
        table_start(group.title() + ": |error| in ULP, shares in %") +
        header_row({"implementation", "inputs", "share of inputs", "#correctly rounded (%)", "#faithful (%)", "#p50",
                    "#p90", "#p99", "#p99.9", "#max", "#mean", "#rms", "#bias", "#above 1", "#above 2", "#above 4"});
    for (const Row& row : group.rows) {
      if (row.sample == nullptr) continue;
      const Record& a = *row.sample;
      add(page, "<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td>", escape(row.label), escape(a.text("inputs")),
          share_bar(a));
      page += percent_cell(a, "share_correctly_rounded") + percent_cell(a, "share_faithful");
      for (const auto column : {"p50_ulp", "p90_ulp", "p99_ulp", "p999_ulp"}) page += ulp_cell(a, column);
      page += max_ulp_cell(a) + ulp_cell(a, "mean_ulp") + ulp_cell(a, "rms_ulp");
      page += display_3_cell(&a, "bias_ulp");
      for (const auto column : {"n_above_1", "n_above_2", "n_above_4"}) page += count_cell(a, column);
      page += "</tr>\n";
    }
    page += table_end;
  });
  page += "</section>\n";
}

}  // namespace softplus_bench::html
