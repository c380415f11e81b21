// x sigma(x) as x/(1 + e^-x): the definition, once for every arithmetic.
//
// Terms of one sign are added, so that the relative errors of exp, sum and quotient add up at worst. An e^-x beyond the
// arithmetic's range gives 0.
//
// Number's exp is found beside Number. Included inside the namespace of an arithmetic: each SIMD target must compile a
// definition of its own, so there is no guard.
template <class Number>
auto silu_of(const Number& x) {
  using std::exp;
  return x / (exp(-x) + 1.0);
}
