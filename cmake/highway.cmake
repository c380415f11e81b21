# Google Highway, and the SIMD targets that sources including hwy/foreach_target.h are compiled for: they are chosen when
# the program runs, so there is no flag for any of them. Left out are those without vectors of fixed size, which a
# struct cannot hold, and SSSE3, which is as good as the baseline.
pkg_check_modules(HWY REQUIRED IMPORTED_TARGET GLOBAL libhwy)
set(SOFTPLUS_BENCH_SIMD_DEFINITIONS
    "HWY_DISABLED_TARGETS=(HWY_SSSE3|HWY_SVE|HWY_SVE2|HWY_SVE_256|HWY_SVE2_128|HWY_RVV)")
