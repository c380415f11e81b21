"""Cases of the HTML report, each what the browser's tests show of a small run, on a run of full size."""
import os
import pathlib
import re
import shutil
import statistics
import time

from axe import axes, violations, without_scripts
from cases import ROOT, Skip, require
from explorer import same_number, worst_of
from page import Browser, blocks
from family_cases import row_id, rows_of
from runs import hostile, load, old, store

ROOMS = {"quick": (1_500_000, 1.5), "standard": (6_000_000, 4.0)}  # bytes, seconds
SCREENSHOTS = os.path.join(ROOT, "out", "screenshots")


def run_of(c, suite):
    """A stored run, or a new one; its page is written by the program under test."""
    stored = c.options.run if suite == "quick" else c.options.standard
    folder = c.path(suite)
    if stored:
        os.makedirs(folder)
        for name in ("run.json", "run.jsonl", "accuracy.csv"):
            if os.path.exists(os.path.join(stored, name)):
                os.symlink(os.path.abspath(os.path.join(stored, name)), os.path.join(folder, name))
    else:
        c.bench("run", "all", "--suite", suite, "-q", "-o", folder, seconds=3600)
    page = c.path(suite + ".html")
    c.bench("report", folder, "--html", page)
    return folder, page


class opened:
    """with opened(page) as browser: a page in a browser of its own."""

    def __init__(self, page, fragment="", **options):
        self.page, self.fragment, self.options = page, fragment, options

    def __enter__(self):
        self.browser = Browser()
        try:
            self.browser.open(self.page, self.fragment, **self.options)
        except BaseException:
            self.browser.close()
            raise
        return self.browser

    def __exit__(self, *fault):
        self.browser.close()


def usable_seconds(page):
    """As the page notes it, in a browser that has seen nothing before."""
    with opened(page) as browser:
        return browser.usable_ms() / 1000


def sizes_and_times(c):
    """Bytes, and the median of three times from the start of the navigation until the page is usable."""
    figures = []
    for suite, (most_bytes, most_seconds) in ROOMS.items():
        folder, page = run_of(c, suite)
        size = os.path.getsize(page)
        seconds = sorted(usable_seconds(page) for _ in range(3))
        records = len(load(pathlib.Path(folder))["records"])
        figures.append(f"{suite}: {size:,} bytes of {records} records, usable after {statistics.median(seconds):.2f} s ({seconds[0]:.2f} to {seconds[-1]:.2f})")
        require(size <= most_bytes, f"{suite}: {size:,} bytes, not {most_bytes:,} at most")
        require(statistics.median(seconds) <= most_seconds, f"{figures[-1]}, not {most_seconds} s at most")
    return "; ".join(figures)


def plotted_maxima(c):
    """Every implementation of softplus over every 16-bit input, and one over every input of binary32, against accuracy.csv."""
    c.bench("run", "accuracy", "--exhaustive", "-f", "softplus/*/*16/*", "-f", "softplus/symmetric/binary32/scalar", "-q", "-o", "out", seconds=1800)
    rows = [r for r in rows_of(c.path("out")) if r["region"] == "overall" and r["status"] == "ok"]
    require(rows and all(r["inputs"] == "exhaustive" for r in rows), "not every row is exhaustive")
    by_id = {row_id(r): r for r in rows}
    data = blocks(c.path("out", "report.html"))["page-data"]
    compared = 0
    with opened(c.path("out", "report.html")) as browser:
        for row in data["rows"]:
            wanted = by_id.pop(row["id"])
            plotted = worst_of(browser, data["groups"][row["group"]], row)
            require(same_number(plotted["ulp"], wanted["max_ulp"]), f"{row['id']}: plotted {plotted['ulp']} ulp, accuracy.csv {wanted['max_ulp']}")
            for key in ("input", "got", "want"):
                require(plotted[key] == wanted[f"max_ulp_{key}_bits"], f"{row['id']}: plotted {key} {plotted[key]}, accuracy.csv {wanted[f'max_ulp_{key}_bits']}")
            compared += 1
        require(not browser.complaints(), f"the console: {browser.complaints()[:2]}")
    require(not by_id, f"not on the page: {sorted(by_id)[:3]}")
    sweep = next(r for r in rows if r["format"] == "binary32")
    return f"{compared} of {compared} rows: max_ulp, input, got and want bits agree; symmetric/binary32 over {int(sweep['n']):,} inputs {sweep['max_ulp']} ulp at {sweep['max_ulp_input_hex']}"


