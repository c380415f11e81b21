// larger + log1p(e^-|a - b|) one format up, rounded once.
//
// a - b is still rounded, but in the wider format. Near the curve e^a + e^b = 1 the error of about eps / 4 of the
// wider format remains, and pairs of the narrower come near enough to see it: binary32's to about 2^-48, binary64
// loses 2^-54 there, but where a is tiny and negative |f| is tiny too: still no claim.
#include "impls/portable/widened.hpp"

namespace softplus_bench::portable::logaddexp {

extern constinit const Implementation larger_plus_log1p;

extern constinit const Implementation larger_plus_log1p_widened;
constinit const Implementation larger_plus_log1p_widened{
    .function = "logaddexp",
    .name = "larger_plus_log1p_widened",
    .strategy = "larger + log1p(e^-|a-b|), a = b apart, one format up, rounded once",
    .credit = "NumPy (binary16 in binary32)",
    .binary32 = {widened<float, larger_plus_log1p>},
    .binary16 = {widened<binary16, larger_plus_log1p>},
    .bfloat16 = {widened<bfloat16, larger_plus_log1p>},
    .thresholds = {.one_format_up = &larger_plus_log1p.thresholds},
};

}  // namespace softplus_bench::portable::logaddexp
