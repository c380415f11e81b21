#include "reports/record_json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>

#include "core/format.hpp"
#include "reports/columns.hpp"

namespace softplus_bench {
namespace {

using Json = nlohmann::ordered_json;

std::string json_of_double(double x) {
  const std::string text = shortest(x);
  if (!std::isfinite(x)) return '"' + text + '"';
  return text.find_first_of(".e") == std::string::npos ? text + ".0" : text;
}

template <class Bins, class Member>
std::string array_of(const Bins& bins, Member text_of_bin) {
  std::string result = "[";
  for (const auto& bin : bins) (result += text_of_bin(bin)) += ',';
  if (bins.empty()) result += ']';
  else result.back() = ']';
  return result;
}

std::string envelope_json(const Record& record) {
  int digits = 16;
  for (const auto& format : all_formats)
    if (format.name == record.text("format")) digits = format.hex_digits();
  const auto bits = [digits](std::uint64_t value) { return fmt::format("\"{:#0{}x}\"", value, digits + 2); };
  const auto& e = record.envelope;
  const bool pairs = std::any_of(e.begin(), e.end(), [](const EnvelopeBin& b) { return b.argmax_x2_bits != 0; });
  return fmt::format(
      R"({{"first_bits":{},"last_bits":{},"n":{},"max_ulp":{},"mean_ulp":{},"argmax_bits":{},"n_unscored":{},)"
      R"("argmax_got_bits":{},"argmax_want_bits":{}{}}})",
      array_of(e, [&](const EnvelopeBin& b) { return bits(b.first_bits); }),
      array_of(e, [&](const EnvelopeBin& b) { return bits(b.last_bits); }),
      array_of(e, [](const EnvelopeBin& b) { return std::to_string(b.n); }),
      array_of(e, [](const EnvelopeBin& b) { return json_of_double(b.max_ulp); }),
      array_of(e, [](const EnvelopeBin& b) { return json_of_double(b.mean_ulp); }),
      array_of(e, [&](const EnvelopeBin& b) { return bits(b.argmax_bits); }),
      array_of(e, [](const EnvelopeBin& b) { return std::to_string(b.n_unscored); }),
      array_of(e, [&](const EnvelopeBin& b) { return bits(b.argmax_got_bits); }),
      array_of(e, [&](const EnvelopeBin& b) { return bits(b.argmax_want_bits); }),
      pairs ? fmt::format(",\"argmax_x2_bits\":{}",
                          array_of(e, [&](const EnvelopeBin& b) { return bits(b.argmax_x2_bits); }))
            : "");
}

std::string histogram_json(const Record& record) {
  const auto& h = record.histogram;
  return fmt::format(R"({{"lower_ulp":{},"upper_ulp":{},"n":{}}})",
                     array_of(h, [](const HistogramBin& b) { return json_of_double(b.lower_ulp); }),
                     array_of(h, [](const HistogramBin& b) { return json_of_double(b.upper_ulp); }),
                     array_of(h, [](const HistogramBin& b) { return std::to_string(b.n); }));
}

bool is_word(const std::string& text) { return text == "inf" || text == "-inf" || text == "nan"; }

double double_from_word(const std::string& word) {
  if (word == "nan") return std::numeric_limits<double>::quiet_NaN();
  const double infinity = std::numeric_limits<double>::infinity();
  return word == "inf" ? infinity : -infinity;
}

double double_from(const Json& value) {
  if (value.is_string() && is_word(value.get<std::string>())) return double_from_word(value.get<std::string>());
  return value.get<double>();
}

std::uint64_t bits_from(const Json& value) {
  const auto text = value.get<std::string>();
  std::uint64_t bits = 0;
  const char* end = text.data() + text.size();
  const bool prefixed = text.size() > 2 && text.starts_with("0x");
  if (!prefixed || std::from_chars(text.data() + 2, end, bits, 16).ptr != end)
    throw UnreadableRun("\"" + text + "\" is no bit pattern (0x and hexadecimal digits)");
  return bits;
}

Value value_from(std::string_view column, const Json& value) {
  if (value.is_number_unsigned() &&
      value.get<std::uint64_t>() > std::uint64_t{std::numeric_limits<std::int64_t>::max()})
    throw UnreadableRun(fmt::format("{}: {} is too large", column, value.dump()));
  if (value.is_number_integer()) return value.get<std::int64_t>();
  if (value.is_number_float()) return value.get<double>();
  if (!value.is_string()) throw UnreadableRun(fmt::format("{} is neither a number nor a string", column));
  auto text = value.get<std::string>();
  if (!holds_text(column) && is_word(text)) return double_from_word(text);
  return text;
}

// The arrays of `object` must be equally long: calls take(i, object) for every index.
template <class Take>
void for_each_bin(const Json& object, std::initializer_list<const char*> keys, Take take) {
  const std::size_t size = object.at(*keys.begin()).size();
  for (const char* key : keys)
    if (object.at(key).size() != size) throw UnreadableRun(fmt::format("array {} has another length", key));
  for (std::size_t i = 0; i < size; ++i) take(i);
}

}  // namespace

std::string json_of(std::string_view text) {
  return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string json_of(const Value& value) {
  if (const auto* x = std::get_if<double>(&value)) return json_of_double(*x);
  if (const auto* text = std::get_if<std::string>(&value)) return json_of(std::string_view(*text));
  return std::to_string(std::get<std::int64_t>(value));
}

std::string json_of(const Facts& facts) {
  std::string result = "{";
  for (const auto& [name, text] : facts)
    result += json_of(std::string_view(name)) + ':' + json_of(std::string_view(text)) + ',';
  if (facts.empty()) return "{}";
  result.back() = '}';
  return result;
}

std::string json_of(const Record& record) {
  std::string result = fmt::format("{{\"kind\":\"{}\"", name_of(record.kind));
  const auto names = columns(record.kind);
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (std::holds_alternative<std::monostate>(record.values[i])) continue;
    result += fmt::format(",\"{}\":{}", names[i], json_of(record.values[i]));
  }
  if (!record.envelope.empty()) result += ",\"envelope\":" + envelope_json(record);
  if (!record.histogram.empty()) result += ",\"histogram\":" + histogram_json(record);
  return result + '}';
}

std::string json_of(const Omission& omission) {
  return fmt::format(R"({{"kind":"omission","id":{},"reason":{}}})", json_of(std::string_view(omission.id)),
                     json_of(std::string_view(omission.reason)));
}

Facts facts_from(const Json& object) {
  Facts facts;
  for (const auto& [name, text] : object.items()) facts.emplace_back(name, text.get<std::string>());
  return facts;
}

Record record_from(const Json& object) {
  const auto kind = object.at("kind").get<std::string>();
  const auto known = std::find_if(all_record_kinds.begin(), all_record_kinds.end(),
                                  [&](RecordKind each) { return name_of(each) == kind; });
  if (known == all_record_kinds.end()) throw UnreadableRun("\"" + kind + "\" is no kind of record");
  Record record(*known);
  const auto names = columns(record.kind);
  for (std::size_t i = 0; i < names.size(); ++i)
    if (const auto place = object.find(names[i]); place != object.end())
      record.values[i] = value_from(names[i], *place);
  if (const auto place = object.find("envelope"); place != object.end()) {
    const Json& e = *place;
    for_each_bin(e, {"first_bits", "last_bits", "n", "max_ulp", "mean_ulp", "argmax_bits", "n_unscored"},
                 [&](std::size_t i) {
                   record.envelope.push_back({bits_from(e["first_bits"][i]), bits_from(e["last_bits"][i]),
                                              e["n"][i].get<std::uint64_t>(), double_from(e["max_ulp"][i]),
                                              double_from(e["mean_ulp"][i]), bits_from(e["argmax_bits"][i]),
                                              e["n_unscored"][i].get<std::uint64_t>()});
                 });
    if (e.contains("argmax_got_bits"))
      for_each_bin(e, {"first_bits", "argmax_got_bits", "argmax_want_bits"}, [&](std::size_t i) {
        record.envelope[i].argmax_got_bits = bits_from(e["argmax_got_bits"][i]);
        record.envelope[i].argmax_want_bits = bits_from(e["argmax_want_bits"][i]);
      });
    if (e.contains("argmax_x2_bits"))
      for_each_bin(e, {"first_bits", "argmax_x2_bits"},
                   [&](std::size_t i) { record.envelope[i].argmax_x2_bits = bits_from(e["argmax_x2_bits"][i]); });
  }
  if (const auto place = object.find("histogram"); place != object.end()) {
    const Json& h = *place;
    for_each_bin(h, {"lower_ulp", "upper_ulp", "n"}, [&](std::size_t i) {
      record.histogram.push_back(
          {double_from(h["lower_ulp"][i]), double_from(h["upper_ulp"][i]), h["n"][i].get<std::uint64_t>()});
    });
  }
  return record;
}

Omission omission_from(const Json& object) {
  return {object.at("id").get<std::string>(), object.at("reason").get<std::string>()};
}

void check_schema_version(const Json& object) {
  const auto version = object.at("schema_version").get<std::int64_t>();
  if (version < 1 || version > schema_version)
    throw UnreadableRun(fmt::format("schema_version {} is not one of 1 to {}", version, schema_version));
}

}  // namespace softplus_bench
