"""The modules of this house that a door loads, directly or not, as files."""

from sinegan.provenance.fingerprint import ROOT, imported
from sinegan.provenance.fingerprint import closure as closure_of_module

__all__ = ["ROOT", "closure", "imported"]


def closure(door: str) -> set[str]:
    """Files loaded by ``python -m stages.<door>``, relative to the root; empty ``__init__`` files left out."""
    return closure_of_module(f"stages.{door}")
