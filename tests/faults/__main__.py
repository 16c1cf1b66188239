"""What the software survives: every fault tried for real, counted, and told as a table. Run: make faults.

    fault | times tried | survived | lost

*Survived*: one clear line that names the cure, or no difference in the end, and nothing lost. Exits 1 if anything was.
Writes ``benchmarks/faults.json``; ``python -m tests.faults killed orphaned`` tries these groups alone again.
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
from typing import Any

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
    following.follower_held,
    following.follower_killed,
    following.follower_stopped,
    following.follower_starved,
    following.follower_unanswered,
    trainings.killed,
    trainings.interrupted,
    trainings.orphaned,
)


def main(names: list[str]) -> None:
    """Try the named groups of faults, or all; print the table, and exit 1 if anything was lost."""
    kept = json.loads(RESULT.read_text(encoding="utf-8"))["groups"] if names else {}
    with tempfile.TemporaryDirectory() as place:
        folder = small_pipeline.clone(Path(place))
        console.say(small_pipeline.run(folder, "dvc", "repro", "--quiet") or "The small pipeline is there.")
        for fault in FAULTS:
            if not names or fault.__name__ in names:
                kept[fault.__name__] = _group(fault, folder)
                _write({one.__name__: kept[one.__name__] for one in FAULTS if one.__name__ in kept})
    rows = [row for group in kept.values() for row in group["rows"]]
    console.say(table(rows))
    sys.exit(any(row["survived"] < row["tried"] for row in rows))


def _group(fault: Callable[[Path], Iterator[Told]], folder: Path) -> dict[str, Any]:
    began, rows = time.monotonic(), []
    for row in fault(folder):
        rows.append(row._asdict())
        console.say("\n".join([f"{row.fault}: {row.survived} of {row.tried}", *row.notes[:10]]))
    return {"minutes": round((time.monotonic() - began) / 60, 1), "rows": rows}


def _write(groups: dict[str, Any]) -> None:
    """After each group, so that one that is stopped has lost nothing."""
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    rows = [row for group in groups.values() for row in group["rows"]]
    minutes = round(sum(group["minutes"] for group in groups.values()), 1)
    found = {"minutes": minutes, "peak_memory_gib": round(memory, 2), "machine": facts(), "rows": rows}
    RESULT.write_text(json.dumps(found | {"groups": groups}, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    os.chdir(ROOT)
    main(sys.argv[1:])
