// What callgrind writes down: the two lines of its dumps that matter here.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace softplus_bench {

struct CallgrindDump {
  std::string label;  // that the program gave
  std::int64_t instructions = 0;
};

// Of a dump that the program asked for; nothing for one that callgrind made by itself (at the end), or for a text that
// is none.
std::optional<CallgrindDump> parse_callgrind(std::string_view text);

}  // namespace softplus_bench
