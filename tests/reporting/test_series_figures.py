"""Figures of series whose distribution is unknown."""

import numpy as np
import pytest

from sinegan.reporting import series_figures
from tests.report_fixtures import N_BINS, N, for_series


@pytest.mark.parametrize(("n_channels", "panels"), [(1, 1), (3, 3), (9, 4)])
def test_a_panel_for_each_of_up_to_four_channels(n_channels: int, panels: int) -> None:
    data = for_series(np.random.default_rng(0), n_channels)
    for draw in (series_figures.autocorrelation, series_figures.histograms):
        axes = draw(data).axes
        assert len(axes) == panels
        assert [axis.get_title() for axis in axes] == (
            [""] if panels == 1 else [f"channel {number + 1}" for number in range(panels)]
        )
        labels = [text.get_text() for text in axes[0].get_legend().get_texts()]
        assert labels == ["other real", "real", "generated"]


def test_autocorrelations_are_drawn_by_lag() -> None:
    data = for_series(np.random.default_rng(0), 2)
    lines = {line.get_label(): line for line in series_figures.autocorrelation(data).axes[1].lines}
    np.testing.assert_array_equal(lines["generated"].get_xdata(), np.arange(N_BINS))
    np.testing.assert_array_equal(lines["generated"].get_ydata(), data["generated_autocorrelation"][1])
    np.testing.assert_array_equal(lines["other real"].get_ydata(), data["reference_autocorrelation"][1])


def test_both_sides_are_in_both_maps() -> None:
    data = for_series(np.random.default_rng(0))
    for axis, name in zip(series_figures.maps(data).axes, ("pca", "tsne"), strict=True):
        for points, side in zip(axis.collections, ("real", "generated"), strict=True):
            assert points.get_label() == f"{side} ({N})"
            np.testing.assert_array_equal(points.get_offsets(), data[f"{side}_{name}"])


@pytest.mark.parametrize("sides", [(), (2,)])
def test_real_series_are_left_and_generated_ones_right(sides: tuple[int, ...]) -> None:
    shape = (3, 7, *sides)
    data = {"x": np.arange(7.0), "real_waves": np.zeros(shape), "generated_waves": np.ones(shape)}
    axes = series_figures.side_by_side(data, seed=1).axes
    assert len(axes) == 6, "no more rows than series"
    for number, axis in enumerate(axes):
        assert len(axis.lines) == (sides[0] if sides else 1)
        assert set(axis.lines[0].get_ydata()) == {number % 2}
