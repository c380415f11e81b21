// Speed along one condition, the others as in most rows: sizes, input mixes, latency, in place, threads, layouts.
#include <algorithm>
#include <array>
#include <limits>
#include <vector>

#include "reports/display.hpp"
#include "reports/html/markup.hpp"
#include "reports/html/sections.hpp"

namespace softplus_bench::html {
namespace {

struct Axis {
  std::string_view column;
  std::string_view title;
};
// A chain is timed in the first footprint only, and its time is that of one element after another: it stands beside
// throughput there.
constexpr std::array axes{Axis{"footprint", "size of the arrays"},
                          Axis{"input_mix", "input mix"},
                          Axis{"metric", "throughput, latency, round trip"},
                          Axis{"in_place", "in place (1) or not (0)"},
                          Axis{"threads", "threads"},
                          Axis{"layout", "layout of code and data"}};

using Conditions = std::array<std::string, axes.size()>;

Conditions conditions_along_axes(const Record& r) {
  Conditions values;
  for (std::size_t i = 0; i < axes.size(); ++i) values[i] = text_of(r[axes[i].column]);
  return values;
}

Conditions usual(const SpeedConditions& c) { return {c.footprint, c.input_mix, c.metric, c.in_place, c.threads, ""}; }

bool alike_but_for(std::size_t axis, const Conditions& a, const Conditions& b) {
  for (std::size_t i = 0; i < axes.size(); ++i)
    if (i != axis && a[i] != b[i]) return false;
  return true;
}

struct Sweep {
  std::vector<std::string> values;  // of the axis, in the run's order
  std::vector<const Record*> records;
};

Sweep sweep_of(const View& view, const Group& group, std::size_t axis) {
  Sweep sweep;
  const Conditions base = usual(group.conditions);
  for (const Record& r : view.run->records) {
    if (r.kind != RecordKind::speed || !r.has("ns_per_element") || r.text("function") != group.function ||
        r.text("format") != group.format)
      continue;
    const Conditions conditions = conditions_along_axes(r);
    if (!alike_but_for(axis, conditions, base)) continue;
    sweep.records.push_back(&r);
    if (std::find(sweep.values.begin(), sweep.values.end(), conditions[axis]) == sweep.values.end())
      sweep.values.push_back(conditions[axis]);
  }
  return sweep;
}

// "9.75 (88.6)", and "≈" before it where it takes hardly longer than a copy.
std::string time_cell(const Record& r) {
  std::string shown = display_3(r.number("ns_per_element"));
  if (r.has("ratio_to_copy")) shown += fmt::format(" ({})", display_3(r.number("ratio_to_copy")));
  return cell((is_bandwidth_bound(r) ? "≈ " : "") + shown);
}

const Record* record_of(const Sweep& sweep, std::size_t axis, const Row& row, const std::string& value) {
  const auto found = std::find_if(sweep.records.begin(), sweep.records.end(), [&](const Record* r) {
    return r->id() == row.id && conditions_along_axes(*r)[axis] == value;
  });
  return found != sweep.records.end() ? *found : nullptr;
}

// Of the rows on the frontier: more lines could not be told apart.
void roofline(const Group& group, const Sweep& sweep, std::string& page) {
  std::vector<CopyLine> lines;
  for (const Row* row : frontier(group)) {
    CopyLine line{row, {}};
    for (const std::string& value : sweep.values) {
      const Record* r = record_of(sweep, 0, *row, value);
      line.ratios.push_back(r != nullptr ? r->number("ratio_to_copy") : std::numeric_limits<double>::quiet_NaN());
    }
    if (std::count_if(line.ratios.begin(), line.ratios.end(), [](double x) { return x > 0; }) > 1)
      lines.push_back(std::move(line));
  }
  if (!lines.empty()) roofline_figure(sweep.values, lines, page);
}

void table(const Group& group, std::size_t axis, const Sweep& sweep, std::string& page) {
  std::vector<Column> columns;
  for (const std::string& value : sweep.values) columns.push_back({value.empty() ? "usual" : value});
  page += table_start(group.title(), "sweep",
                      fmt::format("ns/element by {}, in brackets the time over copy's", axes[axis].title),
                      "implementation", columns);
  for (const Row& row : group.rows) {
    std::string cells;
    bool any = false;
    for (const std::string& value : sweep.values) {
      const Record* found = record_of(sweep, axis, row, value);
      any |= found != nullptr;
      cells += found == nullptr ? "<td>" : time_cell(*found);
    }
    if (any) page += row_start(row) + cells + "\n";
  }
  page += table_end;
}

}  // namespace

void speed_sweeps(const View& view, const Group& group, std::string& page) {
  for (std::size_t axis = 0; axis < axes.size(); ++axis) {
    const Sweep sweep = sweep_of(view, group, axis);
    if (sweep.values.size() < 2) continue;
    if (axis == 0) roofline(group, sweep, page);
    table(group, axis, sweep, page);
  }
}

}  // namespace softplus_bench::html
