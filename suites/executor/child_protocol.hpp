// What a process and a child of it that has loaded a plug-in say to each other.
//
// The child first sends what it has loaded, or why it cannot, as lines of text, one a message:
//
//   rows N                                        and N lines of the form
//   row FUNCTION NAME FORMAT MAX_ULP LOWER UPPER CREDIT     numbers as C99 hexadecimal, CREDIT to the end of the line
//   failed REASON
//
// Then each request is a ChildRequest and is answered by a ChildReply, in one message each. Arrays lie in memory that
// both see: three regions of equal size, x, x2 and y, in the child each followed by a page that nobody may touch, and
// the first two only to be read. A child that crashes sends a reply too, if it still can.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "core/implementation.hpp"

namespace softplus_bench {

inline constexpr std::size_t longest_child_line = 16384;
inline constexpr std::size_t most_child_rows = 4 * 4096;

// Exit code of a child that can no longer be talked to: what it has loaded closed its socket.
inline constexpr int child_lost_connection = 113;

enum class ChildRegion : std::uint32_t { x, x2, y, none };

struct ChildRequest {
  std::uint64_t serial = 0;  // another in every request, and in its reply
  std::uint64_t row = 0;
  std::uint64_t n = 0;
  std::uint64_t region_bytes = 0;  // a multiple of a page
  std::uint64_t x_offset = 0;      // in its region, which is y's where in_place
  std::uint64_t x2_offset = 0;
  std::uint64_t y_offset = 0;
  std::int32_t rounding = 0;  // of <cfenv>
  bool in_place = false;
  bool has_second = false;
  bool has_parameters = false;
  std::array<double, parameter_count> parameters{};
};

struct ChildReply {
  enum class Kind : std::uint32_t { done, threw, left_controls, crashed };
  static constexpr std::array<char, 8> right_tag{1, 'r', 'e', 'p', 'l', 'y', '1', 2};

  std::array<char, 8> tag = right_tag;
  std::uint64_t serial = 0;
  Kind kind = Kind::done;
  std::int32_t exceptions = 0;  // that the kernel raised, of <cfenv>
  // Of a crash. The region is the one whose page behind it was touched, or that was written to though it may not be.
  std::int32_t signal = 0;
  std::uint32_t wrote = 0;          // 1: at the address; 0: it was read
  std::uint32_t behind_region = 0;  // 1: on that page
  ChildRegion region = ChildRegion::none;
  std::uint64_t address = 0;
  std::array<char, 240> text{};  // of what was thrown or left; ends with a zero
};

static_assert(std::is_trivially_copyable_v<ChildRequest> && std::is_trivially_copyable_v<ChildReply>);

}  // namespace softplus_bench
