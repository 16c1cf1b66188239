"""All figures of the report, by name."""

import numpy as np
from matplotlib.figure import Figure

from sinegan.reporting import classifier_figures, detection, score_figures, series_figures, wave_figures
from sinegan.reporting.inputs import ReportData
from sinegan.schema.scores import headlines


def draw(data: ReportData, *, seed: int) -> dict[str, Figure]:
    """Draw the figures; some require that the distribution of the waves is known.

    Parameters
    ----------
    data
        The inputs of the report.
    seed
        Of the random choice of waves.
    """
    evaluation, arrays = data.evaluation, dict(data.figure_data)
    if not data.calibration.has_law:
        arrays["x"] = np.arange(len(arrays["x"]))
    threshold = headlines(evaluation.scores)["noise_threshold"]
    drawn = {
        "spectra": score_figures.spectra(arrays),
        "noise_threshold": classifier_figures.noise_threshold(evaluation.curve, threshold),
        "losses": wave_figures.losses(data.history),
        "snapshots": wave_figures.snapshots(arrays, data.snapshots["waves"], data.snapshots["steps"]),
    }
    if data.calibration.has_law:
        keys = [score.key for score in headlines(evaluation.scores).values()]
        corruptions, scores, distances = detection.distances(data.calibration.corrupted, keys)
        drawn |= {
            "waves": wave_figures.waves(arrays, seed=seed),
            "article": wave_figures.article(arrays),
            "phase_frequency": score_figures.phase_frequency(arrays),
            "residuals": score_figures.residuals(arrays),
            "precision_recall": score_figures.precision_recall(arrays),
            "calibration": classifier_figures.calibration(
                corruptions, [key.rpartition("/")[2] for key in scores], distances
            ),
        }
    else:
        drawn |= {
            "side_by_side": series_figures.side_by_side(arrays, seed=seed),
            "maps": series_figures.maps(arrays),
            "autocorrelation": series_figures.autocorrelation(arrays),
            "histograms": series_figures.histograms(arrays),
        }
    return drawn
