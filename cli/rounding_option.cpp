#include "cli/rounding_option.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "cli/suggestions.hpp"

namespace softplus_bench::cli {

void declare_rounding(CLI::App& verb, Rounding& rounding) {
  std::vector<std::string> letters;
  for (const Rounding each : all_roundings) letters.emplace_back(letter_of(each));
  verb.add_option_function<std::string>(
          "--rounding", [&rounding](const std::string& letter) { rounding = *rounding_of_letter(letter); },
          "of results and exact values: n to nearest, u upward, d downward, z toward zero")
      ->check(one_of(letters).description(""))
      ->type_name("n|u|d|z")
      ->default_str(std::string(letter_of(rounding)));
}

std::string rounding_note(Rounding rounding) {
  return rounding == Rounding::nearest ? "" : fmt::format(" (rounding {})", words_of(rounding));
}

}  // namespace softplus_bench::cli
