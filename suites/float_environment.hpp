// The floating-point controls an implementation must leave as it found them: the rounding mode, and on
// x86 also flush-to-zero, denormals-are-zero and the exception masks of MXCSR. Status flags are free.
#pragma once

#include <cfenv>

#include "core/rounding.hpp"

#if defined(__x86_64__)
#include <xmmintrin.h>
#endif

namespace softplus_bench {

struct FloatControls {
  int rounding = 0;
  unsigned mxcsr_control = 0;
  friend bool operator==(const FloatControls&, const FloatControls&) = default;
};

// Bits 0-5 of MXCSR are the sticky exception flags.
inline constexpr unsigned mxcsr_flags = 0x3f;

// As <cfenv> names it.
constexpr int fe_rounding(Rounding rounding) {
  constexpr int modes[] = {FE_TONEAREST, FE_UPWARD, FE_DOWNWARD, FE_TOWARDZERO};
  return modes[static_cast<std::size_t>(rounding)];
}

inline FloatControls float_controls() {
  FloatControls controls;
  controls.rounding = std::fegetround();
#if defined(__x86_64__)
  controls.mxcsr_control = _mm_getcsr() & ~mxcsr_flags;
#endif
  return controls;
}

inline void restore(const FloatControls& controls) {
  std::fesetround(controls.rounding);
#if defined(__x86_64__)
  _mm_setcsr(controls.mxcsr_control);
#endif
}

// Lowers all status flags.
inline void clear_exceptions() {
#if defined(__x86_64__)
  _mm_setcsr(_mm_getcsr() & ~mxcsr_flags);
  if (std::fetestexcept(FE_ALL_EXCEPT) == 0) return;  // those of x87 are slow to lower, and seldom raised
#endif
  std::feclearexcept(FE_ALL_EXCEPT);
}

// Empty when nothing changed; otherwise what was left behind, e.g. "flush-to-zero left set".
inline const char* leak_between(const FloatControls& before, const FloatControls& after) {
  constexpr unsigned flush_to_zero = 0x8000;
  constexpr unsigned denormals_are_zero = 0x40;
  const unsigned changed = before.mxcsr_control ^ after.mxcsr_control;
  if (before.rounding != after.rounding) return "rounding mode left changed";
  if ((changed & flush_to_zero) != 0) return "flush-to-zero left changed";
  if ((changed & denormals_are_zero) != 0) return "denormals-are-zero left changed";
  if (changed != 0) return "floating-point exception masks or rounding left changed";
  return "";
}

}  // namespace softplus_bench
