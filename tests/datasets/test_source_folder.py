"""The source of the waves is a file in the folder that DVC watches."""

from pathlib import Path

import numpy as np
import pytest

from sinegan.datasets import readers
from sinegan.datasets.errors import BadSeriesError
from sinegan.waves.law import Law
from tests.datasets.series_files import WAVES, options


def test_without_a_source_there_are_no_series(law: Law) -> None:
    assert readers.load_user_series(options(law), "user_data") is None


def test_a_source_is_read_only_from_the_folder_that_dvc_watches(
    law: Law, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for folder in ("user_data", "elsewhere"):
        Path(folder).mkdir()
        np.save(f"{folder}/a.npy", WAVES)
    series = readers.load_user_series(options(law, source="user_data/a.npy"), "user_data")
    assert series is not None
    np.testing.assert_array_equal(series.values, WAVES)
    for path in ("elsewhere/a.npy", "user_data/../elsewhere/a.npy", "user_data"):
        with pytest.raises(BadSeriesError, match="is not in user_data/, which DVC watches; move it there"):
            readers.load_user_series(options(law, source=path), "user_data")


def test_a_file_that_only_the_original_folder_has_is_reported_with_a_fix(
    law: Law, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """DVC runs experiments in a temporary copy of the files that git or DVC knows; ``DVC_ROOT`` is the original."""
    for folder in ("original/user_data", "copy/user_data"):
        (tmp_path / folder).mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "copy")
    monkeypatch.setenv("DVC_ROOT", str(tmp_path / "original"))
    params = options(law, source="user_data/a.npz:waves")
    with pytest.raises(BadSeriesError, match=r"user_data/a\.npz:waves cannot be read \(No such file or directory\)"):
        readers.load_user_series(params, "user_data")
    np.savez(tmp_path / "original/user_data/a.npz", waves=WAVES)
    with pytest.raises(BadSeriesError) as caught:
        readers.load_user_series(params, "user_data")
    assert str(caught.value) == (
        "user_data/a.npz is not in DVC's temporary copy, which holds only files that git or DVC knows; "
        "run 'git add user_data/a.npz' (or 'dvc add user_data/a.npz' and 'git add user_data/a.npz.dvc'), "
        "then this command again"
    )
