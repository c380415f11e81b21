"""Case 4 of plug-ins: the package on a clean Debian 12, and the program from /usr by a user who may write at home only."""
import os
import re
import shutil
import subprocess

from cases import ROOT, require
from debian import Debian

USER = "tester"
OTHERS = re.compile(r"openmpi|mpich|sleef|dnnl|xsimd|torch|opencl|ocl-icd|cuda|eigen")
KERNEL = "/usr/share/doc/softplus-bench/docs/examples/find_package"
WRITTEN = ("/usr/share/man/man1/softplus-bench.1.gz", "/usr/share/bash-completion/completions/softplus-bench",
           "/usr/share/zsh/vendor-completions/_softplus-bench", "/usr/share/fish/vendor_completions.d/softplus-bench.fish")


def build_package(context):
    folder = context.path("dist")
    said = context.command([os.path.join(ROOT, "scripts/package"), "-o", folder], seconds=3000)
    file = said.stdout.strip().splitlines()[-1]
    needs = subprocess.run(["dpkg-deb", "-f", file, "Depends"], capture_output=True, text=True, check=True).stdout
    require(needs.strip(), "the package depends on nothing")
    require(not OTHERS.search(needs), f"the package depends on a peer, a device or MPI: {needs}")
    return file


class Installed:
    """The package in a clean Debian."""

    def __init__(self, debian, file):
        self.debian = debian
        shutil.copy(file, debian.root + "/tmp/package.deb")
        debian.run(["apt-get", "-qq", "update"])
        before = self.packages()
        self.apt("/tmp/package.deb")
        self.came_along = len(self.packages()) - len(before)
        self.files = debian.run(["dpkg", "-L", "softplus-bench"]).stdout.split("\n")
        debian.run(["useradd", "--create-home", "--shell", "/bin/bash", USER])

    def packages(self):
        return self.debian.run(["dpkg-query", "-W", "-f", "${Package}\n"]).stdout.split()

    def apt(self, *names):
        self.debian.run(["apt-get", "-qq", "-y", "--no-install-recommends", "install", *names], seconds=1200)

    def as_user(self, line, expect=0):
        return self.debian.run(["su", "-", USER, "-c", line], expect=expect, seconds=900)


def check_files(installed):
    root = installed.debian.root
    missing = [name for name in WRITTEN if not os.path.isfile(root + name) or os.path.getsize(root + name) < 500]
    require(not missing, f"not there, or all but empty: {missing}")
    for name in ("/usr/include/softplus_bench/plugin.h", "/usr/share/softplus-bench/schema/run.schema.json",
                 "/usr/share/doc/softplus-bench/copyright"):
        require(os.path.isfile(root + name), f"{name} is not there")


def run_at_home(installed):
    """The quick suite in the user's home; in / it says what to do."""
    home = installed.debian.root + f"/home/{USER}"
    said = installed.as_user("softplus-bench run -q")
    folder, = os.listdir(home + "/out")
    report = f"{home}/out/{folder}/report.html"
    require(os.path.getsize(report) > 100_000, f"{report} is no report")
    require(f"out/{folder}/report.html" in said.stdout, "the path of the report was not said")
    refused = installed.as_user("cd / && softplus-bench run -q", expect=1)
    require("cannot make the folder /out/" in refused.stderr and "give -o DIR" in refused.stderr,
            f"in / it says: {refused.stderr.strip()}")
    return said.seconds


def gate_a_plug_in(installed):
    """A kernel that is compiled there with Debian's gcc, and the C++ library by pkg-config."""
    installed.apt("g++", "pkg-config")
    installed.as_user(f"gcc -O2 -shared -fPIC {KERNEL}/my_kernel.c -o my_kernel.so -lm")
    said = installed.as_user("softplus-bench gate accuracy -q --plugin ./my_kernel.so")
    last = said.stdout.strip().splitlines()[-1]
    require(re.fullmatch(r"gate: [1-9]\d* passed, 0 failed, \d+ skipped", last), f"the gate's last line is {last!r}")
    installed.as_user(f"g++ -std=c++17 -O2 {KERNEL}/kernel_test.cpp -o kernel_test $(pkg-config --cflags --libs softplus-bench)")
    said = installed.as_user("./kernel_test")
    require("keeps its claim of 2 ulp" in said.stdout, f"the library says: {said.stdout}")
    return last


def remove(installed):
    root = installed.debian.root
    installed.debian.run(["dpkg", "-r", "softplus-bench"])
    left = [name for name in installed.files if name and os.path.lexists(root + name) and not os.path.isdir(root + name)]
    left += [name for name in ("/usr/share/doc/softplus-bench", "/usr/share/softplus-bench", "/usr/include/softplus_bench",
                               "/usr/lib/softplus-bench") if os.path.lexists(root + name)]
    require(not left, f"dpkg -r left {left}")


def package(context):
    file = build_package(context)
    with Debian(context) as debian:
        installed = Installed(debian, file)
        check_files(installed)
        seconds = run_at_home(installed)
        verdict = gate_a_plug_in(installed)
        remove(installed)
    return (f"{os.path.basename(file)}, {os.path.getsize(file) / 1e6:.1f} MB, installed with {installed.came_along - 1} other packages; "
            f"run from /usr by a new user in {seconds:.0f} s; {verdict}; dpkg -r removes its {len(installed.files)} files and folders")
