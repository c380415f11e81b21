#include "reports/notation.hpp"

#include <catch2/catch.hpp>
#include <charconv>

#include "core/narrow.hpp"

namespace sb = softplus_bench;

TEST_CASE("decimal text of every 16-bit number reads back as the same bits") {
  for (const auto id : {sb::FormatId::binary16, sb::FormatId::bfloat16}) {
    const auto& format = sb::traits(id);
    for (std::uint64_t bits = 0; bits < 65536; ++bits) {
      if (sb::is_nan(format, bits)) continue;
      const std::string text = sb::decimal_of(format, bits);
      double back = 0;
      std::from_chars(text.data(), text.data() + text.size(), back);
      if (sb::narrow_bits(format, back) != bits || text.size() > 12) FAIL(text);
    }
  }
}

TEST_CASE("numbers are written in the shortest way of their own format") {
  CHECK(sb::decimal_of(sb::traits(sb::FormatId::binary32), 0x3dcccccd) == "0.1");
  CHECK(sb::decimal_of(sb::traits(sb::FormatId::binary64), 0x3fb999999999999a) == "0.1");
  CHECK(sb::decimal_of(sb::traits(sb::FormatId::bfloat16), 0x3dcd) == "0.1");
  CHECK(sb::decimal_of(sb::traits(sb::FormatId::binary32), 0x80000000) == "-0");
  CHECK(sb::hex_of(sb::traits(sb::FormatId::binary32), 0x3dcccccd) == "0x1.99999ap-4");
  CHECK(sb::hex_of(sb::traits(sb::FormatId::binary32), 0xff800000) == "-inf");
  CHECK(sb::decimal_of(sb::traits(sb::FormatId::binary32), 0x7fc00000) == "nan");
}

TEST_CASE("pairs of inputs are written as pairs, and text that is no bits as it is") {
  const auto* binary32 = sb::find_format("binary32");
  CHECK(sb::decimal_of(binary32, "0x3f800000;0xbf800000") == "1;-1");
  CHECK(sb::decimal_of(binary32, "nonsense") == "nonsense");
  CHECK(sb::decimal_of(nullptr, "0x3f800000") == "0x3f800000");
  CHECK(sb::find_format("binary128") == nullptr);
}
