"""The hardware that a computation ran on."""

import platform
from pathlib import Path


def processor() -> str:
    """The processor's name, from Linux if possible, otherwise from Python."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    return next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), platform.machine())
