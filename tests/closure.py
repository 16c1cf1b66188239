"""The files of this project, and those that a stage imports, directly or not."""

from pathlib import Path

from sinegan.provenance.fingerprint import ROOT, imported
from sinegan.provenance.fingerprint import closure as closure_of_module

__all__ = ["ROOT", "closure", "imported", "name"]


def closure(stage: str) -> set[str]:
    """Files that ``python -m stages.<stage>`` imports, relative to the root, without ``__init__.py``."""
    return closure_of_module(f"stages.{stage}")


def name(path: Path) -> str:
    """The path relative to the root, as dvc.yaml has it."""
    return str(path.relative_to(ROOT))
