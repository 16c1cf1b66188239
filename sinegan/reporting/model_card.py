"""The model card: what the generator is for, what it was trained on, how good it is, and where it fails.

After M. Mitchell et al., "Model Cards for Model Reporting" (2019), arXiv 1810.03993.
"""

from collections.abc import Mapping
from typing import Any

from sinegan.reporting.report import floor, interval, number, value
from sinegan.schema.scores import Score

NEEDED = ("name", "n_points", "recipe", "scaling")
"""Keys of models/recipe.json that the card tells of."""

_FAILURES = {
    "reference_sinad_median_db": "waves are sines of the law to {value} dB only",
    "valid_share": "a share of {value} of the waves are valid sines, the rest are not",
    "coverage": "a share of {value} of the phase-frequency plane is reached, the rest never",
    "ks_frequency": "frequencies do not follow the law (Kolmogorov-Smirnov distance {value})",
    "ks_phase": "phases do not follow the law (Kolmogorov-Smirnov distance {value})",
    "nearer_to_training": "distances to the training waves are not those of fresh waves ({value} instead of 1/2)",
    "judge_accuracy": "a judge tells the waves from real ones in a share of {value} of cases",
    "sigma_star": "a judge tells them until white noise of {value} hides the difference",
}
"""What it means that a headline score is flagged, in the order of the headlines."""


def card(trained: Mapping[str, Any], axis: Mapping[str, Any], headlines: Mapping[str, Score]) -> str:
    """Markdown: use, law, training, headline scores with their intervals, known failures, seed and licence.

    Parameters
    ----------
    trained
        As in models/recipe.json.
    axis
        ``n_points`` and ``step`` of the training waves; ``offset`` and ``multiplier`` too, if they follow the law.
    headlines
        Each headline score by its name.
    """
    recipe, name, n_points = trained["recipe"], trained["name"], trained["n_points"]
    kept = "averaged over steps" if recipe["averaging"] else "not averaged"
    return "\n".join(
        [
            f"- **Model:** the generator of the recipe `{name}`, seed {recipe['seed']}: "
            f"{recipe['generator']['noise_dim']} numbers of U(0, 1) become a wave of {n_points} points.",
            "- **Use:** teaching, and a benchmark of generative models. It draws waves like those below and no others; "
            "they are no measurements.",
            f"- **{_law(axis) if 'offset' in axis else _heights(trained['scaling'])}",
            f"- **Training:** {recipe['epochs']} steps of each network; each step of the discriminator sees "
            f"{recipe['n_samples']} real and as many generated waves. The last weights are kept, {kept}; nothing was "
            "chosen by its scores.",
            f"- **Known failures:** {_failures(headlines)}.",
            "- **Not told here:** how another seed comes out; for the committed recipes see `study/report.md`.",
            "- **Licence:** MIT.",
            "",
            "| headline | this model | 95 % interval | floor |",
            "|---|--:|--:|--:|",
            *(_row(name, score) for name, score in headlines.items()),
        ]
    )


def _law(law: Mapping[str, Any]) -> str:
    step, offset, multiplier = law["step"], law["offset"], law["multiplier"]
    return (
        f"Law:** y = sin(offset + x multiplier) / 2 + 1/2 at x = 0, {step:g}, ... {step * (law['n_points'] - 1):g}; "
        f"offset ~ U({offset['low']:g}, {offset['high']:g}), "
        f"multiplier ~ U({multiplier['low']:g}, {multiplier['high']:g})."
    )


def _heights(scaling: Mapping[str, float]) -> str:
    low, high = scaling["low"], scaling["high"]
    return f"Law:** none known; waves of a file, whose heights from {low:.6g} to {high:.6g} are 0 to 1 in all scores."


def _row(name: str, score: Score) -> str:
    return f"| {name} | {value(score)} | {interval(score)} | {floor(score)} |"


def _failures(headlines: Mapping[str, Score]) -> str:
    found = [
        _FAILURES[name].format(value=number(score.value))
        for name, score in headlines.items()
        if score.flagged and score.value is not None
    ]
    return "; ".join(found) or "none that a headline score tells from real waves"
