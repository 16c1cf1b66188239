"""One implementation in a process of its own; `benchmarks.turns` has the other side.

    python -m benchmarks.worker MODULE N STEPS POOL

For each number on stdin, it does the work of `benchmarks.implementations.MODULE` that many times and answers with a
line: the seconds that it took, and the peak memory of the process so far in MiB. POOL is an ``.npy`` file.

NumPy is imported after the implementation, since `sinegan` must come first where it is imported.
"""

import importlib
import resource
import sys
import time
from pathlib import Path


def main() -> None:
    """Work until stdin ends."""
    module, n, steps, pool = sys.argv[1:]
    implementation = importlib.import_module(f"benchmarks.implementations.{module}")
    import numpy as np

    work = implementation.prepare(np.load(pool, allow_pickle=False), int(n), int(steps))
    for line in sys.stdin:
        start = time.perf_counter()
        for _ in range(int(line)):
            work()
        sys.stdout.write(f"{time.perf_counter() - start} {_peak_memory()}\n")
        sys.stdout.flush()


def _peak_memory() -> int:
    """In MiB. On Linux, getrusage of a child would include the parent's memory before exec."""
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 2**20  # macOS counts bytes
    return int(status.split("VmHWM:")[1].split()[0]) // 1024


if __name__ == "__main__":
    main()
