#include "suites/properties/arrangement.hpp"

#include <fmt/format.h>

#include <array>
#include <string_view>
#include <utility>

namespace softplus_bench {
namespace {

std::string in_words(const Arrangement& a, std::size_t element, std::size_t bytes) {
  constexpr std::array<std::string_view, 4> fillers{"NaN", "infinity", "-infinity", "a subnormal number"};
  std::string text = fmt::format("element {} of {}", element, a.n);
  if (a.in_place) text += fmt::format(", in place, {} bytes past a 64-byte boundary", a.x_shift * bytes);
  else text += fmt::format(", x {} and y {} bytes past a 64-byte boundary", a.x_shift * bytes, a.y_shift * bytes);
  if (a.neighbours == Neighbours::filled) text += fmt::format(", beside {}", fillers.at(a.filler));
  return text;
}

// Where in arrays full of one input, aligned and not in place, the result is another: "" where no rule that is known
// says all of it.
std::string rule_of_places(const Differs& differs, std::size_t probe) {
  constexpr std::size_t longest = 19;
  using Rule = bool (*)(std::size_t i, std::size_t n);
  constexpr std::array<std::pair<Rule, std::string_view>, 9> rules{{
      {[](std::size_t i, std::size_t n) { return i + 1 == n && n % 2 == 1; }, "in the last element of an odd length"},
      {[](std::size_t i, std::size_t n) { return i + 1 == n; }, "in the last element"},
      {[](std::size_t i, std::size_t) { return i == 0; }, "in the first element"},
      {[](std::size_t, std::size_t n) { return n == 1; }, "in an array of one element"},
      {[](std::size_t, std::size_t n) { return n % 2 == 1; }, "in every element of an odd length"},
      {[](std::size_t i, std::size_t n) { return i >= n - n % 2; }, "in the rest that fills no vector of 2"},
      {[](std::size_t i, std::size_t n) { return i >= n - n % 4; }, "in the rest that fills no vector of 4"},
      {[](std::size_t i, std::size_t n) { return i >= n - n % 8; }, "in the rest that fills no vector of 8"},
      {[](std::size_t i, std::size_t n) { return i >= n - n % 16; }, "in the rest that fills no vector of 16"},
  }};
  std::array<bool, rules.size()> holds{};
  holds.fill(true);
  bool any = false;
  for (std::size_t n = 1; n <= longest; ++n)
    for (std::size_t i = 0; i < n; ++i) {
      Arrangement a{n, 0, 0, false, Neighbours::copies};
      a.first_probe = probe;
      const bool other = differs(a, i);
      any = any || other;
      for (std::size_t k = 0; k < rules.size(); ++k) holds.at(k) = holds.at(k) && other == rules.at(k).first(i, n);
    }
  for (std::size_t k = 0; any && k < rules.size(); ++k)
    if (holds.at(k)) return std::string(rules.at(k).second);
  return "";
}

}  // namespace

std::string cause_of(const Arrangement& found, std::size_t element, std::size_t element_bytes, const Differs& differs,
                     std::size_t probe) {
  const std::string where = ": " + in_words(found, element, element_bytes);
  const auto comes_right = [&](const Arrangement& a) { return !differs(a, element); };
  if (!differs(found, element)) return "at times" + where;
  Arrangement a = found;
  a.in_place = false;
  if (found.in_place && comes_right(a)) return "in place" + where;
  a = found;
  a.neighbours = Neighbours::copies;
  a.first_probe = probe;
  if (comes_right(a)) return "with its neighbours" + where;
  a = found;
  a.x_shift = a.in_place ? a.x_shift : 0;
  if (!found.in_place && comes_right(a)) return "with the alignment of x" + where;
  a = found;
  a.y_shift = a.in_place ? a.y_shift : 0;
  if (!found.in_place && comes_right(a)) return "with the alignment of y" + where;
  a = found;
  a.x_shift = a.y_shift = 0;
  if (comes_right(a)) return "with the alignment" + where;
  const std::string rule = rule_of_places(differs, probe);
  return (rule.empty() ? "with length and place" : rule) + where;
}

}  // namespace softplus_bench
