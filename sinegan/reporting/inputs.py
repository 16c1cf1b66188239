"""The files that a report is made of."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from numpy.typing import NDArray

from sinegan.io import files, paths
from sinegan.reporting.detection import KnownCorruptions
from sinegan.reporting.figure_names import HISTORY, SNAPSHOTS, needed
from sinegan.schema.scores import Evaluation

Arrays = Mapping[str, NDArray[Any]]

RECIPE = ("name", "n_points", "recipe", "scaling")
"""Keys of models/recipe.json that the model card uses."""


@dataclass(frozen=True, eq=False)
class ReportData:
    """All inputs of the report.

    Attributes
    ----------
    evaluation
        The scores.
    calibration
        The distribution of the real waves, if it is known, and the scores of corrupted waves.
    recipe
        Content of ``models/recipe.json``.
    figure_data
        Arrays of ``models/figure_data.npz``.
    history
        Columns of ``models/history.csv``, a value per step.
    snapshots
        ``waves`` ``(snapshots, waves, n_points)`` and ``steps`` ``(snapshots,)``.
    """

    evaluation: Evaluation
    calibration: KnownCorruptions
    recipe: Mapping[str, Any]
    figure_data: Arrays
    history: Arrays
    snapshots: Arrays


def read() -> ReportData:
    """Read the inputs.

    Raises
    ------
    FileProblemError
        A file cannot be read, or lacks something.
    """
    calibration = files.read_model(paths.CALIBRATION, KnownCorruptions)
    return ReportData(
        evaluation=files.read_model(paths.METRICS, Evaluation),
        calibration=calibration,
        recipe=files.read_json(paths.RECIPE, RECIPE),
        figure_data=files.read_arrays(paths.FIGURE_DATA, needed(requires_law=calibration.has_law)),
        history=files.read_table(paths.HISTORY, HISTORY),
        snapshots=files.read_arrays(paths.SNAPSHOTS, SNAPSHOTS),
    )
