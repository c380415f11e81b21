#include "suites/plugins.hpp"

#include <link.h>
#include <filesystem>
#include <vector>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <iterator>
#include <system_error>

#include "core/implementation.hpp"
#include "core/usage_error.hpp"
#include "suites/executor/plugin.hpp"
#include "suites/facts.hpp"
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

// Whether the bytes end before what its header says is to be loaded: the copy of a full disk, a linker that was killed.
// The dynamic loader does not look, and ends the program (SIGBUS) when it touches what is not there.
bool is_cut_off(const std::string& bytes) {
  ElfW(Ehdr) header;
  if (bytes.size() < sizeof header) return false;  // the loader says what it is
  std::memcpy(&header, bytes.data(), sizeof header);
  if (std::memcmp(header.e_ident, ELFMAG, SELFMAG) != 0) return false;
  const auto lies_within = [&](std::uint64_t offset, std::uint64_t size) {
    return offset <= bytes.size() && size <= bytes.size() - offset;
  };
  for (std::uint64_t i = 0; i < header.e_phnum; ++i) {
    ElfW(Phdr) segment;
    const std::uint64_t offset = header.e_phoff + i * sizeof segment;
    if (!lies_within(offset, sizeof segment)) return true;
    std::memcpy(&segment, bytes.data() + offset, sizeof segment);
    if (segment.p_type == PT_LOAD && !lies_within(segment.p_offset, segment.p_filesz)) return true;
  }
  return false;
}

// Anything but a file is refused before it is opened: a pipe would keep the program waiting.
std::string hash_of_file(const std::filesystem::path& file) {
  std::error_code error;
  const auto status = std::filesystem::status(file, error);
  if (!std::filesystem::exists(status))
    throw UsageError(file.string() + ": is not there: give --plugin the path of a shared object");
  if (!std::filesystem::is_regular_file(status))
    throw UsageError(file.string() + ": is no file: give --plugin the path of a shared object");
  std::ifstream in(file, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(in), {}};
  if (bytes.empty() && std::filesystem::file_size(file, error) != 0)
    throw UsageError(file.string() + ": cannot be read: is it yours to read?");
  if (is_cut_off(bytes)) throw UsageError(file.string() + ": is not whole: build or copy it again");
  return hash_of({{"bytes", bytes}});
}

void require_new_rows(const LoadedPlugin& added) {
  const auto rows_of_it = all_row_ids(added.implementations);
  for (const LoadedPlugin& before : all_loaded())
    for (const std::string& id : all_row_ids(before.implementations))
      if (std::find(rows_of_it.begin(), rows_of_it.end(), id) != rows_of_it.end())
        throw UsageError(added.file.string() + ": has the row " + id + ", as " + before.file.string() +
                         " has: give one of the two another name");
}

void load(const std::filesystem::path& file) {
  std::error_code error;
  for (const LoadedPlugin& before : all_loaded())
    if (std::filesystem::equivalent(before.file, file, error)) return;
  LoadedPlugin added{file, hash_of_file(file), {}};
  added.implementations = load_plugin(file, Target::plugin);
  require_new_rows(added);
  add_to_catalogue(added.implementations);
  all_loaded().push_back(std::move(added));
}

}  // namespace

void load_plugins(std::span<const std::string> files) {
  for (const std::string& file : files) load(file);
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
