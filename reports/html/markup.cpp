#include "reports/html/markup.hpp"

#include <algorithm>
#include <cmath>

#include "reports/display.hpp"
#include "reports/html/sections.hpp"
#include "reports/notation.hpp"

namespace softplus_bench::html {
namespace {

constexpr std::string_view replacement = "\xef\xbf\xbd";

// U+202A to U+202E and U+2066 to U+2069 in UTF-8.
bool turns_direction(std::string_view text) {
  if (text.size() < 3 || text[0] != '\xe2') return false;
  return (text[1] == '\x80' && text[2] >= '\xaa' && text[2] <= '\xae') ||
         (text[1] == '\x81' && text[2] >= '\xa6' && text[2] <= '\xa9');
}

}  // namespace

bool is_large(const View& view) {
  std::size_t rows = 0;
  for (const Group& group : view.groups) rows += group.rows.size();
  return rows > 400;
}

std::string escape(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) switch (const char c = text[i]) {
      case '&': result += "&amp;"; break;
      case '<': result += "&lt;"; break;
      case '>': result += "&gt;"; break;
      case '"': result += "&quot;"; break;
      case '\'': result += "&#39;"; break;
      default:
        if ((static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') || c == 0x7f) result += replacement;
        else if (turns_direction(text.substr(i))) result += replacement, i += 2;
        else result += c;
    }
  return result;
}

std::string words(std::string_view text, std::size_t most) {
  return text.size() <= most ? escape(text) : "<span class=long tabindex=0>" + escape(text) + "</span>";
}

std::string attribute(std::string_view value) {
  const auto needs_no_quotes = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_' ||
           c == '.' || c == ':' || c == '+';
  };
  if (!value.empty() && std::all_of(value.begin(), value.end(), needs_no_quotes)) return std::string(value);
  return '"' + escape(value) + '"';
}

std::string identifier(std::initializer_list<std::string_view> parts) {
  std::string joined;
  for (const auto part : parts)
    if (!part.empty()) joined.append(joined.empty() ? "" : "-").append(part);
  for (char& c : joined)
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f') c = '_';
  return attribute(joined);
}

std::string cell(std::string_view shown, std::string_view classes, std::string_view title) {
  std::string text = "<td";
  if (!classes.empty()) (text += " class=") += classes;
  if (!title.empty()) text += " title=" + attribute(title);
  return text + '>' + (classes == "wrap" ? words(shown, prose) : words(shown));
}

std::string ulp_cell(const Record& record, std::string_view column) { return cell(display_ulp(record, column)); }

std::string max_ulp_cell(const Record& record) { return cell(display_max_ulp(record, at_least)); }

std::string count_cell(const Record& record, std::string_view column) {
  return cell(record.has(column) ? display_count(record.integer(column)) : "");
}

std::string percent_cell(const Record& record, std::string_view column) {
  return cell(display_percent(record.number(column)));
}

std::string display_3_cell(const Record* record, std::string_view column) {
  return cell(record == nullptr ? "" : display_3(record->number(column)));
}

std::string short_input(const Record& record) {
  const std::string text = record.text("max_ulp_input");
  const double x = ulp_of(text);
  return text.size() <= 9 || !std::isfinite(x) ? text : fmt::format("{:.6g}", x);
}

std::string bits_cell(const Group& group, std::string_view bits_text) {
  return cell(bits_text.empty() ? "" : decimal_of(group.traits, bits_text));
}

std::string claim_cell(const ClaimVerdict* claim) {
  if (claim == nullptr) return cell("no claim", "dim");
  switch (claim->verdict) {
    case Verdict::passed: return cell("✓ met", "good");
    case Verdict::failed: return cell("✗ broken", "bad");
    case Verdict::missing: return cell("? not compared", "warn");
    case Verdict::skipped: break;
  }
  return cell(claim->reason, "dim");
}

std::string failures_cell(const Record& record) {
  const std::string text = failures_text(record);
  return text.empty() ? "<td>" : "<td class=bad>" + text;
}

std::string failures_text(const Record& record) {
  std::string text;
  const auto say = [&](std::string_view name, std::string_view column) {
    if (const auto n = record.integer(column); n > 0)
      text += fmt::format("{}{} {}", text.empty() ? "" : ", ", display_count(n), name);
  };
  say("wrong NaN", "n_wrong_nan");
  say("wrong infinity", "n_wrong_infinity");
  say("early overflow", "n_early_overflow");
  say("missed overflow", "n_missed_overflow");
  say("wrong sign", "n_wrong_sign");
  say("wrong zero sign", "n_zero_sign");
  say("flushed to zero", "n_flushed");
  return text;
}

std::string row_start(const Row& row) { return fmt::format("<tr data-row={}><th>{}", row.number, words(row.label)); }

std::string table_start(std::string_view label, std::string_view kind, std::string_view caption, std::string_view first,
                        std::span<const Column> columns) {
  return table_head(label, kind, caption, first, columns) + "<tbody>\n";
}

std::string table_head(std::string_view label, std::string_view kind, std::string_view caption, std::string_view first,
                       std::span<const Column> columns) {
  std::string classes(kind);
  for (std::size_t i = 0; i < columns.size(); ++i)
    if (columns[i].align == Align::text) classes += fmt::format("{}t{}", classes.empty() ? "" : " ", i + 2);
  std::string table = "<table tabindex=0" + (classes.empty() ? "" : " class=" + attribute(classes));
  if (caption.empty()) table += " aria-label=" + attribute(label) + '>';
  else table += "><caption>" + escape(caption) + "</caption>";
  table += "<thead><tr><th>" + escape(first);
  for (const Column& column : columns) table += "<th>" + escape(column.title);
  return table;
}

std::string group_body(const View& view, const Group* group) {
  if (group == nullptr) return "<tbody>\n";
  return fmt::format("<tbody class=group data-group={}>\n", group - view.groups.data());
}

const Group* find_group(const View& view, std::string_view function, std::string_view format) {
  for (const Group& group : view.groups)
    if (group.function == function && group.format == format) return &group;
  return nullptr;
}

void section_start(std::string_view id, std::string_view heading, std::string& page, std::string_view kind,
                   std::span<const Column> columns) {
  add(page, "<section id={}", id);
  if (std::any_of(columns.begin(), columns.end(), [](const Column& c) { return !c.source.empty(); })) {
    add(page, " data-columns=\"{} -", kind);
    for (const Column& column : columns) add(page, " {}", column.source.empty() ? "-" : column.source);
    page += '"';
  }
  add(page, "><h2>{}</h2>\n", heading);
}

void for_each_group(const View& view, With with, std::string_view section, std::string& page,
                    const std::function<void(const Group&)>& body) {
  std::vector<const Group*> groups;
  for (const Group& group : view.groups)
    if (with == With::accuracy ? group.has_accuracy() : !group.all_conditions.empty()) groups.push_back(&group);
  if (groups.empty()) page += "<p class=dim>Nothing was measured.</p>\n";
  const bool has_softplus =
      std::any_of(groups.begin(), groups.end(), [](auto* g) { return g->function == "softplus"; });
  const bool several = !groups.empty() && groups.front()->function != groups.back()->function;
  std::string function;
  for (const Group* group : groups) {
    if (several && group->function != function) {
      if (!function.empty()) page += "</details>\n";
      add(page, "<details data-function={}{}><summary>{}</summary>\n", attribute(group->function),
          group->function == "softplus" || (!has_softplus && function.empty()) ? " open" : "", escape(group->function));
    }
    function = group->function;
    add(page, "<div class=group data-group={}><h3 id={}>{}</h3>\n", group - view.groups.data(),
        identifier({section, group->function, group->format}), escape(group->title()));
    body(*group);
    page += "</div>\n";
  }
  if (several) page += "</details>\n";
}

}  // namespace softplus_bench::html
