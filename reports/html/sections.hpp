// The sections of the page, in its order. Each appends itself, with a stable id, to `page`.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "reports/comparison.hpp"
#include "reports/view.hpp"

namespace softplus_bench::html {

// More rows than a page has room for everything of: docs/decisions/0004.
bool is_large(const View& view);

void verdict_section(const View& view, std::string& page);
void choose_section(const View& view, std::string& page);
void error_section(const View& view, std::string& page);
void distribution_section(const View& view, std::string& page);
void region_section(const View& view, std::string& page);
void speed_section(const View& view, std::string& page);
void properties_section(const View& view, std::string& page);  // nothing where there are no such records
void claims_section(const View& view, std::string& page);
void texts_section(const View& view, std::string& page);
void tables_section(const View& view, std::string& page);
// Null: no baseline was given.
void changes_section(const View& view, const Comparison* comparison, std::string& page);
void method_section(const View& view, std::string& page);

// Whether a row takes at most a tenth longer than a copy of the same array.
bool is_bandwidth_bound(const Record& speed_row);
// A table for each condition that a group was timed under several values of, the others as in most rows: the columns
// are its values. Nothing where there is one of each.
void speed_sweeps(const View& view, const Group& group, std::string& page);
// Time over that of a copy along the sizes of arrays, NaN where it was not taken.
struct CopyLine {
  const Row* row;
  std::vector<double> ratios;
};
void roofline_figure(const std::vector<std::string>& sizes, const std::vector<CopyLine>& lines, std::string& page);
// Axes of figures, each drawn once for all that share it: numbers by what makes them alike.
struct Frames {
  std::map<std::string, std::size_t> numbers;
  std::string drawn;
};
// The element that holds them, for the front of their section.
std::string shared(const Frames& frames);
// Accuracy against speed: a point a row, the frontier as a step line.
void pareto_figure(const Group& group, Frames& axes, std::string& page);
// One panel: largest error along the ordinal axis, as a step line of about `bytes` bytes at most.
void envelope_figure(const Group& group, const Row& row, std::size_t bytes, Frames& frames, std::string& page);

}  // namespace softplus_bench::html
