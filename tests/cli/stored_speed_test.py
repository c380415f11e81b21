"""gate speed against stored ratios, and what baseline accept stores of speed. No time is asserted: stored ratios are a thousand times
too small or too large where a verdict is."""
import json
import shutil
import unittest

from command_line import OTHER_ROW, ROW, CommandLine, not_timed_under_sanitizers, parse_json

SUITE = """name = "tiny"
[speed]
metrics = ["throughput"]
footprints = ["L1"]
input_mixes = ["uniform"]
rounds = 500
"""


@not_timed_under_sanitizers
class StoredSpeed(CommandLine):
    def setUp(self):
        super().setUp()
        self.write("tiny.toml", SUITE)
        self.said = parse_json(self.succeed("doctor", "--json").stdout)

    def entry(self, row, ratio, **changes):
        interval = [0.99 * ratio, ratio, 1.01 * ratio]
        return {"id": row, "conditions": "throughput L1 uniform", "ratio_to_relu": interval, "ratio_to_copy": interval, "launches": 5,
                "rounds": 500, "commit": "abc", "why": "test", **changes}

    def store(self, *entries, facts=None, name=None):
        folder = self.folder / "baseline" / "speed"
        folder.mkdir(parents=True, exist_ok=True)
        lines = [{"class": facts or self.said["machine_class"]}, *entries]
        path = folder / (name or self.said["facts"]["class of stored speeds"])
        path.write_text("".join(json.dumps(line) + "\n" for line in lines))
        return path

    def gate(self, *arguments, code=0, row=ROW):
        return self.succeed("gate", "speed", "--baseline", "baseline", "--suite", "tiny.toml", "--launches", 2, "-q", "-f", row, *arguments,
                            code=code)

    def test_a_row_that_is_far_slower_than_stored_exits_3(self):
        self.store(self.entry(ROW, 1e-3))
        result = self.gate(code=3)
        self.assertIn(f"FAILED {ROW}: slower", result.stdout)
        self.assertTrue(result.stdout.endswith("gate: 0 passed, 1 failed, 0 skipped\n"), result.stdout)

    def test_a_row_that_is_far_faster_passes_and_is_proposed_not_adopted(self):
        path = self.store(self.entry(ROW, 1e9))
        before = path.read_bytes()
        self.assertIn(f"BETTER {ROW}: faster", self.gate().stdout)
        self.assertEqual(path.read_bytes(), before)

    def test_the_json_has_the_figures(self):
        self.store(self.entry(ROW, 1e-3))
        check = next(v for v in parse_json(self.gate("--json", code=3).stdout)["verdicts"] if v["lane"] == "speed")
        self.assertEqual(check["id"], ROW)
        self.assertGreater(check["ratio_low"], 100)

    def test_an_entry_without_a_row_is_not_compared(self):
        self.store(self.entry(ROW, 1e9), self.entry("softplus/gone/binary32/scalar", 1))
        self.assertIn("NOT COMPARED softplus/gone/binary32/scalar: there is no such row", self.gate("-f", "softplus/gone/*", code=6).stdout)
        self.gate("-f", "softplus/gone/*", "--allow-missing")

    def test_a_row_without_an_entry_is_new(self):
        self.store(self.entry(ROW, 1e9))
        result = self.gate("-v", row="softplus/log1p/binary64/scalar", code=6)
        self.assertIn("gate: 0 passed, 0 failed, 1 skipped", result.stdout)
        self.assertIn("new: no ratio is stored", result.stdout)

    def test_entries_of_another_class_advise_and_decide_nothing(self):
        self.store(self.entry(ROW, 1e-3), facts={**self.said["machine_class"], "processor": "Another 1.2.3"}, name="another.jsonl")
        result = self.gate(code=6)
        self.assertIn("processor (Another 1.2.3, here ", result.stdout)
        self.assertIn(f"ADVISORY {ROW}: slower", result.stdout)
        self.assertIn("gate: 0 passed, 0 failed, 0 skipped", result.stdout)

    def test_nothing_stored_exits_6_with_a_note(self):
        (self.folder / "baseline" / "accuracy").mkdir(parents=True)
        self.assertIn("NOTE speed: nothing to judge against", self.gate(code=6).stdout)

    def test_a_folder_without_any_snapshot_is_no_baseline(self):
        (self.folder / "baseline").mkdir()
        self.assertIn("baseline holds no snapshot", self.gate(code=2).stderr)

    def test_what_cannot_be_read_exits_2_with_file_and_line(self):
        for change, words in (({"ratio_to_relu": [1, 2]}, "'ratio_to_relu' must be 3"), ({"extra": 1}, "unknown key 'extra'"),
                              ({"ratio_to_relu": [float("nan")] * 3}, "not JSON"), ({"rounds": -1}, "'rounds' must be")):
            with self.subTest(words):
                path = self.store(self.entry(ROW, 1, **change))
                self.refused("gate", "speed", "--baseline", "baseline", "-q", words=[f"{path.relative_to(self.folder)}:2: ", words])
        self.store(self.entry(ROW, 1), self.entry(ROW, 1))
        self.refused("gate", "speed", "--baseline", "baseline", "-q", words=":3: a second entry")

    def test_accept_asks_for_a_reason_and_three_launches(self):
        (self.folder / "baseline").mkdir()
        accept = ["baseline", "accept", ROW, "--what", "speed", "--baseline", "baseline", "-q"]
        self.refused(*accept, "--why", " ", words="--why")
        self.refused(*accept, "--why", "test", "--launches", 2, words="3 at least")
        self.assertEqual(list((self.folder / "baseline").iterdir()), [])


