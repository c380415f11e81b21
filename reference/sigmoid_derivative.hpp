// sigma(x) sigma(-x): the definition, once for every arithmetic.
//
// As e^-|x| / (1 + e^-|x|)^2, whose exponential is at most 1: relative errors add up at worst.
//
// Number's exp and abs are found beside Number. Included inside the namespace of an arithmetic: each SIMD target must
// compile a definition of its own, so there is no guard.
template <class Number>
auto sigmoid_derivative_of(const Number& x) {
  using std::abs;
  using std::exp;
  const auto e = exp(-abs(x));
  const auto sum = e + 1.0;
  return e / (sum * sum);
}
