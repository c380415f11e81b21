// mish.
#include "impls/peers/onednn/onednn.hpp"

namespace softplus_bench::peers::onednn {

void mish(Entries& entries) { add<dnnl::algorithm::eltwise_mish>(entries, "mish", "eltwise_mish"); }

}  // namespace softplus_bench::peers::onednn