class Instructions(CommandLine):
    def setUp(self):
        super().setUp()
        if shutil.which("valgrind") is None:
            self.skipTest("valgrind is not installed")
        self.said = self.succeed("ab", ROW, OTHER_ROW, "--instructions", "-q").stdout
        if "counted by valgrind" not in self.said:
            self.skipTest(self.said.splitlines()[-1])

    def accepted(self):
        (self.folder / "baseline").mkdir()
        self.succeed("baseline", "accept", ROW, "--what", "instructions", "--why", "test", "--baseline", "baseline", "-q")
        path, = (self.folder / "baseline" / "instructions").iterdir()
        return path

    def gate(self, **options):
        return self.succeed("gate", "speed", "--instructions", "--baseline", "baseline", "-q", "-f", ROW, **options)

    def test_ab_counts_both_rows(self):
        lines = [line.split() for line in self.said.splitlines()]
        counts = {words[1].rstrip(","): float(words[0]) for words in lines if len(words) > 1 and words[1].rstrip(",") in (ROW, OTHER_ROW)
                  and words[0] not in "AB"}
        self.assertEqual(set(counts), {ROW, OTHER_ROW})
        for count in counts.values():
            self.assertTrue(10 < count < 1000, counts)

    def test_counts_are_the_same_again_and_more_of_them_exits_3(self):
        path = self.accepted()
        self.assertIn("gate: 1 passed, 0 failed", self.gate().stdout)
        head, entry = path.read_text().splitlines()
        fewer = {**json.loads(entry)}
        fewer["instructions_per_element"] *= 0.99
        path.write_text(head + "\n" + json.dumps(fewer) + "\n")
        self.assertIn(f"FAILED {ROW}: more instructions an element", self.gate(code=3).stdout)

    def test_counts_of_another_compiler_decide_nothing(self):
        path = self.accepted()
        head, entry = path.read_text().splitlines()
        facts = json.loads(head)
        facts["class"]["compiler"] = "Another 9"
        path.write_text(json.dumps(facts) + "\n" + json.dumps({**json.loads(entry), "instructions_per_element": 1}) + "\n")
        result = self.gate(code=6)
        self.assertIn("compiler (Another 9, here ", result.stdout)
        self.assertIn(f"ADVISORY {ROW}", result.stdout)

    def test_a_machine_without_valgrind_says_so(self):
        result = self.succeed("gate", "speed", "--instructions", "-q", "-f", ROW, code=6, env={"PATH": "/nowhere"})
        self.assertIn("NOTE instructions: not counted: valgrind is not installed", result.stdout)


if __name__ == "__main__":
    unittest.main()
