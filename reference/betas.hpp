// What the functions of beta x share.
#pragma once

#include <array>

namespace softplus_bench {

// A power of two below and above 1, those that are none, and the ends: what a format does not hold is skipped by name.
inline constexpr auto betas = std::to_array<double>({0.1, 0.5, 1, 2, 3, 10, 100, 1e-6, 1e30});

// Values of beta x where formulas switch branches or change behaviour: softplus', and the threshold of 20.
inline constexpr auto beta_cutoffs = std::to_array<double>({
    -745.133, -708.396, -103.972, -103.0,   -88.7228, -87.3366, -37.0,   -36.7368, -34.04,   -33.2711, -30.0,
    -20.0,    -17.3287, -16.6355, -13.9424, -11.09,   -9.7,     -7.6246, -5.5452,  -4.93,    -2.85,    -1.0,
    1.0,      2.85,     3.467,    4.1562,   4.93,     5.5452,   5.86,    6.2383,   7.6246,   7.9712,   9.7,
    11.0899,  13.9424,  13.993,   14.556,   16.6355,  17.3287,  18.0,    18.0218,  20.0,     30.0,     33.2311,
    33.2711,  34.04,    36.7368,  37.0,     87.3366,  88.7228,  103.972, 708.396,  709.7828, 745.133,
});

}  // namespace softplus_bench
