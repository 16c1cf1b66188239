"""Where the repository is that runs, locks and feeds belong to."""

import os
from pathlib import Path


def root() -> Path:
    """The repository's folder.

    DVC names it in ``DVC_ROOT``: queued experiments run in a temporary copy, which is deleted afterwards together with
    anything that was made in it.
    """
    return Path(os.environ.get("DVC_ROOT") or Path(__file__).resolve().parents[2])


def locks() -> Path:
    """Folder of the locks of runs."""
    return root() / ".locks"


def feeds() -> Path:
    """Folder in which each running training has a feed."""
    return root() / ".feeds"
