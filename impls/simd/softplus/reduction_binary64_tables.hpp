// The constants and tables of reduction_binary64.hpp.
#pragma once

#include <array>
#include <bit>
#include <cstdint>

namespace softplus_bench::simd::softplus::tables {

// sollya reduction_binary64.sollya

// 16 / log 2, and log(2) / 16 in two parts: an integer of 15 bits times the first is exact.
inline constexpr double steps_per_log_2 = 0x1.71547652b82fep4;
inline constexpr double step_part_1 = 0x1.62e42fefap-5, step_part_2 = 0x1.cf79abc9e3b3ap-44;

// 2^(j/16) rounded; its bits, less j 2^48.
inline constexpr std::array<double, 16> power_values = {0x1p0,
                                                        0x1.0b5586cf9890fp0,
                                                        0x1.172b83c7d517bp0,
                                                        0x1.2387a6e756238p0,
                                                        0x1.306fe0a31b715p0,
                                                        0x1.3dea64c123422p0,
                                                        0x1.4bfdad5362a27p0,
                                                        0x1.5ab07dd485429p0,
                                                        0x1.6a09e667f3bcdp0,
                                                        0x1.7a11473eb0187p0,
                                                        0x1.8ace5422aa0dbp0,
                                                        0x1.9c49182a3f09p0,
                                                        0x1.ae89f995ad3adp0,
                                                        0x1.c199bdd85529cp0,
                                                        0x1.d5818dcfba487p0,
                                                        0x1.ea4afa2a490dap0};
alignas(64) inline constexpr std::array<std::int64_t, 16> powers = [] {
  std::array<std::int64_t, 16> bits{};
  for (std::size_t j = 0; j < 16; ++j)
    bits[j] = std::bit_cast<std::int64_t>(power_values[j]) - (static_cast<std::int64_t>(j) << 48);
  return bits;
}();

// 2^(j/16) / power_values[j] - 1.
alignas(64) inline constexpr std::array<double, 16> power_remainders = {0,
                                                                        0x1.79aa66p-54,
                                                                        -0x1.01b15ep-55,
                                                                        0x1.68efdep-54,
                                                                        0x1.34d754p-55,
                                                                        0x1.59f48ap-55,
                                                                        0x1.690cecp-56,
                                                                        0x1.063e1ep-54,
                                                                        -0x1.3b3efcp-54,
                                                                        -0x1.b32dccp-56,
                                                                        0x1.db72fcp-55,
                                                                        0x1.1affc2p-56,
                                                                        0x1.c1a77ap-55,
                                                                        0x1.36eae4p-56,
                                                                        0x1.4a385ap-56,
                                                                        -0x1.ff7128p-55};

// R and -log R, which is a number of the format to within 2^-11 of its last place.
namespace fused {
alignas(64) inline constexpr std::array<double, 16> reciprocals = {1,
                                                                   0x1.e150e005bcp-1,
                                                                   0x1.c69b20004cp-1,
                                                                   0x1.aeb46005bap-1,
                                                                   0x1.9930e00a1ap-1,
                                                                   0x1.85b9600396p-1,
                                                                   0x1.7406800312p-1,
                                                                   0x1.63dd400b78p-1,
                                                                   0x1.550ca0163cp-1,
                                                                   0x1.476b00056cp-1,
                                                                   0x1.3ad5c00924p-1,
                                                                   0x1.2f2ec004aap-1,
                                                                   0x1.245ce00d5p-1,
                                                                   0x1.1a49c0087ep-1,
                                                                   0x1.10e280015ap-1,
                                                                   0x1.060f600e46p-1};
alignas(64) inline constexpr std::array<double, 16> logarithms = {0,
                                                                  0x1.fa459ed09af16p-5,
                                                                  0x1.e6fcfc5ac42fp-4,
                                                                  0x1.621a892ab2533p-3,
                                                                  0x1.cb0b5f42f8117p-3,
                                                                  0x1.176f4d14b3687p-2,
                                                                  0x1.4706f7cd8e8b7p-2,
                                                                  0x1.748180ab28ec9p-2,
                                                                  0x1.a00c75c7d4e5p-2,
                                                                  0x1.c9d131e0773e6p-2,
                                                                  0x1.f1f259a9a50ap-2,
                                                                  0x1.0c4853712b51dp-1,
                                                                  0x1.1ee37658d7d05p-1,
                                                                  0x1.30d7cf1e44e0ep-1,
                                                                  0x1.423055f49504ap-1,
                                                                  0x1.56e99777d6d9p-1};
}  // namespace fused

// c, 1 / (1 + c) rounded, and log(1 + c), which is as near to a number of the format.
namespace unfused {
alignas(64) inline constexpr std::array<double, 16> centres = {0,
                                                               0x1.051ec0245p-4,
                                                               0x1.028f60199p-3,
                                                               0x1.828f6015p-3,
                                                               0x1.0147a00d8cp-2,
                                                               0x1.4147a00424p-2,
                                                               0x1.8147a000a8p-2,
                                                               0x1.c147a02dap-2,
                                                               0x1.00a3e00294p-1,
                                                               0x1.20a3e0050cp-1,
                                                               0x1.40a3e004fp-1,
                                                               0x1.60a3e000ccp-1,
                                                               0x1.80a3e0034ap-1,
                                                               0x1.a0a3e00674p-1,
                                                               0x1.c0a3e004dap-1,
                                                               0x1.e851e00ad8p-1};
alignas(64) inline constexpr std::array<double, 16> reciprocals = {1,
                                                                   0x1.e150eafb18104p-1,
                                                                   0x1.c69b219a6247ep-1,
                                                                   0x1.aeb45ad4b2d5dp-1,
                                                                   0x1.9930dd59d022ap-1,
                                                                   0x1.85b960e096a48p-1,
                                                                   0x1.74068663dfb07p-1,
                                                                   0x1.63dd50fb1919dp-1,
                                                                   0x1.550c8f8610435p-1,
                                                                   0x1.476b02abe83efp-1,
                                                                   0x1.3ad5ae4a2616bp-1,
                                                                   0x1.2f2ecaa47867cp-1,
                                                                   0x1.245cd04e6658ep-1,
                                                                   0x1.1a49bcb1fdc58p-1,
                                                                   0x1.10e27bffeba2cp-1,
                                                                   0x1.060f686431fb4p-1};
alignas(64) inline constexpr std::array<double, 16> logarithms = {0,
                                                                  0x1.fa44e44d5ff6fp-5,
                                                                  0x1.e6fcedebe1c87p-4,
                                                                  0x1.621aa1da39679p-3,
                                                                  0x1.cb0b6cb7da35cp-3,
                                                                  0x1.176f4ad0044dp-2,
                                                                  0x1.4706e63f43eep-2,
                                                                  0x1.74814fef6241bp-2,
                                                                  0x1.a00ca782f1301p-2,
                                                                  0x1.c9d12996809e5p-2,
                                                                  0x1.f1f29361b8c2ep-2,
                                                                  0x1.0c484180182c2p-1,
                                                                  0x1.1ee391ebfa21cp-1,
                                                                  0x1.30d7d52c1ec18p-1,
                                                                  0x1.42305d788c1abp-1,
                                                                  0x1.56e9872eb0726p-1};
}  // namespace unfused

}  // namespace softplus_bench::simd::softplus::tables
