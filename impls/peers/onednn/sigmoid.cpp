// sigmoid: oneDNN calls it logistic.
#include "impls/peers/onednn/onednn.hpp"

namespace softplus_bench::peers::onednn {

void sigmoid(Entries& entries) { add<dnnl::algorithm::eltwise_logistic>(entries, "sigmoid", "eltwise_logistic"); }

}  // namespace softplus_bench::peers::onednn
