"""Write the data of the benchmark, for generators in any language."""

import hashlib
from pathlib import Path
from typing import Any

import numpy as np

from sinegan.benchmark import protocol
from sinegan.benchmark.entry import TEMPLATE
from sinegan.datasets import writers
from sinegan.io import files

POOL, LAW, ENTRY = "pool.npy", "law.json", "entry.example.yaml"


def export(folder: str) -> list[str]:
    """Write training waves, their law, and an example of the file that describes an entry.

    Parameters
    ----------
    folder
        Where to write; it is created.

    Returns
    -------
    list of str
        The paths of the three files: waves as float32 ``(100000, 50)``, the law as `law` gives it, the example.

    Raises
    ------
    FileProblemError
        A file cannot be written.
    """
    pool, law, entry = (str(Path(folder) / name) for name in (POOL, LAW, ENTRY))
    waves = protocol.pool()
    writers.write(pool, len(waves), waves.shape[1:], [waves], None)
    files.write_json(law, law_content())
    files.write_text(entry, TEMPLATE)
    return [pool, law, entry]


def law_content() -> dict[str, Any]:
    """What ``law.json`` says.

    Returns
    -------
    dict
        ``formula`` of a wave; ``n_points`` and ``step`` of x; ``offset`` and ``multiplier``: ends of the ranges that
        both are drawn from uniformly; ``pool``: file, shape, type, order and sha256 of the training waves; ``submit``:
        waves of each seed, and least number of seeds; ``protocol``: version of the benchmark.
    """
    waves = protocol.pool()
    return {
        "protocol": protocol.VERSION,
        "formula": "y = sin(offset + x * multiplier) / 2 + 1/2 at x = 0, step, ... (n_points - 1) * step",
        **protocol.LAW.model_dump(),
        "pool": {
            "file": POOL,
            "shape": list(waves.shape),
            "dtype": "float32, little-endian",
            "order": "C: one wave after the other",
            "sha256_of_values": hashlib.sha256(np.ascontiguousarray(waves, "<f4").tobytes()).hexdigest(),
        },
        "submit": {"n_waves": protocol.N_WAVES, "n_seeds_at_least": protocol.MIN_SEEDS},
    }
