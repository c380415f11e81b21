#include "suites/facts.hpp"

#include <fmt/format.h>
#include <gnu/libc-version.h>
#include <sys/utsname.h>
#include <unistd.h>
#include <array>
#include <cstdlib>
#include <fstream>
#include <thread>

#include "reference/oracle.hpp"
#include "softplus_bench_build.hpp"
#include "softplus_bench_commit.hpp"

namespace softplus_bench {
namespace {

std::string instruction_sets() {
#if defined(__x86_64__)
  std::string sets = "x86-64";
  if (__builtin_cpu_supports("sse4.2") != 0) sets += " sse4.2";
  if (__builtin_cpu_supports("avx") != 0) sets += " avx";
  if (__builtin_cpu_supports("avx2") != 0) sets += " avx2";
  if (__builtin_cpu_supports("fma") != 0) sets += " fma";
  if (__builtin_cpu_supports("avx512f") != 0) sets += " avx512f";
  if (__builtin_cpu_supports("avx512bw") != 0) sets += " avx512bw";
  if (__builtin_cpu_supports("avx512dq") != 0) sets += " avx512dq";
  if (__builtin_cpu_supports("avx512vl") != 0) sets += " avx512vl";
  return sets;
#elif defined(__aarch64__)
  return "aarch64";
#else
  return "other";
#endif
}

std::string compiler() {
#if defined(__clang__)
  return std::string("Clang ") + __clang_version__;
#else
  return std::string("GCC ") + __VERSION__;
#endif
}

// The value after the first "key : value" line of a /proc file; "unknown" when there is none.
std::string proc_value(const char* path, std::string_view key) {
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    if (!line.starts_with(key)) continue;
    const auto colon = line.find(':');
    if (colon == std::string::npos) continue;
    const auto start = line.find_first_not_of(" \t", colon + 1);
    return start == std::string::npos ? "" : line.substr(start);
  }
  return "unknown";
}

std::string load_averages() {
  std::array<double, 3> load{};
  if (getloadavg(load.data(), 3) != 3) return "unknown";
  return fmt::format("{:.2f} {:.2f} {:.2f}", load[0], load[1], load[2]);
}

}  // namespace

std::string program_version() { return fmt::format("{} ({})", softplus_bench_version, softplus_bench_commit); }

std::string_view build_date() { return softplus_bench_commit_date; }

std::string_view build_commit() { return softplus_bench_commit; }

Facts build_and_library_facts() {
  return {
      {"version", softplus_bench_version},
      {"commit", softplus_bench_commit},
      {"compiler", compiler()},
      {"flags", softplus_bench_flags},
      {"instruction sets", instruction_sets()},
      {"libm", std::string("glibc ") + gnu_get_libc_version()},
      {"GLIBC_TUNABLES", std::getenv("GLIBC_TUNABLES") != nullptr ? std::getenv("GLIBC_TUNABLES") : "not set"},
      {"MPFR", version_of_mpfr()},
      {"Boost", version_of_boost()},
  };
}

Facts machine_facts() {
  utsname system{};
  uname(&system);
  return {
      {"processor", proc_value("/proc/cpuinfo", "model name")},
      {"cores", std::to_string(std::thread::hardware_concurrency())},
      {"memory", proc_value("/proc/meminfo", "MemTotal")},
      {"system", fmt::format("{} {} {}", system.sysname, system.release, system.machine)},
      {"load (1, 5, 15 minutes)", load_averages()},
  };
}

std::string hash_of(const Facts& facts) {
  std::uint64_t hash = 0xcbf29ce484222325u;
  const auto mix = [&](const std::string& text) {
    for (const char c : text + '\0') hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
  };
  for (const auto& [name, text] : facts) {
    mix(name);
    mix(text);
  }
  return fmt::format("{:016x}", hash);
}

}  // namespace softplus_bench
