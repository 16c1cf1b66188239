"""The tables of README and docs that are made of committed results.

    python -m tests.committed.doc_tables        writes them again, in place (make docs-tables)

A page marks where: ``<!-- table: NAME -->`` before, ``<!-- end -->`` after.
"""

import json
import re
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml

from benchmarks import fresh_or_pool, speed, study_scale, time_to_quality
from benchmarks.anchors import table as anchors
from benchmarks.following import table as following
from benchmarks.leaderboard import seconds as our_seconds
from benchmarks.series import tables as series
from sinegan.benchmark import table as leaderboard
from sinegan.benchmark.leaderboard import PATH as LEADERBOARD
from sinegan.benchmark.leaderboard import Leaderboard
from sinegan.io.yaml import Loader
from sinegan.reporting import detection, markdown_tables, summary
from sinegan.reporting.formatting import median_and_range, short
from sinegan.reporting.markdown_tables import markdown
from sinegan.schema.scores import Evaluation, headlines
from sinegan.studies.report import median
from tests.faults.table import table as faults_table

Read = Callable[[str], bytes]
"""The content of a file of the repository: at HEAD, or in the work tree."""

BLOCK = re.compile(r"(<!-- table: ([a-z-]+) -->\n)(.*?)(<!-- end -->)", re.DOTALL)
_QUALITY = ("sinad_db", "valid_fraction", "grid_coverage", "noise_threshold")
_DISTRIBUTION = ("ks_frequency", "ks_phase", "memorization", "c2st_accuracy")
_ABLATION = ("sinad_db", "grid_coverage", "ks_frequency", "noise_threshold")
_ALSO_OF_THE_ARTICLE = ("diversity/std_per_point", "spectrum/spectral_distance_db")


def _json(read: Read, path: str) -> Any:
    return json.loads(read(path))


def _evaluation(read: Read) -> Evaluation:
    return Evaluation.model_validate_json(read("reports/metrics.json"))


def _study(read: Read, name: str) -> dict[str, Any]:
    """Results by recipe, in the order of the study."""
    arms = _json(read, f"studies/{name}/results.json")["arms"]
    names = [arm["name"] for arm in yaml.load(read(f"studies/{name}/params.yaml"), Loader)["study"]["arms"]]  # noqa: S506
    return {name: arms[name] for name in names}


def _baselines(read: Read) -> Mapping[str, float]:
    return {score.name: score.baseline or 0.0 for score in headlines(_evaluation(read).scores).values()}


def _medians(read: Read, study: str, names: Iterable[str], *, spread: bool, first: str = "recipe") -> str:
    names, arms, baselines = list(names), _study(read, study), _baselines(read)
    rows = [
        (_code(study, arm), *(median(result["headlines"][name], spread=spread) for name in names))
        for arm, result in arms.items()
    ]
    real = ("*real waves*", *(short(baselines[name]) for name in names))
    return markdown((first, *(f"`{name}`" for name in names)), [*rows, real], "l" + "r" * len(names))


def _code(study: str, arm: str) -> str:
    return f"`{arm}`" if study == "recipes" else arm


def recipe_costs(read: Read) -> str:
    """What the trainings of each recipe took, and how many diverged."""
    curves = _json(read, "benchmarks/time_to_quality.json")["curves"]
    rows = [
        (
            f"`{name}`",
            str(len(arm["trials"])),
            str(arm["failed"]),
            median_and_range(our_seconds(curves[name])),
            str(arm["n_configs_tried"]),
        )
        for name, arm in _study(read, "recipes").items()
    ]
    return markdown(("recipe", "trainings", "failed", "seconds", "settings tried"), rows, "lrrrr")


def article_scores(read: Read) -> str:
    """Headline scores of the committed run, and two more."""
    scores = _evaluation(read).scores
    shown = [*headlines(scores).values(), *(score for score in scores if score.key in _ALSO_OF_THE_ARTICLE)]
    return markdown_tables.headline_table(shown)


