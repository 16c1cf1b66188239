"""Draw the waves that the GAN learns from, and those that it is judged by."""

from stages.outside import files, params, terminal
from stages.waves import draw, records
from stages.waves.law import Waves

TRAIN = "data/train.npz"
HELD_OUT = "data/held_out.npz"


def main() -> None:
    law = params.section("waves", Waves)
    sets = draw.draw_sets(law)
    for path, names in {TRAIN: ("pool", "validation"), HELD_OUT: ("test", "reference")}.items():
        record = records.Record(law, {name: sets[name] for name in names})
        files.write_arrays(path, records.to_arrays(record))


if __name__ == "__main__":
    terminal.run(main, alone="generate")
