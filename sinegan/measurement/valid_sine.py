"""What counts as a valid sine."""

import numpy as np
from numpy.typing import NDArray

from sinegan.measurement.sine_fit import SineFit
from sinegan.waves.law import Law

MAX_RMS = 0.05
"""Of a wave minus its closest target sine, in units of y: 14 % of the rms of a sine of the law."""
OMEGA_MARGIN = 0.05
"""Tolerance of the frequency range, in radians per unit of x."""


def is_valid_sine(law: Law, free: SineFit, constrained: SineFit) -> NDArray[np.bool_]:
    """Which waves are valid sines of the law.

    A wave is valid if its closest target sine is within an rms of `MAX_RMS`, and the frequency of its free fit is
    within the law's range or at most `OMEGA_MARGIN` outside.

    Parameters
    ----------
    law
        The distribution of the real waves.
    free, constrained
        Both fits of n waves: any sine, and the closest target sine.

    Returns
    -------
    ndarray
        Shape ``(n,)``.
    """
    low, high = law.multiplier.low - OMEGA_MARGIN, law.multiplier.high + OMEGA_MARGIN
    valid: NDArray[np.bool_] = (constrained.rms < MAX_RMS) & (free.omega >= low) & (free.omega <= high)
    return valid
