"""All figures of the report, by name."""

from collections.abc import Mapping
from typing import Any

from matplotlib.figure import Figure
from numpy.typing import NDArray

from sinegan.reporting import classifier_figures, detection, figures, score_figures
from sinegan.reporting.detection import KnownFaults
from sinegan.schema.scores import Evaluation, headlines

Arrays = Mapping[str, NDArray[Any]]


def draw(
    data: Arrays, history: Arrays, film: Arrays, evaluation: Evaluation, known: KnownFaults, *, seed: int
) -> dict[str, Figure]:
    """Draw the figures: four fewer where no law is known.

    Parameters
    ----------
    data
        As models/figure_data.npz has it.
    history
        A value per epoch in each column.
    film
        ``waves`` ``(pictures, waves, n_points)`` and ``epochs`` ``(pictures,)``.
    evaluation, known
        The scores, and which known faults they detect.
    seed
        Of the waves shown at random.
    """
    drawn = {
        "waves": figures.waves(data, seed=seed),
        "spectra": score_figures.spectra(data),
        "ladder": classifier_figures.ladder(evaluation.curve, headlines(evaluation.scores)["sigma_star"]),
        "article": figures.article(data),
        "losses": figures.losses(history),
        "film": figures.film(data["x"], film["waves"], film["epochs"]),
    }
    if known.has_law:
        keys = [score.key for score in evaluation.scores]
        drawn |= {
            "plane": score_figures.plane(data),
            "residuals": score_figures.residuals(data),
            "precision_recall": score_figures.precision_recall(data),
            "calibration": classifier_figures.calibration(*detection.distances(known.impaired, keys)),
        }
    return drawn
