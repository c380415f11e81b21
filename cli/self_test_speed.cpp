// Delays planted in one of two workers of this very program, and copies without any.
#include "cli/self_test.hpp"

namespace softplus_bench::cli {

void plant_delays(const GateOptions&, SelfTestFigures&) {}

}  // namespace softplus_bench::cli
