"""The sentences of the overview of series whose distribution is unknown."""

from types import SimpleNamespace
from typing import Any

from sinegan.reporting.summary import overview
from tests.fixtures.scores import made, made_headlines

VALUES = {
    "precision": (0.97, 0.95),
    "recall": (0.8309, 0.95),
    "density": (1.02, 0.92),
    "coverage": (0.884, 0.9412),
    "spectral_distance_db": (0.613, 0.452),
    "memorization": (0.52, 0.5),
    "c2st_accuracy": (0.77, 0.51),
    "noise_threshold": (0.1, 0.0),
}
"""Value and baseline of each headline; only the accuracy is flagged."""


def text(*, with_baselines: bool = True, spread: float = 0.3, **changes: dict[str, Any]) -> str:
    """The overview of `VALUES` with other fields of some scores."""
    rows = {
        name: (
            {"value": value, "baseline": baseline, "flagged": name == "c2st_accuracy"}
            if with_baselines
            else {"value": value, "baseline": None}
        )
        | changes.get(name, {})
        for name, (value, baseline) in VALUES.items()
    }
    std = made("diversity/std_per_point", value=spread, baseline=0.354)
    scores = [*made_headlines(has_law=False, **rows).values(), std]
    return overview(SimpleNamespace(scores=scores, effective_bits=None))


def test_the_whole_overview() -> None:
    assert text() == (
        "**97 % of the generated series are near real ones (other real series: 95 %), and 88.4 % of the real series "
        "have a generated one beside them (other real series: 94.1 %).** "
        "The strongest classifier is correct for 77 % of the series (other real series: 51 %); 50 % is guessing. "
        "The mean spectra differ by 0.613 dB (other real series: 0.452 dB). "
        "Memorization: 0.52 (real series: 0.5; copies would raise it). "
        "1 of 8 headline scores are more than five standard deviations from the baseline."
    )


def test_without_baselines_the_values_stand_alone() -> None:
    message = text(with_baselines=False)
    assert "real series: " not in message
    assert "are near real ones, and 88.4 % of the real series have a generated one beside them.**" in message
    assert "Memorization: 0.52 (copies would raise it)." in message
    assert message.endswith("No score can be flagged: there is no baseline to compare with.")


def test_that_all_series_are_alike_is_said_first() -> None:
    assert text(spread=0.05).startswith(
        "**All series are nearly alike: they differ by 0.05 at a point, real series by "
    )


def test_copies_are_named_and_without_training_series_nothing_is_known() -> None:
    copies = text(memorization={"value": 0.9, "flagged": True})
    assert "0.9 (real series: 0.5), so series are nearer to training series than fresh ones are: they " in copies
    assert "are copies, a few series repeated, or have less noise than real ones." in copies
    assert "Memorization: unknown without the training series." in text(memorization={"value": None})
