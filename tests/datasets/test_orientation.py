"""Axes in another order are recognised where only one reading fits."""

import numpy as np
import pytest

from sinegan.datasets import readers
from sinegan.datasets.errors import BadSeriesError
from sinegan.datasets.orientation import oriented

SERIES = np.arange(7.0 * 12).reshape(7, 12)
CHANNELS = np.arange(7.0 * 12 * 3).reshape(7, 12, 3)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        (SERIES, None),
        (SERIES.T, "(12, n) is taken as (n, 12), transposed"),
        (SERIES[..., None], "(n, 12, 1) is taken as (n, 12)"),
        (SERIES[:, None], "(n, 1, 12) is taken as (n, 12)"),
    ],
)
def test_series_of_one_channel(values, words) -> None:
    found, note = oriented(values, (12,))
    np.testing.assert_array_equal(found, SERIES)
    assert note == words


def test_series_of_several_channels() -> None:
    found, note = oriented(CHANNELS.swapaxes(1, 2), (12, 3))
    np.testing.assert_array_equal(found, CHANNELS)
    assert note == "(n, 3, 12) is taken as (n, 12, 3), transposed"
    assert oriented(CHANNELS, (12, 3))[1] is None


@pytest.mark.parametrize(
    ("values", "shape"),
    [
        (SERIES, (11,)),
        (CHANNELS, (12,)),
        (CHANNELS, (12, 4)),
        (SERIES, (12, 3)),
        (SERIES[:1], (7,)),
        (SERIES[0], (12,)),
    ],
)
def test_what_does_not_fit_is_left_as_it_is(values, shape) -> None:
    found, note = oriented(values, shape)
    assert found is values
    assert note is None


def test_as_many_series_as_points_are_not_transposed() -> None:
    square = SERIES[:, :7]
    assert oriented(square, (7,)) == (square, None)


def test_files_with_other_axes_are_read_with_a_word(tmp_path) -> None:
    path = str(tmp_path / "a.npy")
    waves = np.random.default_rng(0).normal(size=(30, 12))
    for values, words in ((waves.T, "transposed"), (waves[:, None], "(n, 1, 12) is taken as (n, 12)")):
        np.save(path, values)
        read = readers.read_rows(path, (12,))
        np.testing.assert_array_equal(read.values, waves)
        assert read.notes[-1].endswith(words)
        assert read.place(3, 4) == "series 4, point 5"
    np.savetxt(path.replace("npy", "csv"), waves.T, fmt="%.17g")
    np.testing.assert_array_equal(readers.read_rows(path.replace("npy", "csv"), (12,)).values, waves)
    np.save(path, waves)
    with pytest.raises(BadSeriesError, match="holds series of 12 points, the real ones have 13; give as many"):
        readers.read_rows(path, (13,))
