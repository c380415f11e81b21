// Compares the reference with an independent evaluation at 1200 bits and more. Prints for every function of the table
// and every format `function format points agree disagree`; exits with 1 when a point disagrees. Run by
// scripts/verify/reference, not by ctest.
#include <cstdio>
#include <cstdlib>

#include "core/format.hpp"
#include "tests/reference/independent_agreement.hpp"

int main() {
  using namespace softplus_bench;
  bool all_agree = true;
  for (const Function* function : function_table())
    for (const FormatTraits& f : all_formats) {
      const Agreement a = agreement_with_independent(*function, f);
      std::printf("%s %s %zu %zu %zu\n", function->name.data(), f.name.data(), a.agree + a.disagree, a.agree,
                  a.disagree);
      if (!a.first.empty()) std::fprintf(stderr, "%s\n", a.first.c_str());
      all_agree = all_agree && a.disagree == 0;
    }
  return all_agree ? EXIT_SUCCESS : EXIT_FAILURE;
}
