#include "reports/snapshot.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <tuple>

#include "reports/comparison_side.hpp"

namespace softplus_bench {
namespace {

// FNV-1a, 32 bits: a name, no secret.
std::string short_hash(std::string_view text) {
  std::uint32_t hash = 0x811c9dc5u;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x01000193u;
  return fmt::format("{:08x}", hash);
}

// Lower case, and a dash for all that has no place in the name of a file.
std::string as_name(std::string_view text) {
  std::string name;
  for (const char c : text) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.';
    if (letter) name += c;
    else if (c >= 'A' && c <= 'Z') name += static_cast<char>(c - 'A' + 'a');
    else if (!name.empty() && name.back() != '-') name += '-';
  }
  return name;
}

std::string instruction_set(std::string_view sets) {
  const auto has = [&](std::string_view name) {
    return (" " + std::string(sets) + " ").find(" " + std::string(name) + " ") != std::string::npos;
  };
  if (!has("x86-64")) return as_name(sets);
  if (has("avx512f") && has("avx512bw") && has("avx512dq") && has("avx512vl")) return "avx512";
  if (has("avx2") && has("fma")) return "avx2";
  if (has("avx")) return has("fma") ? "avx-fma" : "avx";
  return has("sse4.2") ? "sse4" : "x86-64";
}

AccuracyEntry entry_of(const Record& row) {
  AccuracyEntry entry;
  entry.id = row.id();
  entry.inputs = row.text("inputs");
  entry.n = row.integer("n");
  if (row.has("seed") && !entry.is_corpus()) entry.seed = row.integer("seed");
  entry.max_ulp = text_of(row["max_ulp"]);
  if (!entry.max_ulp.empty()) {
    entry.input_bits = row.text("max_ulp_input_bits");
    entry.got_bits = row.text("max_ulp_got_bits");
    entry.want_bits = row.text("max_ulp_want_bits");
  } else if (entry.is_corpus()) {
    entry.input_bits = entry.inputs.substr(entry.inputs.find(':') + 1);
  }
  for (std::size_t i = 0; i < wrong_verdicts.size(); ++i) entry.wrong[i] = row.integer(wrong_verdicts[i]);
  return entry;
}

// Of every row and choice of inputs, by name.
std::map<std::pair<std::string, std::string>, std::vector<RegionMaximum>> regions_by_row(const Run& run) {
  std::map<std::pair<std::string, std::string>, std::vector<RegionMaximum>> regions;
  for (const Record& record : run.records)
    if (is_region(record) && record.has("max_ulp"))
      regions[{row_of(record), record.text("inputs")}].push_back(
          {record.text("region"), text_of(record["max_ulp"]), record.text("max_ulp_input_bits"),
           record.text("max_ulp_got_bits"), record.text("max_ulp_want_bits")});
  for (auto& [row, maxima] : regions)
    std::sort(maxima.begin(), maxima.end(),
              [](const RegionMaximum& a, const RegionMaximum& b) { return a.region < b.region; });
  return regions;
}

}  // namespace

std::string_view AccuracyEntry::format() const {
  std::string_view rest = id;
  for (int slashes = 0; slashes < 2; ++slashes) {
    const auto slash = rest.find('/');
    if (slash == std::string_view::npos) return {};
    rest.remove_prefix(slash + 1);
  }
  return rest.substr(0, rest.find('/'));
}

long double ulp_from(std::string_view max_ulp) {
  long double value = -1;
  std::from_chars(max_ulp.data(), max_ulp.data() + max_ulp.size(), value);
  return value;
}

bool same_figures(const AccuracyEntry& a, const AccuracyEntry& b) {
  const auto figures = [](const AccuracyEntry& e) {
    return std::tie(e.id, e.inputs, e.n, e.seed, e.max_ulp, e.input_bits, e.got_bits, e.want_bits, e.wrong, e.regions);
  };
  return figures(a) == figures(b);
}

