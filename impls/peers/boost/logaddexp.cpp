// logaddexp: Boost.Math's, with its default policies, which throw where they have no answer.
#include <boost/math/special_functions/logaddexp.hpp>
#include <boost/version.hpp>
#include <string>

#include "impls/peers/entries.hpp"

namespace softplus_bench::peers::boost {
namespace {

std::string library() {
  return "Boost.Math " + std::to_string(BOOST_VERSION / 100000) + "." + std::to_string(BOOST_VERSION / 100 % 1000) +
         "." + std::to_string(BOOST_VERSION % 100);
}

template <class T>
void evaluate(const T* x, const T* x2, T* y, std::size_t n, const double*) {
  for (std::size_t i = 0; i < n; ++i) y[i] = ::boost::math::logaddexp(x[i], x2[i]);
}

}  // namespace

void logaddexp(Entries& entries) {
  entries.add<double, evaluate<double>>("logaddexp", "boost", library(), "logaddexp");
  entries.add<float, evaluate<float>>("logaddexp", "boost", library(), "logaddexp");
}

}  // namespace softplus_bench::peers::boost
