"""The file of results: what is finished stays, whatever interrupts the benchmark."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from benchmarks import machine
from sinegan.io import files


class Results:
    """Results by data set, written after each training.

    Parameters
    ----------
    path
        Of the file. What it holds is kept.
    """

    def __init__(self, path: str) -> None:
        self.path = path
        self._all: dict[str, Any] = files.read_json(path, ("data",)) if Path(path).exists() else {"data": {}}

    @property
    def data(self) -> Mapping[str, Any]:
        """What is finished, by data set."""
        return dict(self._all["data"])

    def entry(self, name: str, made_of: Mapping[str, Any]) -> dict[str, Any]:
        """What is finished for a data set; nothing, if it was made of something else (recipe, data, versions)."""
        entry = self._all["data"].get(name)
        if entry is None or entry["made_of"] != made_of:
            entry = {"made_of": dict(made_of), "machine": machine.facts(), "seeds": {}}
            self._all["data"][name] = entry
        return dict(entry)

    def save(self, name: str, entry: Mapping[str, Any]) -> None:
        """Replace the entry of a data set, and write the file."""
        self._all["data"][name] = dict(entry)
        files.write_json(self.path, self._all)
