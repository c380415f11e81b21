// The peers: other people's libraries, each a module of its own with the plug-in interface, known here by name alone.
// Generated from the CMakeLists.txt of impls/peers; nothing of a peer is linked.
#pragma once

#include <span>
#include <string_view>

#include "core/format.hpp"

namespace softplus_bench {

// One way of computing one function, in the formats that the bits of `formats` stand for.
struct PeerRow {
  std::string_view function;  // "softplus"
  std::string_view name;      // "sleef_u10"
  std::string_view strategy;  // "max(x, 0) + log1p(e^-|x|)"
  unsigned formats;
  constexpr bool has(FormatId format) const { return (formats >> static_cast<unsigned>(format) & 1u) != 0; }
};

struct PeerModule {
  std::string_view name;     // of its folder and of its file: "sleef"
  std::string_view library;  // "SLEEF"
  std::string_view absent;   // why it was not built and what to do; empty when it was
  std::span<const PeerRow> rows;
};

// Sorted by name.
std::span<const PeerModule> peer_modules();

}  // namespace softplus_bench
