// The sections of the page, in its order. Each appends itself, with a stable id, to `page`.
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "reports/view.hpp"

namespace softplus_bench::html {

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
void method_section(const View& view, std::string& page);

// A table for each condition that a group was timed under several values of, the others as in most rows: the columns
// are its values. Nothing where there is one of each.
void speed_sweeps(const View& view, const Group& group, std::string& page);
// Accuracy against speed: a point a row, the frontier as a step line.
void pareto_figure(const Group& group, std::string& page);
// One panel: largest error in each column of the ordinal axis, or in each two of them. `frames` names the axes
// drawn before.
void envelope_figure(const Group& group, const Row& row, bool coarse, std::set<std::string>& frames, std::string& page);

}  // namespace softplus_bench::html
