// Where what the program loads when it is asked for lies.
#pragma once

#include <filesystem>
#include <string_view>

namespace softplus_bench {

// `kind` is peers or devices: beside the executable in a build, <prefix>/lib/softplus-bench/<kind> where it is
// installed.
std::filesystem::path modules_folder(std::string_view kind);

}  // namespace softplus_bench
