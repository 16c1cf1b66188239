"""Thousands of invalid inputs of every kind."""

import os
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import chdir, redirect_stdout
from pathlib import Path

import numpy as np

from sinegan.networks import build
from sinegan.training import checkpoints
from sinegan.waves.law import Law, Range
from tests.faults.table import Row, row
from tests.fixtures import fuzz
from tests.test_fuzz import COLUMNS, RECIPE, examples

PARAMETERS, FILES, CHECKPOINTS = 4_000, 1_000, 1_000
LAW = Law(n_points=20, step=0.1, offset=Range(low=0.0, high=100.0), multiplier=Range(low=1.0, high=2.0))


def bad_parameters(folder: Path) -> Iterator[Row]:
    """Change any key to any value, remove it, duplicate it, or insert unusual YAML."""
    valid = (folder / "params.yaml").read_text()
    with tempfile.TemporaryDirectory() as temporary, chdir(temporary):
        yield _count("invalid parameters", fuzz.parameters(valid, PARAMETERS))


def bad_files(_: Path) -> Iterator[Row]:
    """Truncate each kind of file, modify it, and replace it by something else."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        examples(folder, LAW)
        for name, read in fuzz.readers(build.generator(RECIPE, LAW.n_points), COLUMNS).items():
            yield _count(f"truncated, modified or foreign `{name}`", fuzz.bad_files(folder, name, read, FILES, 2))


def _count(fault: str, outcomes: Counter[str]) -> Row:
    survived = outcomes["accepted"] + outcomes["refused"]
    return Row(fault, outcomes.total(), survived, tuple(set(outcomes) - {"accepted", "refused"}))


def bad_checkpoints(_: Path) -> Iterator[Row]:
    """No training may resume from a truncated or modified checkpoint."""
    rng, state = np.random.default_rng(7), {"step": np.array(40), "weights": np.arange(500.0)}
    with tempfile.TemporaryDirectory() as temporary, chdir(temporary), Path(os.devnull).open("w") as devnull:
        saved = checkpoints.Checkpoints("key")
        saved.interrupt(0, None)  # so that save_if_due writes a checkpoint now, and stops
        with redirect_stdout(devnull):
            try:
                saved.save_if_due(lambda: state)
            except KeyboardInterrupt:
                (path,) = Path(".checkpoints/key").iterdir()
            valid = path.read_bytes()
            problems = [_check_refused(path, bad, valid) for bad in fuzz.bad_contents(valid, CHECKPOINTS, rng)]
    yield row("truncated or modified checkpoint", problems)


def _check_refused(path: Path, bad: bytes, valid: bytes) -> str | None:
    path.write_bytes(bad)
    checkpoint = checkpoints.Checkpoints("key").newest()
    return None if checkpoint is None or bad == valid else f"{bad[:80]!r} was used"
