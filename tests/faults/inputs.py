"""Bad input of every kind, by the thousand."""

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
from tests import fuzz
from tests.faults.told import Told, told
from tests.test_fuzz import COLUMNS, RECIPE, examples

PARAMETERS, FILES, CHECKPOINTS = 4_000, 1_000, 1_000
LAW = Law(n_points=20, step=0.1, offset=Range(low=0.0, high=100.0), multiplier=Range(low=1.0, high=2.0))


def bad_parameters(folder: Path) -> Iterator[Told]:
    """Any key with any value, none, twice, or a surprise of YAML."""
    good = (folder / "params.yaml").read_text()
    with tempfile.TemporaryDirectory() as place, chdir(place):
        yield _counted("bad parameters", fuzz.parameters(good, PARAMETERS))


def bad_files(_: Path) -> Iterator[Told]:
    """Each kind of file cut, changed, and replaced by something else."""
    with tempfile.TemporaryDirectory() as place:
        examples(Path(place), LAW)
        for name, read in fuzz.readers(build.generator(RECIPE, LAW.n_points), COLUMNS).items():
            yield _counted(f"torn, changed or foreign `{name}`", fuzz.spoilt_files(Path(place), name, read, FILES, 2))


def _counted(fault: str, counted: Counter[str]) -> Told:
    fine = counted["accepted"] + counted["refused"]
    return Told(fault, counted.total(), fine, tuple(set(counted) - {"accepted", "refused"}))


def bad_checkpoints(_: Path) -> Iterator[Told]:
    """None that is torn or changed may be gone on from."""
    rng, state = np.random.default_rng(7), {"epoch": np.array(40), "weights": np.arange(500.0)}
    with tempfile.TemporaryDirectory() as place, chdir(place), Path(os.devnull).open("w") as nowhere:
        kept = checkpoints.Checkpoints("key")
        kept.interrupt(0, None)  # writes one at once, and then stops
        with redirect_stdout(nowhere):
            try:
                kept.offer(lambda: state)
            except KeyboardInterrupt:
                (only,) = Path(".checkpoints/key").iterdir()
            good = only.read_bytes()
            troubles = [_used(only, spoilt, good) for spoilt in fuzz.spoilt(good, CHECKPOINTS, rng)]
    yield told("torn or changed checkpoint", troubles)


def _used(path: Path, spoilt: bytes, good: bytes) -> str | None:
    path.write_bytes(spoilt)
    found = checkpoints.Checkpoints("key").newest()
    return None if found is None or spoilt == good else f"{spoilt[:80]!r} was used"
