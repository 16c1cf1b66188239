"""Draw the waves to learn from and the held-out ones, or split the series of a user's file."""

from sinegan.io import console


def main() -> None:
    from sinegan.datasets import readers, splits
    from sinegan.io import files, params, paths
    from sinegan.waves import dataset
    from sinegan.waves.law import Waves

    chosen = params.section("waves", Waves)
    record = splits.record(chosen, readers.brought(chosen.source, paths.USER_WAVES))
    for path, names in {paths.TRAIN_DATA: ("pool",), paths.HELD_OUT_DATA: ("test", "reference")}.items():
        files.write_arrays(path, dataset.to_arrays(record.only(names)))


if __name__ == "__main__":
    console.run_stage(main, "generate", __doc__)
