#include "reports/plain_text.hpp"

#include <catch2/catch.hpp>

namespace sb = softplus_bench;

TEST_CASE("ordinary text stays as it is, whatever its language") {
  for (const std::string text : {"", "softplus/naive/binary32/scalar", "é ≥ 0 … 数 😀", "\xef\xbf\xbd \xf4\x8f\xbf\xbd"})
    CHECK(sb::plain_text(text) == text);
}

TEST_CASE("control characters and separators of lines become blanks") {
  CHECK(sb::plain_text("a\nb\r\tc\x1b\x7f"
                       "d") == "a b  c  d");
  CHECK(sb::plain_text("\xc2\x80\xc2\x9b\xc2\x9f|\xe2\x80\xa8\xe2\x80\xa9|") == "   |  |");
  CHECK(sb::plain_text("\xc2\xa0") == "\xc2\xa0");  // the first after them
  CHECK(sb::plain_text(std::string_view("a\0b", 3)) == "a b");
}

TEST_CASE("bytes that are no UTF-8, turns of direction and what XML forbids become U+FFFD") {
  const std::string mark = "\xef\xbf\xbd";
  CHECK(sb::plain_text("\xff") == mark);
  CHECK(sb::plain_text("a\xc3(") == "a" + mark + "(");
  CHECK(sb::plain_text("\xe2\x80\xae") == mark);
  CHECK(sb::plain_text("\xe2\x81\xa6") == mark);
  CHECK(sb::plain_text("\xef\xbf\xbe\xef\xbf\xbf") == mark + mark);
  CHECK(sb::plain_text("\xe2\x80\xa7\xe2\x80\xaf") == "\xe2\x80\xa7\xe2\x80\xaf");
}
