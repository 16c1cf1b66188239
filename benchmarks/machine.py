"""The machine that a benchmark ran on."""

import datetime
import os
import platform
from importlib.metadata import PackageNotFoundError, version

from sinegan.provenance.hardware import processor


def facts() -> dict[str, str | int | None]:
    """Date, processor, cores, and versions of numeric libraries; None for those that are not installed."""
    info: dict[str, str | int | None] = {
        "date": str(datetime.date.today()),
        "processor": processor(),
        "cores": os.cpu_count(),
        "python": platform.python_version(),
    }
    return info | {name: _version(name) for name in ("numpy", "tensorflow", "keras", "torch", "jax")}


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None
