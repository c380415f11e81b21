#include "suites/machine_class.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <fstream>
#include <sstream>

#include "suites/facts.hpp"

namespace softplus_bench {
namespace {

std::string fact(const Facts& facts, std::string_view name) {
  const auto place = std::find_if(facts.begin(), facts.end(), [&](const auto& each) { return each.first == name; });
  return place != facts.end() ? place->second : "unknown";
}

// Virtual machines often give the name alone ("AMD EPYC"), which many generations share.
std::string processor() {
  std::ifstream file("/proc/cpuinfo");
  std::string name = "unknown";
  std::string numbers;
  for (std::string line; std::getline(file, line) && !line.empty();) {
    const auto colon = line.find(": ");
    if (colon == std::string::npos) continue;
    const std::string value = line.substr(colon + 2);
    if (line.starts_with("model name")) name = value;
    else if (line.starts_with("cpu family") || line.starts_with("model") || line.starts_with("stepping"))
      numbers += (numbers.empty() ? " " : ".") + value;
  }
  return name + numbers;
}

// Options that only warn make no other program.
std::string flags_without_warnings(const std::string& flags) {
  std::istringstream words(flags);
  std::string kept;
  for (std::string word; words >> word;)
    if (!word.starts_with("-W") || word.find(',') != std::string::npos) kept += (kept.empty() ? "" : " ") + word;
  return kept;
}

// Lower case, and whatever is no letter, digit or dot is a hyphen; never two of them, nor one at an end.
std::string in_file_name(const std::string& text) {
  std::string name;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalnum(byte) != 0 || c == '.') name += static_cast<char>(std::tolower(byte));
    else if (!name.empty() && name.back() != '-') name += '-';
  }
  while (name.ends_with('-')) name.pop_back();
  return name;
}

}  // namespace

std::string instruction_sets_here() { return fact(build_and_library_facts(), "instruction sets"); }

Facts machine_class() {
  const Facts build = build_and_library_facts();
  return {{"processor", processor()},
          {"compiler", fact(build, "compiler")},
          {"libm", fact(build, "libm")},
          {"GLIBC_TUNABLES", fact(build, "GLIBC_TUNABLES")},
          {"flags", flags_without_warnings(fact(build, "flags"))},
          {"instruction sets", fact(build, "instruction sets")}};
}

Facts counting_class(std::string_view valgrind, std::string_view instruction_sets) {
  Facts facts = machine_class();
  facts.front() = {"valgrind", std::string(valgrind)};
  facts.back().second = instruction_sets;
  return facts;
}

std::string file_name_of(const Facts& facts) {
  std::string name;
  for (std::size_t i = 0; i < std::min<std::size_t>(3, facts.size()); ++i) name += in_file_name(facts[i].second) + ".";
  return name + hash_of(facts).substr(0, 8) + ".jsonl";
}

std::string differences(const Facts& stored, const Facts& here) {
  std::string text;
  for (const auto& [name, value] : here)
    if (const std::string other = fact(stored, name); other != value)
      text += fmt::format("{}{} ({}, here {})", text.empty() ? "" : ", ", name, other, value);
  return text;
}

}  // namespace softplus_bench
