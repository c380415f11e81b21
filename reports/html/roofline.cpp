// How far from a copy: time over copy's by the size of the arrays. Where a line comes down to 1, memory sets the pace.
#include <algorithm>
#include <cmath>

#include "reports/html/axis.hpp"
#include "reports/html/markup.hpp"
#include "reports/html/sections.hpp"

namespace softplus_bench::html {
namespace {

constexpr double left = 46;
constexpr double right = 440;
constexpr double width = 640;  // names beside the plot
constexpr double top = 12;
constexpr double bottom = 232;

struct Name {
  double y;
  const Row* row;
};

// Names at the ends of their lines, moved apart from top to bottom.
void names(std::vector<Name> list, std::string& page) {
  std::stable_sort(list.begin(), list.end(), [](const Name& a, const Name& b) { return a.y < b.y; });
  double free = 0;
  for (const Name& name : list) {
    const double y = std::max(name.y + 4, free);
    free = y + 13;
    if (name.row->label.size() <= 40)
      add(page, "<text x={} y={}>{}</text>", right + 8, coordinate(y), escape(name.row->label));
  }
}

}  // namespace

void roofline_figure(const std::vector<std::string>& sizes, const std::vector<CopyLine>& lines, std::string& page) {
  double low = 1;
  double high = 4;
  for (const CopyLine& line : lines)
    for (const double ratio : line.ratios)
      if (ratio > 0) low = std::min(low, ratio), high = std::max(high, ratio);
  const LogScale down{low / 1.2, high * 1.2, bottom, top};
  const double step = sizes.size() > 1 ? (right - left - 40) / static_cast<double>(sizes.size() - 1) : 0;
  const auto across = [&](std::size_t i) { return left + 20 + step * static_cast<double>(i); };
  add(page,
      "<figure class=pareto><div class=scroll role=group tabindex=0 aria-label=Figure><svg class=wide role=img "
      "viewBox=\"0 0 {} {}\" aria-label=\"Time over that of a copy by size of the arrays, logarithmic: {} "
      "implementations; the table has all values\">\n<path class=squeezed d=\"M{} {}H{}V{}H{}z\"/>",
      width, bottom + 24, lines.size(), left, coordinate(down(1.1)), right, bottom, left);
  std::string grid;
  std::string beside;
  for (const Tick& t : log_ticks(down, 6)) {
    add(grid, "M{} {}H{}", left, coordinate(t.place), right);
    add(beside, "<text x={} y={}>{}</text>", left - 5, coordinate(t.place + 4), t.label);
  }
  add(page, "<path class=grid d=\"{}\"/><path class=bound d=\"M{} {}H{}\"/><g class=end>{}</g><g class=mid>", grid,
      left, coordinate(down(1)), right, beside);
  for (std::size_t i = 0; i < sizes.size(); ++i)
    add(page, "<text x={} y={}>{}</text>", coordinate(across(i)), bottom + 16, escape(sizes[i]));
  add(page, "<text transform=\"translate(11 {})rotate(-90)\">time / copy</text></g>\n", (top + bottom) / 2);
  std::vector<Name> ends;
  for (const CopyLine& line : lines) {
    std::string path;
    std::string dots;
    double last = bottom;
    for (std::size_t i = 0; i < line.ratios.size(); ++i) {
      if (!(line.ratios[i] > 0)) continue;
      last = down(line.ratios[i]);
      add(path, "{}{} {}", path.empty() ? "M" : "L", coordinate(across(i)), coordinate(last));
      add(dots, "M{} {}h6v6h-6z", coordinate(across(i) - 3), coordinate(last - 3));
    }
    add(page, "<g data-row={} class=best><title>{}</title><path class=step d=\"{}\"/><path d=\"{}\"/></g>\n",
        line.row->number, escape(line.row->label), path, dots);
    ends.push_back({last, line.row});
  }
  names(std::move(ends), page);
  page +=
      "</svg></div><figcaption>Time over that of a copy of the same array, of the rows on the frontier, by size. "
      "Shaded, up to 1.1: memory sets the pace.</figcaption></figure>\n";
}

}  // namespace softplus_bench::html
