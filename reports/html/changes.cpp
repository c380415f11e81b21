// Changes since a baseline: is anything wrong, what differs, and what cannot be compared.
#include <algorithm>
#include <vector>

#include "reports/comparison.hpp"
#include "reports/display.hpp"
#include "reports/html/markup.hpp"
#include "reports/html/sections.hpp"
#include "reports/notation.hpp"

namespace softplus_bench::html {
namespace {

constexpr std::size_t most_changes = 150;  // of one standing
constexpr std::size_t most_named = 5;

std::string name_of(const Change& c) { return c.region.empty() ? c.id : c.id + "@" + c.region; }

std::string place_cell(const Change& c, const std::string& bits) {
  return cell(bits.empty() ? "" : decimal_of(find_format(c.format), bits), "",
              bits.empty() ? "" : hex_of(find_format(c.format), bits) + " = " + bits);
}

// Selectors find the row by its number where the run has it, and by its names where it is gone.
void change_row(const View& view, const Change& c, std::string& page) {
  page += "<tr";
  for (const Group& group : view.groups)
    for (const Row& row : group.rows)
      if (row.id == c.id) add(page, " data-row={}", row.number);
  add(page, " data-function={} data-format={}><th>{}", attribute(c.function), attribute(c.format), words(name_of(c)));
  page += cell(words_of(c.kind)) + cell(c.what) + cell(c.before, "", c.exact_before) + cell(c.now, "", c.exact_now) +
          place_cell(c, c.input_bits) + cell(c.input_bits) + place_cell(c, c.got_bits) + place_cell(c, c.want_bits) +
          cell(c.note, "wrap") + "\n";
}

void changes_table(const View& view, const Comparison& comparison, Standing standing, const std::string& title,
                   std::string& page) {
  std::vector<const Change*> changes;
  for (const Change& c : comparison.changes)
    if (c.standing == standing) changes.push_back(&c);
  if (changes.empty()) return;
  const bool open = standing == Standing::worse || standing == Standing::not_comparable;
  add(page, "<details{}><summary>{}: {}</summary>\n", open ? " open" : "", title,
      display_count(static_cast<std::int64_t>(changes.size())));
  const std::vector<Column> columns{{"what changed", Align::text},
                                    {"inputs or conditions", Align::text},
                                    {"before"},
                                    {"now"},
                                    {"at x"},
                                    {"x (bits)"},
                                    {"got"},
                                    {"want"},
                                    {"more", Align::text}};
  page += table_start(title, "", title, "row", columns);
  for (std::size_t i = 0; i < std::min(changes.size(), most_changes); ++i) change_row(view, *changes[i], page);
  page += table_end;
  if (changes.size() > most_changes)
    add(page, "<p>and {} more: <code>softplus-bench compare --json</code> has them all.</p>\n",
        display_count(static_cast<std::int64_t>(changes.size() - most_changes)));
  page += "</details>\n";
}

// What is worse, whichever function is looked at.
void worst_list(const Comparison& comparison, std::string& page) {
  std::size_t named = 0;
  for (const Change& c : comparison.changes) {
    if (c.standing != Standing::worse || named == most_named) break;
    add(page, "{}<li>{}: <code>{}</code> ({}), {} → {}\n", named++ == 0 ? "<ul id=changes-worst>\n" : "",
        words_of(c.kind), words(name_of(c)), words(c.what), words(c.before), words(c.now));
  }
  if (named > 0) page += "</ul>\n";
}

void identity_table(const Comparison& comparison, std::string& page) {
  if (comparison.identity.empty()) {
    page += "<p>Both runs are of the same program, libraries, instruction sets and request.</p>\n";
    return;
  }
  const std::vector<Column> columns{{"before", Align::text}, {"now", Align::text}};
  page += table_start("What the runs are of", "", "What the runs are of", "fact", columns);
  for (const FactChange& f : comparison.identity)
    page += "<tr><th>" + words(f.name) + cell(f.before.empty() ? "not said" : f.before, "wrap") +
            cell(f.now.empty() ? "not said" : f.now, "wrap") + "\n";
  page += table_end;
}

}  // namespace

void changes_section(const View& view, const Comparison* comparison, std::string& page) {
  section_start("changes", "Changes since a baseline", page);
  if (comparison == nullptr) {
    page +=
        "<p id=changes-verdict class=dim>No baseline was given: <code>softplus-bench report DIR --against "
        "DIR</code>.</p>\n</section>\n";
    return;
  }
  const Verdict verdict = comparison->verdict();
  const auto [sign, style] = verdict == Verdict::failed   ? std::pair("✗", "bad")
                             : verdict == Verdict::passed ? std::pair("✓", "good")
                                                          : std::pair("?", "warn");
  add(page, "<p id=changes-verdict class={}>{} {}</p>\n", style, sign, escape(comparison->words()));
  worst_list(*comparison, page);
  for (const std::string& note : comparison->notes) add(page, "<p>{}</p>\n", escape(note));
  identity_table(*comparison, page);
  changes_table(view, *comparison, Standing::worse, "Worse", page);
  changes_table(view, *comparison, Standing::not_comparable, "Not comparable", page);
  changes_table(view, *comparison, Standing::other, "New rows and other claims", page);
  changes_table(view, *comparison, Standing::better, "Better", page);
  changes_table(view, *comparison, Standing::information, "Times that differ (information)", page);
  page += "</section>\n";
}

}  // namespace softplus_bench::html
