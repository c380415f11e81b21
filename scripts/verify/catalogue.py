"""What there is: functions, implementations, and the catalogue that names each file."""
import json
import os
import re

from cases import ROOT, require

FUNCTIONS = {"softplus", "softplus_beta", "sigmoid", "sigmoid_derivative", "softplus_backward", "softplus_inverse", "log_sigmoid",
             "logaddexp", "logit", "negative_binary_entropy", "relu", "elu", "selu", "silu", "gelu", "gelu_tanh", "mish"}


def differences(text, files):
    """Rows of the catalogue without a file, and files without exactly one row."""
    rows = re.findall(r"^\| `([\w/]+\.cpp)`", text, re.MULTILINE)
    paths = [row if row.startswith("simd/") else "portable/" + row for row in rows]
    return sorted(set(paths) - files) + sorted(f for f in files if paths.count(f) != 1)


def implementation_files():
    folder = os.path.join(ROOT, "impls")
    found = set()
    for family in ("portable", "simd"):
        for base, _, names in os.walk(os.path.join(folder, family)):
            if os.path.relpath(base, folder).count("/") == 1:
                found |= {os.path.relpath(os.path.join(base, n), folder) for n in names if n.endswith(".cpp")}
    return found


def catalogue(c):
    """17 functions; at least 120 rows with credit and claim; a row for every file and a file for every row."""
    listed = {f["name"] for f in json.loads(c.bench("list", "functions", "--json").stdout)}
    require(listed == FUNCTIONS, f"functions differ: {sorted(listed ^ FUNCTIONS)}")
    rows = json.loads(c.bench("list", "implementations", "--json").stdout)
    nameless = [r["id"] for r in rows if not r["credit"]]
    require(not nameless, f"no credit: {nameless[:3]}")
    claimed = [r for r in rows if "claim_ulp" in r]
    require(len(claimed) >= 120, f"{len(claimed)} rows with credit and claim, not 120")
    with_claims = {r["function"] for r in claimed}
    require(with_claims == FUNCTIONS, f"no claim for {sorted(FUNCTIONS - with_claims)}")
    # The test, and that what it looks for is found when a row or a file is missing.
    tests = os.path.join(ROOT, "build", "ci-gcc")
    end = c.command(["ctest", "--test-dir", tests, "-R", "catalogue"], expect=None)
    ran = re.search(r"100% tests passed, 0 tests failed out of (\d+)", end.stdout)
    require(ran and int(ran.group(1)) >= 3, f"the catalogue's tests: {end.last_words()}")
    with open(os.path.join(ROOT, "docs", "strategies.md"), encoding="utf-8") as file:
        text = file.read()
    files = implementation_files()
    require(not differences(text, files), f"catalogue and files differ: {differences(text, files)[:3]}")
    without_row = re.sub(r"^\| `softplus/naive\.cpp`.*\n", "", text, flags=re.MULTILINE)
    require(differences(without_row, files) == ["portable/softplus/naive.cpp"], "a missing row is not noticed")
    require(differences(text, files - {"portable/logit/scipy.cpp"}) == ["portable/logit/scipy.cpp"], "a missing file is not noticed")
    return f"17 functions, {len(rows)} rows, all with credit, {len(claimed)} with a claim ({len(rows) - len(claimed)} promise nothing, and say so); {len(files)} files, one row each"
