// What a child's reply says, in words: one line of printable ASCII, the same for the same fault in every process.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "suites/executor/child_protocol.hpp"

namespace softplus_bench {

// The reply that the message is; none where it is none.
std::optional<ChildReply> reply_in(std::string_view message);

std::string signal_name(int signal);  // "SIGSEGV"
// "crashed (SIGSEGV, read at 0x10)", "wrote past the end of its output until it crashed (SIGSEGV)".
std::string crash_text(const ChildReply& reply);
// The text without what is no printable ASCII, cut to a length that a table can hold.
std::string plain(std::string_view text);

}  // namespace softplus_bench
