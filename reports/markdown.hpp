// A run in a few screens of GitHub-flavoured Markdown: what a pull request needs to know.
#pragma once

#include <cstddef>
#include <string>

#include "core/record.hpp"

namespace softplus_bench {

inline constexpr std::size_t default_markdown_bytes = 60000;  // a comment on GitHub holds 65,536 characters
inline constexpr std::size_t least_markdown_bytes = 2000;

// The verdict, what changed since `against` (where it is not null), broken claims, rows that failed, the worst rows,
// and what to choose: at most `most_bytes` of it, which must be at least least_markdown_bytes. The last line counts the
// rows that there was no room for. The same runs give the same bytes; names cannot break the layout, link or mention
// anybody.
std::string markdown(const Run& run, const Run* against, std::size_t most_bytes = default_markdown_bytes);

}  // namespace softplus_bench
