#include "core/format.hpp"

#include <catch2/catch.hpp>
#include <random>

#include "tests/core/slow_arithmetic.hpp"

namespace softplus_bench {
namespace {

// Bits on both sides of everything that is special, and some between.
std::vector<std::uint64_t> telling_bits(const FormatTraits& f) {
  std::vector<std::uint64_t> all;
  for (const std::uint64_t m :
       {std::uint64_t{0}, std::uint64_t{1}, f.fraction_mask(), f.fraction_mask() + 1, f.max_finite_bits(),
        f.infinity_bits(), f.infinity_bits() + 1, f.nan_bits(), f.sign_bit() - 1})
    for (const std::uint64_t sign : {std::uint64_t{0}, f.sign_bit()}) all.push_back(m | sign);
  std::mt19937_64 random(1);
  for (int i = 0; i < 100000; ++i) all.push_back(random() & (f.sign_bit() | (f.sign_bit() - 1)));
  return all;
}

TEST_CASE("ordinals of neighbours differ by one, and both zeros are at 0") {
  for (const FormatId id : slow::narrow_formats) {
    const FormatTraits& f = traits(id);
    std::int64_t expected = -static_cast<std::int64_t>(f.infinity_bits());
    // From -infinity to -0, then from +0 to +infinity.
    for (std::uint64_t m = f.infinity_bits(); m-- > 0;) {
      const std::uint64_t above = m | f.sign_bit();
      if (ordinal(f, above) != ++expected) FAIL("ordinal of " << above);
      if (slow::magnitude_value(f, m) >= slow::magnitude_value(f, m + 1)) FAIL("order of the magnitudes at " << m);
    }
    CHECK(expected == 0);
    for (std::uint64_t m = 0; m <= f.infinity_bits(); ++m)
      if (ordinal(f, m) != expected++) FAIL("ordinal of " << m);
  }
}

TEST_CASE("an ordinal leads back to its number, from 0 to +0") {
  for (const FormatTraits& f : all_formats)
    for (const std::uint64_t bits : telling_bits(f)) {
      const std::uint64_t back = bits_at_ordinal(f, ordinal(f, bits));
      if (back != (is_zero(f, bits) ? 0 : bits)) FAIL(f.name << " " << bits << " came back as " << back);
    }
  CHECK(ordinal(-0.0) == 0);
  CHECK(ordinal(1.0f) == 0x3f800000);
  CHECK(ordinal(binary16{0x8001}) == -1);
  CHECK(ordinal(bfloat16{0x0002}) == 2);
}

TEST_CASE("indices count every bit pattern once, in number order") {
  for (const FormatId id : slow::narrow_formats) {
    const FormatTraits& f = traits(id);
    std::vector<bool> seen(65536);
    for (std::uint64_t index = 0; index < 65536; ++index) {
      const std::uint64_t bits = bits_at_index(f, index);
      if (index_of_bits(f, bits) != index) FAIL("index " << index);
      if (seen[bits]) FAIL("bits " << bits << " twice");
      seen[bits] = true;
      if (index > 0 && ordinal(f, bits) - ordinal(f, bits_at_index(f, index - 1)) != (bits == 0 ? 0 : 1))
        FAIL("order at index " << index);
    }
  }
  for (const FormatTraits& f : all_formats) {
    CHECK(bits_at_index(f, 0) == (f.sign_bit() | (f.sign_bit() - 1)));
    CHECK(bits_at_index(f, f.sign_bit() - 1) == f.sign_bit());
    CHECK(bits_at_index(f, f.sign_bit()) == 0);
    for (const std::uint64_t bits : telling_bits(f))
      if (bits_at_index(f, index_of_bits(f, bits)) != bits) FAIL(f.name << " " << bits);
  }
}

TEST_CASE("every bit pattern is one of NaN, infinite and finite") {
  for (const FormatId id : slow::narrow_formats) {
    const FormatTraits& f = traits(id);
    std::size_t nans = 0;
    std::size_t finite = 0;
    for (std::uint64_t bits = 0; bits < 65536; ++bits) {
      if (is_nan(f, bits) + is_infinite(f, bits) + is_finite(f, bits) != 1) FAIL("bits " << bits);
      nans += is_nan(f, bits) ? 1 : 0;
      finite += is_finite(f, bits) ? 1 : 0;
    }
    const std::size_t fractions = std::size_t{1} << f.fraction_bits();
    CHECK(nans == 2 * (fractions - 1));
    CHECK(finite == 65536 - 2 * fractions);
  }
}

TEST_CASE("the traits are those of IEEE 754 and of the compiler's types") {
  using limits64 = std::numeric_limits<double>;
  using limits32 = std::numeric_limits<float>;
  CHECK(format_traits<double>.precision == limits64::digits);
  CHECK(format_traits<double>.emin == limits64::min_exponent - 1);
  CHECK(format_traits<double>.emax == limits64::max_exponent - 1);
  CHECK(format_traits<float>.precision == limits32::digits);
  CHECK(format_traits<float>.emin == limits32::min_exponent - 1);
  CHECK(format_traits<float>.emax == limits32::max_exponent - 1);
  CHECK(format_traits<float>.max_finite_bits() == to_bits(limits32::max()));
  CHECK(format_traits<double>.infinity_bits() == to_bits(limits64::infinity()));
  CHECK(format_traits<binary16>.max_finite_bits() == 0x7bff);
  CHECK(format_traits<bfloat16>.max_finite_bits() == 0x7f7f);
  for (const FormatTraits& f : all_formats) {
    CHECK(&traits(f.id) == &f);
    CHECK(is_nan(f, f.nan_bits()));
    CHECK(f.emin == 1 - f.emax);
    visit_format(f.id, [&]<class T>(std::type_identity<T>) {
      CHECK(format_id<T> == f.id);
      CHECK(sizeof(T) * 8 == static_cast<std::size_t>(f.bits));
      CHECK(to_bits(from_bits<T>(f.max_finite_bits())) == f.max_finite_bits());
    });
  }
}

}  // namespace
}  // namespace softplus_bench
