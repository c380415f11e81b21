#include "reports/comparison_side.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "reports/display.hpp"
#include "reports/view.hpp"

namespace softplus_bench {
namespace {

// The part of the request that narrows every set of inputs.
std::string range_of(const Run& run) {
  const std::string request = fact(run.identity, "request");
  const std::size_t start = request.find("--range=");
  return start == std::string::npos ? "no --range" : request.substr(start, request.find(' ', start) - start);
}

// Runs of before there were modes say none.
std::string rounding_text(const Record& r) {
  const std::string rounding = r.kind == RecordKind::accuracy ? r.text("rounding") : "";
  return rounding.empty() ? "nearest" : rounding;
}

}  // namespace

bool is_region(const Record& r) {
  return r.kind == RecordKind::accuracy && !r.text("region").empty() && r.text("region") != "overall";
}

bool is_measured(const Record& r) { return r.text("status") != "failed" && r.text("status") != "skipped"; }

std::string row_of(const Record& r) {
  const std::string id = r.id();
  if (r.kind == RecordKind::accuracy) return is_region(r) ? id.substr(0, id.size() - r.text("region").size() - 1) : id;
  if (r.kind == RecordKind::properties && !r.text("property").empty())
    return id.substr(0, id.size() - r.text("property").size() - 1);
  return id;
}

std::string fact(const Facts& facts, std::string_view name) {
  const auto found = std::find_if(facts.begin(), facts.end(), [&](const auto& each) { return each.first == name; });
  return found != facts.end() ? found->second : "";
}

std::vector<FactChange> differences_of(const Facts& before, const Facts& now) {
  std::vector<FactChange> differences;
  for (const auto& [name, text] : now)
    if (const std::string old = fact(before, name); old != text) differences.push_back({name, old, text});
  for (const auto& [name, text] : before)
    if (!text.empty() && fact(now, name).empty()) differences.push_back({name, text, ""});
  return differences;
}

Side::Side(const Run& r) : run(r), claims(judge_claims(r)) {
  std::size_t overall = 0;  // judge_claims has a verdict for each, in this order
  for (const Record& record : run.records) {
    if (record.kind == RecordKind::claims) continue;
    if (record.kind == RecordKind::accuracy && !is_region(record)) claims_of[&record] = &claims[overall++];
    if (!is_measured(record)) {
      not_run.emplace(row_of(record), &record);
      continue;
    }
    measured[static_cast<std::size_t>(record.kind)].insert(row_of(record));
    records.emplace(key_of(record), &record);
  }
}

std::string Side::key_of(const Record& r) {
  const std::string key = std::string(name_of(r.kind)) + ' ' + r.id() + '\n';
  if (r.kind != RecordKind::speed) return key + r.text("inputs");
  const SpeedConditions c = conditions_of(r);
  return key + fmt::format("{}\n{}\n{}\n{}\n{}\n{}", c.metric, c.footprint, c.input_mix, c.in_place, c.threads,
                           r.text("layout"));
}

const Record* Side::like(const Record& r) const {
  const auto same = records.find(key_of(r));
  if (same != records.end()) return same->second;
  const std::string inputs = r.kind == RecordKind::speed ? "" : r.text("inputs");
  if (inputs != "exhaustive" && inputs != "stratified") return nullptr;
  Record other = r;
  other["inputs"] = inputs == "exhaustive" ? "stratified" : "exhaustive";
  const auto found = records.find(key_of(other));
  return found != records.end() ? found->second : nullptr;
}

bool Side::has_row(const std::string& row) const {
  return std::any_of(measured.begin(), measured.end(), [&](const auto& rows) { return rows.count(row) > 0; });
}

const ClaimVerdict* Side::claim_of(const Record& record) const {
  const auto found = claims_of.find(&record);
  return found != claims_of.end() ? found->second : nullptr;
}

InputsCompared compare_inputs(const Side& side_before, const Record& before, const Side& side_now, const Record& now) {
  InputsCompared inputs;
  const std::string set_before = before.text("inputs"), set = now.text("inputs");
  const auto differ = [&](const auto& a, const auto& b, std::string_view what) {
    if (a == b) return false;
    inputs.difference = fmt::format("{}{}{} before, {} now", what, what.empty() ? "" : " ", a, b);
    return true;
  };
  if (differ(rounding_text(before), rounding_text(now), "rounding")) return inputs;
  if (differ(range_of(side_before.run), range_of(side_now.run), "")) return inputs;
  inputs.all_before = set_before == "exhaustive";
  inputs.all_now = set == "exhaustive";
  if (differ(set_before, set, "inputs")) return inputs;
  if (!inputs.all_now && differ(before.integer("seed"), now.integer("seed"), "seed")) return inputs;
  if (before.integer("n") != now.integer("n")) {
    differ(display_count(before.integer("n")), display_count(now.integer("n")), set + " sample of");
    return inputs;
  }
  if (set == "corpus" && differ(fact(side_before.run.identity, "corpus"), fact(side_now.run.identity, "corpus"), set))
    return inputs;
  inputs.equal = true;
  return inputs;
}

}  // namespace softplus_bench
