"""Everything that the report's figures draw of an evaluation, as plain arrays and numbers."""

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sinegan.evaluation.scorecard import Scorecard
from sinegan.measurement import periodogram
from sinegan.measurement.sample import Sample
from sinegan.metrics import manifold_pr, phase_frequency_grid, residuals
from sinegan.metrics.comparison import WIDEST, Comparison
from sinegan.metrics.sine_quality import sinad
from sinegan.schema.scores import NoiseLevel
from sinegan.waves.draw import DrawnWaves, WaveSet
from sinegan.waves.law import AMPLITUDE, TURN

Arrays = dict[str, NDArray[Any]]


def arrays(card: Scorecard, test: WaveSet, reference: WaveSet) -> Arrays:
    """What the figures draw, as named arrays; some only where the law of real waves is known.

    Parameters
    ----------
    card
        The generated waves, and how they were scored against `test`.
    test, reference
        Real waves: those that scores are taken against, and others.

    Returns
    -------
    dict
        ``x`` ``(n_points,)``; ``real_waves`` and ``generated_waves``, float32 ``(any, n_points)``; mean spectra over
        ``frequency`` (radians per unit of x), ``(n_points // 2 + 1,)`` each: ``real_spectrum``,
        ``generated_spectrum``, and the ``lowest_spectrum`` and ``highest_spectrum`` of twenty sets of real waves;
        ``nn_distance`` and ``nn_distance_of_real``: rms distance of each test wave to the nearest generated one, and
        to the nearest reference one, infinite beyond ``widest_radius``; ``radii`` of the scores.
        With a law besides, of each generated wave ``(n,)``: ``sinad`` (dB), ``phase``, ``omega``, ``valid`` and
        ``reference_rms``; of each real one ``real_phase`` and ``real_omega``; the edges of the cells in phase and
        in frequency, ``phase_edges`` and ``omega_edges`` ``(21,)``, with the valid waves in each, ``cell_counts``
        ``(20, 20)``; what generated waves hold beside the nearest ones of the law, ``residual_by_point`` (rms) and
        ``residual_by_frequency`` (mean power).
    """
    generated = card.generated
    found = _of_any(card, reference) | _spectra(card, test, reference)
    return found | (_of_law(generated, test) if isinstance(test, DrawnWaves) and generated.fits else {})


def curve(card: Scorecard) -> list[NoiseLevel]:
    """The judges' accuracies by level of noise."""
    return [
        NoiseLevel(sigma=level, accuracy={name: verdict.accuracy.value for name, verdict in verdicts.items()})
        for level, verdicts in card.curve.items()
    ]


def _of_any(card: Scorecard, reference: WaveSet) -> Arrays:
    real, generated = card.real, card.generated
    # As many others as there are generated waves, lest more of them reach farther.
    others = replace(real, waves=reference.waves[: len(generated.waves)].astype(np.float64))
    return {
        "x": real.axis.x,
        "real_waves": real.waves.astype(np.float32),
        "generated_waves": generated.waves.astype(np.float32),
        "nn_distance": Comparison(real, generated).nn_distance,
        "nn_distance_of_real": Comparison(real, others).nn_distance,
        "radii": np.array(manifold_pr.RADII),
        "widest_radius": np.array(WIDEST),
    }


def _spectra(card: Scorecard, test: WaveSet, reference: WaveSet) -> Arrays:
    found = periodogram.mean_spectra(card.real.axis, {"test": test, "reference": reference}, card.generated.spectra)
    return {
        "frequency": found.frequency,
        "real_spectrum": found.real,
        "generated_spectrum": found.generated,
        "lowest_spectrum": found.lowest,
        "highest_spectrum": found.highest,
    }


def _of_law(generated: Sample, test: DrawnWaves) -> Arrays:
    law, free, nearest = generated.law, generated.free, generated.reference
    filled = phase_frequency_grid.reached(law, free.phase, free.multiplier, generated.valid)
    left = residuals.left_over(law, generated.waves, nearest.phase, nearest.multiplier)
    return {
        "sinad": sinad(AMPLITUDE, nearest.rms),
        "phase": free.phase,
        "omega": free.multiplier,
        "valid": generated.valid,
        "reference_rms": nearest.rms,
        "real_phase": test.offset % TURN,
        "real_omega": test.multiplier,
        "phase_edges": filled.phase,
        "omega_edges": filled.multiplier,
        "cell_counts": filled.counts,
        "residual_by_point": left.by_point,
        "residual_by_frequency": left.by_bin,
    }
