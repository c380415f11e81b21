// log_sigmoid: oneDNN calls it logsigmoid.
#include "impls/peers/onednn/onednn.hpp"

namespace softplus_bench::peers::onednn {

void log_sigmoid(Entries& entries) {
  add<dnnl::algorithm::eltwise_logsigmoid>(entries, "log_sigmoid", "eltwise_logsigmoid");
}

}  // namespace softplus_bench::peers::onednn
