"""Split one long record: whole blocks are learnt from, at every offset, or held out."""

import numpy as np
from numpy.typing import NDArray

from sinegan.datasets.errors import BadSeriesError
from sinegan.waves.draw import HeldOutWindows
from sinegan.waves.windows import Window, WindowSet, spread

_BLOCKS = 40
"""About so many, if the user does not say how long they are."""
_GROUP = 5
"""Of as many consecutive blocks, one is held out for each of two sets."""
_MIN_BLOCKS, _FEW_BLOCKS = 2 * _GROUP, 20
"""Two blocks to a held-out set: one to train classifiers on, one to test them on."""
_STARTS = 8
"""Held-out windows per length of a window: more would hardly differ from each other."""
_MIN_WINDOWS = 50
"""In each held-out set, and in any half of the blocks of both, which baselines compare."""

Blocks = NDArray[np.floating]


def cut(record: NDArray[np.float64], window: Window) -> tuple[Blocks, list[str]]:
    """The record as blocks, ``(n_blocks, block)`` or ``(n_blocks, block, n_channels)``, without a copy, and warnings.

    Raises
    ------
    BadSeriesError
        The record is too short.
    """
    n, length = len(record), window.length
    block = window.block or max(2 * length, min(4 * length, n // _MIN_BLOCKS), n // _BLOCKS)
    n_blocks = n // block
    if n_blocks < _MIN_BLOCKS:
        raise BadSeriesError(
            f"{n:,} points are {n_blocks} blocks of {block:,}; at least {_MIN_BLOCKS} are needed, to learn from and to "
            f"hold out: shorten waves.window.block{'' if window.block else ' or length'}, or bring a longer record"
        )
    block = block if window.block else n // n_blocks
    warnings = []
    if n_blocks < _FEW_BLOCKS:
        warnings.append(f"{n_blocks} blocks are few: scores will depend on which of them are held out")
    left = n - n_blocks * block
    if left >= length:
        warnings.append(f"the last {left:,} points are not used, since they fill no block of {block:,}")
    return record[: n_blocks * block].reshape(n_blocks, block, *record.shape[1:]), warnings


def assign(n_blocks: int, seed: int) -> dict[str, NDArray[np.intp]]:
    """The numbers of the blocks of each set: of each five in a row, one for test and one for reference, at random."""
    rng = np.random.default_rng(seed)
    sets: dict[str, list[int]] = {"pool": [], "test": [], "reference": []}
    for start in range(0, n_blocks, _GROUP):
        group = rng.permutation(np.arange(start, min(start + _GROUP, n_blocks)))
        whole = len(group) == _GROUP  # the last, smaller group is learnt from
        sets["test"] += [*group[:1]] if whole else []
        sets["reference"] += [*group[1:2]] if whole else []
        sets["pool"] += [*group[2:]] if whole else [*group]
    return {name: np.sort(np.array(numbers, np.intp)) for name, numbers in sets.items()}


def held_out(blocks: NDArray[np.float32], numbers: NDArray[np.intp], length: int, limit: int) -> HeldOutWindows:
    """Windows of held-out blocks, eight or more to the length of a window, but at most `limit`, in random order.

    Parameters
    ----------
    blocks
        Of this set, scaled.
    numbers
        Of these blocks in the record.
    length
        Points per window.
    limit
        Of windows.
    """
    windows = WindowSet(blocks, length)
    as_many_each = -(-_MIN_WINDOWS // len(blocks)) * len(blocks)  # or half of all held-out blocks might hold fewer
    wanted = max(_STARTS * blocks.shape[1] // length * len(blocks), as_many_each)
    n = min(len(windows), limit, wanted)
    if n < _MIN_WINDOWS:
        raise BadSeriesError(
            f"the held-out blocks hold {n} windows, fewer than {_MIN_WINDOWS}: make blocks longer than windows, "
            "in waves.window, or bring a longer record"
        )
    of_block = np.repeat(numbers.astype(np.int64), windows.per_block)
    places = np.arange(len(windows)) if len(windows) <= n else np.linspace(0, len(windows) - 1, n).astype(np.int64)
    order = np.random.default_rng(n).permutation(n)  # scores of the first windows must see all blocks
    return HeldOutWindows(spread(blocks, length, n)[order], of_block[places][order])
