"""Rows of other people's libraries: known without them, loaded when asked for, never linked."""
import csv
import os
import shutil
import subprocess
import unittest

from command_line import EXECUTABLE, SANITIZED, CommandLine, not_timed_under_sanitizers, parse_json

NAMES = {"glibc", "libmvec_naive", "libmvec_symmetric", "sleef_u10", "sleef_u35", "highway", "xsimd", "eigen", "onednn", "boost",
         "libtorch"}
LIBRARIES = ("libsleef", "libdnnl", "libtorch", "libc10", "libmvec", "libgomp", "libhwy_contrib")


class Peers(CommandLine):
    def rows(self):
        return [row for row in parse_json(self.succeed("list", "--json").stdout) if row["target"] == "peer"]

    def available(self, *names):
        return [row for row in self.rows() if row["available"] and (not names or row["implementation"] in names)]

    def loaded(self, *arguments):
        """Peers' modules that the command opened."""
        result = self.bench(*arguments, env={"LD_DEBUG": "files"})
        self.assertEqual(result.returncode, 0, result.stderr[-500:])
        return {os.path.basename(word) for line in result.stderr.splitlines() if "calling init" in line
                for word in line.split() if "/peers/" in word}

    @unittest.skipUnless(shutil.which("readelf"), "needs readelf")
    def test_the_executable_links_no_peer(self):
        needed = subprocess.run(["readelf", "-d", EXECUTABLE], check=True, capture_output=True, text=True).stdout
        self.assertIn("libstdc++", needed)
        for library in LIBRARIES:
            self.assertNotIn(library, needed)

    def test_every_peer_is_listed_with_its_library_here_or_with_what_to_do(self):
        rows = self.rows()
        self.assertEqual({row["implementation"] for row in rows}, NAMES)
        for row in rows:
            self.assertTrue(row["library"] and row["credit"] and row["strategy"], row)
            self.assertNotIn("claim_ulp", row)
            self.assertEqual(row["available"], row["reason"] == "")

    @unittest.skipIf(SANITIZED, "a sanitizer writes to stderr as well")
    def test_only_what_a_filter_names_is_loaded(self):
        self.assertEqual(self.loaded("list"), set())
        self.assertEqual(self.loaded("eval", "softplus", "1"), set())
        self.assertEqual(self.loaded("run", "accuracy", "-f", "softplus/log1p/*", "--samples", "20", "-o", "a", "-q"), set())
        self.assertEqual(self.loaded("run", "--suite", "family", "--dry-run"), set())
        for row in self.available("glibc")[:1]:
            self.assertEqual(self.loaded("eval", "softplus", "1", "-f", "*/glibc/*"), {"glibc.so"})
            self.assertEqual(self.loaded("run", "accuracy", "-f", row["id"], "--samples", "20", "-o", "b", "-q"), {"glibc.so"})

    def test_a_star_does_not_ask_for_peers(self):
        self.succeed("run", "accuracy", "-f", "logaddexp/*/binary32/*", "--samples", "20", "-o", "result", "-q")
        run = parse_json((self.folder / "result/run.json").read_text())
        self.assertNotIn("peer", {record["target"] for record in run["records"]})
        self.assertEqual(run["omissions"], [])

    def test_a_suite_of_peers_made_smaller_keeps_them(self):
        if not self.available("glibc"):
            self.skipTest("glibc was switched off")
        self.succeed("run", "accuracy", "--suite", "peers", "-f", "softplus/*/binary32/*", "-f", "!*/libtorch/*", "--samples", "20",
                     "-o", "result", "-q")
        run = parse_json((self.folder / "result/run.json").read_text())
        self.assertIn("softplus/glibc", {r["function"] + "/" + r["implementation"] for r in run["records"]})

    def test_rows_of_peers_carry_library_and_version(self):
        rows = [row for row in self.available() if row["implementation"] != "libtorch"]
        if not rows:
            self.skipTest("no peer was built")
        self.succeed("run", "accuracy", "-f", "*/peer", "-f", "softplus/log1p/binary32/*", "-f", "!*/libtorch/*", "--samples",
                     "20", "-o", "result", "-q")
        with open(self.folder / "result/accuracy.csv", encoding="utf-8", newline="") as file:
            records = list(csv.DictReader(file))
        self.assertEqual({r["implementation"] for r in records if r["target"] == "peer"}, {r["implementation"] for r in rows})
        for record in records:
            self.assertEqual(record["status"], "ok", record)
            if record["target"] == "peer":
                self.assertRegex(record["library"], r"\A[A-Za-z.]+ \d+\.\d+")
            else:
                self.assertEqual(record["library"], "")
        run = parse_json((self.folder / "result/run.json").read_text())
        self.assertTrue(any(name.startswith("peer ") for name in run["identity"]))

    def test_libtorch_answers_for_every_function_it_has(self):
        rows = self.available("libtorch")
        if not rows:
            self.skipTest("libtorch was not built")
        self.succeed("run", "accuracy", "-f", "*/libtorch/*", "--samples", "20", "-o", "result", "-q")
        with open(self.folder / "result/accuracy.csv", encoding="utf-8", newline="") as file:
            records = list(csv.DictReader(file))
        self.assertEqual({r["status"] for r in records}, {"ok"})
        self.assertEqual({r["function"] for r in records}, {r["function"] for r in rows})

    def test_the_faults_of_peers_appear_by_themselves(self):
        if self.available("onednn"):
            answer = parse_json(self.succeed("eval", "softplus", "-20", "-f", "*/onednn/*", "--json").stdout)[0]["results"][0]
            self.assertIn("wrong_sign", answer["verdict"])
        if self.available("boost"):
            answer = parse_json(self.succeed("eval", "logaddexp", "-inf;3", "-f", "*/boost/*", "--json").stdout)[0]["results"][0]
            self.assertIn("wrong_infinity", answer["verdict"])

    @not_timed_under_sanitizers
    def test_ab_times_a_peer_against_ours(self):
        for row in self.available("glibc")[:1]:
            text = self.succeed("ab", "softplus/symmetric/binary32/scalar", "softplus/glibc/binary32/peer").stdout
            self.assertIn("softplus/glibc/binary32/peer", text)

    @not_timed_under_sanitizers
    def test_doctor_names_every_module(self):
        facts = parse_json(self.succeed("doctor", "--json").stdout)["facts"]
        self.assertLessEqual({f"peer {name}" for name in ("boost", "eigen", "glibc", "highway", "libmvec", "libtorch", "onednn",
                                                          "sleef", "xsimd")}, set(facts))

    def test_a_program_without_its_modules_says_which_file_it_lacks(self):
        if not self.available("glibc"):
            self.skipTest("glibc was switched off")
        alone = shutil.copy(EXECUTABLE, self.folder / "softplus-bench")
        result = subprocess.run([alone, "eval", "softplus", "1", "-f", "*/glibc/*"], capture_output=True, text=True)
        self.assertEqual(result.returncode, 2, result)
        self.assertRegex(result.stderr, r"\Asoftplus-bench: [^\n]*peers/glibc\.so: cannot be loaded [^\n]+\n\Z")
        self.assertEqual(subprocess.run([alone, "eval", "softplus", "1"], capture_output=True).returncode, 0)


if __name__ == "__main__":
    unittest.main()
