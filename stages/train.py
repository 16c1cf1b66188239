"""Train the chosen recipe's GAN on the pool of waves."""

from sinegan.runtime import environment  # noqa: F401 - before TensorFlow is imported

# isort: split
import keras

from sinegan.io import console, files, params
from sinegan.networks import build, sampling, weights
from sinegan.networks.recipe import Recipe, TrainedRecipe
from sinegan.runtime import determinism
from sinegan.tracking import live
from sinegan.training import checkpoints, loop
from sinegan.training.batches import from_pool
from sinegan.training.history import COLUMNS
from sinegan.waves import dataset

DATA = "data/train.npz"
RECIPE = "models/recipe.json"
GENERATOR = "models/generator.weights.h5"
DISCRIMINATOR = "models/discriminator.weights.h5"
HISTORY = "models/history.csv"
FILM = "models/film.npz"
SHOWN = 8


def main() -> None:
    determinism.one_thread_per_operation()
    name, recipe = params.recipe(Recipe)
    data = dataset.from_arrays(files.read_arrays(DATA), ("pool",), DATA)
    pool, scaling = data.sets["pool"].waves, data.scaling
    shown = sampling.noise(SHOWN, recipe.generator.noise_dim, seed=recipe.seed)
    with (
        checkpoints.of_training(recipe.model_dump(), DATA) as kept,
        live.following(name, recipe.model_dump(), DATA) as follow,
        console.progress(recipe.epochs, "epoch") as bar,
    ):

        def report(epoch: int, row: dict[str, float]) -> None:
            bar(epoch, row)
            follow.row(epoch, row)

        def snapshot(epoch: int, _: float, generator: keras.Model) -> None:
            follow.snapshot(epoch, generator(shown).numpy())

        try:
            trained = loop.train(
                recipe, from_pool(pool), pool.shape[1], report, snapshot, begun=kept.newest(), keep=kept.offer
            )
        except loop.DivergenceError as error:
            raise loop.DivergenceError(f"recipe '{name}': {error}") from error
        record = TrainedRecipe(name=name, n_points=pool.shape[1], scaling=scaling, recipe=recipe)
        files.write_json(RECIPE, record.model_dump())
        weights.write(GENERATOR, trained.players.mean_generator)
        weights.write(DISCRIMINATOR, trained.players.discriminator)
        files.write_table(HISTORY, COLUMNS, trained.history)
        files.write_arrays(FILM, {"waves": trained.film, "epochs": trained.film_epochs})


if __name__ == "__main__":
    console.run(main, dataset.BadWavesError, loop.DivergenceError, build.MisfitError, alone="train")
