// One panel of error against x.
#include <algorithm>
#include <cmath>
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
std::vector<Column> thinned(const Group& group, const std::vector<EnvelopeBin>& bins, const OrdinalAxis& axis) {
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
  return result;
}

// Columns beside each other that are drawn at one height.
struct Step {
  int from;
  int to;  // not included
  int y;   // upwards is less; the foot of the plot where nothing was scored
};
constexpr int foot = top + plot_height;

std::vector<Step> steps_of(const std::vector<Column>& cells, const LogScale& scale) {
  std::vector<Step> steps;
  for (int i = 0; i < columns; ++i) {
    const Column& c = cells[static_cast<std::size_t>(i)];
    // Upwards, so that the drawing never shows less than the maximum; an error of 0 is still a line.
    const int y = c.scored ? std::min(static_cast<int>(std::floor(scale(c.max_ulp))), foot - 1) : foot;
    if (!steps.empty() && steps.back().y == y) ++steps.back().to;
    else steps.push_back({i, i + 1, y});
  }
  return steps;
}

// Joins steps until there are `most`, each time the two that this raises least: a step is only ever drawn at the
// higher of two heights, so every maximum stays, at its height. Gaps stay too.
void join(std::vector<Step>& steps, std::size_t most) {
  while (steps.size() > most) {
    std::size_t best = 0;
    int least = 1 << 30;
    for (std::size_t i = 0; i + 1 < steps.size(); ++i) {
      const Step& a = steps[i];
      const Step& b = steps[i + 1];
      if (a.y == foot || b.y == foot) continue;
      const int raised = std::abs(a.y - b.y) * (a.y > b.y ? a.to - a.from : b.to - b.from);
      if (raised < least) least = raised, best = i;
    }
    if (least == 1 << 30) return;
    steps[best] = {steps[best].from, steps[best + 1].to, std::min(steps[best].y, steps[best + 1].y)};
    steps.erase(steps.begin() + static_cast<std::ptrdiff_t>(best) + 1);
  }
}

// A step line closed down to the foot of the plot, in relative moves; gaps where nothing was scored.
std::string curve(const std::vector<Step>& steps) {
  std::string path;
  int y = foot;
  int wide = 0;  // columns at this height, not written yet
  const auto flush = [&] {
    if (wide > 0) path += fmt::format("h{}", wide);
    wide = 0;
  };
  for (const Step& step : steps) {
    if (step.y != y) {
      flush();
      if (y == foot) path += fmt::format("M{} {}V{}", left + step.from, foot, step.y);
      else if (step.y == foot) path += fmt::format("V{}z", foot);
      else path += fmt::format("v{}", step.y - y);
    }
    y = step.y;
    if (y != foot) wide += step.to - step.from;
  }
  flush();
  return y != foot ? path + fmt::format("V{}z", foot) : path;
}

// A curve of at most so many bytes, or as short as it gets.
std::string curve_within(std::vector<Step> steps, std::size_t bytes) {
  std::string path = curve(steps);
  while (path.size() > bytes && steps.size() > 8) {
    const std::size_t before = steps.size();
    join(steps, std::min(before - 1, before * bytes / path.size() + 1));
    if (steps.size() == before) break;
    path = curve(steps);
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
  std::string squeezed;
  for (const auto& s : axis.stretches())
    if (s.squeezed)
      add(squeezed, "M{} {}H{}V{}H{}z", coordinate(left + s.from), top, coordinate(left + s.to), foot,
          coordinate(left + s.from));
  std::string lines;
  std::string bounds;
  std::string beside;
  std::string below;
  double last_label = 1e9;
  std::vector<double> values = {0.5, 1};
  for (double decade = 10; decade<scale.high; decade *= scale.high> 1e5 ? 100 : 10) values.push_back(decade);
  values.push_back(scale.high);
  for (const double v : values) {
    const double y = scale(v);
    add(v == 0.5 || v == 1 ? bounds : lines, "M{} {}h{}", left, coordinate(y), columns);
    if (last_label - y < 10) continue;
    add(beside, "<text x={} y={}>{}</text>", left - 4, coordinate(y + 4), tick_label(v));
    last_label = y;
  }
  for (const Tick& t : axis.ticks()) {
    add(lines, "M{} {}v4", coordinate(left + t.place), foot);
    const char* anchor = t.place < 14 ? " class=start" : t.place > columns - 14 ? " class=end" : "";
    add(below, "<text x={} y={}{}>{}</text>", coordinate(left + t.place), foot + 15, anchor, t.label);
  }
  add(page,
      "<path class=squeezed d=\"{}\"/><path class=grid d=\"{}\"/><path class=bound d=\"{}\"/><g class=end>{}</g>"
      "<g class=mid>{}</g>",
      squeezed, lines, bounds, beside, below);
}

}  // namespace

std::string shared(const Frames& frames) {
  if (frames.drawn.empty()) return {};
  return "<svg class=defs aria-hidden=true><defs>" + frames.drawn + "</defs></svg>\n";
}

void envelope_figure(const Group& group, const Row& row, std::size_t bytes, Frames& frames, std::string& page) {
  const Record& record = *row.envelope;
  const auto& bins = record.envelope;
  const auto limit = static_cast<std::int64_t>(group.traits->infinity_bits());
  const auto end = [&](std::uint64_t bits) { return std::clamp(ordinal(*group.traits, bits), -limit, limit); };
  const OrdinalAxis axis(*group.traits, end(bins.front().first_bits), end(bins.back().last_bits), columns);
  const auto cells = thinned(group, bins, axis);
  const double max_ulp = row.max_ulp();
  // Three heights serve all panels, so that they can be compared and small errors stay visible.
  const double high = max_ulp <= 4 ? 4 : max_ulp <= 1e4 ? 1e4 : 1e8;
  const LogScale scale{lowest_ulp, high, foot, top};
  std::uint64_t unscored = 0;
  for (const auto& bin : bins) unscored += bin.n_unscored;

  const std::string at = short_input(*row.accuracy);
  add(page, "<figure data-row={}><figcaption><b>{}</b> max {} ULP at x {} {}{}</figcaption>", row.number,
      words(row.label), display_max_ulp(*row.accuracy, at_least), at == row.accuracy->text("max_ulp_input") ? "=" : "≈",
      words(at),
      unscored > 0 ? fmt::format("; <span class=bad>{} outputs without a ULP</span>",
                                 display_count(static_cast<std::int64_t>(unscored)))
                   : "");
  // Drawn once for all panels that share it.
  const auto [found, is_new] = frames.numbers.try_emplace(
      fmt::format("{} {:x} {:x} {}", group.format, bins.front().first_bits, bins.back().last_bits, high),
      frames.numbers.size());
  if (is_new) {
    add(frames.drawn, "<g id=ax{}>", found->second);
    frame(axis, scale, frames.drawn);
    frames.drawn += "</g>\n";
  }
  add(page, "<svg role=img viewBox=\"0 0 {} {}\" aria-label={}><use href=#ax{}></use><path d=\"{}\"/>",
      left + columns + 8, top + plot_height + 20, attribute("Error against x: " + row.label), found->second,
      curve_within(steps_of(cells, scale), bytes));
  if (unscored > 0) add(page, "<path class=gutter d=\"{}\"/><text x=0 y=9>NaN ∞</text>", gutter(cells));
  page += "</svg></figure>\n";
}

}  // namespace softplus_bench::html
