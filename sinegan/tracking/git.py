"""Read-only queries to git about this repository."""

import json
import subprocess
from collections.abc import Iterable
from typing import Any

import yaml

from sinegan.io.files import FileProblemError
from sinegan.io.params import PATH
from sinegan.io.yaml import load


def output(*args: str) -> str:
    """Output of a git command; empty if it fails, since results do not depend on it."""
    try:
        process = subprocess.run(["git", *args], capture_output=True, text=True, check=False)  # noqa: S603, S607
    except OSError:
        return ""
    return process.stdout.strip() if process.returncode == 0 else ""


def committed_params(*keys: str) -> dict[str, Any] | None:
    """A section of params.yaml of the last commit, such as ``recipes``, ``modern``; None if there is none."""
    try:
        section: Any = load(output("show", f"HEAD:./{PATH}"))
        for key in keys:
            section = section[key]
    except (yaml.YAMLError, ValueError, TypeError, LookupError):
        return None
    return section if isinstance(section, dict) else None


def committed_json(path: str, needed: Iterable[str] = ()) -> dict[str, Any]:
    """Read a JSON object from the last commit; it must have the keys `needed`.

    Raises
    ------
    FileProblemError
        There is no git, no commit or no such file in it, or it is not a JSON object with these keys.
    """
    try:
        process = subprocess.run(["git", "show", f"HEAD:./{path}"], capture_output=True, check=True)  # noqa: S603, S607
        content = json.loads(process.stdout)
    except (OSError, subprocess.CalledProcessError) as error:
        reason = (getattr(error, "stderr", b"") or b"").decode(errors="replace").strip() or error
        raise FileProblemError(
            f"{path} is not committed here ({reason}); work in a git clone of the project"
        ) from error
    except ValueError as error:
        raise FileProblemError(f"{path} of the last commit is not JSON ({error}); restore it and commit") from error
    missing = [key for key in needed if not (isinstance(content, dict) and key in content)]
    if missing or not isinstance(content, dict):
        raise FileProblemError(f"{path} of the last commit lacks {', '.join(missing)}; restore it and commit")
    return content
