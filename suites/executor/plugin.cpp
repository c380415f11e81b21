#include "suites/executor/plugin.hpp"

#include <dlfcn.h>

#include <algorithm>
#include <cmath>
#include <deque>
#include <string>
#include <vector>

#include "core/nearest.hpp"
#include "core/usage_error.hpp"
#include "reference/function.hpp"
#include "softplus_bench/plugin.h"
#include "suites/executor/guarded_kernel.hpp"
#include "suites/float_environment.hpp"

namespace softplus_bench {
namespace {

constexpr std::size_t most_entries = 4096;

// What was linked with -ffast-math sets flush-to-zero when it is loaded, in the thread that loads it and all that this
// one starts: the exact values would suffer.
class KeptFloatControls {
 public:
  KeptFloatControls() = default;
  KeptFloatControls(const KeptFloatControls&) = delete;
  KeptFloatControls& operator=(const KeptFloatControls&) = delete;
  ~KeptFloatControls() { restore(before_); }

 private:
  FloatControls before_ = float_controls();
};

struct Loaded {
  std::deque<std::string> strings;
  std::deque<Implementation> implementations;
  std::vector<const Implementation*> pointers;
};

// Whether it has no control characters, and its bytes are those of UTF-8: tables and JSON hold it as it is.
bool is_one_line(std::string_view text) {
  std::size_t following = 0;
  for (const char each : text) {
    const auto c = static_cast<unsigned char>(each);
    if (following > 0) {
      if ((c & 0xc0) != 0x80) return false;
      --following;
    } else if (c >= 0xc2 && c < 0xf5) {
      following = c >= 0xf0 ? 3 : c >= 0xe0 ? 2 : 1;
    } else if (c < 0x20 || c >= 0x7f) {
      return false;
    }
  }
  return following == 0;
}

class Loader {
 public:
  Loader(const std::filesystem::path& file, Target target) : file_(file.string()), target_(target) {}

  // Owned by nobody, as the code is: both live as long as the program.
  const Loaded& load() {
    open();
    using Abi = int();
    using Table = std::size_t(const softplus_bench_implementation**);
    auto* const abi = symbol<Abi>("softplus_bench_plugin_abi");
    if (const int version = abi(); version != SOFTPLUS_BENCH_PLUGIN_ABI)
      fail("was built for version " + std::to_string(version) + " of the plug-in interface and this program has " +
           std::to_string(SOFTPLUS_BENCH_PLUGIN_ABI) +
           ": compile it again with this program's softplus_bench/plugin.h");
    auto* const table_function = symbol<Table>("softplus_bench_plugin");
    const softplus_bench_implementation* table = nullptr;
    const std::size_t n = table_function(&table);
    if (n == 0) fail("offers no implementation: softplus_bench_plugin returned 0");
    if (table == nullptr) fail("offers no table: softplus_bench_plugin must point *table at its entries");
    if (n > most_entries)
      fail("says that it has " + std::to_string(n) + " entries: softplus_bench_plugin returns their number");
    for (std::size_t i = 0; i < n; ++i) add(table[i], i);
    for (const Implementation& each : loaded_->implementations) loaded_->pointers.push_back(&each);
    return *loaded_;
  }

 private:
  [[noreturn]] void fail(const std::string& what) const { throw UsageError(file_ + ": " + what); }

  // RTLD_NOW: what is missing is said now, not in the middle of a run. RTLD_LOCAL: two libraries may define the same
  // names.
  void open() {
    // A name without a slash would be looked for among the system's libraries.
    handle_ = dlopen(std::filesystem::absolute(file_).c_str(), RTLD_NOW | RTLD_LOCAL);
    if (handle_ == nullptr) {
      const char* why = dlerror();
      fail(std::string("cannot be loaded (") + (why != nullptr ? why : "no reason was given") +
           "): give the path of a shared object for this machine, and install what it needs");
    }
  }

  template <class Signature>
  Signature* symbol(const char* name) const {
    void* const found = dlsym(handle_, name);
    if (found == nullptr)
      fail(std::string("has no function ") + name + ": include softplus_bench/plugin.h and define it with C linkage");
    return reinterpret_cast<Signature*>(found);
  }

