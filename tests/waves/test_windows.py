"""Windows of blocks: all offsets, none across two blocks."""

import numpy as np
import pytest
from pydantic import ValidationError

from sinegan.waves import windows
from sinegan.waves.windows import Window, WindowSet, spread

BLOCKS = (np.arange(3)[:, None] * 100 + np.arange(20)).astype(np.float32)


def test_every_offset_of_every_block_is_a_window() -> None:
    found = WindowSet(BLOCKS, 8)
    assert (len(found), found.per_block) == (39, 13)
    starts = [100 * block + offset for block in range(3) for offset in range(13)]
    np.testing.assert_array_equal(found.waves, np.array(starts)[:, None] + np.arange(8))


def test_windows_keep_their_channels() -> None:
    both = np.stack([BLOCKS, -BLOCKS], axis=2)
    found = WindowSet(both, 8).waves
    assert found.shape == (39, 8, 2)
    np.testing.assert_array_equal(found[..., 0], WindowSet(BLOCKS, 8).waves)
    np.testing.assert_array_equal(found[..., 1], -found[..., 0])


def test_many_windows_are_thinned_evenly(monkeypatch: pytest.MonkeyPatch) -> None:
    found = spread(BLOCKS, 8, 5)
    np.testing.assert_array_equal(found[:, 0], [0, 9, 106, 202, 212])
    monkeypatch.setattr(windows, "_MAX_VALUES", 80)
    assert WindowSet(BLOCKS, 8).waves.shape == (10, 8)


@pytest.mark.parametrize("values", [{"length": 7}, {"length": 4_097}, {"length": 16, "block": 15}, {"block": 100}])
def test_a_window_that_is_none_is_refused(values: dict[str, int]) -> None:
    with pytest.raises(ValidationError):
        Window.model_validate(values)
