"""Case of the gate: two builds of one commit at different paths are the same, one with a slower kernel is found."""
import contextlib
import json
import os
import shutil
import subprocess

from cases import ROOT, require

SLOWER = ["softplus/symmetric/binary32/scalar", "softplus/symmetric/binary64/scalar"]  # one template
SOURCE = "impls/portable/softplus/symmetric.cpp"
# The first eighth of the elements again: 12.5 % more work, and the same outputs.
LOOP = "  for (std::size_t i = 0; i < n; ++i)\n    y[i] = "
AGAIN = "  for (std::size_t i = 0; i < n / 8; ++i)\n    y[i] = "
ROWS = [*SLOWER, "softplus/log1p/binary32/scalar", "softplus/thresholded_20/binary32/scalar",
        "sigmoid/two_branch/binary32/scalar", "logaddexp/larger_plus_log1p/binary32/scalar", "gelu/erfc_form/binary64/scalar",
        "softplus/fused/binary32/avx2"]
OPTIONS = ["-DCMAKE_BUILD_TYPE=Release", "-DCMAKE_CXX_COMPILER=g++", "-DCMAKE_CXX_FLAGS=-Werror", "-DSOFTPLUS_BENCH_TESTS=OFF",
           "-DSOFTPLUS_BENCH_PEERS=OFF", "-DSOFTPLUS_BENCH_OPENCL=OFF", "-DSOFTPLUS_BENCH_CUDA=OFF"]


def build(c, name, change=None):
    """The commit in a folder of its own, changed or not: the path of its executable."""
    tree = c.path(name)
    c.command(["git", "clone", "-q", "--shared", ROOT, tree])
    if change:
        change(tree)
    environment = {**os.environ, "CCACHE_BASEDIR": c.folder, "CCACHE_NOHASHDIR": "1"}
    if shutil.which("ccache"):
        environment["CMAKE_CXX_COMPILER_LAUNCHER"] = "ccache"
    folder = os.path.join(tree, "build", "release")
    c.command(["cmake", "-G", "Ninja", "-S", tree, "-B", folder, *OPTIONS], env=environment)
    c.command(["cmake", "--build", folder, "--target", "softplus-bench"], env=environment, seconds=3600)
    return os.path.join(folder, "softplus-bench")


def slow_down(tree):
    path = os.path.join(tree, SOURCE)
    with open(path) as file:
        text = file.read()
    start = text.index(LOOP)
    end = text.index(";\n", start) + 2
    with open(path, "w") as file:
        file.write(text[:end] + AGAIN + text[start + len(LOOP):end] + text[end:])


@contextlib.contextmanager
def busy_cores(processes):
    loops = [subprocess.Popen(["sh", "-c", "while :; do :; done"]) for _ in range(processes)]
    try:
        yield
    finally:
        for loop in loops:
            loop.kill()
            loop.wait()


def compared(c, old, new):
    filters = [word for row in ROWS for word in ("-f", row)]
    done = c.command([new, "ab", "--old", old, *filters, "--json", "-q"], seconds=900)
    rows = json.loads(done.stdout)["rows"]
    require(len(rows) == len(ROWS), f"{len(rows)} rows of {len(ROWS)} were compared")
    return {row["id"]: row for row in rows}, done.seconds


def judged(rows, where, slower):
    """Only `slower` may be called slower, and most rows must have been decided."""
    flagged = sorted(id for id, row in rows.items() if row["verdict"] == "slower")
    require(flagged == slower, f"{where}: slower are {flagged or 'none'}, not {slower or 'none'}: " +
            "; ".join(f"{id} {rows[id]['reason']}" for id in sorted({*flagged, *slower})))
    undecided = [id for id, row in rows.items() if row["verdict"] in ("inconclusive", "unfit")]
    require(len(undecided) <= len(rows) // 2, f"{where}: undecided: {undecided}")
    return len(undecided)


def versus(c):
    before, rebuilt, slower = build(c, "before"), build(c, "some-other-place"), build(c, "slower", slow_down)
    figures = []
    for where, processes in (("as it is", 0), ("every core kept busy", os.cpu_count())):
        with busy_cores(processes):
            same, seconds = compared(c, before, rebuilt)
            changed, more_seconds = compared(c, before, slower)
        undecided = judged(same, f"rebuilt, {where}", []) + judged(changed, f"slowed down, {where}", SLOWER)
        found = changed[SLOWER[0]]["new_over_old"]
        floor = max(row["noise_floor"] for row in [*same.values(), *changed.values()])
        furthest = max(abs(row["new_over_old"]["median"] - 1) for row in same.values())
        figures.append(f"{where}: {found['median']:.3f} [{found['low']:.3f}, {found['high']:.3f}] found, rebuild within "
                       f"{100 * furthest:.2f} %, noise floor {100 * floor:.2f} %, {undecided} of {2 * len(ROWS)} undecided, "
                       f"{seconds + more_seconds:.0f} s")
    return f"{len(ROWS)} rows; " + "; ".join(figures)
