"""Windows of one long record: which blocks of it are learnt from, at every offset."""

from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Self

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray
from pydantic import Field, model_validator

from sinegan.schema.strict import StrictModel

_MAX_LISTED, _MAX_VALUES = 20_000, 10_000_000
"""Limits of `WindowSet.waves`: of windows, and of values in them."""


class Window(StrictModel):
    """How a record is cut: ``waves.window`` in params.yaml.

    Attributes
    ----------
    length
        Points per window, which is a series for the networks.
    block
        Points per block. Each block is learnt from or held out as a whole, and no window crosses from one block to the
        next. None for about forty blocks, each of at least four windows; fewer and shorter ones of a short record.
    """

    length: Annotated[int, Field(ge=8, le=4096)]
    block: Annotated[int, Field(ge=8, le=1_000_000_000)] | None = None

    @model_validator(mode="after")
    def _block_holds_a_window(self) -> Self:
        if self.block is not None and self.block < self.length:
            raise ValueError(f"block ({self.block}) must hold at least one window: raise it to length ({self.length})")
        return self


@dataclass(frozen=True)
class WindowSet:
    """All windows of some blocks, at every offset, without a copy of any.

    Attributes
    ----------
    blocks
        float32, ``(n_blocks, block)`` or ``(n_blocks, block, n_channels)``, values about [0, 1].
    length
        Points per window.
    """

    blocks: NDArray[np.float32]
    length: int

    @property
    def per_block(self) -> int:
        """Number of windows in a block."""
        return self.blocks.shape[1] - self.length + 1

    def __len__(self) -> int:
        """Number of windows."""
        return len(self.blocks) * self.per_block

    @cached_property
    def waves(self) -> NDArray[np.float32]:
        """Windows at even distances, ``(n, length)`` or ``(n, length, n_channels)``: all, or at most 20,000.

        For scores that compare with training series: neighbouring windows are nearly the same.
        """
        values = self.length * int(np.prod(self.blocks.shape[2:]))
        return spread(self.blocks, self.length, max(1, min(_MAX_LISTED, _MAX_VALUES // values)))


def spread(blocks: NDArray[np.float32], length: int, n: int) -> NDArray[np.float32]:
    """At most `n` windows of blocks, at even distances over all of them, as a copy."""
    views = sliding_window_view(blocks, length, axis=1)
    views = views if blocks.ndim == 2 else views.transpose(0, 1, 3, 2)
    total = views.shape[0] * views.shape[1]
    chosen = np.arange(total) if total <= n else np.linspace(0, total - 1, n).astype(np.int64)
    return np.ascontiguousarray(views[chosen // views.shape[1], chosen % views.shape[1]])
