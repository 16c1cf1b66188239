"""The data of the report's figures, as plain arrays and numbers."""

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sinegan.evaluation import series_figure_data
from sinegan.evaluation.scorecard import Scorecard
from sinegan.measurement import periodogram
from sinegan.measurement.sample import Sample, measure
from sinegan.metrics import manifold_pr, phase_frequency_grid, residuals
from sinegan.metrics.comparison import MAX_RADIUS, Comparison
from sinegan.metrics.sine_quality import sinad
from sinegan.schema.scores import NoiseLevel
from sinegan.waves.channels import flatten, unflatten
from sinegan.waves.checked_arrays import AnySet
from sinegan.waves.draw import DrawnWaves
from sinegan.waves.law import AMPLITUDE, TURN

Arrays = dict[str, NDArray[Any]]


def arrays(card: Scorecard, test: AnySet, reference: AnySet) -> Arrays:
    """The data of the figures as named arrays.

    Parameters
    ----------
    card
        The scorecard of generated waves against `test`.
    test, reference
        Real waves: those that the scores compare with, and others.

    Returns
    -------
    dict
        ``x`` ``(n_points,)``; ``real_waves`` and ``generated_waves``, float32 ``(any, n_points)`` or
        ``(any, n_points, n_channels)``; mean spectra over
        ``frequency`` (radians per unit of x), ``(n_points // 2 + 1,)`` each: ``real_spectrum``,
        ``generated_spectrum``, and the ``lowest_spectrum`` and ``highest_spectrum`` of twenty sets of real waves;
        ``nn_distance`` and ``nn_distance_of_real``: rms distance of each test wave to the nearest generated one, and
        to the nearest reference one, infinite beyond ``max_radius``; ``radii`` of the scores.
        If the distribution is known, of each generated wave ``(n,)``: ``sinad`` (dB), ``phase``, ``omega``, ``valid``
        and ``constrained_rms``; of each real one ``real_phase`` and ``real_omega``; the edges of the grid cells in
        phase and frequency, ``phase_edges`` and ``omega_edges`` ``(21,)``, with the number of valid waves in each,
        ``cell_counts`` ``(20, 20)``; and the residuals of the closest target sines, ``residual_by_point`` (rms) and
        ``residual_by_frequency`` (mean power). Otherwise what `sinegan.evaluation.series_figure_data.arrays` gives.
    """
    generated = card.generated
    data = _for_any(card, reference) | _spectra(card, test, reference)
    if isinstance(test, DrawnWaves) and generated.fits:
        return data | _with_law(generated, test)
    other = measure(card.real.grid, reference.waves)
    return data | series_figure_data.arrays(card.real, generated, other)


def curve(card: Scorecard) -> list[NoiseLevel]:
    """Accuracy of each classifier by noise level."""
    return [
        NoiseLevel(sigma=level, accuracy={name: result.accuracy.value for name, result in results.items()})
        for level, results in card.curve.items()
    ]


def _for_any(card: Scorecard, reference: AnySet) -> Arrays:
    real, generated = card.real, card.generated
    # As many others as there are generated waves: more waves would have nearer neighbours.
    others = replace(real, waves=flatten(reference.waves)[: len(generated.waves)].astype(np.float64))
    return {
        "x": real.grid.x,
        "real_waves": unflatten(real.waves, real.grid.shape).astype(np.float32),
        "generated_waves": unflatten(generated.waves, real.grid.shape).astype(np.float32),
        "nn_distance": Comparison(real, generated).nn_distance,
        "nn_distance_of_real": Comparison(real, others).nn_distance,
        "radii": np.array(manifold_pr.RADII),
        "max_radius": np.array(MAX_RADIUS),
    }


def _spectra(card: Scorecard, test: AnySet, reference: AnySet) -> Arrays:
    sets = {"test": test, "reference": reference}
    spectra = periodogram.mean_spectra(card.real.grid, sets, card.generated.spectra)
    return {
        "frequency": spectra.frequency,
        "real_spectrum": spectra.real,
        "generated_spectrum": spectra.generated,
        "lowest_spectrum": spectra.lowest,
        "highest_spectrum": spectra.highest,
    }


def _with_law(generated: Sample, test: DrawnWaves) -> Arrays:
    law, free, closest = generated.law, generated.free, generated.constrained
    occupancy = phase_frequency_grid.occupancy(law, free.phase, free.omega, generated.valid)
    residual = residuals.residual_summary(law, generated.waves, closest.phase, closest.omega)
    return {
        "sinad": sinad(AMPLITUDE, closest.rms),
        "phase": free.phase,
        "omega": free.omega,
        "valid": generated.valid,
        "constrained_rms": closest.rms,
        "real_phase": test.offset % TURN,
        "real_omega": test.multiplier,
        "phase_edges": occupancy.phase,
        "omega_edges": occupancy.omega,
        "cell_counts": occupancy.counts,
        "residual_by_point": residual.by_point,
        "residual_by_frequency": residual.by_bin,
    }
