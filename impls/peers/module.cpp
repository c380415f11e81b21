// The two functions that every module has.
#include "impls/peers/entries.hpp"

extern "C" int softplus_bench_plugin_abi() { return SOFTPLUS_BENCH_PLUGIN_ABI; }

extern "C" std::size_t softplus_bench_plugin(const softplus_bench_implementation** table) {
  using softplus_bench::peers::Entries;
  // Never destroyed: kernels and strings are in use until the program ends.
  static const Entries& entries = []() -> const Entries& {
    auto* const all = new Entries;
    softplus_bench::peers::add_entries(*all);
    return *all;
  }();
  *table = entries.table().data();
  return entries.table().size();
}
