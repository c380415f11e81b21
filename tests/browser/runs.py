"""Makes the runs that the tests open: measured ones in seconds, and what a hostile or an old one would have left.

  runs.py EXECUTABLE FOLDER     leaves FOLDER/{small,old,hostile}/, and small's pages against old and itself
"""
import copy
import json
import pathlib
import shutil
import subprocess
import sys

# Both 16-bit formats exhaustively, little of the others; two sizes, two input mixes, a parameter, more than one target.
SUITE = """name = "small"
filters = [
  "re:^softplus/(naive|log1p|thresholded_20|symmetric|compensated|symmetric_widened)/", "re:^softplus/fused/.*/(avx2|neon)$",
  "re:^sigmoid/(reciprocal|two_branch|full_range)/", "softplus_beta/symmetric/binary32/*", "softplus_inverse/stable/binary32/*",
  "logaddexp/naive/binary32/*",
]
betas = [3]
[accuracy]
exhaustive = ["binary16", "bfloat16"]
samples = 1000
weighted = ["normal"]
weighted_samples = 200
[properties]
samples = 100
[speed]
metrics = ["throughput"]
footprints = ["L1", "L2"]
input_mixes = ["uniform", "normal"]
rounds = 20
"""

SCRIPT = "<script>alert(1)</script>"
# What breaks out of elements, attributes, script blocks, lines and columns.
HOSTILE_NAMES = [
    SCRIPT, "\"'><img src=x onerror=alert(2)>", "</script><script>alert(3)</script>", "\u202eesrever \u202d\u2066", "w" * 10000,
    "a 10,000 times " * 667, "</td></tr></table></section></main>", "&lt;b&gt; <!-- ]]> --> ${x} `", "\\u003cscript\\u003e\u2028\u2029\u0000\u0007",
    "javascript:alert(4)//#;x=y", "__proto__", "constructor",
]


def load(folder):
    with open(folder / "run.json", encoding="utf-8") as file:
        return json.load(file)


def store(run, folder):
    """run.jsonl, which is what the program reads; a line a record."""
    folder.mkdir(parents=True)
    start = {key: run[key] for key in ("schema_version", "run_id", "suite", "command", "identity", "circumstances")}
    end = {"kind": "end", "schema_version": run["schema_version"], "run_id": run["run_id"], "reference": run["reference"], "complete": run["complete"]}
    with open(folder / "run.jsonl", "w", encoding="utf-8") as file:
        for line in ({"kind": "run", **start}, *run["records"], *run["omissions"], end):
            file.write(json.dumps(line) + "\n")
    with open(folder / "run.json", "w", encoding="utf-8") as file:
        json.dump(run, file)


def hostile(run):
    """Every kind of text that somebody else writes: names, parameters, reasons, libraries, commands, facts."""
    run = copy.deepcopy(run)
    run["suite"] = run["command"] = SCRIPT + "\"'"
    for facts in ("identity", "circumstances", "reference"):
        run[facts][SCRIPT] = HOSTILE_NAMES[1]
        run[facts]["long"] = "w" * 10000
    names = sorted({r["implementation"] for r in run["records"]})
    renamed = {name: HOSTILE_NAMES[i % len(HOSTILE_NAMES)] + ("" if i < len(HOSTILE_NAMES) else str(i)) for i, name in enumerate(names)}
    for record in run["records"]:
        name = record["implementation"]
        record["implementation"] = renamed[name]
        record["library"] = record["reproduce"] = SCRIPT + "\"'" + "w" * 300
        if name == "log1p":
            record.update(status="failed", reason=HOSTILE_NAMES[4] if record["format"] == "binary16" else SCRIPT + HOSTILE_NAMES[1])
    run["omissions"] += [{"kind": "omission", "id": f"softplus/{name}/binary32/plugin", "reason": name} for name in HOSTILE_NAMES]
    return run


def old(run):
    """A run in which one row was better, one worse, one not there yet, and one there that is gone today."""
    run = copy.deepcopy(run)
    run["run_id"] = "0123456789abcdef"
    run["identity"]["commit"] = "0123456789ab"
    kept = []
    for record in run["records"]:
        row = (record["function"], record["implementation"], record["format"])
        if row == ("softplus", "symmetric", "binary32"):
            continue
        if row == ("softplus", "log1p", "bfloat16"):
            record["implementation"] = "gone_today"
        if record["kind"] == "accuracy" and row == ("softplus", "thresholded_20", "bfloat16"):
            record["max_ulp"] /= 2
        if record["kind"] == "accuracy" and row == ("softplus", "symmetric", "bfloat16"):
            record["max_ulp"] *= 2
        kept.append(record)
    run["records"] = kept
    return run


def command(executable, *arguments, **options):
    subprocess.run([executable, *map(str, arguments)], check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, **options)


def make(executable, folder):
    folder = pathlib.Path(folder)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / "small.toml").write_text(SUITE, encoding="utf-8")
    command(executable, "run", "all", "--suite", "small.toml", "-q", "-o", "small", cwd=folder)
    run = load(folder / "small")
    store(old(run), folder / "old")
    store(hostile(run), folder / "hostile")
    command(executable, "report", folder / "hostile", "--html", folder / "hostile" / "report.html")
    for name, before in (("against", "old"), ("same", "small")):
        command(executable, "report", folder / "small", "--against", folder / before, "--html", folder / f"{name}.html")


if __name__ == "__main__":
    make(sys.argv[1], sys.argv[2])
