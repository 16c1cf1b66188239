"""The files of this project that a stage imports, directly or not."""

from sinegan.provenance.fingerprint import ROOT, imported
from sinegan.provenance.fingerprint import closure as closure_of_module

__all__ = ["ROOT", "closure", "imported"]


def closure(stage: str) -> set[str]:
    """Files that ``python -m stages.<stage>`` imports, relative to the root, without ``__init__.py``."""
    return closure_of_module(f"stages.{stage}")
