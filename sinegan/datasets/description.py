"""What was understood of a source of series, in words."""

import numpy as np

from sinegan.datasets.user_series import UserSeries
from sinegan.waves.dataset import WaveDataset
from sinegan.waves.options import Waves
from sinegan.waves.windows import WindowSet

_NAMED = 12
"""Channels that are described one by one."""
_SCALINGS = {
    "global": "lowest and highest value become 0 and 1",
    "per_channel": "lowest and highest value of each channel become 0 and 1",
    "per_point": "each point is standardised by its mean and standard deviation, then all values become 0 to 1",
}


def of_law(params: Waves) -> list[str]:
    """Lines about waves that are drawn."""
    return [
        "drawn from the law: y(x) = sin(offset + x * multiplier) / 2 + 1/2, "
        f"offset {params.offset.low:g} to {params.offset.high:g}, "
        f"multiplier {params.multiplier.low:g} to {params.multiplier.high:g}",
        f"{params.n_points} points per wave, {params.step:g} apart",
        f"{params.n_pool:,} training waves; held out: {params.n_test:,} test, {params.n_reference:,} reference",
    ]


def of_series(series: UserSeries) -> list[str]:
    """Lines about what a file holds."""
    low, high = series.values.min(), series.values.max()
    n, n_channels = len(series.values), series.n_channels
    if series.layout == "record":
        what = f"one record of {n:,} points" + (f" with {n_channels} channels" if n_channels > 1 else "")
    else:
        length = f"{series.values.shape[1]} points" + (f" and {n_channels} channels" if n_channels > 1 else "")
        what = f"{n:,} series of {length}"
    return [*series.notes, f"{what}, values {low:.6g} to {high:.6g}", *_of_channels(series)]


def of_file(series: UserSeries, data: WaveDataset, params: Waves) -> list[str]:
    """Lines about what a file holds, and how it is split and scaled."""
    return [*of_series(series), *_of_sets(data), f"scaling {params.scaling}: {_SCALINGS[params.scaling]}"]


def text(notes: list[str], warnings: list[str]) -> str:
    """The lines as Markdown."""
    lines = [f"- {line}" for line in notes] + [f"- **warning:** {line}" for line in warnings]
    return "\n".join(["# Data", "", *lines, ""])


def _of_channels(series: UserSeries) -> list[str]:
    n = series.n_channels
    if n == 1:
        return []
    axes = tuple(range(series.values.ndim - 1))
    lows, highs = np.min(series.values, axis=axes), np.max(series.values, axis=axes)
    names = series.columns or [f"channel {number + 1}" for number in range(n)]
    channels = [f"{name} ({low:.6g} to {high:.6g})" for name, low, high in zip(names, lows, highs, strict=True)]
    more = f" and {n - _NAMED} more" if n > _NAMED else ""
    return [f"channels: {', '.join(channels[:_NAMED])}{more}"]


def _of_sets(data: WaveDataset) -> list[str]:
    pool, test, reference = (data.sets[name] for name in ("pool", "test", "reference"))
    held_out = f"held out: {len(test):,} test, {len(reference):,} reference"
    if not isinstance(pool, WindowSet):
        return [f"{len(pool):,} training series; {held_out}"]
    n_blocks, block = pool.blocks.shape[:2]
    return [
        f"windows of {pool.length} points: {len(pool):,} in {n_blocks} training blocks of {block:,} points, at every "
        f"offset; {held_out}, from other blocks"
    ]
