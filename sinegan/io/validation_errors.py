"""Words for the errors that pydantic finds in parameters: file, key path, value, and fix."""

from pathlib import Path
from typing import Any

from pydantic import ValidationError

HINTS = {
    "missing": "is missing; add it",
    "extra_forbidden": "is an unknown key; remove it or fix its spelling",
}
"""What to do about errors whose own messages do not say it."""
_MAX_LENGTH = 200


def error_lines(file: Path, path: str, value: Any, error: ValidationError) -> list[str]:
    """One line for each error of a section.

    Parameters
    ----------
    file
        Where the parameters are from.
    path
        Of the section in the file; empty for the whole file.
    value
        The section as it was read.
    error
        Of its validation.
    """
    return [_error_line(file, path, value, detail) for detail in error.errors(include_url=False)]


def _error_line(file: Path, path: str, value: Any, detail: Any) -> str:
    """One line: file, key path, value, and fix."""
    key = ".".join(part for part in (path, *_keys(value, detail["loc"])) if part)
    if detail["type"] in HINTS:
        return f"{file}: {key} {HINTS[detail['type']]}"
    message = detail["msg"].removeprefix("Value error, ")
    if isinstance(detail["input"], dict):
        return f"{file}: {key}: {message}"
    return f"{file}: {key} = {_repr(detail['input'])}: {message[0].lower()}{message[1:]}"


def _repr(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= _MAX_LENGTH else f"{text[:_MAX_LENGTH]}..."


def _keys(value: Any, location: tuple[int | str, ...]) -> list[str]:
    """The location of an error as keys of the file; pydantic inserts names of union members between them."""
    *parents, last = location or ("",)
    keys = []
    for part in parents:
        if isinstance(value, dict) and part not in value:
            continue
        keys.append(str(part))
        value = value[part]
    return [*keys, str(last)] if location else []
