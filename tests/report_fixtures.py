"""Small inputs of the report, and its tables as lists of cells."""

from typing import Any

import numpy as np

from sinegan.reporting.detection import KnownCorruptions
from sinegan.reporting.inputs import ReportData
from sinegan.schema.corrupted import CorruptedScores
from sinegan.schema.scores import Evaluation, NoiseLevel, Score
from tests import small_recipes
from tests.score_fixtures import made, made_headlines

N, N_POINTS, N_BINS = 12, 20, 11
LAW = {
    "n_points": N_POINTS,
    "step": 0.1,
    "offset": {"low": 0.0, "high": 100.0},
    "multiplier": {"low": 1.0, "high": 2.0},
}
GRID = {"n_points": N_POINTS, "step": 1.0}


def cells(table: str) -> list[list[str]]:
    """The cells of a Markdown table row by row, without padding and without the row of dashes."""
    head, _, *rows = ([cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines())
    return [head, *rows]


def tables(text: str) -> list[list[list[str]]]:
    """All tables in a text."""
    blocks = ([line for line in block.splitlines() if line.startswith("|")] for block in text.split("\n\n"))
    return [cells("\n".join(lines)) for lines in blocks if lines]


def scores(*, has_law: bool = True, **headlines: dict[str, Any]) -> list[Score]:
    """All headline scores, and one that has no value and no baseline."""
    return [
        *made_headlines(has_law=has_law, **headlines).values(),
        made("tstr_100/error_ratio", value=None, baseline_repeats=1),
    ]


def report_data(
    *, has_law: bool = True, all_scores: list[Score] | None = None, n_channels: int = 1, **recipe: Any
) -> ReportData:
    """Inputs of the report, with random arrays; `recipe` replaces fields of ``models/recipe.json``."""
    shape = (N_POINTS,) if n_channels == 1 else (N_POINTS, n_channels)
    evaluation = Evaluation(
        recipe="small",
        evaluate={"seed": 1, "n_waves": 12_345, "n_pairwise": 100, "n_classifier": 60, "classifier_repeats": 3},
        scores=all_scores or scores(has_law=has_law),
        effective_bits=1.5 if has_law else None,
        curve=[NoiseLevel(sigma=sigma, accuracy={"boosted_trees": 0.9 - sigma}) for sigma in (0.0, 0.1, 0.2)],
    )
    corrupted = [_corrupted("none", 0.0, 0.1), _corrupted("white noise", 0.1, 2.0), _corrupted("white noise", 0.2, 9.0)]
    trained: dict[str, Any] = {"name": "small", "n_points": N_POINTS, "recipe": small_recipes.article().model_dump()}
    trained["scaling"] = None if has_law else {"low": 0.0, "high": 2.0}
    trained |= {} if n_channels == 1 else {"n_channels": n_channels}
    rng = np.random.default_rng(1)
    return ReportData(
        evaluation=evaluation,
        calibration=KnownCorruptions(law=LAW, corrupted=corrupted)
        if has_law
        else KnownCorruptions(law=GRID, corrupted=[]),
        recipe=trained | recipe,
        figure_data=_for_any(rng, shape) | (_with_law(rng) if has_law else for_series(rng, n_channels)),
        history={name: rng.random(6) + 0.1 for name in ("discriminator_loss", "generator_loss")}
        | {name: rng.random(6) for name in ("real_accuracy", "generated_accuracy")},
        snapshots={"waves": rng.random((3, 8, *shape)), "steps": np.array([0, 3, 6])},
    )


def _corrupted(name: str, strength: float, distance: float) -> CorruptedScores:
    return CorruptedScores(
        name=name,
        unit="" if name == "none" else "y",
        strength=strength,
        scores={"quality/sinad_db": 1.0},
        distances={"quality/sinad_db": distance},
    )


def _for_any(rng: np.random.Generator, shape: tuple[int, ...]) -> dict[str, np.ndarray]:
    spectra = ("real_spectrum", "generated_spectrum", "lowest_spectrum", "highest_spectrum")
    return {
        "x": 0.1 * np.arange(N_POINTS),
        "real_waves": rng.random((N, *shape)),
        "generated_waves": rng.random((N, *shape)),
        "nn_distance": rng.random(N),
        "nn_distance_of_real": rng.random(N),
        "radii": np.array([0.01, 0.03]),
        "max_radius": np.array(0.1),
        "frequency": np.arange(float(N_BINS)),
    } | {name: rng.random(N_BINS) for name in spectra}


def for_series(rng: np.random.Generator, n_channels: int = 1) -> dict[str, np.ndarray]:
    """What only series of an unknown distribution have."""
    sides = ("real", "generated", "reference")
    return {
        "histogram_edges": np.tile(np.linspace(0, 1, 5), (n_channels, 1)),
        **{f"{side}_{name}": rng.random((N, 2)) for side in sides[:2] for name in ("pca", "tsne")},
        **{f"{side}_histogram": rng.random((n_channels, 4)) for side in sides},
        **{f"{side}_autocorrelation": rng.random((n_channels, N_BINS)) for side in sides},
    }


def _with_law(rng: np.random.Generator) -> dict[str, np.ndarray]:
    return {
        "sinad": 10 * rng.random(N),
        "phase": rng.random(N),
        "omega": 1 + rng.random(N),
        "valid": np.arange(N) < 3,
        "constrained_rms": rng.random(N),
        "real_phase": rng.random(N),
        "real_omega": 1 + rng.random(N),
        "phase_edges": np.linspace(0, 2 * np.pi, 4),
        "omega_edges": np.linspace(1.0, 2.0, 3),
        "cell_counts": np.array([[0, 2], [1, 0], [0, 0]]),
        "residual_by_point": rng.random(N_POINTS),
        "residual_by_frequency": rng.random(N_BINS),
    }
