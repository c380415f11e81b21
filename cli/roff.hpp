// Text as roff, the language of manual pages, for man(7) macros.
#pragma once

#include <string>
#include <string_view>

namespace softplus_bench::cli::roff {

// Printed as it stands, everything that roff would act on escaped; dashes stay dashes, so that what is copied from the
// page still works.
std::string escaped(std::string_view text);
std::string bold(std::string_view text);
std::string italic(std::string_view text);

// Lines that roff fills, of at most 80 bytes where words allow; `text` is roff already.
std::string filled(std::string_view text);
// Lines as they stand, for programs and what is typed; `text` is plain.
std::string example(std::string_view text);

}  // namespace softplus_bench::cli::roff
