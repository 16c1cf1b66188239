"""The pipeline with small parameters, in a temporary project."""

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent

SMALL = {
    r"n_pool: \d+": "n_pool: 2000",
    r"n_(test|reference): \d+": r"n_\1: 400",
    r"steps: \d+ ": "steps: 6 ",
    r"pretrain_epochs: \d+ ": "pretrain_epochs: 6 ",
    r"batch_size: \d+": "batch_size: 200",
    r"snapshot_every: \d+": "snapshot_every: 2",
    r"n_waves: \d+": "n_waves: 300",
    r"n_pairwise: \d+": "n_pairwise: 100",
    r"n_classifier: \d+": "n_classifier: 60",
    r"classifier_repeats: \d+": "classifier_repeats: 1",
    r"baseline_repeats: \d+": "baseline_repeats: 3",  # of the classifiers, too
}


def clone(folder: Path) -> Path:
    """Copy the work tree to a folder, with small parameters: all files that git tracks or would add, committed."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT, capture_output=True, check=True,
    ).stdout.decode()  # fmt: skip
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    text = (folder / "params.yaml").read_text()
    for pattern, small in SMALL.items():
        text, count = re.subn(pattern, small, text)
        assert count, pattern
    (folder / "params.yaml").write_text(text)
    _keep_two_corruptions(folder / "sinegan/calibration/corruption_grid.py")
    for arguments in (
        ["init", "-q"],
        ["add", "-A"],
        ["-c", "user.name=t", "-c", "user.email=t@t", "commit", "-qm", "small"],
    ):
        subprocess.run(["git", *arguments], cwd=folder, check=True)
    return folder


def _keep_two_corruptions(grid: Path) -> None:
    """No corruption and white noise: each of the others takes a second, and is tested without a pipeline."""
    head, table = grid.read_text().split("CORRUPTIONS = (\n")
    rows = [row for row in table.splitlines(keepends=True) if '"none"' in row or '"white noise"' in row]
    assert len(rows) == 2
    grid.write_text(f"{head}CORRUPTIONS = (\n{''.join(rows)})\n")


class Reproduced(NamedTuple):
    """The small pipeline after ``dvc repro`` and a commit: the original folder, and a copy that tests do not change."""

    original: Path
    pristine: Path

    def copy(self, folder: Path) -> Path:
        """A copy to change; without MLflow's store, whose runs refer to the original folder."""
        return shutil.copytree(self.pristine, folder, symlinks=True)


def reproduce(folder: Path) -> Reproduced:
    """Run the whole small pipeline in a subfolder."""
    original = folder / "original"
    original.mkdir()
    clone(original)
    run(original, "dvc", "repro")
    run(original, "git", "add", "-A")
    run(original, "git", "commit", "-qm", "result")
    stores = shutil.ignore_patterns("mlflow.db*", "mlartifacts")
    return Reproduced(original, shutil.copytree(original, folder / "pristine", symlinks=True, ignore=stores))


def md5s(folder: Path) -> dict[str, str]:
    """The md5 of each output in dvc.lock, by path."""
    lock = (folder / "dvc.lock").read_text()
    return dict(re.findall(r"path: ((?:data|models|reports)/\S+)\n\s+hash: md5\n\s+md5: (\S+)", lock))


def wait_for(file: Path, seconds: int = 60) -> None:
    """Wait until a file exists and is not empty."""
    deadline = time.monotonic() + seconds
    while not (file.exists() and file.stat().st_size):
        assert time.monotonic() < deadline, f"no {file} after {seconds} seconds"
        time.sleep(0.1)


@contextmanager
def one_core() -> Iterator[None]:
    """Processes started inside the block use a single core; on Linux only, since macOS cannot do it."""
    if sys.platform != "linux":
        yield
        return
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(before)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def environment() -> dict[str, str]:
    """Environment variables: the virtual environment first on PATH, an author for git, no MLflow or DVC settings."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("MLFLOW_", "DVC_"))}
    kept |= {"PATH": f"{BIN}:{os.environ['PATH']}", "GIT_AUTHOR_NAME": "t", "GIT_AUTHOR_EMAIL": "t@t"}
    return kept | {"GIT_COMMITTER_NAME": "t", "GIT_COMMITTER_EMAIL": "t@t", "PYTHONDONTWRITEBYTECODE": "1"}


def run(folder: Path, *command: str, ok: bool = True, seconds: int = 900) -> str:
    """Run a command of the virtual environment in a folder; returns its stdout and stderr."""
    both = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    process = subprocess.run(command, cwd=folder, env=environment(), timeout=seconds, **both)
    assert (process.returncode == 0) == ok, process.stdout
    return process.stdout
