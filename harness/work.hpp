// A request of the façade in the terms of the accuracy suite, checked.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/implementation.hpp"
#include "core/parameters.hpp"
#include "reference/function.hpp"
#include "softplus_bench/harness.hpp"
#include "suites/accuracy.hpp"

// Apart from the exported namespace: harness.map has that as a whole.
namespace softplus_bench::facade {

// All of them throw harness::Error: one line.
const Function& function_named(std::string_view name);
const FormatTraits& format_named(std::string_view name);
// None where the function has no parameters: beta must be the default, 1, then.
std::optional<Parameters> parameters_of(const Function& function, const FormatTraits& f, double beta, double threshold);

// What measure_accuracy takes; it stays where it is, for the job points at the implementation.
struct Work {
  explicit Work(const harness::Request& request);
  Work(const Work&) = delete;
  Work& operator=(const Work&) = delete;

  AccuracyJob job;
  Implementation implementation;  // views the request's name
};

}  // namespace softplus_bench::facade
