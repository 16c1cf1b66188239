"""One instruction set for every x86-64 processor with AVX2, so that the same computation gives the same bytes on each.

Libraries choose their code by the processor they run on, and each choice rounds differently. They read these settings
when they are imported, so that this module has effects at import, and `sinegan` imports it first. A user's own settings
are replaced: results would depend on them. ``SINEGAN_INSTRUCTION_SETS=native`` leaves the choice to the libraries,
which is faster on processors with AVX-512.
"""

import os
from pathlib import Path

SETTINGS = {
    "ONEDNN_MAX_CPU_ISA": "AVX2",  # TensorFlow's matrix products
    "TF_ENABLE_ONEDNN_OPTS": "0",  # other operations; by default 1 only on some processors
    "NPY_DISABLE_CPU_FEATURES": "X86_V4 AVX512_ICL AVX512_SPR",  # exponentials, logarithms, order of ties
    "OPENBLAS_CORETYPE": "Haswell",  # matrix products and decompositions of NumPy and SciPy
}
"""Environment variables; with them, a processor with AVX-512 computes the bytes of one without."""

SWITCH, NATIVE = "SINEGAN_INSTRUCTION_SETS", "native"


def has_avx2() -> bool:
    """Whether Linux says that the processor has AVX2 and FMA; without them, these settings would crash OpenBLAS."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return False
    flags = next((set(line.split()) for line in lines if line.startswith("flags")), set())
    return {"avx2", "fma"} <= flags


if has_avx2() and os.environ.get(SWITCH) != NATIVE:
    os.environ.update(SETTINGS)
