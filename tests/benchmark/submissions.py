"""Folders with submissions, good ones and bad ones."""

from pathlib import Path

import numpy as np

from sinegan.waves.draw import draw
from sinegan.waves.law import Law

GOOD = """\
name: Drawn
seconds: 1.5
cores: 2
parameters: 0
settings_tried: 1
link: null
"""


def write(folder: Path, law: Law, n: int = 10_000, seeds: int = 3) -> Path:
    """A submission of real waves, `n` from each seed."""
    folder.mkdir(exist_ok=True)
    for seed in range(seeds):
        np.save(folder / f"seed-{seed}.npy", draw(law, n, np.random.default_rng(900 + seed)).waves)
    (folder / "entry.yaml").write_text(GOOD, encoding="utf-8")
    return folder
