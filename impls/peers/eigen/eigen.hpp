// Eigen's arrays over memory that is not its own, as its users write Map.
#pragma once

#include <Eigen/Core>
#include <string>

#include "impls/peers/entries.hpp"

namespace softplus_bench::peers::eigen {

// Its version is its header's.
inline std::string library() {
  return "Eigen " + std::to_string(EIGEN_WORLD_VERSION) + "." + std::to_string(EIGEN_MAJOR_VERSION) + "." +
         std::to_string(EIGEN_MINOR_VERSION);
}

template <class T>
using Array = Eigen::Array<T, Eigen::Dynamic, 1>;

template <class T>
Eigen::Map<const Array<T>> over(const T* x, std::size_t n) {
  return {x, static_cast<Eigen::Index>(n)};
}
template <class T>
Eigen::Map<Array<T>> over(T* y, std::size_t n) {
  return {y, static_cast<Eigen::Index>(n)};
}

}  // namespace softplus_bench::peers::eigen
