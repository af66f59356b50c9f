"""A small Debian 12 made with debootstrap, for the tests that need a machine or an image of their own."""

import hashlib
import os
import pathlib
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
MIRROR = os.environ.get("DEBIAN_MIRROR", "http://deb.debian.org/debian")


def skip_unless(*tools):
    """Ends with a plain message where this machine cannot do it."""
    if os.geteuid() != 0:
        sys.exit(print("Skipped: it has to run as root."))
    for tool in tools:
        if not shutil.which(tool):
            sys.exit(print(f"Skipped: {tool} is not installed (Debian packages debootstrap, systemd-container, buildah, podman, runc)."))


def installed(arguments):
    """The folder of script/install that is named, or one made from what was built."""
    if arguments:
        return pathlib.Path(arguments[0]).resolve()
    built = subprocess.run(["swift", "build", "--show-bin-path"], cwd=ROOT, check=True, capture_output=True, text=True)
    folder = ROOT / ".cache/deploy/yousaid"
    folder.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run([ROOT / "script/install", "--built", built.stdout.strip(), folder], check=True, stdout=subprocess.DEVNULL)
    return folder


def tree(packages, into):
    """Copies a fresh Debian with these packages to a folder. The first time it comes from Debian's mirror, some 200 MB."""
    name = hashlib.sha256(" ".join(sorted(packages)).encode()).hexdigest()[:12]
    kept = ROOT / f".cache/deploy/debian-{name}"
    if not kept.exists():
        new = kept.with_suffix(".new")
        shutil.rmtree(new, ignore_errors=True)
        new.parent.mkdir(parents=True, exist_ok=True)
        made = subprocess.run(
            ["debootstrap", "--variant=minbase", *([f"--include={','.join(sorted(packages))}"] if packages else []),
             "bookworm", new, MIRROR],
            capture_output=True, text=True)
        if made.returncode != 0:
            shutil.rmtree(new, ignore_errors=True)
            sys.exit(f"debootstrap failed:\n{made.stdout[-2000:]}{made.stderr[-2000:]}")
        new.rename(kept)
    subprocess.run(["cp", "-a", "--reflink=auto", kept, into], check=True)
    os.chmod(into, 0o755)
