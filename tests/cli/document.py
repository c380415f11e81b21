"""The commands of docs/plugins.md, for those who run them as they stand there."""
import os
import pathlib
import re
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "docs" / "examples"
PLUGINS = ROOT / "docs" / "plugins.md"


def blocks(document=PLUGINS):
    """[(kind, commands)] of the blocks that begin with "```sh KIND", in their order; most have no kind."""
    return re.findall(r"(?ms)^```sh ?(\w*)\n(.*?)^```$", document.read_text())


def commands(*kinds):
    return "".join(text for kind, text in blocks() if kind in kinds)


def run(script, folder, environment, seconds=600):
    """By bash, each command shown on stderr as it begins; ends with the first that fails. Git knows nobody but a tester."""
    tester = {f"GIT_{who}_{what}": value for who in ("AUTHOR", "COMMITTER") for what, value in (("NAME", "Tester"), ("EMAIL", "tester@localhost"))}
    return subprocess.run(["bash", "-euxo", "pipefail", "-c", script], cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=seconds,
                          env={**os.environ, **tester, "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null", **environment})
