"""The figure of the snapshots shows whole rows from first to last, and each noise vector in its shade."""

import pytest

from sinegan.reporting import wave_figures
from sinegan.waves.law import Law
from tests.reporting.figures.drawn import draw, lowest


@pytest.mark.parametrize(("n_snapshots", "n_panels"), [(1, 1), (3, 3), (4, 4), (11, 8), (12, 12), (40, 12)])
def test_whole_rows_of_snapshots_are_shown_from_first_to_last(law: Law, n_snapshots: int, n_panels: int) -> None:
    titles = [axis.get_title() for axis in draw("snapshots", law, n_snapshots=n_snapshots).axes]
    assert len(titles) == len(set(titles)) == n_panels
    assert titles[0] == "step 0"
    assert titles[-1] == f"step {50 * (n_snapshots - 1):,}"


def test_a_noise_vector_keeps_its_shade_and_no_other_has_it(law: Law) -> None:
    shades = [[tuple(line.get_color()) for line in axis.lines] for axis in draw("snapshots", law).axes]
    assert all(row == shades[0] for row in shades)
    assert len(set(shades[0])) == 8
    assert shades[0][0] == wave_figures._SHADES(0.0)


@pytest.mark.parametrize("n_snapshots", [5, 11])
def test_each_column_of_snapshots_is_labelled_below(law: Law, n_snapshots: int) -> None:
    bottom = lowest(draw("snapshots", law, n_snapshots=n_snapshots))
    assert [axis.get_xlabel() for axis in bottom] == ["x"] * 4
    assert all(axis.xaxis.get_tick_params()["labelbottom"] for axis in bottom)
