#include "suites/properties/tally.hpp"

#include <algorithm>
#include <cmath>

namespace softplus_bench {
namespace {

double excess_of(double figure, double correct) {
  if (!(figure > correct)) return 0;
  return std::isinf(figure) ? beyond_all : figure - correct;
}

// Whether a soft property's witness gives way to another.
bool gives_way(const PropertyTally& kept, double figure, double correct, std::uint64_t index) {
  const double known = excess_of(kept.worst, kept.worst_correct);
  const double found = excess_of(figure, correct);
  if (found != known) return found > known;
  if (found == 0 && figure != kept.worst) return figure > kept.worst;
  return index < kept.index;
}

}  // namespace

void PropertyTally::add(const Property& property, const Case& at, std::uint64_t input, double figure, double correct) {
  if (std::isnan(figure)) return;
  if (std::isnan(correct)) correct = 0;
  ++n;
  n_violations += figure > 0 ? 1 : 0;
  n_violations_of_correct_rounding += correct > 0 ? 1 : 0;
  n_excess += figure > correct ? 1 : 0;
  if (property.rule == Rule::soft) {
    if (figure > 0 && gives_way(*this, figure, correct, input)) {
      worst = figure;
      worst_correct = correct;
      index = input;
      witness = at;
    }
    return;
  }
  worst = std::max(worst, figure);
  if (figure > 0 && input < index) {
    index = input;
    witness = at;
  }
}

void PropertyTally::merge(const Property& property, const PropertyTally& other) {
  n += other.n;
  n_violations += other.n_violations;
  n_violations_of_correct_rounding += other.n_violations_of_correct_rounding;
  n_excess += other.n_excess;
  const bool soft = property.rule == Rule::soft;
  if (!soft) worst = std::max(worst, other.worst);
  if (other.worst == 0) return;
  if (soft ? !gives_way(*this, other.worst, other.worst_correct, other.index) : other.index >= index) return;
  if (soft) {
    worst = other.worst;
    worst_correct = other.worst_correct;
  }
  index = other.index;
  witness = other.witness;
  conditions = other.conditions;
}

}  // namespace softplus_bench
