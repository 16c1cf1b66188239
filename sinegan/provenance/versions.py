"""Versions of what decides results: raised by hand when the same inputs give other numbers than before.

Trials of studies cost hours, so their keys hold these numbers instead of a hash of the code: a refactor, a comment or a
new kind of layer costs no rerun. ``tests/trials/test_sentinel.py`` fails when results change without a new version,
and when a version was raised for nothing.
"""

TRAINING = 1
"""Of everything from a recipe and a pool of waves to the trained weights."""

SCORING = 1
"""Of everything from real and generated waves to the scores."""
