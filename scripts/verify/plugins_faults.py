"""Case 2 of plug-ins: each way to misbehave is reported as what it is, with its witness, and the run completes.

The faults and what must be said of them stand in tests/cli/misbehaving.py, which the tests go through as well; here the one
wrong input is looked for among all 2^32 besides."""
import csv
import os
import sys

from cases import ROOT, require
from gate_immunity import judged


def wrong_input_of_all(c, misbehaving):
    """Seconds of the exhaustive sweep that finds the single wrong input of a row, beside a row that is right."""
    file = misbehaving.compiled(c.folder, "single")
    done = c.bench("run", "accuracy", "--exhaustive", "-f", "*/binary32/plugin", "--plugin", str(file), "-q", "-o", "all", seconds=1800)
    with open(c.path("all", "accuracy.csv"), newline="") as table:
        rows = {row["implementation"]: row for row in csv.DictReader(table) if row["region"] in ("", "overall")}
    for name, wrong, witness in (("faulty", "1", "0x3f800123"), ("healthy", "0", "")):
        row = rows[name]
        require(row["status"] == "ok" and row["n"] == str(2**32), f"{name} is not measured on every input: {row['n']} {row['reason']}")
        require((row["n_claim_violations"], row["claim_witness_bits"]) == (wrong, witness),
                f"{name} breaks its claim on {row['n_claim_violations']} inputs, first at {row['claim_witness_bits']}")
    return done.seconds


def faults(c):
    """Every fault by itself, the single wrong input of 2^32, and what cannot be loaded."""
    os.environ["SOFTPLUS_BENCH"] = c.executable
    sys.path.insert(0, os.path.join(ROOT, "tests", "cli"))
    import misbehaving
    import misbehaviour_test
    problems, slowest = [], (0, "")
    for name in misbehaving.FAULTS:
        trial = misbehaving.judge(c.executable, c.folder, name)
        problems += trial.problems
        slowest = max(slowest, (trial.seconds, name))
        print(f"     {'FAIL' if trial.problems else 'PASS'} {name}: {trial.reported} [{trial.seconds:.1f} s]", flush=True)
        for line in trial.problems:
            print(f"          {line}")
    sweep = wrong_input_of_all(c, misbehaving)
    print(f"     PASS single, among 2^32: found in {sweep:.0f} s, beside a row that is right")
    _, failures, _ = judged(misbehaviour_test.Loading)
    problems += failures
    require(not problems, f"{len(problems)} problems: {'; '.join(problems)[:400]}")
    return (f"{len(misbehaving.FAULTS)} ways to misbehave, each reported as what it is with its witness by run and gate, other rows measured, no process "
            f"left, worst {slowest[0]:.1f} s ({slowest[1]}); one wrong input of 2^32 in {sweep:.0f} s; what cannot be loaded is one line and exit 2")
