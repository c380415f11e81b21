"""Plug-ins that misbehave (tests/plugins/faults/misbehaving.c): what each must be reported as, and whether it is.

Each is measured beside two healthy rows, one of its own file and one of another file."""
import csv
import json
import os
import pathlib
import re
import subprocess
import time

from plugins import ROOT, plugin

SOURCE = ROOT / "tests" / "plugins" / "faults" / "misbehaving.c"
TRIGGER = r"x = 1\.0000347 \(0x3f800123\), alone"
ANYWHERE = r"x = [^ ]+ \(0x[0-9a-f]{8}\), alone"
# All inputs of a narrow range around the one where things happen.
SUITE = 'name = "judge"\nfilters = ["*/plugin"]\n[accuracy]\nexhaustive = ["binary32"]\n[properties]\nexhaustive = ["binary32"]\n'
RANGE = "1:1.0002"
TIME_OUT = "1"  # seconds that a call may take
MOST_SECONDS = 60  # that a run may take with a fault in it, on a machine that has other work


class Fault:
    """`failed`: the reason of the row. `broken`: a property, and what stands beside the bits that were due. `wrong`: the
    first input that breaks the claim. `unmeasured`: the reason why its properties could not be measured, the accuracy being
    right. None of them: the row is right."""

    def __init__(self, failed=None, broken=None, wrong=None, unmeasured=None, flags=(), limits=None):
        self.failed, self.broken, self.wrong, self.unmeasured = failed, broken, wrong, unmeasured
        self.flags, self.limits = flags, limits

    @property
    def gate_code(self):
        return 6 if self.failed or self.unmeasured else 4 if self.broken or self.wrong else 0


def little_memory():
    import resource
    resource.setrlimit(resource.RLIMIT_AS, (1 << 31, 1 << 31))


FAULTS = {
    "null_read": Fault(failed=r"crashed \(SIGSEGV, read at 0x0\) at " + TRIGGER),
    "divides": Fault(failed=r"crashed \(SIGFPE\) at " + TRIGGER),
    "illegal": Fault(failed=r"crashed \(SIGILL\) at " + TRIGGER),
    "aborts": Fault(failed=r"crashed \(SIGABRT\) at " + TRIGGER),
    "recursion": Fault(failed=r"crashed \(SIGSEGV, .*\) at " + TRIGGER),
    "allocates": Fault(failed=r"crashed \(SIG[A-Z]+.*\) at " + TRIGGER, limits=little_memory),
    "crashes_apart": Fault(failed=r"crashed \(SIGABRT\) at " + TRIGGER),
    "throws": Fault(failed=r"threw an exception: no table for this input at " + TRIGGER),
    "exits": Fault(failed=r"ended its process with exit code 0 at " + TRIGGER),
    "exits_at_once": Fault(failed=r"ended its process with exit code 0 at " + TRIGGER),
    "endless": Fault(failed=r"did not return within 1 s at " + TRIGGER),
    "stops": Fault(failed=r"stopped itself \(SIGSTOP\) and did not return within 1 s at " + TRIGGER),
    "catches_its_crash": Fault(failed=r"did not return within 1 s at " + TRIGGER),
    "early": Fault(failed=r"left y\[\d+\] of \d+ unwritten"),
    "past_end": Fault(failed=r"wrote past the end of its output at " + ANYWHERE),
    "before_start": Fault(failed=r"wrote before the start of its output at " + ANYWHERE),
    "far_before_start": Fault(failed=r"wrote before the start of its output at " + ANYWHERE),
    "far_past_end": Fault(failed=r"wrote past the end of its output and crashed \(SIGSEGV\) at " + ANYWHERE),
    "writes_its_input": Fault(failed=r"wrote to its input and crashed \(SIGSEGV\) at " + ANYWHERE),
    "ftz": Fault(failed=r"flush-to-zero left changed at " + ANYWHERE),
    "rounding": Fault(failed=r"rounding mode left changed at " + ANYWHERE),
    "lies": Fault(wrong="0x3f800000", flags=["-DCLAIM=0.51"]),
    "single": Fault(wrong="0x3f800123"),
    "odd_tail": Fault(broken=("position", "in the last element of an odd length: element ")),
    "alignment": Fault(broken=("position", "with the alignment of x: element ")),
    "neighbour": Fault(broken=("position", "with its neighbours: element ")),
    "in_place": Fault(broken=("position", "in place: element ")),
    "repeat": Fault(broken=("repeat", "as the first time")),
    "prints": Fault(),
    "closes": Fault(failed=r"closed what connects it with this program"),
    "leaves_a_process": Fault(),
    "forks": Fault(),
    "aligned_loads": Fault(unmeasured=r"crashed \(SIGSEGV, read at 0x0\) at " + ANYWHERE),
}


def compiled(folder, name):
    """The plug-in with the fault, which has the rows "faulty" and "healthy"."""
    file = pathlib.Path(folder, f"{name}.so")
    compiler = ["c++", "-x", "c++"] if name == "throws" else ["cc", "-std=gnu11"]
    subprocess.run([*compiler, "-O2", "-shared", "-fPIC", f"-DFAULT={name}", *FAULTS[name].flags, f"-I{ROOT / 'include'}", str(SOURCE),
                    "-o", str(file), "-lm", "-lpthread"], check=True, capture_output=True, text=True)
    return file


def processes_with(text):
    """The ids of processes that were started with the text in their arguments."""
    found = []
    for each in pathlib.Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if text.encode() in each.read_bytes():
                found.append(int(each.parent.name))
        except OSError:
            pass
    return found


