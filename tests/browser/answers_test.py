"""What the page alone must answer, in elements that keep their names."""
import json
import os
import pathlib
import subprocess
import unittest

from page_case import RUNS, PageCase, accuracy

try:
    import jsonschema
except ImportError:
    jsonschema = None

EXECUTABLE = os.environ.get("SOFTPLUS_BENCH", "build/ci-gcc/softplus-bench")
SCHEMA = pathlib.Path(__file__).parents[2] / "reports" / "schema" / "run.schema.json"


def chosen(function, name, bound):
    """The row that `choose` takes from the run; None for none."""
    done = subprocess.run([EXECUTABLE, "choose", "--run", RUNS / "small", "--function", function, "--format", name, "--max-ulp", str(bound), "--json"],
                          stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    return json.loads(done.stdout).get("chosen")


class Answers(PageCase):
    def test_which_implementation_keeps_a_bound(self):
        for name, bound in (("bfloat16", 1), ("binary16", 0.5), ("binary64", 1), ("binary32", 4), ("bfloat16", 0.4)):
            self.browser.choose("#select-function", "softplus")
            self.browser.choose("#select-format", name)
            field = self.browser.one("#bound")
            field.clear()
            field.send_keys(str(bound))
            expected = self.label(chosen("softplus", name, bound))
            self.browser.until(lambda: self.browser.text("#recommendation-name") == expected, f"{name} at {bound}: choose says {expected}", seconds=5)

    def label(self, row):
        """As the page names a row."""
        return next((each["label"] for each in self.data["rows"] if each["id"] == row), "none")

    def test_where_an_implementation_is_worst_and_by_how_much(self):
        rows = [r for r in accuracy(RUNS / "small") if r["region"] == "overall" and r["status"] == "ok" and not r["parameters"]]
        for name in ("binary64", "bfloat16"):
            row = max((r for r in rows if (r["function"], r["implementation"], r["format"]) == ("softplus", "thresholded_20", name)),
                      key=lambda r: float(r["max_ulp"]))
            found = self.browser.run("const e = document.getElementById(arguments[0]); return e && [e.textContent, ...[...e.querySelectorAll('[title]')].map((t) => t.title)].join(' ')",
                                     f"worst-softplus-{name}-thresholded_20-scalar")
            self.assertIsNotNone(found)
            for fact in (row["max_ulp"], row["max_ulp_input"], row["max_ulp_input_bits"]):
                self.assertIn(fact, found)

    def test_what_accuracy_costs(self):
        for bound in ("4", "1", "0.5"):
            expected = self.label(chosen("softplus", "bfloat16", bound))
            self.assertIn(expected, self.browser.text(f"[id='fastest-softplus-bfloat16-{bound}']") or "no such element")

    def downloaded(self):
        """The file that the page gave; None as long as it is not whole."""
        try:
            return json.loads(next(self.browser.downloads.glob("*.json")).read_text(encoding="utf-8"))
        except (StopIteration, json.JSONDecodeError):
            return None

    def test_the_run_can_be_downloaded_whole(self):
        self.browser.click("#download-run")
        downloaded = self.browser.until(self.downloaded, "no file came")
        run = json.loads((RUNS / "small" / "run.json").read_text(encoding="utf-8"))
        for key in run:
            if key != "records":
                self.assertEqual(downloaded[key], run[key], key)
        self.assertEqual(len(downloaded["records"]), len(run["records"]))
        # JavaScript has binary64 alone: a count beyond 2^53 comes as its nearest.
        number = lambda v: float(v) if isinstance(v, int) else v
        plain = [[{k: number(v) for k, v in r.items() if k not in ("envelope", "histogram", "reproduce")} for r in each["records"]] for each in (run, downloaded)]
        plain = [sorted(records, key=lambda r: json.dumps(r, sort_keys=True)) for records in plain]
        for ours, theirs in zip(*plain):
            self.assertEqual({k: v for k, v in ours.items() if v != theirs.get(k)}, {k: v for k, v in theirs.items() if v != ours.get(k)}, ours)
        self.assertEqual(sum("envelope" in r for r in downloaded["records"]), sum(row["envelope"] is not None for row in self.data["rows"]))
        if jsonschema:
            jsonschema.validate(downloaded, json.loads(SCHEMA.read_text(encoding="utf-8")))


class NoBaseline(PageCase):
    def test_without_a_baseline_the_page_says_so(self):
        self.assertIn("No baseline", self.browser.text("#changes-verdict"))


class Worse(PageCase):
    path = "against.html"

    def test_something_is_wrong_since_the_baseline(self):
        self.assertRegex(self.browser.text("#changes-verdict"), "^✗ .*worse")
        self.assertIn("softplus/thresholded_20/bfloat16/scalar", self.browser.text("#changes-worst"))

    def test_what_came_went_and_got_better_is_listed(self):
        changes = self.browser.text("#changes")
        for row in ("softplus/gone_today/bfloat16/scalar", "softplus/symmetric/binary32/scalar", "softplus/symmetric/bfloat16/scalar"):
            self.assertIn(row, changes)


class Same(PageCase):
    path = "same.html"

    def test_nothing_is_wrong_since_itself(self):
        self.assertRegex(self.browser.text("#changes-verdict"), "^✓ Nothing")


if __name__ == "__main__":
    unittest.main()
