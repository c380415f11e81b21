// Special values and properties: what each implementation keeps of what can be said without knowing the values.
#include <algorithm>
#include <map>

#include "reports/display.hpp"
#include "reports/html/markup.hpp"
#include "reports/html/sections.hpp"
#include "reports/properties.hpp"

namespace softplus_bench::html {
namespace {

// One row of the table: an implementation in a format, with its records by property, those of special values together.
// Of several parameters the record with the most violations stands for all.
struct Line {
  std::string label;
  std::map<std::string, const Record*> by_property;
  std::size_t n_special = 0;
  std::vector<const Record*> wrong_special;
};
struct FunctionTable {
  std::string function;
  std::vector<std::string> properties;  // in the order of the run
  std::vector<Line> lines;
};

bool is_special(const Record& r) { return r.text("rule") == "special"; }

std::string label_of(const Record& r) {
  std::string label = r.text("implementation") + "/" + r.text("format");
  if (const auto target = r.text("target"); target != "scalar") label += "/" + target;
  return label;
}

template <class Item, class Name>
Item& item_of(std::vector<Item>& items, Name name, const std::string& wanted) {
  for (Item& each : items)
    if (each.*name == wanted) return each;
  Item& added = items.emplace_back();
  added.*name = wanted;
  return added;
}

std::int64_t weight_of(const Record& r) {
  return r.integer(r.text("rule") == "informative" ? "n_violations" : "n_excess_violations");
}

std::vector<FunctionTable> tables_of(const Run& run) {
  std::vector<FunctionTable> tables;
  for (const Record& r : run.records) {
    if (!is_measured_property(r)) continue;
    FunctionTable& table = item_of(tables, &FunctionTable::function, r.text("function"));
    Line& line = item_of(table.lines, &Line::label, label_of(r));
    if (is_special(r)) {
      ++line.n_special;
      if (is_violated(r)) line.wrong_special.push_back(&r);
      continue;
    }
    const std::string property = r.text("property");
    const Record*& kept = line.by_property[property];
    if (kept == nullptr || weight_of(r) > weight_of(*kept)) kept = &r;
    if (std::find(table.properties.begin(), table.properties.end(), property) == table.properties.end())
      table.properties.push_back(property);
  }
  return tables;
}

// "✓ 0", "✗ 12", "≈ 12" for what is beyond correct rounding, a plain count for what is only informative.
std::string cell(const Record* r) {
  if (r == nullptr) return "<td>–</td>";
  const std::string rule = r->text("rule");
  if (rule == "informative") return number_cell(display_short_count(r->integer("n_violations")), {}, "dim");
  const std::int64_t n = r->integer("n_excess_violations");
  if (n == 0) return "<td>✓ 0</td>";
  if (rule == "hard") return number_cell("✗ " + display_short_count(n), {}, "bad");  // the details say where
  return number_cell("≈ " + display_short_count(n),
                     fmt::format("worst {} {}, x = {}", display_3(r->number("worst")), r->text("worst_unit"),
                                 r->text("witness_input")),
                     "warn");
}

std::string special_cell(const Line& line) {
  if (line.n_special == 0) return "<td>–</td>";
  if (line.wrong_special.empty()) return fmt::format("<td>✓ all {}</td>", line.n_special);
  return fmt::format("<td class=\"n bad\">✗ {} of {}</td>", line.wrong_special.size(), line.n_special);
}

void overview(const FunctionTable& table, std::string& page) {
  page += table_start(table.function + ": violations of each property, inputs");
  page += "<thead><tr><th scope=\"col\">implementation</th><th scope=\"col\" class=\"n\">special values</th>";
  for (const auto& property : table.properties) add(page, "<th scope=\"col\" class=\"n\">{}</th>", escape(property));
  page += "</tr></thead><tbody>\n";
  for (const Line& line : table.lines) {
    add(page, "<tr><th scope=\"row\">{}</th>{}", escape(line.label), special_cell(line));
    for (const auto& property : table.properties) {
      const auto found = line.by_property.find(property);
      page += cell(found != line.by_property.end() ? found->second : nullptr);
    }
    page += "</tr>\n";
  }
  page += table_end;
}

// One implementation and one violated property or special value, in as many formats as it is.
struct Violation {
  std::string name;
  const Record* most = nullptr;  // the record with the most violations
  std::string formats;
};

void add_violation(std::vector<Violation>& violations, const Record& r) {
  std::string name = r.text("implementation");
  if (const auto target = r.text("target"); target != "scalar") name += "/" + target;
  Violation& violation = item_of(violations, &Violation::name, name + "#" + r.text("property"));
  if (violation.most == nullptr || weight_of(r) > weight_of(*violation.most)) violation.most = &r;
  if (const auto format = r.text("format"); violation.formats.find(format) == std::string::npos)
    violation.formats += (violation.formats.empty() ? "" : ", ") + format;
}

// Hard properties and special values that are violated: all that a reader needs to see it happen.
void details(const FunctionTable& table, std::string& page) {
  std::vector<Violation> violations;
  for (const Line& line : table.lines) {
    for (const Record* r : line.wrong_special) add_violation(violations, *r);
    for (const auto& property : table.properties)
      if (const auto found = line.by_property.find(property);
          found != line.by_property.end() && is_violated(*found->second))
        add_violation(violations, *found->second);
  }
  if (violations.empty()) return;
  add(page, "<details><summary>{} violated: where first</summary>\n", violations.size());
  page += table_start(table.function + ": in the format with the most violations") +
          header_row({"implementation", "property", "violated in", "#inputs", "#of", "#at x", "#x (bits)",
                      "#got (bits)", "due"});
  for (const Violation& violation : violations) {
    const Record& r = *violation.most;
    const std::size_t mark = violation.name.find('#');
    add(page, "<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td>", escape(violation.name.substr(0, mark)),
        escape(violation.name.substr(mark + 1)), escape(violation.formats));
    page += count_cell(r, "n_excess_violations") + count_cell(r, "n") + number_cell(r.text("witness_input")) +
            number_cell(r.text("witness_bits")) + number_cell(r.text("witness_got_bits"));
    add(page, "<td>{}</td></tr>\n", escape(r.text("witness_want")));
  }
  page += table_end;
  add(page, "<p>Again: <code>{}</code>, and so for the others.</p></details>\n",
      escape(violations.front().most->text("reproduce")));
}

void statements(const Run& run, const FunctionTable& table, std::string& page) {
  page += "<details><summary>What each property says</summary>\n<dl>\n";
  for (const auto& property : table.properties)
    for (const Record& r : run.records)
      if (r.kind == RecordKind::properties && r.text("function") == table.function && r.text("property") == property) {
        add(page, "<dt>{}</dt><dd>{} ({})</dd>\n", escape(property), escape(r.text("statement")),
            escape(r.text("rule")));
        break;
      }
  page += "</dl></details>\n";
}

}  // namespace

void properties_section(const View& view, std::string& page) {
  const auto tables = tables_of(*view.run);
  if (tables.empty()) return;
  page +=
      "<section id=\"properties\"><h2>Special values and properties</h2>\n"
      "<p>✓ 0: kept on every input looked at. ✗: so many inputs violate a hard property or have a wrong special value. "
      "≈: inputs where a property that correct rounding itself does not keep is violated by more than correct rounding "
      "violates it. A count without a sign is for information. –: it does not apply. Of several parameters the one "
      "with "
      "the most violations is shown.</p>\n";
  const bool several = tables.size() > 1;
  for (const FunctionTable& table : tables) {
    if (several)
      add(page, "<details{}><summary>{}</summary>\n", &table == &tables.front() ? " open" : "", escape(table.function));
    add(page, "<h3 id=\"properties-{0}\">{0}</h3>\n", escape(table.function));
    overview(table, page);
    details(table, page);
    statements(*view.run, table, page);
    if (several) page += "</details>\n";
  }
  page += "</section>\n";
}

}  // namespace softplus_bench::html
