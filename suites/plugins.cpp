#include "suites/plugins.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <memory>
#include <system_error>
#include <utility>
#include <vector>

#include "core/implementation.hpp"
#include "core/usage_error.hpp"
#include "reference/function.hpp"
#include "suites/executor/child_host.hpp"
#include "suites/executor/child_process.hpp"
#include "suites/executor/guarded_kernel.hpp"
#include "suites/executor/plugin.hpp"
#include "suites/executor/remote_rows.hpp"
#include "suites/peers.hpp"
#include "suites/plan.hpp"

namespace softplus_bench {
namespace {

struct LoadedPlugin {
  std::filesystem::path file;  // as it was named
  std::string hash;            // of the file's bytes, 16 hexadecimal digits
  std::span<const Implementation* const> implementations;
};

std::vector<LoadedPlugin>& all_loaded() {
  static std::vector<LoadedPlugin> all;
  return all;
}

void require_new_rows(const LoadedPlugin& added) {
  const auto rows_of_it = all_row_ids(added.implementations);
  for (const LoadedPlugin& before : all_loaded())
    for (const std::string& id : all_row_ids(before.implementations))
      if (std::find(rows_of_it.begin(), rows_of_it.end(), id) != rows_of_it.end())
        throw UsageError(added.file.string() + ": has the row " + id + ", as " + before.file.string() +
                         " has: give one of the two another name");
}

std::chrono::milliseconds time_out{default_plugin_time_out_seconds * 1000};
const std::atomic<bool>* stop_flag = nullptr;

bool is_loaded(const std::filesystem::path& file) {
  std::error_code error;
  return std::any_of(all_loaded().begin(), all_loaded().end(),
                     [&](const LoadedPlugin& before) { return std::filesystem::equivalent(before.file, file, error); });
}

void add(LoadedPlugin added) {
  require_new_rows(added);
  add_to_catalogue(added.implementations);
  all_loaded().push_back(std::move(added));
}

// The rows of one file whose kernels its children call. Lives as long as the program, for kernels may run until the
// end.
class HostedPlugin {
 public:
  explicit HostedPlugin(const ChildOptions& options)
      : pool_([options] { return std::make_unique<ChildProcess>(options); }, options.time_out, stop_flag) {
    auto first = std::make_unique<ChildProcess>(options);
    for (std::size_t i = 0; i < first->rows().size(); ++i) add_row(options.file, first->rows()[i], i);
    pool_.give_back(std::move(first));
    for (const Implementation& each : implementations_) pointers_.push_back(&each);
  }
  std::span<const Implementation* const> implementations() const { return pointers_; }

 private:
  void add_row(const std::string& file, const ChildProcess::Row& row, std::size_t i) {
    Implementation& implementation = descriptor(row);
    RemoteRow& remote = rows_.emplace_back(pool_, i, row.format);
    const GuardedKernel kernel =
        guard_call([&remote](const void* x, const void* x2, void* y, std::size_t n,
                             const double* parameters) { remote.call(x, x2, y, n, parameters); },
                   static_cast<std::size_t>(traits(row.format).bits / 8));
    if (kernel == nullptr)
      throw UsageError(file + ": has more kernels than there is room for: name fewer files at a time");
    visit_format(row.format, [&]<class T>(std::type_identity<T>) {
      auto& variant = const_cast<Variant<T>&>(implementation.variant<T>());
      variant.kernel =
          reinterpret_cast<Kernel<T>>(kernel);  // pointers to void in place of those to T: as in plugin.cpp
      variant.claim = row.claim;
    });
  }

  Implementation& descriptor(const ChildProcess::Row& row) {
    const std::string_view function = find_function(row.function)->name;
    for (Implementation& each : implementations_)
      if (each.function == function && each.name == row.name) return each;
    Implementation& added = implementations_.emplace_back();
    added.function = function;
    added.name = strings_.emplace_back(row.name);
    added.credit = strings_.emplace_back(row.credit);
    added.strategy = added.credit;
    added.target = Target::plugin;
    return added;
  }

  CallerPool pool_;
  std::deque<RemoteRow> rows_;
  std::deque<std::string> strings_;
  std::deque<Implementation> implementations_;
  std::vector<const Implementation*> pointers_;
};

}  // namespace

void set_plugin_time_out(double seconds) {
  constexpr double longest = 86400;
  if (!(seconds > 0) || seconds > longest)
    throw UsageError("--time-out: give a number of seconds above 0 and at most " + shortest(longest));
  time_out = std::chrono::milliseconds(static_cast<std::int64_t>(std::ceil(seconds * 1000)));
}

void heed_stop_in_plugins(const std::atomic<bool>& stop) { stop_flag = &stop; }
double plugin_time_out_seconds() { return std::chrono::duration<double>(time_out).count(); }

void load_plugins(std::span<const std::string> files) {
  for (const std::string& file : files) {
    if (is_loaded(file)) continue;
    ChildOptions options;
    options.file = file;
    options.hash = hash_of_plugin(file);
    options.time_out = time_out;
    options.stop = stop_flag;
    const auto* const hosted = new HostedPlugin(options);
    add({file, options.hash, hosted->implementations()});
  }
}

void load_plugins_here(std::span<const std::string> files) {
  for (const std::string& file : files)
    if (!is_loaded(file)) {
      const std::string hash = hash_of_plugin(file);
      add({file, hash, load_plugin(file, Target::plugin)});
    }
}

std::string plugin_file_of(const Implementation& implementation) {
  for (const LoadedPlugin& each : all_loaded())
    if (std::find(each.implementations.begin(), each.implementations.end(), &implementation) !=
        each.implementations.end())
      return each.file.string();
  return "";
}

Facts plugin_facts() {
  std::string text;
  for (const LoadedPlugin& each : all_loaded())
    text += (text.empty() ? "" : ", ") + each.file.filename().string() + " " + each.hash;
  if (text.empty()) return {};
  return {{"plug-ins", text}};
}

}  // namespace softplus_bench
