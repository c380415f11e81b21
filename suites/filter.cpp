#include "suites/filter.hpp"

#include <algorithm>
#include <regex>

#include "core/nearest.hpp"
#include "core/usage_error.hpp"

namespace softplus_bench {
namespace {

// The id with every letter of its target, its fourth part, made one that no filter writes; and those of its
// implementation, the second.
std::string without_names(std::string_view id, bool implementation) {
  std::string text(id);
  int part = 0;
  for (char& c : text) {
    if (c == '/') ++part;
    else if (c == '[') break;
    else if (part == 3 || (part == 1 && implementation)) c = '\x01';
  }
  return text;
}

}  // namespace

bool glob_matches(std::string_view glob, std::string_view text) {
  // The classic walk with one point of return: the last star seen.
  std::size_t g = 0;
  std::size_t t = 0;
  std::size_t star = std::string_view::npos;
  std::size_t after_star = 0;
  while (t < text.size()) {
    if (g < glob.size() && glob[g] == '*') {
      star = g++;
      after_star = t;
    } else if (g < glob.size() && (glob[g] == '?' || glob[g] == text[t])) {
      ++g;
      ++t;
    } else if (star != std::string_view::npos) {
      g = star + 1;
      t = ++after_star;
    } else {
      return false;
    }
  }
  while (g < glob.size() && glob[g] == '*') ++g;
  return g == glob.size();
}

struct Filter::Pattern {
  std::string text;
  bool excludes = false;
  bool is_regex = false;
  std::regex regex;

  bool matches(std::string_view id) const {
    if (is_regex) return std::regex_search(id.begin(), id.end(), regex);
    return glob_matches(text, id);
  }
};

Filter::Filter(const std::vector<std::string>& texts) {
  std::vector<Pattern> patterns;
  for (const std::string& text : texts) {
    Pattern pattern;
    pattern.text = text;
    if (pattern.text.starts_with('!')) {
      pattern.excludes = true;
      pattern.text.erase(0, 1);
    }
    if (pattern.text.starts_with("re:")) {
      pattern.is_regex = true;
      pattern.text.erase(0, 3);
      // The standard library compiles by recursion: parentheses nested thousands deep would end the stack.
      if (pattern.text.size() > 1000) throw UsageError("a regular expression of a filter has over 1000 characters");
      try {
        pattern.regex.assign(pattern.text, std::regex::ECMAScript);
      } catch (const std::regex_error& error) {
        throw UsageError("filter '" + text + "' is not a regular expression (" + error.what() + ")");
      }
    }
    if (pattern.text.empty()) throw UsageError("filter '" + text + "' is empty: use '*' for every row");
    any_including_ = any_including_ || !pattern.excludes;
    patterns.push_back(std::move(pattern));
  }
  patterns_ = std::make_shared<const std::vector<Pattern>>(std::move(patterns));
}

bool Filter::accepts_any(std::span<const std::string_view> ids) const {
  const auto some = [&](bool excluding) {
    return std::any_of(patterns_->begin(), patterns_->end(), [&](const Pattern& p) {
      return p.excludes == excluding &&
             std::any_of(ids.begin(), ids.end(), [&](std::string_view id) { return p.matches(id); });
    });
  };
  return (!any_including_ || some(false)) && !some(true);
}

bool Filter::depends_on_names(std::span<const std::string_view> ids, bool implementation) const {
  return std::any_of(ids.begin(), ids.end(), [&](std::string_view id) {
    const std::string nameless = without_names(id, implementation);
    return std::any_of(patterns_->begin(), patterns_->end(),
                       [&](const Pattern& p) { return !p.excludes && p.matches(id) && !p.matches(nameless); });
  });
}

bool Filter::names_any(std::span<const std::string_view> ids) const { return depends_on_names(ids, true); }
bool Filter::names_target_of_any(std::span<const std::string_view> ids) const { return depends_on_names(ids, false); }

void Filter::require_matches(const std::vector<std::string>& ids) const {
  for (const Pattern& pattern : *patterns_) {
    if (pattern.excludes) continue;
    if (std::any_of(ids.begin(), ids.end(), [&](const std::string& id) { return pattern.matches(id); })) continue;
    std::string message = "filter '" + pattern.text + "' matches nothing; nearest:";
    for (const std::string& id : nearest(pattern.text, ids, 3)) message += " " + id;
    throw UsageError(message + " (see 'softplus-bench list implementations')");
  }
}

}  // namespace softplus_bench
