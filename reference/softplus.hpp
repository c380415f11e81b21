// softplus(x) = log(1 + e^x): the definition, once for every arithmetic.
//
// The form whose exponential is at most 1, without a branch. Terms of one sign are added, and log1p's condition number
// on [0, 1] is at most 1: the relative errors of exp, log1p and the sum add up at worst.
//
// Number's exp, log1p, abs and positive_part (the greater of x and 0) are found beside Number. Included inside the
// namespace of an arithmetic: each SIMD target must compile a definition of its own, so there is no guard.
template <class Number>
auto softplus_of(const Number& x) {
  using std::abs;
  using std::exp;
  using std::log1p;
  return positive_part(x) + log1p(exp(-abs(x)));
}
