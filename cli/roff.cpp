#include "cli/roff.hpp"

namespace softplus_bench::cli::roff {
namespace {

constexpr std::size_t line_bytes = 78;

// A line must not begin with what makes it a request.
std::string guarded(std::string line) {
  if (line.starts_with('.') || line.starts_with('\'')) line.insert(0, "\\&");
  return line + "\n";
}

}  // namespace

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '\\': out += "\\e"; break;
      case '-': out += "\\-"; break;
      case '\'': out += "\\(aq"; break;
      case '`': out += "\\(ga"; break;
      case '^': out += "\\(ha"; break;
      case '~': out += "\\(ti"; break;
      default: out += c;
    }
  }
  return out;
}

std::string bold(std::string_view text) { return "\\fB" + escaped(text) + "\\fR"; }
std::string italic(std::string_view text) { return "\\fI" + escaped(text) + "\\fR"; }

std::string filled(std::string_view text) {
  std::string out;
  std::string line;
  const auto end_line = [&] {
    if (!line.empty()) out += guarded(line);
    line.clear();
  };
  while (!text.empty()) {
    const auto end = text.find_first_of(" \n");
    const std::string_view word = text.substr(0, end);
    // A sentence ends where its line does: roff then sets the space after it.
    if (line.size() + 1 + word.size() > line_bytes || (line.ends_with('.') && !line.ends_with(".."))) end_line();
    if (!word.empty()) line.append(line.empty() ? "" : " ").append(word);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  end_line();
  return out;
}

std::string example(std::string_view text) {
  std::string out = ".PP\n.EX\n";
  while (!text.empty()) {
    const auto end = text.find('\n');
    out += guarded(escaped(text.substr(0, end)));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return out + ".EE\n";
}

}  // namespace softplus_bench::cli::roff
