// What every page carries: texts of reports/page and of dygraphs, built into the program by cmake/embed_texts.cmake.
#pragma once

#include <string_view>

namespace softplus_bench::html {

extern const std::string_view page_style;   // reports/page/*.css
extern const std::string_view page_boot;    // reports/page/boot.js, which inflates what stands deflated in the page
extern const std::string_view page_script;  // the other reports/page/*.js, each using what stands before it
// Empty where the program was built without dygraphs.
extern const std::string_view dygraphs_style;
extern const std::string_view dygraphs_script;
extern const std::string_view dygraphs_licence;  // as a comment of a script

}  // namespace softplus_bench::html
