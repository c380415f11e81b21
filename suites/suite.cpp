#include "suites/suite.hpp"

#include <toml++/toml.h>
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

#include "core/nearest.hpp"
#include "core/usage_error.hpp"
#include "suites/claims.hpp"
#include "suites/sampler.hpp"
#include "suites/speed_row.hpp"

namespace softplus_bench {
namespace {

// Reads one table, every key of which must be known: a misspelt key is an error, never ignored.
class Reader {
 public:
  Reader(const toml::table& table, std::string_view path, std::string section)
      : table_(table), path_(path), section_(std::move(section)) {}

  void known(std::initializer_list<std::string_view> keys) const {
    const std::vector<std::string> names(keys.begin(), keys.end());
    for (const auto& [key, node] : table_) {
      if (std::find(names.begin(), names.end(), key.str()) != names.end()) continue;
      fail(node,
           "unknown key '" + std::string(key.str()) + "'; did you mean '" + nearest(key.str(), names, 1)[0] + "'?");
    }
  }
  std::string text(std::string_view key, std::string otherwise) const {
    const auto* node = table_.get(key);
    if (node == nullptr) return otherwise;
    if (const auto value = node->value_exact<std::string>()) return *value;
    fail(*node, "'" + std::string(key) + "' must be a string");
  }
  std::uint64_t count(std::string_view key, std::uint64_t otherwise) const {
    const auto* node = table_.get(key);
    if (node == nullptr) return otherwise;
    if (const auto value = node->value_exact<std::int64_t>(); value && *value >= 0)
      return static_cast<std::uint64_t>(*value);
    fail(*node, "'" + std::string(key) + "' must be a whole number, at least 0");
  }
  bool flag(std::string_view key, bool otherwise) const {
    const auto* node = table_.get(key);
    if (node == nullptr) return otherwise;
    if (const auto value = node->value_exact<bool>()) return *value;
    fail(*node, "'" + std::string(key) + "' must be true or false");
  }
  // A median with an interval of confidence 99.9 % needs 11 rounds or more; memory and patience set the other end.
  unsigned rounds(std::string_view key, unsigned otherwise) const {
    const std::uint64_t value = count(key, otherwise);
    if (value < 11 || value > 1'000'000) fail(*table_.get(key), "'" + std::string(key) + "' must be 11 to 1000000");
    return static_cast<unsigned>(value);
  }
  std::size_t layouts(std::string_view key) const {
    const std::uint64_t value = count(key, 0);
    if (value >= softplus_bench::layouts.size())
      fail(*table_.get(key),
           "'" + std::string(key) + "' must be at most " + std::to_string(softplus_bench::layouts.size() - 1));
    return static_cast<std::size_t>(value);
  }
  // Strings, each one of `allowed` when that is not empty.
  std::vector<std::string> list(std::string_view key, std::vector<std::string> allowed) const {
    std::vector<std::string> result;
    const auto* node = table_.get(key);
    if (node == nullptr) return result;
    const auto* array = node->as_array();
    if (array == nullptr) fail(*node, "'" + std::string(key) + "' must be an array of strings");
    for (const auto& element : *array) {
      const auto value = element.value_exact<std::string>();
      if (!value) fail(element, "'" + std::string(key) + "' must hold strings only");
      if (!allowed.empty() && std::find(allowed.begin(), allowed.end(), *value) == allowed.end())
        fail(element, "'" + *value + "' is not known in '" + std::string(key) + "'; did you mean '" +
                          nearest(*value, allowed, 1)[0] + "'?");
      result.push_back(*value);
    }
    return result;
  }
  // Whole numbers from 0 to `most`; `otherwise` where there is no such key.
  std::vector<unsigned> counts(std::string_view key, unsigned most, std::vector<unsigned> otherwise) const {
    const auto* node = table_.get(key);
    if (node == nullptr) return otherwise;
    const auto* array = node->as_array();
    if (array == nullptr || array->empty()) fail(*node, "'" + std::string(key) + "' must be a list of whole numbers");
    std::vector<unsigned> result;
    for (const auto& element : *array) {
      const auto value = element.value_exact<std::int64_t>();
      if (!value || *value < 0 || *value > most)
        fail(element, "'" + std::string(key) + "' must hold whole numbers from 0 to " + std::to_string(most));
      result.push_back(static_cast<unsigned>(*value));
    }
    return result;
  }
  // Each once, in the order given.
  std::vector<bool> flags(std::string_view key, std::vector<bool> otherwise) const {
    const auto* node = table_.get(key);
    if (node == nullptr) return otherwise;
    const auto* array = node->as_array();
    if (array == nullptr || array->empty()) fail(*node, "'" + std::string(key) + "' must be a list of true and false");
    std::vector<bool> result;
    for (const auto& element : *array) {
      const auto value = element.value_exact<bool>();
      if (!value) fail(element, "'" + std::string(key) + "' must hold true and false only");
      if (std::find(result.begin(), result.end(), *value) == result.end()) result.push_back(*value);
    }
    return result;
  }
  std::vector<double> positive_numbers(std::string_view key) const {
    const auto* node = table_.get(key);
    if (node == nullptr) return {};
    const auto* array = node->as_array();
    if (array == nullptr) fail(*node, "'" + std::string(key) + "' must be a list of numbers");
    if (array->empty()) fail(*node, "'" + std::string(key) + "' must not be empty");
    std::vector<double> result;
    for (const auto& element : *array) {
      const auto value = element.value<double>();
      if (!value || !(*value > 0) || !std::isfinite(*value))
        fail(element, "'" + std::string(key) + "' must hold finite numbers above 0 only");
      result.push_back(*value);
    }
    return result;
  }
  const toml::table* section(std::string_view key) const {
    const auto* node = table_.get(key);
    if (node == nullptr) return nullptr;
    if (node->as_table() == nullptr) fail(*node, "'" + std::string(key) + "' must be a table");
    return node->as_table();
  }