class Trial:
    """One fault, measured and judged in a folder of its own."""

    def __init__(self, executable, folder, name):
        self.executable, self.folder, self.name, self.fault = executable, pathlib.Path(folder), name, FAULTS[name]
        self.problems, self.seconds, self.reported = [], 0, ""
        (self.folder / "judge.toml").write_text(SUITE)
        compiled(self.folder, name)
        plugin(self.folder, "beside.so", name="beside")

    def require(self, condition, problem):
        if not condition:
            self.problems.append(f"{self.name}: {problem}")

    def bench(self, *arguments):
        command = [self.executable, *arguments, "--suite", "judge.toml", f"--range={RANGE}", "--time-out", TIME_OUT, "-q",
                   "--plugin", str(self.folder / f"{self.name}.so"), "--plugin", str(self.folder / "beside.so")]
        started = time.monotonic()
        try:
            done = subprocess.run(command, cwd=self.folder, stdin=subprocess.DEVNULL, capture_output=True, timeout=2 * MOST_SECONDS,
                                  preexec_fn=self.fault.limits)
        except subprocess.TimeoutExpired:
            self.problems.append(f"{self.name}: {arguments[0]} hangs")
            return subprocess.CompletedProcess(command, -1, b"", b"")
        self.seconds = max(self.seconds, time.monotonic() - started)
        self.require(time.monotonic() - started < MOST_SECONDS, f"{arguments[0]} takes too long")
        self.require(b"printed by a kernel" not in done.stdout, f"{arguments[0]} lets the kernel print on stdout")
        left = processes_with(str(self.folder))
        self.require(not left, f"{arguments[0]} leaves processes behind: {left}")
        return done

    def rows(self, file, name):
        with open(self.folder / "out" / file, newline="") as rows:
            return [row for row in csv.DictReader(rows) if row["implementation"] == name]

    def measured(self):
        done = self.bench("run", "all", "-o", "out")
        self.require(done.returncode == (6 if self.fault.failed or self.fault.unmeasured else 0), f"run exits {done.returncode}: {done.stderr.decode()[-300:]}")
        if not (self.folder / "out" / "accuracy.csv").exists():
            self.problems.append(f"{self.name}: no accuracy.csv")
            return
        run = json.loads((self.folder / "out" / "run.json").read_text())
        self.require(run["complete"], "the run is not complete")
        for healthy in ("healthy", "beside"):
            accuracy, properties = self.rows("accuracy.csv", healthy), self.rows("properties.csv", healthy)
            self.require(accuracy and accuracy[0]["n"] == "1679" and all(r["status"] == "ok" and r["n_claim_violations"] in ("", "0")
                                                                         for r in accuracy), f"{healthy} is not measured")
            self.require(len(properties) > 10 and not any(r["status"] == "failed" or int(r["n_excess_violations"] or 0) for r in properties),
                         f"{healthy}'s properties are not in order")
        self.reported_by_run(self.rows("accuracy.csv", "faulty"), self.rows("properties.csv", "faulty"))

    def reported_by_run(self, accuracy, properties):
        fault = self.fault
        if fault.failed or fault.unmeasured:
            for rows in (accuracy, properties) if fault.failed else (properties,):
                said = rows[0]["reason"] if rows else "nothing"
                self.require(len(rows) == 1 and rows[0]["status"] == "failed" and re.search(fault.failed or fault.unmeasured, said),
                             f"reported as: {said}")
            self.reported = properties[0]["reason"] if properties else ""
        if fault.failed:
            return
        overall = accuracy[0]
        self.require(overall["status"] == "ok" and overall["n"] == "1679", f"is not measured: {overall['reason']}")
        self.require((overall["claim_witness_bits"] or None) == fault.wrong, f"breaks its claim at {overall['claim_witness_bits']}")
        broken = {r["property"]: r for r in properties if r["n_violations"] not in ("", "0")}
        for property in ("repeat", "position", "environment", "writes_inside"):
            self.require((property in broken) == bool(fault.broken and fault.broken[0] == property), f"{property}: {broken.get(property)}")
        if fault.unmeasured:
            return
        self.reported = fault.wrong or "right"
        if fault.broken:
            row = broken.get(fault.broken[0], {"witness_want": "", "witness_bits": ""})
            self.require(fault.broken[1] in row["witness_want"] and row["witness_bits"].startswith("0x"), f"reported as: {row['witness_want']}")
            self.reported = f"{fault.broken[0]}: {row['witness_want']}"

    def judged(self):
        done = self.bench("gate")
        text, fault = done.stdout.decode(), self.fault
        self.require(done.returncode == fault.gate_code, f"gate exits {done.returncode}: {text[-300:]} {done.stderr.decode()[-300:]}")
        lines = [line for line in text.splitlines() if "/faulty/" in line]
        said = "\n".join(lines) or "nothing"
        if fault.failed or fault.unmeasured:
            self.require(re.search("NOT COMPARED.*the row failed: " + (fault.failed or fault.unmeasured), said), f"gate says: {said}")
        elif fault.wrong:
            self.require(fault.wrong in said and "FAILED" in said, f"gate says: {said}")
        elif fault.broken:
            self.require(len(lines) == 1 and fault.broken[1] in said and f"{fault.broken[0]} is broken (" in said, f"gate says: {said}")
        else:
            self.require(not lines, f"gate says: {said}")
        self.require("/healthy/" not in text and "/beside/" not in text, f"gate says of others: {text}")
        self.require(re.search(r"^gate: \d+ passed, \d+ failed, \d+ skipped\Z", text.strip(), re.M), "gate has no last line")

    def problems_found(self):
        self.measured()
        self.judged()
        return self.problems


def judge(executable, folder, name):
    """How the fault is reported; `problems` of the result says what is wrong with that."""
    place = pathlib.Path(folder, name)
    place.mkdir()
    trial = Trial(os.path.abspath(executable), place, name)
    trial.problems_found()
    return trial
