// One function for each claim, named after it.
#pragma once

#include "suites/claims/measuring.hpp"

namespace softplus_bench::claims {

Measured definition(const Context&);
Measured beta_definition(const Context&);
Measured derivative(const Context&);
Measured second_derivative(const Context&);
Measured relu_distance(const Context&);
Measured asymptotes(const Context&);
Measured always_positive(const Context&);
Measured gradient_never_zero(const Context&);
Measured overflow(const Context&);
Measured threshold_harmless(const Context&);
Measured threshold_value(const Context&);
Measured log_sum_exp(const Context&);
Measured logit_sigmoid(const Context&);
Measured convex_conjugate(const Context&);
Measured softmax(const Context&);
Measured stable_form(const Context&);
Measured inverse(const Context&);
Measured positive_scale(const Context&);
Measured cost_elementwise(const Context&);
Measured cost_training(const Context&);
Measured sparsity(const Context&);
Measured comparison_table(const Context&);

// Seconds that the timed ones are expected to take.
double cost_elementwise_seconds(const ClaimsOptions& options);
double cost_training_seconds(const ClaimsOptions& options);

// Empty where networks can be trained; else what is missing.
std::string why_no_training();

}  // namespace softplus_bench::claims
