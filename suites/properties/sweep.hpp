// One thread's share of a properties job: inputs, those beside them, exact values, and every implementation on both.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "suites/executor/host.hpp"
#include "suites/properties.hpp"
#include "suites/properties/exact.hpp"
#include "suites/properties/flags.hpp"
#include "suites/properties/tally.hpp"

namespace softplus_bench {

// What the threads of a job share. Tables are null where values are computed when asked for.
struct PropertyTables {
  std::unique_ptr<ValueTable> values;
  std::unique_ptr<ValueTable> inverses;
  const Function* inverse = nullptr;  // of round trips; null: there is none
};

// The properties that hold for the job's function and can be looked at: a round trip needs the inverse function.
std::vector<const Property*> properties_of(const PropertiesJob& job);
// The function that round trips go back by; null where there is none.
const Function* inverse_of(const PropertiesJob& job);

// What was gathered of one implementation, in the order of properties_of(job).
using Tallies = std::vector<PropertyTally>;

class PropertySweep {
 public:
  PropertySweep(const PropertiesJob& job, const PropertyTables& tables, ReferencePath path);
  // Inputs first to first + n - 1 of the sampler, n at most reference_block.
  void measure(std::uint64_t first, std::size_t n);
  std::vector<Tallies>& tallies() { return tallies_; }
  // What a call of the job's implementation k threw; empty where none did. It is called no more.
  const std::string& failure(std::size_t k) const { return measured_[k].failure; }
  ExactValues& exact() { return exact_; }
  ReferenceCounts counts() const;

 private:
  using Block = std::vector<std::uint64_t>;
  struct Outputs {
    std::array<Block, companion_count> at;
    Block back;
  };
  struct Measured {
    const Implementation* implementation;
    HostExecutor executor;
    FlagProbe flags;
    std::string failure{};
  };

  void fill_exact(std::size_t n);
  void measure(Measured& m, Tallies& tallies, std::uint64_t first, std::size_t n);
  void measure_called(Measured& m, Tallies& tallies, std::uint64_t first, std::size_t n);
  void count_broken_contract(const std::string& reason, Tallies& tallies, std::uint64_t first);
  void count_other_answers(Measured& m, Tallies& tallies, std::uint64_t first, std::size_t n);
  void count_flags(Measured& m, Tallies& tallies, std::uint64_t first, std::size_t n);
  Case case_at(const Outputs& outputs, std::size_t i) const;
  PropertyTally* tally_of(const Property& property, Tallies& tallies) const;
  std::span<const std::uint64_t> second(std::size_t n, bool swap = false) const;
  bool wanted(Companion c) const { return (companions_ & needs(c)) != 0; }

  const PropertiesJob& job_;
  const FormatTraits& f_;
  double beta_;
  bool pairs_;
  std::vector<const Property*> properties_;
  unsigned companions_ = needs(here);        // of any property
  unsigned exact_companions_ = needs(here);  // of soft ones
  ExactValues exact_;
  std::optional<ExactValues> inverse_;
  std::vector<Measured> measured_;
  std::vector<Tallies> tallies_;
  std::array<Block, companion_count> inputs_;
  Block second_;
  Outputs outputs_;
  Outputs due_;
  Block outputs_again_;
  std::vector<std::uint8_t> exactly_;
  std::vector<std::vector<double>> correct_;  // figures of correct rounding, by property
};

}  // namespace softplus_bench
