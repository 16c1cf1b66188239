"""Read tables of numbers from Parquet files."""

from pathlib import Path

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from pyarrow import parquet

from sinegan.datasets import table
from sinegan.datasets.errors import BadSeriesError
from sinegan.datasets.table import MAX_VALUES, Columns, Table
from sinegan.io.files import short

_INDEX = "__index_level_"
"""Begins the names that pandas gives to an index without a name."""


def read(path: str, wanted: Columns | None) -> Table:
    """The columns of numbers of a Parquet file.

    Parameters
    ----------
    path
        Of the file.
    wanted
        Names or numbers, from 1, of the columns to read. None for all, which must then hold numbers or times.

    Raises
    ------
    BadSeriesError
        It is no table of finite numbers; the message names row and column, and what to do.
    OSError
        It cannot be read.
    """
    try:
        with Path(path).open("rb") as stream, parquet.ParquetFile(stream) as stored:
            schema, n_rows = stored.schema_arrow, stored.metadata.num_rows
            selected = _selected(path, schema, wanted)
            if n_rows * len(selected) > MAX_VALUES:
                raise BadSeriesError(f"{path} holds more than {MAX_VALUES:,} numbers; take fewer rows or columns")
            columns = [_numbers(path, stored, schema, index) for index in selected]
    except (pa.ArrowException, OSError, ValueError, MemoryError) as error:
        if isinstance(error, OSError) and error.errno:
            raise
        raise BadSeriesError(f"{path} is no readable Parquet file ({short(error)}); write it again") from error
    if n_rows == 0:
        raise BadSeriesError(f"{path} holds no rows; give rows of numbers")
    names = tuple("" if schema.names[index].startswith(_INDEX) else schema.names[index] for index in selected)
    places = tuple(index + 1 for index in selected)
    times = [
        f"{table.column(index + 1, field.name)} holds times"
        for index, field in enumerate(schema)
        if wanted is None and _is_time(field)
    ]
    return Table(np.stack(columns, axis=1), names, places, "Parquet", lambda row: f"row {row + 1}", times)


def _selected(path: str, schema: pa.Schema, wanted: Columns | None) -> list[int]:
    """The columns to read."""
    selected = table.chosen(path, wanted, schema.names, len(schema)) if wanted is not None else None
    for index, field in enumerate(schema):
        used = index in selected if selected is not None else not _is_time(field)
        if used and not _is_number(field):
            place = table.column(index + 1, field.name)
            raise BadSeriesError(
                f"{path}, row 1, {place} holds {field.type}, no numbers; name the columns of numbers in "
                "waves.columns or with --columns"
            )
    selected = [index for index, field in enumerate(schema) if not _is_time(field)] if selected is None else selected
    if not selected:
        raise BadSeriesError(f"{path} has no columns of numbers; add one")
    return selected


def _numbers(path: str, stored: parquet.ParquetFile, schema: pa.Schema, index: int) -> NDArray[np.float64]:
    """One column, float64 ``(n_rows,)``."""
    column = stored.read([schema.names[index]], use_threads=False).column(0).cast(pa.float64(), safe=False)
    values: NDArray[np.float64] = column.to_numpy()
    bad = np.flatnonzero(~np.isfinite(values))
    if len(bad):
        place = f"{path}, row {bad[0] + 1}, {table.column(index + 1, schema.names[index])}"
        problem = f"{values[bad[0]]:g}" if np.isinf(values[bad[0]]) else "a missing value"
        raise BadSeriesError(f"{place} is {problem}; fill it in (pandas: interpolate) or leave its row out")
    return values


def _is_number(field: pa.Field) -> bool:
    kind = field.type
    return pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind)


def _is_time(field: pa.Field) -> bool:
    return bool(pa.types.is_temporal(field.type))
