"""The sets of series that everything starts from: drawn from the law, or split from rows of a user's file."""

import numpy as np
from numpy.typing import NDArray

from sinegan.datasets.errors import BadSeriesError
from sinegan.waves.options import Waves

MIN_SERIES, FEW_SERIES = 200, 500
"""Distinct series: at least, and without a warning."""
_HELD_OUT, _HELD_OUT_OF_FEW, _ENOUGH = 0.1, 0.25, 100
"""Share of each held-out set; of few series more, up to this number."""

Rows = NDArray[np.intp]


def shares(n: int, params: Waves) -> dict[str, int]:
    """How many of `n` series each set gets: a tenth for each held-out set, but about 100; the pool has the others.

    The held-out sets are those that scores compare with, ``test``, and that give the baselines, ``reference``. No set
    gets more than the parameters allow.
    """
    held_out = round(max(_HELD_OUT * n, min(_ENOUGH, _HELD_OUT_OF_FEW * n)))
    test, reference = min(held_out, params.n_test), min(held_out, params.n_reference)
    return {"pool": min(n - test - reference, params.n_pool), "test": test, "reference": reference}


def split(series: NDArray[np.floating], params: Waves) -> tuple[dict[str, Rows], list[str]]:
    """Shuffle rows, and split them by `shares`.

    Returns
    -------
    dict
        Indices of the rows of each set.
    list of str
        What may be wrong.

    Raises
    ------
    BadSeriesError
        There are too few distinct series.
    """
    n, distinct = len(series), _distinct(series)
    if distinct < MIN_SERIES:
        in_columns = series.ndim == 2 and series.shape[1] >= MIN_SERIES
        hint = "; if each column is a series, transpose the table" if in_columns else ""
        raise BadSeriesError(f"{n} series, {distinct} of them distinct; give at least {MIN_SERIES} distinct{hint}")
    sizes = shares(n, params)
    order = np.random.default_rng(params.seed).permutation(n)
    ends = np.cumsum(list(sizes.values()))
    warnings = []
    if distinct < FEW_SERIES:
        warnings.append(
            f"{distinct} series are few: the scores will have wide intervals; {FEW_SERIES} or more are better"
        )
    if distinct < n:
        warnings.append(f"{n - distinct:,} series are copies of others: learnt and held-out series may be the same")
    if ends[-1] < n:
        warnings.append(f"{n - ends[-1]:,} series are not used; raise waves.n_pool to learn from them")
    return dict(zip(sizes, np.split(order[: ends[-1]], ends[:-1]), strict=True)), warnings


def _distinct(series: NDArray[np.floating]) -> int:
    """The number of different rows, by a hash of each, since sorting would copy them all."""
    return len({hash(row.tobytes()) for row in series})
