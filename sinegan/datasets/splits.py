"""The sets of waves that everything starts from: drawn from the law, or split from a user's file."""

import numpy as np
from numpy.typing import NDArray
from pydantic import ValidationError

from sinegan.waves.dataset import BadWavesError, WaveDataset
from sinegan.waves.draw import WaveSet, draw_sets
from sinegan.waves.law import SamplingGrid, Waves
from sinegan.waves.scaling import Scaling

FRACTIONS = {"pool": 0.6, "test": 0.2, "reference": 0.2}
MIN_WAVES = 500
"""So that at least a hundred waves are held out on each side of a score."""


def make_dataset(params: Waves, user_waves: NDArray[np.floating] | None) -> WaveDataset:
    """All sets: drawn from the law, or split from the waves of the user's file.

    Raises
    ------
    BadWavesError
        As for `split`; the message begins with the file.
    """
    if user_waves is None:
        return WaveDataset(params.law, draw_sets(params))
    try:
        return split(user_waves, params)
    except BadWavesError as error:
        raise BadWavesError(f"{params.source}: {error}") from error


def split(waves: NDArray[np.floating], params: Waves) -> WaveDataset:
    """Shuffle waves ``(n, n_points)``, split them by `FRACTIONS`, and scale them by the training waves.

    No set gets more waves than the parameters allow. Waves must not be overlapping windows of one series: parts of the
    held-out waves would then be known from training.

    Raises
    ------
    BadWavesError
        There are too few distinct waves, they are too short or too long, or all values are equal.
    """
    n_distinct = len(np.unique(waves, axis=0))
    if n_distinct < MIN_WAVES:
        raise BadWavesError(f"{len(waves)} waves, {n_distinct} of them distinct; give at least {MIN_WAVES} distinct")
    max_sizes = {name: getattr(params, f"n_{name}") for name in FRACTIONS}
    ends = np.cumsum([round(fraction * len(waves)) for fraction in FRACTIONS.values()])[:-1]
    rows = np.split(np.random.default_rng(params.seed).permutation(len(waves)), ends)
    sets = {name: waves[part[: max_sizes[name]]] for name, part in zip(FRACTIONS, rows, strict=True)}
    try:
        scaling = Scaling.fit(sets["pool"])
        grid = SamplingGrid(n_points=waves.shape[1], step=params.step)
    except ValidationError as error:
        detail = error.errors()[0]
        key = "".join(f"{part}: " for part in detail["loc"])
        raise BadWavesError(f"{key}{detail['msg'].removeprefix('Value error, ')}") from error
    return WaveDataset(grid, {name: WaveSet(scaling.apply(part)) for name, part in sets.items()}, scaling)
