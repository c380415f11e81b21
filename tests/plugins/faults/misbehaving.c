/* Plug-ins that misbehave: -DFAULT=NAME names the function below that the row "faulty" calls. "healthy" is right, and lies in
 * the same file. Both are softplus in binary32. Compiles as C and, for what C cannot do (throws), as C++.
 *
 * What happens at one input happens at `trigger`, which lies between 1 and 1.0002. */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <fenv.h>
#include <math.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#ifdef __SSE__
#include <xmmintrin.h>
#endif

#include "softplus_bench/plugin.h"

#define UNUSED __attribute__((unused))

static const uint32_t trigger = 0x3f800123u; /* 1.0000346899032593 */

static uint32_t bits_of(float x) {
  uint32_t bits;
  memcpy(&bits, &x, sizeof bits);
  return bits;
}

/* Some places on from y: an error of as many ulp. */
static float moved(float y, int places) {
  if (!isnormal(y)) return y;
  uint32_t bits = bits_of(y) + (uint32_t)places;
  memcpy(&y, &bits, sizeof bits);
  return y;
}

/* Right to 0.51 ulp. */
static float right(float x) { return (float)((x > 0 ? (double)x : 0) + log1p(exp(-fabs((double)x)))); }

static void all_right(const float* x, float* y, size_t n) {
  for (size_t i = 0; i < n; ++i) y[i] = right(x[i]);
}

static int has_trigger(const float* x, size_t n) {
  for (size_t i = 0; i < n; ++i)
    if (bits_of(x[i]) == trigger) return 1;
  return 0;
}

/* -- crashes, at one input -- */

static const float* volatile nowhere; /* read anew each time: no compiler knows where it points */

static void UNUSED null_read(const float* x, float* y, size_t n) {
  if (has_trigger(x, n)) y[0] = *nowhere;
  all_right(x, y, n);
}

static void UNUSED divides(const float* x, float* y, size_t n) {
  volatile int zero = 0;
  if (has_trigger(x, n)) zero = 100 / zero; /* not 1: that needs no division */
  all_right(x, y, n);
}

static void UNUSED illegal(const float* x, float* y, size_t n) {
  if (has_trigger(x, n)) __builtin_trap();
  all_right(x, y, n);
}

static void UNUSED aborts(const float* x, float* y, size_t n) {
  if (has_trigger(x, n)) abort();
  all_right(x, y, n);
}

static size_t deeper(volatile const char* above, size_t left) {
  volatile char here[512];
  here[0] = above[0];
  return left == 0 ? 0 : deeper(here, left - 1) + (size_t)here[0];
}
static void UNUSED recursion(const float* x, float* y, size_t n) {
  const char start = 1;
  if (has_trigger(x, n)) y[0] = (float)deeper(&start, SIZE_MAX);
  all_right(x, y, n);
}

static void UNUSED allocates(const float* x, float* y, size_t n) {
  while (has_trigger(x, n)) *(volatile char*)malloc((size_t)1 << 24) = 1;
  all_right(x, y, n);
}

#ifdef __cplusplus
#include <stdexcept>
static void UNUSED throws(const float* x, float* y, size_t n) {
  if (has_trigger(x, n)) throw std::runtime_error("no table for this input");
  all_right(x, y, n);
}
#endif

/* -- ends the process as if all were well -- */

static void UNUSED exits(const float* x, float* y, size_t n) {
  if (has_trigger(x, n)) exit(0);
  all_right(x, y, n);
}

static void UNUSED exits_at_once(const float* x, float* y, size_t n) {
  if (has_trigger(x, n)) _exit(0);
  all_right(x, y, n);
}

/* -- never comes back -- */

static void UNUSED endless(const float* x, float* y, size_t n) {
  for (volatile int on = has_trigger(x, n); on;) {
  }
  all_right(x, y, n);
}

static void UNUSED stops(const float* x, float* y, size_t n) {
  if (has_trigger(x, n)) raise(SIGSTOP);
  all_right(x, y, n);
}

static void again(int signal) { (void)signal; }
static void UNUSED catches_its_crash(const float* x, float* y, size_t n) {
  if (has_trigger(x, n)) { /* the handler returns, and the fault comes again */
    signal(SIGSEGV, again);
    y[0] = *nowhere;
  }
  all_right(x, y, n);
}

/* -- what it writes, and what it leaves -- */

static void UNUSED early(const float* x, float* y, size_t n) { all_right(x, y, n - n / 2); }

static void UNUSED past_end(const float* x, float* y, size_t n) {
  all_right(x, y, n);
  y[n] = 0;
}

static void UNUSED before_start(const float* x, float* y, size_t n) {
  all_right(x, y, n);
  y[-1] = 0;
}

static void UNUSED far_before_start(const float* x, float* y, size_t n) {
  all_right(x, y, n);
  y[-100] = 0;
}

static void UNUSED far_past_end(const float* x, float* y, size_t n) {
  all_right(x, y, n);
  y[n + 1000] = 0;
}

static void UNUSED aligned_loads(const float* x, float* y, size_t n) {
  if ((uintptr_t)x % 16 != 0) y[0] = *nowhere;
  all_right(x, y, n);
}

