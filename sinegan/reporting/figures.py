"""All figures of the report, by name."""

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
    arrays, evaluation = data.figure_data, data.evaluation
    threshold = headlines(evaluation.scores)["noise_threshold"]
    drawn = {
        "waves": wave_figures.waves(arrays, seed=seed),
        "spectra": score_figures.spectra(arrays),
        "noise_threshold": classifier_figures.noise_threshold(evaluation.curve, threshold),
        "article": wave_figures.article(arrays),
        "losses": wave_figures.losses(data.history),
        "snapshots": wave_figures.snapshots(arrays["x"], data.snapshots["waves"], data.snapshots["steps"]),
    }
    if data.calibration.has_law:
        distances = detection.distances(data.calibration.corrupted, [score.key for score in evaluation.scores])
        drawn |= {
            "phase_frequency": score_figures.phase_frequency(arrays),
            "residuals": score_figures.residuals(arrays),
            "precision_recall": score_figures.precision_recall(arrays),
            "calibration": classifier_figures.calibration(*distances),
        }
    else:
        drawn |= {
            "side_by_side": series_figures.side_by_side(arrays, seed=seed),
            "maps": series_figures.maps(arrays),
            "autocorrelation": series_figures.autocorrelation(arrays),
            "histograms": series_figures.histograms(arrays),
        }
    return drawn
