"""choose: the fastest that keeps a bound, from a stored run; and ab of several rows."""
import json
import unittest

from command_line import OTHER_ROW, ROW, TINY_SUITE, CommandLine, not_timed_under_sanitizers, parse_json

ASKED = ["--function", "softplus", "--format", "binary32"]


@not_timed_under_sanitizers
class Choose(CommandLine):
    def stored(self):
        self.write("tiny.toml", TINY_SUITE)
        self.succeed("run", "--suite", "tiny.toml", "-f", ROW, "-f", OTHER_ROW, "-o", "out", "-q")
        return self.folder / "out"

    def change(self, folder, change):
        path = folder / "run.json"
        run = json.loads(path.read_text())
        for record in run["records"]:
            change(record)
        path.write_text(json.dumps(run))

    def choice(self, *arguments, code=0):
        return parse_json(self.succeed("choose", *ASKED, "--run", "out", "--json", *arguments, code=code).stdout)

    def test_the_fastest_within_the_bound_is_named_with_its_evidence(self):
        self.stored()
        choice = self.choice("--max-ulp", "2", "--domain", "-5:5")
        chosen = choice["keeping"][0]
        self.assertEqual(choice["chosen"], chosen["id"])
        self.assertIn(chosen["id"], (ROW, OTHER_ROW))
        self.assertLessEqual(chosen["max_ulp"], 2)
        self.assertLessEqual(chosen["ns_low"], chosen["ns_high"])
        self.assertTrue(chosen["max_ulp_is_lower_bound"])
        self.assertIn("stratified", chosen["inputs"])
        text = self.succeed("choose", *ASKED, "--run", "out", "--max-ulp", "2", "--domain", "-5:5").stdout
        self.assertIn(chosen["id"], text)
        self.assertTrue(all(len(line) <= 80 for line in text.splitlines()), text)

    def test_what_is_fast_but_wrong_on_the_domain_is_not_chosen(self):
        folder = self.stored()

        def plant(record):  # log1p overflows above 88.7: make it the fastest by far
            if record["kind"] == "speed" and record["implementation"] == "log1p":
                record.update(ns_per_element=1e-6, ns_low=1e-6, ns_high=1e-6)
        self.change(folder, plant)
        self.assertEqual(self.choice("--max-ulp", "4")["chosen"], OTHER_ROW)
        self.assertEqual(self.choice("--max-ulp", "4", "--domain", "-5:100")["chosen"], OTHER_ROW)
        self.assertEqual(self.choice("--max-ulp", "4", "--domain", "-5:5")["chosen"], ROW)

    def test_exit_6_when_none_keeps_the_bound_or_the_run_lacks_times(self):
        self.stored()
        self.assertNotIn("chosen", self.choice("--max-ulp", "0.1", code=6))
        self.assertIn("none keeps the bound", self.succeed("choose", *ASKED, "--run", "out", "--max-ulp", "0", code=6).stdout)
        self.refused("choose", *ASKED, "--run", "out", "--max-ulp", "1", "--footprint", "DRAM", code=6,
                     words="the run has no times of softplus binary32 under throughput, DRAM, uniform")

    def test_mistakes_are_one_clear_line(self):
        rest = ["--max-ulp", "1"]
        self.refused("choose", "--function", "softpuls", "--format", "binary32", *rest, words="did you mean 'softplus'")
        self.refused("choose", "--function", "softplus", "--format", "binary33", *rest, words="did you mean 'binary32'")
        self.refused("choose", *ASKED, *rest, "--run", "nowhere", words="nowhere holds no run")
        self.refused("choose", *ASKED, *rest, "--domain", "5", words="--domain: '5' is no interval")
        self.refused("choose", *ASKED, *rest, "--domain", "5:x", words="'x'")
        self.refused("choose", *ASKED, *rest, "--domain", "5:4", words="ends before it starts")
        self.refused("choose", *ASKED, *rest, "--domain", "1e39:inf", words="holds no finite number of binary32")
        self.refused("choose", *ASKED, "--max-ulp", "-1", words="--max-ulp")
        self.refused("choose", *ASKED, *rest, "--targets", "avx1", words="did you mean")


@not_timed_under_sanitizers
class Ab(CommandLine):
    def test_several_rows_and_controls_are_compared_with_the_first(self):
        rows = parse_json(self.succeed("ab", ROW, OTHER_ROW, "control/relu/binary32", "--json").stdout)["rows"]
        self.assertEqual([row["id"] for row in rows], [ROW, OTHER_ROW, "control/relu/binary32"])
        self.assertEqual(rows[0]["over_first"]["median"], 1)
        for row in rows[1:]:
            self.assertLessEqual(row["over_first"]["low"], row["over_first"]["high"])
            self.assertIn(row["verdict"], ("faster", "slower", "same", "inconclusive"))

    def test_two_rows_have_the_keys_they_always_had(self):
        result = parse_json(self.succeed("ab", ROW, OTHER_ROW, "--in-place", "--json").stdout)
        self.assertEqual((result["a"], result["b"], result["in_place"]), (ROW, OTHER_ROW, True))
        for key in ("a_ns_per_element", "b_ns_per_element", "b_over_a", "a_over_relu", "b_over_relu", "margin", "verdict"):
            self.assertIn(key, result)

    def test_threads_are_counted_and_parameters_refused_where_there_are_none(self):
        result = parse_json(self.succeed("ab", ROW, OTHER_ROW, "--threads", "0", "--json").stdout)
        self.assertGreaterEqual(result["threads"], 1)
        self.refused("ab", ROW + "[beta=2]", OTHER_ROW, words="has no parameters")

    def test_functions_with_inputs_of_their_own_are_refused_beyond_l1(self):
        self.refused("ab", ROW, "logit/log_ratio/binary32/scalar", "--footprint", "L2", words="in L1 only")


if __name__ == "__main__":
    unittest.main()
