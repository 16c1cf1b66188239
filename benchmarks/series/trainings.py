"""One training on a data set, by a recipe of params.yaml as it is."""

import time
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from benchmarks.series.data import DataSet
from sinegan.datasets.prepare import prepare
from sinegan.io import params
from sinegan.networks import build, sampling
from sinegan.networks.recipe import Recipe
from sinegan.training import loop
from sinegan.training.batches import from_set
from sinegan.waves.dataset import WaveDataset
from sinegan.waves.options import Waves

SEEDS = (200, 201, 202, 203, 204)
N_DRAWN = 10_000
"""As many as TimeGAN's scores take."""


class Drawn(NamedTuple):
    """Series of a trained generator, shaped as the learnt ones, and seconds of the training and of what precedes it."""

    series: NDArray[np.float32]
    seconds: float
    before: float


def prepared(name: str, data_set: DataSet) -> WaveDataset:
    """The data set, split and scaled as a user's file is."""
    options = params.section("waves", Waves).model_dump() | {"source": name} | dict(data_set.waves)
    return prepare(Waves.model_validate(options), data_set.user_series(name)).data


def recipe(name: str, steps: int | None) -> Recipe:
    """A recipe of params.yaml; with `steps` a shorter one, for a trial."""
    chosen = params.recipes(Recipe)[name]
    return chosen if steps is None else chosen.model_copy(update={"steps": steps, "snapshot_every": steps})


def train(data: WaveDataset, recipe: Recipe, seed: int) -> Drawn:
    """Train, and draw `N_DRAWN` series."""
    start = time.perf_counter()
    *_, last = loop.run(recipe.model_copy(update={"seed": seed}), from_set(data.sets["pool"]), *data.grid.shape)
    trained = last.result()
    before = time.perf_counter() - start - trained.seconds
    generator = build.as_in_file(trained.state.ema_generator, data.grid.shape, None)
    drawn = sampling.sample(generator, N_DRAWN, seed=1)
    return Drawn(drawn, trained.seconds, before)
