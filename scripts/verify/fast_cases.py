"""Cases of the kernels that win and of the peers they beat: sweeps, interleaved ratios, verdicts, independence."""
import csv
import json
import os
import re

from cases import ROOT, Skip, require
from family_cases import row_id, rows_of

EVERY_BINARY32 = 1 << 32
STORED = os.path.join(ROOT, "docs", "results", "peers", "accuracy.csv")
WRONG = ("n_wrong_nan", "n_wrong_infinity", "n_early_overflow", "n_missed_overflow", "n_wrong_sign")


def available(c, *ids):
    """Skips, with the reason that the program gives, where a row cannot run here."""
    listed = json.loads(c.bench("list", "implementations", "--json", *[w for i in ids for w in ("-f", i)]).stdout)
    for row in listed:
        if not row["available"]:
            raise Skip(f"{row['id']}: {row['reason']}")


def sweep(c, name, *ids, expected=EVERY_BINARY32, request=("--exhaustive",)):
    """The overall row of each id, every input visited."""
    folder = c.path(name)
    c.bench("run", "accuracy", *request, *[w for i in ids for w in ("-f", i)], "-q", "-o", folder, seconds=3600)
    rows = {row_id(r): r for r in rows_of(folder) if r["region"] == "overall" and r["inputs"] == "exhaustive"}
    for i in ids:
        require(i in rows and rows[i]["status"] == "ok" and int(rows[i]["n"]) == expected, f"{i}: not swept over {expected} inputs")
        require(all(rows[i][k] == "0" for k in WRONG), f"{i}: a wrong verdict among {WRONG}")
    return rows


def times_as_fast(c, ours, other, footprint="L1"):
    """How many times as fast as the other: median, low and high of the paired ratio, interleaved in one run."""
    found = json.loads(c.bench("ab", ours, other, "--footprint", footprint, "--rounds", "1000", "--json").stdout)["b_over_a"]
    return found["median"], found["low"], found["high"]


def share_of_relu(c, ours, other, footprint):
    """Speed as a share of the relu control's in the same run."""
    relu = json.loads(c.bench("ab", ours, other, "--footprint", footprint, "--rounds", "1000", "--json").stdout)["a_over_relu"]
    return 1 / relu["median"], 1 / relu["high"], 1 / relu["low"]


def shown(ratio):
    return "{:.2f} [{:.2f}, {:.2f}]".format(*ratio)


def at_least(bar, ratio, what):
    require(ratio[1] >= bar, f"{what}: {shown(ratio)}, not {bar} at least")
    return f"{what} {shown(ratio)}"


def fused_binary32(c):
    """At most 1 ULP over all 2^32 inputs; 1.6 times oneDNN and libmvec in L1, 0.6 of relu from DRAM."""
    name = "softplus/fused/binary32/"
    available(c, name + "avx512", "softplus/onednn/binary32/peer", "softplus/libmvec_symmetric/binary32/peer")
    rows = sweep(c, "fused", name + "avx512", name + "avx2")
    for i, row in rows.items():
        require(float(row["max_ulp"]) <= 1, f"{i}: {row['max_ulp']} ulp at {row['max_ulp_input']}")
    figures = [f"{i.split('/')[-1]} {float(r['max_ulp']):.4f} ulp at {r['max_ulp_input']}" for i, r in rows.items()]
    for target, bar in (("avx512", 1.6), ("avx2", 0)):
        for peer in ("onednn", "libmvec_symmetric"):
            figures.append(at_least(bar, times_as_fast(c, name + target, f"softplus/{peer}/binary32/peer"), f"{target} / {peer}"))
        figures.append(at_least(0.6 if bar else 0, share_of_relu(c, name + target, "softplus/onednn/binary32/peer", "DRAM"), f"{target} / relu, DRAM"))
    return "; ".join(figures)


def correctly_rounded(c):
    """0 misrounded of 2^32; 0.6 of oneDNN's speed in L1, 1.8 times libtorch's."""
    name = "softplus/correctly_rounded/binary32/"
    available(c, name + "avx512", "softplus/onednn/binary32/peer", "softplus/libtorch/binary32/peer")
    rows = sweep(c, "rounded", name + "avx512", name + "avx2")
    for i, row in rows.items():
        require(float(row["max_ulp"]) <= 0.5 and float(row["share_correctly_rounded"]) == 1, f"{i}: {row['max_ulp']} ulp, {row['share_correctly_rounded']} correctly rounded")
    figures = [f"0 misrounded of {rows[name + 'avx512']['n']}, on avx512 and avx2"]
    for target, bars in (("avx512", (0.6, 1.8)), ("avx2", (0, 0))):
        for peer, bar in zip(("onednn", "libtorch"), bars):
            figures.append(at_least(bar, times_as_fast(c, name + target, f"softplus/{peer}/binary32/peer"), f"{target} / {peer}"))
    return "; ".join(figures)


