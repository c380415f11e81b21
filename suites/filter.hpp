// Which rows were asked for: filters over the identity of a row.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace softplus_bench {

// True when the glob covers the whole text; only * and ? are special.
bool glob_matches(std::string_view glob, std::string_view text);

// The union of the including filters (all, when there is none), less the excluding ones.
//   softplus/*/binary32/*   glob over the whole id
//   re:REGEX                ECMAScript regular expression, found anywhere in the id
//   !FILTER                 excludes
class Filter {
 public:
  // Throws UsageError for an empty filter or a malformed regular expression.
  explicit Filter(const std::vector<std::string>& texts);
  bool accepts(std::string_view id) const { return accepts_any({&id, 1}); }
  // Of a row that is known by several names.
  bool accepts_any(std::span<const std::string_view> ids) const;
  // Whether some including filter accepts the row and would not, were its implementation and target called otherwise:
  // "softplus/sleef_u10/*" and "softplus/*/*/peer" name softplus/sleef_u10/binary32/peer, "softplus/*" does not.
  bool names_any(std::span<const std::string_view> ids) const;
  // The same of the target alone: "softplus/symmetric/*" does not name softplus/symmetric/binary32/opencl.
  bool names_target_of_any(std::span<const std::string_view> ids) const;
  // Throws UsageError naming the first including filter that accepts none of the ids, and the nearest ids.
  void require_matches(const std::vector<std::string>& ids) const;

 private:
  struct Pattern;  // has a std::regex, whose header would cost every file that knows of filters a second to compile
  bool depends_on_names(std::span<const std::string_view> ids, bool implementation) const;
  std::shared_ptr<const std::vector<Pattern>> patterns_;
  bool any_including_ = false;
};

}  // namespace softplus_bench
