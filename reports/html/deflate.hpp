// Bytes as text that a page's script can inflate.
#pragma once

#include <string>
#include <string_view>

namespace softplus_bench::html {

// zlib's format, in base64 (RFC 4648). Equal bytes give equal text with one version of zlib.
std::string deflated_base64(std::string_view bytes);

// The same as an element of the page that is no script, found by its id.
std::string deflated_element(std::string_view id, std::string_view bytes);

}  // namespace softplus_bench::html
