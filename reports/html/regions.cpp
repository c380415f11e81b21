// The heat map: max ULP of each implementation in each region.
#include <algorithm>
#include <cmath>

#include "reports/display.hpp"
#include "reports/html/markup.hpp"
#include "reports/html/sections.hpp"

namespace softplus_bench::html {
namespace {

// As they lie on the number line, which is how the rows have them; "special" last.
std::vector<std::string> regions_of(const Group& group) {
  std::vector<std::string> regions;
  for (const Row& row : group.rows)
    for (const Record* r : row.by_region)
      if (const auto region = r->text("region"); std::find(regions.begin(), regions.end(), region) == regions.end())
        regions.push_back(region);
  std::stable_partition(regions.begin(), regions.end(), [](const auto& region) { return region != "special"; });
  return regions;
}

// The worst of a region's rows, where several input sets were used.
const Record* worst(const Row& row, const std::string& region) {
  const Record* found = nullptr;
  for (const Record* r : row.by_region)
    if (r->text("region") == region && (found == nullptr || ulp_of(*r, "max_ulp") > ulp_of(*found, "max_ulp")))
      found = r;
  return found;
}

std::string_view level(const Record& r) {
  const double ulp = ulp_of(r, "max_ulp");
  if (failures_of(r).any_wrong()) return "h6";
  if (ulp <= 0.5) return "";  // the usual colour of a cell
  if (ulp <= 1) return "h1";
  if (ulp <= 2) return "h2";
  if (ulp <= 4) return "h3";
  return ulp <= 100 ? "h4" : "h5";
}

// Its title is x of the maximum and, where there are any, the wrong outputs in words.
std::string heat_cell(const Record* r, bool with_title) {
  if (r == nullptr) return "<td class=none>";
  if (r->integer("n") == 0) return cell("no input", "none");
  const Failures f = failures_of(*r);
  std::string shown = display_max_ulp(*r, at_least);
  if (f.nan > 0) shown += " NaN!";
  if (f.infinity > 0) shown += " ∞!";
  if (f.sign > 0) shown += " ±!";
  if (!with_title) return cell(shown, level(*r));
  std::string title = short_input(*r);
  if (const auto text = failures_text(*r); !text.empty()) title += "; " + text;
  return cell(shown, level(*r), title);
}

}  // namespace

void region_section(const View& view, std::string& page) {
  section_start("regions", "Region heat map", page);
  add(page,
      "<p>Max |error| in ULP in each part of the domain: one global maximum hides where an implementation is good. "
      "NaN!, ∞! and ±! mark wrong NaNs, infinities and signs, which have no or a meaningless ULP.{}</p>\n"
      "<ul class=legend><li><span class=h0></span>≤ 0.5<li><span class=h1></span>≤ 1<li><span class=h2></span>≤ 2<li>"
      "<span class=h3></span>≤ 4<li><span class=h4></span>≤ 100<li><span class=h5></span>above 100<li><span class=h6>"
      "</span>wrong NaN, infinity or sign</ul>\n",
      is_large(view) ? "" : " The title of a cell is the x of its maximum, to six digits.");
  for_each_group(view, With::accuracy, "regions", page, [&](const Group& group) {
    const auto regions = regions_of(group);
    if (regions.empty()) {
      page += "<p class=dim>No row was split by region.</p>\n";
      return;
    }
    std::vector<Column> columns;
    for (const auto& region : regions) columns.push_back({region});
    page += table_start(group.title(), "heat", "", "implementation", columns);
    for (const Row& row : group.rows) {
      if (row.by_region.empty()) continue;
      page += row_start(row);
      for (const auto& region : regions) page += heat_cell(worst(row, region), !is_large(view));
      page += '\n';
    }
    page += table_end;
  });
  page += "</section>\n";
}

}  // namespace softplus_bench::html
