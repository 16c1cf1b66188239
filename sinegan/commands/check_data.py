"""Say what a user's file of series is understood as, plot twelve of them, and name the commands that learn them."""

import shlex
from pathlib import Path

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from sinegan.datasets import description, prepare, readers
from sinegan.datasets.period import Period, period
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


def check_data(path: str, plot: str) -> None:
    """Print what a file holds, how it would be split and scaled, what may be wrong, and how to train on it.

    Parameters
    ----------
    path
        Of the file, with the keys of ``waves`` in params.yaml for how to read it.
    plot
        Path of a PNG with `N_PLOTTED` of the series, chosen at random.

    Raises
    ------
    BadSeriesError
        Nothing can be learnt from it.
    """
    options = params.section("waves", Waves)
    series = readers.read(path, columns=options.columns, is_record=options.window is not None)
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
    console.echo("\n".join(_next(path, series, options, repeats)))


def _repeats(repeats: Period | None, series: UserSeries) -> list[str]:
    if repeats is None:
        return []
    where = f" of {series.columns[repeats.channel]}" if series.columns and series.n_channels > 1 else ""
    return [f"repeats about every {repeats.points} points (autocorrelation{where}: {repeats.correlation:.2f})"]


def _next(path: str, series: UserSeries, options: Waves, repeats: Period | None) -> list[str]:
    """The commands that train on it."""
    name = f"{paths.USER_DATA}/{Path(path).name}"
    there = Path(path).resolve().parent == Path(paths.USER_DATA).resolve()
    sets = {"waves.source": name} | (_of_record(series, options, repeats) if series.layout == "record" else _OF_ROWS)
    settings = " ".join(f"-S {shlex.quote(f'{key}={value}')}" for key, value in sets.items())
    copy = [] if there else [f"  cp {shlex.quote(path)} {paths.USER_DATA}/"]
    return ["to train on it:", *copy, f"  git add -N {shlex.quote(name)}", f"  dvc exp run {settings}"]


def _of_record(series: UserSeries, options: Waves, repeats: Period | None) -> dict[str, object]:
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
