"""Draw training and held-out waves, or split a user-supplied file."""

from sinegan.io import console


def main() -> None:
    from sinegan.datasets import readers, splits
    from sinegan.io import files, params, paths
    from sinegan.waves import dataset
    from sinegan.waves.law import Waves

    options = params.section("waves", Waves)
    data = splits.make_dataset(options, readers.load_user_waves(options.source, paths.USER_DATA))
    for path, names in {paths.TRAIN_DATA: ("pool",), paths.HELD_OUT_DATA: ("test", "reference")}.items():
        files.write_arrays(path, dataset.to_arrays(data.only(names)))


if __name__ == "__main__":
    console.run_stage(main, "generate", __doc__)
