// libmvec's functions, by the names that the vector function ABI of x86-64 gives them: b is SSE, d AVX2, e AVX-512.
#pragma once

#include <gnu/libc-version.h>

#include <string>

#include "impls/peers/entries.hpp"
#include "impls/peers/lanes.hpp"

extern "C" {
#if defined(__AVX512F__)
__m512 _ZGVeN16v_expf(__m512);
__m512 _ZGVeN16v_logf(__m512);
__m512 _ZGVeN16v_log1pf(__m512);
__m512d _ZGVeN8v_exp(__m512d);
__m512d _ZGVeN8v_log(__m512d);
__m512d _ZGVeN8v_log1p(__m512d);
#elif defined(__AVX2__)
__m256 _ZGVdN8v_expf(__m256);
__m256 _ZGVdN8v_logf(__m256);
__m256 _ZGVdN8v_log1pf(__m256);
__m256d _ZGVdN4v_exp(__m256d);
__m256d _ZGVdN4v_log(__m256d);
__m256d _ZGVdN4v_log1p(__m256d);
#else
__m128 _ZGVbN4v_expf(__m128);
__m128 _ZGVbN4v_logf(__m128);
__m128 _ZGVbN4v_log1pf(__m128);
__m128d _ZGVbN2v_exp(__m128d);
__m128d _ZGVbN2v_log(__m128d);
__m128d _ZGVbN2v_log1p(__m128d);
#endif
}

namespace softplus_bench::peers::libmvec {

inline std::string library() { return std::string("glibc ") + gnu_get_libc_version() + " libmvec"; }

#if defined(__AVX512F__)
inline __m512 exp(__m512 x) { return _ZGVeN16v_expf(x); }
inline __m512 log(__m512 x) { return _ZGVeN16v_logf(x); }
inline __m512 log1p(__m512 x) { return _ZGVeN16v_log1pf(x); }
inline __m512d exp(__m512d x) { return _ZGVeN8v_exp(x); }
inline __m512d log(__m512d x) { return _ZGVeN8v_log(x); }
inline __m512d log1p(__m512d x) { return _ZGVeN8v_log1p(x); }
#elif defined(__AVX2__)
inline __m256 exp(__m256 x) { return _ZGVdN8v_expf(x); }
inline __m256 log(__m256 x) { return _ZGVdN8v_logf(x); }
inline __m256 log1p(__m256 x) { return _ZGVdN8v_log1pf(x); }
inline __m256d exp(__m256d x) { return _ZGVdN4v_exp(x); }
inline __m256d log(__m256d x) { return _ZGVdN4v_log(x); }
inline __m256d log1p(__m256d x) { return _ZGVdN4v_log1p(x); }
#else
inline __m128 exp(__m128 x) { return _ZGVbN4v_expf(x); }
inline __m128 log(__m128 x) { return _ZGVbN4v_logf(x); }
inline __m128 log1p(__m128 x) { return _ZGVbN4v_log1pf(x); }
inline __m128d exp(__m128d x) { return _ZGVbN2v_exp(x); }
inline __m128d log(__m128d x) { return _ZGVbN2v_log(x); }
inline __m128d log1p(__m128d x) { return _ZGVbN2v_log1p(x); }
#endif

}  // namespace softplus_bench::peers::libmvec
