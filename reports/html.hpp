// report.html: one file for people, without network, that can be explored where script runs and read where it does not.
#pragma once

#include <cstdint>
#include <iosfwd>
#include <string>
#include <utility>
#include <vector>

#include "core/record.hpp"
#include "reports/choose.hpp"

namespace softplus_bench {

// What is known of a function without any run: where its regions lie, and how much error its inputs' rounding excuses.
struct Landmarks {
  std::string function;
  std::string format;
  std::string parameters;  // as in records: "beta=2"; empty where there is none
  std::vector<RegionSpan> regions;
  // kappa = |x f'(x) / f(x)| at inputs in number order. An error of max(1/2, kappa/2) ULP is what an input off by half
  // an ulp costs.
  std::vector<std::uint64_t> kappa_bits;
  std::vector<double> kappa;
};

// What a page may tell beyond its run; all of it may be missing.
struct PageExtras {
  const Run* against = nullptr;  // an older run, whose differences the page lists
  std::vector<Landmarks> landmarks;
  // Inputs at which an implementation goes over to another formula, by the id of its row.
  std::vector<std::pair<std::string, std::vector<std::uint64_t>>> thresholds;
};

// Tables and static SVG, and the run as data for the page's script; the same run gives the same bytes. Figures name
// their data table, colour never stands alone, and every text of the run is escaped. The data take what is left of the
// page's size, 1.45 MB for up to some 240 implementations and at most 5.8 MB: bins of error against x are merged to
// fit.
void write_html(const Run& run, std::ostream& out, const PageExtras& extras = {});

}  // namespace softplus_bench
