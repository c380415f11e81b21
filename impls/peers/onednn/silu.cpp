// silu: oneDNN's swish, x sigmoid(alpha x), with alpha 1.
#include "impls/peers/onednn/onednn.hpp"

namespace softplus_bench::peers::onednn {

void silu(Entries& entries) { add<dnnl::algorithm::eltwise_swish, 1>(entries, "silu", "eltwise_swish with alpha 1"); }

}  // namespace softplus_bench::peers::onednn
