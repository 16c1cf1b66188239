"""The results on series as tables in Markdown."""

import statistics
from collections.abc import Mapping
from typing import Any, NamedTuple

from sinegan.reporting.formatting import median_and_range, short
from sinegan.reporting.markdown_tables import markdown
from sinegan.schema.headlines import headlines_of

Entry = Mapping[str, Any]

PUBLISHED = (
    ("TimeGAN", "0.011 ± 0.008", "0.093 ± 0.019"),
    ("TimeVAE", "0.041 ± 0.044", "0.093 ± 0.000"),
    ("Diffwave", "0.017 ± 0.008", ""),
    ("DiffTime", "0.013 ± 0.006", ""),
    ("Cot-GAN", "0.254 ± 0.137", ""),
    ("Diffusion-TS", "0.006 ± 0.007", "0.093 ± 0.000"),
    ("ST-Diff", "0.004 ± 0.005", "0.186 ± 0.004"),
)
"""Discriminative and predictive score on Sines, 24 points: table 1 of Diffusion-TS (Yuan & Qiao 2024, arXiv 2403.01742)
as quoted in the paper of ST-Diff, whose own row is the last. Only numbers that were read there."""


class Row(NamedTuple):
    """A row of a table: name of the score, what it is, and whether its fraction of the baseline is shown."""

    name: str
    note: str
    relative: bool = False


_CLASSIFIERS = (
    Row("c2st_accuracy", "accuracy of the strongest classifier"),
    Row("dense_accuracy", "of a dense classifier"),
    Row("series_cnn_accuracy", "of a convolutional classifier"),
    Row("boosted_trees_accuracy", "of boosted trees on values and spectrum"),
    Row("logistic_features_accuracy", "of a logistic regression on the spectrum"),
)
_NEIGHBOURS = tuple(
    Row(name, "", headline.better == "higher")
    for name, headline in headlines_of(has_law=False).items()
    if headline.family in ("sample", "spectrum", "memorization")
)
_SPREAD = (
    Row("least_spread", "spread at the point where it is least"),
    Row("spread", "spread, as a fraction of the learnt series'"),
    Row("spread_of_first_point", "the same at the first point"),
)
_COMPARED = {
    "discriminative": "discriminative",
    "predictive": "predictive",
    "strongest classifier": "c2st_accuracy",
    "convolutional": "series_cnn_accuracy",
    "spectra, dB": "spectral_distance_db",
}
"""Columns beside the published table, and the scores in them. The first two are published."""
_TIMEGAN = (Row("discriminative", "TimeGAN's score"), Row("predictive", "TimeGAN's score"))
_SECONDS = (Row("seconds", "of training"), Row("seconds_before", "before its first step"))


def overview(data: Mapping[str, Entry]) -> str:
    """The tables of all data sets, one below the other."""
    return "\n\n".join(f"{name}\n\n{table(entry)}" for name, entry in data.items() if entry["seeds"])


def table(entry: Entry) -> str:
    """A score per row: the median over trainings with the range, and the baseline."""
    rows = (*_CLASSIFIERS, *_NEIGHBOURS, *_SPREAD, *_TIMEGAN, *_SECONDS)
    n = len(entry["seeds"])
    header = (
        "score",
        f"median of {n} trainings (range)" if n > 1 else "one training",
        "baseline: other real series",
        "of the baseline",
    )
    return markdown(header, [_cells(row, entry) for row in rows if _values(row.name, entry)], "lrrr")


def timegan_table(entry: Entry) -> str:
    """The published scores, then those of the generators that were trained here, and of real series."""
    published = [(name, *numbers, "", "", "", "published") for name, *numbers in PUBLISHED]
    trained = [(f"recipe `{entry['made_of']['name']}`", entry["seeds"])]
    trained += [(peer["name"], peer["seeds"]) for peer in entry.get("peers", {}).values() if peer["seeds"]]
    here = [_compared(name, seeds) for name, seeds in sorted(trained, key=_discriminative)]
    real = ("*real series: one half against the other*", *_of_real(entry["baseline"]), "")
    return markdown(("generator", *_COMPARED, "trainings"), [*published, *here, real], "lrrrrrr")


def _compared(name: str, seeds: Mapping[str, Any]) -> tuple[str, ...]:
    values = [median_and_range(row[score] for row in seeds.values()) for score in _COMPARED.values()]
    return (name, *values, f"{len(seeds)} here")


def _discriminative(trained: tuple[str, Mapping[str, Any]]) -> float:
    return statistics.median(row["discriminative"] for row in trained[1].values())


def _of_real(baseline: Mapping[str, Mapping[str, float | None]]) -> list[str]:
    """Of TimeGAN's scores half the interval, of the classifiers' a standard deviation."""
    mean, sd = baseline["mean"], baseline["sd"]
    return [_with_width(mean.get(name), mean.get(f"{name}_half_width", sd.get(name))) for name in _COMPARED.values()]


def _with_width(value: float | None, width: float | None) -> str:
    return short(value) + ("" if width is None else f" ± {width:.1g}")


def _values(name: str, entry: Entry) -> list[float]:
    return [row[name] for row in entry["seeds"].values() if row.get(name) is not None]


def _cells(row: Row, entry: Entry) -> tuple[str, ...]:
    values, mean, sd = _values(row.name, entry), *(entry["baseline"][key].get(row.name) for key in ("mean", "sd"))
    baseline = "" if mean is None else _with_width(mean, sd)
    relative = f"{statistics.median(values) / mean:.2f}" if row.relative and mean else ""
    note = f" {row.note}" if row.note else ""
    return f"`{row.name}`{note}", median_and_range(values), baseline, relative
