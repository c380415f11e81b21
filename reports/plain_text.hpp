// Text of a run made safe to print, whatever it holds.
#pragma once

#include <string>
#include <string_view>

namespace softplus_bench {

// The text on one line: control characters (C0, C1, DEL) and the separators of lines (U+2028, U+2029) become blanks;
// bytes that are no UTF-8, what turns the direction of writing (U+202A to 202E, 2066 to 2069) and what XML forbids
// (U+FFFE, U+FFFF) become U+FFFD.
std::string plain_text(std::string_view text);

}  // namespace softplus_bench
