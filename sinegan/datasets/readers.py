"""Read a user's file of series, of any of the formats."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sinegan.datasets import orientation, user_series
from sinegan.datasets.errors import BadSeriesError
from sinegan.datasets.numpy_files import file_of, read_npy, read_npz
from sinegan.datasets.table import Columns, Table, chosen
from sinegan.datasets.user_series import UserSeries
from sinegan.io.repository import root
from sinegan.waves.options import Waves

_FORMATS = "CSV or another text table, .npy, .npz or .parquet"


def load_user_series(params: Waves, folder: str) -> UserSeries | None:
    """The series of the file ``waves.source``; None if it is not set.

    Raises
    ------
    BadSeriesError
        The file is not in `folder`, which is a dependency in dvc.yaml; or as for `read`.
    """
    source = params.source
    if source is None:
        return None
    if Path(folder).resolve() not in Path(source).resolve().parents:
        raise BadSeriesError(f"waves.source = {source!r} is not in {folder}/, which DVC watches; move it there")
    file = file_of(source)
    if not Path(file).exists() and (root() / file).exists():
        raise BadSeriesError(
            f"{file} is not in DVC's temporary copy, which holds only files that git or DVC knows; "
            f"run 'git add {file}' (or 'dvc add {file}' and 'git add {file}.dvc'), then this command again"
        )
    return read(source, columns=params.columns, is_record=params.window is not None)


def read(path: str, *, columns: Columns | None = None, is_record: bool = False) -> UserSeries:
    """The series in a file.

    Parameters
    ----------
    path
        Of a ``.npy`` array; of an ``.npz`` archive with a single array that fits, or with its key as in
        ``waves.npz:pool``; of a ``.parquet`` file; or else of a text table.
    columns
        Names or numbers, from 1, of the columns of a table to read. None for all that hold series.
    is_record
        Whether the columns of a table are channels of one record. Otherwise its rows are series, unless there are
        fewer than 8 columns.

    Raises
    ------
    BadSeriesError
        The file does not hold series of finite numbers; the message names the first bad place, and what to do.
    """
    suffix = Path(file_of(path)).suffix.lower()
    try:
        if suffix in {".npy", ".npz"}:
            content = _from_array(path, read_npy(path) if suffix == ".npy" else read_npz(path), columns)
        else:
            content = _table(path, suffix, columns)
    except OSError as error:
        reason = error.strerror or error
        raise BadSeriesError(f"{path} cannot be read ({reason}); name a file of {_FORMATS}") from error
    if isinstance(content, UserSeries):
        return content
    return user_series.from_table(path, content, is_record=is_record, all_wanted=columns is not None)


def read_rows(path: str, shape: tuple[int, ...] | None = None) -> UserSeries:
    """Rows of series of a shape ``(n_points,)`` or ``(n_points, n_channels)``; raises as `read`, and for others.

    Transposed series are taken as well, which a note says. Without a shape any is taken.
    """
    series = read(path) if shape is None else _oriented(read(path), shape)
    if series.layout == "record":
        n = series.n_channels
        raise BadSeriesError(
            f"{path}: {len(series.values):,} rows of {n} column{'' if n == 1 else 's'}: give one series per row, of at "
            "least 8 points; or a table with a column 'series' and a column for each channel"
        )
    if shape is not None and series.values.shape[1:] != shape:
        have, want = (" x ".join(map(str, sides)) for sides in (series.values.shape[1:], shape))
        raise BadSeriesError(f"{path} holds series of {have} points, the real ones have {want}; give as many")
    return series


def _oriented(series: UserSeries, shape: tuple[int, ...]) -> UserSeries:
    """The same with its axes in the expected order, if they can be brought there."""
    if series.layout == "record":
        return series
    values, note = orientation.oriented(series.values, shape)
    if note is None:
        return series
    notes = [*series.notes, f"{series.path}: {note}"]
    return UserSeries(series.path, values, "rows", None, user_series.place_in_array, notes, series.warnings)


def _table(path: str, suffix: str, columns: Columns | None) -> Table:
    if suffix in {".parquet", ".pq"}:
        from sinegan.datasets import parquet_files  # takes half a second

        return parquet_files.read(path, columns)
    from sinegan.datasets.text import tables  # pandas, too

    return tables.read(path, columns)


def _from_array(path: str, values: NDArray[np.float64], columns: Columns | None) -> UserSeries | Table:
    content = user_series.from_array(path, values, f"array of shape {values.shape}")
    if columns is None:
        return content
    if isinstance(content, UserSeries):
        raise BadSeriesError(f"{path} has no columns, since it is {values.shape}; omit waves.columns and --columns")
    selected = chosen(path, columns, None, content.values.shape[1])
    places = tuple(index + 1 for index in selected)
    return Table(content.values[:, selected], None, places, content.description, content.line)
