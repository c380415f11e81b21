// log(1 + e^(beta x))/beta: the definition, once for every arithmetic; t is beta x, exactly. Beside softplus.hpp, and
// like it without a guard.
template <class Number, class Scale>
auto softplus_beta_of(const Number& t, const Scale& beta) {
  return softplus_of(t) / beta;
}
