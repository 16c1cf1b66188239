"""What random numbers are for."""

from enum import IntEnum

WAVES_PER_STREAM = 10_000
"""Waves are drawn in blocks of this size, each with its own stream of noise."""


class Purpose(IntEnum):
    """What random numbers are for; each purpose has its own stream."""

    REAL = 0
    NOISE_FOR_DISCRIMINATOR = 1
    NOISE_FOR_GENERATOR = 2
    DROPOUT_FOR_DISCRIMINATOR = 3
    DROPOUT_FOR_GENERATOR = 4
    PRETRAINING = 5
    SNAPSHOT = 6
    SAMPLING = 7
    REAL_FOR_GENERATOR = 8
