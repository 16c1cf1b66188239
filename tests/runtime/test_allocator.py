"""Freed memory is kept, whatever the process was told when it started."""

import os
import platform
import subprocess
import sys

import pytest

_COUNT = """
import resource, sys
if sys.argv[1] == "kept":
    from sinegan.runtime import allocator
    assert allocator.keep_freed_memory()
for turn in range(50):
    if turn == 10:
        before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    bytearray(2**22)
print(resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before)
"""


def _page_faults(how: str) -> int:
    """Of 40 allocations of 1024 pages, as in a worker of Dask."""
    environment = os.environ | {"MALLOC_TRIM_THRESHOLD_": "65536"}
    command = [sys.executable, "-c", _COUNT, how]
    return int(subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout)


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="other C libraries have no such settings")
def test_freed_memory_is_used_again_without_asking_the_system() -> None:
    assert _page_faults("returned") > 20_000
    assert _page_faults("kept") < 2_000
