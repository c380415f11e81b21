"""Case 5: every output of one call, of a gate that passes, one that fails and one that could not compare all."""
import json
import os
import re

from cases import ROOT, Skip, require

SUMMARY = re.compile(r"gate: (\d+) passed, (\d+) failed, (\d+) skipped\Z")
ROWS = ("-f", "softplus/*/binary16/scalar", "-f", "sigmoid/*/bfloat16/scalar")


def broken(record):
    record.update(n_claim_violations=3, claim_witness_bits="0x3c00", claim_witness_got_bits="0x3d40", claim_witness_want_bits="0x3d41")


def failed(record):
    record.update(status="failed", reason="ended with signal 11")


def changed_run(c, changes):
    """A stored run in which the first rows with a claim are changed."""
    folder = c.path("run")
    if not os.path.exists(folder):
        c.bench("run", "accuracy", *ROWS, "--samples", "2000", "-q", "-o", folder)
    with open(os.path.join(folder, "run.json"), encoding="utf-8") as file:
        run = json.load(file)
    claiming = [r for r in run["records"] if r.get("claim_ulp", -1) >= 0 and r.get("region", "overall") == "overall"]
    for record, change in zip(claiming, changes):
        change(record)
    other = c.path(f"run-{len(changes)}")
    os.makedirs(other)
    with open(os.path.join(other, "run.json"), "w", encoding="utf-8") as file:
        json.dump(run, file)
    return other


def check_junit(junitparser, path, passed, failures, skipped):
    """Its counts are those of the last line, and only a gate that passes has nothing red."""
    suites = list(junitparser.JUnitXml.fromfile(path))
    total = {key: sum(getattr(suite, key) for suite in suites) for key in ("tests", "failures", "errors", "skipped")}
    require(total["tests"] == passed + failures + skipped, f"{total['tests']} testcases, the last line has {passed + failures + skipped}")
    require(total["failures"] == failures, f"{total['failures']} failures, the last line has {failures}")
    require(total["errors"] + total["skipped"] == skipped, f"{total['errors']} errors and {total['skipped']} skipped, the last line has {skipped}")
    for suite in suites:
        for case in suite:
            require(case.name and case.classname, f"a testcase without a name in {suite.name}")
    return total


def check_sarif(path, total):
    """What SARIF 2.1.0 requires (3.13 log, 3.14 run, 3.18 and 3.19 tool, 3.27 result), and what GitHub wants of it."""
    with open(path, encoding="utf-8") as file:
        log = json.load(file)
    require(log["version"] == "2.1.0" and re.match(r"https://.*sarif-2\.1\.0.*\.json$", log["$schema"]), f"version {log['version']}, {log['$schema']}")
    require(len(log["runs"]) == 1, "not one run")
    run = log["runs"][0]
    driver = run["tool"]["driver"]
    for key in ("name", "version", "informationUri", "rules"):
        require(driver.get(key), f"tool.driver has no {key}")
    rules = [rule["id"] for rule in driver["rules"]]
    for result in run["results"]:
        require(rules[result["ruleIndex"]] == result["ruleId"] and result["message"]["text"], f"a result of no rule, or without words: {result}")
        require(result["level"] in ("error", "warning", "note"), f"level {result['level']}")
        place = result["locations"][0]["physicalLocation"]
        require(os.path.exists(os.path.join(ROOT, place["artifactLocation"]["uri"])), f"no such file: {place}")
        require(place["region"]["startLine"] >= 1 and result["partialFingerprints"], "no line or no fingerprint")
    prints = {result["partialFingerprints"]["primaryLocationLineHash"] for result in run["results"]}
    require(len(prints) == len(run["results"]), "two results share a fingerprint")
    errors = sum(result["level"] == "error" for result in run["results"])
    require(errors == total["failures"] + total["errors"], f"{errors} errors in SARIF, {total} in JUnit")
    return errors


def outputs(c):
    try:
        import junitparser
    except ImportError:
        raise Skip("junitparser is not there: scripts/setup test installs it") from None
    said = []
    for changes, code in (((), 0), ((broken, broken, failed), 4), ((failed, failed), 6)):
        folder = changed_run(c, changes)
        with open(c.path("summary"), "w", encoding="utf-8"):
            pass
        end = c.bench("gate", "--run", folder, "--junit", "g.xml", "--sarif", "g.sarif", "--md", "g.md", "--github", expect=code,
                      env={**os.environ, "GITHUB_STEP_SUMMARY": c.path("summary")})
        last = SUMMARY.match(end.stdout.splitlines()[-1])
        require(last, f"the last line is '{end.stdout.splitlines()[-1]}'")
        passed, failures, skipped = map(int, last.groups())
        total = check_junit(junitparser, c.path("g.xml"), passed, failures, skipped)
        errors = check_sarif(c.path("g.sarif"), total)
        require((errors > 0) == (code != 0), f"exit code {code}, and {errors} errors in SARIF")
        with open(c.path("summary"), encoding="utf-8") as summary, open(c.path("g.md"), encoding="utf-8") as markdown:
            text = summary.read()
            require(text == markdown.read() and 0 < len(text.encode()) <= 60000, f"the step's summary has {len(text.encode())} bytes")
        annotations = [line for line in end.stderr.splitlines() if line.startswith("::")]
        require(len(annotations) == min(errors, 10), f"{len(annotations)} annotations of {errors} errors")
        told = json.loads(c.bench("gate", "--run", folder, "--json", expect=code).stdout)
        require(told["exit_code"] == code and told["summary"] == end.stdout.splitlines()[-1], f"JSON says {told['exit_code']}, {told['summary']}")
        said.append(f"exit {code}: {last.group()[6:]}, {total['failures']} failures and {total['errors']} errors in JUnit, {errors} in SARIF")
    return "; ".join(said)
