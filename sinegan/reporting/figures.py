"""All figures of the report, by name."""

import numpy as np
from matplotlib.figure import Figure

from sinegan.reporting import classifier_figures, detection, score_figures, series_figures, wave_figures
from sinegan.reporting.inputs import ReportData
from sinegan.schema.scores import headlines


def draw(data: ReportData, *, seed: int) -> dict[str, Figure]:
    """Draw the figures; those of the article's waves and those of series of a user's file have only some in common.

    Parameters
    ----------
    data
        The inputs of the report.
    seed
        Of the random choice of waves.
    """
    return _of_waves(data, seed) if data.calibration.has_law else _of_series(data, seed)


def _of_waves(data: ReportData, seed: int) -> dict[str, Figure]:
    evaluation, arrays = data.evaluation, data.figure_data
    of_headlines = headlines(evaluation.scores)
    keys = [score.key for score in of_headlines.values()]
    corruptions, scores, distances = detection.distances(data.calibration.corrupted, keys)
    return {
        "spectra": score_figures.spectra(arrays),
        "noise_threshold": classifier_figures.noise_threshold(evaluation.curve, of_headlines["noise_threshold"]),
        "losses": wave_figures.losses(data.history),
        "snapshots": wave_figures.snapshots(arrays["x"], data.snapshots["waves"], data.snapshots["steps"]),
        "waves": wave_figures.waves(arrays, seed=seed),
        "article": wave_figures.article(arrays),
        "phase_frequency": score_figures.phase_frequency(arrays),
        "residuals": score_figures.residuals(arrays),
        "precision_recall": score_figures.precision_recall(arrays),
        "calibration": classifier_figures.calibration(
            corruptions, [key.rpartition("/")[2] for key in scores], distances
        ),
    }


def _of_series(data: ReportData, seed: int) -> dict[str, Figure]:
    evaluation, file = data.evaluation, series_figures.FileUnits.of(data.recipe)
    arrays = dict(data.figure_data)
    step = arrays["x"][1] - arrays["x"][0]
    arrays |= {"x": np.arange(len(arrays["x"])), "frequency": arrays["frequency"] * step / (2 * np.pi)}
    threshold = headlines(evaluation.scores)["noise_threshold"]
    return {
        "side_by_side": series_figures.side_by_side(arrays, file, seed=seed),
        "maps": series_figures.maps(arrays),
        "spectra": score_figures.spectra(arrays, xlabel="frequency (cycles per point)"),
        "autocorrelation": series_figures.autocorrelation(arrays, file),
        "histograms": series_figures.histograms(arrays, file),
        "noise_threshold": classifier_figures.noise_threshold(evaluation.curve, threshold, has_law=False),
        "losses": wave_figures.losses(data.history, waves="series"),
        "snapshots": series_figures.snapshots(arrays["x"], data.snapshots["waves"], data.snapshots["steps"], file),
    }
