// gelu by the hyperbolic tangent.
#include "impls/peers/onednn/onednn.hpp"

namespace softplus_bench::peers::onednn {

void gelu_tanh(Entries& entries) { add<dnnl::algorithm::eltwise_gelu_tanh>(entries, "gelu_tanh", "eltwise_gelu_tanh"); }

}  // namespace softplus_bench::peers::onednn
