"""Write a params.yaml for a test: the committed one with some keys changed or removed."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from sinegan.commands import check
from sinegan.io.params import ParameterError
from sinegan.io.yaml import Loader

ROOT = Path(__file__).resolve().parents[2]
GOOD = (ROOT / "params.yaml").read_text(encoding="utf-8")
ABSENT = object()
ARTICLE = "recipes.article"


def write(edits: dict[str, Any]) -> None:
    """Write the committed parameters with some keys changed, or removed where the value is `ABSENT`."""
    whole = yaml.load(GOOD, Loader)  # noqa: S506 - a safe loader
    for key, value in edits.items():
        *path, last = key.split(".")
        section = whole
        for part in path:
            section = section[part]
        if value is ABSENT:
            del section[last]
        else:
            section[last] = value
    Path("params.yaml").write_text(yaml.safe_dump(whole), encoding="utf-8")


def error_message(action: Callable[[], Any] = check.check) -> str:
    with pytest.raises(ParameterError) as caught:
        action()
    return str(caught.value)
