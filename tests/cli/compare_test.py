"""compare, report --against and report --md: what differs between two stored runs."""
import json
import os
import unittest

from command_line import OTHER_ROW, ROW, CommandLine, parse_json

HOSTILE = "<script>alert(1)</script>|`@everyone`\\" + "x" * 10000


class Compare(CommandLine):
    def stored(self):
        self.accuracy_run("before", "-f", OTHER_ROW)
        return self.folder / "before"

    def planted(self, name, change):
        """A copy of the run with changed records."""
        run = json.loads((self.folder / "before/run.json").read_text())
        run["run_id"] = name
        change(run)
        (self.folder / name).mkdir()
        self.write(name + "/run.json", json.dumps(run))
        return name

    def overall(self, run, row=ROW):
        """The first overall accuracy record of a row."""
        return next(r for r in run["records"] if r["kind"] == "accuracy" and r["region"] == "overall" and
                    f"{r['function']}/{r['implementation']}/{r['format']}/{r['target']}" == row)

    def comparison(self, before, now):
        return parse_json(self.succeed("compare", before, now, "--json").stdout)

    def test_two_equal_runs_have_no_change(self):
        self.stored()
        result = self.succeed("compare", "before", "before")
        self.assertRegex(result.stdout, r"\ANothing is worse than in run \w+: 2 rows compared, no difference.\n\Z")
        self.assertEqual(result.stderr, "")
        self.assertEqual(self.comparison("before", "before")["changes"], [])

    def test_planted_faults_are_named_worst_first_and_nothing_is_judged(self):
        self.stored()

        def plant(run):
            self.overall(run).update(n_claim_violations=3, claim_ulp=1.0, max_ulp=5000.5)
            self.overall(run, OTHER_ROW).update(n_wrong_nan=2)
        self.planted("now", plant)
        comparison = self.comparison("before", "now")
        self.assertEqual(comparison["verdict"], "worse")
        self.assertEqual(comparison["rows_worse"], 2)
        changes = [(change["change"], change["id"]) for change in comparison["changes"] if change["standing"] == "worse"]
        self.assertEqual(changes, [("broken_claim", ROW), ("wrong_outputs", OTHER_ROW), ("larger_error", ROW)])
        self.assertEqual(comparison["changes"][2]["now"], "5000.5")
        text = self.succeed("compare", "before", "now").stdout
        self.assertTrue(all(len(line) <= 80 for line in text.splitlines()), text)
        self.assertIn("worse: broken claim", text)
        self.assertIn("2 rows are worse than in run", text.replace("\n", " "))

    def test_a_lost_row_is_worse_and_another_seed_is_not_comparable(self):
        self.stored()

        def lose(run):
            run["records"] = [r for r in run["records"] if r["implementation"] != "log1p"]
        change = self.comparison("before", self.planted("lost", lose))["changes"][0]
        self.assertEqual((change["change"], change["standing"], change["id"]), ("lost_row", "worse", ROW))
        self.accuracy_run("seed", "--seed", "2", "-f", OTHER_ROW)
        comparison = self.comparison("before", "seed")
        self.assertEqual(comparison["verdict"], "not comparable")
        self.assertIn("seed 1 before, 2 now", comparison["notes"][0])

    def test_mistakes_are_one_clear_line(self):
        self.stored()
        self.refused("compare", "before", "nowhere", words="nowhere holds no run")
        self.refused("compare", "nowhere", "before", words="nowhere holds no run")
        self.refused("compare", "before", words="now is required")
        (self.folder / "foreign").mkdir()
        self.write("foreign/run.json", '{"schema_version":99}')
        self.refused("compare", "before", "foreign", words="foreign/run.json")
        for files in (["--html", "page.html"], ["--md", "-"], []):
            self.refused("report", "before", "--against", "foreign", *files, words="foreign/run.json")
            self.refused("report", "before", "--against", "nowhere", *files, words="nowhere holds no run")
        self.assertNotIn("page.html", os.listdir(self.folder))

    def test_report_against_a_baseline_writes_page_tables_and_markdown_at_once(self):
        self.stored()
        self.planted("now", lambda run: self.overall(run).update(max_ulp=5000.5))
        result = self.succeed("report", "now", "--against", "before", "--html", "page.html", "--md", "summary.md", "--csv", "t")
        self.assertEqual((result.stdout, result.stderr), ("", ""))
        page = (self.folder / "page.html").read_text()
        self.assertRegex(page, r'id=changes-verdict class=bad>✗ 1 row is worse than in run \w+')
        text = (self.folder / "summary.md").read_text()
        self.assertIn("**✗ Since the baseline:** 1 row is worse", text)
        self.assertIn("5000.5", text)
        self.assertEqual(self.succeed("report", "now", "--against", "before", "--md", "-").stdout, text)
        self.succeed("report", "now", "--html", "alone.html")
        self.assertIn('id=changes-verdict class=dim>No baseline was given', (self.folder / "alone.html").read_text())
        self.assertIn("1 row is worse", self.succeed("report", "now", "--against", "before").stdout)
        self.assertIn('class=bad>✗ 1 row', (self.folder / "now/report.html").read_text())

    def test_the_summary_keeps_to_its_bytes(self):
        self.stored()
        self.refused("report", "before", "--md", "-", "--md-bytes", "100", words="--md-bytes: 100 is too few; give 2000 or more")
        self.assertLessEqual(len(self.succeed("report", "before", "--md", "-", "--md-bytes", "2000").stdout.encode()), 2000)

    def test_hostile_names_are_escaped_in_page_and_summary(self):
        self.stored()

        def rename(run):
            for record in run["records"]:
                record["implementation"] = HOSTILE
            run["identity"]["libm"] = HOSTILE
            run["omissions"].append({"id": HOSTILE, "reason": HOSTILE})
        self.planted("now", rename)
        self.succeed("report", "now", "--against", "before", "--html", "page.html", "--md", "summary.md")
        self.assertNotIn("<script>alert", (self.folder / "page.html").read_text())
        text = (self.folder / "summary.md").read_text()
        self.assertNotIn("<script>alert", text)
        self.assertNotIn("@everyone", text)
        self.assertLess(max(map(len, text.splitlines())), 2000)
        self.assertTrue(all(len(line) <= 80 for line in self.succeed("compare", "before", "now").stdout.splitlines()))

    @unittest.skipUnless(os.path.exists("/dev/full"), "no /dev/full")
    def test_a_full_disk_exits_1(self):
        self.stored()
        self.refused("report", "before", "--md", "/dev/full", words="/dev/full", code=1)
        self.write("file", "kept")
        self.refused("report", "before", "--md", "file/summary.md", words="file/summary.md", code=1)
        with open("/dev/full", "w") as full:
            self.assertEqual(self.bench("compare", "before", "before", stdout=full).returncode, 1)


if __name__ == "__main__":
    unittest.main()
