// kappa of softplus: x sigma(x) / softplus(x), for x < 0 through e^x / log1p(e^x), which is right while e^x is
// subnormal too. Beside softplus.hpp, for Real and double.
//
// max(1, kappa) is monotone on either side of 0. x < 0: kappa is the product of |x| and t / ((1 + t) log1p(t)), t =
// e^x, which both fall as x rises. x > 0: 1/kappa is the product of 1 + e^-x and 1 + log1p(e^-x) / x, which both fall.
template <class Number>
Number softplus_condition_of(const Number& x) {
  using std::abs;
  using std::exp;
  using std::log1p;
  const Number e = exp(Number(-abs(x)));
  if (x > 0) return Number(x / (1 + e) / softplus_of(x));
  return abs(Number(x * Number(e / log1p(e)) / (1 + e)));
}
