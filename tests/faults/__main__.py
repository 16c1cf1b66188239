"""Fault injection: cause every kind of fault, and count how often nothing was lost. Run: make faults.

    fault | times tried | survived | lost

*Survived*: either the result is unaffected, or one line of output names the problem and the fix; in both cases nothing
is lost. The exit code is 1 otherwise. Writes ``benchmarks/faults.json``; ``python -m tests.faults killed orphaned``
repeats only these groups.
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
from tests.closure import ROOT
from tests.faults import commands, following, inputs, store_openings, stores, trainings
from tests.faults.table import Row, table
from tests.fixtures import small_pipeline

RESULT = ROOT / "benchmarks/faults.json"
FAULTS: tuple[Callable[[Path], Iterator[Row]], ...] = (
    inputs.bad_parameters,
    inputs.bad_files,
    inputs.bad_checkpoints,
    commands.disk_full,
    commands.read_only,
    stores.damaged_stores,
    store_openings.store_openings_killed,
    following.follower_held,
    following.follower_killed,
    following.follower_stopped,
    following.follower_slowed,
    following.follower_unanswered,
    trainings.killed,
    trainings.interrupted,
    trainings.orphaned,
)


def main(names: list[str]) -> None:
    """Run the named groups of faults, or all; print the table, and exit with 1 if anything was lost."""
    groups = json.loads(RESULT.read_text(encoding="utf-8"))["groups"] if names else {}
    with tempfile.TemporaryDirectory() as temporary:
        folder = small_pipeline.clone(Path(temporary))
        console.echo(small_pipeline.run(folder, "dvc", "repro", "--quiet") or "The small pipeline has run.")
        for fault in FAULTS:
            if not names or fault.__name__ in names:
                groups[fault.__name__] = _run_group(fault, folder)
                _write({name: groups[name] for name in (fault.__name__ for fault in FAULTS) if name in groups})
    rows = [row for group in groups.values() for row in group["rows"]]
    console.echo(table(rows))
    sys.exit(any(row["survived"] < row["tried"] for row in rows))


def _run_group(fault: Callable[[Path], Iterator[Row]], folder: Path) -> dict[str, Any]:
    began, rows = time.monotonic(), []
    for row in fault(folder):
        rows.append(row._asdict())
        console.echo("\n".join([f"{row.fault}: {row.survived} of {row.tried}", *row.notes[:10]]))
    return {"minutes": round((time.monotonic() - began) / 60, 1), "rows": rows}


def _write(groups: dict[str, Any]) -> None:
    """Called after each group, so that an interrupted run keeps the results so far."""
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    rows = [row for group in groups.values() for row in group["rows"]]
    minutes = round(sum(group["minutes"] for group in groups.values()), 1)
    content = {"minutes": minutes, "peak_memory_gib": round(memory, 2), "machine": facts(), "rows": rows}
    RESULT.write_text(json.dumps(content | {"groups": groups}, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    os.chdir(ROOT)
    main(sys.argv[1:])
