// Polynomials and constants of the SIMD reference, made by coefficients.sollya, which also certifies their bounds.
#pragma once

namespace softplus_bench::coefficients {

inline constexpr double reciprocal_log_2 = 0x1.71547652b82fep0;
// log 2 to 84 + 53 bits; an integer below 2^11 times part 1 or part 2 is exact.
inline constexpr double log_2_part_1 = 0x1.62e42fefa38p-1;
inline constexpr double log_2_part_2 = 0x1.ef35793c768p-45;
inline constexpr double log_2_part_3 = -0x1.9ff0342542fc3p-90;
// log 2 - part 1 as one double.
inline constexpr double log_2_rest = 0x1.ef35793c7673p-45;
inline constexpr double square_root_half = 0x1.6a09e667f3bcdp-1;

// e^r = 1 + r Q(r) for |r| <= 0.34665, a little beyond log(2)/2; atanh(s) = s (1 + z P(z)), z = s^2, for |s| <= 0.1716,
// a little beyond (sqrt 2 - 1) / (sqrt 2 + 1). Constant terms first. A polynomial that ends in _tail goes on where the
// {high, low} pairs before it end. The bounds are of r Q(r) and of s (1 + z P(z)).

// relative error below 2^-55.5
inline constexpr double exp_quotient[] = {
    0x1p0,
    0x1.0000000000005p-1,
    0x1.555555555553bp-3,
    0x1.5555555552107p-5,
    0x1.1111111118832p-7,
    0x1.6c16c17f310f3p-10,
    0x1.a01a0177f3132p-13,
    0x1.a019a69a17085p-16,
    0x1.71de81023ba92p-19,
    0x1.28a297adda62dp-22,
    0x1.ae778fb31564dp-26,
};

// relative error below 2^-57.625
inline constexpr double atanh_quotient[] = {
    0x1.5555555555558p-2, 0x1.99999999952c1p-3, 0x1.2492492dfa853p-3, 0x1.c71c62d7ca7dcp-4,
    0x1.7462b8b3b0d8cp-4, 0x1.39fddafaa0baep-4, 0x1.2b5e9b5aff01bp-4,
};

// relative error below 2^-108.09375
inline constexpr double wide_exp_quotient[][2] = {
    {0x1p0, 0x0p0},
    {0x1p-1, 0x1.7p-103},
    {0x1.5555555555555p-3, 0x1.5555555555431p-57},
    {0x1.5555555555555p-5, 0x1.5555555526868p-59},
    {0x1.1111111111111p-7, 0x1.11111115964c8p-63},
    {0x1.6c16c16c16c17p-10, -0x1.f49f43231c5c6p-65},
    {0x1.a01a01a01a01ap-13, 0x1.a013caeac1f4p-73},
    {0x1.a01a01a01a01ap-16, 0x1.91c452e456a4p-76},
    {0x1.71de3a556c734p-19, -0x1.c04c1fc92c57bp-73},
    {0x1.27e4fb7789f5dp-22, -0x1.5df59e0a19f28p-79},
    {0x1.ae64567f544e1p-26, -0x1.dafbb3d043379p-80},
    {0x1.1eed8eff8d32fp-29, -0x1.c14a60faa3a82p-83},
};
inline constexpr double wide_exp_quotient_tail[] = {
    0x1.6124613a8813dp-33, 0x1.93974a9060568p-37, 0x1.ae7f3e69f3542p-41, 0x1.ae7f1d497d04dp-45,
    0x1.952c95e797962p-49, 0x1.68b1d337a2dc2p-53, 0x1.2f4ad61eea636p-57,
};

// relative error below 2^-107.9375
inline constexpr double wide_atanh_quotient[][2] = {
    {0x1.5555555555555p-2, 0x1.5555555555532p-56},  {0x1.999999999999ap-3, -0x1.99999998b3d6ep-57},
    {0x1.2492492492492p-3, 0x1.2492416a7ef0ap-57},  {0x1.c71c71c71c71cp-4, 0x1.c750d323b6ddep-58},
    {0x1.745d1745d1746p-4, -0x1.16cb26d2b1a5cp-58}, {0x1.3b13b13b13b2cp-4, 0x1.9f60d2805be82p-59},
    {0x1.1111111110044p-4, 0x1.4ff734b6ab59cp-59},  {0x1.e1e1e1e2dbd08p-5, -0x1.292542230e6b6p-60},
};
inline constexpr double wide_atanh_quotient_tail[] = {
    0x1.af286b7937d48p-5, 0x1.861873f012cc9p-5, 0x1.6429963320391p-5,
    0x1.4800059881192p-5, 0x1.299af100b6932p-5, 0x1.575111c09f538p-5,
};

}  // namespace softplus_bench::coefficients
