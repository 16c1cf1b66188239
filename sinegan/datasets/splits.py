"""The sets of waves that everything starts from: drawn, or shared out from those that somebody brings."""

import numpy as np
from numpy.typing import NDArray
from pydantic import ValidationError

from sinegan.waves.dataset import BadWavesError, Record
from sinegan.waves.draw import WaveSet, draw_sets
from sinegan.waves.law import Axis, Waves
from sinegan.waves.scaling import Scaling

SHARES = {"pool": 0.6, "test": 0.2, "reference": 0.2}
FEWEST = 500
"""So that a hundred are held out for each side of a score."""


def record(params: Waves, brought: NDArray[np.floating] | None) -> Record:
    """All sets: drawn by the law, or else shared out from the waves that the parameters' source holds.

    Raises
    ------
    BadWavesError
        As `share_out`; the text begins with the source.
    """
    if brought is None:
        return Record(params.law, draw_sets(params))
    try:
        return share_out(brought, params)
    except BadWavesError as error:
        raise BadWavesError(f"{params.source}: {error}") from error


def share_out(waves: NDArray[np.floating], params: Waves) -> Record:
    """Shuffle waves ``(n, n_points)``, share them out by `SHARES`, and scale them by those that a GAN learns from.

    A set takes no more waves than the parameters give it. Windows that overlap would make held-out waves known ones.

    Raises
    ------
    BadWavesError
        There are too few, hardly any two differ, they are too short or too long, or all their values are equal.
    """
    different = len(np.unique(waves, axis=0))
    if different < FEWEST:
        raise BadWavesError(f"{len(waves)} waves, {different} of them different; give at least {FEWEST} different ones")
    most = {name: getattr(params, f"n_{name}") for name in SHARES}
    ends = np.cumsum([round(share * len(waves)) for share in SHARES.values()])[:-1]
    rows = np.split(np.random.default_rng(params.seed).permutation(len(waves)), ends)
    sets = {name: waves[some[: most[name]]] for name, some in zip(SHARES, rows, strict=True)}
    try:
        scaling = Scaling.of(sets["pool"])
        axis = Axis(n_points=waves.shape[1], step=params.step)
    except ValidationError as error:
        fault = error.errors()[0]
        where = "".join(f"{part}: " for part in fault["loc"])
        raise BadWavesError(f"{where}{fault['msg'].removeprefix('Value error, ')}") from error
    return Record(axis, {name: WaveSet(scaling.apply(some)) for name, some in sets.items()}, scaling)
