// Matrix products by Eigen, on one thread, for the instruction set that the program is built for. Always compiled with
// -O3, like the activations: see CMakeLists.txt.
#include "suites/claims/network.hpp"

#ifdef SOFTPLUS_BENCH_HAS_EIGEN

#define EIGEN_DONT_PARALLELIZE
#include <Eigen/Core>
#include <cmath>
#include <random>
#include <vector>

namespace softplus_bench::claims {
namespace {

using Matrix = Eigen::MatrixXf;
using Vector = Eigen::VectorXf;

struct Layer {
  Matrix weights;  // outputs by inputs
  Vector bias;
  Matrix sums;     // before the activation, outputs by batch
  Matrix outputs;  // after it; empty in the last layer
  Matrix errors;   // of the sums
  Matrix scratch;
};

// Weights change so little that every activation sees the same distribution of sums, however many steps came before.
constexpr float rate = 1e-9f;

class Perceptron final : public Network {
 public:
  Perceptron(std::span<const std::size_t> widths, std::size_t batch, std::uint64_t seed) {
    std::mt19937_64 random(seed);
    std::normal_distribution<float> normal;
    const auto drawn = [&](Eigen::Index rows, Eigen::Index columns, float scale) {
      return Matrix(Matrix::NullaryExpr(rows, columns, [&] { return scale * normal(random); }));
    };
    const auto columns = static_cast<Eigen::Index>(batch);
    inputs_ = drawn(static_cast<Eigen::Index>(widths.front()), columns, 1);
    due_ = drawn(static_cast<Eigen::Index>(widths.back()), columns, 1);
    for (std::size_t i = 1; i < widths.size(); ++i) {
      const auto in = static_cast<Eigen::Index>(widths[i - 1]);
      const auto out = static_cast<Eigen::Index>(widths[i]);
      Layer& layer = layers_.emplace_back();
      layer.weights = drawn(out, in, std::sqrt(2.0f / static_cast<float>(in)));
      layer.bias = Vector::Zero(out);
      for (Matrix* matrix : {&layer.sums, &layer.outputs, &layer.errors, &layer.scratch})
        *matrix = Matrix::Zero(out, columns);
      back_.push_back(Matrix::Zero(out, columns));
    }
  }

  void step(const Activation32& activation) override {
    for (std::size_t i = 0; i < layers_.size(); ++i) {
      Layer& layer = layers_[i];
      const Matrix& in = i == 0 ? inputs_ : layers_[i - 1].outputs;
      layer.sums.noalias() = layer.weights * in;
      layer.sums.colwise() += layer.bias;
      if (i + 1 < layers_.size())
        activation.forward(layer.sums.data(), layer.outputs.data(), static_cast<std::size_t>(layer.sums.size()));
    }
    // Squared error, the outputs themselves.
    layers_.back().errors = (layers_.back().sums - due_) / static_cast<float>(due_.cols());
    for (std::size_t i = layers_.size(); i-- > 0;) {
      Layer& layer = layers_[i];
      const Matrix& in = i == 0 ? inputs_ : layers_[i - 1].outputs;
      if (i > 0) {
        Layer& before = layers_[i - 1];
        back_[i - 1].noalias() = layer.weights.transpose() * layer.errors;
        activation.backward(before.sums.data(), back_[i - 1].data(), before.errors.data(), before.scratch.data(),
                            static_cast<std::size_t>(before.sums.size()));
      }
      layer.weights.noalias() -= rate * layer.errors * in.transpose();
      layer.bias -= rate * layer.errors.rowwise().sum();
    }
  }

  bool finite() const override {
    const Matrix& last = layers_.back().sums;
    for (Eigen::Index i = 0; i < last.size(); ++i)
      if (!std::isfinite(last.data()[i])) return false;
    return true;
  }

 private:
  Matrix inputs_;
  Matrix due_;
  std::vector<Layer> layers_;
  std::vector<Matrix> back_;  // errors of a layer's outputs
};

}  // namespace

std::unique_ptr<Network> make_network(std::span<const std::size_t> widths, std::size_t batch, std::uint64_t seed) {
  return std::make_unique<Perceptron>(widths, batch, seed);
}

std::string why_no_network() { return {}; }

std::string network_library() {
  return "Eigen " + std::to_string(EIGEN_WORLD_VERSION) + "." + std::to_string(EIGEN_MAJOR_VERSION) + "." +
         std::to_string(EIGEN_MINOR_VERSION);
}

}  // namespace softplus_bench::claims

#else

namespace softplus_bench::claims {

std::unique_ptr<Network> make_network(std::span<const std::size_t>, std::size_t, std::uint64_t) { return nullptr; }
std::string why_no_network() { return "Eigen was not found at build time: install libeigen3-dev"; }
std::string network_library() { return {}; }

}  // namespace softplus_bench::claims

#endif
