// Numbers as a reader wants them: few digits, and never flattering.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/record.hpp"

namespace softplus_bench {

// An error in ULP, rounded up, so that 0.50001 is not printed as 0.5: "0.501", "7757.3", "1.7e+07".
std::string display_ulp(double ulp);
// The same from a value as text_of() writes it; text beyond the range of double stays as it is.
std::string display_ulp(std::string_view text);
std::string display_ulp(const Record& record, std::string_view column);
// Whether a largest error is only a lower bound of the true one: how the inputs were chosen (column inputs) tells.
bool is_lower_bound(std::string_view inputs);
// The largest error as above, behind `sign` where it is a lower bound.
std::string display_max_ulp(const Record& record, std::string_view sign);
// For sorting and drawing: infinity for text beyond the range of double, NaN when missing.
double ulp_of(std::string_view text);
double ulp_of(const Record& record, std::string_view column);

// Three significant digits: "0.512", "61.0", "1240".
std::string display_3(double x);
// A share in [0, 1] as per cent, rounded down, so that only all of them are "100": "99.999".
std::string display_percent(double share);
// "4,294,967,296".
std::string display_count(std::int64_t n);
// At most four characters: "999", "12k", "4.3G".
std::string display_short_count(std::int64_t n);

// At most `width` characters of a text in UTF-8, on one line: the start and the end, which tell names apart, with
// `mark` for what is left out: "softplus/thresho~y/avx512". Control characters become blanks.
std::string abbreviated(std::string_view text, std::size_t width, std::string_view mark = "~");

}  // namespace softplus_bench
