// Plants one fault a property, and says which property caught it and where. Ends with 1 when one was missed. Run by
// scripts/verify.
#include <cstdio>
#include <cstdlib>

#include "tests/faults/planted_properties.hpp"

int main() {
  using namespace softplus_bench;
  bool all_caught = true;
  for (const faults::PlantedProperty& planted : faults::planted_properties) {
    const Implementation& implementation = *planted.implementation;
    const std::string name(implementation.name);
    const std::string property(planted.property);
    if (implementation.binary16.kernel == nullptr) {
      std::printf("%s: does not exist on this machine\n", name.c_str());
      continue;
    }
    const auto records = faults::looked_at(planted);
    const Record* record = faults::find_property(records, planted.property);
    const bool caught = record != nullptr && record->integer("n_excess_violations") > 0;
    all_caught = all_caught && caught;
    if (caught)
      std::printf("%s: caught by %s at %s\n", name.c_str(), property.c_str(), record->text("witness_bits").c_str());
    else std::printf("%s: MISSED by %s\n", name.c_str(), property.c_str());
  }
  return all_caught ? EXIT_SUCCESS : EXIT_FAILURE;
}
