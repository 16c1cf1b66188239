"""Style and writing of all figures."""

from pathlib import Path

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.figure import Figure

from sinegan.io.files import FileProblemError
from sinegan.reporting import style


@style.styled
def drawn() -> Figure:
    figure, axes = style.panels(2, 2, (4, 3))
    axes[3].plot(np.arange(9.0), np.sin(np.arange(9.0)), label="a line")
    axes[3].legend()
    axes[3].set(title="title", xlabel="x")
    return figure


def test_panels_come_row_by_row_in_that_size() -> None:
    figure, axes = style.panels(2, 3, (5, 4))
    positions = [(axis.get_subplotspec().rowspan.start, axis.get_subplotspec().colspan.start) for axis in axes]
    assert positions == [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2)]
    assert figure.axes == axes
    assert figure.get_size_inches().tolist() == [5, 4]


@pytest.mark.parametrize("shared", ["x", "y"])
def test_axes_are_shared_on_request(shared: str) -> None:
    for share in (True, False):
        _, (left, right) = style.panels(1, 2, (4, 2), **{f"share{shared}": share})
        left.set(**{f"{shared}lim": (3, 7)})
        assert (right.get_xlim() if shared == "x" else right.get_ylim()) == ((3, 7) if share else (0, 1))


def test_one_panel_is_a_list_of_one() -> None:
    _, axes = style.panels(1, 1, (4, 2))
    assert len(axes) == 1


def test_real_and_generated_have_different_colours() -> None:
    assert mpl.colors.to_rgb(style.REAL) != mpl.colors.to_rgb(style.GENERATED)


def test_drawing_changes_no_global_style(tmp_path: Path) -> None:
    with mpl.rc_context():
        mpl.rcdefaults()
        before = dict(mpl.rcParams)
        style.write(str(tmp_path / "a.png"), drawn())
        assert dict(mpl.rcParams) == before


def test_panels_have_our_style() -> None:
    axis = drawn().axes[3]
    assert axis.xaxis.label.get_fontsize() == axis.get_xticklabels()[0].get_fontsize() == 9
    assert axis.get_xgridlines()[0].get_visible()


def test_titles_and_legends_have_our_style() -> None:
    axis = drawn().axes[3]
    assert axis.title.get_fontsize() == 9
    assert axis.get_legend().get_texts()[0].get_fontsize() == 8


def test_the_users_settings_do_not_show() -> None:
    with mpl.rc_context({"font.size": 20.0, "axes.facecolor": "red", "legend.frameon": True}):
        axis = drawn().axes[3]
    assert axis.xaxis.label.get_fontsize() == 9
    assert axis.get_facecolor() == (1, 1, 1, 1)


def test_written_twice_the_bytes_are_equal(tmp_path: Path) -> None:
    for copy in ("one.png", "two.png"):
        style.write(str(tmp_path / copy), drawn())
    one = (tmp_path / "one.png").read_bytes()
    assert one == (tmp_path / "two.png").read_bytes()
    assert one.startswith(b"\x89PNG")
    assert b"atplotlib" not in one  # whose version would change the bytes
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one.png", "two.png"]


def test_another_figure_has_other_bytes(tmp_path: Path) -> None:
    figure = drawn()
    style.write(str(tmp_path / "one.png"), figure)
    figure.axes[3].lines[0].set_ydata(np.cos(np.arange(9.0)))
    style.write(str(tmp_path / "two.png"), figure)
    assert (tmp_path / "one.png").read_bytes() != (tmp_path / "two.png").read_bytes()


def test_folders_are_made_and_what_cannot_be_written_is_named(tmp_path: Path) -> None:
    style.write(str(tmp_path / "a/b.png"), drawn())
    assert (tmp_path / "a/b.png").is_file()
    with pytest.raises(FileProblemError, match=r"b\.png could not be written"):
        style.write(str(tmp_path / "a/b.png/c/b.png"), drawn())
