// log(sigma(x)) = -softplus(-x): the definition, once for every arithmetic. Beside softplus.hpp, and like it without a
// guard.
template <class Number>
auto log_sigmoid_of(const Number& x) {
  return -softplus_of(Number(-x));
}
