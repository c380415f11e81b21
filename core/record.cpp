#include "core/record.hpp"

#include <charconv>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace softplus_bench {
namespace {

std::size_t place_of(RecordKind kind, std::string_view column) {
  const auto names = columns(kind);
  for (std::size_t i = 0; i < names.size(); ++i)
    if (names[i] == column) return i;
  throw std::out_of_range("no column named " + std::string(column) + " in " + std::string(name_of(kind)) + " records");
}

}  // namespace

const Value& Record::operator[](std::string_view column) const { return values[place_of(kind, column)]; }
Value& Record::operator[](std::string_view column) { return values[place_of(kind, column)]; }

std::string Record::text(std::string_view column) const {
  const auto* s = std::get_if<std::string>(&(*this)[column]);
  return s != nullptr ? *s : std::string();
}

double Record::number(std::string_view column) const {
  const Value& value = (*this)[column];
  if (const auto* x = std::get_if<double>(&value)) return *x;
  if (const auto* i = std::get_if<std::int64_t>(&value)) return static_cast<double>(*i);
  return std::numeric_limits<double>::quiet_NaN();
}

std::int64_t Record::integer(std::string_view column) const {
  const auto* i = std::get_if<std::int64_t>(&(*this)[column]);
  return i != nullptr ? *i : 0;
}

bool Record::has(std::string_view column) const { return !std::holds_alternative<std::monostate>((*this)[column]); }

std::string Record::id() const {
  std::string id = text("function") + "/" + text("implementation") + "/" + text("format") + "/" + text("target");
  if (const auto parameters = text("parameters"); !parameters.empty()) id += "[" + parameters + "]";
  if (kind == RecordKind::properties || kind == RecordKind::claims)
    if (const auto asked = text(kind == RecordKind::properties ? "property" : "claim"); !asked.empty())
      id += "#" + asked;
  if (kind == RecordKind::accuracy)
    if (const auto region = text("region"); !region.empty() && region != "overall") id += "@" + region;
  return id;
}

std::string shortest(double x) {
  if (std::isnan(x)) return "nan";
  if (std::isinf(x)) return x > 0 ? "inf" : "-inf";
  std::array<char, 32> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), x);
  return {buffer.data(), end.ptr};
}

std::string text_of(const Value& value) {
  if (const auto* i = std::get_if<std::int64_t>(&value)) return std::to_string(*i);
  if (const auto* x = std::get_if<double>(&value)) return shortest(*x);
  if (const auto* s = std::get_if<std::string>(&value)) return *s;
  return {};
}

}  // namespace softplus_bench
