"""Which stages of the pipeline are running in this folder, from the files beside their locks."""

from pathlib import Path

from sinegan.io import lock
from sinegan.tracking import processes

_STAGES = ("generate", "calibrate", "train", "evaluate", "report", "publish")


def names() -> list[str]:
    """Names of the stages that a process of this folder runs now, in their order."""
    return [name for name in _STAGES if _is_running(Path(lock.FOLDER) / f"{name}.pid")]


def _is_running(holder: Path) -> bool:
    """Whether the process that took the lock still exists; a later one with the same id started after that.

    The lock itself is not tried: a stage that starts at that moment would find it held.
    """
    try:
        pid, written = int(holder.read_text()), holder.stat().st_mtime
    except (OSError, ValueError):
        return False
    return processes.runs_since(pid, written)
