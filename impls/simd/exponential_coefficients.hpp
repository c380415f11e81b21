// The numbers of exponential.hpp, the same for every SIMD target.
#pragma once

#include <cstddef>
#include <cstdint>

namespace softplus_bench::exponential {

// sollya exponential.sollya
//
// 1 / log 2; log 2 in two parts, the first so short that its product with a k of exponential.hpp is exact; the numbers
// nearest 2^(j/16) or 2^(j/8), and what each lacks of it, relative to it.
template <class T>
struct Format;
template <>
struct Format<float> {
  using Word = std::uint32_t;
  static constexpr int fraction_bits = 23;
  static constexpr float reciprocal_log_2 = 0x1.715476p0f, round_to_integer = 0x1.8p23f;
  static constexpr float log_2_part_1 = 0x1.62ep-1f, log_2_part_2 = 0x1.0bfbe8p-15f;
  static constexpr float powers[] = {0x1p0f,        0x1.0b5586p0f, 0x1.172b84p0f, 0x1.2387a6p0f,
                                     0x1.306fep0f,  0x1.3dea64p0f, 0x1.4bfdaep0f, 0x1.5ab07ep0f,
                                     0x1.6a09e6p0f, 0x1.7a1148p0f, 0x1.8ace54p0f, 0x1.9c4918p0f,
                                     0x1.ae89fap0f, 0x1.c199bep0f, 0x1.d5818ep0f, 0x1.ea4afap0f};
  static constexpr float lacking[] = {0,
                                      0x1.8d96d4p-25f,
                                      -0x1.9c0c22p-27f,
                                      0x1.964904p-25f,
                                      0x1.125002p-25f,
                                      0x1.370be4p-25f,
                                      -0x1.0a355p-25f,
                                      -0x1.00d8acp-27f,
                                      0x1.26055cp-26f,
                                      -0x1.05cb44p-25f,
                                      0x1.67a1cap-28f,
                                      0x1.a3b5e4p-28f,
                                      -0x1.f9c304p-27f,
                                      -0x1.6961b4p-28f,
                                      -0x1.a5217cp-28f,
                                      0x1.61428ep-28f};
};
template <>
struct Format<double> {
  using Word = std::uint64_t;
  static constexpr int fraction_bits = 52;
  static constexpr double reciprocal_log_2 = 0x1.71547652b82fep0, round_to_integer = 0x1.8p52;
  static constexpr double log_2_part_1 = 0x1.62e42fefap-1, log_2_part_2 = 0x1.cf79abc9e3b3ap-40;
  static constexpr double powers[] = {0x1p0,
                                      0x1.172b83c7d517bp0,
                                      0x1.306fe0a31b715p0,
                                      0x1.4bfdad5362a27p0,
                                      0x1.6a09e667f3bcdp0,
                                      0x1.8ace5422aa0dbp0,
                                      0x1.ae89f995ad3adp0,
                                      0x1.d5818dcfba487p0};
  static constexpr double lacking[] = {0,
                                       -0x1.01b15eaa59348p-55,
                                       0x1.34d754db0abb6p-55,
                                       0x1.690cebb7aafbp-56,
                                       -0x1.3b3efbf5e2228p-54,
                                       0x1.db72fc1f0eab4p-55,
                                       0x1.c1a7792cb3387p-55,
                                       0x1.4a385a63d07a7p-56};
};

// Q, constant first, for n entries of the table.
template <class T, std::size_t n>
struct Quotient;
template <>
struct Quotient<float, 16> {
  static constexpr double coefficients[] = {-1, 0x1.0001ecp-1, -0x1.555618p-3};
};
template <>
struct Quotient<float, 8> {
  static constexpr double coefficients[] = {-1, 0x1p-1, -0x1.555c24p-3, 0x1.5558fp-5};
};
template <>
struct Quotient<float, 4> {
  static constexpr double coefficients[] = {-1, 0x1.000002p-1, -0x1.55709p-3, 0x1.554faep-5};
};
template <>
struct Quotient<double, 8> {
  static constexpr double coefficients[] = {-1,
                                            0x1.00000000000a1p-1,
                                            -0x1.55555555553bfp-3,
                                            0x1.5555554ad2ebp-5,
                                            -0x1.111111187641ep-7,
                                            0x1.6c1c39d8b405fp-10,
                                            -0x1.a01a769e9e5d5p-13};
};
template <>
struct Quotient<double, 4> {
  static constexpr double coefficients[] = {-1,
                                            0x1.0000000000001p-1,
                                            -0x1.555555555739cp-3,
                                            0x1.55555555509d9p-5,
                                            -0x1.111110b1a2ae8p-7,
                                            0x1.6c16c1e8d4b8bp-10,
                                            -0x1.a02f61e0b2f3cp-13,
                                            0x1.a01b64545f33bp-16};
};
template <>
struct Quotient<double, 2> {
  static constexpr double coefficients[] = {-1,
                                            0x1p-1,
                                            -0x1.5555555555522p-3,
                                            0x1.55555555555a8p-5,
                                            -0x1.1111111151fd2p-7,
                                            0x1.6c16c16bbc344p-10,
                                            -0x1.a019fb4076d8bp-13,
                                            0x1.a01a04271b732p-16,
                                            -0x1.721d523851f88p-19,
                                            0x1.27f3b08f1f3aep-22};
};

}  // namespace softplus_bench::exponential
