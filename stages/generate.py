"""Draw the waves that the GAN learns from, and those that it is judged by; or share out somebody's own."""

from sinegan.datasets import readers, splits
from sinegan.io import console, files, params, paths
from sinegan.waves import dataset
from sinegan.waves.law import Waves


def main() -> None:
    chosen = params.section("waves", Waves)
    record = splits.record(chosen, readers.brought(chosen.source, paths.USER_WAVES))
    for path, names in {paths.TRAIN_DATA: ("pool",), paths.HELD_OUT_DATA: ("test", "reference")}.items():
        files.write_arrays(path, dataset.to_arrays(record.only(names)))


if __name__ == "__main__":
    console.run(main, dataset.BadWavesError, alone="generate")
