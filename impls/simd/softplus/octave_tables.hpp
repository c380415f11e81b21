// softplus(n log 2 + s) / 2^n = c0 + c1 s + c2 s^2 + ..., |s| <= log(2)/2, a column for each octave n = 1, 0, ..., -30:
// the tables of octaves.hpp, made by fused_binary32.sollya. Entry n mod 32, or n mod 16 where there are 16: there -14
// serves every lower n. l2 is what n log 2 is more than n L1, per n, and what moves the middle of the piece to where c0
// is exact.
#pragma once

namespace softplus_bench::simd::octave_tables {

// log 2 is less than c0 at n = 0 by this: the other c0 are exact to 2^-30.
alignas(64) inline constexpr float rest_of_c0[16] = {-0x1.05c61p-29f};

// To a relative error of 2^-27.3.
struct OneUlp {
  static constexpr int degree = 6;
  alignas(64) static constexpr float c0[] = {
      0x1.62e43p-1f,  0x1.193ea8p-1f, 0x1p0f,         0x1p0f,         0x1p0f,         0x1p0f,         0x1p0f,
      0x1p0f,         0x1p0f,         0x1.fffffep-1f, 0x1.fffffcp-1f, 0x1.fffff8p-1f, 0x1.fffffp-1f,  0x1.ffffep-1f,
      0x1.ffffcp-1f,  0x1.ffff8p-1f,  0x1.ffffp-1f,   0x1.fffep-1f,   0x1.fffcp-1f,   0x1.fff8p-1f,   0x1.fffp-1f,
      0x1.ffe002p-1f, 0x1.ffc00ap-1f, 0x1.ff802ap-1f, 0x1.ff00aap-1f, 0x1.fe02a6p-1f, 0x1.fc0a8cp-1f, 0x1.f829bp-1f,
      0x1.f0a30cp-1f, 0x1.e27076p-1f, 0x1.c8ff7cp-1f, 0x1.9f323ep-1f};
  alignas(64) static constexpr float c1[] = {
      0x1p-1f,        0x1.555556p-2f, 0x1p0f,         0x1p0f,         0x1p0f,         0x1p0f,         0x1p0f,
      0x1p0f,         0x1p0f,         0x1.fffffcp-1f, 0x1.fffff8p-1f, 0x1.fffffp-1f,  0x1.ffffep-1f,  0x1.ffffcp-1f,
      0x1.ffff8p-1f,  0x1.ffffp-1f,   0x1.fffep-1f,   0x1.fffc02p-1f, 0x1.fff802p-1f, 0x1.fff002p-1f, 0x1.ffe002p-1f,
      0x1.ffc008p-1f, 0x1.ff802p-1f,  0x1.ff008p-1f,  0x1.fe01fep-1f, 0x1.fc07fp-1f,  0x1.f81f84p-1f, 0x1.f07c1ep-1f,
      0x1.e1e1ep-1f,  0x1.c71c7p-1f,  0x1.99999ap-1f, 0x1.555556p-1f};
  alignas(64) static constexpr float c2[] = {
      0x1.ffffb6p-4f, 0x1.c71c8p-5f,  0x1p-1f,        0x1p-1f,        0x1p-1f,        0x1p-1f,        0x1p-1f,
      0x1p-1f,        0x1p-1f,        0x1.fffff8p-2f, 0x1.fffffp-2f,  0x1.ffffep-2f,  0x1.ffffcp-2f,  0x1.ffff8p-2f,
      0x1.ffffp-2f,   0x1.fffep-2f,   0x1.fffcp-2f,   0x1.fff804p-2f, 0x1.fffp-2f,    0x1.ffep-2f,    0x1.ffcp-2f,
      0x1.ff8012p-2f, 0x1.ff005ap-2f, 0x1.fe017ap-2f, 0x1.fc05f2p-2f, 0x1.f817bep-2f, 0x1.f05e0ep-2f, 0x1.e1709cp-2f,
      0x1.c5894cp-2f, 0x1.948b12p-2f, 0x1.47ae16p-2f, 0x1.c71c6ep-3f};
  alignas(64) static constexpr float c3[] = {
      -0x1.8aac76p-24f, -0x1.9488fep-8f, 0x1.555482p-3f, 0x1.55548p-3f,  0x1.55548p-3f,  0x1.55547cp-3f, 0x1.555476p-3f,
      0x1.55546cp-3f,   0x1.555456p-3f,  0x1.555478p-3f, 0x1.55546cp-3f, 0x1.555456p-3f, 0x1.55542ap-3f, 0x1.5553d4p-3f,
      0x1.555326p-3f,   0x1.5551cap-3f,  0x1.554f1p-3f,  0x1.55494ep-3f, 0x1.553e6cp-3f, 0x1.552934p-3f, 0x1.54fefep-3f,
      0x1.54a9dp-3f,    0x1.53ffbap-3f,  0x1.52ac9cp-3f, 0x1.500b42p-3f, 0x1.4ad95ap-3f, 0x1.40ba36p-3f, 0x1.2d826p-3f,
      0x1.0acac4p-3f,   0x1.a388e6p-4f,  0x1.0623d4p-4f, 0x1.948214p-6f};
  alignas(64) static constexpr float c4[] = {
      -0x1.54f26ep-8f, -0x1.94bb5cp-10f, 0x1.5555cep-5f, 0x1.5555cp-5f,  0x1.5555c4p-5f, 0x1.5555aap-5f,
      0x1.555588p-5f,  0x1.555552p-5f,   0x1.5554d8p-5f, 0x1.5555bep-5f, 0x1.5555ap-5f,  0x1.555574p-5f,
      0x1.55551ap-5f,  0x1.555476p-5f,   0x1.55531ep-5f, 0x1.55507p-5f,  0x1.554b04p-5f, 0x1.553eecp-5f,
      0x1.552a94p-5f,  0x1.5500cp-5f,    0x1.54aecap-5f, 0x1.54048ep-5f, 0x1.52b0dap-5f, 0x1.500c38p-5f,
      0x1.4ad2f6p-5f,  0x1.408efep-5f,   0x1.2cd38cp-5f, 0x1.085da8p-5f, 0x1.93da02p-6f, 0x1.b7773cp-7f,
      0x1.175494p-10f, -0x1.9480a6p-8f};
  alignas(64) static constexpr float c5[] = {0x1.251628p-20f, 0x1.0a7fa8p-11f,  0x1.12437ap-7f,  0x1.11f458p-7f,
                                             0x1.11422ap-7f,  0x1.102d4p-7f,    0x1.0e062ep-7f,  0x1.09c6f6p-7f,
                                             0x1.013ecep-7f,  0x1.e1efe8p-8f,   0x1.a49a64p-8f,  0x1.374fc6p-8f,
                                             0x1.18eb5p-9f,   -0x1.01e3a6p-10f, -0x1.8041cep-9f, -0x1.0937acp-9f};
  alignas(64) static constexpr float c6[] = {0x1.4852ap-12f,   0x1.7520bp-15f,   0x1.6c5126p-10f,  0x1.6b0162p-10f,
                                             0x1.672bbap-10f,  0x1.644d98p-10f,  0x1.5ea8d6p-10f,  0x1.53f3ecp-10f,
                                             0x1.3cf4ep-10f,   0x1.152d12p-10f,  0x1.972934p-11f,  0x1.2fff32p-12f,
                                             -0x1.833b72p-12f, -0x1.c41bd6p-11f, -0x1.4c2fa2p-11f, 0x1.49ea1ap-13f};
  alignas(64) static constexpr float l2[] = {
      -0x1.05c61p-29f,  0x1.de661ap-26f,  -0x1.07e832p-29f, -0x1.0a3p-29f,    -0x1.0eeaa4p-29f, -0x1.18bc96p-29f,
      -0x1.2d2886p-29f, -0x1.57b196p-29f, -0x1.b070bcp-29f, -0x1.05c60ep-29f, -0x1.05c60ap-29f, -0x1.05c5fp-29f,
      -0x1.05c588p-29f, -0x1.05c3d2p-29f, -0x1.05bc96p-29f, -0x1.059de8p-29f, -0x1.051b66p-29f, -0x1.02ede2p-29f,
      -0x1.f32a84p-30f, -0x1.a284cp-30f,  -0x1.11a24ep-32f, -0x1.b8c25ep-34f, 0x1.0b7d12p-34f,  0x1.b8aa2p-34f,
      -0x1.5e9ceep-30f, 0x1.24088ap-30f,  -0x1.c8395ep-28f, 0x1.f637a8p-29f,  -0x1.0127dcp-29f, 0x1.129542p-27f,
      0x1.dd6d22p-28f,  0x1.2199e6p-25f};
};

// To a relative error of 2^-22.8, l2 = log 2 - L1 for every n.
struct FourUlp {
  static constexpr int degree = 5;
  static constexpr const float (&c0)[32] = OneUlp::c0;
  alignas(64) static constexpr float c1[] = {
      0x1.fffffcp-2f, 0x1.555556p-2f, 0x1.fffff8p-1f, 0x1.fffff8p-1f, 0x1.fffff8p-1f, 0x1.fffff8p-1f, 0x1.fffff8p-1f,
      0x1.fffff8p-1f, 0x1.fffff8p-1f, 0x1.fffff4p-1f, 0x1.fffffp-1f,  0x1.ffffe8p-1f, 0x1.ffffd8p-1f, 0x1.ffffb8p-1f,
      0x1.ffff78p-1f, 0x1.fffef8p-1f, 0x1.fffdf8p-1f, 0x1.fffbf8p-1f, 0x1.fff7f6p-1f, 0x1.ffeff8p-1f, 0x1.ffdff8p-1f,
      0x1.ffbffep-1f, 0x1.ff8016p-1f, 0x1.ff0076p-1f, 0x1.fe01f6p-1f, 0x1.fc07e8p-1f, 0x1.f81f7cp-1f, 0x1.f07c1ep-1f,
      0x1.e1e1e4p-1f, 0x1.c71c78p-1f, 0x1.99999ep-1f, 0x1.555554p-1f};
  alignas(64) static constexpr float c2[] = {
      0x1.fffdb6p-4f, 0x1.c71a84p-5f, 0x1.fffe5ap-2f, 0x1.fffe5ap-2f, 0x1.fffe5ap-2f, 0x1.fffe58p-2f, 0x1.fffe54p-2f,
      0x1.fffe4ep-2f, 0x1.fffe42p-2f, 0x1.fffe52p-2f, 0x1.fffe4ap-2f, 0x1.fffe3ap-2f, 0x1.fffe18p-2f, 0x1.fffdd6p-2f,
      0x1.fffd52p-2f, 0x1.fffc48p-2f, 0x1.fffa36p-2f, 0x1.fff612p-2f, 0x1.ffedcap-2f, 0x1.ffddd6p-2f, 0x1.ffbe02p-2f,
      0x1.ff7e18p-2f, 0x1.fefe6ap-2f, 0x1.fdff96p-2f, 0x1.fc041p-2f,  0x1.f81642p-2f, 0x1.f05c8cp-2f, 0x1.e17076p-2f,
      0x1.c589e4p-2f, 0x1.948cb6p-2f, 0x1.47af3ep-2f, 0x1.c71c94p-3f};
  alignas(64) static constexpr float c3[] = {
      0x1.27e79ap-19f, -0x1.94905ap-8f, 0x1.555aa4p-3f, 0x1.555aa4p-3f, 0x1.555aa4p-3f, 0x1.555a9ep-3f, 0x1.555a9p-3f,
      0x1.555a7ap-3f,  0x1.555a5p-3f,   0x1.555a9ap-3f, 0x1.555a92p-3f, 0x1.555a7ep-3f, 0x1.555a4ep-3f, 0x1.5559f8p-3f,
      0x1.55594cp-3f,  0x1.5557eep-3f,  0x1.555536p-3f, 0x1.554fc8p-3f, 0x1.55453ap-3f, 0x1.552f2ap-3f, 0x1.550568p-3f,
      0x1.54b036p-3f,  0x1.54062p-3f,   0x1.52b2eap-3f, 0x1.501038p-3f, 0x1.4ade9p-3f,  0x1.40bdfap-3f, 0x1.2d8376p-3f,
      0x1.0ac8bcp-3f,  0x1.a3814ap-4f,  0x1.061f6cp-4f, 0x1.948d92p-6f};
  alignas(64) static constexpr float c4[] = {-0x1.518b74p-8f, -0x1.9144bp-10f, 0x1.570e1p-5f,   0x1.56e042p-5f,
                                             0x1.56811p-5f,   0x1.55d32ap-5f,  0x1.54778cp-5f,  0x1.51c5c2p-5f,
                                             0x1.4c7548p-5f,  0x1.41f3e2p-5f,  0x1.2df07ap-5f,  0x1.08b02p-5f,
                                             0x1.92d842p-6f,  0x1.b28ba8p-7f,  0x1.f57b8ep-11f, -0x1.936b2p-8f};
  alignas(64) static constexpr float c5[] = {-0x1.00f7d6p-16f, 0x1.0c76dcp-11f,  0x1.0f5532p-7f,  0x1.0f5b54p-7f,
                                             0x1.0e6e3cp-7f,   0x1.0d5ba2p-7f,   0x1.0b342cp-7f,  0x1.0701f2p-7f,
                                             0x1.fe1c08p-8f,   0x1.dd581cp-8f,   0x1.a16f42p-8f,  0x1.362eacp-8f,
                                             0x1.1c449cp-9f,   -0x1.ea4734p-11f, -0x1.7c5bcap-9f, -0x1.0bb5cep-9f};
  static constexpr float l2 = -0x1.05c61p-29f;
};

}  // namespace softplus_bench::simd::octave_tables
