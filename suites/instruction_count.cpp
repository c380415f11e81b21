#include "suites/instruction_count.hpp"

#include <array>
#include <cstdint>
#include <type_traits>
#include <vector>

#include "suites/speed_inputs.hpp"

namespace softplus_bench {
namespace {

// Numbers of requests: 'C', 'T' and a count for callgrind's own.
constexpr std::uint64_t running_on_valgrind = 0x1001;
constexpr std::uint64_t of_callgrind = (std::uint64_t{'C'} << 24) | (std::uint64_t{'T'} << 16);
constexpr std::uint64_t zero_counters = of_callgrind + 1;
constexpr std::uint64_t dump_counters = of_callgrind + 3;

// The answer; 0 where nobody listens. On x86-64: rotations of rdi by 128 in all announce a request, which rax points
// at; the answer comes in rdx.
std::uint64_t request([[maybe_unused]] std::uint64_t number, [[maybe_unused]] const char* argument = nullptr) {
  std::uint64_t answer = 0;
#if defined(__x86_64__)
  const std::array<std::uint64_t, 6> words{number, reinterpret_cast<std::uintptr_t>(argument), 0, 0, 0, 0};
  __asm__ volatile("rolq $3, %%rdi\n\trolq $13, %%rdi\n\trolq $61, %%rdi\n\trolq $51, %%rdi\n\txchgq %%rbx, %%rbx"
                   : "+d"(answer)
                   : "a"(words.data())
                   : "cc", "memory");
#endif
  return answer;
}

template <FloatFormat T>
void count(const SpeedRow& row, std::uint64_t seed, const std::string& label) {
  const InputRecipe recipe = recipe_of(row);
  const std::vector<T> x = speed_inputs<T>(recipe.first, counted_elements, seed);
  std::vector<T> x2;
  if (row.two_inputs) x2 = speed_inputs<T>(recipe.second, counted_elements, seed + 1);
  std::vector<T> y(counted_elements);
  const Kernel<T> kernel = row.implementation->variant<T>().kernel;
  const double* parameters = row.parameters.empty() ? nullptr : row.parameters.data();
  kernel(x.data(), x2.empty() ? nullptr : x2.data(), y.data(), y.size(), parameters);
  request(zero_counters);
  kernel(x.data(), x2.empty() ? nullptr : x2.data(), y.data(), y.size(), parameters);
  request(dump_counters, label.c_str());
}

}  // namespace

bool is_under_valgrind() { return request(running_on_valgrind) != 0; }

void count_instructions(const SpeedRow& row, std::uint64_t seed, const std::string& label) {
  visit_format(row.format, [&]<class T>(std::type_identity<T>) { count<T>(row, seed, label); });
}

}  // namespace softplus_bench
