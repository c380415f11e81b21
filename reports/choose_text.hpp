// A choice as text of at most 80 columns, and as JSON.
#pragma once

#include <string>

#include "reports/choose.hpp"

namespace softplus_bench {

// What was chosen with the evidence, what cannot be told apart from it, the runners-up, and why the others are out.
std::string choice_text(const ChooseRequest& request, const Choice& choice);
// {"chosen": id or absent, "indistinguishable": [id...], "keeping": [...], "excluded": [...], "missing": text}
std::string choice_json(const ChooseRequest& request, const Choice& choice);

}  // namespace softplus_bench
