// The strip at the top: are the claims met, and what else should the reader know first.
#include <algorithm>
#include <iterator>
#include <vector>

#include "reports/display.hpp"
#include "reports/html/markup.hpp"
#include "reports/html/sections.hpp"

namespace softplus_bench::html {
namespace {

void tile(std::string& page, std::string_view classes, std::int64_t number, std::string_view words) {
  add(page, "<li><b class={}>{}</b><small>{}</small>\n", number > 0 ? classes : "dim", display_count(number), words);
}

std::string headline(const View& view, const GateCounts& counts) {
  if (counts.failed > 0)
    return fmt::format("<p class=bad>✗ {} of {} claims are broken.</p>\n", counts.failed,
                       counts.failed + counts.passed);
  if (counts.passed == 0) return "<p class=warn>? No claim was compared.</p>\n";
  if (counts.missing > 0 || !view.run->complete)
    return fmt::format("<p class=warn>? {} claims are met; not everything was compared.</p>\n", counts.passed);
  return fmt::format("<p class=good>✓ All {} claims are met.</p>\n", counts.passed);
}

}  // namespace

void verdict_section(const View& view, std::string& page) {
  constexpr std::size_t most_named = 5;
  const GateCounts counts = count(checks_of(view.claims));
  section_start("verdict", "Verdict", page);
  page += headline(view, counts);
  if (const Rounding rounding = rounding_of(*view.run); rounding != Rounding::nearest)
    add(page,
        "<p>Measured rounding {}: kernels ran in that mode, and a correct result is the exact value rounded {}, which "
        "scores below 1 ULP. Claims speak of rounding to nearest.</p>\n",
        words_of(rounding), words_of(rounding));
  if (!view.run->complete) page += "<p class=warn>? The run was interrupted: this is what there is.</p>\n";
  page += "<ul class=strip>\n";
  tile(page, "good", counts.passed, "claims met");
  tile(page, "bad", counts.failed, "claims broken");
  tile(page, "warn", counts.missing, "claims not compared");
  tile(page, "strong", counts.skipped, "rows without a claim");
  std::vector<const Record*> failed;
  std::copy_if(view.not_run.begin(), view.not_run.end(), std::back_inserter(failed),
               [](const Record* r) { return r->text("status") == "failed"; });
  tile(page, "bad", static_cast<std::int64_t>(failed.size()), "rows failed to run");
  tile(page, "warn", static_cast<std::int64_t>(view.run->omissions.size() + view.not_run.size() - failed.size()),
       "skipped, with a reason");
  page += "</ul>\n";
  if (!failed.empty()) page += "<p>Failed to run:</p>\n<ul>\n";
  for (std::size_t i = 0; i < std::min(failed.size(), most_named); ++i)
    add(page, "<li><code>{}</code>: {}\n", words(failed[i]->id()), words(failed[i]->text("reason"), prose));
  if (!failed.empty()) page += "</ul>\n";
  if (failed.size() > most_named) add(page, "<p><a href=#method>All {} that failed</a></p>\n", failed.size());
  std::vector<const ClaimVerdict*> broken;
  for (const auto& v : view.claims)
    if (v.verdict == Verdict::failed) broken.push_back(&v);
  const auto share = [](const ClaimVerdict* v) {
    return static_cast<double>(v->n_violations) / static_cast<double>(v->n);
  };
  std::stable_sort(broken.begin(), broken.end(), [&](auto* a, auto* b) { return share(a) > share(b); });
  if (!broken.empty()) page += "<p>Worst, by the share of inputs that break the claim:</p>\n<ul>\n";
  for (std::size_t i = 0; i < std::min(broken.size(), most_named); ++i)
    add(page, "<li><code>{}</code>: {} on {} of {} inputs, claim {} ULP, largest error {}{} ULP\n",
        words(broken[i]->id), words(broken[i]->reason, prose), display_count(broken[i]->n_violations),
        display_count(broken[i]->n), shortest(broken[i]->claim_ulp), is_lower_bound(broken[i]->inputs) ? at_least : "",
        escape(display_ulp(broken[i]->max_ulp)));
  if (!broken.empty()) page += "</ul>\n";
  if (broken.size() > most_named) add(page, "<p><a href=#claims>All {} broken claims</a></p>\n", broken.size());
  page += "</section>\n";
}

}  // namespace softplus_bench::html
