#include "reports/callgrind.hpp"

#include <algorithm>
#include <charconv>

namespace softplus_bench {
namespace {

// What follows `prefix` at the start of a line; empty where no line has it.
std::string_view after(std::string_view text, std::string_view prefix) {
  for (std::size_t start = 0; start < text.size();) {
    const std::size_t end = std::min(text.find('\n', start), text.size());
    const std::string_view line = text.substr(start, end - start);
    if (line.starts_with(prefix)) return line.substr(prefix.size());
    start = end + 1;
  }
  return {};
}

}  // namespace

std::optional<CallgrindDump> parse_callgrind(std::string_view text) {
  CallgrindDump dump;
  dump.label = after(text, "desc: Trigger: Client Request: ");
  const std::string_view total = after(text, "totals: ");
  const auto [end, error] = std::from_chars(total.data(), total.data() + total.size(), dump.instructions);
  if (dump.label.empty() || error != std::errc() || end != total.data() + total.size() || dump.instructions <= 0)
    return std::nullopt;
  return dump;
}

}  // namespace softplus_bench
