#include "reports/choose_text.hpp"

#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "core/text.hpp"
#include "reports/display.hpp"

namespace softplus_bench {
namespace {

constexpr std::size_t columns = 80;
constexpr std::size_t most_lines = 10;  // of a table

std::string domain_words(const ChooseRequest& request) {
  if (!request.domain) return "on all inputs";
  return fmt::format("for x in [{}, {}]", decimal_text(*request.format, request.domain->first),
                     decimal_text(*request.format, request.domain->second));
}

// Within one function and format the rest of the id tells rows apart: "fused/avx512".
std::string name_of(const Candidate& candidate) {
  const Record& r = *candidate.speed;
  std::string name = r.text("implementation") + "/" + r.text("target");
  if (const std::string parameters = r.text("parameters"); !parameters.empty()) name += "[" + parameters + "]";
  return name;
}

std::string shortened(const std::string& text, std::size_t width) {
  return text.size() <= width ? text : text.substr(0, width - 1) + "~";
}

std::string error_words(const Candidate& candidate) {
  return (candidate.lower_bound() ? ">=" : "") + display_ulp(candidate.max_ulp);
}

std::string interval(const Record& r, std::string_view value, std::string_view low, std::string_view high) {
  return fmt::format("{} [{}, {}]", display_3(r.number(value)), display_3(r.number(low)), display_3(r.number(high)));
}

std::string evidence(const ChooseRequest& request, const Candidate& candidate) {
  const Record& r = *candidate.speed;
  std::string text = fmt::format("  error  {} ULP at x = {} ({})\n", error_words(candidate), candidate.worst_input,
                                 candidate.worst_bits);
  text += fmt::format("         of {} inputs, {}\n", display_count(candidate.n),
                      candidate.lower_bound() ? "of which >= is a lower bound:" : "every one there is");
  if (candidate.lower_bound()) text += "         " + shortened(candidate.inputs, columns - 9) + "\n";
  if (candidate.beyond) text += "         x lies beyond the domain, in a bin that reaches into it\n";
  text += fmt::format("  time   {} ns/element", interval(r, "ns_per_element", "ns_low", "ns_high"));
  if (r.has("ratio_to_relu_low"))
    text += fmt::format(", {} times relu", interval(r, "ratio_to_relu", "ratio_to_relu_low", "ratio_to_relu_high"));
  text += fmt::format("\n         {}, {}, {} inputs, {} rounds, 99.9 % intervals\n", request.metric, request.footprint,
                      request.input_mix, r.integer("repetitions"));
  return text;
}

std::string row(const Candidate& candidate) {
  constexpr std::size_t name_width = 30;
  const Record& r = *candidate.speed;
  return fmt::format("{:<{}} {:>9} {:>9} {:>9} {:>9} {:>8}\n", shortened(name_of(candidate), name_width), name_width,
                     error_words(candidate), display_3(r.number("ns_per_element")), display_3(r.number("ns_low")),
                     display_3(r.number("ns_high")), display_3(r.number("ratio_to_relu")));
}

std::string excluded_row(const Candidate& candidate) {
  constexpr std::size_t name_width = 27;
  const std::string start = fmt::format("{:<{}} {:>7}  ", shortened(name_of(candidate), name_width), name_width,
                                        display_3(candidate.speed->number("ns_per_element")));
  return start + shortened(candidate.objection, columns - start.size()) + "\n";
}

nlohmann::ordered_json json_of(const Candidate& candidate) {
  const Record& r = *candidate.speed;
  nlohmann::ordered_json json{{"id", candidate.id}};
  if (!std::isnan(candidate.max_ulp)) {
    if (std::isinf(candidate.max_ulp)) json["max_ulp"] = "inf";
    else json["max_ulp"] = candidate.max_ulp;
    json["max_ulp_input"] = candidate.worst_input;
    json["max_ulp_input_bits"] = candidate.worst_bits;
    json["max_ulp_is_lower_bound"] = candidate.lower_bound();
    json["input_is_beyond_domain"] = candidate.beyond;
    json["inputs"] = candidate.inputs;
    json["n"] = candidate.n;
  }
  for (const char* column : {"ns_per_element", "ns_low", "ns_high", "ratio_to_copy", "ratio_to_copy_low",
                             "ratio_to_copy_high", "ratio_to_relu", "ratio_to_relu_low", "ratio_to_relu_high"})
    if (r.has(column) && std::isfinite(r.number(column))) json[column] = r.number(column);
  if (!candidate.objection.empty()) json["objection"] = candidate.objection;
  return json;
}

}  // namespace

std::string choice_text(const ChooseRequest& request, const Choice& choice) {
  std::string text = fmt::format("{} {}, at most {} ULP {}:\n", request.function, request.format->name,
                                 shortest(request.max_ulp), domain_words(request));
  if (!choice.found()) text += "\nnone keeps the bound\n";
  else text += "\n" + choice.keeping.front().id + "\n" + evidence(request, choice.keeping.front());
  if (choice.told_apart > 1) {
    text += "\nNot to be told apart from it: the intervals of their times overlap\n";
    for (std::size_t i = 1; i < choice.told_apart; ++i) text += "  " + choice.keeping[i].id + "\n";
  }
  const auto table = [&](const std::vector<Candidate>& rows, const std::string& head, auto line, std::size_t from) {
    if (rows.size() <= from) return;
    text += "\n" + head;
    for (std::size_t i = from; i < rows.size() && i < from + most_lines; ++i) text += line(rows[i]);
    if (rows.size() > from + most_lines) text += fmt::format("and {} more\n", rows.size() - from - most_lines);
  };
  table(choice.keeping,
        fmt::format("{:<30} {:>9} {:>9} {:>9} {:>9} {:>8}\n", "that keep it, too", "max ULP", "ns/el", "low", "high",
                    "x relu"),
        row, 1);
  table(choice.excluded, fmt::format("{:<27} {:>7}  {}\n", "that do not, fastest first", "ns/el", "why"), excluded_row,
        0);
  return text;
}

std::string choice_json(const ChooseRequest& request, const Choice& choice) {
  nlohmann::ordered_json json{{"function", request.function},   {"format", request.format->name},
                              {"max_ulp", request.max_ulp},     {"metric", request.metric},
                              {"footprint", request.footprint}, {"input_mix", request.input_mix}};
  if (request.domain)
    json["domain"] = {decimal_text(*request.format, request.domain->first),
                      decimal_text(*request.format, request.domain->second)};
  if (choice.found()) json["chosen"] = choice.keeping.front().id;
  json["indistinguishable"] = nlohmann::ordered_json::array();
  for (std::size_t i = 1; i < choice.told_apart; ++i) json["indistinguishable"].push_back(choice.keeping[i].id);
  for (const auto& [name, rows] : {std::pair("keeping", &choice.keeping), std::pair("excluded", &choice.excluded)}) {
    json[name] = nlohmann::ordered_json::array();
    for (const Candidate& candidate : *rows) json[name].push_back(json_of(candidate));
  }
  if (!choice.missing.empty()) json["missing"] = choice.missing;
  return json.dump(2) + "\n";
}

}  // namespace softplus_bench
