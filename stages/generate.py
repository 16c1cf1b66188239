"""Draw the waves that the GAN learns from, and those that it is judged by; or share out somebody's own."""

from stages.outside import files, params, paths, terminal, wave_files
from stages.waves import own, records
from stages.waves.law import Waves


def main() -> None:
    chosen = params.section("waves", Waves)
    record = own.record(chosen, wave_files.brought(chosen.source, paths.USER_WAVES))
    for path, names in {paths.TRAIN_DATA: ("pool",), paths.HELD_OUT_DATA: ("test", "reference")}.items():
        files.write_arrays(path, records.to_arrays(record.only(names)))


if __name__ == "__main__":
    terminal.run(main, records.BadWavesError, alone="generate")
