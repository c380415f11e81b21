"""Cases of the implementations of devices."""
import csv
import json
import os
import re

from cases import ROOT, Skip, require
from family_cases import row_id, rows_of

STRATEGIES = {"naive", "log1p", "thresholded_20", "thresholded_20_log", "symmetric", "native_fast", "fused"}
FUNCTIONS = {"softplus", "softplus_beta", "sigmoid", "log_sigmoid", "softplus_inverse", "softplus_backward"}
FORMATS = {"binary64", "binary32", "binary16", "bfloat16"}
# The loader looks for devices there: none.
NO_OPENCL = {**os.environ, "OCL_ICD_VENDORS": "/nonexistent/vendors"}
EXHAUSTIVE_SECONDS = 120


def target(c, name, **options):
    listed = json.loads(c.bench("list", "targets", "--json", **options).stdout)
    return next(each for each in listed if each["name"] == name)


def an_opencl_device(c):
    """The first one; skips where there is none."""
    opencl = target(c, "opencl")
    if not opencl["devices"]:
        raise Skip(opencl["reason"])
    return opencl["devices"][0]


def read(c, folder, name):
    with open(c.path(folder, name), newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def opencl_runs(c):
    """Accuracy, speed, special values and properties of every row; all of binary32 of one kernel in two minutes."""
    device = an_opencl_device(c)
    c.bench("run", "all", "-f", "softplus/*/*/opencl", "-o", "all", "-q", seconds=1800)
    accuracy = [r for r in read(c, "all", "accuracy.csv") if r["region"] == "overall"]
    speed = [r for r in read(c, "all", "speed.csv") if r["function"] == "softplus"]
    properties = read(c, "all", "properties.csv")
    for what, rows in (("accuracy", accuracy), ("speed", speed), ("properties", properties)):
        require(rows and all(r["status"] == "ok" and r["target"] == "opencl" for r in rows if r["status"] != "skipped"), f"{what}: a row failed")
        missing = STRATEGIES - {r["implementation"] for r in rows}
        require(not missing, f"{what}: no rows of {sorted(missing)}")
        formats = FORMATS - (set() if device["binary64"] else {"binary64"})
        require({r["format"] for r in rows} >= formats, f"{what}: formats {sorted({r['format'] for r in rows})}")
    metrics = {r["metric"] for r in speed}
    require({"throughput", "round_trip"} <= metrics, f"speed: metrics {sorted(metrics)}")
    require(all(r["ratio_to_copy"] for r in speed if r["metric"] == "throughput" and r["status"] == "ok"), "speed: no share of the copy bandwidth")
    special = {r["property"] for r in properties if r["property"].startswith("special")}
    require(special, "properties: no special values")
    every = {r["function"] for r in json.loads(c.bench("list", "--json", "-f", "*/opencl").stdout)}
    require(every >= FUNCTIONS, f"functions: {sorted(every)}")
    sweep = c.bench("run", "accuracy", "--exhaustive", "-f", "softplus/fused/binary32/opencl", "-o", "exhaustive", "-q", seconds=1800)
    row = next(r for r in rows_of(c.path("exhaustive")) if r["region"] == "overall" and r["inputs"] == "exhaustive")
    require(int(row["n"]) == 1 << 32, f"swept {row['n']} inputs")
    require(sweep.seconds <= EXHAUSTIVE_SECONDS, f"all of binary32 took {sweep.seconds:.0f} s, not {EXHAUSTIVE_SECONDS} at most")
    return (f"{device['name']}, {device['platform']}: {len(accuracy)} accuracy rows, {len(speed)} of speed, {len(properties)} of properties "
            f"({len(special)} special values); fused/binary32 over all 2^32 inputs in {sweep.seconds:.0f} s, max {float(row['max_ulp']):.4f} ulp at {row['max_ulp_input']}")


def without_devices(c):
    """Named skips; 0 for a mixed run, 77 for one of devices alone."""
    cuda = target(c, "cuda", env=NO_OPENCL)
    targets = ["opencl"] + ([] if cuda["devices"] else ["cuda"])
    reasons = []
    for each in targets:
        row = f"softplus/symmetric/binary32/{each}"
        c.bench("run", "accuracy", "-f", row, "-f", "softplus/symmetric/binary32/scalar", "--samples", "100", "-o", "mixed-" + each, "-q", env=NO_OPENCL)
        with open(c.path("mixed-" + each, "run.json"), encoding="utf-8") as file:
            run = json.load(file)
        reason = [o["reason"] for o in run["omissions"] if o["id"] == row]
        require(len(reason) == 1 and {r["target"] for r in run["records"]} == {"scalar"}, f"{row}: no named skip")
        for verb in (("run", "all", "-o", "alone"), ("gate",), ("eval", "softplus", "1")):
            end = c.bench(*verb, "-f", row, expect=77, env=NO_OPENCL)
            require(re.fullmatch(r"softplus-bench: skipped: [^\n]+\n", end.stderr), f"{verb[0]} -f {row}: {end.stderr!r}")
        reasons.append(f"{each}: {reason[0]}")
    return "mixed runs 0, device-only runs 77; " + "; ".join(reasons)


def own_kernels(c):
    """Position of every kernel of ours; the worst input of every fast-math row, of all of binary32."""
    an_opencl_device(c)
    c.bench("run", "properties", "-f", "*/opencl", "--samples", "200", "-o", "position", "-q", seconds=3600)
    rows = [r for r in read(c, "position", "properties.csv") if r["property"] == "position"]
    require(rows and all(r["status"] == "ok" for r in rows), "position was not looked at")
    dependent = [row_id(r) for r in rows if r["n_violations"] != "0"]
    require(not dependent, f"results depend on position: {dependent}")
    c.bench("run", "accuracy", "--exhaustive", "-f", "softplus/*_fast_math/binary32/opencl", "-o", "fast", "-q", seconds=3600)
    fast = [r for r in rows_of(c.path("fast")) if r["region"] == "overall"]
    require(fast and all(r["status"] == "ok" and int(r["n"]) == 1 << 32 and r["max_ulp_input"] for r in fast), "a fast-math row has no worst input")
    shown = ", ".join(f"{r['implementation']} {float(r['max_ulp']):.4g} at {r['max_ulp_input']}" for r in sorted(fast, key=lambda r: float(r["max_ulp"])))
    return f"{len(rows)} rows, 0 depend on position, length or place; of all 2^32 inputs, in ulp: {shown}"


def cuda_builds(c):
    """Every CUDA kernel compiled and linked into the module; the host's side tested through its error paths, without a device."""
    end = c.command([os.path.join(ROOT, "scripts", "check"), "cuda"], seconds=1800)
    if re.search(r"^SKIP", end.stdout, re.MULTILINE):
        raise Skip(end.last_words())
    build = os.path.join(ROOT, "build", "cuda")
    kernels = c.command([os.path.join(ROOT, "scripts", "cuda_kernels"), os.path.join(build, "devices", "cuda.so"), "--table",
                         os.path.join(build, "impls", "device_table.cpp")]).stdout.strip().replace("\n", "; ")
    with open(os.path.join(build, "ctest.log"), encoding="utf-8") as file:
        tests = re.search(r"(\d+)% tests passed, (\d+) tests failed out of (\d+)", file.read())
    require(tests and tests[1] == "100", "the tests of CUDA's host side did not pass")
    return f"{kernels}; {tests[3]} tests of the host's side, 0 failed, without a device"
