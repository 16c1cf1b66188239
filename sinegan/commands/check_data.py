"""Say what a user's file of series is understood as, plot twelve of them, and name the commands that learn them."""

import re
import shlex
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from sinegan.datasets import description, prepare, readers, table
from sinegan.datasets.numpy_files import file_of
from sinegan.datasets.period import Period, period
from sinegan.datasets.table import Columns
from sinegan.datasets.user_series import UserSeries
from sinegan.io import console, params, paths
from sinegan.waves.options import Waves
from sinegan.waves.windows import Window

N_PLOTTED = 12
_LENGTH = 256
"""Points of a plotted window, if params.yaml has none."""
_FEW_POINTS = 200
"""A record of fewer points is too short to be learnt."""
_SHORT, _LONG, _PLAIN = 32, 512, 128
"""Points of windows that are proposed: at least, of one repetition at most, and without a repetition."""
_CROP = 80
"""That of the recipe record."""
_OF_ROWS = {"recipe": "series", "waves.scaling": "per_point"}
_UNQUOTED = re.compile(r"(?!(null|true|false|nan|inf)$)[a-z_][\w./:-]*", re.ASCII | re.IGNORECASE)
"""Texts that ``dvc exp run -S`` takes for texts without quotes."""


def check_data(path: str, plot: str, columns: str | None = None) -> None:
    """Print what a file holds, how it would be split and scaled, what may be wrong, and how to train on it.

    Parameters
    ----------
    path
        Of the file, with the keys of ``waves`` in params.yaml for how to read it.
    plot
        Path of a PNG with `N_PLOTTED` of the series, chosen at random.
    columns
        Names or numbers, from 1, of the columns to learn from, separated by commas. None for ``waves.columns`` in
        params.yaml.

    Raises
    ------
    BadSeriesError
        Nothing can be learnt from it, or `columns` are none of its columns.
    """
    options = params.section("waves", Waves)
    wanted = None if columns is None else table.columns_of(path, columns)
    series = readers.read(path, columns=wanted or options.columns, is_record=options.window is not None)
    repeats = period(series.values) if series.layout == "record" else None
    if series.layout == "record" and options.window is None:
        notes, warnings = description.of_series(series), series.warnings
        if len(series.values) < _FEW_POINTS:  # rows of few points may be meant
            warnings = [*warnings, prepare.no_window(series)]
    else:
        prepared = prepare.prepare(options, series)
        notes, warnings = prepared.notes, prepared.warnings
    console.echo("\n".join([*notes, *_repeats(repeats, series)]))
    examples = _examples(series, options.window.length if options.window else _LENGTH, options.seed)
    _plot(plot, examples, series)
    what = "windows" if series.layout == "record" else "series"
    console.echo(f"plotted {len(examples)} {what}, at random: {plot}")
    console.warn(warnings)
    of_kind = _of_record(series, options, repeats) if series.layout == "record" else _OF_ROWS
    console.echo("\n".join(_next(path, wanted, of_kind)))


def _repeats(repeats: Period | None, series: UserSeries) -> list[str]:
    if repeats is None:
        return []
    where = f" of {series.columns[repeats.channel]}" if series.columns and series.n_channels > 1 else ""
    return [f"repeats about every {repeats.points} points (autocorrelation{where}: {repeats.correlation:.2f})"]


def _next(path: str, columns: Columns | None, of_kind: Mapping[str, object]) -> list[str]:
    """The commands that train on it, with settings for rows or for a record."""
    file = file_of(path)
    name = f"{paths.USER_DATA}/{Path(file).name}"
    there = Path(file).resolve().parent == Path(paths.USER_DATA).resolve()
    sets = {"waves.source": _quoted(name + path.removeprefix(file))}
    if columns is not None:
        sets["waves.columns"] = f"[{','.join(map(_quoted, columns))}]"
    settings = " ".join(f"-S {shlex.quote(f'{key}={value}')}" for key, value in (sets | dict(of_kind)).items())
    copy = [] if there else [f"  cp {shlex.quote(file)} {paths.USER_DATA}/"]
    return ["to train on it:", *copy, f"  git add {shlex.quote(name)}", f"  dvc exp run {settings}"]


def _quoted(value: str | int) -> str:
    """As ``dvc exp run -S`` reads it: a number, or a text, in quotes unless it is plain."""
    if isinstance(value, int) or _UNQUOTED.fullmatch(value):
        return str(value)
    text = value.replace('"', '\\"')
    return f'"{text}"'


def _of_record(series: UserSeries, options: Waves, repeats: Period | None) -> Mapping[str, object]:
    """Windows of about one repetition, if params.yaml has none, and a crop of at least one."""
    points = repeats.points if repeats else 0
    length = -(-_SHORT // points) * points if 0 < points <= _LONG else _PLAIN
    window = options.window or Window(length=length)
    sets: dict[str, object] = {
        "recipe": "record",
        "waves.window": f"{{length: {window.length}, block: {window.block or 'null'}}}",
    }
    if series.n_channels > 1:
        sets["waves.scaling"] = "per_channel"
    if points > _CROP:
        sets["recipes.record.generator.crop"] = points
    return sets


def _examples(series: UserSeries, length: int, seed: int) -> NDArray[np.float64]:
    """Some series, or some windows of a record."""
    values = series.values
    if series.layout == "record":
        views = sliding_window_view(values, min(length, len(values)), axis=0)
        values = views if views.ndim == 2 else views.transpose(0, 2, 1)
    rows = np.random.default_rng(seed).choice(len(values), min(N_PLOTTED, len(values)), replace=False)
    return values[np.sort(rows)]


def _plot(path: str, examples: NDArray[np.float64], series: UserSeries) -> None:
    from sinegan.reporting import style, wave_figures

    names = series.columns if series.n_channels > 1 else None
    style.write(path, wave_figures.samples(examples, color=style.REAL, names=names))
