"""Figures of series whose distribution is unknown."""

import numpy as np
import pytest

from sinegan.reporting import figures, series_figures
from sinegan.reporting.series_figures import FileUnits
from tests.fixtures.reports import N_BINS, N_POINTS, N, for_series, report_data


def units(n_channels: int = 1, low: object = 0.0, high: object = 1.0, **more: object) -> FileUnits:
    return FileUnits.of({"n_channels": n_channels, "scaling": {"low": low, "high": high}, **more})


@pytest.mark.parametrize(("n_channels", "panels"), [(1, 1), (3, 3), (9, 4)])
def test_a_panel_for_each_of_up_to_four_channels(n_channels: int, panels: int) -> None:
    data = for_series(np.random.default_rng(0), n_channels)
    for draw in (series_figures.autocorrelation, series_figures.histograms):
        axes = draw(data, units(n_channels)).axes
        assert len(axes) == panels
        assert [axis.get_title() for axis in axes] == (
            [""] if panels == 1 else [f"channel {number + 1}" for number in range(panels)]
        )
        labels = [text.get_text() for text in axes[0].get_legend().get_texts()]
        assert labels == ["other real", "real", "generated"]


def test_autocorrelations_are_drawn_by_lag() -> None:
    data = for_series(np.random.default_rng(0), 2)
    lines = {line.get_label(): line for line in series_figures.autocorrelation(data, units(2)).axes[1].lines}
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
    axes = series_figures.side_by_side(data, units(sides[0] if sides else 1), seed=1).axes
    assert len(axes) == 6, "no more rows than series"
    for number, axis in enumerate(axes):
        assert len(axis.lines) == (sides[0] if sides else 1)
        assert set(axis.lines[0].get_ydata()) == {number % 2}


def test_channels_have_the_names_of_the_file() -> None:
    file = units(2, columns=["load", "temp"])
    data = for_series(np.random.default_rng(0), 2) | {
        "x": np.arange(7.0), "real_waves": np.zeros((3, 7, 2)), "generated_waves": np.ones((3, 7, 2)),
    }  # fmt: skip
    assert [axis.get_title() for axis in series_figures.autocorrelation(data, file).axes] == ["load", "temp"]
    assert [axis.get_xlabel() for axis in series_figures.histograms(data, file).axes] == ["load", "temp"]
    (legend,) = series_figures.side_by_side(data, file, seed=1).legends
    assert [text.get_text() for text in legend.get_texts()] == ["load", "temp"]


def test_one_channel_is_drawn_in_the_units_of_the_file() -> None:
    data = {"x": np.arange(7.0), "real_waves": np.full((3, 7), 0.5), "generated_waves": np.ones((3, 7))}
    for file, middle in ((units(1, 10.0, 20.0), 15.0), (units(1, [10.0] * 7, [14.0] * 7), 12.0)):
        axis = series_figures.side_by_side(data, file, seed=1).axes[0]
        assert set(axis.lines[0].get_ydata()) == {middle}


def test_histograms_are_in_the_units_of_the_file_and_keep_their_area() -> None:
    data = for_series(np.random.default_rng(0), 2)
    axes = series_figures.histograms(data, units(2, [0.0, 10.0], [2.0, 30.0])).axes
    steps = axes[1].patches[0].get_data()
    np.testing.assert_allclose(steps.edges[[0, -1]], [10, 30])
    np.testing.assert_allclose(steps.values, data["reference_histogram"][1] / 20)


@pytest.mark.parametrize(
    ("file", "label"),
    [(units(1), "y"), (units(1, [0.0] * 7, [1.0] * 7), "y (scaled to [0, 1])"),
     (units(2, [[0.0, 0.0]] * 7, [[1.0, 1.0]] * 7), "channel 1 (scaled to [0, 1])"),
     (units(2, [0.0, 0.0], [1.0, 1.0]), "channel 1")],
)  # fmt: skip
def test_points_with_scalings_of_their_own_have_no_common_unit(file: FileUnits, label: str) -> None:
    assert file.label(0) == label
    if "scaled" in label:
        assert file.range_of(0) == (0.0, 1.0)


def test_of_several_channels_the_snapshots_show_the_first() -> None:
    drawn = figures.draw(report_data(has_law=False, n_channels=2), seed=1)["snapshots"]
    assert len(drawn.axes[0].lines) == 8
    assert len(drawn.axes[0].lines[0].get_ydata()) == N_POINTS
    assert drawn.axes[0].get_ylabel() == "channel 1 (scaled)"


def test_frequencies_are_in_cycles_per_point() -> None:
    data = report_data(has_law=False)
    axis = figures.draw(data, seed=1)["spectra"].axes[0]
    assert axis.get_xlabel() == "frequency (cycles per point)"
    np.testing.assert_allclose(axis.lines[0].get_xdata(), data.figure_data["frequency"][1:] * 0.1 / (2 * np.pi))
