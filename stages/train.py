"""Train the GAN of the chosen recipe."""

from sinegan.io import console


def main() -> None:
    from sinegan.io import params, paths, wave_sets
    from sinegan.networks.recipe import Recipe
    from sinegan.runtime import environment  # noqa: F401 - before TensorFlow is imported

    name, recipe = params.recipe(Recipe)
    waves = f"{recipe.batch_size:,} + {recipe.batch_size:,} waves"
    console.echo(f"Training recipe '{name}': {recipe.steps:,} steps of {waves}; writes models/")

    from sinegan.runtime import determinism
    from sinegan.tracking.live import live_log
    from sinegan.training import checkpoints, loop, output
    from sinegan.training.batches import from_set

    determinism.enable()
    data = wave_sets.load(paths.TRAIN_DATA, ("pool",))
    values = recipe.model_dump()
    with (
        checkpoints.for_training(values, paths.TRAIN_DATA) as saved,
        live_log.logging(name, values, paths.TRAIN_DATA) as log,
        console.progress(recipe.steps, "step") as bar,
    ):
        for update in loop.run(recipe, from_set(data.sets["pool"]), *data.grid.shape, resume_from=saved.newest()):
            bar(update.step, update.row)
            log.row(update.step, update.row)
            if update.snapshot is not None:
                log.snapshot(update.step, update.snapshot)
            if not update.is_last:
                saved.save_if_due(update.capture)
        output.write(update.result(), name, recipe, data)


if __name__ == "__main__":
    console.run_stage(main, "train", __doc__)
