// tanh(softplus(x)), which times x is mish(x): the definition, once for every arithmetic.
//
// With e = e^x, tanh(log(1 + e)) = ((1 + e)^2 - 1) / ((1 + e)^2 + 1) = n / (n + 2), n = e (e + 2), which does not
// cancel. With t = e^-|x| nothing overflows: for x > 0, n / e^2x = 1 + 2 t beside 2 t^2. Terms of one sign are added,
// so that the relative errors of exp and of at most six more operations add up at worst. A t below the arithmetic's
// range gives 0.
//
// Number's exp and abs, and where_less on what they give (a < b ? yes : no), are found beside Number. Included inside
// the namespace of an arithmetic: each SIMD target must compile a definition of its own, so there is no guard.
template <class Number>
auto tanh_of_softplus_of(const Number& x) {
  using std::abs;
  using std::exp;
  const auto t = exp(-abs(x));
  const decltype(t + 1.0) n = where_less(x, 0.0, t * (t + 2.0), t + t + 1.0);
  const decltype(t + 1.0) rest = where_less(x, 0.0, 2.0, t * t + t * t);
  return n / (n + rest);
}
