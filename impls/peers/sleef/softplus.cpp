// softplus(x) = max(x, 0) + log1p(e^-|x|) with SLEEF's functions of 1.0 ULP; and max(x, 0) + log(1 + e^-|x|) with its
// log of 3.5 ULP, as somebody writes it who wants speed: there is neither a log1p nor an exp of that kind.
#include "impls/peers/sleef/sleef.hpp"

namespace softplus_bench::peers::sleef {
namespace {

template <class T>
void u10(const T* x, const T*, T* y, std::size_t n, const double*) {
  using V = Vector<T>;
  for_each_vector(
      x, y, n, [](typename V::Type v) { return V::max(V::all(0), v) + log1p_u10(exp_u10(V::negative_magnitude(v))); });
}

template <class T>
void u35(const T* x, const T*, T* y, std::size_t n, const double*) {
  using V = Vector<T>;
  for_each_vector(x, y, n, [](typename V::Type v) {
    return V::max(V::all(0), v) + log_u35(V::all(1) + exp_u10(V::negative_magnitude(v)));
  });
}

}  // namespace

void softplus(Entries& entries) {
  const std::string u10_call = std::string("exp and log1p, u10, ") + compiled_for;
  const std::string u35_call = std::string("exp u10 and log u35, ") + compiled_for;
  entries.add<double, u10<double>>("softplus", "sleef_u10", library(), u10_call);
  entries.add<float, u10<float>>("softplus", "sleef_u10", library(), u10_call);
  entries.add<double, u35<double>>("softplus", "sleef_u35", library(), u35_call);
  entries.add<float, u35<float>>("softplus", "sleef_u35", library(), u35_call);
}

}  // namespace softplus_bench::peers::sleef