def hidden_without_script(browser, page):
    """Tables and figures that are written and take up no room, and how many are written."""
    browser.scripts(False)
    browser.open(page, wait=False)
    require(browser.run("return matchMedia('(scripting: none)').matches"), "script is not off")
    browser.run("for (const e of document.querySelectorAll('details')) e.open = true")
    text = pathlib.Path(page).read_text(encoding="utf-8")
    written = {element: len(re.findall(rf"<{element}[ >]", text)) for element in ("table", "svg")}
    hidden = {element: browser.run("return [...document.querySelectorAll(arguments[0])].filter((e) => !e.closest('defs') && e.getClientRects().length === 0).length", element)
              for element in written}
    browser.scripts(True)
    return hidden, written


def quiet_and_accessible(c):
    """No request, no message; all tables and figures without script; axe at two widths, light and dark, with and without script."""
    _, page = run_of(c, "quick")
    found = []
    with opened(page) as browser:
        for key, value in (("function", "sigmoid"), ("format", "binary64"), ("function", "softplus"), ("format", "bfloat16")):
            browser.choose(f"#select-{key}", value)
        browser.click("#explorer-worst")
        require(not browser.foreign_requests(), f"requests: {browser.foreign_requests()[:3]}")
        require(not browser.complaints(), f"the console: {browser.complaints()[:3]}")
        hidden, written = hidden_without_script(browser, page)
        require(not any(hidden.values()), f"hidden without script: {hidden} of {written}")
        if not axes():
            raise Skip("axe is not in build/ci-gcc/axe: scripts/test --with browser puts it there")
        # The whole page at once keeps axe busy for a minute.
        browser.driver.set_script_timeout(600)
        for scheme in ("light", "dark"):
            for width in (1280, 400):
                browser.colours(scheme)
                browser.resize(width)
                browser.open(page)
                found += [f"{scheme}, {width} pixels: {each}" for each in violations(browser)]
        # An older one looks at other things, and takes its time: once is enough.
        found += [f"every axe: {each}" for each in violations(browser, all_axes=True)]
        browser.open(without_scripts(page, pathlib.Path(c.path("without.html"))), wait=False)
        found += [f"without script: {each}" for each in violations(browser)]
    require(not found, f"{len(found)} violations: {' | '.join(found)[:600]}")
    return f"0 requests, 0 messages; without script {written['table']} tables and {written['svg']} figures, none hidden; axe: 0 violations in 6 views"


def answers(c):
    """The four questions, read from elements with stable ids and compared with choose and accuracy.csv."""
    folder, page = run_of(c, "quick")
    said = []
    with opened(page, "#choose;function=softplus;format=bfloat16") as browser:
        chosen = {}
        for bound in ("4", "1", "0.5"):
            end = c.bench("choose", "--run", folder, "--function", "softplus", "--format", "bfloat16", "--max-ulp", bound)
            browser.run("const e = document.getElementById('bound'); e.value = arguments[0]; e.dispatchEvent(new Event('input', {bubbles: true}))", bound)
            # The page says "fused/avx512" of softplus/fused/bfloat16/avx512, and "symmetric" of a scalar row.
            _, name, _, target = end.stdout.splitlines()[2].split("/")
            chosen[bound] = name if target == "scalar" else f"{name}/{target}"
            browser.until(lambda bound=bound: browser.text("#recommendation-name") == chosen[bound],
                          f"at {bound} ulp choose says {chosen[bound]}", seconds=5)
            cost = browser.text(f"[id='fastest-softplus-bfloat16-{bound}']") or ""
            require(chosen[bound] in cost, f"#fastest-softplus-bfloat16-{bound} says '{cost}', not {chosen[bound]}")
        said.append(f"bfloat16 at 1 ulp: {chosen['1']}")
        row = max((r for r in rows_of(folder) if r["region"] == "overall" and row_id(r) == "softplus/thresholded_20/binary64/scalar"), key=lambda r: float(r["max_ulp"]))
        worst = browser.run("return document.getElementById('worst-softplus-binary64-thresholded_20-scalar')?.outerHTML ?? ''")
        require(row["max_ulp_input"] in worst and row["max_ulp"] in worst, f"thresholded_20 in binary64 is worst at {row['max_ulp_input']} by {row['max_ulp']}: {worst[:200]}")
        said.append(f"thresholded_20 in binary64: {row['max_ulp']} ulp at {row['max_ulp_input']}")
        said.append("fastest at 4, 1, 0.5 ulp: " + ", ".join(chosen.values()))
    run = load(pathlib.Path(folder))
    store(old(run), pathlib.Path(c.path("old")))
    c.bench("report", folder, "--against", c.path("old"), "--html", c.path("against.html"))
    c.bench("report", folder, "--against", folder, "--html", c.path("same.html"))
    verdicts = []
    for name in ("against", "same"):
        with opened(c.path(name + ".html")) as browser:
            verdicts.append(browser.text("#changes-verdict") or "nothing")
    require(verdicts[0] != verdicts[1], f"the page says the same of a worse run and of itself: {verdicts[0]}")
    said.append(f"since a better run: {verdicts[0]!r}; since itself: {verdicts[1]!r}")
    return "; ".join(said)


