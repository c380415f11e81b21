// What a page tells beyond its run, from the reference and the implementations.
#pragma once

#include <string_view>
#include <vector>

#include "reference/function.hpp"
#include "reports/html.hpp"

namespace softplus_bench::cli {

// Regions and conditioning of the run's functions in its formats and with its parameters, and where its implementations
// go over to another formula. Regions are left out where they follow from two inputs, conditioning where there are two.
PageExtras page_extras(const Run& run);

// Where the function's regions lie in a format; none where they follow from two inputs.
std::vector<RegionSpan> region_spans(const Function& function, const FormatTraits& format, double beta = 1);

}  // namespace softplus_bench::cli
