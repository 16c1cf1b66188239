"""What the software survives: every fault tried for real, counted, and told as a table. Run: make faults.

    fault | times tried | survived | lost

*Survived*: one clear line that names the cure, or no difference in the end, and nothing lost. Exits 1 if anything was.
Writes ``benchmarks/faults.json``.
"""

from sinegan.runtime import environment  # noqa: F401 - before TensorFlow is imported

# isort: split
import json
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.machine import facts
from sinegan.io import console
from tests import small_pipeline
from tests.closure import ROOT
from tests.faults import doors, following, inputs, openings, stores, trainings
from tests.faults.told import Told, table

RESULT = ROOT / "benchmarks/faults.json"
FAULTS: tuple[Callable[[Path], Iterator[Told]], ...] = (
    inputs.bad_parameters,
    inputs.bad_files,
    inputs.bad_checkpoints,
    doors.disk_full,
    doors.read_only,
    stores.strange_stores,
    openings.store_openings_killed,
    following.ended_meanwhile,
    following.killed,
    following.stopped,
    following.loaded,
    following.unanswered,
    trainings.killed,
    trainings.interrupted,
    trainings.orphaned,
)


def main() -> None:
    """Try everything, print the table, and exit 1 if anything was lost."""
    began, rows = time.monotonic(), []
    with tempfile.TemporaryDirectory() as place:
        folder = small_pipeline.clone(Path(place))
        console.say(small_pipeline.run(folder, "dvc", "repro", "--quiet") or "The small pipeline is there.")
        for fault in FAULTS:
            for row in fault(folder):
                rows.append(row)
                console.say("\n".join([f"{row.fault}: {row.survived} of {row.tried}", *row.notes[:10]]))
    minutes, memory = (time.monotonic() - began) / 60, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    found = {"minutes": round(minutes, 1), "peak_memory_gib": round(memory, 2), "machine": facts()}
    rows_told = [row._asdict() for row in rows]
    RESULT.write_text(json.dumps(found | {"rows": rows_told}, indent=2) + "\n", encoding="utf-8")
    console.say(table(rows_told))
    console.say(f"{minutes:.1f} minutes; reading bad input took at most {memory:.2f} GiB in all")
    sys.exit(any(row.survived < row.tried for row in rows))


if __name__ == "__main__":
    os.chdir(ROOT)
    main()
