// elu with alpha 1.
#include "impls/peers/onednn/onednn.hpp"

namespace softplus_bench::peers::onednn {

void elu(Entries& entries) { add<dnnl::algorithm::eltwise_elu, 1>(entries, "elu", "eltwise_elu with alpha 1"); }

}  // namespace softplus_bench::peers::onednn
