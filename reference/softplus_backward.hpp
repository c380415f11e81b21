// g sigma(t), t = beta x exactly: the definition, once for every arithmetic. As g/(1 + e^-t): terms of one sign are
// added, so that the relative errors of exp, sum and quotient add up at worst. An e^-t beyond the arithmetic's range
// gives 0.
//
// Number's exp is found beside Number. Included inside the namespace of an arithmetic: each SIMD target must compile a
// definition of its own, so there is no guard.
template <class Number>
auto softplus_backward_of(const Number& t, const Number& g) {
  using std::exp;
  return g / (exp(-t) + 1.0);
}
