"""An environment for each peer, made of its locked requirements."""

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

from sinegan.errors import SineGanError
from sinegan.io import console, files

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
FOLDER = ROOT / ".venv-peers"
NAMES = tuple(sorted(path.parent.name for path in HERE.glob("*/generate.py")))
LOCK = "requirements.lock"
_MARKER = ".made-from"


class EnvironmentProblemError(SineGanError):
    """An environment could not be made."""


def lock_of(name: str) -> Path:
    """The locked requirements of a peer."""
    return HERE / name / LOCK


def digest(path: Path) -> str:
    """SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def python_of(name: str, python: str | None = None) -> Path:
    """The interpreter of a peer's environment, which is made first if it is missing or made from another lock.

    Parameters
    ----------
    name
        Of the peer.
    python
        The interpreter to make it with; by default this one.

    Raises
    ------
    EnvironmentProblemError
        A package could not be installed.
    """
    folder = FOLDER / name
    marker, wanted = folder / _MARKER, digest(lock_of(name))
    if not marker.exists() or marker.read_text("ascii") != wanted:
        console.echo(f"Creating {folder.relative_to(ROOT)} from {lock_of(name).relative_to(ROOT)}: minutes.")
        shutil.rmtree(folder, ignore_errors=True)
        _run([python or str(Path(sys.executable).resolve()), "-m", "venv", str(folder)], name)
        _run(_install(folder, name), name)
        files.write_text(str(marker), wanted)
    return folder / "bin/python"


def _install(folder: Path, name: str) -> list[str]:
    """Without dependencies: the lock has all that are wanted."""
    pip = [str(folder / "bin/python"), "-m", "pip", "install", "--disable-pip-version-check", "-q", "-q"]
    return [*pip, "--require-hashes", "--no-deps", "-r", str(lock_of(name))]


def _run(command: list[str], name: str) -> None:
    if subprocess.run(command, check=False).returncode != 0:  # noqa: S603 - our own command
        raise EnvironmentProblemError(
            f"'{' '.join(command[:4])}' failed, see above; the packages of {name} need the network, the Python that "
            "docs/peers.md names (--python, or PEER_PYTHON= of make), and free disk space"
        )
