// The snapshot as text, and back: strictly, because what a gate reads decides what it lets pass.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>
#include <set>
#include <stdexcept>

#include "core/usage_error.hpp"
#include "reports/notation.hpp"
#include "reports/record_json.hpp"
#include "reports/snapshot.hpp"

namespace softplus_bench {
namespace {

using Json = nlohmann::ordered_json;

std::string json_text(std::string_view text) { return json_of(text); }

// A total loss can be beyond double's range: that stands as text.
std::string ulp_json(const std::string& text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool fits = error == std::errc() && end == text.data() + text.size() && std::isfinite(value);
  return fits ? text : json_text(text);
}

std::string line_of(const AccuracySnapshot& snapshot) {
  return fmt::format(R"({{"snapshot":"accuracy","schema_version":{},"key":{}}})", schema_version,
                     json_text(snapshot.key));
}

std::string line_of(const AccuracyEntry& e, const Acceptance& a) {
  std::string line = fmt::format(R"({{"id":{},"inputs":{})", json_text(e.id), json_text(e.inputs));
  if (!e.is_corpus()) line += fmt::format(R"(,"n":{})", e.n);
  if (e.seed) line += fmt::format(R"(,"seed":{})", *e.seed);
  if (!e.max_ulp.empty()) {
    line += fmt::format(R"(,"max_ulp":{})", ulp_json(e.max_ulp));
    if (!e.is_corpus()) line += fmt::format(R"(,"x":{})", json_text(e.input_bits));
    line += fmt::format(R"(,"got":{})", json_text(e.got_bits));
    if (e.want_bits != e.got_bits) line += fmt::format(R"(,"want":{})", json_text(e.want_bits));
  }
  for (const RegionMaximum& each : e.regions)
    line += fmt::format(R"({}{}:{})", &each == &e.regions.front() ? ",\"regions\":{" : ",", json_text(each.region),
                        ulp_json(each.max_ulp));
  if (!e.regions.empty()) line += "}";
  for (std::size_t i = 0; i < wrong_verdicts.size(); ++i)
    if (e.wrong[i] != 0) line += fmt::format(R"(,"{}":{})", wrong_verdicts[i], e.wrong[i]);
  return line +
         fmt::format(R"(,"on":{},"commit":{},"why":{}}})", json_text(a.on), json_text(a.commit), json_text(a.why));
}

// One line while it is read: what is wrong with it is thrown with its number.
class Line {
 public:
  Line(std::string_view text, std::string_view path, std::size_t number) : path_(path), number_(number) {
    try {
      object_ = Json::parse(text);
    } catch (const nlohmann::json::exception&) {
      fail("not a JSON object");  // NaN, inf and numbers beyond double end here too
    }
    if (!object_.is_object()) fail("not a JSON object");
  }
  [[noreturn]] void fail(const std::string& what) const {
    throw UsageError(fmt::format("{}:{}: {}", path_, number_, what));
  }
  bool has(std::string_view key) const { return object_.contains(key); }
  const Json& take(std::string_view key) {
    if (!has(key)) fail(fmt::format("no '{}'", key));
    taken_.emplace(key);
    return object_.at(std::string(key));
  }
  std::string text(std::string_view key) {
    const Json& value = take(key);
    if (!value.is_string() || value.get_ref<const std::string&>().empty())
      fail(fmt::format("'{}' must be a text", key));
    return value.get<std::string>();
  }
  std::int64_t whole(std::string_view key, std::int64_t least) {
    const Json& value = take(key);
    const bool fits =
        value.is_number_unsigned()
            ? value.get<std::uint64_t>() <= static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())
            : value.is_number_integer();
    if (!fits || value.get<std::int64_t>() < least)
      fail(fmt::format("'{}' must be a whole number, at least {}", key, least));
    return value.get<std::int64_t>();
  }
  std::string ulp(std::string_view key) { return ulp_of(take(key), key); }
  std::vector<RegionMaximum> regions(std::string_view key) {
    const Json& object = take(key);
    if (!object.is_object() || object.empty()) fail(fmt::format("'{}' must be an object of errors by region", key));
    std::vector<RegionMaximum> maxima;
    for (const auto& [region, value] : object.items()) {
      if (!maxima.empty() && region <= maxima.back().region) fail(fmt::format("region '{}' is out of order", region));
      maxima.push_back({region, ulp_of(value, region), {}, {}, {}});
    }
    return maxima;
  }
  // Bits of the format, or two of them.
  std::string bits(std::string_view key, const FormatTraits& format) {
    std::string both = text(key);
    const auto semicolon = both.find(';');
    const auto fits = [&](std::string_view one) {
      return one.size() == static_cast<std::size_t>(format.hex_digits()) + 2 && parse_bits(one).has_value();
    };
    const bool pair = semicolon != std::string::npos;
    if (!fits(std::string_view(both).substr(0, semicolon)) ||
        (pair && !fits(std::string_view(both).substr(semicolon + 1))))
      fail(fmt::format("'{}' of '{}' is not bits of {}", both, key, format.name));
    return both;
  }
  // All keys must have been taken.
  void end() const {
    for (const auto& [key, value] : object_.items())
      if (!taken_.contains(key)) fail(fmt::format("unknown key '{}'", key));
  }