 private:
  [[noreturn]] void fail(const toml::node& node, const std::string& what) const {
    std::ostringstream message;
    message << path_ << ":" << node.source().begin.line << ": " << section_ << what;
    throw UsageError(message.str());
  }
  const toml::table& table_;
  std::string_view path_;
  std::string section_;
};

std::vector<std::string> strings(std::span<const std::string_view> views) { return {views.begin(), views.end()}; }

std::vector<std::string> format_names() {
  std::vector<std::string> names;
  for (const FormatTraits& f : all_formats) names.emplace_back(f.name);
  return names;
}

FormatId format_named(std::string_view name) {
  return std::find_if(all_formats.begin(), all_formats.end(), [&](const FormatTraits& f) { return f.name == name; })
      ->id;
}

SpeedPlan speed_plan(const Reader& reader) {
  reader.known({"metrics", "footprints", "input_mixes", "in_place", "threads", "layouts", "rounds"});
  SpeedPlan plan;
  plan.metrics = reader.list("metrics", strings(host_metric_names));
  plan.footprints = reader.list("footprints", strings(host_footprint_names));
  plan.input_mixes = reader.list("input_mixes", strings(input_mix_names));
  plan.in_place = reader.flags("in_place", plan.in_place);
  plan.threads = reader.counts("threads", 4096, plan.threads);
  plan.layouts = reader.layouts("layouts");
  plan.rounds = reader.rounds("rounds", 500);
  return plan;
}

ClaimsPlan claims_plan(const Reader& reader) {
  reader.known({"only", "rounds", "training"});
  ClaimsPlan plan;
  plan.only = reader.list("only", strings(claim_names()));
  plan.rounds = reader.rounds("rounds", 100);
  plan.training = reader.flag("training", true);
  return plan;
}

}  // namespace

Suite parse_suite(std::string_view toml, std::string_view path) {
  toml::table root;
  try {
    root = toml::parse(toml, path);
  } catch (const toml::parse_error& error) {
    std::ostringstream message;
    message << path << ":" << error.source().begin.line << ": not TOML: " << error.description();
    throw UsageError(message.str());
  }
  const Reader top(root, path, "");
  top.known({"name", "description", "filters", "betas", "seed", "accuracy", "properties", "speed", "claims"});
  Suite suite;
  suite.name = top.text("name", "unnamed");
  suite.description = top.text("description", "");
  suite.source = suite.name;
  suite.toml = toml;
  suite.filters = top.list("filters", {});
  suite.betas = top.positive_numbers("betas");
  suite.seed = top.count("seed", 1);
  if (const auto* table = top.section("accuracy")) {
    const Reader reader(*table, path, "accuracy: ");
    reader.known({"exhaustive", "samples", "weighted", "weighted_samples", "corpus_by_input"});
    AccuracyPlan plan;
    for (const std::string& name : reader.list("exhaustive", format_names()))
      plan.exhaustive.push_back(format_named(name));
    plan.samples = reader.count("samples", 0);
    plan.weighted = reader.list("weighted", strings(weighting_names()));
    plan.weighted_samples = reader.count("weighted_samples", plan.samples);
    plan.corpus_by_input = reader.flag("corpus_by_input", false);
    suite.accuracy = plan;
  }
  if (const auto* table = top.section("properties")) {
    const Reader reader(*table, path, "properties: ");
    reader.known({"exhaustive", "samples"});
    InputsPlan plan;
    for (const std::string& name : reader.list("exhaustive", format_names()))
      plan.exhaustive.push_back(format_named(name));
    plan.samples = reader.count("samples", 0);
    suite.properties = plan;
  }
  if (const auto* table = top.section("speed")) {
    const Reader reader(*table, path, "speed: ");
    suite.speed = speed_plan(reader);
  }
  if (const auto* table = top.section("claims")) suite.claims = claims_plan(Reader(*table, path, "claims: "));
  return suite;
}

Suite load_suite(std::string_view name_or_path) {
  std::vector<std::string> names;
  for (const BuiltInSuite& suite : built_in_suites()) {
    if (suite.name == name_or_path) return parse_suite(suite.toml, std::string(suite.name) + ".toml");
    names.emplace_back(suite.name);
  }
  const std::string path(name_or_path);
  if (!path.ends_with(".toml")) {
    std::string message = "unknown suite '" + path + "'; known:";
    for (const std::string& name : names) message += " " + name;
    throw UsageError(message + ", or the path of a .toml file; did you mean '" + nearest(path, names, 1)[0] + "'?");
  }
  std::error_code ignored;
  std::ifstream file(path);
  if (!file || std::filesystem::is_directory(path, ignored))
    throw UsageError(path +
                     ": cannot be read; give the path of a suite file or one of the names that 'list suites' prints");
  const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  Suite suite = parse_suite(text, path);
  suite.source = path;
  return suite;
}

}  // namespace softplus_bench
