// --margin: how much slower still counts as the same speed.
#pragma once

#include <string>

namespace softplus_bench::cli {

// "5%" or the fraction "0.05" as 0.05. From 0.1 % to 100 %: a gate at nothing would fail by chance, and a higher one
// judges nothing. Anything else, NaN and infinity among it, throws UsageError.
double margin_from(const std::string& text);

}  // namespace softplus_bench::cli
