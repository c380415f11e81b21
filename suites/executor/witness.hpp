// Which of the inputs of a call that failed it needs to fail.
#pragma once

#include <atomic>
#include <chrono>
#include <string>

#include "suites/executor/remote_caller.hpp"

namespace softplus_bench {

// "crashed (SIGSEGV, read at 0x10) at x = 1.5 (0x3fc00000), alone": the failure of the call and the input that fails by
// itself, or the smallest part found of the call's inputs. Halves are called by fresh callers, at the same places
// modulo 64 bytes, as long as one of them fails; for 20 s, or twice the time that calls have where that is more, and not
// after `stop` is set. `time_out` is the call's own.
std::string with_witness(const CallFailure& failure, const RemoteCall& call, const OpenCaller& open,
                         std::chrono::milliseconds time_out, const std::atomic<bool>* stop = nullptr);

}  // namespace softplus_bench
