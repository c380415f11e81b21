// Special values and properties: what each implementation keeps of what can be said without knowing the values.
#include <algorithm>
#include <map>

#include "reports/display.hpp"
#include "reports/html/markup.hpp"
#include "reports/html/sections.hpp"
#include "reports/notation.hpp"
#include "reports/properties.hpp"

namespace softplus_bench::html {
namespace {

// One row of the table: an implementation in a format, with its records by property, those of special values together.
// Of several parameters the record with the most violations stands for all.
struct Line {
  std::string label;
  const Record* first = nullptr;
  std::map<std::string, const Record*> by_property;
  std::size_t n_special = 0;
  std::vector<const Record*> wrong_special;
};
struct FormatLines {
  std::string format;
  std::vector<Line> lines;
};
struct FunctionTable {
  std::string function;
  std::vector<std::string> properties;  // in the order of the run
  std::vector<FormatLines> formats;     // from wide to narrow
};

bool is_special(const Record& r) { return r.text("rule") == "special"; }

std::string label_of(const Record& r) {
  std::string label = r.text("implementation");
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
    FormatLines& format = item_of(table.formats, &FormatLines::format, r.text("format"));
    Line& line = item_of(format.lines, &Line::label, label_of(r));
    if (line.first == nullptr) line.first = &r;
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
  const auto place = [](const FormatLines& lines) {
    const FormatTraits* traits = find_format(lines.format);
    return traits != nullptr ? static_cast<std::size_t>(traits->id) : all_formats.size();
  };
  for (FunctionTable& table : tables)
    std::stable_sort(table.formats.begin(), table.formats.end(),
                     [&](const auto& a, const auto& b) { return place(a) < place(b); });
  return tables;
}

// "✓", "✗ 12", "≈ 12" for what is beyond correct rounding, a plain count for what is only informative.
std::string property_cell(const Record* r) {
  if (r == nullptr) return "<td>–";
  const std::string rule = r->text("rule");
  if (rule == "informative") return cell(display_short_count(r->integer("n_violations")));
  const std::int64_t n = r->integer("n_excess_violations");
  if (n == 0) return "<td>✓";
  if (rule == "hard") return cell("✗ " + display_short_count(n), "bad");  // the details say where
  return cell(
      "≈ " + display_short_count(n), "warn",
      fmt::format("{} {} at {}", display_3(r->number("worst")), r->text("worst_unit"), r->text("witness_input")));
}

std::string special_cell(const Line& line) {
  if (line.n_special == 0) return "<td>–";
  if (line.wrong_special.empty()) return fmt::format("<td>✓ all {}", line.n_special);
  return cell(fmt::format("✗ {} of {}", line.wrong_special.size(), line.n_special), "bad");
}

void line_start(const Group* group, const Line& line, std::string& page) {
  page += "<tr";
  const std::string id = line.first->id();
  const std::string of_row = id.substr(0, id.find('#'));
  if (group != nullptr)
    for (const Row& row : group->rows)
      if (row.id == of_row) {
        add(page, " data-row={}", row.number);
        break;
      }
  add(page, "><th>{}", words(line.label));
}

void overview(const View& view, const FunctionTable& table, std::string& page) {
  std::vector<Column> columns{{"special values"}};
  for (const auto& property : table.properties) columns.push_back({property});
  page += table_head(table.function, "kept", "Violations of each property, inputs", "implementation", columns);
  for (const FormatLines& format : table.formats) {
    const Group* group = find_group(view, table.function, format.format);
    page += group_body(view, group);
    add(page, "<tr class=sub><th scope=rowgroup colspan={}>{} · {}\n", columns.size() + 1, escape(table.function),
        escape(format.format));
    for (const Line& line : format.lines) {
      line_start(group, line, page);
      page += special_cell(line);
      for (const auto& property : table.properties) {
        const auto found = line.by_property.find(property);
        page += property_cell(found != line.by_property.end() ? found->second : nullptr);
      }
      page += '\n';
    }
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
  for (const FormatLines& format : table.formats)
    for (const Line& line : format.lines) {
      for (const Record* r : line.wrong_special) add_violation(violations, *r);
      for (const auto& property : table.properties)
        if (const auto found = line.by_property.find(property);
            found != line.by_property.end() && is_violated(*found->second))
          add_violation(violations, *found->second);
    }
  if (violations.empty()) return;
  add(page, "<details><summary>{} violated: where first</summary>\n", violations.size());
  page += table_start(table.function + ": violations", "", "In the format with the most violations", "implementation",
                      std::vector<Column>{{"property", Align::text},
                                          {"violated in", Align::text},
                                          {"inputs"},
                                          {"of"},
                                          {"at x"},
                                          {"x (bits)"},
                                          {"got (bits)"},
                                          {"due", Align::text}});
  for (const Violation& violation : violations) {
    const Record& r = *violation.most;
    const std::size_t mark = violation.name.find('#');
    add(page, "<tr><th>{}<td>{}<td>{}", words(violation.name.substr(0, mark)), words(violation.name.substr(mark + 1)),
        escape(violation.formats));
    page += count_cell(r, "n_excess_violations") + count_cell(r, "n") + cell(r.text("witness_input")) +
            cell(r.text("witness_bits")) + cell(r.text("witness_got_bits"));
    page += cell(r.text("witness_want")) + "\n";
  }
  page += table_end;
  add(page, "<p>Again: <code>{}</code>, and so for the others.</p></details>\n",
      words(violations.front().most->text("reproduce"), prose));
}

using Statement = std::pair<std::string, std::string>;  // property, and what it says

std::vector<Statement> statements_of(const Run& run, const FunctionTable& table) {
  std::vector<Statement> list;
  for (const auto& property : table.properties)
    for (const Record& r : run.records)
      if (r.kind == RecordKind::properties && r.text("function") == table.function && r.text("property") == property) {
        list.emplace_back(property, r.text("statement") + " (" + r.text("rule") + ")");
        break;
      }
  return list;
}

void show_statements(std::string_view title, const std::vector<Statement>& list, std::string& page) {
  if (list.empty()) return;
  add(page, "<details><summary>{}</summary>\n<dl>\n", title);
  for (const auto& [property, says] : list) add(page, "<dt>{}<dd>{}\n", words(property), words(says, prose));
  page += "</dl></details>\n";
}

// What is said of every function alike is taken out of the lists, to be said once.
std::vector<Statement> take_common(std::vector<std::vector<Statement>>& lists) {
  std::vector<Statement> common;
  if (lists.size() < 2) return common;
  for (const Statement& statement : lists.front())
    if (std::all_of(lists.begin(), lists.end(),
                    [&](const auto& list) { return std::find(list.begin(), list.end(), statement) != list.end(); }))
      common.push_back(statement);
  for (auto& list : lists)
    std::erase_if(list, [&](const Statement& s) { return std::find(common.begin(), common.end(), s) != common.end(); });
  return common;
}

}  // namespace

void properties_section(const View& view, std::string& page) {
  const auto tables = tables_of(*view.run);
  if (tables.empty()) return;
  section_start("properties", "Special values and properties", page);
  page +=
      "<p>✓: kept on every input looked at. ✗: so many inputs violate a hard property or have a wrong special value. "
      "≈: inputs where a property that correct rounding itself does not keep is violated by more than correct rounding "
      "violates it; the title of the cell says where it is worst. A count without a sign is for information. –: it "
      "does "
      "not apply. Of several parameters the one with the most violations is shown.</p>\n";
  const bool several = tables.size() > 1;
  std::vector<std::vector<Statement>> says;
  for (const FunctionTable& table : tables) says.push_back(statements_of(*view.run, table));
  show_statements("What is asked of every function", take_common(says), page);
  for (const FunctionTable& table : tables) {
    if (several)
      add(page, "<details data-function={}{}><summary>{}</summary>\n", attribute(table.function),
          &table == &tables.front() ? " open" : "", escape(table.function));
    add(page, "<h3 id={}>{}</h3>\n", identifier({"properties", table.function}), escape(table.function));
    overview(view, table, page);
    details(table, page);
    show_statements("What each property says", says[static_cast<std::size_t>(&table - tables.data())], page);
    if (several) page += "</details>\n";
  }
  page += "</section>\n";
}

}  // namespace softplus_bench::html
