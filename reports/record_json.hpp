// Records, omissions and facts as JSON: what run.json and run.jsonl are made of.
//
// A record is one object: "kind", then its columns by name in file order (a missing value is an absent
// key), then "envelope" and "histogram" as objects of equally long arrays. Doubles are the shortest
// decimal that reads back the same and always hold a point or an exponent, so that 1 and 1.0 stay apart;
// infinities and NaN are the strings "inf", "-inf" and "nan". Bytes that are no UTF-8 become U+FFFD.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <stdexcept>
#include <string>
#include <string_view>

#include "core/record.hpp"

namespace softplus_bench {

// A file that is no run: what() is one line that says where and why.
struct UnreadableRun : std::runtime_error {
  using std::runtime_error::runtime_error;
};

std::string json_of(std::string_view text);
std::string json_of(const Value& value);  // not for a missing value
std::string json_of(const Facts& facts);  // an object; names are unique
std::string json_of(const Record& record);
std::string json_of(const Omission& omission);  // {"kind":"omission", ...}

// The inverses. Columns and keys of a later version are passed over. They throw UnreadableRun or an
// exception of nlohmann/json.
Facts facts_from(const nlohmann::ordered_json& object);
Record record_from(const nlohmann::ordered_json& object);
Omission omission_from(const nlohmann::ordered_json& object);

// Throws UnreadableRun unless the object's schema_version is one that this program knows.
void check_schema_version(const nlohmann::ordered_json& object);

}  // namespace softplus_bench
