"""The repository's folder, and the folders in it for locks and feeds."""

import os
from pathlib import Path


def root() -> Path:
    """The repository's folder.

    DVC sets ``DVC_ROOT`` to it: queued experiments run in a temporary copy, which is deleted afterwards with everything
    that was created in it.
    """
    return Path(os.environ.get("DVC_ROOT") or Path(__file__).resolve().parents[2])


def locks() -> Path:
    """Folder of the locks of runs."""
    return root() / ".locks"


def feeds() -> Path:
    """Folder of the feeds of running trainings."""
    return root() / ".feeds"
