#include "reports/display.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

namespace sb = softplus_bench;

TEST_CASE("an error in ULP is never printed smaller than it is") {
  CHECK(sb::display_ulp(0.5) == "0.500");
  CHECK(sb::display_ulp(0.500001) == "0.501");
  CHECK(sb::display_ulp(std::nextafter(1.0, 2.0)) == "1.001");
  CHECK(sb::display_ulp(0.501) == "0.501");
  CHECK(sb::display_ulp(7757.25) == "7757.3");
  CHECK(sb::display_ulp(16777216) == "1.7e+07");
  CHECK(sb::display_ulp(9.99e9) == "1.0e+10");
  CHECK(sb::display_ulp(1e5) == "1.0e+05");
  CHECK(sb::display_ulp(std::numeric_limits<double>::infinity()) == "inf");
  CHECK(sb::display_ulp(std::nan("")).empty());
}

TEST_CASE("a share is 100 % only when it is all of them") {
  CHECK(sb::display_percent(1) == "100");
  CHECK(sb::display_percent(1 - 0x1p-32) == "99.999");
  CHECK(sb::display_percent(0.5) == "50.0");
  CHECK(sb::display_percent(0) == "0.0");
}

TEST_CASE("counts and times have few digits") {
  CHECK(sb::display_count(4294967296) == "4,294,967,296");
  CHECK(sb::display_count(999) == "999");
  CHECK(sb::display_count(-1000) == "-1,000");
  CHECK(sb::display_short_count(4294967296) == "4.3G");
  CHECK(sb::display_short_count(999999) == "1.0M");
  CHECK(sb::display_short_count(12345) == "12k");
  CHECK(sb::display_3(0.51234) == "0.512");
  CHECK(sb::display_3(1239.6) == "1240");
  CHECK(sb::display_3(61) == "61.0");
  CHECK(sb::display_3(99.96) == "100");
}

TEST_CASE("an error beyond the range of double sorts as infinite and is printed as it stands") {
  sb::Record r(sb::RecordKind::accuracy);
  r["max_ulp"] = "1.25e+400";
  CHECK(std::isinf(sb::ulp_of(r, "max_ulp")));
  CHECK(sb::display_ulp(r, "max_ulp") == "1.25e+400");
}

TEST_CASE("a long text keeps its start and its end, whole characters and one line") {
  CHECK(sb::abbreviated("short", 5) == "short");
  CHECK(sb::abbreviated("softplus/thresholded_20/binary32/scalar", 20) == "softplus/thre~scalar");
  CHECK(sb::abbreviated("éééééééééé", 4, "…") == "éé…é");
  CHECK(sb::abbreviated("a\n\x1b[1mb", 20) == "a  [1mb");
  CHECK(sb::abbreviated("abc", 1) == "~");
}
