// Sweeps all 2^32 inputs of implementations with one wrong input each, and says which input each sweep blames. Minutes
// on two cores: run by scripts/verify/reference, not by ctest.
#include <cstdio>
#include <cstdlib>
#include <thread>

#include "tests/faults/wrong_at.hpp"
#include "tests/suites/measured.hpp"

int main() {
  using namespace softplus_bench;
  const FormatTraits& f = traits(FormatId::binary32);
  std::vector<const Implementation*> implementations;
  for (const faults::WrongAt& fault : faults::one_wrong_input_each) implementations.push_back(fault.implementation);
  AccuracyOptions options;
  options.threads = std::max(1u, std::thread::hardware_concurrency());
  const AccuracyResult result = measure_accuracy(job_of(f.id, exhaustive(f, {}), implementations), options);
  bool all_found = result.complete;
  for (std::size_t k = 0; k < implementations.size(); ++k) {
    const faults::WrongAt& fault = faults::one_wrong_input_each[k];
    const ErrorStatistics s = result.implementations[k].overall(f);
    const bool found =
        s.n == std::uint64_t{1} << 32 && s.n_claim_violations == 1 && s.first_violation.input == fault.bits;
    all_found = all_found && found;
    std::printf("%s: wrong at 0x%08x, %llu inputs, %llu violations, the first at 0x%08llx\n", fault.place, fault.bits,
                static_cast<unsigned long long>(s.n), static_cast<unsigned long long>(s.n_claim_violations),
                static_cast<unsigned long long>(s.first_violation.input));
  }
  return all_found ? EXIT_SUCCESS : EXIT_FAILURE;
}
