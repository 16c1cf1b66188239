"""What ``make repro`` says at its end, after the comparison with the published result."""

from sinegan.commands.same_bytes import WHY_OTHERS
from sinegan.io import paths
from sinegan.tracking import git
from sinegan.tracking.run_fields import CODE

RESULTS = ("dvc.lock", f"{paths.REPORTS}/")
"""Committed files that the pipeline writes."""
_NEXT = (
    ("report", paths.REPORT),
    ("make ui", "the run in MLflow, with curves, figures and model"),
    ("make sample", "ten waves from the generator; a file: .venv/bin/sinegan sample --n 1000 --out waves.csv"),
)


def lines(*, reproduced: bool) -> list[str]:
    """A sentence about changed files, if there are any, and the next commands.

    Parameters
    ----------
    reproduced
        Whether the scores agree with the published ones.
    """
    changed = _changed_files(reproduced)
    return [*([changed] if changed else []), "", *(f"{name:<13}{text}" for name, text in _NEXT)]


def _changed_files(reproduced: bool) -> str | None:
    """How many committed results changed, why, and how to restore them.

    The command keeps other files that the user has changed, such as params.yaml.
    """
    changed = git.output("diff", "--name-only", "--relative", "HEAD").splitlines()
    results = [path for path in changed if path.startswith(RESULTS)]
    causes = [path for path in changed if path.startswith((*CODE, f"{paths.USER_DATA}/"))]
    if not results:
        return None
    count = f"{len(results)} committed {'file' if len(results) == 1 else 'files'} changed"
    if causes:
        reason = f": normal, since {causes[0]} differs from the last commit"
    else:
        reason = f": {WHY_OTHERS}" if reproduced else ""
    return f"{count}{reason}; 'git checkout {' '.join(RESULTS)}' restores {'it' if len(results) == 1 else 'them'}."
