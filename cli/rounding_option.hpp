// --rounding, as run and eval take it.
#pragma once

#include <string>

#include "core/rounding.hpp"

namespace CLI {
class App;
}

namespace softplus_bench::cli {

// `rounding` must live as long as the verb.
void declare_rounding(CLI::App& verb, Rounding& rounding);

// " (rounding upward)"; empty to nearest, which goes without saying.
std::string rounding_note(Rounding rounding);

}  // namespace softplus_bench::cli
