"""What git says of this repository."""

import json
import subprocess
from collections.abc import Iterable
from typing import Any

from sinegan.io.files import FileProblemError


def ask(*words: str) -> str:
    """What git answers; nothing where it has no answer, since a result is no worse for that."""
    try:
        answer = subprocess.run(["git", *words], capture_output=True, text=True, check=False)  # noqa: S603, S607
    except OSError:
        return ""
    return answer.stdout.strip() if answer.returncode == 0 else ""


def committed_json(path: str, needed: Iterable[str] = ()) -> dict[str, Any]:
    """A JSON object as it was committed last, which must have the keys `needed`.

    Raises
    ------
    FileProblemError
        There is no git, no commit or no such file in it, or it is no JSON object with these keys.
    """
    try:
        shown = subprocess.run(["git", "show", f"HEAD:./{path}"], capture_output=True, check=True)  # noqa: S603, S607
        content = json.loads(shown.stdout)
    except (OSError, subprocess.CalledProcessError) as error:
        said = (getattr(error, "stderr", b"") or b"").decode(errors="replace").strip() or error
        raise FileProblemError(f"{path} is in no commit here ({said}); work in a git clone of the project") from error
    except ValueError as error:
        raise FileProblemError(f"{path} of the last commit is no JSON ({error}); restore it and commit") from error
    missing = [key for key in needed if not (isinstance(content, dict) and key in content)]
    if missing or not isinstance(content, dict):
        raise FileProblemError(f"{path} of the last commit lacks {', '.join(missing)}; restore it and commit")
    return content
