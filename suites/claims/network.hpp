// A multilayer perceptron with one activation between its layers, as far as a step of training costs time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>

namespace softplus_bench::claims {

// y[i] = f(x[i]), and dx[i] = dy[i] f'(x[i]); `scratch` has room for n.
struct Activation32 {
  std::function<void(const float* x, float* y, std::size_t n)> forward;
  std::function<void(const float* x, const float* dy, float* dx, float* scratch, std::size_t n)> backward;
};

class Network {
 public:
  virtual ~Network() = default;
  // Forward, backward and an update of the weights, on the one batch there is.
  virtual void step(const Activation32& activation) = 0;
  // Whether the last step's outputs are numbers.
  virtual bool finite() const = 0;
};

// Where the library for the matrix products was not found when the program was built: null, and why.
std::unique_ptr<Network> make_network(std::span<const std::size_t> widths, std::size_t batch, std::uint64_t seed);
std::string why_no_network();
std::string network_library();  // "Eigen 3.4.0"

}  // namespace softplus_bench::claims