def fused_others(c):
    """binary64: at most 1 ULP after 10 minutes of hunting. bfloat16 and binary16: correctly rounded, every input."""
    name = "softplus/fused/binary64/"
    available(c, name + "avx512", "softplus/libmvec_symmetric/binary64/peer", "softplus/libtorch/binary64/peer")
    hunted = c.path("hunted")
    c.bench("hunt", "-f", name + "avx512", "--time-budget", "600s", "-q", "-o", hunted, seconds=900)
    worst = max((r for r in rows_of(hunted) if r["max_ulp"]), key=lambda r: float(r["max_ulp"]))
    require(float(worst["max_ulp"]) <= 1, f"{name}avx512: {worst['max_ulp']} ulp at {worst['max_ulp_input']}")
    figures = [f"binary64 {float(worst['max_ulp']):.4f} ulp at {worst['max_ulp_input']} after 10 minutes of hunting"]
    for target, bars in (("avx512", (1.3, 4)), ("avx2", (0, 0))):
        for peer, bar in zip(("libmvec_symmetric", "libtorch"), bars):
            figures.append(at_least(bar, times_as_fast(c, name + target, f"softplus/{peer}/binary64/peer"), f"{target} / {peer}"))
    ids = [f"softplus/fused/{f}/{t}" for f in ("bfloat16", "binary16") for t in ("avx512", "avx2")]
    for i, row in sweep(c, "16-bit", *ids, expected=1 << 16).items():
        require(float(row["share_correctly_rounded"]) == 1, f"{i}: {row['share_correctly_rounded']} correctly rounded")
    figures.append("bfloat16 and binary16: 65536 of 65536 correctly rounded")
    for target, bar in (("avx512", 4), ("avx2", 0)):
        figures.append(at_least(bar, times_as_fast(c, "softplus/fused/bfloat16/" + target, "softplus/libtorch/bfloat16/peer"), f"bfloat16 {target} / libtorch"))
    return "; ".join(figures)


def fused_sigmoid(c):
    """At most 1.5 ULP over all 2^32 inputs, subnormal results kept; 1.3 times libtorch's sigmoid."""
    name = "sigmoid/fused/binary32/"
    available(c, name + "avx512", "sigmoid/libtorch/binary32/peer")
    rows = sweep(c, "sigmoid", name + "avx512", name + "avx2")
    for i, row in rows.items():
        require(float(row["max_ulp"]) <= 1.5 and row["n_flushed"] == "0", f"{i}: {row['max_ulp']} ulp at {row['max_ulp_input']}, {row['n_flushed']} flushed")
    figures = [f"{i.split('/')[-1]} {float(r['max_ulp']):.4f} ulp at {r['max_ulp_input']}, none flushed" for i, r in rows.items()]
    for target, bar in (("avx512", 1.3), ("avx2", 0)):
        figures.append(at_least(bar, times_as_fast(c, name + target, "sigmoid/libtorch/binary32/peer"), f"{target} / libtorch"))
    return "; ".join(figures)