 private:
  std::string ulp_of(const Json& value, std::string_view key) const {
    if (value.is_number()) {
      const auto number = value.get<double>();
      if (std::isfinite(number) && number >= 0 && !std::signbit(number)) return shortest(number);
    } else if (value.is_string()) {
      const auto& digits = value.get_ref<const std::string&>();
      long double number = 0;
      const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
      const bool whole = error == std::errc() && end == digits.data() + digits.size();
      if (whole && std::isfinite(number) && number > std::numeric_limits<double>::max()) return digits;
    }
    fail(fmt::format("'{}' must be a finite number, at least 0: no NaN, infinity or negative number is a limit", key));
  }

  std::string_view path_;
  std::size_t number_;
  Json object_;
  std::set<std::string, std::less<>> taken_;
};

bool is_choice_of_inputs(std::string_view inputs) {
  return inputs == "exhaustive" || inputs == "stratified" || inputs.starts_with("weighted:") ||
         inputs.starts_with("corpus:");
}

AccuracyEntry entry_from(Line& line) {
  AccuracyEntry e;
  e.id = line.text("id");
  const FormatTraits* format = find_format(e.format());
  if (format == nullptr) line.fail(fmt::format("'{}' is no id: function/implementation/format/target", e.id));
  e.inputs = line.text("inputs");
  if (!is_choice_of_inputs(e.inputs))
    line.fail(fmt::format("'inputs' is '{}': exhaustive, stratified, weighted:NAME or corpus:BITS", e.inputs));
  e.n = e.is_corpus() ? 1 : line.whole("n", 1);
  if (!e.is_corpus() && e.inputs != "exhaustive") e.seed = line.whole("seed", 0);
  if (e.is_corpus()) e.input_bits = e.inputs.substr(e.inputs.find(':') + 1);
  if (line.has("max_ulp")) {
    e.max_ulp = line.ulp("max_ulp");
    if (!e.is_corpus()) e.input_bits = line.bits("x", *format);
    e.got_bits = line.bits("got", *format);
    e.want_bits = line.has("want") ? line.bits("want", *format) : e.got_bits;
    if (line.has("regions")) e.regions = line.regions("regions");
    else if (!e.is_corpus() && ulp_from(e.max_ulp) > 1) line.fail("'regions' is missing, and 'max_ulp' is above 1");
  }
  for (std::size_t i = 0; i < wrong_verdicts.size(); ++i) {
    if (!line.has(wrong_verdicts[i])) continue;
    e.wrong[i] = line.whole(wrong_verdicts[i], 1);
    if (e.wrong[i] > e.n) line.fail(fmt::format("'{}' is more than the {} inputs", wrong_verdicts[i], e.n));
  }
  return e;
}

// Line by line, and what one line says of others: order.
class Reader {
 public:
  explicit Reader(std::string_view path) : path_(path) {}

  void take(std::string_view text, std::size_t number) {
    Line line(text, path_, number);
    std::string again;
    if (number == 1) again = take_head(line);
    else again = take_entry(line);
    line.end();
    if (again != text)
      line.fail("not as 'baseline accept' writes it: a key twice, other digits, another order or blanks; it would be " +
                again);
  }
  AccuracySnapshot result() { return std::move(snapshot_); }

 private:
  std::string take_head(Line& line) {
    if (!line.has("snapshot") || line.text("snapshot") != "accuracy") line.fail("not the head of an accuracy snapshot");
    if (line.whole("schema_version", 1) != schema_version)
      line.fail(fmt::format("written by a later version: this program reads schema_version {}", schema_version));
    snapshot_.key = line.text("key");
    return line_of(snapshot_);
  }
  std::string take_entry(Line& line) {
    AccuracyEntry e = entry_from(line);
    const Acceptance accepted = acceptance(line.text("on"), line.text("commit"), line.text("why"));
    e.accepted = accepted.name;
    if (!snapshot_.entries.empty() && !before(snapshot_.entries.back(), e))
      line.fail(fmt::format("{} ({}) is {}", e.id, e.inputs,
                            before(e, snapshot_.entries.back()) ? "out of order" : "twice there"));
    snapshot_.entries.push_back(e);
    snapshot_.add(accepted);
    return line_of(e, accepted);
  }

  std::string_view path_;
  AccuracySnapshot snapshot_;
};

}  // namespace

std::string text_of(const AccuracySnapshot& snapshot) {
  std::string text = line_of(snapshot) + '\n';
  for (const AccuracyEntry& entry : snapshot.entries) {
    const Acceptance* accepted = snapshot.find(entry.accepted);
    if (accepted == nullptr) throw std::logic_error(entry.id + " was never accepted");
    text += line_of(entry, *accepted) + '\n';
  }
  return text;
}

AccuracySnapshot parse_snapshot(std::string_view text, std::string_view path) {
  Reader reader(path);
  if (text.empty()) throw UsageError(fmt::format("{}:1: empty", path));
  for (std::size_t number = 1; !text.empty(); ++number) {
    const auto end = text.find('\n');
    if (end == std::string_view::npos) throw UsageError(fmt::format("{}:{}: cut off", path, number));
    reader.take(text.substr(0, end), number);
    text.remove_prefix(end + 1);
  }
  return reader.result();
}

}  // namespace softplus_bench
