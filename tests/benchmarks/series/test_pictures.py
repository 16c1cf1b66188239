"""The pictures of the pages on series."""

from typing import Any

import numpy as np
import pytest

from benchmarks.series import pictures, trainings
from benchmarks.series.data import DATA_SETS
from sinegan.reporting import series_figures

NAME = "TimeGAN's Sines"


@pytest.mark.trains
def test_drawn_series_have_the_shape_of_learnt_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trainings, "N_DRAWN", 20)
    data = trainings.prepared(NAME, DATA_SETS[NAME])
    drawn = trainings.train(data, trainings.recipe("series", 1), seed=0)
    assert drawn.series.shape == (20, 24, 5)


def test_generated_series_are_shown_as_they_are_given(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: dict[str, Any] = {}
    monkeypatch.setattr(series_figures, "side_by_side", lambda arrays, _file, seed: shown.update(arrays))  # noqa: ARG005
    data, drawn = trainings.prepared(NAME, DATA_SETS[NAME]), np.random.default_rng(0).random((200, 24, 5), np.float32)
    next(pictures.figures(data, drawn))
    np.testing.assert_array_equal(shown["generated_waves"], drawn)
    assert shown["real_waves"].shape[1:] == drawn.shape[1:]
