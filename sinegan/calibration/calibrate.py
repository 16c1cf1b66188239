"""The baseline of every score, and which score detects which corruption; depends on the data alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sinegan.calibration.calibration_sets import CalibrationSet, calibration_sets
from sinegan.calibration.corruption_grid import Corruption
from sinegan.calibration.corruptions import CleanWaves
from sinegan.calibration.options import Calibrate
from sinegan.classifiers import c2st
from sinegan.classifiers.cross_fitting import halves_by_block
from sinegan.classifiers.models import Classifier
from sinegan.classifiers.tasks import ParallelMap, Report
from sinegan.measurement.sample import Sample, measure
from sinegan.metrics import suite
from sinegan.metrics.baseline import Baseline, Calibration, Sizes
from sinegan.metrics.comparison import Comparison
from sinegan.schema.corrupted import CorruptedScores
from sinegan.waves.channels import flatten
from sinegan.waves.draw import draw
from sinegan.waves.law import Law, SamplingGrid

Values = dict[str, float | None]


@dataclass(frozen=True, eq=False)
class Calibrator:
    """Scores calibration sets against the same real waves.

    Attributes
    ----------
    real
        The waves to compare with.
    sizes, seed
        Of the sets.
    training
        Waves to copy, for the corruption that copies.
    classifiers
        Of the two-sample tests.
    cache
        What was computed from the real waves already.
    """

    real: Sample
    sizes: Sizes
    seed: int
    training: NDArray[np.float64]
    classifiers: Sequence[Classifier]
    cache: dict[Any, Any] = field(default_factory=dict, repr=False)

    def score(self, item: CalibrationSet) -> Values:
        """All scores of a set; those of the classifiers only if they are to be run on it."""
        rng = np.random.default_rng([self.seed, item.stream])
        if self.real.fits is None:
            return self._scores(self._random_halves(rng), item)
        fresh = draw(self.real.law, self.sizes.n_waves, rng)
        clean = CleanWaves(self.real.law, fresh.offset, fresh.multiplier, self.training, rng)
        waves = item.corruption.apply(clean, item.strength) if item.corruption else clean.waves
        # In float32, as generated waves are.
        sample = measure(self.real.law, waves.astype(np.float32), n_pairwise=self.sizes.n_pairwise)
        return self._scores(Comparison(self.real, sample, self.cache), item)

    def _random_halves(self, rng: np.random.Generator) -> Comparison:
        """A new split of all held-out waves, by block if they overlap: none can be drawn if the law is unknown."""
        n, block, order = self.sizes.n_waves, self.real.block, rng.permutation(len(self.real.waves))
        if block is None:
            return Comparison(self.real.take(order[:n]), self.real.take(order[n : 2 * n]))
        first, second = (rng.permutation(rows)[:n] for rows in halves_by_block(block, rng))
        return Comparison(self.real.take(first), self.real.take(second))

    def _scores(self, comparison: Comparison, item: CalibrationSet) -> Values:
        values, (n, repeats) = suite.evaluate(comparison), (self.sizes.n_classifier, self.sizes.classifier_repeats)
        if not item.classified:
            return values
        return values | c2st.quick_values(comparison, item.stream, n=n, repeats=repeats, classifiers=self.classifiers)


def calibrate(
    grid: SamplingGrid,
    test: NDArray[np.float32],
    reference: NDArray[np.float32],
    training: NDArray[np.float32],
    options: Calibrate,
    *,
    classifiers: Sequence[Classifier],
    blocks: Sequence[NDArray[np.int64] | None] = (None, None),
    parallel_map: ParallelMap[CalibrationSet] = map,
    report: Report = lambda _done, _numbers: None,
) -> Calibration:
    """Score fresh draws of real waves, corrupted and not, against the test set.

    Parameters
    ----------
    grid
        The `Law` of the real waves, or a bare `SamplingGrid` if their distribution is unknown. In that case nothing
        is corrupted, and baselines come from a new split of `test` and `reference` in each repeat, which makes their
        standard deviations a little too small.
    test
        Waves to compare with, ``(n, n_points)`` or ``(n, n_points, n_channels)``; the baselines hold for this set.
    reference
        Other real waves that no GAN was trained on.
    training
        Waves that a generator could copy, ``(any, n_points)``.
    options
        Sample sizes, reduced if the test set is smaller; repeats and seed.
    classifiers
        Of the two-sample tests.
    blocks
        Of the waves of `test` and of `reference`, if they are windows that may overlap: whole blocks are then split.
    parallel_map, report
        ``map``, or a function that does the same on several threads; and what is called with the number of sets done.
    """
    options = options.affordable(has_law=(has_law := isinstance(grid, Law)))
    known = [numbers for numbers in blocks if numbers is not None]
    block = np.concatenate(known) if known else None
    sizes = options.sizes.fitting(min(len(test), len(reference)) if block is None else _smaller_half(block))
    waves = test if has_law else np.concatenate([test, reference])
    real = measure(grid, waves, n_pairwise=sizes.n_pairwise, training=training, block=block)
    calibrator = Calibrator(real, sizes, options.seed, flatten(training).astype(np.float64), classifiers)
    sets, rows = calibration_sets(options, with_corruptions=has_law), []
    for values in parallel_map(calibrator.score, sets):
        rows.append(values)
        report(len(rows), {})
    pairs = sorted(zip(sets, rows, strict=True), key=lambda pair: pair[0].stream)
    baselines = _baselines([values for item, values in pairs if item.corruption is None])
    corrupted = [
        _corrupted(item.corruption, item.strength, values, baselines)
        for item, values in pairs
        if item.corruption is not None
    ]
    return Calibration(law=grid, sizes=sizes, baselines=baselines, corrupted=corrupted)


def _smaller_half(block: NDArray[np.int64]) -> int:
    """Waves in the smaller half of the blocks, however they are split."""
    return int(np.sort(np.unique_counts(block).counts)[: len(np.unique(block)) // 2].sum())


def steps(grid: SamplingGrid, options: Calibrate) -> int:
    """The number of sets that `calibrate` scores."""
    known = isinstance(grid, Law)
    return len(calibration_sets(options.affordable(has_law=known), with_corruptions=known))


def _baselines(rows: Sequence[Values]) -> dict[str, Baseline]:
    """Mean and sample standard deviation of each score over the draws that have it."""
    keys = max(rows, key=len)  # those of a draw that was classified
    return {key: _baseline([row[key] for row in rows if key in row]) for key in keys}


def _baseline(values: Sequence[float | None]) -> Baseline:
    numbers = [value for value in values if value is not None]
    if len(numbers) < len(values):
        return Baseline(mean=None, sd=None, repeats=len(values))
    return Baseline(
        mean=_rounded(float(np.mean(numbers))), sd=_rounded(float(np.std(numbers, ddof=1))), repeats=len(values)
    )


def _corrupted(
    corruption: Corruption, strength: float, values: Values, baselines: Mapping[str, Baseline]
) -> CorruptedScores:
    scores = {key: _rounded(value) for key, value in values.items()}
    distances = {key: baselines[key].distance(value) for key, value in scores.items()}
    return CorruptedScores(
        name=corruption.name,
        unit=corruption.unit,
        strength=float(strength),
        scores=scores,
        distances={key: distance if np.isfinite(distance) else None for key, distance in distances.items()},
    )


def _rounded(value: float | None) -> float | None:
    """Eight digits are enough for a score, and fewer of them differ between processors."""
    return None if value is None else float(f"{value:.8g}")
