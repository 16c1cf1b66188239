"""Say what a user's file of series is understood as, and plot twelve of them."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from sinegan.datasets import description, prepare, readers
from sinegan.datasets.user_series import UserSeries
from sinegan.io import console, params
from sinegan.waves.options import Waves

N_PLOTTED = 12
_LENGTH = 256
"""Points of a plotted window, if params.yaml has none."""


def check_data(path: str, plot: str) -> None:
    """Print what a file holds, how it would be split and scaled, and what may be wrong.

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
    if series.layout == "record" and options.window is None:
        words, warnings = description.of_series(series), [*series.warnings, prepare.no_window(series)]
    else:
        prepared = prepare.prepare(options, series)
        words, warnings = prepared.words, prepared.warnings
    console.echo("\n".join(words))
    examples = _examples(series, options.window.length if options.window else _LENGTH, options.seed)
    _plot(plot, examples)
    console.echo(f"plotted {len(examples)} of them, at random: {plot}")
    console.warn(warnings)


def _examples(series: UserSeries, length: int, seed: int) -> NDArray[np.float64]:
    """Some series, or some windows of a record."""
    values = series.values
    if series.layout == "record":
        views = sliding_window_view(values, min(length, len(values)), axis=0)
        values = views if views.ndim == 2 else views.transpose(0, 2, 1)
    rows = np.random.default_rng(seed).choice(len(values), min(N_PLOTTED, len(values)), replace=False)
    return values[np.sort(rows)]


def _plot(path: str, examples: NDArray[np.float64]) -> None:
    from sinegan.reporting import style, wave_figures

    style.write(path, wave_figures.samples(examples, color=style.REAL))
