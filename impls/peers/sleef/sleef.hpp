// SLEEF's functions on the vectors of this file's instruction set, under one name for both formats.
#pragma once

#include <sleef.h>

#include <string>

#include "impls/peers/entries.hpp"
#include "impls/peers/lanes.hpp"

namespace softplus_bench::peers::sleef {

// The library tells no version at run time: that of its header.
inline std::string library() {
  return "SLEEF " + std::to_string(SLEEF_VERSION_MAJOR) + "." + std::to_string(SLEEF_VERSION_MINOR) + "." +
         std::to_string(SLEEF_VERSION_PATCHLEVEL);
}

#if defined(__AVX512F__)
inline __m512 exp_u10(__m512 x) { return Sleef_expf16_u10(x); }
inline __m512d exp_u10(__m512d x) { return Sleef_expd8_u10(x); }
inline __m512 log1p_u10(__m512 x) { return Sleef_log1pf16_u10(x); }
inline __m512d log1p_u10(__m512d x) { return Sleef_log1pd8_u10(x); }
inline __m512 log_u35(__m512 x) { return Sleef_logf16_u35(x); }
inline __m512d log_u35(__m512d x) { return Sleef_logd8_u35(x); }
#elif defined(__AVX2__)
inline __m256 exp_u10(__m256 x) { return Sleef_expf8_u10(x); }
inline __m256d exp_u10(__m256d x) { return Sleef_expd4_u10(x); }
inline __m256 log1p_u10(__m256 x) { return Sleef_log1pf8_u10(x); }
inline __m256d log1p_u10(__m256d x) { return Sleef_log1pd4_u10(x); }
inline __m256 log_u35(__m256 x) { return Sleef_logf8_u35(x); }
inline __m256d log_u35(__m256d x) { return Sleef_logd4_u35(x); }
#else
inline __m128 exp_u10(__m128 x) { return Sleef_expf4_u10(x); }
inline __m128d exp_u10(__m128d x) { return Sleef_expd2_u10(x); }
inline __m128 log1p_u10(__m128 x) { return Sleef_log1pf4_u10(x); }
inline __m128d log1p_u10(__m128d x) { return Sleef_log1pd2_u10(x); }
inline __m128 log_u35(__m128 x) { return Sleef_logf4_u35(x); }
inline __m128d log_u35(__m128d x) { return Sleef_logd2_u35(x); }
#endif

}  // namespace softplus_bench::peers::sleef
