#include "suites/properties/property.hpp"

#include <algorithm>

namespace softplus_bench {

bool applies_to(const Property& property, std::string_view function) {
  const auto& names = property.functions;
  return names.front().empty() || std::find(names.begin(), names.end(), function) != names.end();
}

const Property nan_property{
    .name = "nan",
    .statement = "NaN where NaN is due, at every NaN and outside the domain, and nowhere else",
    .unit = "inputs",
    .figure = [](const Case& at) { return at.got_nan() == at.nan_due() ? 0.0 : 1.0; },
    .want = [](const Case& at) -> std::string { return at.nan_due() ? "a NaN" : "a number"; },
};
const Property repeat_property{
    .name = "repeat",
    .statement = "the same bits when the same array is given again",
    .unit = "places",
};
const Property position_property{
    .name = "position",
    .statement = "the same bits in every lane, length, misalignment and in place, whatever the other lanes hold",
    .unit = "places",
};
const Property environment_property{
    .name = "environment",
    .statement = "rounding mode, flush-to-zero, denormals-are-zero and exception masks are left as found",
    .unit = "calls",
};
const Property writes_inside_property{
    .name = "writes_inside",
    .statement = "nothing is written before the start or past the end of the output",
    .unit = "calls",
};

std::vector<const Property*> properties_of(std::string_view function) {
  std::vector<const Property*> all{&nan_property};
  for (const auto& subject : {monotone_properties(), range_properties(), identity_properties(), flag_properties()})
    for (const Property& property : subject) all.push_back(&property);
  all.insert(all.end(), {&repeat_property, &position_property, &environment_property, &writes_inside_property,
                         &jump_property, &branch_property});
  std::erase_if(all, [&](const Property* each) { return !applies_to(*each, function); });
  return all;
}

}  // namespace softplus_bench
