// Made-up runs for the tests of the reports: shaped like real ones, measured by nobody.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <limits>
#include <string>
#include <vector>

#include "core/narrow.hpp"
#include "core/record.hpp"
#include "reports/notation.hpp"

namespace softplus_bench::sample {

inline Record accuracy_row(const std::string& implementation, const std::string& format, double max_ulp) {
  Record r(RecordKind::accuracy);
  r["schema_version"] = std::int64_t{schema_version};
  r["function"] = "softplus";
  r["implementation"] = implementation;
  r["format"] = format;
  r["target"] = "scalar";
  r["region"] = "overall";
  r["inputs"] = "exhaustive";
  r["n"] = std::int64_t{4294967296};
  r["n_scored"] = std::int64_t{4294967296};
  r["max_ulp"] = max_ulp;
  r["max_ulp_input"] = "-16.6";
  r["max_ulp_input_bits"] = "0xc184cccd";
  r["max_ulp_got_bits"] = "0x33800000";
  r["max_ulp_want_bits"] = "0x33824d1a";
  r["status"] = "ok";
  return r;
}

// A row whose claim of 1 ULP is broken on `violations` inputs.
inline Record claiming_row(const std::string& implementation, std::int64_t violations) {
  Record r = accuracy_row(implementation, "binary32", violations == 0 ? 0.9 : 7757.5);
  r["claim_ulp"] = 1.0;
  r["claim_lower"] = -std::numeric_limits<double>::infinity();
  r["claim_upper"] = std::numeric_limits<double>::infinity();
  r["n_claim_violations"] = violations;
  if (violations == 0) return r;
  r["claim_witness_bits"] = "0xc184cccd";
  r["claim_witness_got_bits"] = "0x33800000";
  r["claim_witness_want_bits"] = "0x33824d1a";
  return r;
}

inline Record speed_row(const std::string& implementation, const std::string& format, double ns) {
  Record r(RecordKind::speed);
  r["function"] = "softplus";
  r["implementation"] = implementation;
  r["format"] = format;
  r["target"] = "scalar";
  r["metric"] = "throughput";
  r["elements"] = std::int64_t{4096};
  r["footprint"] = "L1";
  r["input_mix"] = "uniform_20";
  r["in_place"] = std::int64_t{0};
  r["threads"] = std::int64_t{1};
  r["ns_per_element"] = ns;
  r["ns_low"] = ns * 0.98;
  r["ns_high"] = ns * 1.03;
  r["elements_per_second"] = 1e9 / ns;
  r["gb_per_second"] = 8 / ns;
  r["tsc_cycles_per_element"] = ns * 2.45;
  r["ratio_to_copy"] = ns / 0.11;
  r["ratio_to_relu"] = ns / 0.13;
  for (const char* ratio : {"ratio_to_copy", "ratio_to_relu"}) {
    r[ratio + std::string("_low")] = r.number(ratio) * 0.99;
    r[ratio + std::string("_high")] = r.number(ratio) * 1.01;
  }
  r["repetitions"] = std::int64_t{500};
  r["status"] = "ok";
  return r;
}

inline Run small_run() {
  Run run;
  run.run_id = "1f0c9a2e";
  run.suite = "quick";
  run.command = "softplus-bench run accuracy -f 'softplus/*'";
  run.identity = {{"commit", "2919312"}, {"libm", "glibc 2.36"}};
  run.circumstances = {{"machine", "2 cores"}, {"started", "2026-01-02T03:04:05Z"}};
  run.reference = {{"inputs by shortcut", "12"}, {"inputs by MPFR", "3"}};
  run.complete = true;
  run.records = {claiming_row("symmetric", 0), claiming_row("naive", 12), speed_row("symmetric", "binary32", 3.25)};
  run.records[0].envelope = {{0xff7fffff, 0xc1200000, 100, 0.5, 0.25, 0xc1200001, 0},
                             {0xc11fffff, 0x41200000, 200, 1.0, 0.3, 0x3f800000, 7}};
  run.records[0].histogram = {{0, 0.25, 60}, {0.25, 0.5, 240}};
  run.omissions = {{"softplus/fused/binary32/avx512", "this processor has no AVX-512"}};
  return run;
}

// Error of an implementation at x, in ULP; NaN where the output is a wrong infinity or NaN.
using Profile = std::function<double(const FormatTraits&, double x)>;

struct Candidate {
  std::string implementation;
  std::string target;
  double claim_ulp;  // negative: none
  double ns;
  Profile profile;
};

inline std::vector<Candidate> candidates() {
  const auto bump = [](double x) { return x > -20 && x < 20 ? std::exp(-x * x / 30) : 0.0; };
  const auto exp_tail = [](const FormatTraits& f, double x) {  // 1 + e^x loses the tail
    return x < -f.precision * 0.69 ? std::ldexp(1.0, f.precision - 1) : x < 0 ? std::exp(-x) * 0.5 : 0.5;
  };
  const auto overflow = [](const FormatTraits& f, double x) { return x > f.emax * 0.6931 + 0.5; };
  const double nan = std::numeric_limits<double>::quiet_NaN();
  return {
      {"correctly_rounded", "scalar", 0.5, 61.0, [](const auto&, double) { return 0.5; }},
      {"symmetric", "scalar", 1.5, 9.4, [=](const auto&, double x) { return 0.5 + 0.61 * bump(x); }},
      {"symmetric", "avx2", 1.5, 1.31, [=](const auto&, double x) { return 0.5 + 0.79 * bump(x + 1); }},
      {"fused", "avx2", 1.0, 0.92, [=](const auto&, double x) { return 0.5 + 0.41 * bump(x - 1); }},
      {"fused", "avx512", 1.0, 0.51, [=](const auto&, double x) { return 0.5 + 0.41 * bump(x - 1); }},
      {"polynomial_fast", "avx2", 4.0, 0.44, [=](const auto&, double x) { return 0.5 + 2.9 * bump(x); }},
      {"log1p", "scalar", -1, 8.1, [=](const auto& f, double x) { return overflow(f, x) ? nan : 0.5 + 0.5 * bump(x); }},
      {"naive", "scalar", -1, 7.7, [=](const auto& f, double x) { return overflow(f, x) ? nan : exp_tail(f, x); }},
      {"thresholded_20", "scalar", 2.0, 7.9,
       [=](const auto& f, double x) { return x > 20 && x < 34 && f.precision == 53 ? 7757.25 : 0.5 + 0.61 * bump(x); }},
      {"thresholded_20", "peer", -1, 2.2, [=](const auto& f, double x) { return x < 20 ? exp_tail(f, x) : 0.5; }},
      {"logaddexp", "scalar", 2.0, 12.6, [=](const auto&, double x) { return 0.5 + 1.1 * bump(x); }},
      {"tanh_form", "scalar", -1, 14.0,
       [=](const auto& f, double x) { return x < -5 ? exp_tail(f, x) : 0.5 + 3 * bump(x); }},
      {"lookup_table_linear", "scalar", 300.0, 1.9, [=](const auto&, double x) { return 0.5 + 260 * bump(x); }},
      {"glibc", "peer", 1.5, 8.8, [=](const auto&, double x) { return 0.5 + 0.6 * bump(x); }},
      {"sleef_u10", "peer", 1.2, 1.9, [=](const auto&, double x) { return 0.5 + 0.52 * bump(x); }},
  };
}

inline std::string region_of(const FormatTraits& f, double x) {
  if (x < (f.emin) * 0.6931) return "deep_negative";
  if (x < -f.precision * 0.6931) return "exp_tail";
  if (x > f.precision * 0.63) return "identity";
  if (x > f.precision * 0.34) return "linear_approach";
  return std::abs(x) < std::ldexp(1.0, -f.precision) ? "log2_plateau" : "knee";
}

// Where bin i of `bins` starts: most bins lie where 2^-p <= |x| <= 2^7.
inline std::int64_t bin_start(const FormatTraits& f, int i, int bins) {
  const auto place = [&](double x) { return static_cast<double>(ordinal(f, narrow_bits(f, x))); };
  const double top = static_cast<double>(f.max_finite_bits());
  const double tiny = place(std::ldexp(1.0, -f.precision));
  const double cuts[] = {-top, -place(128), -tiny, tiny, place(128), top};
  const double shares[] = {0.1, 0.35, 0.1, 0.35, 0.1};
  double t = static_cast<double>(i) / bins;
  for (int k = 0; k < 5; ++k) {
    if (t < shares[k] || k == 4) return static_cast<std::int64_t>(cuts[k] + (cuts[k + 1] - cuts[k]) * t / shares[k]);
    t -= shares[k];
  }
  return 0;
}

// One overall row with its envelope, and one row per region.
inline void add_rows(Run& run, const Candidate& c, const FormatTraits& f, int bins) {
  const auto top = static_cast<std::int64_t>(f.max_finite_bits());
  const auto bits_text = [&](std::uint64_t b) {
    const std::string digits = "0123456789abcdef";
    std::string s = "0x";
    for (int i = f.bits - 4; i >= 0; i -= 4) s += digits[(b >> i) & 15];
    return s;
  };
  std::vector<Record> rows;
  for (const std::string region :
       {"overall", "deep_negative", "exp_tail", "knee", "log2_plateau", "linear_approach", "identity"}) {
    Record r = accuracy_row(c.implementation, std::string(f.name), 0.0);
    r["target"] = c.target;
    r["region"] = region;
    r["inputs"] = f.bits == 64 ? "stratified" : "exhaustive";
    r["n"] = std::int64_t{0};
    rows.push_back(r);
  }
  std::uint64_t noise = 88172645463325252u;
  std::int64_t unscored_total = 0;
  for (int i = 0; i < bins; ++i) {
    const std::int64_t lo = bin_start(f, i, bins);
    const std::int64_t hi = i + 1 < bins ? bin_start(f, i + 1, bins) - 1 : top;
    EnvelopeBin bin;
    bin.first_bits = bits_at_ordinal(f, lo);
    bin.last_bits = bits_at_ordinal(f, hi);
    bin.argmax_bits = bits_at_ordinal(f, lo + (hi - lo) / 3);
    const double x = widen(f, bin.argmax_bits);
    noise ^= noise << 13, noise ^= noise >> 7, noise ^= noise << 17;
    const double u = static_cast<double>(noise >> 11) * 0x1p-53;
    const double e = c.profile(f, x);
    const std::int64_t n = f.bits == 64 ? 4000 : hi - lo + 1;
    bin.n = std::isnan(e) ? 0 : static_cast<std::uint64_t>(n);
    bin.n_unscored = std::isnan(e) ? static_cast<std::uint64_t>(n) : 0;
    bin.max_ulp = std::isnan(e) ? 0 : e <= 0.5 ? e * (1 - 0.004 * u) : e * (1 - 0.15 * u);
    bin.mean_ulp = bin.max_ulp / 3;
    unscored_total += static_cast<std::int64_t>(bin.n_unscored);
    for (Record& r : rows) {
      if (r.text("region") != "overall" && r.text("region") != region_of(f, x)) continue;
      r["n"] = r.integer("n") + n;
      if (std::isnan(e)) r["n_wrong_infinity"] = r.integer("n_wrong_infinity") + n;
      if (bin.max_ulp <= r.number("max_ulp")) continue;
      r["max_ulp"] = bin.max_ulp;
      r["max_ulp_input"] = decimal_of(f, bin.argmax_bits);
      r["max_ulp_input_hex"] = hex_of(f, bin.argmax_bits);
      r["max_ulp_input_bits"] = bits_text(bin.argmax_bits);
      r["max_ulp_got_bits"] = bits_text(bin.argmax_bits ^ 3);
      r["max_ulp_want_bits"] = bits_text(bin.argmax_bits ^ 1);
    }
    rows[0].envelope.push_back(bin);
  }
  for (Record& r : rows) {
    const double m = r.number("max_ulp");
    r["n_scored"] = r.integer("n") - r.integer("n_wrong_infinity");
    const auto above = [&](double bound) {
      return static_cast<std::int64_t>(m > bound ? (1 - bound / m) * 0.02 * static_cast<double>(r.integer("n_scored"))
                                                 : 0);
    };
    r["mean_ulp"] = std::min(m / 3, 0.26);
    r["rms_ulp"] = std::min(m / 2, 0.31);
    r["bias_ulp"] = 0.0012;
    r["p50_ulp"] = std::min(m * 0.5, 0.25);
    r["p90_ulp"] = std::min(m * 0.8, 0.46);
    r["p99_ulp"] = std::min(m, 0.52);
    r["p999_ulp"] = std::min(m, 0.93);
    r["share_correctly_rounded"] = m <= 0.5 ? 1.0 : 1 - 0.05 * std::log10(1 + m);
    r["share_faithful"] = m <= 1 ? 1.0 : 1 - 0.02 * std::log10(m);
    r["n_above_1"] = above(1), r["n_above_2"] = above(2), r["n_above_4"] = above(4);
    if (c.claim_ulp >= 0 && r.text("region") == "overall") {
      r["claim_ulp"] = c.claim_ulp;
      const bool broken = m > c.claim_ulp || unscored_total > 0;
      r["n_above_claim"] = r["n_claim_violations"] = std::int64_t{broken ? 1234 : 0};
      if (broken)
        r["claim_witness_bits"] = r["max_ulp_input_bits"], r["claim_witness_got_bits"] = r["max_ulp_got_bits"],
        r["claim_witness_want_bits"] = r["max_ulp_want_bits"];
    }
    r["reproduce"] = "softplus-bench run accuracy -f '" + r.id() + "'";
    run.records.push_back(r);
  }
}

// As large as what `softplus-bench run` leaves: 15 implementations in 4 formats, 1000 bins a row.
inline Run quick_run(int bins = 1000) {
  Run run = small_run();
  run.records.clear();
  run.command = "softplus-bench run";
  for (const FormatTraits& f : all_formats)
    for (const Candidate& c : candidates()) {
      add_rows(run, c, f, bins);
      for (const std::string mix : {"uniform_20", "normal_1"}) {
        Record s = speed_row(c.implementation, std::string(f.name),
                             c.ns * (f.bits == 64 ? 2 : 1) * (mix == "normal_1" ? 1.1 : 1));
        s["target"] = c.target;
        s["input_mix"] = mix;
        if (mix == "uniform_20" || f.bits == 32) run.records.push_back(s);
      }
    }
  Record broken = accuracy_row("crashing_plugin", "binary32", 0);
  broken["max_ulp"] = Value();
  broken["target"] = "plugin";
  broken["status"] = "failed";
  broken["reason"] = "child process ended with signal 11 (segmentation fault)";
  run.records.push_back(broken);
  run.circumstances.emplace_back("load", "0.42");
  return run;
}

// A folder of its own, removed at the end of the test.
struct TemporaryFolder {
  std::filesystem::path path;
  TemporaryFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "softplus_bench_XXXXXX").string();
    if (mkdtemp(name.data()) != nullptr) path = name;
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder() { std::filesystem::remove_all(path); }
};

}  // namespace softplus_bench::sample
