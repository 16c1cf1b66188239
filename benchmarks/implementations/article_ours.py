"""The step of recipe ``article``, ours."""

from functools import partial

from benchmarks.implementations.ours import training

prepare = partial(training, "article")
