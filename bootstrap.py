"""Create .venv with the packages of requirements.lock. Runs on any Python, so that it can report what is missing."""

import argparse
import os
import platform
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
LOCK = os.path.join(HERE, "requirements.lock")
PLATFORMS = [("Linux", "x86_64"), ("Linux", "aarch64"), ("Darwin", "arm64")]
DISK_GB = 4


def main(folder=".venv"):
    check()
    if not folder.startswith(".venv") or os.path.basename(folder) != folder:  # it is removed below
        stop("'%s' is not a name for an environment here; it must begin with .venv, such as .venv-3.12" % folder)
    venv = os.path.join(HERE, folder)
    ready = os.path.join(venv, ".ready")
    if os.path.exists(ready) and os.path.getmtime(ready) >= os.path.getmtime(LOCK):
        return
    print("Creating %s from requirements.lock; this takes some minutes." % folder, flush=True)
    base = os.path.realpath(sys.executable)  # may be a link in the environment that is removed now
    shutil.rmtree(venv, ignore_errors=True)
    python = os.path.join(venv, "bin", "python")
    run([base, "-m", "venv", venv])
    quiet = [] if sys.stdout.isatty() else ["--quiet"]
    pip = [python, "-m", "pip", "install", "--disable-pip-version-check"] + quiet
    run(pip + ["--require-hashes", "-r", LOCK])
    run(pip + ["--no-deps", "--no-build-isolation", "--no-index", "--editable", HERE])
    open(ready, "w").close()


def check():
    """Exit with a message if this machine cannot run the project."""
    version = "%d.%d" % sys.version_info[:2]
    if not (3, 11) <= sys.version_info[:2] <= (3, 13):
        stop("Python %s is not supported; 3.11 to 3.13 is needed, for instance: make repro PYTHON=python3.12" % version)
    if (platform.system(), platform.machine()) not in PLATFORMS:
        stop(
            "TensorFlow has no build for %s on %s, only for Linux (x86_64, aarch64) and macOS (arm64)."
            % (platform.system(), platform.machine())
        )
    if not shutil.which("git"):
        stop("git is not installed; DVC needs it.")
    if not os.path.exists(os.path.join(HERE, ".git")):
        stop("This folder is not a git repository, which DVC needs: clone it, or run 'git init' here.")
    try:
        import ensurepip  # noqa: F401 - missing in Debian's Python
        import venv  # noqa: F401
    except ImportError:
        stop("This Python has no venv module. On Debian or Ubuntu: apt-get install python%s-venv" % version)


def run(command):
    if subprocess.call(command) != 0:
        stop(
            "'%s' failed; see above. The network and %d GB of free disk space are needed."
            % (" ".join(command[:4]), DISK_GB)
        )


def stop(text):
    sys.exit("ERROR: " + text)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", default=".venv", help="another name than .venv, for a second Python")
    main(parser.parse_args().folder)
