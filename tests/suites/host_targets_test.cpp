#include "suites/host_targets.hpp"

#include <catch2/catch.hpp>

namespace softplus_bench {
namespace {

TEST_CASE("an instruction set that is not there is named in the reason") {
  constexpr TargetSet old{Target::scalar, Target::sse4};
  CHECK(why_unavailable(Target::scalar, old).empty());
  CHECK(why_unavailable(Target::sse4, old).empty());
  CHECK(why_unavailable(Target::avx2, old) == "this CPU has no AVX2 with FMA");
  CHECK(why_unavailable(Target::avx512, old) == "this CPU has no AVX-512");
  CHECK(why_unavailable(Target::neon, old) == "this CPU has no NEON");
  CHECK(why_unavailable(Target::avx512, old.with(Target::avx512)).empty());
}

TEST_CASE("devices, peers and plug-ins are not the processor's to refuse") {
  for (const Target target : {Target::opencl, Target::cuda, Target::peer, Target::plugin, Target::process})
    CHECK(why_unavailable(target, TargetSet{Target::scalar}).empty());
}

TEST_CASE("what this machine runs includes scalar code, and agrees with the compiler's own detection") {
  const TargetSet here = host_targets();
  CHECK(here.contains(Target::scalar));
#if defined(__x86_64__)
  CHECK_FALSE(here.contains(Target::neon));
  if (here.contains(Target::avx512)) CHECK((__builtin_cpu_supports("avx512f") && here.contains(Target::avx2)));
  if (here.contains(Target::avx2)) CHECK((__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")));
  if (here.contains(Target::sse4)) CHECK(__builtin_cpu_supports("sse4.2"));
#elif defined(__aarch64__)
  CHECK_FALSE(here.contains(Target::avx2));
#endif
}

}  // namespace
}  // namespace softplus_bench
