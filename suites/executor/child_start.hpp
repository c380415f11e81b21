// Starts a program as a child that ends with this process.
#pragma once

#include <sys/types.h>

#include <span>
#include <string>
#include <vector>

namespace softplus_bench {

// The program with the words as its arguments (the first is its name), in a process group of its own, stdin and stdout
// at /dev/null, and those of the descriptors left open that are given. Returns its number, or -1 with errno set.
//
// All are started by one thread that lives as long as this process: what prctl(PR_SET_PDEATHSIG) asks for in the child
// comes when the thread ends that started it, not the process.
pid_t start_lasting_child(const std::string& program, const std::vector<std::string>& words,
                          std::span<const int> descriptors);

}  // namespace softplus_bench
