"""A new minimal Debian 12 in a folder, to try what a user with nothing installed gets."""
import glob
import os
import shutil
import subprocess

from cases import Skip, require

PROXIES = {k: v for k, v in os.environ.items() if k.lower() in ("http_proxy", "https_proxy", "no_proxy")}


def mirror():
    """Where this machine gets Debian 12 from."""
    found = subprocess.run(["apt-get", "indextargets", "--format", "$(REPO_URI)", "Created-By: Packages", "Codename: bookworm"],
                           capture_output=True, text=True, check=False).stdout.split()
    if not found:
        raise Skip("this machine's apt has no Debian 12 source")
    return found[0]


def copy_apt_configuration(root):
    """This machine's package sources, keys, proxies and names of hosts: what reaches its registry, nothing else."""
    for path in glob.glob(f"{root}/etc/apt/sources.list"):
        os.remove(path)
    patterns = ("/etc/apt/sources.list", "/etc/apt/sources.list.d/*.list", "/etc/apt/sources.list.d/*.sources", "/etc/apt/keyrings/*",
                "/etc/apt/trusted.gpg.d/*", "/usr/share/keyrings/*", "/etc/resolv.conf", "/etc/hosts")
    paths = [p for pattern in patterns for p in glob.glob(pattern)]
    for path in glob.glob("/etc/apt/apt.conf.d/*"):
        with open(path, encoding="utf-8") as file:
            if "Acquire::" in file.read():
                paths.append(path)
    for path in paths:
        os.makedirs(os.path.dirname(root + path), exist_ok=True)
        shutil.copy(path, root + path)


class Debian:
    """with Debian(context) as debian: debian.run([...])."""

    def __init__(self, context):
        self.context, self.root = context, context.path("debian")

    def __enter__(self):
        if os.getuid() != 0 or not shutil.which("debootstrap"):
            raise Skip("a new Debian needs root and the package debootstrap")
        self.context.command(["debootstrap", "--variant=minbase", "bookworm", self.root, mirror()], seconds=900)
        copy_apt_configuration(self.root)
        self.mounted = subprocess.run(["mount", "-t", "proc", "proc", self.root + "/proc"], capture_output=True, check=False).returncode == 0
        return self

    def __exit__(self, *_):
        if self.mounted:
            subprocess.run(["umount", "-l", self.root + "/proc"], check=False)
            require(not os.listdir(self.root + "/proc"), f"{self.root}/proc is still mounted")

    def run(self, arguments, **options):
        clean = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/root", **PROXIES}
        return self.context.command(["chroot", self.root, *arguments], env=clean, **options)
