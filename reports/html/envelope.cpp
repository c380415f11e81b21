// One panel of error against x.
#include <algorithm>
#include <cmath>
#include <set>
#include <string>
#include <vector>

#include "reports/display.hpp"
#include "reports/html/axis.hpp"
#include "reports/html/markup.hpp"
#include "reports/html/sections.hpp"
#include "reports/notation.hpp"

namespace softplus_bench::html {
namespace {

constexpr int columns = 300;     // one unit of the drawing each
constexpr int plot_height = 96;  // units
constexpr int left = 34;
constexpr int top = 20;  // above the plot: the gutter of unscored outputs
constexpr double lowest_ulp = 0.1;

struct Column {
  bool scored = false;
  bool unscored = false;
  double max_ulp = 0;
};

// Every bin goes into all columns that it touches, so no maximum is thinned away.
std::vector<Column> thinned(const Group& group, const std::vector<EnvelopeBin>& bins, const OrdinalAxis& axis,
                            bool coarse) {
  std::vector<Column> result(columns);
  const auto place = [&](std::uint64_t bits) {
    const auto x = static_cast<int>(axis(static_cast<double>(ordinal(*group.traits, bits))));
    return static_cast<std::size_t>(std::clamp(x, 0, columns - 1));
  };
  for (const EnvelopeBin& bin : bins)
    for (std::size_t i = place(bin.first_bits); i <= place(bin.last_bits); ++i) {
      result[i].scored |= bin.n > 0;
      result[i].unscored |= bin.n_unscored > 0;
      if (bin.n > 0) result[i].max_ulp = std::max(result[i].max_ulp, bin.max_ulp);
    }
  // On a page of many panels two columns share a step: half the bytes, and still no maximum is lost.
  for (std::size_t i = 0; coarse && i + 1 < result.size(); i += 2) {
    Column& a = result[i];
    a = {a.scored || result[i + 1].scored, a.unscored || result[i + 1].unscored,
         std::max(a.max_ulp, result[i + 1].max_ulp)};
    result[i + 1] = a;
  }
  return result;
}

// A step line closed down to the foot of the plot, in relative moves; gaps where nothing was scored.
std::string curve(const std::vector<Column>& cells, const LogScale& scale) {
  std::string path;
  const int foot = top + plot_height;
  int y = foot;
  int run = 0;  // columns at this height, not written yet
  const auto flush = [&] {
    if (run > 0) path += fmt::format("h{}", run);
    run = 0;
  };
  for (std::size_t i = 0; i <= cells.size(); ++i) {
    const bool drawn = i < cells.size() && cells[i].scored;
    if (!drawn) {
      flush();
      if (y != foot) path += fmt::format("V{}z", foot);
      y = foot;
      continue;
    }
    // Upwards, so that the drawing never shows less than the maximum; an error of 0 is still a line.
    const int next = std::min(static_cast<int>(std::floor(scale(cells[i].max_ulp))), foot - 1);
    if (y == foot) path += fmt::format("M{} {}V{}", left + static_cast<int>(i), foot, next);
    else if (next != y) flush(), path += fmt::format("v{}", next - y);
    y = next;
    ++run;
  }
  return path;
}

std::string gutter(const std::vector<Column>& cells) {
  std::string path;
  for (std::size_t i = 0; i < cells.size();) {
    std::size_t end = i;
    while (end < cells.size() && cells[end].unscored) ++end;
    if (end > i) path += fmt::format("M{} 2h{}v7h-{}z", left + static_cast<int>(i), end - i, end - i);
    i = std::max(end, i + 1);
  }
  return path;
}

void frame(const OrdinalAxis& axis, const LogScale& scale, std::string& page) {
  for (const auto& s : axis.stretches())
    if (s.squeezed)
      add(page, "<rect class=\"squeezed\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>", coordinate(left + s.from),
          top, coordinate(s.to - s.from), plot_height);
  const int right = left + columns;
  double last_label = 1e9;
  std::vector<double> values = {0.5, 1};
  double decade = 10;
  while (decade < scale.high) {
    values.push_back(decade);
    decade *= scale.high > 1e5 ? 100 : 10;
  }
  values.push_back(scale.high);
  for (const double v : values) {
    const double y = scale(v);
    add(page, "<path class=\"{}\" d=\"M{} {}H{}\"/>", v == 0.5 || v == 1 ? "bound" : "grid", left, coordinate(y),
        right);
    if (last_label - y < 10) continue;
    add(page, "<text x=\"{}\" y=\"{}\" text-anchor=\"end\">{}</text>", left - 4, coordinate(y + 4), tick_label(v));
    last_label = y;
  }
  for (const Tick& t : axis.ticks()) {
    const char* anchor = t.place < 14 ? "start" : t.place > columns - 14 ? "end" : "middle";
    add(page, "<path class=\"grid\" d=\"M{0} {1}v4\"/><text x=\"{0}\" y=\"{2}\" text-anchor=\"{3}\">{4}</text>",
        coordinate(left + t.place), top + plot_height, top + plot_height + 15, anchor, t.label);
  }
}

}  // namespace

void envelope_figure(const Group& group, const Row& row, bool coarse, std::set<std::string>& frames,
                     std::string& page) {
  const Record& record = *row.envelope;
  const auto& bins = record.envelope;
  const auto limit = static_cast<std::int64_t>(group.traits->infinity_bits());
  const auto end = [&](std::uint64_t bits) { return std::clamp(ordinal(*group.traits, bits), -limit, limit); };
  const OrdinalAxis axis(*group.traits, end(bins.front().first_bits), end(bins.back().last_bits), columns);
  const auto cells = thinned(group, bins, axis, coarse);
  const double max_ulp = row.max_ulp();
  // Three heights serve all panels, so that they can be compared and small errors stay visible.
  const double high = max_ulp <= 4 ? 4 : max_ulp <= 1e4 ? 1e4 : 1e8;
  const LogScale scale{lowest_ulp, high, top + plot_height, top};
  std::uint64_t unscored = 0;
  for (const auto& bin : bins) unscored += bin.n_unscored;

  add(page, "<figure><figcaption><b>{}</b> max {} ULP at x = {}{}</figcaption>\n", escape(row.label),
      display_max_ulp(*row.accuracy, at_least), escape(row.accuracy->text("max_ulp_input")),
      unscored > 0 ? fmt::format("; <span class=\"bad\">{} outputs without a ULP</span>",
                                 display_count(static_cast<std::int64_t>(unscored)))
                   : "");
  add(page,
      "<svg role=\"img\" viewBox=\"0 0 {} {}\"><title>Error against x: {} in {}</title><desc>Largest error in ULP, "
      "logarithmic from {} to {}, over the ordinals of x: {} at x = {}; {} outputs without a ULP.</desc>\n",
      left + columns + 8, top + plot_height + 20, escape(row.label), escape(group.title()), lowest_ulp,
      tick_label(high), display_max_ulp(*row.accuracy, at_least), escape(row.accuracy->text("max_ulp_input")),
      unscored);
  // Drawn once for all panels that share it.
  const std::string frame_id =
      fmt::format("frame-{}-{:x}-{:x}-{}", group.format, bins.front().first_bits, bins.back().last_bits, high);
  if (frames.insert(frame_id).second) {
    add(page, "<g id=\"{}\">", frame_id);
    frame(axis, scale, page);
    page += "</g>";
  } else {
    add(page, "<use href=\"#{}\"/>", frame_id);
  }
  add(page, "<path class=\"curve\" d=\"{}\"/>", curve(cells, scale));
  if (unscored > 0) add(page, "<path class=\"gutter\" d=\"{}\"/><text x=\"0\" y=\"9\">NaN ∞</text>", gutter(cells));
  page += "</svg></figure>\n";
}

}  // namespace softplus_bench::html
