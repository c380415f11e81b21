// Accuracy against speed, log-log: down and to the left is better.
#include <algorithm>
#include <cmath>
#include <vector>

#include "reports/display.hpp"
#include "reports/html/axis.hpp"
#include "reports/html/markup.hpp"
#include "reports/html/sections.hpp"

namespace softplus_bench::html {
namespace {

constexpr double width = 640;
constexpr double height = 400;
constexpr double left = 46;
constexpr double right = 450;     // the plot; beyond it two gutters:
constexpr double too_high = 490;  // errors above most_ulp
constexpr double gutter = 590;    // wrong outputs
constexpr double top = 14;
constexpr double bottom = 352;
constexpr double most_ulp = 1000;

struct Box {
  double x0, y0, x1, y1;
  bool overlaps(const Box& b) const { return x0 < b.x1 && b.x0 < x1 && y0 < b.y1 && b.y0 < y1; }
};

// Puts text beside a point where it covers nothing placed before; nothing when there is no room.
std::string label(std::string_view text, double x, double y, std::vector<Box>& taken, bool strong) {
  const double w = 6.1 * static_cast<double>(text.size()) + 4;
  const Box up_right{x + 6, y - 20, x + 6 + w, y - 6};  // clear of the step line of the frontier
  const Box right_of{x + 8, y - 7, x + 8 + w, y + 7};
  const Box places[] = {strong ? up_right : right_of,          strong ? right_of : up_right,
                        {x - 8 - w, y - 7, x - 8, y + 7},      {x - w / 2, y - 21, x + w / 2, y - 8},
                        {x - w / 2, y + 8, x + w / 2, y + 21}, {x + 6, y + 6, x + 6 + w, y + 20},
                        {x - 6 - w, y - 20, x - 6, y - 6},     {x - 6 - w, y + 6, x - 6, y + 20}};
  for (const Box& box : places) {
    if (box.x0 < left || box.x1 > width || box.y0 < top || box.y1 > bottom) continue;
    if (std::any_of(taken.begin(), taken.end(), [&](const Box& b) { return b.overlaps(box); })) continue;
    taken.push_back(box);
    return fmt::format("<text x={} y={}{}>{}</text>", coordinate(box.x0 + 2), coordinate(box.y1 - 3),
                       strong ? " class=strong" : "", escape(text));
  }
  return {};
}

// The shape tells how it is executed: circle scalar, square SIMD, triangle all else; a cross beside it that it is
// wrong.
std::string shape(const Row& row, double x, double y) {
  y = std::round(y);
  const auto target = row.accuracy->text("target");
  const bool simd = target.starts_with("sse") || target.starts_with("avx") || target == "neon" || target == "sve";
  if (row.wrong()) return fmt::format("<path d=\"M{} {}l8 8m0-8l-8 8\"/>", coordinate(x - 4), coordinate(y - 4));
  if (target == "scalar") return fmt::format("<circle cx={} cy={} r=\"5\"/>", coordinate(x), coordinate(y));
  if (simd) return fmt::format("<path d=\"M{} {}h9v9h-9z\"/>", coordinate(x - 4.5), coordinate(y - 4.5));
  return fmt::format("<path d=\"M{} {}l5.5 9.5h-11z\"/>", coordinate(x), coordinate(y - 6));
}

std::string tick(std::string_view x, std::string_view y, std::string_view text) {
  return fmt::format("<text x={} y={}>{}</text>", x, y, text);
}

// What figures of the same range of errors have in common.
std::string error_axis(const LogScale& across) {
  std::string lines;
  std::string bounds;
  std::string texts;
  for (const double ulp : {0.5, 1.0, 2.0, 4.0, 10.0, 100.0, 1000.0}) {
    if (ulp > across.high) continue;
    const std::string x = coordinate(across(ulp));
    add(ulp == 0.5 || ulp == 1 || ulp == 4 ? bounds : lines, "M{} {}V{}", x, top, bottom);
    texts += tick(x, coordinate(bottom + 15), tick_label(ulp));
  }
  const auto note = [&](double x, double line, std::string_view text) {
    texts += tick(coordinate(x), coordinate(bottom + 15 + 14 * line), text);
  };
  note(too_high, 0, "above");
  note(too_high, 1, "1000 ULP");
  note(gutter, 0, "wrong NaN,");
  note(gutter, 1, "∞ or sign");
  note((left + right) / 2, 1.4, "max error (ULP)");
  return fmt::format(
      "<path class=squeezed d=\"M{0} {1}H{2}V{3}H{0}z\"/><path class=grid d=\"{4}\"/><path class=bound d=\"{5}\"/>"
      "<g class=mid>{6}<text transform=\"translate(11 {7})rotate(-90)\">ns per element</text></g>",
      right, top, width, bottom, lines, bounds, texts, (top + bottom) / 2);
}

std::string time_axis(const LogScale& down) {
  std::string lines;
  std::string texts;
  for (const Tick& t : log_ticks(down, 6)) {
    add(lines, "M{} {}H{}", left, coordinate(t.place), right);
    texts += tick(coordinate(left - 5), coordinate(t.place + 4), t.label);
  }
  return fmt::format("<path class=grid d=\"{}\"/><g class=end>{}</g>\n", lines, texts);
}

// The interval of time, and for an error that is only a lower bound an open arrow towards larger ones.
std::string intervals(const Row& row, double x, const LogScale& down) {
  const double low = row.speed->number("ns_low");
  const double high = row.speed->number("ns_high");
  std::string path;
  if (low > 0 && down(low) - down(high) > 2)  // else it is hidden by the point
    path += fmt::format("M{} {}V{}", coordinate(x), coordinate(down(low)), coordinate(down(high)));
  if (is_lower_bound(row.accuracy->text("inputs")))
    path += fmt::format("M{} {}h9m-4-3l4 3-4 3", coordinate(x + 5), coordinate(std::round(down(row.ns()))));
  return path.empty() ? path : fmt::format("<path class=whisker d=\"{}\"/>", path);
}

// A row at x: its shape and its intervals, and where no label says it, its name and both figures.
void add_point(const Row& row, double x, const LogScale& down, bool is_best, bool is_named, std::string& page) {
  add(page, "<g data-row={}{}>", row.number, is_best ? " class=best" : row.wrong() ? " class=wrong" : "");
  if (!is_named)
    add(page, "<title>{}: {} ULP, {} ns</title>", escape(row.label), display_max_ulp(*row.accuracy, at_least),
        display_3(row.ns()));
  add(page, "{}{}</g>\n", intervals(row, x, down), shape(row, x, down(row.ns())));
}

}  // namespace

void pareto_figure(const Group& group, Frames& axes, std::string& page) {
  std::vector<const Row*> rows;
  double slowest = 0;
  double fastest = 1e300;
  double worst = 4;
  for (const Row& row : group.rows) {
    if (row.accuracy == nullptr || !(row.ns() > 0) || std::isnan(row.max_ulp())) continue;
    rows.push_back(&row);
    slowest = std::max(slowest, row.ns());
    fastest = std::min(fastest, row.ns());
    if (!row.wrong()) worst = std::max(worst, row.max_ulp());
  }
  if (rows.empty()) page += "<p class=dim>No row has both an error and a time: no figure.</p>\n";
  if (rows.size() < 2) return;  // nothing to compare
  // Three ranges serve all figures, so that they can be compared, and share the axis.
  const LogScale across{0.4, worst <= 4 ? 6.4 : worst <= 100 ? 160 : most_ulp * 1.2, left, right};
  const LogScale down{fastest / 1.5, slowest * 1.5, bottom, top};
  const auto best = frontier(group);
  const auto x_of = [&](const Row* r) {
    if (r->wrong()) return gutter;  // places are whole units: a point is ten wide
    return r->max_ulp() > most_ulp ? too_high : std::round(across(r->max_ulp()));
  };

  add(page,
      "<figure class=pareto><div class=scroll role=group tabindex=0 aria-label=Figure><svg class=wide role=img "
      "viewBox=\"0 0 {} {}\" aria-label=\"Accuracy against speed: {} implementations, largest error in ULP across, "
      "nanoseconds per element upwards, both logarithmic; the table has all values\">\n",
      width, height, rows.size());
  const auto [axis, is_new] = axes.numbers.try_emplace(tick_label(across.high), axes.numbers.size());
  if (is_new) add(axes.drawn, "<g id=err{}>{}</g>\n", axis->second, error_axis(across));
  add(page, "<use href=#err{}></use>{}", axis->second, time_axis(down));
  if (!best.empty()) {
    add(page, "<path class=step d=\"M{} {}", coordinate(x_of(best.front())), top);
    for (const Row* r : best) add(page, "H{}V{}", coordinate(x_of(r)), coordinate(down(r->ns())));
    add(page, "H{}\"/>\n", right);
  }
  std::vector<Box> taken;
  for (const Row* r : rows) taken.push_back({x_of(r) - 6, down(r->ns()) - 6, x_of(r) + 6, down(r->ns()) + 6});
  std::string labels;
  for (const bool on_frontier : {true, false})
    for (const Row* r : rows) {
      const bool is_best = std::find(best.begin(), best.end(), r) != best.end();
      if (is_best != on_frontier) continue;
      const double x = x_of(r);
      const double y = down(r->ns());
      const std::string name = label(r->label, x, y, taken, is_best);
      add_point(*r, x, down, is_best, !name.empty(), page);
      labels += name;
    }
  page += labels;
  page += "</svg></div></figure>\n";
}

}  // namespace softplus_bench::html
