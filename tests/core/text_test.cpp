#include "core/text.hpp"

#include <catch2/catch.hpp>
#include <cfenv>
#include <cstdio>
#include <random>

#include "core/narrow.hpp"
#include "core/record.hpp"
#include "tests/core/slow_arithmetic.hpp"

namespace softplus_bench {
namespace {

constexpr FormatTraits b64 = format_traits<double>;
constexpr FormatTraits b32 = format_traits<float>;
constexpr FormatTraits b16 = format_traits<binary16>;

void check_round_trip(const FormatTraits& f, std::uint64_t bits) {
  const std::uint64_t expected = is_nan(f, bits) ? f.nan_bits() : bits;
  const auto decimal = parse_number(f, decimal_text(f, bits));
  const auto hex = parse_number(f, hex_text(f, bits));
  const auto raw = parse_bits(f, bits_text(f, bits));
  const auto raw_number = parse_number(f, bits_text(f, bits) + ":bits");
  if (decimal != expected || hex != expected || raw != bits || raw_number != bits) {
    CAPTURE(f.name, decimal_text(f, bits), hex_text(f, bits), bits_text(f, bits));
    FAIL("text did not read back as the same number");
  }
}

// All digits of a double: those of a 16-bit midpoint end before the 200th.
std::string all_digits(double x) {
  std::array<char, 256> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "%.200e", x);
  return buffer.data();
}
// The same with a digit 1 after them all, or just below it: ...999.
std::string just_above(const std::string& digits) {
  const auto e = digits.find('e');
  return digits.substr(0, e) + "1" + digits.substr(e);
}
std::string just_below(const std::string& digits) {
  const auto e = digits.find('e');
  std::string mantissa = digits.substr(0, e);
  auto last = mantissa.find_last_of("123456789");
  mantissa[last] = static_cast<char>(mantissa[last] - 1);
  for (++last; last < mantissa.size(); ++last)
    if (mantissa[last] == '0') mantissa[last] = '9';
  return mantissa + digits.substr(e);
}

TEST_CASE("every 16-bit number reads back from its decimal, hexadecimal and bit texts") {
  for (const FormatId id : slow::narrow_formats)
    for (std::uint64_t bits = 0; bits < 65536; ++bits) check_round_trip(traits(id), bits);
}

TEST_CASE("binary32 and binary64 numbers read back from their texts") {
  std::mt19937_64 random(5);
  for (const FormatTraits& f : {b32, b64}) {
    for (int i = 0; i < 30000; ++i) check_round_trip(f, random() & (f.sign_bit() | (f.sign_bit() - 1)));
    for (const std::uint64_t m : {std::uint64_t{0}, std::uint64_t{1}, f.fraction_mask(), f.fraction_mask() + 1,
                                  f.max_finite_bits(), f.infinity_bits()})
      for (const std::uint64_t sign : {std::uint64_t{0}, f.sign_bit()}) check_round_trip(f, m | sign);
  }
}

TEST_CASE("numbers are written in their own format's shortest digits") {
  CHECK(decimal_text(b32, to_bits(0.1f)) == "0.1");
  CHECK(decimal_text(b64, to_bits(0.1)) == "0.1");
  CHECK(decimal_text(b16, narrow_bits(b16, 0.1)) == "0.1");
  CHECK(decimal_text(b16, 0x7bff) == "65500");
  CHECK(decimal_text(b16, 1) == "6e-08");
  CHECK(decimal_text(format_traits<bfloat16>, 1) == "9e-41");
  CHECK(decimal_text(b16, 0x8000) == "-0");
  CHECK(decimal_text(b16, 0xfc00) == "-inf");
  CHECK(decimal_text(b16, 0xfe00) == "nan");
  CHECK(hex_text(b16, 0x3c01) == "0x1.004p+0");
  CHECK(hex_text(b32, b32.infinity_bits()) == "inf");
  CHECK(bits_text(b16, 0x3c) == "0x003c");
  CHECK(bits_text(b32, 0x3c) == "0x0000003c");
  CHECK(bits_text(b64, ~std::uint64_t{0}) == "0xffffffffffffffff");
}

TEST_CASE("decimals just beside a 16-bit midpoint are not rounded twice") {
  for (const FormatId id : slow::narrow_formats) {
    const FormatTraits& f = traits(id);
    std::uint64_t step = 1;
    for (std::uint64_t m = 0; m < f.infinity_bits(); m += step) {
      step = 1 + m % 7;
      const double midpoint = (slow::magnitude_value(f, m) + slow::magnitude_value(f, m + 1)) / 2;
      const std::string tie = all_digits(midpoint);
      const auto even = m % 2 == 0 ? m : m + 1;
      for (const bool negative : {false, true}) {
        const std::string sign = negative ? "-" : "";
        const std::uint64_t sign_bit = negative ? f.sign_bit() : 0;
        if (parse_number(f, sign + tie) != (even | sign_bit) ||
            parse_number(f, sign + just_above(tie)) != ((m + 1) | sign_bit) ||
            parse_number(f, sign + just_below(tie)) != (m | sign_bit)) {
          CAPTURE(f.name, sign + tie);
          FAIL("rounded to the wrong side");
        }
      }
    }
  }
  // Nearer to the midpoint than any long double tells.
  CHECK(parse_number(b16, "1.000488281250000000000000000000000000000001") == 0x3c01);
  CHECK(parse_number(b16, "1.000488281249999999999999999999999999999999") == 0x3c00);
  CHECK(parse_number(b16, "1.0014648437500000000000000000000000000000001") == 0x3c02);
  CHECK(parse_number(b16, "1.0014648437499999999999999999999999999999999") == 0x3c01);
  CHECK(parse_number(b16, "0x1.002000000000000000000000000001p0") == 0x3c01);
  CHECK(parse_number(b16, "1e-400") == 0);
  CHECK(parse_number(b16, "-1e-400") == 0x8000);
  CHECK(parse_number(b16, "1e400") == 0x7c00);
  CHECK(parse_number(b16, "65520") == 0x7c00);
  CHECK(parse_number(b16, "65519.99999999999999999999999999") == 0x7bff);
  CHECK(std::fegetround() == FE_TONEAREST);
}

TEST_CASE("binary32 text is rounded straight to binary32") {
  // Just above the tie 1 + 2^-24, which it is itself in double.
  CHECK(parse_number(b32, "1.000000059604644775390626") == to_bits(std::nextafter(1.0f, 2.0f)));
  CHECK(parse_number(b32, "1.000000059604644775390625") == to_bits(1.0f));
}

TEST_CASE("words and signs are read") {
  CHECK(parse_number(b32, "inf") == b32.infinity_bits());
  CHECK(parse_number(b32, "-infinity") == (b32.infinity_bits() | b32.sign_bit()));
  CHECK(parse_number(b32, "nan") == b32.nan_bits());
  CHECK(parse_number(b32, "+1") == to_bits(1.0f));
  CHECK(parse_number(b32, "  -.5") == to_bits(-0.5f));
  CHECK(parse_number(b32, "-0") == b32.sign_bit());
  CHECK(parse_number(b32, "0x1.8p-1") == to_bits(0.75f));
  CHECK(parse_number(b32, "0x3f800000:bits") == to_bits(1.0f));
  CHECK(parse_number(b32, "0x1:bits") == 1);
}

TEST_CASE("texts that are no numbers are refused") {
  for (const std::string text : {"",          " ",         "-",         "+",     "--1",
                                 "+-1",       "- 1",       "1x",        "1 ",    "1,5",
                                 "e5",        "0x",        "0xg",       "abc",   "infinite",
                                 "INF",       "Nan",       "nan(1)",    "1e",    "1e+",
                                 "0x1:",      "0x:bits",   "1:bits",    ":bits", "0x123456789:bits",
                                 "0xfg:bits", "-0x1:bits", "0x-1:bits", "\t1",   "\n1",
                                 "1\n",       "bits"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_number(b32, text).has_value());
  }
  CHECK_FALSE(parse_number(b16, "0x10000:bits").has_value());
  for (const std::string text : {"", "0x", "3f800000", "0x3f80000", "0x3f8000000", "0x3f80000g", "0x+f800000"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_bits(b32, text).has_value());
  }
  CHECK(parse_bits(b32, "0X3F800000") == 0x3f800000);
}

TEST_CASE("an error beyond double is written with its decimal exponent") {
  CHECK(ulp_text({0.5, 0}) == "0.5");
  CHECK(ulp_text({-1.25, 0}) == "-1.25");
  CHECK(ulp_text({1, 1000}) == "1.0715086071862673e+301");
  CHECK(ulp_text({-1.5, 2097}) == "-2.72893e+631");
}

}  // namespace
}  // namespace softplus_bench
