"""The files that the report is made of."""

from pathlib import Path

import numpy as np
import pytest

from sinegan.io import files, paths
from sinegan.io.files import FileProblemError
from sinegan.reporting import inputs
from sinegan.reporting.inputs import ReportData
from tests.fixtures.reports import report_data

FILES = (paths.METRICS, paths.CALIBRATION, paths.RECIPE, paths.FIGURE_DATA, paths.HISTORY, paths.SNAPSHOTS)


def write(data: ReportData) -> None:
    files.write_json(paths.METRICS, data.evaluation.model_dump())
    files.write_json(paths.CALIBRATION, data.calibration.model_dump() | {"baselines": {}, "sizes": {}})
    files.write_json(paths.RECIPE, data.recipe)
    files.write_arrays(paths.FIGURE_DATA, data.figure_data)
    files.write_table(paths.HISTORY, list(data.history), np.stack(list(data.history.values()), axis=1))
    files.write_arrays(paths.SNAPSHOTS, data.snapshots)


@pytest.fixture
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.usefixtures("_in_an_empty_folder")
@pytest.mark.parametrize("has_law", [True, False])
def test_what_was_written_is_read(has_law: bool) -> None:
    written = report_data(has_law=has_law)
    write(written)
    data = inputs.read()
    assert data.evaluation == written.evaluation
    assert data.calibration == written.calibration
    assert data.recipe == written.recipe
    for name in ("figure_data", "history", "snapshots"):
        arrays, expected = getattr(data, name), getattr(written, name)
        assert arrays.keys() == expected.keys()
        for key in arrays:
            np.testing.assert_array_equal(arrays[key], expected[key])


@pytest.mark.usefixtures("_in_an_empty_folder")
@pytest.mark.parametrize("path", FILES)
def test_a_missing_file_is_named(path: str) -> None:
    write(report_data())
    Path(path).unlink()
    with pytest.raises(FileProblemError, match=path):
        inputs.read()


@pytest.mark.usefixtures("_in_an_empty_folder")
def test_arrays_that_require_a_distribution_must_exist_if_it_is_known() -> None:
    data = report_data()
    write(data)
    files.write_arrays(
        paths.FIGURE_DATA, {name: data.figure_data[name] for name in data.figure_data if name != "sinad"}
    )
    with pytest.raises(FileProblemError, match="it lacks sinad"):
        inputs.read()
