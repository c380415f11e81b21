"""gate --self-test: wrong results that it plants are seen, and where nothing is planted it fails."""
import json
import re
import signal
import unittest

from command_line import CommandLine

# Of the 16-bit formats alone: cheap.
CHEAP = ["--short", "--plant", "swallowed_nan,early_infinity,flushed"]


class SelfTest(CommandLine):
    def self_test(self, *arguments, code=0):
        result = self.succeed("gate", "--self-test", *arguments, code=code)
        self.assertRegex(result.stdout.splitlines()[-1], r"\Agate: \d+ passed, \d+ failed, \d+ skipped\Z")
        return result

    def json_of(self, *arguments, code=0):
        result = self.succeed("gate", "--self-test", "--json", *arguments, code=code)
        run = json.loads(result.stdout)
        self.assertEqual(run["exit_code"], code)
        self.assertRegex(result.stderr.splitlines()[-1], r"\Agate: \d+ passed, \d+ failed, \d+ skipped\Z")
        self.assertRegex(result.stderr.splitlines()[-2], r"\Aself-test: \d+ of \d+ faults caught, ")
        return run

    def test_wrong_results_are_seen_where_they_were_planted(self):
        run = self.json_of(*CHEAP)
        faults = [entry for entry in run["entries"] if entry["is_fault"]]
        self.assertEqual([entry["name"] for entry in faults], ["swallowed_nan", "early_infinity", "flushed"])
        for entry in faults:
            self.assertEqual(entry["verdict"], "caught")
            self.assertIn("claim", entry["seen_by"])
            self.assertEqual(entry["witness"], entry["place"])
        right = [entry["verdict"] for entry in run["entries"] if not entry["is_fault"]]
        self.assertEqual(right, ["passed"])

    def test_a_fault_in_a_region_is_seen_in_every_format(self):
        run = self.json_of("--plant", "three_ulp_region")
        formats = [entry["id"].split("/")[2] for entry in run["entries"] if entry["is_fault"]]
        self.assertEqual(formats, ["binary64", "binary32", "binary16", "bfloat16"])
        self.assertEqual({entry["verdict"] for entry in run["entries"] if entry["is_fault"]}, {"caught"})

    def test_nothing_planted_is_not_caught_and_exits_1(self):
        result = self.self_test("--plant", "nothing", code=1)
        self.assertIn("NOT CAUGHT", result.stdout)
        self.assertIn("self-test: 0 of 1 faults caught", result.stdout)
        self.assertEqual(result.stdout.splitlines()[-1], "gate: 1 passed, 1 failed, 0 skipped")

    def test_the_table_fits_80_columns_and_a_seed_repeats_it(self):
        def places(result):
            return re.findall(r"^  planted +(.*)", result.stdout, flags=re.M)
        first = self.self_test(*CHEAP)
        for line in first.stdout.splitlines():
            self.assertLessEqual(len(line), 80)
        seed = int(re.search(r"seed (\d+)", first.stdout)[1])
        self.assertEqual(len(places(first)), 3)
        self.assertEqual(places(self.self_test(*CHEAP, "--seed", seed)), places(first))
        self.assertNotEqual(places(self.self_test(*CHEAP, "--seed", seed + 1000)), places(first))

    def test_a_plant_that_is_none_is_refused(self):
        self.refused("gate", "--self-test", "--plant", "three_ulps")
        self.refused("gate", "--short")
        self.refused("gate", "--self-test", "-f", "softplus/log1p/*")

    def test_ctrl_c_ends_it_with_130(self):
        process = self.start("gate", "--self-test", "--plant", "one_wrong_input")
        self.wait_for_work(process)
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)
        self.assertEqual(process.returncode, 130)


if __name__ == "__main__":
    unittest.main()
