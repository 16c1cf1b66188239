"""Versions of the code that results depend on: raised by hand when the same inputs give other numbers than before.

Trials of studies take hours. Their keys hold these numbers instead of a hash of the code, so that a refactoring, a
comment or a new kind of layer needs no rerun. ``tests/studies/test_sentinel.py`` fails if results change without a new
version, and if a version was raised without a change of results.
"""

TRAINING = 2
"""From a recipe and training waves to the trained weights."""

SCORING = 2
"""From real and generated waves to the scores."""
