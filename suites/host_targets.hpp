// Which targets this machine's processor runs.
#pragma once

#include <initializer_list>
#include <string>

#include "core/implementation.hpp"

namespace softplus_bench {

class TargetSet {
 public:
  constexpr TargetSet(std::initializer_list<Target> targets) {
    for (const Target target : targets) bits_ |= bit(target);
  }
  constexpr bool contains(Target target) const { return (bits_ & bit(target)) != 0; }
  constexpr TargetSet with(Target target) const {
    TargetSet larger = *this;
    larger.bits_ |= bit(target);
    return larger;
  }

 private:
  static constexpr unsigned bit(Target target) { return 1u << static_cast<unsigned>(target); }
  unsigned bits_ = 0;
};

// scalar, and of the instruction sets those that processor and operating system support.
TargetSet host_targets();

// Empty when kernels of the target can be called on a machine with these targets: "this CPU has no AVX-512". What is no
// instruction set (a device, a peer, a plug-in, a process) is not the processor's to refuse.
std::string why_unavailable(Target target, TargetSet here = host_targets());

// The same of an implementation, which may also lack its library: "SLEEF was not found when this was built: ...".
std::string why_unavailable(const Implementation& implementation, TargetSet here = host_targets());

}  // namespace softplus_bench
