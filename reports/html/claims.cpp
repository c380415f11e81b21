// Claims: what each author promised, and what was measured.
#include <algorithm>
#include <set>
#include <string>

#include "reports/display.hpp"
#include "reports/html/markup.hpp"
#include "reports/html/sections.hpp"
#include "reports/notation.hpp"

namespace softplus_bench::html {
namespace {

std::string witness_cell(const ClaimVerdict& v, const std::string& bits) {
  return cell(bits.empty() ? "" : decimal_of(find_format(v.format), bits));
}

std::string why(const ClaimVerdict& v) { return v.verdict == Verdict::skipped ? "" : v.reason; }

// "1 on [-inf, inf]" in two cells, the largest error and the number of inputs.
std::string measured_cells(const ClaimVerdict& v) {
  const bool claims = v.claim_ulp >= 0;
  const std::string sign = is_lower_bound(v.inputs) && !v.max_ulp.empty() ? std::string(at_least) : "";
  return cell(claims ? shortest(v.claim_ulp) : "") +
         cell(claims ? fmt::format("[{}, {}]", shortest(v.claim_lower), shortest(v.claim_upper)) : "") +
         cell(sign + display_ulp(v.max_ulp)) + cell(display_count(v.n));
}

// Where a claim's row stands in the view; null: nowhere.
struct Place {
  const Group* group = nullptr;
  const Row* row = nullptr;
};
Place place_of(const View& view, const ClaimVerdict& v) {
  for (const Group& group : view.groups)
    for (const Row& row : group.rows)
      if (row.id == v.id) return {&group, &row};
  return {};
}

void row_start(const Row* row, const ClaimVerdict& v, std::string& page) {
  page += "<tr";
  if (row != nullptr) add(page, " data-row={}", row->number);
  add(page, "><th>{}", words(v.id));
}

using Verdicts = std::vector<const ClaimVerdict*>;

// What a reader needs to see a claim break.
void broken_table(const View& view, const Verdicts& rows, std::string& page) {
  const std::vector<Column> columns{{"verdict", Align::text},
                                    {"what broke", Align::text},
                                    {"claim (ULP)"},
                                    {"on x in"},
                                    {"max error (ULP)"},
                                    {"inputs"},
                                    {"violations"},
                                    {"first at x"},
                                    {"x (bits)"},
                                    {"got"},
                                    {"got (bits)"},
                                    {"want"},
                                    {"want (bits)"}};
  page += table_start("Claims broken or not compared", "", "Broken, or not compared", "implementation", columns);
  for (const ClaimVerdict* v : rows) {
    row_start(place_of(view, *v).row, *v, page);
    page += claim_cell(v) + cell(why(*v), "wrap") + measured_cells(*v) + cell(display_count(v->n_violations)) +
            witness_cell(*v, v->witness_bits) + cell(v->witness_bits) + witness_cell(*v, v->witness_got_bits) +
            cell(v->witness_got_bits) + witness_cell(*v, v->witness_want_bits) + cell(v->witness_want_bits) + "\n";
  }
  page += table_end;
}

// Nothing to say of them but what was promised and what was seen.
void quiet_table(const View& view, const Verdicts& rows, std::string_view title, std::string& page) {
  page += table_head(title, "", title, "implementation",
                     std::vector<Column>{{"claim (ULP)"}, {"on x in"}, {"max error (ULP)"}, {"inputs"}});
  const Group* last = nullptr;
  for (const ClaimVerdict* v : rows) {
    const Place place = place_of(view, *v);
    if (v == rows.front() || last != place.group) page += group_body(view, place.group);
    last = place.group;
    row_start(place.row, *v, page);
    page += measured_cells(*v) + "\n";
  }
  page += table_end;
}

}  // namespace

void claims_section(const View& view, std::string& page) {
  section_start("claims", "Claims", page);
  page +=
      "<p>A claim is the author's promise: on every input of an interval at most so many ULP, and no wrong NaN, "
      "infinity, sign or overflow. One input breaks it; the first is shown. The largest error is over all inputs of "
      "the "
      "row's first set, also outside the claim's interval.</p>\n";
  Verdicts broken;
  Verdicts met;
  Verdicts others;
  std::set<std::string> seen;
  for (const ClaimVerdict& v : view.claims) {
    if (v.verdict == Verdict::failed || v.verdict == Verdict::missing) broken.push_back(&v);
    else if (v.verdict == Verdict::skipped || v.claim_ulp < 0) others.push_back(&v);
    // A row that keeps its claim on its first inputs, which are the most, need not be named again for the others.
    else if (seen.insert(v.id).second) met.push_back(&v);
  }
  std::stable_partition(broken.begin(), broken.end(), [](auto* v) { return v->verdict == Verdict::failed; });
  if (broken.empty()) page += "<p>No claim is broken.</p>\n";
  else broken_table(view, broken, page);
  if (!met.empty()) quiet_table(view, met, "✓ Met", page);
  if (!others.empty()) {
    page += "<details><summary>Rows without a claim</summary>\n";
    quiet_table(view, others, "Rows without a claim", page);
    page += "</details>\n";
  }
  page += "</section>\n";
}

}  // namespace softplus_bench::html
