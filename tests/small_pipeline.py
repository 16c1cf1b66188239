"""The pipeline made small, in a folder of its own."""

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
    r"epochs: \d+ ": "epochs: 6 ",
    r"n_samples: \d+": "n_samples: 200",
    r"snapshot_every: \d+": "snapshot_every: 2",
    r"n_waves: \d+": "n_waves: 300",
    r"n_few: \d+": "n_few: 100",
    r"n_judged: \d+": "n_judged: 60",
    r"judge_repeats: \d+": "judge_repeats: 1",
    r"floor_repeats: \d+": "floor_repeats: 3",  # the judges' too
}


def clone(folder: Path) -> Path:
    """The work tree as a small project of its own, in that folder: everything that git would take, committed."""
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
    for words in (
        ["init", "-q"],
        ["add", "-A"],
        ["-c", "user.name=t", "-c", "user.email=t@t", "commit", "-qm", "small"],
    ):
        subprocess.run(["git", *words], cwd=folder, check=True)
    return folder


class Reproduced(NamedTuple):
    """The small pipeline, reproduced and committed: where that was done, and a copy that is to stay as it is."""

    made: Path
    kept: Path

    def copy(self, folder: Path) -> Path:
        """The copy once more, to be changed; without MLflow's store, whose runs name the folder they were made in."""
        return shutil.copytree(self.kept, folder, symlinks=True)


def reproduce(place: Path) -> Reproduced:
    """Reproduce it there, with everything that DVC has to do."""
    made = place / "made"
    made.mkdir()
    clone(made)
    run(made, "dvc", "repro")
    run(made, "git", "add", "-A")
    run(made, "git", "commit", "-qm", "result")
    stores = shutil.ignore_patterns("mlflow.db*", "mlartifacts")
    return Reproduced(made, shutil.copytree(made, place / "kept", symlinks=True, ignore=stores))


def md5s(folder: Path) -> dict[str, str]:
    """The md5 of each output, by path, as dvc.lock has them."""
    lock = (folder / "dvc.lock").read_text()
    return dict(re.findall(r"path: ((?:data|models|reports)/\S+)\n\s+hash: md5\n\s+md5: (\S+)", lock))


def wait_for(file: Path, seconds: int = 60) -> None:
    """Until that file is there and has something in it."""
    deadline = time.monotonic() + seconds
    while not (file.exists() and file.stat().st_size):
        assert time.monotonic() < deadline, f"no {file} after {seconds} seconds"
        time.sleep(0.1)


@contextmanager
def one_core() -> Iterator[None]:
    """Keep what is started meanwhile on one core, where the system can: Linux; macOS cannot."""
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
    """The virtual environment first on PATH, a committer's name, and nothing of the user's MLflow and DVC."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("MLFLOW_", "DVC_"))}
    kept |= {"PATH": f"{BIN}:{os.environ['PATH']}", "GIT_AUTHOR_NAME": "t", "GIT_AUTHOR_EMAIL": "t@t"}
    return kept | {"GIT_COMMITTER_NAME": "t", "GIT_COMMITTER_EMAIL": "t@t", "PYTHONDONTWRITEBYTECODE": "1"}


def run(folder: Path, *words: str, ok: bool = True, seconds: int = 900) -> str:
    """Run a command of the virtual environment there; what it printed, both streams."""
    both = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    done = subprocess.run(words, cwd=folder, env=environment(), timeout=seconds, **both)
    assert (done.returncode == 0) == ok, done.stdout
    return done.stdout
