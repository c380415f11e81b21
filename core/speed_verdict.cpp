#include "core/speed_verdict.hpp"

namespace softplus_bench {

SpeedVerdict judge_ratio(const MedianInterval& ratio, double margin) {
  const double upper = 1 + margin;
  const double lower = 1 / upper;
  if (ratio.low > upper) return SpeedVerdict::slower;
  if (ratio.high < lower) return SpeedVerdict::faster;
  if (ratio.low >= lower && ratio.high <= upper) return SpeedVerdict::same;
  return SpeedVerdict::inconclusive;
}

}  // namespace softplus_bench
