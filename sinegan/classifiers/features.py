"""The inputs of the classifiers."""

import numpy as np
from numpy.typing import NDArray

from sinegan.measurement.sample import Sample
from sinegan.metrics.residuals import high_band, recurrence
from sinegan.waves.law import AMPLITUDE, CENTRE

_SMALLEST = 1e-9  # below float32 rounding; keeps logarithms finite


def extract(sample: Sample) -> NDArray[np.float64]:
    """Waves and their features, side by side.

    Returns
    -------
    ndarray
        Shape ``(n, n_points + n_features)``. If the distribution is known there are 9 features: omega; cosine and
        sine of the phase at mid-record, where phase and frequency are least correlated; errors of amplitude and
        centre; and the logarithms of the rms of both fits, of the largest recurrence residual and of the amplitude in
        the high band. Otherwise there are ``n_points // 2 + 1`` for each channel: the logarithm of the
        amplitude at each frequency.
    """
    spectra = np.log10(np.sqrt(sample.spectra) + _SMALLEST).reshape(len(sample.waves), -1)
    return np.concatenate([sample.waves, spectra if sample.fits is None else _sine_features(sample)], axis=1)


def _sine_features(sample: Sample) -> NDArray[np.float64]:
    law, free = sample.law, sample.free
    phase = free.phase + free.omega * law.x.mean()
    errors = [
        free.rms,
        sample.constrained.rms,
        recurrence(law, sample.waves, free).max(axis=1),
        np.sqrt(sample.spectra[:, high_band(law) :].sum(axis=1)),
    ]
    parameters = [free.omega, np.cos(phase), np.sin(phase), free.amplitude - AMPLITUDE, free.centre - CENTRE]
    return np.stack([*parameters, *(np.log10(values + _SMALLEST) for values in errors)], axis=1)
