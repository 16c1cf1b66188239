"""Draw the waves that the GAN learns from, and those that it is judged by; or share out somebody's own."""

from stages.outside import files, params, terminal, wave_files
from stages.waves import own, records
from stages.waves.law import Waves

OWN = "own_waves"
TRAIN = "data/train.npz"
HELD_OUT = "data/held_out.npz"


def main() -> None:
    chosen = params.section("waves", Waves)
    record = own.record(chosen, wave_files.brought(chosen.source, OWN))
    for path, names in {TRAIN: ("pool",), HELD_OUT: ("test", "reference")}.items():
        files.write_arrays(path, records.to_arrays(record.only(names)))


if __name__ == "__main__":
    terminal.run(main, records.BadWavesError, alone="generate")
