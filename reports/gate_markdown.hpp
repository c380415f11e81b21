// The gate's report in a screen of GitHub-flavoured Markdown, for a comment or a step's summary.
#pragma once

#include <cstddef>
#include <string>

#include "reports/gate_report.hpp"
#include "reports/markdown.hpp"

namespace softplus_bench {

// The outcome, then row by row, worst first, accuracy and speed in one line with the witness; what was not compared or
// stays undecided, how many were skipped for which reason, what got better, and the facts. At most `most_bytes`, which
// must be at least least_markdown_bytes (60,000 bytes are no more characters, and a comment on GitHub takes 65,536);
// the last line counts what there was no room for. Words of a run cannot break the layout, link or mention anybody.
std::string gate_markdown(const GateReport& report, const GateEnding& ending,
                          std::size_t most_bytes = default_markdown_bytes);

}  // namespace softplus_bench
