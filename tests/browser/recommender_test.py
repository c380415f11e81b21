"""The recommender says what `choose` says of the same run, and the Pareto figure shows what can be chosen."""
import json
import os
import subprocess
import unittest

from page_case import RUNS, PageCase

EXECUTABLE = os.environ.get("SOFTPLUS_BENCH", "build/ci-gcc/softplus-bench")
CASES = [(function, name, bound, "", target)
         for function, name in (("softplus", "binary32"), ("softplus", "bfloat16"), ("sigmoid", "binary64"), ("logaddexp", "binary32"), ("softplus_beta", "binary32"))
         for bound in (4, 1, 0.5) for target in ("", "scalar")]
CASES += [("softplus", name, bound, domain, "") for name in ("binary32", "bfloat16") for bound in (2, 0.6) for domain in ("-5:5", "-inf:-2", "0:inf")]


def choice(function, name, bound, domain, target):
    command = [EXECUTABLE, "choose", "--run", RUNS / "small", "--function", function, "--format", name, "--max-ulp", str(bound), "--json"]
    command += [f"--domain={domain}"] if domain else []
    command += ["--targets", target] if target else []
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    return json.loads(done.stdout)


class Recommender(PageCase):
    def label(self, row):
        return next((each["label"] for each in self.data["rows"] if each["id"] == row), "none")

    def open_case(self, function, name, bound, domain, target):
        fragment = f"#choose;function={function};format={name};bound={bound};footprint=L1;input_mix=uniform"
        self.browser.run("location.hash = arguments[0]", fragment + (f";domain={domain}" if domain else "") + (f";target={target}" if target else ""))
        # The command stands there together with what it gives.
        asked = f"--function {function} --format {name} --max-ulp {bound}" + (f" --domain={domain}" if domain else "") + (f" --targets {target}" if target else "")
        self.browser.until(lambda: f"softplus-bench choose {asked} --run ." == self.browser.text("#recommendation-command"), f"no recommendation for {asked}", seconds=10)

    def test_it_says_what_choose_says(self):
        for case in CASES:
            expected = choice(*case)
            self.open_case(*case)
            self.assertEqual(self.browser.text("#recommendation-name"), self.label(expected.get("chosen")), case)
            if "chosen" in expected and not case[3]:
                best = expected["keeping"][0]
                self.assertEqual(self.browser.text("#recommendation-x"), best["max_ulp_input"], case)
                alike = self.browser.text("#recommendation-alike") or ""
                self.assertEqual(bool(alike), bool(expected["indistinguishable"]), case)
                for row in expected["indistinguishable"][:4]:
                    self.assertIn(self.label(row), alike)
            first = expected["keeping"][0]["ns_per_element"] if expected["keeping"] else float("inf")
            faster = [each for each in expected["excluded"] if each["ns_per_element"] < first]
            reasons = self.browser.run("return [...document.querySelectorAll('#recommendation-excluded li')].map((e) => e.textContent)")
            self.assertEqual(len(reasons), len(faster), case)
            if not case[3]:  # the page's bins are merged: reasons on a domain may name wider ones
                for reason, each in zip(reasons, faster):
                    self.assertTrue(reason.endswith(each["objection"]), f"{case}: {reason}, not {each['objection']}")

    def test_its_command_says_the_same(self):
        self.open_case("softplus", "bfloat16", 1, "-5:5", "scalar")
        words = self.browser.text("#recommendation-command").split()
        self.assertEqual(words[0], "softplus-bench")
        done = subprocess.run([EXECUTABLE, *words[1:], "--json"], cwd=RUNS / "small", capture_output=True, text=True, check=True)
        self.assertEqual(self.browser.text("#recommendation-name"), self.label(json.loads(done.stdout)["chosen"]))

    def test_what_accuracy_costs(self):
        self.open_case("softplus", "bfloat16", 1, "", "")
        for bound in ("4", "1", "0.5"):
            row = self.browser.run("return document.getElementById(arguments[0])?.textContent", f"cost-{bound}")
            self.assertIn(self.label(choice("softplus", "bfloat16", bound, "", "").get("chosen")), row)

    def test_what_is_no_bound_is_said(self):
        for key, value in (("bound", "-1"), ("bound", "many"), ("domain", "5:-5"), ("domain", "a:b"), ("domain", "1:2:3")):
            self.open(f"#choose;{key}={value}")
            self.browser.until(lambda: (self.browser.text("#recommendation") or "").startswith("?"), f"{key}={value} is taken", seconds=10)

    def test_a_point_says_what_it_is_and_leads_to_its_error(self):
        self.open("#choose;function=softplus;format=binary32")
        group = self.group("softplus", "binary32")
        rows = [i for i, row in enumerate(self.data["rows"]) if row["group"] == group and row["accuracy"] is not None and row["speed"] is not None]
        points = self.browser.run("return [...document.querySelectorAll('#choose .group.on .pareto a')].map((a) => Number(a.dataset.row))")
        self.assertEqual(sorted(points), rows)
        point = self.browser.one(f"#choose .group.on .pareto a[data-row='{rows[0]}']")
        self.browser.run("arguments[0].focus()", point)
        label = self.data["rows"][rows[0]]["label"]
        self.assertTrue(self.browser.text("#choose .group.on .read-out").startswith(label))
        self.assertTrue(point.get_attribute("aria-label").startswith(label))
        point.send_keys("\n")
        self.assertIn(f"show={label.replace('/', '%2F')}", self.browser.fragment())

    def test_wrong_outputs_and_lower_bounds_have_a_mark_of_their_own(self):
        self.open("#choose;function=softplus;format=binary32")
        marks = self.browser.run("return [...document.querySelectorAll('#choose .group.on .pareto a')].map((a) => [Number(a.dataset.row), !!a.querySelector('.cross'), !!a.querySelector('.open')])")
        for row, cross, arrow in marks:
            record = self.record("accuracy", self.data["rows"][row]["accuracy"])
            wrong = any(record.get(f"n_{kind}", 0) for kind in ("wrong_nan", "wrong_infinity", "early_overflow", "missed_overflow", "wrong_sign"))
            self.assertEqual(cross, wrong, self.data["rows"][row]["id"])
            self.assertEqual(arrow, not wrong and record["inputs"] != "exhaustive", self.data["rows"][row]["id"])


if __name__ == "__main__":
    unittest.main()
