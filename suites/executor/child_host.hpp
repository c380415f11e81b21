// The child's side: loads a plug-in and calls its kernels for the process that started it (child_process.hpp).
#pragma once

#include <span>
#include <string>

namespace softplus_bench {

// What a child that has loaded the file should find: 16 hexadecimal digits of a file's bytes. Throws UsageError, one
// line that says what to do, where the file is not there, is no file, cannot be read or is not whole.
std::string hash_of_plugin(const std::string& file);

// `plugin-host SOCKET MEMORY PARENT HASH FILE`: the words after the first. For ChildProcess, not for people, and to be
// called before anything else has been set up in the process. Returns the process's exit code when the parent is gone.
int serve_plugin(std::span<char* const> words);

}  // namespace softplus_bench
