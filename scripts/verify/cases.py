"""What every file of cases shares: figures, failures, a temporary folder each, a summary and an exit code.

A case is a function that takes a Context and returns its figure, one line of text. It fails by raising
Failure (or any other exception), and is skipped by raising Skip; each with a line that says why.
"""
import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


class Failure(Exception):
    pass


class Skip(Exception):
    pass


def require(condition, message):
    if not condition:
        raise Failure(message)


class Finished:
    """How a command ended: code, stdout, stderr, seconds."""

    def __init__(self, code, stdout, stderr, seconds):
        self.code, self.stdout, self.stderr, self.seconds = code, stdout, stderr, seconds

    def last_words(self):
        lines = (self.stderr.strip() or self.stdout.strip() or "no output").splitlines()
        return " / ".join(lines[-3:])


class Context:
    """What a case gets: the options, a folder of its own that is removed afterwards, and the executable."""

    def __init__(self, options, folder):
        self.options, self.folder = options, folder
        self.executable = os.path.join(os.path.abspath(options.build), "softplus-bench")

    def path(self, *parts):
        return os.path.join(self.folder, *parts)

    def command(self, arguments, expect=0, stdout=None, seconds=600, **options):
        """Runs a command and returns how it ended; `expect` None takes any exit code."""
        started = time.monotonic()
        try:
            done = subprocess.run(arguments, stdin=subprocess.DEVNULL, stdout=stdout or subprocess.PIPE,
                                  stderr=subprocess.PIPE, text=True, timeout=seconds, **options)
        except subprocess.TimeoutExpired:
            raise Failure(f"still running after {seconds} s: {' '.join(map(str, arguments))}") from None
        end = Finished(done.returncode, done.stdout or "", done.stderr or "", time.monotonic() - started)
        if expect is not None:
            require(end.code == expect, f"exit code {end.code}, not {expect}: {' '.join(map(str, arguments))}: {end.last_words()}")
        return end

    def program_of_tests(self, name):
        """Its path; built here, for ctest does not need it."""
        require(os.path.exists(os.path.join(ROOT, "build", "ci-gcc", "build.ninja")), "build/ci-gcc is not there: scripts/test makes it")
        self.command(["cmake", "--build", os.path.join(ROOT, "build", "ci-gcc"), "--target", name], seconds=1800)
        return os.path.join(ROOT, "build", "ci-gcc", "tests", name)

    def bench(self, *arguments, **options):
        """Runs softplus-bench in the case's folder."""
        require(os.path.exists(self.executable), f"{self.executable} is not built: scripts/run builds it")
        return self.command([self.executable, *arguments], cwd=self.folder, **options)


def run_case(number, name, case, options):
    """Prints PASS, FAIL or SKIP with the figure; returns that word."""
    folder = tempfile.mkdtemp(prefix="softplus-bench-verify-")
    started = time.monotonic()
    try:
        word, figure = "PASS", case(Context(options, folder))
    except Skip as reason:
        word, figure = "SKIP", str(reason)
    except Failure as reason:
        word, figure = "FAIL", str(reason)
    except Exception as fault:  # a fault of the case itself must not hide the other cases
        word, figure = "FAIL", f"{type(fault).__name__}: {fault}"
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(f"{word} {number} {name}: {figure} [{time.monotonic() - started:.1f} s]", flush=True)
    return word


def main(description, cases, arguments=None):
    """cases: [(name, function)]. Returns the exit code: 0, or 1 when one failed or none ran."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--case", type=int, action="append", metavar="N", choices=range(1, len(cases) + 1),
                        help="only this case; may be given again")
    parser.add_argument("--fresh", action="store_true", help="case 1 in a new minimal Debian 12 (root and debootstrap needed)")
    parser.add_argument("--full", action="store_true", help="case 7 also runs scripts/check --full")
    parser.add_argument("--run", metavar="DIR", help="of report: a stored run of the quick suite, in place of a new one")
    parser.add_argument("--standard", metavar="DIR", help="of report: a stored run of the standard suite, in place of a new one")
    parser.add_argument("--build", default=os.path.join(ROOT, "build", "release"), metavar="DIR",
                        help="folder of the executable (default: build/release)")
    options = parser.parse_args(arguments)
    words = [run_case(number, name, case, options) for number, (name, case) in enumerate(cases, 1)
             if not options.case or number in options.case]
    print(f"verify: {words.count('PASS')} passed, {words.count('FAIL')} failed, {words.count('SKIP')} skipped")
    return 0 if "FAIL" not in words and "PASS" in words else 1
