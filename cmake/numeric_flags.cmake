# The one place where floating-point flags are spelled.
#
# -ffp-contract=off  a product and a sum are fused only where std::fma is written: GCC and Clang
#                    contract differently by default, and results would depend on the compiler
# -fno-math-errno    errno is not part of any result measured here
# Never: -ffast-math (at link time it sets flush-to-zero for the whole process), -march=native.
set(SOFTPLUS_BENCH_NUMERIC_FLAGS -ffp-contract=off -fno-fast-math -fno-math-errno)

# The reference is compiled so that the rounding mode in force is respected.
set(SOFTPLUS_BENCH_REFERENCE_FLAGS -frounding-math)

# impls/portable/softplus/fast_math.cpp alone, and never at link time. Without -ffinite-math-only NaNs stay NaNs.
set(SOFTPLUS_BENCH_FAST_MATH_FLAGS -funsafe-math-optimizations -fassociative-math -freciprocal-math -fno-signed-zeros
    -fno-trapping-math -ffp-contract=fast)

# nvcc, for the kernels of impls/cuda: -fmad=false is its -ffp-contract=off (its own exp and log1p keep the fma that is
# written in them). The others are its defaults, said: subnormals are kept, / and sqrt are correctly rounded.
set(SOFTPLUS_BENCH_CUDA_FLAGS -fmad=false -ftz=false -prec-div=true -prec-sqrt=true)
# The rows *_fast_math: the opposite of these four, and expf, logf and the like become __expf and __logf.
set(SOFTPLUS_BENCH_CUDA_FAST_MATH_FLAGS -use_fast_math)
