"""The file that describes an entry: whose waves these are, and what they cost."""

import json
import re
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import Field, StringConstraints, ValidationError, field_validator

from sinegan.io.files import short
from sinegan.io.validation_errors import error_lines
from sinegan.io.yaml import load
from sinegan.schema.strict import StrictModel

NAMES = ("entry.yaml", "entry.yml", "entry.json")
TEMPLATE = """\
# Beside the waves of your seeds (seed-0.npy, seed-1.npy, ...), as entry.yaml or, with the same keys, entry.json.
name: My generator          # in the table
seconds: 120                # of training, the median over seeds; without drawing the waves
cores: 2                    # that the training used; with a graphics card, say so in note
parameters: 96000           # trainable parameters of all networks, the discriminator included
settings_tried: 1           # settings that you tried on these waves, this one included
link: null                  # to the code: https://..., or a path in this repository
failed: 0                   # trainings without waves, or with NaN or infinity in them (may be left out)
note: ""                    # what else a reader must know, in one line (may be left out)
"""
_NOT_IN_A_CELL = "|<>`[]*\\"
"""Characters of Markdown: the text stands in a table."""
_LINK = re.compile(r"https?://[^\s|()<>`]+|\w[\w./-]*")


class Entry(StrictModel):
    """Content of an entry file.

    Attributes
    ----------
    name
        Of the generator.
    seconds
        Of training one seed, the median over seeds.
    cores
        That the training used.
    parameters
        Trainable parameters of all networks, the discriminator included; 0 without training.
    settings_tried
        Settings that were tried on these data, the submitted one included.
    link
        To the code: an address, or a path in this repository. None if it is not public.
    failed
        Trainings that gave no waves, or waves with NaN or infinity.
    note
        One line.

    Raises
    ------
    pydantic.ValidationError
        A key is missing or unknown, or a value does not fit.
    """

    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
    seconds: Annotated[float, Field(ge=0, le=1e9)]
    cores: Annotated[int, Field(ge=1, le=1_000_000)]
    parameters: Annotated[int, Field(ge=0)]
    settings_tried: Annotated[int, Field(ge=1)]
    link: Annotated[str, Field(max_length=300)] | None
    failed: Annotated[int, Field(ge=0)] = 0
    note: Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)] = ""

    @field_validator("name", "note")
    @classmethod
    def _fits_a_table(cls, text: str) -> str:
        if not text.isprintable() or set(text) & set(_NOT_IN_A_CELL):
            raise ValueError(f"must be one line without {' '.join(_NOT_IN_A_CELL)}, since it stands in a table")
        return text

    @field_validator("link")
    @classmethod
    def _leads_somewhere(cls, link: str | None) -> str | None:
        if link is not None and (not _LINK.fullmatch(link) or ".." in link.split("/")):
            raise ValueError("give https://..., a path in this repository such as benchmarks/entries/mine.py, or null")
        return link


def read(folder: Path) -> tuple[Entry | None, list[str]]:
    """The entry file of a folder, and one line for each error in it; None if there are any."""
    existing = [folder / name for name in NAMES if (folder / name).exists()]
    if len(existing) != 1:
        problem = f"has {' and '.join(path.name for path in existing)}; keep one" if existing else f"has no {NAMES[0]}"
        hint = "" if existing else "; 'sinegan benchmark data' writes an example to fill in"
        return None, [f"{folder} {problem}{hint}"]
    (path,) = existing
    try:
        content = _parsed(path)
        return Entry.model_validate(content), []
    except ValidationError as error:
        return None, error_lines(path, "", content, error)
    except (OSError, yaml.YAMLError, ValueError, TypeError, LookupError, AttributeError, RecursionError) as error:
        kind = "JSON" if path.suffix == ".json" else "YAML"
        return None, [f"{path} is not valid {kind} ({short(getattr(error, 'strerror', None) or error)}); correct it"]


def _parsed(path: Path) -> dict[str, Any]:
    text = path.read_text(encoding="utf-8-sig")
    content = json.loads(text) if path.suffix == ".json" else load(text)
    if not isinstance(content, dict):
        raise ValueError("it must be a mapping of keys to values")
    return content
