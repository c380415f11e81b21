#include "reports/view.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>
#include <string>
#include <tuple>

#include "reports/display.hpp"
#include "reports/notation.hpp"

namespace softplus_bench {
namespace {

bool measured(const Record& r) { return r.text("status") != "failed" && r.text("status") != "skipped"; }

std::string label_of(const Record& r) {
  std::string label = r.text("implementation");
  if (const auto target = r.text("target"); target != "scalar") label += "/" + target;
  if (const auto parameters = r.text("parameters"); !parameters.empty()) label += "[" + parameters + "]";
  return label;
}

// The id without a region.
std::string key_of(const Record& r) {
  const auto id = r.id();
  return id.substr(0, id.find('@'));
}

// NaN sorts last.
bool less_known_first(double a, double b) { return std::isnan(b) ? !std::isnan(a) : a < b; }

Group& group_of(View& view, const Record& r) {
  const auto function = r.text("function");
  const auto format = r.text("format");
  for (Group& g : view.groups)
    if (g.function == function && g.format == format) return g;
  Group g;
  g.function = function;
  g.format = format;
  g.traits = find_format(format);
  view.groups.push_back(std::move(g));
  return view.groups.back();
}

Row& row_of(Group& group, const Record& r) {
  const auto id = key_of(r);
  for (Row& row : group.rows)
    if (row.id == id) return row;
  Row row;
  row.id = id;
  row.label = label_of(r);
  group.rows.push_back(std::move(row));
  return group.rows.back();
}

void place_accuracy(Row& row, const Record& r) {
  if (const auto region = r.text("region"); !region.empty() && region != "overall") {
    row.by_region.push_back(&r);
    return;
  }
  const auto keep_worst = [&](const Record*& kept) {
    if (kept == nullptr || less_known_first(ulp_of(*kept, "max_ulp"), ulp_of(r, "max_ulp"))) kept = &r;
  };
  keep_worst(row.accuracy);
  if (const auto inputs = r.text("inputs"); !inputs.starts_with("corpus") && inputs != "hunted") keep_worst(row.sample);
  if (row.envelope == nullptr && !r.envelope.empty()) row.envelope = &r;
}

int urgency(Verdict v) { return v == Verdict::failed ? 3 : v == Verdict::missing ? 2 : v == Verdict::passed ? 1 : 0; }

void choose_conditions(Group& group, const std::vector<const Record*>& speeds) {
  std::vector<int> uses;
  for (const Record* r : speeds) {
    const auto place = std::find(group.all_conditions.begin(), group.all_conditions.end(), conditions_of(*r));
    const auto i = static_cast<std::size_t>(place - group.all_conditions.begin());
    if (place == group.all_conditions.end()) group.all_conditions.push_back(conditions_of(*r)), uses.push_back(0);
    ++uses[i];
  }
  if (!uses.empty())
    group.conditions =
        group.all_conditions[static_cast<std::size_t>(std::max_element(uses.begin(), uses.end()) - uses.begin())];
}

// Functions in the order of their first row; within a function the order of all_formats.
void sort_groups(View& view) {
  std::vector<std::string> functions;
  for (const Group& g : view.groups)
    if (std::find(functions.begin(), functions.end(), g.function) == functions.end()) functions.push_back(g.function);
  const auto place = [&](const Group& g) {
    const auto function = std::find(functions.begin(), functions.end(), g.function) - functions.begin();
    const auto format = g.traits != nullptr ? static_cast<int>(g.traits->id) : static_cast<int>(all_formats.size());
    return std::pair(function, format);
  };
  std::stable_sort(view.groups.begin(), view.groups.end(),
                   [&](const Group& a, const Group& b) { return place(a) < place(b); });
}

// Gives a group's rows their speed and claim, and puts the most accurate first.
void complete(Group& group, const Run& run, const std::vector<ClaimVerdict>& claims) {
  std::vector<const Record*> speeds;
  for (const Record& r : run.records)
    if (r.kind == RecordKind::speed && measured(r) && r.text("function") == group.function &&
        r.text("format") == group.format)
      speeds.push_back(&r);
  choose_conditions(group, speeds);
  for (Row& row : group.rows) {
    for (const Record* r : speeds)
      if (row.speed == nullptr && key_of(*r) == row.id && conditions_of(*r) == group.conditions &&
          r->text("layout").empty())
        row.speed = r;
    for (const ClaimVerdict& v : claims)
      if (v.id == row.id && (row.claim == nullptr || urgency(v.verdict) > urgency(row.claim->verdict))) row.claim = &v;
  }
  std::stable_sort(group.rows.begin(), group.rows.end(),
                   [](const Row& a, const Row& b) { return less_known_first(a.max_ulp(), b.max_ulp()); });
}

}  // namespace

std::string SpeedConditions::words() const {
  std::string text = metric;
  for (const std::string* part : {&footprint, &input_mix})
    if (!part->empty()) text += (text.empty() ? "" : ", ") + *part;
  if (in_place == "1" || in_place == "true" || in_place == "yes") text += ", in place";
  if (!threads.empty() && threads != "1") text += ", " + threads + " threads";
  return text;
}

SpeedConditions conditions_of(const Record& r) {
  return {text_of(r["metric"]), text_of(r["footprint"]), text_of(r["input_mix"]), text_of(r["in_place"]),
          text_of(r["threads"])};
}

Failures failures_of(const Record& r) {
  return {r.integer("n_wrong_nan"),
          r.integer("n_wrong_infinity") + r.integer("n_early_overflow") + r.integer("n_missed_overflow"),
          r.integer("n_wrong_sign"), r.integer("n_flushed")};
}

bool Group::has_accuracy() const {
  return std::any_of(rows.begin(), rows.end(), [](const Row& r) { return r.accuracy != nullptr; });
}

double Row::max_ulp() const {
  return accuracy != nullptr ? ulp_of(*accuracy, "max_ulp") : std::numeric_limits<double>::quiet_NaN();
}
bool Row::wrong() const {
  return (accuracy != nullptr && failures_of(*accuracy).any_wrong()) ||
         (sample != nullptr && failures_of(*sample).any_wrong());
}
double Row::ns() const {
  return speed != nullptr ? speed->number("ns_per_element") : std::numeric_limits<double>::quiet_NaN();
}

View view_of(const Run& run) {
  View view;
  view.run = &run;
  view.claims = judge_claims(run);
  // A row that fails has a record in each suite and condition that asked for it, all with one reason: it is said once.
  std::set<std::tuple<std::string, std::string, std::string>> not_run;
  for (const Record& r : run.records) {
    // Shown by themselves.
    const bool by_itself = r.kind == RecordKind::properties || r.kind == RecordKind::claims;
    if (by_itself && r.text("status") != "failed") continue;
    if (!measured(r)) {
      if (not_run.emplace(r.id(), r.text("status"), r.text("reason")).second) view.not_run.push_back(&r);
      continue;
    }
    Row& row = row_of(group_of(view, r), r);
    if (r.kind == RecordKind::accuracy) place_accuracy(row, r);
  }
  sort_groups(view);
  for (Group& group : view.groups) complete(group, run, view.claims);
  std::size_t number = 0;
  for (Group& group : view.groups)
    for (Row& row : group.rows) row.number = number++;
  return view;
}

std::vector<const Row*> frontier(const Group& group) {
  std::vector<const Row*> rows;
  for (const Row& row : group.rows)
    if (!row.wrong() && !std::isnan(row.ns()) && !std::isnan(row.max_ulp())) rows.push_back(&row);
  std::stable_sort(rows.begin(), rows.end(), [](const Row* a, const Row* b) {
    return std::pair(a->max_ulp(), a->ns()) < std::pair(b->max_ulp(), b->ns());
  });
  std::vector<const Row*> best;
  for (const Row* row : rows)
    if (best.empty() || row->ns() < best.back()->ns()) best.push_back(row);
  return best;
}

const Row* fastest_within(const Group& group, double bound) {
  const Row* fastest = nullptr;
  for (const Row* row : frontier(group))
    if (row->max_ulp() <= bound) fastest = row;
  return fastest;
}

}  // namespace softplus_bench
