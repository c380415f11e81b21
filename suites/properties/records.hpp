// Records of the properties suite.
#pragma once

#include <vector>

#include "core/record.hpp"
#include "suites/properties.hpp"
#include "suites/properties/special.hpp"
#include "suites/properties/tally.hpp"

namespace softplus_bench {

Record property_record(const PropertiesJob& job, const Implementation& implementation, const Property& property,
                       const PropertyTally& tally, std::uint64_t seed);
// Of an implementation a call of which threw: the only one, without a property.
Record failed_record(const PropertiesJob& job, const Implementation& implementation, const std::string& reason);
Record special_record(const PropertiesJob& job, const Implementation& implementation, const SpecialOutcome& outcome);

}  // namespace softplus_bench