def peers_table(c):
    """The stored sweeps of the peers, two wrong verdicts seen again, and none in a row of ours."""
    with open(STORED, newline="", encoding="utf-8") as file:
        stored = [r for r in csv.DictReader(file) if r["region"] == "overall" and r["target"] == "peer" and r["function"] == "softplus" and r["format"] == "binary32"]
    peers = {"glibc", "libmvec_naive", "libmvec_symmetric", "sleef_u10", "sleef_u35", "highway", "xsimd", "eigen", "onednn", "libtorch"}
    require({r["implementation"] for r in stored} == peers, f"{os.path.relpath(STORED, ROOT)}: {sorted(peers ^ {r['implementation'] for r in stored})}")
    for r in stored:
        require(int(r["n"]) == EVERY_BINARY32 and r["inputs"] == "exhaustive" and r["max_ulp_input"] and r["library"], f"{row_id(r)}: not swept, or without its worst input or library")
    figures = [f"{r['library'].split(',')[0]} {r['implementation']} {float(r['max_ulp']):.4g} ulp at {r['max_ulp_input']}" for r in stored]
    available(c, "softplus/onednn/binary32/peer", "logaddexp/boost/binary64/peer")
    seen = c.path("seen")
    c.bench("run", "accuracy", "-f", "softplus/onednn/binary32/peer", "-f", "logaddexp/boost/binary64/peer", "-q", "-o", seen)
    found = {row_id(r): r for r in rows_of(seen) if r["region"] == "overall" and r["inputs"] == "stratified"}
    for i, column in (("softplus/onednn/binary32/peer", "n_wrong_sign"), ("logaddexp/boost/binary64/peer", "n_wrong_infinity")):
        require(int(found[i][column]) > 0, f"{i}: {column} is {found[i][column]}")
        figures.append(f"{i}: {column} {found[i][column]}")
    ours = c.path("ours")
    c.bench("run", "accuracy", "--suite", "family", "--targets", "sse4,avx2,avx512", "-q", "-o", ours, seconds=1200)
    rows = rows_of(ours)
    wrong = [f"{row_id(r)} {k} {r[k]}" for r in rows for k in WRONG if r[k] not in ("", "0")]
    require(rows and not wrong, f"wrong verdicts of ours: {wrong[:3]}")
    figures.append(f"0 wrong verdicts in {len({row_id(r) for r in rows})} vector rows of ours")
    return "; ".join(figures)


def position_rows(c, name, *arguments):
    """The records of position independence, failed rows among them: a peer may fail as a whole."""
    folder = c.path(name)
    c.bench("run", "properties", "--samples", "2000", *arguments, "-q", "-o", folder, expect=None, seconds=1200)
    return [r for r in rows_of(folder, "properties.csv") if r["property"] == "position"]


def position(c):
    """No result of ours depends on where an element stands, on any target of this CPU; peers' do or do not."""
    ours = position_rows(c, "ours", "-f", "re:/(sse4|avx2|avx512)$")
    broken = [row_id(r) for r in ours if r["n_violations"] != "0"]
    require(ours and not broken, f"{len(broken)} of {len(ours)}: {broken[:3]}")
    peers = position_rows(c, "peers", "-f", "*/*/*/peer")
    failing = sorted({row_id(r) for r in peers if r["n_violations"] != "0"})
    targets = sorted({r["target"] for r in ours})
    return f"{len(ours)} rows of ours on {', '.join(targets)}: 0 depend on position; of {len(peers)} peers' rows {len(failing)} do: {', '.join(failing) or 'none'}"


def without_peers(c):
    """Built where no peer is: every test passes; rows of peers and of AVX-512 are named skips; no peer is linked."""
    build = c.path("build")
    c.command(["cmake", "-S", ROOT, "-B", build, "-G", "Ninja", "-DCMAKE_BUILD_TYPE=Release", "-DCMAKE_CXX_FLAGS=-Werror", "-DSOFTPLUS_BENCH_PEERS=OFF"])
    c.command(["cmake", "--build", build, "--parallel", str(os.cpu_count())], seconds=2400)
    end = c.command(["ctest", "--test-dir", build, "--output-on-failure", "--no-tests=error", "--timeout", "240", "-j", str(os.cpu_count())], expect=None, seconds=1200)
    summary = re.search(r"(\d+)% tests passed, (\d+) tests failed out of (\d+)", end.stdout)
    require(end.code == 0 and summary, f"ctest: {end.last_words()}")
    program = os.path.join(build, "softplus-bench")
    out = c.path("out")
    c.command([program, "run", "accuracy", "--suite", "quick", "-f", "softplus/*", "-f", "softplus/onednn/binary32/peer", "--targets", "scalar,sse4,avx2,peer", "-q", "-o", out], seconds=600)
    require(not [r for r in rows_of(out) if r["target"] == "avx512"], "rows of AVX-512 in spite of --targets")
    with open(os.path.join(out, "run.json"), encoding="utf-8") as file:
        omitted = [o for o in json.load(file)["omissions"] if "onednn" in o["id"]]
    require(omitted and omitted[0]["reason"], "the row of a peer that is not there has no named skip")
    needed = c.command(["readelf", "-d", c.executable]).stdout
    linked = re.findall(r"NEEDED.*\[((?:libsleef|libdnnl|libtorch|libc10|libmvec)[^]]*)\]", needed)
    require(not linked, f"the executable links {linked}")
    return f"{summary.group(3)} tests, 0 failed, with no peer; skip: {omitted[0]['reason']}; the executable links no peer"
