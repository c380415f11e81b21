"""Runs softplus-bench as a user does. The executable's path comes in the environment variable SOFTPLUS_BENCH."""
import csv
import io
import json
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import time
import unittest

EXECUTABLE = os.path.abspath(os.environ.get("SOFTPLUS_BENCH", "build/release/softplus-bench"))
ROW = "softplus/log1p/binary32/scalar"
OTHER_ROW = "softplus/symmetric/binary32/scalar"
VERBS = ["list", "run", "eval", "hunt", "corpus", "report", "gate", "baseline", "ab", "choose", "compare", "doctor",
         "completion", "man"]

with open(EXECUTABLE, "rb") as binary:
    SANITIZED = b"__asan_init" in binary.read()
not_timed_under_sanitizers = unittest.skipIf(SANITIZED, "nothing is timed under a sanitizer")

# One short run of each kind. The cutoffs' neighbours come on top of the samples.
TINY_SUITE = """name = "tiny"
[accuracy]
samples = 300
weighted = ["normal"]
weighted_samples = 50
[speed]
metrics = ["throughput"]
footprints = ["L1"]
input_mixes = ["uniform"]
rounds = 20
"""


def parse_json(text):
    """JSON as the standard has it: bare NaN and Infinity are refused."""
    def refuse(word):
        raise AssertionError(f"bare {word} in JSON")
    return json.loads(text, parse_constant=refuse)


def parse_csv(text):
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


class CommandLine(unittest.TestCase):
    """Every test has an empty current folder of its own."""

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="softplus-bench-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def start(self, *arguments, env=None, cwd=None, stdout=subprocess.PIPE):
        return subprocess.Popen([EXECUTABLE, *map(str, arguments)], cwd=cwd or self.folder, stdin=subprocess.DEVNULL,
                                stdout=stdout, stderr=subprocess.PIPE, env={**os.environ, **(env or {})})

    def wait_until(self, condition, process):
        """Until the condition holds; the process must not end before."""
        deadline = time.monotonic() + 60
        while not condition():
            self.assertIsNone(process.poll(), "it ended early")
            self.assertLess(time.monotonic(), deadline, "it did not come so far")
            time.sleep(0.01)

    def wait_for_work(self, process, seconds=0.3):
        """Until the process catches Ctrl-C and has computed for so long: in the processor's time, which does not pass while
        other programs have the processor."""
        def at_work():
            status = pathlib.Path(f"/proc/{process.pid}/status").read_text()
            caught = next(int(line.split()[1], 16) for line in status.splitlines() if line.startswith("SigCgt:"))
            ticks = sum(map(int, pathlib.Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()[11:13]))
            return caught >> (signal.SIGINT - 1) & 1 and ticks >= seconds * os.sysconf("SC_CLK_TCK")
        self.wait_until(at_work, process)

    def bench(self, *arguments, **options):
        """stdout and stderr as they are (no newline translation), and the exit code."""
        process = self.start(*arguments, **options)
        out, err = process.communicate(timeout=120)
        return subprocess.CompletedProcess(arguments, process.returncode, (out or b"").decode(), err.decode())

    def succeed(self, *arguments, code=0, **options):
        result = self.bench(*arguments, **options)
        self.assertEqual(result.returncode, code, result)
        return result

    def refused(self, *arguments, words=(), code=2, **options):
        """One clear line on stderr, nothing on stdout."""
        result = self.bench(*arguments, **options)
        self.assertEqual(result.returncode, code, result)
        self.assertEqual(result.stdout, "")
        self.assertRegex(result.stderr, r"\Asoftplus-bench: [^\n]+\n\Z")
        for word in [words] if isinstance(words, str) else words:
            self.assertIn(word, result.stderr)
        return result.stderr

    def write(self, name, text):
        path = self.folder / name
        path.write_bytes(text.encode())
        return path

    def tiny_suite(self):
        return self.write("tiny.toml", TINY_SUITE)

    def accuracy_run(self, name, *arguments, row=ROW, samples=300, **options):
        self.succeed("run", "accuracy", "--samples", samples, "-f", row, "-o", name, *arguments, **options)
        return self.folder / name

    def names_in(self, folder):
        return sorted(path.name for path in (self.folder / folder).iterdir())


RUN_FILES = ["accuracy.csv", "claims.csv", "properties.csv", "report.html", "run.json", "run.jsonl", "speed.csv"]
# Of a run that is not finished.
CUT_RUN_FILES = sorted(RUN_FILES + ["checkpoint.json"])
