"""Batches as TimeGAN draws them: for each step some random series, none twice."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

SIZE = 128
"""Series of each side per step."""
_VALUES = 4_000_000
"""In a chunk: 16 MB."""


class Batches:
    """Random batches for several networks.

    Parameters
    ----------
    sides
        Series ``(n, n_points, n_channels)``, and the rows that each network may see, ``(repeats, any)``.
    rng
        Random numbers.
    """

    def __init__(self, sides: Sequence[tuple[NDArray[np.float32], NDArray[np.intp]]], rng: np.random.Generator) -> None:
        self._sides, self._rng = sides, rng

    @property
    def shape(self) -> tuple[int, ...]:
        """Of a step: ``(repeats, size, n_points, n_channels)``, both sides together."""
        (series, rows), *_ = self._sides
        return rows.shape[0], sum(self._sizes), *series.shape[1:]

    @property
    def labels(self) -> NDArray[np.float32]:
        """Of the series of a step, ``(size,)``: 1 for the first side, 0 for others."""
        return np.repeat(np.array([1, *[0] * (len(self._sizes) - 1)], np.float32), self._sizes)

    @property
    def _sizes(self) -> list[int]:
        """Series of each side: a side that has fewer than `SIZE` gives all."""
        return [min(SIZE, rows.shape[1]) for _, rows in self._sides]

    def chunks(self, steps: int) -> Iterator[NDArray[np.float32]]:
        """Batches of some steps, ``(some, repeats, size, n_points, n_channels)``: one side after the other."""
        some = max(1, _VALUES // int(np.prod(self.shape)))
        for start in range(0, steps, some):
            yield np.stack([self._batch() for _ in range(min(some, steps - start))])

    def _batch(self) -> NDArray[np.float32]:
        return np.concatenate([self._of(series, rows) for series, rows in self._sides], axis=1)

    def _of(self, series: NDArray[np.float32], rows: NDArray[np.intp]) -> NDArray[np.float32]:
        size = min(SIZE, rows.shape[1])
        chosen = [some[self._rng.choice(len(some), size, replace=False, shuffle=False)] for some in rows]
        return series[np.stack(chosen)]
