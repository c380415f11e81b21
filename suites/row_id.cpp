// Apart from plan.cpp: who measures accuracy alone, as the library does, needs no plan and what it knows of.
#include "suites/plan.hpp"

namespace softplus_bench {

std::string row_id(const Implementation& implementation, FormatId format, const std::optional<Parameters>& parameters) {
  std::string id = std::string(implementation.function) + "/" + std::string(implementation.name) + "/" +
                   std::string(traits(format).name) + "/" + std::string(name_of(implementation.target));
  if (parameters) id += "[" + parameters->text() + "]";
  return id;
}

}  // namespace softplus_bench
