"""The folder of a peer's waves: what is finished, and the entry file that ``sinegan benchmark score`` reads."""

import statistics
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.peers.environments import digest, lock_of
from sinegan.errors import SineGanError
from sinegan.io import files

ENTRY, MADE_FROM = "entry.json", "made-from.json"
_SHARED = tuple(Path(__file__).with_name(name) for name in ("generation.py", "peer.py"))
"""Code of all peers that decides over results: cores, and the clock."""


class OtherTrainingError(SineGanError):
    """The folder has seeds that were trained in another way."""

    exit_code = 2


class Training(NamedTuple):
    """What is trained, all seeds alike.

    Attributes
    ----------
    peer, variant
        Names.
    data
        Name of the pool.
    seconds
        Of training; None for the documented length.
    n
        Series to draw from each seed.
    """

    peer: str
    variant: str
    data: str
    seconds: float | None
    n: int

    @property
    def length(self) -> str:
        """In a word."""
        return "documented" if self.seconds is None else f"{self.seconds:g}s"

    @property
    def folder(self) -> str:
        """Name of a folder."""
        return f"{self.peer}-{self.variant}-{self.length}"


def waves(folder: Path, seed: int) -> Path:
    """The file of a seed's series."""
    return folder / f"seed-{seed}.npy"


def facts(folder: Path, seed: int) -> dict[str, Any] | None:
    """What a finished seed says of itself; None if it is not finished."""
    path = waves(folder, seed).with_suffix(".json")
    return files.read_json(str(path), ("seconds_training", "parameters", "finite")) if path.exists() else None


def check_same(folder: Path, training: Training, pool: Path) -> None:
    """Note what the seeds of this folder are made from.

    Raises
    ------
    OtherTrainingError
        Seeds in it were made from something else: finished ones would be mixed with others.
    """
    lock = lock_of(training.peer)
    code = {path.name: digest(path) for path in (lock.with_name("generate.py"), *_SHARED)}
    now = {**training._asdict(), "lock": digest(lock), **code, "pool": digest(pool)}
    path = folder / MADE_FROM
    if path.exists():
        before = files.read_json(str(path))
        changed = sorted(key for key in now if now[key] != before.get(key))
        if changed:
            raise OtherTrainingError(
                f"{folder} has seeds that were made with another {', '.join(changed)}; remove the folder, or give "
                "another with --out"
            )
    files.write_json(str(path), now)


def set_aside_if_not_finite(folder: Path, seed: int) -> None:
    """Rename series with NaN or infinite values: the training counts as failed, and the others are scored."""
    found = facts(folder, seed)
    if found is not None and not found["finite"] and waves(folder, seed).exists():
        waves(folder, seed).rename(folder / f"seed-{seed}.not-finite")


def write(folder: Path, training: Training, name: str) -> None:
    """Write the entry file of all finished seeds of a folder, also of earlier calls.

    Parameters
    ----------
    name
        Of the package.
    """
    seeds = sorted(int(path.stem.removeprefix("seed-")) for path in folder.glob("seed-*.json"))
    found = [content for seed in seeds if (content := facts(folder, seed)) is not None]
    files.write_json(str(folder / ENTRY), content_of(training, name, found))


def content_of(training: Training, name: str, found: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Of the entry file; costs are medians over seeds."""
    length = "documented length" if training.seconds is None else f"{training.seconds:g} s"
    steps = statistics.median(content["steps"] for content in found)
    drawing = statistics.median(content["seconds_sampling"] for content in found)
    return {
        "name": f"{name} {training.variant}, {length}",
        "seconds": statistics.median(content["seconds_training"] for content in found),
        "cores": found[0]["cores"],
        "parameters": found[0]["parameters"],
        "settings_tried": 1,
        "link": f"benchmarks/peers/{training.peer}/generate.py",
        "failed": sum(not content["finite"] for content in found),
        "note": f"{steps:,.0f} steps; drawing {training.n:,} series took {drawing:.0f} s; settings: docs/peers.md",
    }
