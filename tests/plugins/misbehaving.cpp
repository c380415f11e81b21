// A plug-in of many rows, each with one fault at x = 1.5 or none: what the process that calls it must say of each.
#include <unistd.h>
#include <xmmintrin.h>

#include <cfenv>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <iterator>
#include <stdexcept>

#include "softplus_bench/plugin.h"

namespace {

// Not known to the compiler, which would take what follows from it for granted.
volatile std::uintptr_t sixteen = 16;
volatile bool forever = true;
volatile float three = 3;

using Fault = void(const float* x, float* y, std::size_t n, std::size_t i);

void nothing(const float*, float*, std::size_t, std::size_t) {}
void crash(const float*, float*, std::size_t, std::size_t) { *reinterpret_cast<volatile int*>(sixteen); }
void give_up(const float*, float*, std::size_t, std::size_t) { std::abort(); }
void hang(const float*, float*, std::size_t, std::size_t) {
  while (forever) usleep(1000);
}
void end(const float*, float*, std::size_t, std::size_t) { _exit(0); }
void go_past_end(const float*, float* y, std::size_t n, std::size_t) { y[n] = 1; }
void go_far_past_end(const float*, float* y, std::size_t n, std::size_t) {
  for (std::size_t i = n; i < n + 1000000; ++i) y[i] = 1;
}
void go_before_start(const float*, float* y, std::size_t, std::size_t) { *(y - 1) = 1; }
void write_input(const float* x, float*, std::size_t, std::size_t i) { const_cast<float*>(x)[i] = 1; }
void flush_to_zero(const float*, float*, std::size_t, std::size_t) { _mm_setcsr(_mm_getcsr() | 0x8000); }
void round_up(const float*, float*, std::size_t, std::size_t) { std::fesetround(FE_UPWARD); }
void throw_words(const float*, float*, std::size_t, std::size_t) { throw std::runtime_error("no \xe9t\xe9\nleft"); }
void print(const float*, float*, std::size_t, std::size_t) {
  std::puts("printed by a plug-in");
  std::fflush(stdout);
}

// y[i] = 1 + x[i].
template <Fault fault>
void kernel(const void* x, const void*, void* y, std::size_t n, const double*) {
  const auto* const in = static_cast<const float*>(x);
  auto* const out = static_cast<float*>(y);
  for (std::size_t i = 0; i < n; ++i) {
    const float x_i = in[i];
    if (x_i == 1.5F) fault(in, out, n, i);
    out[i] = 1 + x_i;
  }
}

void skips(const void* x, const void*, void* y, std::size_t n, const double*) {
  for (std::size_t i = 0; i < n; ++i)
    if (const float x_i = static_cast<const float*>(x)[i]; x_i != 1.5F) static_cast<float*>(y)[i] = 1 + x_i;
}

// Where the arrays lie: 64 times the output's place modulo 64 and the input's; 10000 more in place.
void tells_places(const void* x, const void*, void* y, std::size_t n, const double*) {
  const auto place = [](const void* array) { return reinterpret_cast<std::uintptr_t>(array) % 64; };
  const auto told = static_cast<float>(64 * place(y) + place(x) + (x == y ? 10000 : 0));
  for (std::size_t i = 0; i < n; ++i) static_cast<float*>(y)[i] = told;
}

void divides_by_three(const void* x, const void* x2, void* y, std::size_t n, const double* parameters) {
  for (std::size_t i = 0; i < n; ++i)
    static_cast<float*>(y)[i] = (static_cast<const float*>(x)[i] + static_cast<const float*>(x2)[i] +
                                 static_cast<float>(parameters[0] + parameters[1])) /
                                three;
}

constexpr softplus_bench_implementation row(const char* name, decltype(skips)* kernel) {
  return {"softplus", name, "binary32", -1, 0, 0, nullptr, kernel};
}

constexpr softplus_bench_implementation entries[] = {
    {"softplus", "right", "binary32", 0.75, -0x1.8p-3, 0x1p100, "a test, of children", kernel<nothing>},
    row("crashes", kernel<crash>),
    row("gives_up", kernel<give_up>),
    row("hangs", kernel<hang>),
    row("ends", kernel<end>),
    row("past_end", kernel<go_past_end>),
    row("far_past_end", kernel<go_far_past_end>),
    row("before_start", kernel<go_before_start>),
    row("writes_input", kernel<write_input>),
    row("flushes", kernel<flush_to_zero>),
    row("rounds_up", kernel<round_up>),
    row("throws", kernel<throw_words>),
    row("prints", kernel<print>),
    row("skips", skips),
    row("tells_places", tells_places),
    {"softplus_backward", "divides", "binary32", -1, 0, 0, nullptr, divides_by_three},
};

#ifdef LOADING_FAULT
[[gnu::constructor]] void at_start() { LOADING_FAULT; }
#endif

}  // namespace

int softplus_bench_plugin_abi() { return SOFTPLUS_BENCH_PLUGIN_ABI; }

std::size_t softplus_bench_plugin(const softplus_bench_implementation** table) {
  *table = entries;
  return std::size(entries);
}
