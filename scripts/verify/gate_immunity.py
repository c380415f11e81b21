"""Case 3 of the gate: what goes wrong in other gates, a class of tests of tests/cli/immunity_test.py for each way."""
import importlib
import io
import os
import sys
import unittest

from cases import ROOT, require


def classes_of(module):
    """The classes that have tests, in the order of the file, each with the failure that it is about."""
    cases = [each for each in vars(module).values() if isinstance(each, type) and issubclass(each, unittest.TestCase)]
    return [each for each in cases if each.__module__ == module.__name__ and unittest.defaultTestLoader.getTestCaseNames(each)]


def in_words(test):
    return test.id().rpartition(".")[2].removeprefix("test_").replace("_", " ")


def judged(case):
    """Runs a class; its tests, and of those that are not well the first line that says why."""
    tests = unittest.defaultTestLoader.loadTestsFromTestCase(case)
    result = unittest.TextTestRunner(stream=io.StringIO(), verbosity=0).run(tests)
    failures = [f"{in_words(test)}: {text.strip().splitlines()[-1][:200]}" for test, text in result.failures + result.errors]
    skips = [f"{in_words(test)}: {why}" for test, why in result.skipped]
    return result.testsRun, failures, skips


def immunity(c):
    """Every failure class at the command line."""
    os.environ["SOFTPLUS_BENCH"] = c.executable
    sys.path.insert(0, os.path.join(ROOT, "tests", "cli"))
    module = importlib.import_module("immunity_test")
    total, faults, skipped, classes = 0, [], [], classes_of(module)
    for case in classes:
        tests, failures, skips = judged(case)
        total += tests
        faults += failures
        skipped += skips
        word = "FAIL" if failures else "SKIP" if len(skips) == tests else "PASS"
        print(f"     {word} {case.__doc__}: {tests - len(failures) - len(skips)} of {tests} tests")
        for line in failures + [f"skipped: {each}" for each in skips]:
            print(f"          {line}")
    require(not faults, f"{len(faults)} of {total} tests fail: {'; '.join(faults)[:400]}")
    require(classes, "no class has tests")
    return f"{len(classes)} failure classes, {total - len(skipped)} tests hold, {len(skipped)} skipped"
