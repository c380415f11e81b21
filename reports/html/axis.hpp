// Scales of the figures.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/format.hpp"

namespace softplus_bench::html {

// A value to a place, logarithmic; what lies outside is put at the end.
struct LogScale {
  double low;   // value at `from`; positive
  double high;  // value at `to`
  double from;
  double to;
  double operator()(double value) const;
};

struct Tick {
  double place;
  std::string label;
};
// Decades, or finer where there is room; about `most` at most.
std::vector<Tick> log_ticks(const LogScale& scale, int most);
// "0.01", "1000", "1e6".
std::string tick_label(double value);
// A coordinate with at most one decimal.
std::string coordinate(double x);

// The number line of a format, equal steps for neighbours, in up to five stretches: those where functions
// of this family change (2^-p <= |x| <= about 1.4 emax) are wide, the tiny, the huge ones are squeezed.
class OrdinalAxis {
 public:
  OrdinalAxis(const FormatTraits& format, std::int64_t first, std::int64_t last, double width);

  struct Stretch {
    double first;  // ordinals, both included
    double last;
    double from;
    double to;
    bool squeezed;
  };
  double operator()(double ordinal) const;
  const std::vector<Stretch>& stretches() const { return stretches_; }
  // Labels of 11 units' height that do not touch each other.
  std::vector<Tick> ticks() const;

 private:
  FormatTraits format_;
  std::vector<Stretch> stretches_;
};

}  // namespace softplus_bench::html
