"""baseline: what was accepted, the only way to change it, and what the gate makes of it."""
import json
import re
import shutil
import subprocess
import unittest

from command_line import OTHER_ROW, ROW, CommandLine, parse_json

SMALL = "softplus/log1p/binary16/scalar"


class Baseline(CommandLine):
    """One row is accepted before every test."""

    def setUp(self):
        super().setUp()
        self.accept(ROW)
        self.snapshot, = (self.folder / "suites/baseline/accuracy").iterdir()

    def accept(self, row, *arguments, **options):
        return self.succeed("baseline", "accept", row, "--why", "a reason", "-q", *arguments, **options)

    def gate(self, *arguments, row=ROW, **options):
        return self.succeed("gate", "-q", "-f", row, *arguments, **options)

    def edit(self, old, new, count=1):
        text = self.snapshot.read_text()
        changed = re.sub(old, new, text, count=count)
        self.assertNotEqual(text, changed)
        self.snapshot.write_text(changed)

    def edit_row(self, old, new):
        self.edit(rf'("id":"{ROW}","inputs":"stratified"[^\n]*?){old}', rf"\g<1>{new}")

    def stored_run(self, *arguments, suite="gate", row=ROW, name="result"):
        self.succeed("run", "accuracy", "--suite", suite, "-f", row, "-o", name, *arguments)
        return self.folder / name

    def doctor(self, folder, change):
        path = folder / "run.json"
        run = json.loads(path.read_text())
        change(run)
        path.write_text(json.dumps(run))

    def test_what_was_accepted_passes_and_accepting_it_again_changes_nothing(self):
        before = self.snapshot.read_bytes()
        result = self.gate("--strict")
        self.assertRegex(result.stdout, r"gate: ([2-9]\d|1[0-9]) passed, 0 failed, 0 skipped\n\Z")
        self.assertNotIn("claims only", result.stdout)
        self.assertIn("nothing to change", self.accept(ROW).stdout)
        self.assertEqual(self.snapshot.read_bytes(), before)

    def test_a_worse_row_fails_and_shows_x_got_want_and_old(self):
        self.edit_row(r'"max_ulp":[^,]*', '"max_ulp":0.75')
        result = self.gate(code=4)
        failed, = [line for line in result.stdout.splitlines() if "FAILED" in line]
        self.assertRegex(failed, rf"{ROW}: worse than accepted on stratified inputs: 0.75 -> \d+ ulp.*x = .*0x7f.*"
                                 r"got inf .*want .*old .*a reason")

    def test_a_worse_input_of_the_corpus_fails(self):
        self.edit(r'("inputs":"corpus:0xbfa1ff90","max_ulp":)[^,]*', r"\g<1>0.25")
        self.assertIn("x = -1.2656116 (-0x1.43ff2p+0, 0xbfa1ff90)", self.gate(code=4).stdout)

    def test_one_wrong_verdict_more_fails_and_the_first_is_found(self):
        self.edit_row(r'"n_early_overflow":(\d+)', '"n_early_overflow":1')
        failed, = [line for line in self.gate(code=4).stdout.splitlines() if "FAILED" in line]
        x = re.search(r"early overflow 1 -> \d+; the first at x = .*?(0x7[0-9a-f]{7})\), got inf", failed).group(1)
        answer = parse_json(self.succeed("eval", "softplus", f"{x}:bits", "--format", "binary32", "-f", ROW, "--json").stdout)
        self.assertIn("early_overflow", answer[0]["results"][0]["verdict"])

    def test_what_got_better_passes_and_is_proposed_and_not_adopted(self):
        self.edit_row(r'"max_ulp":[^,]*', '"max_ulp":1e+30')
        before = self.snapshot.read_bytes()
        result = self.gate()
        self.assertRegex(result.stdout, rf"BETTER {ROW}: stratified 1e\+30 -> .*baseline accept '{ROW}' --why")
        self.assertEqual(self.snapshot.read_bytes(), before)

    def test_an_entry_without_a_row_is_not_compared_until_it_is_pruned(self):
        self.edit(rf'(\{{"id":"{ROW}","inputs":"stratified"[^\n]*\n)',
                  lambda line: line.group(1) + line.group(1).replace("log1p", "log1q"))
        every = ["-f", "softplus/log1?/binary32/scalar"]
        result = self.gate(*every, code=6)
        self.assertIn("softplus/log1q/binary32/scalar: in the snapshot (stratified), and not compared", result.stdout)
        self.gate(*every, "--allow-missing")
        self.gate()  # of what the filter leaves out nothing is expected
        self.assertIn("dropped softplus/log1q/binary32/scalar", self.succeed("baseline", "prune").stdout)
        self.assertIn("nothing to drop", self.succeed("baseline", "prune").stdout)
        self.gate(*every, "--strict")

    def test_pruning_leaves_the_rows_of_plug_ins_unless_they_are_named(self):
        self.edit(rf'(\{{"id":"{ROW}","inputs":"stratified"[^\n]*\n)',
                  lambda line: line.group(1) + line.group(1).replace("log1p", "mine").replace("scalar", "plugin"))
        self.assertIn("nothing to drop", self.succeed("baseline", "prune").stdout)
        self.assertIn("dropped softplus/mine/binary32/plugin",
                      self.succeed("baseline", "prune", "-f", "softplus/mine/*/plugin").stdout)

    def test_a_row_without_an_entry_is_new_and_strictly_not_enough(self):
        result = self.gate("-v", row=SMALL)
        self.assertIn("new: not in the snapshot (exhaustive", result.stdout)
        self.gate("--strict", row=SMALL, code=6)

    def test_of_another_libm_or_instruction_set_only_claims_are_judged(self):
        other = "glibc-1.0-z80"
        here = self.snapshot.stem
        self.edit(rf'"key":"{re.escape(here)}"', f'"key":"{other}"')
        self.snapshot.rename(self.snapshot.with_stem(other))
        result = self.gate()
        self.assertRegex(result.stdout, rf"NOTE claims only: this is {re.escape(here)}, and suites/baseline has only {other}")
        self.gate("--strict", code=6)

    def test_tuning_libm_makes_it_another(self):
        result = self.gate(env={"GLIBC_TUNABLES": "glibc.malloc.check=0"})
        self.assertRegex(result.stdout, r"NOTE claims only: this is \S+-tuned-\S+, and")

    def test_other_inputs_are_said_to_be_others(self):
        for option in (["--samples", "300"], ["--range=-1:1"], ["--seed", "2"], ["--suite", "quick"]):
            with self.subTest(option):
                self.assertIn(f"NOTE claims only: {option[0].split('=')[0]} asks for other inputs", self.gate(*option).stdout)
        self.gate("--samples", "300", "--strict", code=6)

    def test_without_a_snapshot_claims_are_judged_and_a_named_folder_must_be_there(self):
        shutil.rmtree(self.folder / "suites")
        self.assertIn("NOTE claims only: no snapshot in suites/baseline", self.gate().stdout)
        self.gate("--strict", code=6)
        self.refused("gate", "--baseline", "nowhere", words="nowhere is no folder")
        for verb in (["diff"], ["status"], ["prune"]):
            self.refused("baseline", *verb, "--baseline", "nowhere", words="nowhere is no folder")

    def test_a_snapshot_that_cannot_be_read_exits_2_with_file_and_line(self):
        text = self.snapshot.read_text()
        for old, new in ((r'"max_ulp":[^,]*', '"max_ulp":NaN'), (r'"max_ulp":[^,]*', '"max_ulp":"inf"'),
                         (r'"max_ulp":[^,]*', '"max_ulp":-1'), (r'"got"', '"tolerance":1,"got"'), (r'\n\Z', "")):
            with self.subTest(new):
                self.snapshot.write_text(text)
                self.edit(old, new)
                for verb in (["gate", "-q", "-f", ROW], ["baseline", "status"], ["baseline", "accept", ROW, "--why", "x", "-q"]):
                    self.refused(*verb, words=re.search(r"suites/\S+", str(self.snapshot)).group() + ":")

    def test_accepting_a_row_leaves_the_others_as_they_are(self):
        self.accept(SMALL)
        entries = [json.loads(line) for line in self.snapshot.read_text().splitlines()]
        self.assertEqual({entry["id"] for entry in entries if "id" in entry}, {ROW, SMALL})
        self.edit(rf'("id":"{SMALL}"[^\n]*?)"max_ulp":[^,]*', r'\g<1>"max_ulp":7777')
        before = self.snapshot.read_text()
        self.accept(ROW)
        self.assertEqual(self.snapshot.read_text(), before)
        said = self.accept("softplus/log1p/*").stdout
        self.assertRegex(said, rf"better {SMALL} \(exhaustive\): 7777 -> [\d.]+ ulp")

    def test_accepting_needs_a_reason_and_a_row(self):
        for why in ("", " ", "two\nlines"):
            self.refused("baseline", "accept", ROW, "--why", why, words="--why")
        self.refused("baseline", "accept", ROW, words="--why")
        self.refused("baseline", "accept", "softplus/lgo1p/*", "--why", "x", words=["matches nothing", "softplus/log1p"])

    def test_accepting_refuses_a_changed_tree_but_for_the_baseline_itself(self):
        def git(*arguments):
            subprocess.run(["git", "-c", "user.name=a", "-c", "user.email=a@b", *arguments], cwd=self.folder, check=True,
                           stdout=subprocess.DEVNULL)
        git("init", "-q")
        self.write("kernel.cpp", "1")
        git("add", ".")
        git("commit", "-q", "-m", "all")
        self.accept(SMALL)  # changes a file below suites/baseline
        self.accept("softplus/naive/binary16/scalar")
        self.write("untracked", "1")
        self.accept("softplus/naive/bfloat16/scalar")
        self.write("kernel.cpp", "2")
        before = self.snapshot.read_bytes()
        self.refused("baseline", "accept", OTHER_ROW, "--why", "x", "-q", words=["kernel.cpp", "commit first"])
        self.assertEqual(self.snapshot.read_bytes(), before)

    def test_a_stored_run_is_accepted_and_judged_like_a_measured_one(self):
        folder = self.stored_run(row="softplus/log1p/binary32/*")
        self.assertIn("nothing to change", self.accept(ROW, "--run", folder).stdout)
        self.gate("--run", folder, "--strict")
        self.edit_row(r'"max_ulp":[^,]*', '"max_ulp":0.75')
        self.gate("--run", folder, code=4)

    def test_a_run_that_is_no_measure_is_refused(self):
        def broken(run):
            run["records"][0].update(n_claim_violations=3, claim_ulp=1.0)

        def failed(run):
            run["records"][0].update(status="failed", reason="it crashed")
        whole = self.stored_run(name="whole")
        for name, change, words in (
                ("cut", lambda run: run.update(complete=False), "interrupted"),
                ("broken", broken, "breaks its claim"),
                ("failed", failed, "it crashed"),
                ("old", lambda run: run["identity"].update(commit="0123456789ab"), "0123456789ab")):
            with self.subTest(name):
                shutil.copytree(whole, self.folder / name)
                self.doctor(self.folder / name, change)
                self.refused("baseline", "accept", ROW, "--why", "x", "--run", name, words=words)
        for name, arguments, words in (("quick", {"suite": "quick"}, "suite quick"), ("few", {}, "--samples")):
            with self.subTest(name):
                extra = ["--samples", "50"] if name == "few" else []
                self.stored_run(*extra, name=name, **arguments)
                self.refused("baseline", "accept", ROW, "--why", "x", "--run", name, words=words)

    def test_a_stored_run_of_other_inputs_is_not_compared(self):
        few = self.stored_run("--samples", "50")
        result = self.gate("--run", few, code=6)
        self.assertRegex(result.stdout, r"NOT COMPARED .*stratified inputs: measured on \d+ inputs, accepted on \d+")

    def test_the_status_says_what_is_there_and_what_fits(self):
        shutil.copy(self.snapshot, self.snapshot.with_stem("glibc-1.0-z80"))
        text = (self.snapshot.with_stem("glibc-1.0-z80")).read_text()
        self.snapshot.with_stem("glibc-1.0-z80").write_text(text.replace(self.snapshot.stem, "glibc-1.0-z80"))
        said = parse_json(self.succeed("baseline", "status", "--json").stdout)
        self.assertEqual([(each["key"], each["fits"]) for each in said["snapshots"]],
                         [("glibc-1.0-z80", False), (self.snapshot.stem, True)])
        self.assertEqual(said["snapshots"][1]["rows"], 1)
        self.assertEqual(said["snapshots"][1]["acceptances"][0]["why"], "a reason")
        self.assertIn("fits this machine; 1 rows", self.succeed("baseline", "status").stdout)

    def test_the_difference_is_shown_and_never_judged(self):
        self.assertIn(": 0 of ", self.succeed("baseline", "diff", "-q", "-f", ROW).stdout)
        self.edit_row(r'"max_ulp":[^,]*', '"max_ulp":0.75')
        self.assertRegex(self.succeed("baseline", "diff", "-q", "-f", ROW).stdout, rf"worse  {ROW} \(stratified\): 0.75 -> \d+ ulp")
        self.assertEqual(len(parse_json(self.succeed("baseline", "diff", "-f", ROW, "--json").stdout)["differences"]), 1)

    def test_a_misspelt_verb_is_answered_with_the_nearest(self):
        self.refused("baseline", "acept", ROW, words=["acept", "accept"])
        self.refused("baseline", "accept", ROW, "--wy", "x", words=["--wy", "--why"])


if __name__ == "__main__":
    unittest.main()
