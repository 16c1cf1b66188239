"""Floors of all scores, and which score sees which fault: depends on the data alone."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sinegan.calibration.corruption_grid import IMPAIRMENTS, Impairment
from sinegan.calibration.corruptions import Drawn
from sinegan.calibration.options import Calibrate
from sinegan.classifiers import c2st
from sinegan.classifiers.models import Judge
from sinegan.classifiers.noise_threshold import Each
from sinegan.measurement.sample import Sample, measure
from sinegan.metrics import suite as metrics
from sinegan.metrics.comparison import Comparison
from sinegan.metrics.floors import Calibration, Floor, Sizes
from sinegan.schema.impaired import Impaired
from sinegan.waves.draw import draw
from sinegan.waves.law import Axis, Law

Values = dict[str, float | None]
Report = Callable[[int, dict[str, float]], None]


class Candidate(NamedTuple):
    """A set of waves to score: a fresh draw, impaired or not."""

    impairment: Impairment | None
    strength: float
    judged: bool
    stream: int


@dataclass(frozen=True, eq=False)
class Bench:
    """Everything that the scoring of one candidate needs; `known` is what is known of the real waves already."""

    real: Sample
    sizes: Sizes
    seed: int
    training: NDArray[np.float64]
    ladder: Sequence[Judge]
    known: dict[Any, Any] = field(default_factory=dict, repr=False)

    def score(self, candidate: Candidate) -> Values:
        """All scores of a candidate; the judges' only if it is to be judged."""
        rng = np.random.default_rng([self.seed, candidate.stream])
        if self.real.fits is None:
            return self._scores(self._halves(rng), candidate)
        fresh = draw(self.real.law, self.sizes.n_waves, rng)
        drawn = Drawn(self.real.law, fresh.offset, fresh.multiplier, self.training, rng)
        impaired = candidate.impairment.apply(drawn, candidate.strength) if candidate.impairment else drawn.waves
        # In float32, as generated waves are.
        sample = measure(self.real.law, impaired.astype(np.float32), n_few=self.sizes.n_few)
        return self._scores(Comparison(self.real, sample, self.known), candidate)

    def _halves(self, rng: np.random.Generator) -> Comparison:
        """All held-out waves parted anew: real ones in the place of generated ones, where none can be drawn."""
        order, n = rng.permutation(len(self.real.waves)), self.sizes.n_waves
        return Comparison(self.real.take(order[:n]), self.real.take(order[n : 2 * n]))

    def _scores(self, comparison: Comparison, candidate: Candidate) -> Values:
        values, (n, repeats) = metrics.evaluate(comparison), (self.sizes.n_judged, self.sizes.judge_repeats)
        if not candidate.judged:
            return values
        return values | c2st.quick_values(comparison, candidate.stream, n=n, repeats=repeats, ladder=self.ladder)


def calibrate(
    axis: Axis,
    test: NDArray[np.float32],
    reference: NDArray[np.float32],
    training: NDArray[np.float32],
    options: Calibrate,
    *,
    ladder: Sequence[Judge],
    each: Each[Candidate] = map,
    report: Report = lambda _done, _numbers: None,
) -> Calibration:
    """Score fresh draws of real waves, and impaired ones, against the test set.

    Parameters
    ----------
    axis
        The law that all real waves follow; or where their points are, if none is known. Then no faults can be made,
        and floors come from parting `test` and `reference` anew in each repeat: their spread is a little too small.
    test
        Waves that scores are taken against, ``(n, n_points)``; the floors hold for this set.
    reference
        Other real waves that no GAN has seen.
    training
        Waves that a generator could copy, ``(any, n_points)``.
    options
        Sizes, made smaller where the test set is; repeats and seed.
    ladder
        The judges.
    each
        ``map``, or what does the same on several threads; the result is the same.
    report
        Told how many of the `candidates` are done.
    """
    sizes = options.sizes.fitting(min(len(test), len(reference)))
    has_law = isinstance(axis, Law)
    known = test if has_law else np.concatenate([test, reference])
    real = measure(axis, known, n_few=sizes.n_few, training=training)
    bench = Bench(real, sizes, options.seed, training.astype(np.float64), ladder)
    queue, rows = candidates(options, impaired=has_law), []
    for values in each(bench.score, queue):
        rows.append(values)
        report(len(rows), {})
    pairs = sorted(zip(queue, rows, strict=True), key=lambda pair: pair[0].stream)
    floors = _floors([values for candidate, values in pairs if candidate.impairment is None])
    impaired = [
        _impaired(candidate.impairment, candidate.strength, values, floors)
        for candidate, values in pairs
        if candidate.impairment is not None
    ]
    return Calibration(law=axis, sizes=sizes, floors=floors, impaired=impaired)


def steps(axis: Axis, options: Calibrate) -> int:
    """How many sets `calibrate` scores."""
    return len(candidates(options, impaired=isinstance(axis, Law)))


def candidates(options: Calibrate, *, impaired: bool) -> list[Candidate]:
    """What is scored, the long ones first, each with its own random stream; `impaired` waves need a law."""
    judged = options.judge_floor_repeats
    real = [(None, 0.0, turn < judged) for turn in range(max(options.floor_repeats, judged))]
    spoilt = [
        (fault, strength, strength == fault.strengths[-1]) for fault in IMPAIRMENTS for strength in fault.strengths
    ]
    streams = [Candidate(*kind, stream) for stream, kind in enumerate([*(spoilt if impaired else []), *real])]
    return sorted(streams, key=lambda candidate: not candidate.judged)


def _floors(rows: Sequence[Values]) -> dict[str, Floor]:
    """Mean and sample standard deviation of each score over the draws that have it."""
    keys = max(rows, key=len)  # those of a draw that was judged
    return {key: _floor([row[key] for row in rows if key in row]) for key in keys}


def _floor(values: Sequence[float | None]) -> Floor:
    known = [value for value in values if value is not None]
    if len(known) < len(values):
        return Floor(mean=None, sd=None, repeats=len(values))
    return Floor(mean=_short(float(np.mean(known))), sd=_short(float(np.std(known, ddof=1))), repeats=len(values))


def _impaired(fault: Impairment, strength: float, values: Values, floors: Mapping[str, Floor]) -> Impaired:
    scores = {key: _short(value) for key, value in values.items()}
    distances = {key: floors[key].distance(value) for key, value in scores.items()}
    return Impaired(
        name=fault.name,
        unit=fault.unit,
        strength=float(strength),
        scores=scores,
        distances={key: far if np.isfinite(far) else None for key, far in distances.items()},
    )


def _short(value: float | None) -> float | None:
    """Eight digits are enough of a score, and fewer of them change from one processor to another."""
    return None if value is None else float(f"{value:.8g}")
