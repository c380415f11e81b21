// --margin: the difference in speed up to which nothing is said.
#pragma once

#include <string>

namespace softplus_bench::cli {

// "5%" or "5" is 0.05. Throws UsageError for what is no share above 0 % and up to 100 %.
double margin_from(const std::string& text);

}  // namespace softplus_bench::cli
