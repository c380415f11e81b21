#include "suites/executor/witness.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <optional>
#include <vector>

#include "core/text.hpp"
#include "core/usage_error.hpp"

namespace softplus_bench {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t alignment_bytes = 64;
// Of a call that has 10 s: 16 halvings of 65536 inputs, and the last one in full.
constexpr int probes_per_time_out = 20;
constexpr auto shortest_probe = std::chrono::milliseconds(100);
// For the halvings.
constexpr int time_outs_in_all = 2;
constexpr auto least_in_all = std::chrono::milliseconds(20000);

struct Part {
  std::size_t first = 0;
  std::size_t n = 0;
};

class Search {
 public:
  Search(const CallFailure& failure, const RemoteCall& call, const OpenCaller& open, std::chrono::milliseconds time_out,
         const std::atomic<bool>* stop)
      : failure_(failure),
        call_(call),
        open_(open),
        time_out_(time_out),
        probe_(failure.timed_out ? std::min(time_out, std::max(time_out / probes_per_time_out, shortest_probe))
                                 : time_out),
        until_(Clock::now() + std::max(time_outs_in_all * time_out, least_in_all)),
        stop_(stop),
        part_{0, call.n},
        outputs_(call.n * call.element_bytes() + alignment_bytes) {}

  std::string text() {
    while (part_.n > 1 && !is_over()) {
      const std::size_t half = part_.n / 2;
      if (!fails({part_.first, half}) && !fails({part_.first + half, part_.n - half})) break;
    }
    const bool not_finished = part_.n > 1 && is_over();
    if (call_.n <= 1) return failure_.what + inputs() + ", alone";
    const CallFailure found = confirmed();
    if (part_.n == 1) return found.what + inputs() + ", alone";
    const std::string among = found.what + " in a call of " + std::to_string(part_.n) + " inputs" + inputs();
    if (not_finished || is_stopped()) return among + ", not looked at further";
    if (part_.n < call_.n || again({0, call_.n}, time_out_)) return among + ", but in neither half of it";
    return among + ", but not when it was called with them again";
  }

 private:
  bool is_stopped() const { return stop_ != nullptr && *stop_; }
  bool is_over() const { return is_stopped() || Clock::now() >= until_; }

  // Where it does, this is the part to go on with.
  bool fails(Part part) {
    if (is_stopped()) return false;
    auto failure = again(part, probe_);
    if (!failure || failure->what == call_was_interrupted) return false;
    last_ = std::move(failure);
    part_ = part;
    return true;
  }

  // Probes of what does not return are shorter than the time that it has: what is said of the part is seen in full.
  CallFailure confirmed() {
    if (!last_) return failure_;
    if (!last_->timed_out || probe_ == time_out_) return *last_;
    if (is_stopped()) return failure_;
    if (auto failure = again(part_, time_out_); failure && failure->what != call_was_interrupted) return *failure;
    part_ = {0, call_.n};
    return failure_;
  }

  std::optional<CallFailure> again(Part part, std::chrono::milliseconds time_out) {
    if (!caller_) caller_ = open_();
    const std::size_t skipped = part.first * call_.element_bytes();
    const auto at = [&](const void* array) {
      return array == nullptr ? nullptr : static_cast<const std::byte*>(array) + skipped;
    };
    RemoteCall call = call_;
    call.n = part.n;
    call.x = at(call_.x);
    call.x2 = at(call_.x2);
    const auto place = [](const void* address) { return reinterpret_cast<std::uintptr_t>(address) % alignment_bytes; };
    call.y = outputs_.data() + (place(at(call_.y)) + alignment_bytes - place(outputs_.data())) % alignment_bytes;
    if (call_.x == call_.y) {
      std::memcpy(call.y, call.x, part.n * call_.element_bytes());
      call.x = call.y;
    }
    auto failure = caller_->call(call, time_out);
    if (failure) caller_.reset();
    return failure;
  }

  // " at x = 1.5 (0x3fc00000)", or of several the first and the last.
  std::string inputs() const {
    if (part_.n == 0) return ", without inputs";
    std::string text = ", x = " + number(call_.x, part_.first);
    if (part_.n == 1) text.replace(0, 1, " at");
    if (call_.x2 != nullptr) text += " and x2 = " + number(call_.x2, part_.first);
    if (part_.n == 1) return text;
    text += " to x = " + number(call_.x, part_.first + part_.n - 1);
    if (call_.x2 != nullptr) text += " and x2 = " + number(call_.x2, part_.first + part_.n - 1);
    return text;
  }

  std::string number(const void* array, std::size_t i) const {
    const FormatTraits& f = traits(call_.format);
    const std::uint64_t bits = visit_format(f.id, [&]<class T>(std::type_identity<T>) {
      T value{};
      std::memcpy(&value, static_cast<const std::byte*>(array) + i * sizeof(T), sizeof(T));
      return static_cast<std::uint64_t>(to_bits(value));
    });
    return decimal_text(f, bits) + " (" + bits_text(f, bits) + ")";
  }

  const CallFailure& failure_;
  const RemoteCall& call_;
  const OpenCaller& open_;
  std::chrono::milliseconds time_out_;
  std::chrono::milliseconds probe_;
  Clock::time_point until_;
  const std::atomic<bool>* stop_;
  Part part_;  // known to fail, or all of it
  std::optional<CallFailure> last_;
  std::vector<std::byte> outputs_;
  std::unique_ptr<RemoteCaller> caller_;
};

}  // namespace

std::string with_witness(const CallFailure& failure, const RemoteCall& call, const OpenCaller& open,
                         std::chrono::milliseconds time_out, const std::atomic<bool>* stop) {
  try {
    return Search(failure, call, open, time_out, stop).text();
  } catch (const UsageError& error) {  // the file is no longer what it was
    return failure.what + "; then " + error.what();
  }
}

}  // namespace softplus_bench
