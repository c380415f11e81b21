// The gate's self-test.
#include "cli/gate.hpp"
#include "core/usage_error.hpp"

namespace softplus_bench::cli {

int run_self_test(const GateOptions&) { throw UsageError("gate --self-test: this program was built without it"); }

}  // namespace softplus_bench::cli
