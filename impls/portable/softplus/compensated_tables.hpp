// The tables of compensated.hpp, made by compensated.sollya. Constants only.
#pragma once

namespace softplus_bench::portable::softplus {

template <class T>
struct Pair {
  T hi, lo;
};

// 2^(-j/32), j = 0 .. 31.
inline constexpr Pair<double> roots_of_two[] = {
    {0x1p0, 0},
    {0x1.f50765b6e454p-1, 0x1.9d3e12dd8a18bp-55},
    {0x1.ea4afa2a490dap-1, -0x1.e9c23179c2893p-55},
    {0x1.dfc97337b9b5fp-1, -0x1.1a5cd4f184b5cp-55},
    {0x1.d5818dcfba487p-1, 0x1.2ed02d75b3707p-56},
    {0x1.cb720dcef9069p-1, 0x1.503cbd1e949dbp-57},
    {0x1.c199bdd85529cp-1, 0x1.11065895048ddp-56},
    {0x1.b7f76f2fb5e47p-1, -0x1.5584f7e54ac3bp-57},
    {0x1.ae89f995ad3adp-1, 0x1.7a1cd345dcc81p-55},
    {0x1.a5503b23e255dp-1, -0x1.d2f6edb8d41e1p-55},
    {0x1.9c49182a3f09p-1, 0x1.c7c46b071f2bep-57},
    {0x1.93737b0cdc5e5p-1, -0x1.75fc781b57ebcp-58},
    {0x1.8ace5422aa0dbp-1, 0x1.6e9f156864b27p-55},
    {0x1.82589994cce13p-1, -0x1.d4c1dd41532d8p-55},
    {0x1.7a11473eb0187p-1, -0x1.41577ee04992fp-56},
    {0x1.71f75e8ec5f74p-1, -0x1.16e4786887a99p-56},
    {0x1.6a09e667f3bcdp-1, -0x1.bdd3413b26456p-55},
    {0x1.6247eb03a5585p-1, -0x1.383c17e40b497p-55},
    {0x1.5ab07dd485429p-1, 0x1.6324c054647adp-55},
    {0x1.5342b569d4f82p-1, -0x1.07abe1db13cadp-56},
    {0x1.4bfdad5362a27p-1, 0x1.d4397afec42e2p-57},
    {0x1.44e086061892dp-1, 0x1.89b7a04ef80dp-60},
    {0x1.3dea64c123422p-1, 0x1.ada0911f09ebcp-56},
    {0x1.371a7373aa9cbp-1, -0x1.63aeabf42eae2p-55},
    {0x1.306fe0a31b715p-1, 0x1.6f46ad23182e4p-56},
    {0x1.29e9df51fdee1p-1, 0x1.612e8afad1255p-56},
    {0x1.2387a6e756238p-1, 0x1.9b07eb6c70573p-55},
    {0x1.1d4873168b9aap-1, 0x1.e016e00a2643cp-55},
    {0x1.172b83c7d517bp-1, -0x1.19041b9d78a76p-56},
    {0x1.11301d0125b51p-1, -0x1.6c51039449b3ap-55},
    {0x1.0b5586cf9890fp-1, 0x1.8a62e4adc610bp-55},
    {0x1.059b0d3158574p-1, 0x1.d73e2a475b465p-56},
};

// log(32/i), i = 16 .. 32.
inline constexpr Pair<double> logarithms[] = {
    {0x1.62e42fefa39efp-1, 0x1.abc9e3b39803fp-56},
    {0x1.43d9ff2f923c5p-1, -0x1.84f481051f71ap-56},
    {0x1.269621134db92p-1, 0x1.e0efadd9db02bp-55},
    {0x1.0ae76e2d054fap-1, 0x1.0d710fcfc4e0dp-55},
    {0x1.e148a1a2726cep-2, -0x1.ac81cc8a4dfb8p-56},
    {0x1.af5295248cddp-2, 0x1.9d56c45dd3e86p-56},
    {0x1.7fafa3bd8151cp-2, -0x1.219024acd3b77p-58},
    {0x1.522ae0738a3d8p-2, -0x1.8f7e9b38a6979p-57},
    {0x1.269621134db92p-2, 0x1.e0efadd9db02bp-56},
    {0x1.f991c6cb3b379p-3, 0x1.f665066f980a2p-57},
    {0x1.a93ed3c8ad9e3p-3, 0x1.bcafa9de97203p-57},
    {0x1.5bf406b543db2p-3, -0x1.1f5b44c0df7e7p-61},
    {0x1.1178e8227e47cp-3, -0x1.0e63a5f01c691p-58},
    {0x1.9335e5d594989p-4, -0x1.478a85704ccb7p-58},
    {0x1.08598b59e3a07p-4, -0x1.dd7009902bf32p-58},
    {0x1.0415d89e74444p-5, 0x1.c05cf1d753622p-59},
    {0, 0},
};

// log(2)/32.
template <class T>
inline constexpr Pair<T> log_2_over_32{};
template <>
inline constexpr Pair<double> log_2_over_32<double>{0x1.62e42fefa39efp-6, 0x1.abc9e3b39803fp-61};
template <>
inline constexpr Pair<float> log_2_over_32<float>{0x1.62e43p-6, -0x1.05c61p-34};

}  // namespace softplus_bench::portable::softplus