def hostile_text(c):
    """A run in which names, parameters, reasons, libraries, commands and facts are hostile."""
    c.bench("run", "all", "-f", "re:^softplus/(naive|log1p|symmetric|thresholded_20|compensated|eps_two|five_piece)/.*(16|32)/scalar", "--samples", "1000", "-q", "-o", "good")
    store(hostile(load(pathlib.Path(c.path("good")))), pathlib.Path(c.path("hostile")))
    page = c.path("hostile.html")
    c.bench("report", c.path("hostile"), "--html", page)
    with opened(page) as browser:
        require(not browser.complaints(), f"the console: {browser.complaints()[:2]}")
        scripts = browser.run("return [...document.scripts].filter((e) => /^\\s*alert/.test(e.textContent)).length")
        require(scripts == 0 and not browser.all("img, iframe, [onerror], [onload]"), "an element of the hostile text is there")
        require("<script>alert(1)</script>" in browser.run("return document.body.textContent"), "the name is not there as text")
        wide = {}
        for width in (320, 400, 1280):
            browser.resize(width)
            wide[width] = browser.overflow()
        require(not any(wide.values()), f"wider than the window: {wide}")
    return f"no script ran, no element came of it; names stand there as text; as wide as the window at {', '.join(map(str, wide))} pixels"


def screenshots(c):
    """Pictures of a quick run for eyes, with what a program can see of them; and the README's."""
    _, page = run_of(c, "quick")
    shutil.rmtree(SCREENSHOTS, ignore_errors=True)
    os.makedirs(SCREENSHOTS)
    sizes = []
    with opened(page) as browser:
        for scheme in ("light", "dark"):
            for width in (1280, 400):
                browser.colours(scheme)
                browser.resize(width, 1000)
                browser.open(page, "#error-versus-x;function=softplus;format=binary32")
                require(browser.overflow() == 0, f"{browser.overflow()} pixels too wide at {width}")
                for section in ("verdict", "choose", "error-versus-x", "speed"):
                    browser.run("document.getElementById(arguments[0]).scrollIntoView()", section)
                    time.sleep(0.3)  # the drawing of a frame
                    path = os.path.join(SCREENSHOTS, f"{section}-{width}-{scheme}.png")
                    require(browser.driver.save_screenshot(path), f"no picture {path}")
                    sizes.append(os.path.getsize(path))
    require(min(sizes) > 8000, f"a picture is all but blank: {min(sizes)} bytes")
    with open(os.path.join(ROOT, "README.md"), encoding="utf-8") as file:
        shown = re.findall(r"(docs/images/[\w.-]+\.png)", file.read())
    there = [os.path.join(ROOT, each) for each in dict.fromkeys(shown)]
    require(len(there) >= 2 and all(map(os.path.exists, there)), f"the README shows {shown}, not two pictures that are there")
    total = sum(map(os.path.getsize, there))
    require(total < 300_000, f"the README's pictures have {total:,} bytes")
    return f"{len(sizes)} pictures in {os.path.relpath(SCREENSHOTS, ROOT)}, none blank, none too wide; the README shows {', '.join(map(os.path.basename, there))}, {total:,} bytes"
