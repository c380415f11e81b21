#include "reports/strict_lines.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <sstream>

#include "core/usage_error.hpp"
#include "reports/file.hpp"

namespace softplus_bench {
namespace {

using Json = nlohmann::ordered_json;

// nlohmann/json keeps the last of two equal keys and says nothing.
Json parsed(std::string_view text) {
  std::vector<std::set<std::string>> keys;
  std::string twice;
  const auto watch = [&](int, Json::parse_event_t event, Json& value) {
    if (event == Json::parse_event_t::object_start) keys.emplace_back();
    if (event == Json::parse_event_t::object_end) keys.pop_back();
    if (event == Json::parse_event_t::key && !keys.back().insert(value.get<std::string>()).second)
      twice = value.get<std::string>();
    return true;
  };
  Json object = Json::parse(text, watch);
  if (!twice.empty()) throw UsageError(fmt::format("'{}' is there twice", twice));
  if (!object.is_object()) throw UsageError("not a JSON object");
  return object;
}

}  // namespace

StrictLine::StrictLine(std::string_view text, const std::filesystem::path& path, std::size_t number)
    : path_(path), number_(number) {
  try {
    object_ = parsed(text);
  } catch (const Json::exception&) {
    fail("not JSON");
  } catch (const UsageError& error) {
    fail(error.what());
  }
}

void StrictLine::fail(const std::string& what) const {
  throw UsageError(fmt::format("{}:{}: {}", path_.string(), number_, what));
}

const Json& StrictLine::take(std::string_view key) {
  const auto place = object_.find(std::string(key));
  if (place == object_.end()) fail(fmt::format("'{}' is missing", key));
  taken_.emplace_back(key);
  return *place;
}

std::string StrictLine::text(std::string_view key) {
  const Json& value = take(key);
  if (!value.is_string() || value.get<std::string>().empty()) fail(fmt::format("'{}' must be a text", key));
  return value.get<std::string>();
}

std::int64_t StrictLine::whole_number(std::string_view key) {
  const Json& value = take(key);
  if (!value.is_number_integer() || value.get<double>() < 1 || value.get<double>() > 0x1p53)
    fail(fmt::format("'{}' must be a whole number above 0", key));
  return value.get<std::int64_t>();
}

double StrictLine::positive(std::string_view key) {
  const Json& value = take(key);
  if (!value.is_number() || !std::isfinite(value.get<double>()) || !(value.get<double>() > 0))
    fail(fmt::format("'{}' must be a finite number above 0", key));
  return value.get<double>();
}

std::vector<double> StrictLine::positives(std::string_view key, std::size_t size) {
  const Json& value = take(key);
  const auto is_positive = [](const Json& x) {
    return x.is_number() && std::isfinite(x.get<double>()) && x.get<double>() > 0;
  };
  if (!value.is_array() || value.size() != size || !std::all_of(value.begin(), value.end(), is_positive))
    fail(fmt::format("'{}' must be {} finite numbers above 0", key, size));
  return value.get<std::vector<double>>();
}

Facts StrictLine::facts(std::string_view key) {
  const Json& value = take(key);
  if (!value.is_object()) fail(fmt::format("'{}' must be an object of texts", key));
  Facts facts;
  for (const auto& [name, text] : value.items()) {
    if (!text.is_string()) fail(fmt::format("'{}' must be an object of texts", key));
    facts.emplace_back(name, text.get<std::string>());
  }
  return facts;
}

void StrictLine::finish() const {
  for (const auto& [key, value] : object_.items())
    if (std::find(taken_.begin(), taken_.end(), key) == taken_.end()) fail(fmt::format("unknown key '{}'", key));
}

std::vector<StrictLine> strict_lines(const std::filesystem::path& path) {
  std::string content;
  try {
    content = read_file(path);
  } catch (const IoError& error) {
    throw UsageError(error.what());
  }
  std::vector<StrictLine> lines;
  std::istringstream in(content);
  for (std::string line; std::getline(in, line);) lines.emplace_back(line, path, lines.size() + 1);
  return lines;
}

}  // namespace softplus_bench
