"""gate: what it writes for others, read by their programs; and its exit code when something cannot be written."""
import json
import os
import pathlib
import re
import resource
import shlex
import subprocess
import unittest
import xml.etree.ElementTree as ElementTree

from command_line import EXECUTABLE, OTHER_ROW, ROW, CommandLine, parse_json
from readers import reader

ROOT = pathlib.Path(__file__).parents[2]
junitparser, jsonschema, yaml = reader("junitparser"), reader("jsonschema"), reader("yaml")
SUMMARY = r"\Agate: (\d+) passed, (\d+) failed, (\d+) skipped\Z"
HOSTILE = ["a|b\\|c`@everyone`", "<script>alert(1)</script>]]>&amp;\"'-->", "a\nb\r\n::error::planted\n##[error]planted", "\x1b[31m\x07\x01\x9b",
           "100%0A::warning file=x:y,z::planted", "‮turned﻿￿", "é数😀", "x" * 3000]


class GateOutputs(CommandLine):
    def judged(self, *changes):
        """A stored run of two rows, changed: functions of its records over all inputs, in their order."""
        if not (self.folder / "measured").exists():
            self.accuracy_run("measured", "-f", OTHER_ROW)
        run = json.loads((self.folder / "measured/run.json").read_text())
        run["records"] = [r for r in run["records"] if r["region"] == "overall" and r["inputs"] == "stratified"]
        self.assertEqual(len(run["records"]), 2)
        for record, change in zip(run["records"], changes):
            change(record)
        folder = self.folder / "judged"
        folder.mkdir(exist_ok=True)
        (folder / "run.json").write_text(json.dumps(run))
        return folder

    def gate(self, folder, *arguments, code=0, **options):
        return self.succeed("gate", "--run", folder, *arguments, code=code, **options)

    def all_outputs(self, folder, *arguments, code=0):
        summary = self.write("step-summary", "")
        result = self.gate(folder, "--junit", "g.xml", "--sarif", "g.sarif", "--md", "g.md", "--github", *arguments, code=code,
                           env={"GITHUB_STEP_SUMMARY": str(summary)})
        return result, (self.folder / "g.xml").read_bytes(), parse_json((self.folder / "g.sarif").read_text()), summary.read_text()

    def test_what_the_gate_reads_is_not_written_over(self):
        folder = self.judged()
        accepted = self.folder / "suites/baseline/accuracy"
        accepted.mkdir(parents=True)
        os.mkfifo(self.folder / "pipe")
        for path, words in ((folder / "run.json", "is what the gate reads"), (accepted / "g.jsonl", "lies in the baseline"),
                            ("pipe", "is a pipe")):
            for option in ("--junit", "--sarif", "--md"):
                self.refused("gate", "--run", folder, option, path, words=words)

    def test_all_outputs_come_from_one_call_and_agree(self):
        result, xml, sarif, summary = self.all_outputs(self.judged(broken), code=4)
        passed, failed, skipped = map(int, re.match(SUMMARY, result.stdout.splitlines()[-1]).groups())
        self.assertEqual((passed, failed, skipped), (1, 1, 0))
        suites = ElementTree.fromstring(xml)
        self.assertEqual((suites.get("tests"), suites.get("failures"), suites.get("errors")), ("2", "1", "0"))
        self.assertEqual([r["ruleId"] for r in sarif["runs"][0]["results"]], ["claim-failed"])
        self.assertEqual(summary, (self.folder / "g.md").read_text())
        self.assertIn(ROW, summary)
        self.assertIn(f"::error file=impls/portable/softplus/log1p.cpp,line=1,title=claim failed%3A {ROW}::{ROW}: ", result.stderr)

    @unittest.skipUnless(junitparser, "junitparser is not installed: scripts/setup test")
    def test_junitparser_reads_the_junit_file(self):
        self.all_outputs(self.judged(broken, failed_row), code=4)
        suites = list(junitparser.JUnitXml.fromfile(str(self.folder / "g.xml")))
        self.assertEqual([suite.name for suite in suites], ["claim"])
        cases = list(suites[0])
        self.assertEqual([case.classname for case in cases], ["softplus.log1p", "softplus.symmetric"])
        self.assertEqual([type(case.result[0]).__name__ for case in cases], ["Failure", "Error"])
        self.assertIn("judged run", [p.name for p in suites[0].properties()])

    def test_what_no_check_explains_is_an_error_in_the_files_too(self):
        """No snapshot fits, and --strict wants one: every check passed, and the exit code is 6."""
        _, xml, sarif, _ = self.all_outputs(self.judged(), "--strict", code=6)
        self.assertEqual([case.get("name") for case in ElementTree.fromstring(xml).findall("testsuite/testcase") if case.find("error") is not None],
                         ["exit code"])
        self.assertEqual([result["ruleId"] for result in sarif["runs"][0]["results"]], ["gate-incomplete"])

    def test_sarif_has_what_the_standard_requires_and_github_wants(self):
        _, _, log, _ = self.all_outputs(self.judged(broken, failed_row), code=4)
        self.assertEqual(log["version"], "2.1.0")
        self.assertRegex(log["$schema"], r"\Ahttps://.*sarif.*2\.1\.0.*\.json\Z")
        for run in log["runs"]:
            driver = run["tool"]["driver"]
            self.assertEqual(driver["name"], "softplus-bench")
            self.assertRegex(driver["informationUri"], r"\Ahttps://")
            rules = [rule["id"] for rule in driver["rules"]]
            self.assertEqual(len(rules), len(set(rules)))
            self.assertEqual(run["invocations"][0]["exitCode"], 4)
            self.assertEqual(len(run["results"]), 2)
            for result in run["results"]:
                self.assertEqual(rules[result["ruleIndex"]], result["ruleId"])
                self.assertIn(result["level"], ("error", "warning", "note"))
                self.assertTrue(result["message"]["text"])
                self.assertTrue(all(isinstance(text, str) for text in result["partialFingerprints"].values()))
                for location in result["locations"]:
                    place = location["physicalLocation"]
                    self.assertTrue((ROOT / place["artifactLocation"]["uri"]).is_file(), place)
                    self.assertGreaterEqual(place["region"]["startLine"], 1)

    def test_every_row_of_the_catalogue_has_its_source_in_this_repository(self):
        ids = [row["id"] for row in parse_json(self.succeed("list", "implementations", "--json").stdout)]

        def as_every_row(run):
            pattern = run["records"][0]
            run["records"] = []
            for each in ids:
                function, implementation, row_format, target = each.split("[")[0].split("/")
                run["records"].append({**pattern, "function": function, "implementation": implementation, "format": row_format,
                                       "target": target, "n_claim_violations": 1, "claim_ulp": 1.0})
        folder = self.accuracy_run("result")
        run = json.loads((folder / "run.json").read_text())
        as_every_row(run)
        (folder / "run.json").write_text(json.dumps(run))
        self.gate(folder, "--sarif", "g.sarif", code=4)
        results = parse_json((self.folder / "g.sarif").read_text())["runs"][0]["results"]
        self.assertGreater(len(results), 500)
        uris = {r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for r in results}
        self.assertEqual([uri for uri in sorted(uris) if not (ROOT / uri).is_file()], [])

    @unittest.skipUnless(jsonschema, "jsonschema is not installed: scripts/setup test")
    def test_json_is_as_its_schema_says(self):
        schema = json.loads((ROOT / "reports/schema/gate.schema.json").read_text())
        validator = jsonschema.Draft202012Validator(schema)
        for changes, code in (((), 0), ((broken, failed_row), 4), ((failed_row,), 6)):
            said = parse_json(self.gate(self.judged(*changes), "--json", code=code).stdout)
            validator.validate(said)
            self.assertEqual(said["exit_code"], code)
        said["outcome"] = "fine"
        self.assertFalse(validator.is_valid(said))

    def test_the_command_to_reproduce_a_failure_shows_its_input_and_row(self):
        for row, witness, shown in ((ROW, "0x3f800000", "softplus(1) in binary32"),
                                    ("softplus_beta/five_piece/binary32/scalar", "0xc0000000", "softplus_beta(-2) in binary32, beta="),
                                    ("logaddexp/naive/binary32/scalar", "0x3f800000;0xc0000000", "logaddexp(1; -2) in binary32")):
            with self.subTest(row):
                folder = self.accuracy_run("of-" + row.split("/", maxsplit=1)[0], row=row)
                run = json.loads((folder / "run.json").read_text())
                run["records"] = [next(r for r in run["records"] if r["region"] == "overall")]
                broken(run["records"][0])
                run["records"][0]["claim_witness_bits"] = witness
                run["records"][0].setdefault("claim_ulp", 1.0)
                (folder / "run.json").write_text(json.dumps(run))
                command = parse_json(self.gate(folder, "--json", code=4).stdout)["verdicts"][0]["reproduce"]
                words = shlex.split(command)
                self.assertEqual(words[0], "softplus-bench")
                said = self.succeed(*words[1:]).stdout
                self.assertIn(shown, said)
                self.assertEqual(len(re.findall(r"^" + row.split("/")[1] + " ", said, re.MULTILINE)), 1, said)

    def test_names_and_reasons_cannot_break_any_output(self):
        for text in HOSTILE:
            with self.subTest(text[:20]):
                def hostile(record, text=text):
                    record.update(implementation=text, status="failed", reason=text)
                result, xml, sarif, _ = self.all_outputs(self.judged(hostile, broken), code=4)
                case = ElementTree.fromstring(xml).findall("testsuite/testcase")[0]
                self.assertIsNotNone(case.find("error"))
                self.assertEqual(len(sarif["runs"][0]["results"]), 2)
                for line in result.stdout.splitlines():
                    self.assertRegex(line, r"\A(NOTE claims only:|FAILED|NOT COMPARED|gate:) ")
                self.assertTrue(all(line.startswith("::error file=") for line in result.stderr.splitlines()), result.stderr)
                self.assertEqual(len(result.stderr.splitlines()), 2)

    def test_the_summary_of_the_step_is_appended_to_and_never_outgrows_a_mebibyte(self):
        folder = self.judged(broken)
        path = self.write("summary", "written by others")
        environment = {"GITHUB_STEP_SUMMARY": str(path)}
        self.gate(folder, "--github", code=4, env=environment)
        self.assertRegex(path.read_text(), r"\Awritten by others\n## softplus-bench gate\n")
        once = path.read_text()
        self.gate(folder, "--github", code=4, env=environment)
        self.assertTrue(path.read_text().startswith(once))
        self.assertEqual(path.read_text().count("## softplus-bench gate"), 2)
        for size, appended in ((1024 * 1024 - 3000, True), (1024 * 1024 - 1000, False), (1024 * 1024 + 5, False)):
            path.write_bytes(b"x" * size)
            result = self.gate(folder, "--github", code=4, env=environment)
            self.assertEqual(path.stat().st_size > size, appended)
            self.assertLessEqual(path.stat().st_size, max(size, 1024 * 1024))
            self.assertEqual("no room left" in result.stderr, not appended)

    def test_json_stays_alone_on_stdout_beside_annotations(self):
        path = self.write("summary", "")
        result = self.gate(self.judged(broken), "--github", "--json", code=4, env={"GITHUB_STEP_SUMMARY": str(path)})
        parse_json(result.stdout)
        self.assertIn("::error ", result.stderr)
        self.assertRegex(result.stderr.splitlines()[-1], SUMMARY)

    def test_outputs_that_cannot_be_written_are_noticed_before_anything_is_measured(self):
        (self.folder / "folder").mkdir()
        measuring = ("gate", "-f", ROW, "--samples", 1000)
        for option in ("--junit", "--sarif", "--md"):
            self.refused(*measuring, option, "nowhere/file", words=[option, "nowhere"])
            self.refused(*measuring, option, "folder", words=[option, "is a folder"])
            self.refused(*measuring, option, "-", words=[option, "no file"])
            self.refused(*measuring, option, "", words="empty")
        self.refused(*measuring, "--junit", "same", "--md", "./same", words=["--md", "another output"])
        self.refused(*measuring, "--github", words="GITHUB_STEP_SUMMARY", env={"GITHUB_STEP_SUMMARY": ""})
        self.refused(*measuring, "--github", words="nowhere", env={"GITHUB_STEP_SUMMARY": "nowhere/file"})
        self.assertEqual(self.names_in("."), ["folder"])

    def test_an_output_that_fails_is_no_pass_and_hides_no_regression(self):
        passing = self.judged()
        for option in ("--junit", "--sarif", "--md"):
            result = self.gate(passing, option, "/dev/full", code=1)
            self.assertRegex(result.stderr, r"\Asoftplus-bench: cannot write /dev/full: No space left on device\n\Z")
            self.assertRegex(result.stdout.splitlines()[-1], SUMMARY)
        self.gate(passing, "--github", code=1, env={"GITHUB_STEP_SUMMARY": "/dev/full"})
        failing = self.judged(broken)
        self.gate(failing, "--junit", "/dev/full", "--md", "g.md", code=4)
        self.assertIn(ROW, (self.folder / "g.md").read_text())  # the others are written all the same
        self.gate(self.judged(failed_row), "--junit", "/dev/full", code=1)  # in place of 6

    def test_a_closed_stdout_is_no_pass_and_hides_no_regression(self):
        for changes, code in (((), 1), ((broken,), 4)):
            folder = self.judged(*changes)
            for extra in ([], ["--json"]):
                with open("/dev/full", "wb") as full:
                    self.gate(folder, *extra, "--junit", "g.xml", code=code, stdout=full)
                self.assertTrue((self.folder / "g.xml").is_file())
                reading, writing = os.pipe()
                os.close(reading)
                with os.fdopen(writing, "wb") as closed:
                    self.gate(folder, *extra, code=code, stdout=closed)

    def test_where_the_disk_is_full_what_was_there_stays_whole(self):
        folder = self.judged(broken)
        report, summary = self.write("g.xml", "the old one"), self.write("summary", "written by others")

        def small_files():  # a write beyond it ends with an error, since Python ignores SIGXFSZ and leaves it ignored
            resource.setrlimit(resource.RLIMIT_FSIZE, (300, 300))
        result = subprocess.run([EXECUTABLE, "gate", "--run", folder, "--junit", report, "--github"], cwd=self.folder, text=True,
                                capture_output=True, preexec_fn=small_files, restore_signals=False, check=False,
                                env={**os.environ, "GITHUB_STEP_SUMMARY": str(summary)})
        self.assertEqual(result.returncode, 4, result)
        self.assertEqual(len(re.findall("cannot write .*: File too large", result.stderr)), 2, result.stderr)
        self.assertEqual((report.read_text(), summary.read_text()), ("the old one", "written by others"))
        self.assertEqual([name for name in self.names_in(".") if name.endswith(".tmp")], [])

    def test_the_margin_is_a_share_within_bounds(self):
        for text in ("nan", "inf", "NaN%", "inf%", "500%", "0", "0%", "101%", "1", "5", "5%%", "5 %", "x", "1e400"):
            with self.subTest(text):
                self.refused("gate", "-f", ROW, f"--margin={text}", words=["--margin", f"'{text}'"])
                self.refused("ab", ROW, OTHER_ROW, f"--margin={text}", words=["--margin", f"'{text}'"])
        self.refused("gate", "-f", ROW, "--margin=-5%", words="-5%")
        for text in ("5%", "0.05", "0.1%", "100%"):
            self.gate(self.judged(), "--margin", text)

    def test_options_that_do_not_go_together_are_refused(self):
        folder = self.judged()
        self.refused("gate", "speed", "--run", folder, words="--run")
        self.refused("gate", "--short", words="--self-test")
        self.refused("gate", "--self-test", "--junit", "x", words="--self-test")
        self.refused("gate", "acuracy", words="did you mean 'accuracy'")
        self.refused("gate", "--launches", "0", words="--launches")

    @unittest.skipUnless(yaml, "PyYAML is not installed: scripts/setup test")
    def test_the_example_workflow_parses_and_its_options_exist(self):
        workflow = yaml.safe_load((ROOT / "docs/ci/github-workflow.yml").read_text())
        commands = [step["run"] for step in workflow["jobs"]["gate"]["steps"] if "run" in step]
        gate = next(command for command in commands if "softplus-bench gate" in command)
        self.assertNotIn("|", gate)
        self.assertEqual(workflow["jobs"]["gate"]["defaults"]["run"]["shell"], "bash")
        known = self.succeed("gate", "--help").stdout
        options = re.findall(r"--[a-z]+", gate)
        self.assertGreater(len(options), 4)
        for option in options:
            self.assertIn(option, known)


def broken(record):
    record.update(n_claim_violations=3, claim_witness_bits="0x3f800000", claim_witness_got_bits="0x3fa818f6",
                  claim_witness_want_bits="0x3fa818f5")


def failed_row(record):
    record.update(status="failed", reason="it crashed")


if __name__ == "__main__":
    unittest.main()
