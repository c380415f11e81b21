// What a page must keep to be HTML: a checker for the tests of the report.
#pragma once

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace softplus_bench {

// What is inside script elements is no markup.
inline std::string without_scripts(std::string html) {
  for (std::size_t i = html.find("<script"); i != std::string::npos; i = html.find("<script", i + 1)) {
    const std::size_t start = html.find('>', i) + 1;
    html.erase(start, html.find("</script>", start) - start);
  }
  return html;
}

// Reads the tags of a page; `fault` is the first thing that is wrong, "" for none.
class MarkupCheck {
 public:
  explicit MarkupCheck(const std::string& page) {
    const std::string html = without_scripts(page);
    for (place_ = html.find('<'); place_ != std::string::npos && fault.empty(); place_ = html.find('<', place_ + 1))
      read_tag(html);
    if (fault.empty() && !open_.empty()) fault = "not closed: " + open_.back();
    for (const std::string& target : targets_)
      if (fault.empty() && ids_.count(target) == 0) fault = "nothing has the id " + target;
  }
  std::string fault;

 private:
  using Names = std::set<std::string, std::less<>>;

  void fail(std::string_view what, const std::string& html) {
    if (fault.empty()) fault = std::string(what) + ": " + html.substr(place_, 80);
  }

  void read_tag(const std::string& html) {
    std::size_t i = place_ + 1;
    const bool ends = html[i] == '/';
    i += ends ? 1 : 0;
    if (html[i] == '!') return;
    const std::size_t after = html.find_first_of(" \n/>", i);
    const std::string name = html.substr(i, after - i);
    if (name.empty()) return fail("a bare <", html);
    i = after;
    bool closed = false;
    std::set<std::string> seen;
    while (i < html.size() && html[i] != '>') {
      if (html[i] == ' ' || html[i] == '\n') ++i;
      else if (html[i] == '/' && html[i + 1] == '>') closed = true, ++i;
      else read_attribute(html, i, seen);
      if (!fault.empty()) return;
    }
    if (closed && open_.end() == std::find(open_.begin(), open_.end(), "svg")) return fail("closed outside SVG", html);
    if (ends) return close(name, html);
    open(name, html);
    static const Names never_closed{"meta", "br", "input"};
    if (closed || never_closed.count(name) > 0) open_.pop_back();
  }

  // name, name=unquoted or name="quoted"; i moves behind it.
  void read_attribute(const std::string& html, std::size_t& i, std::set<std::string>& seen) {
    const std::size_t end_of_name = html.find_first_of("= \n/>", i);
    const std::string name = html.substr(i, end_of_name - i);
    if (name.find_first_of("\"'<") != std::string::npos) return fail("not an attribute", html);
    if (!seen.insert(name).second) return fail("an attribute twice", html);
    i = end_of_name;
    if (html[i] != '=') return;
    const bool quoted = html[++i] == '"';
    const std::size_t end = quoted ? html.find('"', i + 1) : html.find_first_of(" \n>", i);
    const std::string value = html.substr(i + (quoted ? 1 : 0), end - i - (quoted ? 1 : 0));
    i = end + (quoted ? 1 : 0);
    if (value.find('<') != std::string::npos) return fail("< in an attribute", html);
    if (!quoted && (value.empty() || value.find_first_of("\"'=`") != std::string::npos)) fail("needs quotes", html);
    if (!quoted && value.back() == '/' && html[i] == '>') fail("the slash is part of the value", html);
    if (quoted && html[i] != ' ' && html[i] != '\n' && html[i] != '>' && html[i] != '/') fail("no space", html);
    if (name == "id" && (value.find_first_of(" \t\n") != std::string::npos || !ids_.insert(value).second))
      fail("an id twice, or of several words", html);
    if (name == "href" && value.starts_with('#')) targets_.push_back(value.substr(1));
  }

  // A start tag ends the elements that may not hold it, where HTML lets their end tags be left out.
  void open(const std::string& name, const std::string& html) {
    static const std::map<std::string, Names, std::less<>> ends{{"li", {"li"}},
                                                                {"dt", {"dt", "dd"}},
                                                                {"dd", {"dt", "dd"}},
                                                                {"td", {"td", "th"}},
                                                                {"th", {"td", "th"}},
                                                                {"tr", {"td", "th", "tr"}},
                                                                {"tbody", {"td", "th", "tr", "thead", "tbody"}}};
    static const std::map<std::string, Names, std::less<>> parents{
        {"li", {"ul"}},       {"dt", {"dl"}},       {"dd", {"dl"}},
        {"td", {"tr"}},       {"th", {"tr"}},       {"tr", {"thead", "tbody"}},
        {"tbody", {"table"}}, {"thead", {"table"}}, {"caption", {"table"}}};
    static const Names holds_only_its_own{"table", "thead", "tbody", "tr", "ul", "dl"};
    if (const auto found = ends.find(name); found != ends.end())
      while (!open_.empty() && found->second.count(open_.back()) > 0) open_.pop_back();
    const std::string parent = open_.empty() ? "" : open_.back();
    const auto allowed = parents.find(name);
    if (allowed != parents.end() ? allowed->second.count(parent) == 0 : holds_only_its_own.count(parent) > 0)
      return fail("misplaced in " + parent, html);
    static const Names blocks{"p", "div", "ul", "dl", "table", "section", "details", "figure", "h2", "h3"};
    static const Names words_only{"p", "h1", "h2", "h3", "small", "b", "code", "summary", "caption", "span"};
    if (blocks.count(name) > 0 && words_only.count(parent) > 0) return fail("a block in " + parent, html);
    open_.push_back(name);
  }

  void close(const std::string& name, const std::string& html) {
    static const Names may_be_left_out{"li", "dt", "dd", "td", "th", "tr", "thead", "tbody"};
    while (!open_.empty() && open_.back() != name && may_be_left_out.count(open_.back()) > 0) open_.pop_back();
    if (open_.empty() || open_.back() != name) return fail("closes what is not open", html);
    open_.pop_back();
  }

  std::size_t place_ = 0;
  std::vector<std::string> open_;
  std::set<std::string> ids_;
  std::vector<std::string> targets_;
};

}  // namespace softplus_bench