  std::string_view keep(const char* text) { return loaded_->strings.emplace_back(text); }

  void add(const softplus_bench_implementation& entry, std::size_t i) {
    const std::string where = "entry " + std::to_string(i) + " of its table ";
    if (entry.function == nullptr || entry.name == nullptr || entry.format == nullptr)
      fail(where + "has no function, name or format: only credit may be null");
    const std::string id = std::string(entry.function) + "/" + entry.name + "/" + entry.format;
    const Function* const function = find_function(entry.function);
    if (function == nullptr) {
      std::vector<std::string> known;
      for (const Function* each : function_table()) known.emplace_back(each->name);
      fail(where + "is for the unknown function '" + entry.function + "'; did you mean '" +
           nearest(entry.function, known, 1)[0] + "'? ('softplus-bench list functions' names them)");
    }
    const std::string_view name = entry.name;
    if (name.empty() || name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") != std::string_view::npos)
      fail(where + "is named '" + entry.name + "': names are of lower-case letters, digits and _");
    const auto format = std::find_if(all_formats.begin(), all_formats.end(),
                                     [&](const FormatTraits& f) { return f.name == entry.format; });
    if (format == all_formats.end())
      fail(where + "is for the unknown format '" + entry.format +
           "': there are binary64, binary32, binary16, bfloat16");
    if (entry.kernel == nullptr) fail(where + "(" + id + ") has no kernel");
    if (entry.credit != nullptr && !is_one_line(entry.credit))
      fail(where + "(" + id + ") has a credit that is not one line of UTF-8");
    if (std::isinf(entry.claim_max_ulp))
      fail(where + "(" + id + ") claims an infinite error: claim_max_ulp is finite, or negative or NaN for no claim");
    Claim claim;
    if (entry.claim_max_ulp >= 0) claim = {entry.claim_max_ulp, {entry.claim_lower, entry.claim_upper}};
    if (claim.exists() && !(claim.on.lower <= claim.on.upper))
      fail(where + "(" + id + ") claims an error on no input: claim_lower must not be above claim_upper");
    Implementation& implementation = descriptor(*function, entry);
    visit_format(format->id, [&]<class T>(std::type_identity<T>) {
      auto& variant = const_cast<Variant<T>&>(implementation.variant<T>());
      if (variant.kernel != nullptr) fail(where + "is " + id + ", as one before it: each may occur once");
      variant.kernel = typed<T>(entry.kernel);
      variant.claim = claim;
    });
  }

  // The one conversion from the C interface's kernel to ours, which takes the same machine words: pointers to T in
  // place of pointers to void, and noexcept in type. Every ABI that this is built for passes all pointers to objects
  // alike; the standard leaves the call undefined.
  template <FloatFormat T>
  Kernel<T> typed(PluginKernel kernel) const {
    const GuardedKernel guarded = guard_kernel(kernel, sizeof(T));
    if (guarded == nullptr)
      fail("has more kernels than there is room for: " + std::to_string(most_guarded_kernels) +
           " of all files together");
    return reinterpret_cast<Kernel<T>>(guarded);
  }

  Implementation& descriptor(const Function& function, const softplus_bench_implementation& entry) {
    for (Implementation& each : loaded_->implementations)
      if (each.function == function.name && each.name == entry.name) return each;
    Implementation& added = loaded_->implementations.emplace_back();
    added.function = function.name;
    added.name = keep(entry.name);
    added.credit = entry.credit != nullptr ? keep(entry.credit) : std::string_view("no credit given");
    added.strategy = added.credit;
    added.target = target_;
    return added;
  }

  std::string file_;
  Target target_;
  void* handle_ = nullptr;
  Loaded* loaded_ = &all_loaded().emplace_back();

  static std::deque<Loaded>& all_loaded() {
    static auto* const all = new std::deque<Loaded>;  // outlives static destruction: kernels may run until the end
    return *all;
  }
};

}  // namespace

std::span<const Implementation* const> load_plugin(const std::filesystem::path& file, Target target) {
  const KeptFloatControls kept;
  return Loader(file, target).load().pointers;
}

}  // namespace softplus_bench
