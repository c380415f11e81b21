#include "reports/checkpoint.hpp"

#include <fmt/format.h>

#include <bit>
#include <charconv>
#include <nlohmann/json.hpp>

#include "reports/file.hpp"

namespace softplus_bench {
namespace {

using Json = nlohmann::ordered_json;

// The fields of each structure, for writing and for reading: there is a name for each in the binding, so one that is
// forgotten does not compile.
template <class Of, class Is>
concept Like = std::same_as<std::remove_const_t<Of>, Is>;

template <Like<UlpError> S, class Visit>
void each_field(S& s, Visit visit) {
  auto& [value, scale] = s;
  visit("value", value), visit("scale", scale);
}
template <Like<Witness> S, class Visit>
void each_field(S& s, Visit visit) {
  auto& [any, error, input, input2, got, want] = s;
  visit("any", any), visit("error", error), visit("input", input), visit("input2", input2);
  visit("got", got), visit("want", want);
}
template <Like<WideSum> S, class Visit>
void each_field(S& s, Visit visit) {
  auto& [low, high] = s;
  visit("low", low), visit("high", high);
}
template <Like<ErrorStatistics> S, class Visit>
void each_field(S& s, Visit visit) {
  auto& [n, n_scored, n_verdict, n_above_1, n_above_2, n_above_4, n_above_claim, n_claim_violations, n_decreases,
         sum_abs, sum_signed, sum_squares, lowest, highest, first_violation, first_zero_sign, first_decrease,
         max_relative_eps, max_integer_ulp, max_conditioning_excess, histogram] = s;
  visit("n", n), visit("n_scored", n_scored), visit("n_verdict", n_verdict);
  visit("n_above_1", n_above_1), visit("n_above_2", n_above_2), visit("n_above_4", n_above_4);
  visit("n_above_claim", n_above_claim), visit("n_claim_violations", n_claim_violations);
  visit("n_decreases", n_decreases), visit("first_decrease", first_decrease);
  visit("sum_abs", sum_abs), visit("sum_signed", sum_signed), visit("sum_squares", sum_squares);
  visit("lowest", lowest), visit("highest", highest), visit("first_violation", first_violation);
  visit("first_zero_sign", first_zero_sign);
  visit("max_relative_eps", max_relative_eps), visit("max_integer_ulp", max_integer_ulp);
  visit("max_conditioning_excess", max_conditioning_excess), visit("histogram", histogram);
}
template <Like<Envelope::Bin> S, class Visit>
void each_field(S& s, Visit visit) {
  auto& [n, n_unscored, sum_abs, worst] = s;
  visit("n", n), visit("n_unscored", n_unscored), visit("sum_abs", sum_abs), visit("worst", worst);
}
template <Like<ReferenceTally> S, class Visit>
void each_field(S& s, Visit visit) {
  auto& [shortcut, fast, settled, computed, highest_precision] = s;
  visit("shortcut", shortcut), visit("fast", fast), visit("settled", settled), visit("computed", computed);
  visit("highest_precision", highest_precision);
}
template <Like<ImplementationProgress> S, class Visit>
void each_field(S& s, Visit visit) {
  auto& [id, failure, by_region, envelope] = s;
  visit("id", id), visit("failure", failure), visit("by_region", by_region), visit("envelope", envelope);
}
template <Like<AccuracyProgress> S, class Visit>
void each_field(S& s, Visit visit) {
  auto& [job, inputs_done, reference, implementations] = s;
  visit("job", job), visit("inputs_done", inputs_done), visit("reference", reference);
  visit("implementations", implementations);
}
template <Like<FinishedJob> S, class Visit>
void each_field(S& s, Visit visit) {
  auto& [job, reference] = s;
  visit("job", job), visit("reference", reference);
}
template <Like<Checkpoint> S, class Visit>
void each_field(S& s, Visit visit) {
  auto& [finished, under_way] = s;
  visit("finished", finished), visit("under_way", under_way);
}
template <Like<StoredCheckpoint> S, class Visit>
void each_field(S& s, Visit visit) {
  auto& [run_id, arguments, checkpoint] = s;
  visit("run_id", run_id), visit("arguments", arguments), visit("checkpoint", checkpoint);
}

// Of these there are thousands: an array without names, and an empty one for a value that is all zeros.
template <class T>
concept Compact =
    std::same_as<T, UlpError> || std::same_as<T, Witness> || std::same_as<T, WideSum> || std::same_as<T, Envelope::Bin>;

struct Write {
  static Json json(std::uint64_t n) { return n; }
  static Json json(int n) { return n; }
  static Json json(bool b) { return b; }
  static Json json(const std::string& text) { return text; }
  static Json json(double x) { return fmt::format("{:#x}", std::bit_cast<std::uint64_t>(x)); }
  static Json json(uint128 n) {
    const auto low = static_cast<std::uint64_t>(n);
    return n >> 64 == 0 ? Json(low) : Json(fmt::format("{:#x}{:016x}", static_cast<std::uint64_t>(n >> 64), low));
  }
  static Json json(int128 n) { return json(static_cast<uint128>(n)); }
  // Index and count of each bin that is not empty, then those of the next.
  static Json json(const ErrorHistogram& histogram) {
    Json array = Json::array();
    const auto counts = histogram.counts();
    for (std::size_t i = 0; i < counts.size(); ++i)
      if (counts[i] != 0) array.push_back(i), array.push_back(counts[i]);
    return array;
  }
  template <class T>
  static Json json(const T& list) requires requires {
    list.size();
  }
  {
    Json array = Json::array();
    for (const auto& each : list) array.push_back(json(each));
    return array;
  }
  template <Compact T>
  static Json json(const T& s) {
    Json array = Json::array();
    if (!(s == T{})) each_field(s, [&](const char*, const auto& value) { array.push_back(json(value)); });
    return array;
  }
  template <class T>
  static Json json(const T& s) {
    Json object = Json::object();
    each_field(s, [&]<class Field>(const char* name, const Field& value) {
      if constexpr (requires { value.has_value(); }) {
        if (value) object[name] = json(*value);
      } else {
        object[name] = json(value);
      }
    });
    return object;
  }
};

struct Read {
  static void from(const Json& json, std::uint64_t& n) {
    if (!json.is_number_unsigned()) throw UnreadableRun(json.dump() + " is no number of inputs");
    n = json.get<std::uint64_t>();
  }
  static void from(const Json& json, int& n) { n = json.get<int>(); }
  static void from(const Json& json, bool& b) { b = json.get<bool>(); }
  static void from(const Json& json, std::string& text) { text = json.get<std::string>(); }
  static void from(const Json& json, double& x) { x = std::bit_cast<double>(hexadecimal(json.get<std::string>(), 2)); }
  static void from(const Json& json, uint128& n) {
    if (!json.is_string()) {
      n = json.get<std::uint64_t>();
      return;
    }
    const auto text = json.get<std::string>();
    if (text.size() < 19) throw UnreadableRun("\"" + text + "\" is no integer of more than 64 bits");
    const std::size_t low = text.size() - 16;
    n = static_cast<uint128>(hexadecimal(text.substr(0, low), 2)) << 64 | hexadecimal(text, low);
  }
  static void from(const Json& json, int128& n) {
    uint128 bits = 0;
    from(json, bits);
    n = static_cast<int128>(bits);
  }
  static void from(const Json& json, ErrorHistogram& histogram) {
    for (std::size_t i = 0; i < json.size(); i += 2) {
      std::uint64_t bin = 0;
      std::uint64_t count = 0;
      from(json.at(i), bin);
      from(json.at(i + 1), count);
      if (bin >= histogram.counts().size()) throw UnreadableRun(fmt::format("no histogram has a bin {}", bin));
      histogram.add_to_bin(static_cast<int>(bin), count);
    }
  }
  template <class T, std::size_t size>
  static void from(const Json& json, std::array<T, size>& list) {
    for (std::size_t i = 0; i < size; ++i) from(json.at(i), list[i]);
  }
  template <class T>
  static void from(const Json& json, std::vector<T>& list) {
    list.resize(json.size());
    for (std::size_t i = 0; i < list.size(); ++i) from(json.at(i), list[i]);
  }
  template <Compact T>
  static void from(const Json& json, T& s) {
    std::size_t i = 0;
    if (!json.empty()) each_field(s, [&](const char*, auto& value) { from(json.at(i++), value); });
  }
  template <class T>
  static void from(const Json& json, T& s) {
    each_field(s, [&]<class Field>(const char* name, Field& value) {
      if constexpr (requires { value.has_value(); }) {
        if (json.contains(name)) from(json.at(name), value.emplace());
      } else {
        from(json.at(name), value);
      }
    });
  }

 private:
  static std::uint64_t hexadecimal(const std::string& text, std::size_t start) {
    std::uint64_t value = 0;
    const char* end = text.data() + text.size();
    if (text.size() <= start || !text.starts_with("0x") ||
        std::from_chars(text.data() + start, end, value, 16).ptr != end)
      throw UnreadableRun("\"" + text + "\" is no hexadecimal number");
    return value;
  }
};

}  // namespace

std::string json_of(const StoredCheckpoint& stored) {
  Json object{{"schema_version", schema_version}};
  object.update(Write::json(stored));
  return object.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

StoredCheckpoint checkpoint_from(std::string_view text) try {
  const Json object = Json::parse(text);
  check_schema_version(object);
  StoredCheckpoint stored;
  Read::from(object, stored);
  return stored;
} catch (const nlohmann::json::exception& e) {
  throw UnreadableRun(fmt::format("not a checkpoint: {}", e.what()));
}

StoredCheckpoint read_checkpoint(const std::filesystem::path& path) try {
  return checkpoint_from(read_file(path));
} catch (const UnreadableRun& e) {
  throw UnreadableRun(fmt::format("{}: {}", path.string(), e.what()));
}

}  // namespace softplus_bench