def corruptions(read: Read) -> str:
    """Which headline score detects which corruption."""
    known = detection.KnownCorruptions.model_validate_json(read("reports/calibration.json"))
    keys = [score.key for score in headlines(_evaluation(read).scores).values()]
    return markdown_tables.detection_table(detection.detected_by(known.corrupted, keys))


def baselines(read: Read) -> str:
    """The headline scores of real waves."""
    scores = headlines(_evaluation(read).scores)
    rows = [(f"`{name}`", scores[name].bounds, scores[name].best, short(scores[name].baseline)) for name in scores]
    return markdown(("score", "range", "best", "real waves"), rows, "lllr")


def fault_counts(read: Read) -> str:
    """One sentence."""
    results = _json(read, "benchmarks/faults.json")
    tried, survived = (sum(row[count] for row in results["rows"]) for count in ("tried", "survived"))
    return f"Of {tried:,} injected faults of {len(results['rows'])} kinds, {survived:,} were survived."


def _series(read: Read, name: str) -> Any:
    """The results on a data set."""
    return _json(read, "benchmarks/series.json")["data"][name]


TABLES: Mapping[str, Callable[[Read], str]] = {
    "recipes": lambda read: _medians(read, "recipes", _QUALITY, spread=False),
    "recipes-quality": lambda read: _medians(read, "recipes", _QUALITY, spread=True),
    "recipes-distribution": lambda read: _medians(read, "recipes", _DISTRIBUTION, spread=True),
    "recipe-costs": recipe_costs,
    "ablation": lambda read: _medians(read, "ablation", _ABLATION, spread=True, first="recipe, with what is added"),
    "article-verdict": lambda read: summary.overview(_evaluation(read)),
    "article-scores": article_scores,
    "baselines": baselines,
    "corruptions": corruptions,
    "fresh-or-pool": lambda read: fresh_or_pool.table(_json(read, "benchmarks/fresh_or_pool.json")),
    "time-to-quality": lambda read: time_to_quality.table(_json(read, "benchmarks/time_to_quality.json")["curves"]),
    "no-gan": lambda read: anchors.table(_json(read, "benchmarks/anchors.json")["anchors"]),
    "following": lambda read: following.table(_json(read, "benchmarks/following.json")),
    "study-scale": lambda read: study_scale.table(_json(read, "benchmarks/study_scale.json")),
    "speed": lambda read: speed.table(_json(read, "benchmarks/speed.json")),
    "series-ecg": lambda read: series.table(_series(read, "electrocardiogram")),
    "series-days": lambda read: series.table(_series(read, "ItalyPowerDemand")),
    "series-timegan": lambda read: series.table(_series(read, "TimeGAN's Sines")),
    "series-timegan-published": lambda read: series.timegan_table(_series(read, "TimeGAN's Sines")),
    "fault-counts": fault_counts,
    "benchmark-numbers": lambda _read: leaderboard.baselines(),
    "leaderboard": lambda read: leaderboard.scores(Leaderboard.model_validate_json(read(LEADERBOARD))),
    "leaderboard-costs": lambda read: leaderboard.costs(Leaderboard.model_validate_json(read(LEADERBOARD))),
    "faults": lambda read: faults_table(_json(read, "benchmarks/faults.json")["rows"]),
}
"""By name: what makes the table."""


def filled(page: str, read: Read) -> str:
    """The page with its tables made of the committed results.

    Raises
    ------
    KeyError
        The page marks a table that there is none of.
    """
    return BLOCK.sub(lambda block: f"{block[1]}\n{TABLES[block[2]](read)}\n\n{block[4]}", page)


def pages() -> list[Path]:
    """README in every language, and docs/."""
    return sorted([*Path().glob("README*.md"), *Path("docs").rglob("*.md")])


def main() -> None:
    """Write the tables of all pages again."""
    for path in pages():
        old = path.read_text(encoding="utf-8")
        new = filled(old, lambda file: Path(file).read_bytes())
        if new != old:
            path.write_text(new, encoding="utf-8")
            sys.stdout.write(f"updated {path}\n")


if __name__ == "__main__":
    main()
