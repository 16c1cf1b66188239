"""Train the chosen recipe's GAN on the pool of waves."""

from sinegan.io import console


def main() -> None:
    from sinegan.runtime import environment  # noqa: F401 - before TensorFlow is imported

    # isort: split
    from sinegan.io import params, paths, wave_sets
    from sinegan.networks.recipe import Recipe
    from sinegan.runtime import determinism
    from sinegan.tracking import live
    from sinegan.training import checkpoints, loop, output
    from sinegan.training.batches import from_pool

    determinism.one_thread_per_operation()
    name, recipe = params.recipe(Recipe)
    data = wave_sets.load(paths.TRAIN_DATA, ("pool",))
    pool, values = data.sets["pool"].waves, recipe.model_dump()
    with (
        checkpoints.of_training(values, paths.TRAIN_DATA) as kept,
        live.following(name, values, paths.TRAIN_DATA) as follow,
        console.progress(recipe.epochs, "step") as bar,
    ):
        for progress in loop.run(recipe, from_pool(pool), pool.shape[1], resume_from=kept.newest()):
            bar(progress.step, progress.row)
            follow.row(progress.step, progress.row)
            if progress.snapshot is not None:
                follow.snapshot(progress.step, progress.snapshot)
            if not progress.is_done:
                kept.offer(progress.capture)
        output.write(progress.result(), name, recipe, data)


if __name__ == "__main__":
    console.run_stage(main, "train", __doc__)
