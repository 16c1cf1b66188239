"""The instruction sets of the libraries."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from threadpoolctl import threadpool_info

from sinegan.runtime import instruction_sets
from sinegan.runtime.instruction_sets import NATIVE, SETTINGS, SWITCH

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.skipif(not instruction_sets.has_avx2(), reason="the processor has no AVX2")


def _printed(code: str, **settings: str) -> str:
    """What the code prints in a new process, in the environment of a user with these settings."""
    environment = {name: value for name, value in os.environ.items() if name not in SETTINGS}
    process = subprocess.run(
        [sys.executable, "-c", f"import sinegan; {code}"], cwd=ROOT, env=environment | settings, check=True,
        capture_output=True, text=True,
    )  # fmt: skip
    return process.stdout


def test_openblas_runs_the_kernels_of_all_processors() -> None:
    kernels = {library["architecture"] for library in threadpool_info() if library["internal_api"] == "openblas"}
    assert kernels == {"Haswell"}


@pytest.mark.parametrize("settings", [{}, {"NPY_DISABLE_CPU_FEATURES": ""}])
def test_numpy_uses_no_avx512(settings: dict[str, str]) -> None:
    code = "import numpy; print(numpy._core._multiarray_umath.__cpu_features__['X86_V4'])"
    assert _printed(code, **settings) == "False\n"


@pytest.mark.parametrize(("settings", "kept"), [({}, sorted(SETTINGS)), ({SWITCH: NATIVE}, [])])
def test_a_switch_leaves_the_choice_to_the_libraries(settings: dict[str, str], kept: list[str]) -> None:
    code = f"import os; print(sorted({set(SETTINGS)} & set(os.environ)))"
    assert _printed(code, **settings) == f"{kept}\n"


def test_logarithms_are_those_of_a_processor_without_avx512() -> None:
    """The digest was computed on such a processor."""
    code = "import hashlib, numpy; print(hashlib.md5(numpy.log(numpy.linspace(0.1, 9, 10_000)).tobytes()).hexdigest())"
    assert _printed(code).startswith("02badb6d")
