"""The series that the peers learn from: the benchmark's sines, or TimeGAN's."""

import subprocess
import sys
from pathlib import Path

import numpy as np

from benchmarks.series.data import timegan_sines
from sinegan.datasets import splits
from sinegan.errors import SineGanError
from sinegan.io import files, params
from sinegan.waves.options import Waves

DATA = ("sines", "timegan")
POOL, HELD_OUT = "pool.npy", "held_out.npy"


class NoPoolError(SineGanError):
    """The pool could not be written."""


def pool_of(data: str, folder: Path) -> Path:
    """The ``.npy`` file of a pool; written first if it is missing.

    Parameters
    ----------
    data
        ``sines``: ``(100000, 50)``, values in [0, 1], as ``sinegan benchmark data`` writes them. ``timegan``:
        ``(10000, 24, 5)``, those that the recipe ``series`` learns from in `benchmarks.series`, with held-out ones
        beside them.
    folder
        Where all pools are.
    """
    pool = folder / data / POOL
    if not pool.exists():
        _sines(pool.parent) if data == "sines" else _timegan(pool.parent)
    return pool


def _sines(folder: Path) -> None:
    command = [sys.executable, "-m", "sinegan.cli", "benchmark", "data", "--out", str(folder)]
    if subprocess.run(command, check=False).returncode != 0:  # noqa: S603 - our own command
        raise NoPoolError(f"'{' '.join(command[1:])}' failed, see above")


def _timegan(folder: Path) -> None:
    series = timegan_sines()
    rows, _ = splits.split(series, params.section("waves", Waves))
    for file, name in ((HELD_OUT, "test"), (POOL, "pool")):
        with files.replacing(folder / file) as partial:
            np.save(partial, series[rows[name]].astype(np.float32), allow_pickle=False)
