"""What the software survives: every fault tried for real, counted, and told as a table. Run: make faults.

    fault | times tried | survived | lost

*Survived*: one clear line that names the cure, or no difference in the end, and nothing lost. Exits 1 if anything was.
"""

from stages.outside import environment  # noqa: F401 - before TensorFlow is imported

# isort: split
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np

from stages.gan import networks
from stages.outside import terminal
from stages.waves.law import Law, Range
from tests import fuzz, killed_training, small_pipeline
from tests.closure import ROOT
from tests.small_pipeline import environment as clean
from tests.test_fuzz import COLUMNS, RECIPE, examples

KILLS, PARAMETERS, FILES = 20, 4_000, 1_000
LAW = Law(n_points=50, step=0.1, offset=Range(low=0.0, high=100.0), multiplier=Range(low=1.0, high=2.0))
LONG = {
    " epochs: 6 ": " epochs: 4000 ",
    "snapshot_every: 2\\b": "snapshot_every: 50",
    "n_samples: 200": "n_samples: 60",
}
DOORS = ("generate", "calibrate", "train", "evaluate", "report", "publish")


class Told(NamedTuple):
    """One row of the table."""

    fault: str
    tried: int
    survived: int


def main() -> None:
    """Try everything, print the table, and exit 1 if anything was lost."""
    rows: list[Told] = []
    with tempfile.TemporaryDirectory() as place:
        folder = small_pipeline.clone(Path(place) / "clone")
        for fault in FAULTS:
            for row in fault(folder):
                rows.append(row)
                terminal.say(f"{row.fault}: {row.survived} of {row.tried}")
    terminal.say(table(rows))
    sys.exit(any(row.survived < row.tried for row in rows))


def table(rows: list[Told]) -> str:
    """As Markdown."""
    lines = ["| fault | times tried | survived | lost |", "|---|--:|--:|--:|"]
    return "\n".join(
        lines + [f"| {row.fault} | {row.tried} | {row.survived} | {row.tried - row.survived} |" for row in rows]
    )


def _bad_parameters(folder: Path) -> Iterator[Told]:
    before = Path.cwd()
    os.chdir(folder)
    good = Path("params.yaml").read_text()
    try:
        counted = fuzz.parameters(good, PARAMETERS)
        yield Told("bad parameters", counted.total(), counted.total())
    finally:
        Path("params.yaml").write_text(good)
        os.chdir(before)


def _bad_files(folder: Path) -> Iterator[Told]:
    examples(folder, LAW)
    for name, read in fuzz.readers(networks.generator(RECIPE, 20), COLUMNS).items():
        counted = fuzz.spoilt_files(folder, name, read, tries=FILES, seed=2)
        yield Told(f"torn, changed or foreign {name}", counted.total(), counted.total())


def _disk_full(folder: Path) -> Iterator[Told]:
    """Each door under a limit of the size of files, from nothing to a little less than it needs; then without."""
    for door in DOORS:
        limits = (0, 1_000, 20_000)
        good = sum(_refused_by_a_full_disk(folder, door, limit) for limit in limits)
        small_pipeline.run(folder, "dvc", "repro", "--single-item", "--force", door)
        left = [*folder.rglob(".partial-*")]
        yield Told(f"disk full: {door}", len(limits), good if not left else 0)


def _refused_by_a_full_disk(folder: Path, door: str, limit: int) -> bool:
    def limited() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    done = subprocess.run(
        [sys.executable, "-m", f"stages.{door}"], cwd=folder, env=clean(), preexec_fn=limited,
        capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    told = "ERROR: " in done.stderr and "Traceback" not in done.stderr
    return (told and done.returncode == 1) or done.returncode == 0


def _killed(folder: Path) -> Iterator[Told]:
    for pattern, long in LONG.items():
        text = (folder / "params.yaml").read_text()
        (folder / "params.yaml").write_text(re.sub(pattern, long, text))
    expected = killed_training.undisturbed(folder)
    for _ in range(2):
        found = killed_training.killed(folder, KILLS // 2, np.random.default_rng(21))
        yield Told(
            "training killed (-9) at a random moment", found.times, found.times if found.outputs == expected else 0
        )
    shutil.rmtree(folder / ".checkpoints", ignore_errors=True)


FAULTS: tuple[Callable[[Path], Iterator[Told]], ...] = (_bad_parameters, _bad_files, _disk_full, _killed)


if __name__ == "__main__":
    os.chdir(ROOT)
    main()