bool before(const AccuracyEntry& a, const AccuracyEntry& b) {
  return std::tie(a.id, a.inputs) < std::tie(b.id, b.inputs);
}

Acceptance acceptance(std::string on, std::string commit, std::string why) {
  std::string name = short_hash(fmt::format("{}\n{}\n{}", on, commit, why));
  return {std::move(name), std::move(on), std::move(commit), std::move(why)};
}

const Acceptance* AccuracySnapshot::find(std::string_view name) const {
  const auto found =
      std::find_if(acceptances.begin(), acceptances.end(), [&](const Acceptance& each) { return each.name == name; });
  return found == acceptances.end() ? nullptr : &*found;
}

void AccuracySnapshot::add(const Acceptance& acceptance) {
  const auto by_name = [](const Acceptance& a, const Acceptance& b) { return a.name < b.name; };
  const auto place = std::lower_bound(acceptances.begin(), acceptances.end(), acceptance, by_name);
  if (place == acceptances.end() || place->name != acceptance.name) acceptances.insert(place, acceptance);
}

std::string snapshot_key(const Facts& identity) {
  std::string key =
      fmt::format("{}-{}", as_name(fact(identity, "libm")), instruction_set(fact(identity, "instruction sets")));
  const std::string tunables = fact(identity, "GLIBC_TUNABLES");
  if (!tunables.empty() && tunables != "not set") key += "-tuned-" + short_hash(tunables);
  return key;
}

std::vector<AccuracyEntry> entries_of(const Run& run) {
  std::vector<AccuracyEntry> entries;
  const auto regions = regions_by_row(run);
  for (const Record& record : run.records) {
    if (record.kind != RecordKind::accuracy || is_region(record) || !is_measured(record)) continue;
    if (record.integer("n") <= 0) continue;
    // Of the corpus as a whole nothing is kept: it grows, and each of its inputs has an entry of its own.
    const std::string inputs = record.text("inputs");
    if (inputs == "corpus" || inputs == "hunted") continue;
    if (const std::string mode = record.text("rounding"); !mode.empty() && mode != "nearest") continue;
    AccuracyEntry& entry = entries.emplace_back(entry_of(record));
    if (const auto found = regions.find({entry.id, inputs}); found != regions.end() && ulp_from(entry.max_ulp) > 1)
      entry.regions = found->second;
  }
  std::stable_sort(entries.begin(), entries.end(), before);
  return entries;
}

namespace {

// What is no longer asked of a row that was measured: it could never be compared again. The corpus only grows.
std::size_t drop_unasked(AccuracySnapshot& snapshot, std::span<const AccuracyEntry> measured) {
  return std::erase_if(snapshot.entries, [&](const AccuracyEntry& old) {
    const auto first = std::lower_bound(measured.begin(), measured.end(), old, before);
    if (old.is_corpus() || (first != measured.end() && !before(old, *first))) return false;
    const auto of_row = std::lower_bound(measured.begin(), measured.end(), old,
                                         [](const AccuracyEntry& a, const AccuracyEntry& b) { return a.id < b.id; });
    return of_row != measured.end() && of_row->id == old.id;
  });
}

}  // namespace

Merged accept_into(AccuracySnapshot& snapshot, std::span<const AccuracyEntry> measured, const Acceptance& acceptance) {
  Merged merged;
  merged.dropped = drop_unasked(snapshot, measured);
  for (AccuracyEntry entry : measured) {
    const auto place = std::lower_bound(snapshot.entries.begin(), snapshot.entries.end(), entry, before);
    const bool there = place != snapshot.entries.end() && !before(entry, *place);
    if (there && same_figures(entry, *place)) {
      ++merged.unchanged;
      continue;
    }
    entry.accepted = acceptance.name;
    ++(there ? merged.changed : merged.added);
    if (there) *place = std::move(entry);
    else snapshot.entries.insert(place, std::move(entry));
  }
  if (merged.changed + merged.added > 0) snapshot.add(acceptance);
  return merged;
}

}  // namespace softplus_bench
