#include "suites/executor/child_texts.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <csignal>
#include <cstring>

namespace softplus_bench {
namespace {

constexpr std::size_t longest_text = 200;
// Below this a null pointer was followed; an address above it is another one in every process, and not said.
constexpr std::uint64_t nearly_null = 65536;

std::string hexadecimal(std::uint64_t value) {
  std::array<char, 16> digits{};
  char* const end = std::to_chars(digits.data(), digits.data() + digits.size(), value, 16).ptr;
  return "0x" + std::string(digits.data(), end);
}

}  // namespace

std::optional<ChildReply> reply_in(std::string_view message) {
  ChildReply reply;
  if (message.size() != sizeof reply) return std::nullopt;
  std::memcpy(static_cast<void*>(&reply), message.data(), sizeof reply);
  if (reply.tag != ChildReply::right_tag || reply.kind > ChildReply::Kind::crashed || reply.text.back() != '\0' ||
      reply.region > ChildRegion::none)
    return std::nullopt;
  return reply;
}

std::string signal_name(int signal) {
  const char* const name = sigabbrev_np(signal);
  return name != nullptr ? std::string("SIG") + name : "signal " + std::to_string(signal);
}

std::string crash_text(const ChildReply& reply) {
  const std::string name = signal_name(reply.signal);
  if (reply.signal != SIGSEGV && reply.signal != SIGBUS) return "crashed (" + name + ")";
  // The inputs may be read, so that what is refused there was written; the output may be both.
  if (reply.behind_region == 0 && reply.signal == SIGSEGV &&
      (reply.region == ChildRegion::x || reply.region == ChildRegion::x2))
    return "wrote to its input and crashed (" + name + ")";
  if (reply.region != ChildRegion::none && reply.behind_region != 0) {
    return std::string(reply.wrote != 0 ? "wrote" : "read") + " past the end of its " +
           (reply.region == ChildRegion::y ? "output" : "input") + " and crashed (" + name + ")";
  }
  return "crashed (" + name + (reply.wrote != 0 ? ", write at " : ", read at ") +
         (reply.address < nearly_null ? hexadecimal(reply.address) : "an address that is not its own") + ")";
}

std::string plain(std::string_view text) {
  std::string line(text.substr(0, longest_text));
  std::replace_if(
      line.begin(), line.end(), [](unsigned char c) { return c < 0x20 || c >= 0x7f; }, '?');
  return line;
}

}  // namespace softplus_bench
