"""A CPU without the instruction set of some rows: they are listed, never called, and named wherever they are missing."""
import os
import unittest

from command_line import SANITIZED, CommandLine, parse_json

ROWS = "softplus/residual_relative/binary32/*"
HERE = ["softplus/residual_relative/binary32/scalar", "softplus/residual_relative/binary32/sse4"]
MISSING = {"softplus/residual_relative/binary32/avx2": "this CPU has no AVX2 with FMA",
           "softplus/residual_relative/binary32/avx512": "this CPU has no AVX-512"}
OLDER_CPU = os.environ.get("SOFTPLUS_BENCH_OLDER_CPU", "")


@unittest.skipUnless(OLDER_CPU, "only x86-64 with a shared libhwy has a simulated older CPU")
@unittest.skipIf(SANITIZED, "a sanitizer must be the first library that is loaded")
class OlderCpu(CommandLine):
    def start(self, *arguments, env=None, **options):
        return super().start(*arguments, env={**(env or {}), "LD_PRELOAD": OLDER_CPU}, **options)

    def test_the_list_has_every_row_with_the_reason(self):
        entries = parse_json(self.succeed("list", "-f", ROWS, "--json").stdout)
        self.assertEqual({e["id"]: e["reason"] for e in entries}, {**dict.fromkeys(HERE, ""), **MISSING})
        for entry in entries:
            self.assertEqual(entry["available"], entry["id"] in HERE)
        text = self.succeed("list", "-f", ROWS).stdout
        for reason in MISSING.values():
            self.assertIn(f"not available: {reason}", text)

    def test_a_run_measures_the_others_and_says_what_it_left_out(self):
        result = self.succeed("run", "accuracy", "--samples", "50", "-f", ROWS, "-o", "result", "-q")
        run = parse_json((self.folder / "result/run.json").read_text())
        self.assertEqual({each["id"]: each["reason"] for each in run["omissions"]}, MISSING)
        self.assertEqual({record["target"] for record in run["records"]}, {"scalar", "sse4"})
        for row, reason in MISSING.items():
            self.assertIn(f"skipped {row}: {reason}", result.stdout)

    def test_the_gate_skips_them_by_name_measured_or_stored(self):
        self.succeed("run", "accuracy", "--samples", "50", "-f", ROWS, "-o", "result", "-q")
        for arguments in (["--samples", "50", "-f", ROWS, "-q"], ["--run", "result"]):
            result = self.succeed("gate", *arguments)
            for row, reason in MISSING.items():
                self.assertIn(f"SKIPPED {row}: {reason}", result.stdout)
            self.assertRegex(result.stdout.splitlines()[-1], r"gate: [1-9]\d* passed, 0 failed, 2 skipped")

    def test_eval_answers_with_the_others(self):
        entry = parse_json(self.succeed("eval", "softplus", "1", "-f", ROWS, "--json").stdout)[0]
        self.assertEqual([each["id"] for each in entry["results"]], HERE)
        self.assertEqual({each["id"]: each["reason"] for each in entry["skipped"]}, MISSING)

    def test_asking_for_nothing_else_is_refused_with_the_reason(self):
        for row, reason in MISSING.items():
            for verb in (["ab", HERE[0], row], ["ab", row, HERE[0]], ["gate", "-f", row], ["run", "-f", row, "-o", "result"]):
                with self.subTest(verb):
                    self.refused(*verb, words=[row, reason])


if __name__ == "__main__":
    unittest.main()
