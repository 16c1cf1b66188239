"""The scores of a training on series, and the baselines that they are read beside."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.series.dense import dense_classifier
from sinegan.calibration.calibrate import calibrate
from sinegan.calibration.options import Calibrate
from sinegan.classifiers.choice import classifiers
from sinegan.classifiers.models import Classifier
from sinegan.evaluation import scorecard
from sinegan.metrics.baseline import Calibration
from sinegan.runtime import thread_map
from sinegan.timegan import scores as timegan
from sinegan.timegan.discriminative import discriminative_scores
from sinegan.timegan.predictive import predictive_scores
from sinegan.waves.dataset import WaveDataset
from sinegan.waves.draw import blocks_of
from sinegan.waves.law import SamplingGrid

Values = dict[str, float | None]
Series = NDArray[np.floating]


def all_classifiers(grid: SamplingGrid) -> tuple[Classifier, ...]:
    """Those of the library, and the dense one: ``c2st_accuracy`` is that of the strongest of them."""
    return (*classifiers(grid), dense_classifier(grid))


def calibration(data: WaveDataset, options: Calibrate) -> Calibration:
    """Baselines as the stage ``calibrate`` computes them."""
    test, reference = data.sets["test"], data.sets["reference"]
    return calibrate(
        data.grid, test.waves, reference.waves, data.sets["pool"].waves, options,
        classifiers=all_classifiers(data.grid), blocks=[blocks_of(test), blocks_of(reference)],
        parallel_map=thread_map.parallel_map,
    )  # fmt: skip


def baseline(data: WaveDataset, known: Calibration) -> dict[str, dict[str, float | None]]:
    """Mean and standard deviation of the baseline of each score, by name."""
    means: Values = {_name(key): value.mean for key, value in known.baselines.items()}
    sds: Values = {_name(key): value.sd for key, value in known.baselines.items()}
    return {"mean": means | spread(data, data.sets["reference"].waves), "sd": sds}


def scores(data: WaveDataset, drawn: Series, known: Calibration) -> Values:
    """The value of each score by its name, and how much the series spread."""
    test = data.sets["test"]
    card = scorecard.evaluate(
        test.waves, drawn[: known.sizes.n_waves], data.grid, 1, training=data.sets["pool"].waves,
        block=blocks_of(test), calibration=known, classifiers=all_classifiers(data.grid),
        parallel_map=thread_map.parallel_map,
    )  # fmt: skip
    return {score.name: score.value for score in card.scores} | spread(data, drawn)


def spread(data: WaveDataset, drawn: Series) -> Values:
    """Standard deviations over series as a fraction of those of the learnt ones, in the units of the file.

    ``spread``: root mean square over all points; ``spread_of_first_point``: at the first one, median over channels.
    """
    ours, learnt = (in_file(data, waves).std(axis=0) for waves in (drawn, data.sets["pool"].waves))
    return {
        "spread": float(np.sqrt(np.mean(ours**2) / np.mean(learnt**2))),
        "spread_of_first_point": float(np.median(np.atleast_1d(ours[0] / learnt[0]))),
    }


def timegan_scores(data: WaveDataset, drawn: Series, *, steps: int | None) -> Values:
    """TimeGAN's two scores as papers print them, against the learnt series; empty for one channel."""
    learnt = data.sets["pool"].waves
    return _timegan(in_file(data, learnt), in_file(data, drawn), steps) if learnt.ndim == 3 else {}


def timegan_baseline(data: WaveDataset, *, steps: int | None) -> Values:
    """The same of one half of the learnt series against the other."""
    learnt = in_file(data, data.sets["pool"].waves)
    first, second = np.array_split(learnt, 2)
    return _timegan(first, second, steps) if learnt.ndim == 3 else {}


def _timegan(real: Series, other: Series, steps: int | None) -> Values:
    """Mean over five trainings, and half the width of Student's interval; fewer `steps` for a trial."""
    sides = real.astype(np.float32), other.astype(np.float32)
    shorter: Any = {} if steps is None else {"steps": steps}
    values: Values = {}
    for name, score in (("discriminative", discriminative_scores), ("predictive", predictive_scores)):
        found = score(*sides, repeats=timegan.REPEATS, seed=0, **shorter)
        values |= {name: float(found.mean()), f"{name}_half_width": timegan.half_width(found)}
    return values


def in_file(data: WaveDataset, waves: Series) -> Series:
    """Series in the units of the file."""
    return data.scaling.undo(waves) if data.scaling else waves


def _name(key: str) -> str:
    return key.rpartition("/")[2]
