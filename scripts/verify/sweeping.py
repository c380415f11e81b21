"""Cases of the exhaustive sweep and of the fast reference."""
import csv
import json
import os
import re

from cases import ROOT, Skip, require


def overall(folder):
    """The row of the one implementation that was measured."""
    with open(os.path.join(folder, "accuracy.csv"), newline="", encoding="utf-8") as file:
        rows = [r for r in csv.DictReader(file) if r["region"] == "overall" and r["inputs"] == "exhaustive"]
    require(len(rows) == 1, f"{len(rows)} overall rows of an exhaustive run, not one")
    return rows[0]


def sweep(c, row, limit, simd=None):
    """Every binary32 input of one implementation, by the reference and sweep of one SIMD target; returns a figure."""
    folder = c.path(f"{row.replace('/', '-')}-{simd}")
    environment = dict(os.environ, SOFTPLUS_BENCH_SIMD_TARGET=simd) if simd else None
    end = c.bench("run", "accuracy", "-f", row, "--exhaustive", "-v", "-q", "-o", folder, env=environment)
    result = overall(folder)
    require(result["n"] == str(1 << 32), f"{row}: n is {result['n']}, not 4294967296")
    require(re.search(r"inputs [\d.]+, reference [\d.]+, implementations? [\d.]+, statistics [\d.]+", end.stderr), "-v does not say where the time went")
    require("computed in MPFR" in end.stderr, "-v does not say how many inputs went to MPFR")
    require(end.seconds < limit, f"{row}: {end.seconds:.1f} s, not under {limit}: {end.stderr.splitlines()[0]}")
    return f"{row.split('/', 1)[1]}{' (all on ' + simd + ')' if simd else ''} {end.seconds:.1f} s, max {float(result['max_ulp']):.4f} ulp at {result['max_ulp_input_hex']}"


def targets(c, function="softplus", implementation="residual_relative"):
    """SIMD targets of that implementation in binary32 that this processor runs."""
    rows = json.loads(c.bench("list", "implementations", "-f", f"{function}/{implementation}/binary32/*", "--json").stdout)
    return [r["target"] for r in rows if r["available"] and r["target"] != "scalar"]


def exhaustive(c):
    """2^32 inputs: scalar in under 40 s, vectorised in under 12 s (AVX-512) or 25 s (AVX2)."""
    figures = [sweep(c, "softplus/symmetric/binary32/scalar", 40)]
    limits = {"avx512": 12, "avx2": 25}
    here = [t for t in targets(c) if t in limits]
    require(here, "no vectorised implementation runs here: an AVX2 or AVX-512 processor is needed")
    figures += [sweep(c, f"softplus/residual_relative/binary32/{t}", limits[t], t) for t in here]
    return "; ".join(figures)


def reference_speed(c):
    """scripts/bench_reference meets its multiples of MPFR's speed."""
    end = c.command([os.path.join(ROOT, "scripts", "bench_reference")], expect=None, seconds=1800)
    lines = [" ".join(line.split()) for line in end.stdout.splitlines() if "required" in line]
    require(end.code == 0, f"exit code {end.code}: {'; '.join(lines) or end.last_words()}")
    if not lines:
        raise Skip("this processor has neither AVX2 nor AVX-512")
    columns = [line.split() for line in lines]
    return "; ".join(f"{w[0]} {w[4]} and {w[5]} MPFR" for w in columns)


def equal_references(c):
    """--reference mpfr and fast: the same accuracy.csv, byte for byte; and so on every SIMD target."""
    requests = {
        "10^7 of binary32": ["-f", "softplus/*/binary32/*", "--samples", "10000000"],
        "10^6 of binary64": ["-f", "softplus/*/binary64/*", "--samples", "1000000"],
        "every 16-bit input": ["-f", "softplus/*/binary16/*", "-f", "softplus/*/bfloat16/*", "--exhaustive"],
    }
    figures = []
    for name, request in requests.items():
        contents = {}
        for path in ("fast", "mpfr"):
            folder = c.path(f"{path}-{len(figures)}")
            end = c.bench("run", "accuracy", *request, "--reference", path, "-v", "-q", "-o", folder, seconds=3600)
            with open(os.path.join(folder, "accuracy.csv"), "rb") as file:
                contents[path] = file.read()
            if path == "fast":
                undecided = re.search(r"computed in MPFR: (\d+)", end.stderr).group(1)
        require(contents["fast"] == contents["mpfr"], f"{name}: accuracy.csv differs between fast and mpfr")
        figures.append(f"{name} ({contents['fast'].count(b'exhaustive') + contents['fast'].count(b'stratified')} rows, {undecided} to MPFR)")
    simd = isa_independent(c)
    return f"identical for {', '.join(figures)}, and on {simd}"


def isa_independent(c):
    """A range of binary32 and samples of binary64 on each SIMD target that the reference and the sweep have here."""
    end = c.bench("doctor", "--json")
    names = json.loads(end.stdout)["facts"]["SIMD of the reference"].split(", ")
    contents = set()
    for name in names:
        folder = c.path("simd-" + name)
        c.bench("run", "accuracy", "-f", "softplus/*/binary32/scalar", "-f", "softplus/*/binary64/scalar", "--samples", "200000", "-q", "-o", folder,
                env=dict(os.environ, SOFTPLUS_BENCH_SIMD_TARGET=name))
        with open(os.path.join(folder, "accuracy.csv"), "rb") as file:
            contents.add(file.read())
    require(len(contents) == 1, f"{len(contents)} versions of accuracy.csv from the SIMD targets {', '.join(names)}")
    return ", ".join(names)


def one_wrong_input(c):
    """Full sweeps of implementations with one wrong input each."""
    program = c.program_of_tests("one_wrong_input_sweep")
    end = c.command([program], expect=None, seconds=3600)
    lines = end.stdout.splitlines()
    missed = [line for line in lines if not re.search(r"wrong at (0x\w+), 4294967296 inputs, 1 violations, the first at \1$", line)]
    require(end.code == 0 and not missed and len(lines) >= 5, f"missed: {missed or lines or end.last_words()}")
    return f"{len(lines)} implementations, each found at its one wrong input of 2^32 ({', '.join(line.split(':')[0] for line in lines)})"
