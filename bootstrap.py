"""Create .venv with the packages of requirements.lock. Runs on any Python, so that it can report what is missing."""

import argparse
import contextlib
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
    if is_current(folder):
        return
    with locked(folder):
        if not is_current(folder):  # another process may have created it meanwhile
            create(folder)


def is_current(folder):
    """Whether that environment is complete, not older than the lock, and was created in this place."""
    venv = os.path.realpath(os.path.join(HERE, folder))  # one path, also where links lead here
    ready, created = os.path.join(venv, ".ready"), os.path.join(venv, "pyvenv.cfg")
    if not (os.path.exists(ready) and os.path.exists(created)) or os.path.getmtime(ready) < os.path.getmtime(LOCK):
        return False
    # Its scripts hold absolute paths, which a copied or moved repository does not have.
    with open(created, encoding="utf-8") as settings:
        return any(line.startswith("command = ") and line.endswith(" %s\n" % venv) for line in settings)


@contextlib.contextmanager
def locked(folder):
    """Keep out other processes that create that environment: each would remove what the other has installed."""
    import fcntl  # not on Windows, where check() has ended this process

    locks = os.path.join(HERE, ".locks")
    os.makedirs(locks, exist_ok=True)
    with open(os.path.join(locks, folder), "w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("Another process is creating %s; waiting for it." % folder, flush=True)
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def create(folder):
    venv = os.path.realpath(os.path.join(HERE, folder))
    if os.path.islink(os.path.join(HERE, folder)):  # what it leads to may be used by others
        problem = "which is incomplete, or older than requirements.lock"
        stop("'%s' is a link to %s, %s: remove the link, and run this again" % (folder, venv, problem))
    print("Creating %s from requirements.lock; this takes some minutes." % folder, flush=True)
    base = os.path.realpath(sys.executable)  # may be a link in the environment that is removed now
    shutil.rmtree(venv, ignore_errors=True)
    run([base, "-m", "venv", venv])
    quiet = [] if sys.stdout.isatty() else ["--quiet"]
    pip = [os.path.join(venv, "bin", "python"), "-m", "pip", "install", "--disable-pip-version-check"] + quiet
    run(pip + ["--require-hashes", "-r", LOCK])
    run(pip + ["--no-deps", "--no-build-isolation", "--no-index", "--editable", HERE])
    open(os.path.join(venv, ".ready"), "w").close()


def check():
    """Exit with a message if this machine cannot run the project."""
    version = "%d.%d" % sys.version_info[:2]
    if not (3, 11) <= sys.version_info[:2] <= (3, 13):
        stop("Python %s is not supported; 3.11 to 3.13 is needed, for instance: make repro PYTHON=python3.12" % version)
    system = (platform.system(), platform.machine())
    if system not in PLATFORMS:
        stop("TensorFlow has no build for %s on %s, only for Linux (x86_64, aarch64) and macOS (arm64)." % system)
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
        words = " ".join(command[:4])
        stop("'%s' failed; see above. The network and %d GB of free disk space are needed." % (words, DISK_GB))


def stop(text):
    sys.exit("ERROR: " + text)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", default=".venv", help="another name than .venv, for a second Python")
    main(parser.parse_args().folder)
