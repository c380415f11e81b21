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
  if (bits.empty()) return number_cell("");
  const FormatTraits* format = find_format(v.format);
  return number_cell(decimal_of(format, bits), hex_of(format, bits) + " = " + bits);
}

std::string why(const ClaimVerdict& v) { return v.verdict == Verdict::skipped ? "" : v.reason; }

void rows_of(const View& view, bool with_claim, std::string& page) {
  std::vector<const ClaimVerdict*> rows;
  for (const auto& v : view.claims)
    if ((v.claim_ulp >= 0 || v.verdict == Verdict::missing) == with_claim) rows.push_back(&v);
  // A row that keeps its claim on its first inputs, which are the most, need not be named again for the others.
  std::set<std::string> met;
  std::erase_if(rows, [&](auto* v) { return v->verdict == Verdict::passed && !met.insert(v->id).second; });
  const auto place = [](const ClaimVerdict* v) {
    return v->verdict == Verdict::failed ? 0 : v->verdict == Verdict::missing ? 1 : 2;
  };
  std::stable_sort(rows.begin(), rows.end(), [&](auto* a, auto* b) { return place(a) < place(b); });
  for (const ClaimVerdict* v : rows) {
    add(page, "<tr><th scope=\"row\">{}</th>{}<td>{}</td>", escape(v->id), claim_cell(v), escape(why(*v)));
    page += v->claim_ulp >= 0
                ? number_cell(shortest(v->claim_ulp)) +
                      number_cell(fmt::format("[{}, {}]", shortest(v->claim_lower), shortest(v->claim_upper)))
                : std::string("<td></td><td></td>");
    page += number_cell((is_lower_bound(v->inputs) && !v->max_ulp.empty() ? std::string(at_least) : "") +
                            display_ulp(v->max_ulp),
                        v->max_ulp) +
            number_cell(display_count(v->n)) + number_cell(display_count(v->n_violations)) +
            witness_cell(*v, v->witness_bits) + number_cell(v->witness_bits) + witness_cell(*v, v->witness_got_bits) +
            witness_cell(*v, v->witness_want_bits) + "</tr>\n";
  }
}

}  // namespace

void claims_section(const View& view, std::string& page) {
  page +=
      "<section id=\"claims\"><h2>Claims</h2>\n"
      "<p>A claim is the author's promise: on every input of an interval at most so many ULP, and no wrong NaN, "
      "infinity, "
      "sign or overflow. One input breaks it; the first is shown. The largest error is over all inputs of the row's "
      "first "
      "set, also outside the claim's interval.</p>\n";
  const auto head =
      header_row({"implementation", "verdict", "what broke", "#claim (ULP)", "#on x in", "#max error (ULP)", "#inputs",
                  "#violations", "#first at x", "#x (bits)", "#got", "#want"});
  page += table_start("Claims: broken ones first") + head;
  rows_of(view, true, page);
  page += table_end;
  const bool others = std::any_of(view.claims.begin(), view.claims.end(),
                                  [](const auto& v) { return v.claim_ulp < 0 && v.verdict != Verdict::missing; });
  if (others) {
    page += "<details><summary>Rows without a claim</summary>\n" + table_start("Rows without a claim") + head;
    rows_of(view, false, page);
    page += std::string(table_end) + "</details>\n";
  }
  page += "</section>\n";
}

}  // namespace softplus_bench::html
