"""A Dask cluster of real processes, started as in the README."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests import small_pipeline
from tests.closure import ROOT


@contextmanager
def running(folder: Path, *options: str, project: Path = ROOT) -> Iterator[str]:
    """Start a scheduler and two workers as separate processes with that project's code; yield the address."""
    file = folder / "scheduler.json"
    quiet: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": project}
    quiet["env"] = os.environ | {"PYTHONPATH": str(project)}
    dask = str(Path(sys.executable).parent / "dask")
    named = ["--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(file)]
    processes = [subprocess.Popen([dask, "scheduler", *named, *options], **quiet)]
    try:
        small_pipeline.wait_for(file)
        address = json.loads(file.read_text(encoding="utf-8"))["address"]
        worker = [dask, "worker", address, "--nthreads", "1", "--no-dashboard", "--local-directory", str(folder)]
        worker += [option for option in options if not option.startswith("--protocol")]
        processes += [subprocess.Popen(worker, **quiet) for _ in range(2)]
        yield address
    finally:
        for process in reversed(processes):
            process.terminate()
            process.wait(20)
