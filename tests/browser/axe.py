"""axe, which looks for what keeps people from reading a page. scripts/test --with browser installs it."""
import os
import pathlib
import re

AXE_FOLDER = pathlib.Path(os.environ.get("SOFTPLUS_BENCH_AXE", "build/ci-gcc/axe"))
# WCAG 2.2 AA, and what is good beyond it.
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# An older axe refuses tags that it does not know.
RUN_AXE = """
  const [wanted, done] = arguments;
  const known = new Set(axe.getRules().flatMap((rule) => rule.tags));
  axe.run(document, {runOnly: {type: 'tag', values: wanted.filter((tag) => known.has(tag))}, resultTypes: ['violations'], preload: false})
    .then((found) => done(found.violations.map((v) => `${v.id}: ${v.nodes.length} times, e.g. ${v.nodes[0].html.slice(0, 200)} ` +
                                                      `(${[...v.nodes[0].any, ...v.nodes[0].all, ...v.nodes[0].none].map((c) => c.message).join('; ').slice(0, 300)})`)),
          (fault) => done([`axe failed: ${fault}`]))"""


def axes():
    """The scripts of every axe in the environment that scripts/test made, the newest first."""
    def version(path):
        return [int(part) for part in re.search(r'version ?= ?"([0-9.]+)"', path.read_text(encoding="utf-8"))[1].split(".")]
    return sorted(AXE_FOLDER.rglob("axe.min.js"), key=version, reverse=True)


def violations(browser, all_axes=False):
    """What the newest axe finds on the page as it stands, or every axe that is there: lines of text."""
    found = []
    for axe in axes() if all_axes else axes()[:1]:
        browser.run(axe.read_text(encoding="utf-8"))
        found += browser.driver.execute_async_script(RUN_AXE, TAGS)
        browser.run("delete window.axe")
    return found


def without_scripts(path, to):
    """The page as it is where script is off, for axe, which is a script itself: without script elements."""
    to.write_text(re.sub(r"<script.*?</script>", "", pathlib.Path(path).read_text(encoding="utf-8"), flags=re.DOTALL), encoding="utf-8")
    return to
