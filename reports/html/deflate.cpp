#include "reports/html/deflate.hpp"

#include <zlib.h>

#include <cstdint>
#include <stdexcept>
#include <vector>

namespace softplus_bench::html {

std::string deflated_base64(std::string_view bytes) {
  uLongf size = compressBound(static_cast<uLong>(bytes.size()));
  // Padded by two zeros, so that the last group of three can be read.
  std::vector<unsigned char> packed(size + 2);
  if (compress2(packed.data(), &size, reinterpret_cast<const Bytef*>(bytes.data()), static_cast<uLong>(bytes.size()),
                Z_BEST_COMPRESSION) != Z_OK)
    throw std::runtime_error("zlib could not deflate the page's data");
  packed.resize(size);
  packed.resize(size + 2);

  constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  text.reserve((size + 2) / 3 * 4);
  for (std::size_t i = 0; i < size; i += 3) {
    const std::uint32_t group = packed[i] << 16U | packed[i + 1] << 8U | packed[i + 2];
    for (const unsigned shift : {18U, 12U, 6U, 0U}) text += digits[group >> shift & 63U];
  }
  // What came from the padding is told from data by '='.
  for (std::size_t i = 0; i < (3 - size % 3) % 3; ++i) text[text.size() - 1 - i] = '=';
  return text;
}

std::string deflated_element(std::string_view id, std::string_view bytes) {
  return "<script type=\"text/plain\" id=\"" + std::string(id) + "\">" + deflated_base64(bytes) + "</script>\n";
}

}  // namespace softplus_bench::html
