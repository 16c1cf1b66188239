"""The step of recipe ``modern``, ours."""

from functools import partial

from benchmarks.implementations.ours import training

prepare = partial(training, "modern")
