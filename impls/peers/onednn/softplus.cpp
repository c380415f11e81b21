// softplus: oneDNN calls it soft_relu.
#include "impls/peers/onednn/onednn.hpp"

namespace softplus_bench::peers::onednn {

void softplus(Entries& entries) { add<dnnl::algorithm::eltwise_soft_relu>(entries, "softplus", "eltwise_soft_relu"); }

}  // namespace softplus_bench::peers::onednn
