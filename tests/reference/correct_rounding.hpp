// Correct rounding by MPFR itself, to a format and in a mode: no cell, tail or settled value in it.
#pragma once

#include <mpfr.h>

#include "core/narrow.hpp"
#include "core/rounding.hpp"

namespace softplus_bench {

constexpr mpfr_rnd_t mpfr_rounding(Rounding rounding) {
  constexpr mpfr_rnd_t modes[] = {MPFR_RNDN, MPFR_RNDU, MPFR_RNDD, MPFR_RNDZ};
  return modes[static_cast<std::size_t>(rounding)];
}

// A number of MPFR's of 256 bits and the widest exponent range.
class Precise {
 public:
  explicit Precise(double x = 0) : emin_(mpfr_get_emin()), emax_(mpfr_get_emax()) {
    mpfr_set_emin(mpfr_get_emin_min());
    mpfr_set_emax(mpfr_get_emax_max());
    mpfr_init2(value_, 256);
    mpfr_set_d(value_, x, MPFR_RNDN);
  }
  ~Precise() {
    mpfr_clear(value_);
    mpfr_set_emin(emin_);
    mpfr_set_emax(emax_);
  }
  Precise(const Precise&) = delete;
  Precise& operator=(const Precise&) = delete;
  mpfr_ptr data() { return value_; }

  // The bits of the value rounded to the format, subnormals and overflow as IEEE 754 has them.
  std::uint64_t rounded(const FormatTraits& f, Rounding rounding) const {
    mpfr_t y;
    mpfr_init2(y, f.precision);
    int inexact = mpfr_set(y, value_, mpfr_rounding(rounding));
    // MPFR's significands lie in [1/2, 1).
    mpfr_set_emin(f.emin - f.precision + 2);
    mpfr_set_emax(f.emax + 1);
    inexact = mpfr_check_range(y, inexact, mpfr_rounding(rounding));
    mpfr_subnormalize(y, inexact, mpfr_rounding(rounding));
    const double result = mpfr_get_d(y, MPFR_RNDN);  // exact
    mpfr_set_emin(mpfr_get_emin_min());
    mpfr_set_emax(mpfr_get_emax_max());
    mpfr_clear(y);
    return narrow_bits(f, result);
  }

 private:
  mpfr_t value_;
  long emin_;
  long emax_;
};

}  // namespace softplus_bench
