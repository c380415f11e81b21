#include "reports/html/markup.hpp"

#include <cmath>

#include "reports/display.hpp"
#include "reports/notation.hpp"

namespace softplus_bench::html {

std::string escape(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (const char c : text) switch (c) {
      case '&': result += "&amp;"; break;
      case '<': result += "&lt;"; break;
      case '>': result += "&gt;"; break;
      case '"': result += "&quot;"; break;
      case '\'': result += "&#39;"; break;
      default:
        if ((static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') || c == 0x7f) result += "\xef\xbf\xbd";
        else result += c;
    }
  return result;
}

std::string number_cell(std::string_view shown, std::string_view exact, std::string_view classes) {
  std::string cell = "<td class=\"n";
  if (!classes.empty()) (cell += ' ') += classes;
  cell += '"';
  if (!exact.empty() && exact != shown) cell += " title=\"" + escape(exact) + '"';
  return cell + '>' + escape(shown) + "</td>";
}

std::string ulp_cell(const Record& record, std::string_view column, std::string_view classes) {
  return number_cell(display_ulp(record, column), text_of(record[column]), classes);
}

std::string max_ulp_cell(const Record& record) {
  return number_cell(display_max_ulp(record, at_least), text_of(record["max_ulp"]));
}

std::string count_cell(const Record& record, std::string_view column) {
  return number_cell(record.has(column) ? display_count(record.integer(column)) : "");
}

std::string percent_cell(const Record& record, std::string_view column) {
  return number_cell(display_percent(record.number(column)), text_of(record[column]));
}

std::string display_3_cell(const Record* record, std::string_view column) {
  if (record == nullptr) return number_cell("");
  return number_cell(display_3(record->number(column)), text_of((*record)[column]));
}

std::string bits_cell(const Group& group, std::string_view bits_text) {
  if (bits_text.empty()) return number_cell("");
  const std::string exact = hex_of(group.traits, bits_text) + " = " + std::string(bits_text);
  return number_cell(decimal_of(group.traits, bits_text), exact);
}

std::string claim_cell(const ClaimVerdict* claim) {
  if (claim == nullptr) return "<td class=\"dim\">no claim</td>";
  switch (claim->verdict) {
    case Verdict::passed: return "<td class=\"good\">✓ met</td>";
    case Verdict::failed: return "<td class=\"bad\">✗ broken</td>";
    case Verdict::missing: return "<td class=\"warn\">? not compared</td>";
    case Verdict::skipped: break;
  }
  return "<td class=\"dim\">" + escape(claim->reason) + "</td>";
}

std::string failures_text(const Record& record) {
  std::string words;
  const auto say = [&](std::string_view name, std::string_view column) {
    if (const auto n = record.integer(column); n > 0)
      words += fmt::format("{}{} {}", words.empty() ? "" : ", ", display_count(n), name);
  };
  say("wrong NaN", "n_wrong_nan");
  say("wrong infinity", "n_wrong_infinity");
  say("early overflow", "n_early_overflow");
  say("missed overflow", "n_missed_overflow");
  say("wrong sign", "n_wrong_sign");
  say("wrong zero sign", "n_zero_sign");
  say("flushed to zero", "n_flushed");
  return words;
}

std::string header_row(std::initializer_list<std::string_view> headers) {
  std::string row = "<thead><tr>";
  for (const auto header : headers)
    row += header.starts_with('#') ? fmt::format("<th scope=\"col\" class=\"n\">{}</th>", header.substr(1))
                                   : fmt::format("<th scope=\"col\">{}</th>", header);
  return row + "</tr></thead><tbody>\n";
}

std::string table_start(std::string_view caption, std::string_view classes) {
  return fmt::format(
      "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{0}\"><table class=\"{1}\">"
      "<caption>{0}</caption>\n",
      escape(caption), classes);
}

void for_each_group(const View& view, With with, std::string_view section, std::string& page,
                    const std::function<void(const Group&)>& body) {
  std::vector<const Group*> groups;
  for (const Group& group : view.groups)
    if (with == With::accuracy ? group.has_accuracy() : !group.all_conditions.empty()) groups.push_back(&group);
  if (groups.empty()) page += "<p class=\"dim\">Nothing was measured.</p>\n";
  const bool has_softplus =
      std::any_of(groups.begin(), groups.end(), [](auto* g) { return g->function == "softplus"; });
  const bool several = !groups.empty() && groups.front()->function != groups.back()->function;
  std::string function;
  for (const Group* group : groups) {
    if (several && group->function != function) {
      if (!function.empty()) page += "</details>\n";
      add(page, "<details{}><summary>{}</summary>\n",
          group->function == "softplus" || (!has_softplus && function.empty()) ? " open" : "", escape(group->function));
    }
    function = group->function;
    add(page, "<h3 id=\"{}-{}-{}\">{}</h3>\n", section, escape(group->function), escape(group->format),
        escape(group->title()));
    body(*group);
  }
  if (several) page += "</details>\n";
}

}  // namespace softplus_bench::html