static void UNUSED writes_its_input(const float* x, float* y, size_t n) {
  all_right(x, y, n);
  if (x != y && n > 0) ((float*)(uintptr_t)x)[n - 1] = 0;
}

static void UNUSED ftz(const float* x, float* y, size_t n) {
  all_right(x, y, n);
#ifdef __SSE__
  _mm_setcsr(_mm_getcsr() | 0x8000);
#endif
}

static void UNUSED rounding(const float* x, float* y, size_t n) {
  all_right(x, y, n);
  fesetround(FE_UPWARD);
}

/* -- wrong answers -- */

static void UNUSED lies(const float* x, float* y, size_t n) {
  for (size_t i = 0; i < n; ++i) y[i] = moved(right(x[i]), x[i] >= 1 && x[i] < 2 ? 3 : 0);
}

static void UNUSED single(const float* x, float* y, size_t n) {
  for (size_t i = 0; i < n; ++i) y[i] = moved(right(x[i]), bits_of(x[i]) == trigger ? 5 : 0);
}

/* The following are one place off at most, which no claim of 2 ulp forbids. */

static void UNUSED odd_tail(const float* x, float* y, size_t n) {
  all_right(x, y, n);
  if (n % 2 == 1) y[n - 1] = moved(y[n - 1], 1);
}

static void UNUSED alignment(const float* x, float* y, size_t n) {
  const int places = (uintptr_t)x % 16 != 0;
  for (size_t i = 0; i < n; ++i) y[i] = moved(right(x[i]), places);
}

static void UNUSED neighbour(const float* x, float* y, size_t n) {
  int places = 0; /* of the group of 4: a branch that all lanes take where one needs it */
  for (size_t i = 0; i < n; ++i) {
    if (i % 4 == 0) {
      places = 0;
      for (size_t k = i; k < n && k < i + 4; ++k) places |= !(x[k] < 88.0f);
    }
    y[i] = moved(right(x[i]), places && x[i] < 88.0f);
  }
}

static void UNUSED in_place(const float* x, float* y, size_t n) {
  const int same = x == y;
  for (size_t i = 0; i < n; ++i) y[i] = (float)log1p(exp(-fabs((double)x[i])));
  for (size_t i = 0; i < n; ++i) y[i] = same ? moved(y[i], x[i] > 0) + (x[i] > 0 ? x[i] : 0) : right(x[i]);
}

static void UNUSED repeat(const float* x, float* y, size_t n) {
  static unsigned calls;
  const int places = __atomic_fetch_add(&calls, 1, __ATOMIC_RELAXED) % 2;
  for (size_t i = 0; i < n; ++i) y[i] = moved(right(x[i]), places);
}

/* -- what a guest must not do -- */

static void UNUSED prints(const float* x, float* y, size_t n) {
  printf("printed by a kernel\n");
  fflush(stdout);
  fprintf(stderr, "printed by a kernel\n");
  all_right(x, y, n);
}

static void UNUSED closes(const float* x, float* y, size_t n) {
  for (int file = 0; file < 1024; ++file) close(file);
  all_right(x, y, n);
}

static void UNUSED leaves_a_process(const float* x, float* y, size_t n) {
  if (has_trigger(x, n) && fork() == 0) {
    sleep(600);
    _exit(0);
  }
  all_right(x, y, n);
}

static void UNUSED forks(const float* x, float* y, size_t n) {
  if (has_trigger(x, n) && fork() < 0) abort();
  all_right(x, y, n);
}

static void* crash_later(void* nothing) {
  usleep(1000);
  abort();
  return nothing;
}
static void UNUSED crashes_apart(const float* x, float* y, size_t n) {
  static pthread_t thread;
  if (has_trigger(x, n) && pthread_create(&thread, NULL, crash_later, NULL) == 0) pthread_join(thread, NULL);
  all_right(x, y, n);
}

/* -- the plug-in -- */

#ifndef CLAIM
#define CLAIM 2
#endif
#define STRING(name) #name
#define STRING_OF(name) STRING(name)

static void faulty_kernel(const void* x, const void* x2, void* y, size_t n, const double* parameters) {
  (void)x2, (void)parameters;
  FAULT((const float*)x, (float*)y, n);
}
static void healthy_kernel(const void* x, const void* x2, void* y, size_t n, const double* parameters) {
  (void)x2, (void)parameters;
  all_right((const float*)x, (float*)y, n);
}

static const softplus_bench_implementation entries[] = {
    {"softplus", "faulty", "binary32", CLAIM, -INFINITY, INFINITY, STRING_OF(FAULT), faulty_kernel},
    {"softplus", "healthy", "binary32", 0.51, -INFINITY, INFINITY, "right", healthy_kernel}};
#ifdef __cplusplus
extern "C" {
#endif
int softplus_bench_plugin_abi(void) { return SOFTPLUS_BENCH_PLUGIN_ABI; }
size_t softplus_bench_plugin(const softplus_bench_implementation** table) {
  *table = entries;
  return 2;
}
#ifdef __cplusplus
}
#endif
