// gelu by the error function.
#include "impls/peers/onednn/onednn.hpp"

namespace softplus_bench::peers::onednn {

void gelu(Entries& entries) { add<dnnl::algorithm::eltwise_gelu_erf>(entries, "gelu", "eltwise_gelu_erf"); }

}  // namespace softplus_bench::peers::onednn
