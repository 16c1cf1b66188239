"""The pictures of README: what they show, and that they say which result it is."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from benchmarks import pictures
from sinegan.io import files, paths
from tests.fixtures.reports import N, report_data


def test_waves_above_and_phase_and_frequency_below() -> None:
    data = report_data().figure_data
    waves, plane = pictures.picture(data, "small").axes
    assert len(waves.lines) == pictures.N_WAVES
    assert waves.get_title() == "recipe small: 8 random waves"
    real, generated, *bounds = plane.lines
    assert real.get_xdata().tolist() == data["real_phase"].tolist()
    assert generated.get_ydata().tolist() == data["omega"].tolist()
    assert [line.get_ydata()[0] for line in bounds] == [1.0, 2.0]


def test_the_file_is_sharp_at_350_pixels_and_says_which_result_it_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    data = dict(report_data().figure_data) | {"sinad": np.linspace(10, 20, N)}
    files.write_arrays(paths.FIGURE_DATA, data)
    files.write_json(paths.RECIPE, {"name": "small"})
    pictures.main()
    with Image.open("docs/pictures/small.png") as picture:
        assert picture.width == 2 * 350
        assert picture.info["Description"] == "sinad_db 15"
