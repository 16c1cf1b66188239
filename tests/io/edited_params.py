"""A params.yaml to try out: the committed one with some keys set or taken away."""

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
    """Write the committed parameters with some keys set, or taken away."""
    whole = yaml.load(GOOD, Loader)  # noqa: S506 - a safe loader
    for key, value in edits.items():
        *path, last = key.split(".")
        place = whole
        for part in path:
            place = place[part]
        if value is ABSENT:
            del place[last]
        else:
            place[last] = value
    Path("params.yaml").write_text(yaml.safe_dump(whole), encoding="utf-8")


def complaint(do: Callable[[], Any] = check.check) -> str:
    with pytest.raises(ParameterError) as caught:
        do()
    return str(caught.value)
