"""Bad input by the thousand: whatever it is, the answer is a value, or an error with a name and one line.

Each function tries so many inputs of one kind and counts what came of them: "accepted", "refused", or the trouble.
"""

import copy
import io
import pickle
import struct
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sinegan.calibration.options import Calibrate
from sinegan.datasets import readers as wave_files
from sinegan.evaluation.options import Evaluate
from sinegan.io import files, params
from sinegan.io.yaml import Loader
from sinegan.networks import weights
from sinegan.networks.recipe import Recipe, TrainedRecipe
from sinegan.reporting.detection import KnownFaults
from sinegan.reporting.options import Report
from sinegan.schema.scores import Evaluation
from sinegan.tracking.registry.gate import Gate
from sinegan.waves import dataset
from sinegan.waves.law import Waves

NAMED = (files.FileProblemError, params.ParameterError, dataset.BadWavesError)
SECTIONS = {"waves": Waves, "calibrate": Calibrate, "evaluate": Evaluate, "report": Report, "register": Gate}
SLOWEST = 5.0
"""Seconds; what takes longer counts as hanging."""

Spoil = Callable[[bytes, np.random.Generator], bytes]

_NUMBERS = st.one_of(
    st.floats(allow_nan=True, allow_infinity=True),
    st.integers(-(10**30), 10**30),
    st.sampled_from([0, -1, 1, 2**31, 2**63, 10**15, 1e-300, 1e300, -0.0]),
)
_VALUES = st.recursive(
    st.one_of(_NUMBERS, st.booleans(), st.none(), st.text(max_size=20), st.dates()),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(st.text(max_size=8), inner, max_size=4)),
    max_leaves=12,
)
_EDITS = ("set", "drop", "add", "twice", "surprise")
_SURPRISES = [
    "yes", "010", "1_000", "1e5", ".5", "0x10", "1:30", "~", "!!python/object/apply:os.system ['true']", "&a [*a]",
    "*a", "!!binary aGk=", "!!set {a, b}", "{<<: {a: 1}}", "? a", "[", "'", "\t", "%", "@", "|", "- -", "{a: 1, a: 2}",
    "!!timestamp 2026-01-01", "9" * 5_000, "[" * 3_000, "\x00", "\ufeff", "\u2028",
]  # fmt: skip


def answer(work: Callable[[], object], what: object) -> str:
    """How it was answered: "accepted", "refused", or else what was wrong: a traceback, silence, an endless message."""
    began = time.perf_counter()
    try:
        work()
        told = "accepted"
    except NAMED as error:
        fine = str(error).strip() and all(len(line) <= 1_000 for line in str(error).splitlines())
        told = "refused" if fine else f"{what!r}: the message is empty or endless: {str(error)[:300]}"
    except Exception as error:  # noqa: BLE001 - whatever it is, it is counted
        told = f"{what!r}: {type(error).__name__}: {error}"
    return told if time.perf_counter() - began <= SLOWEST else f"{what!r}: no answer for {SLOWEST} seconds"


def parameters(whole: str, tries: int) -> Counter[str]:
    """Any key of a file of parameters with any value, none, twice, or with a surprise of YAML in its place."""
    good, counted = yaml.load(whole, Loader), Counter[str]()  # noqa: S506 - a safe loader
    places = list(_places(good))

    @settings(
        max_examples=tries, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck)
    )
    @given(
        st.sampled_from(places),
        st.sampled_from(_EDITS),
        _VALUES,
        st.sampled_from(_SURPRISES),
    )
    def one(place: tuple[str, ...], how: str, value: Any, surprise: str) -> None:
        text = _edited(good, place, how, value, surprise)
        params.PATH.write_text(text, encoding="utf-8", errors="replace")
        counted[
            answer(lambda: params.check(SECTIONS, Recipe), (place, how, value if how != "surprise" else surprise))
        ] += 1

    one()
    return counted


def _places(value: Any, before: tuple[str, ...] = ()) -> Any:
    if before:
        yield before
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _places(inner, (*before, key))


def _edited(good: dict[str, Any], place: tuple[str, ...], how: str, value: Any, surprise: str) -> str:
    edited = copy.deepcopy(good)
    owner = edited
    for key in place[:-1]:
        owner = owner[key]
    marker = "PLACE_OF_A_SURPRISE"
    if how == "drop":
        del owner[place[-1]]
    elif how == "add":
        owner[str(value)] = value
    elif how == "set":
        owner[place[-1]] = value
    else:
        owner[place[-1]] = marker
    text = yaml.safe_dump(edited, allow_unicode=True)
    if how == "twice":
        key = place[-1]
        return text.replace(f"{key}: {marker}", f"{key}: 1\n{_indent(text, key, marker)}{key}: 2")
    return text.replace(marker, surprise)


def _indent(text: str, key: str, marker: str) -> str:
    line = next(line for line in text.splitlines() if f"{key}: {marker}" in line)
    return " " * (len(line) - len(line.lstrip()))


def truncated(content: bytes, part: float) -> bytes:
    """Its first part."""
    return content[: int(len(content) * part)]


def flipped(content: bytes, rng: np.random.Generator) -> bytes:
    """With up to three bits changed."""
    spoilt = bytearray(content)
    for place in rng.integers(len(spoilt), size=rng.integers(1, 4)):
        spoilt[place] ^= 1 << int(rng.integers(8))
    return bytes(spoilt)


def shuffled(content: bytes, rng: np.random.Generator) -> bytes:
    """With a piece cut out, doubled, or replaced by noise."""
    start, end = sorted(rng.integers(len(content), size=2))
    piece = content[start:end]
    return content[:start] + (b"", piece + piece, rng.bytes(len(piece)))[rng.integers(3)] + content[end:]


def strange(_: bytes, rng: np.random.Generator) -> bytes:
    """Something else altogether: noise, a pickle, text, a header that promises the moon."""
    buffer = io.BytesIO()
    shape = tuple(int(side) for side in rng.integers(0, 2**40, size=rng.integers(0, 4)))
    np.lib.format.write_array_header_1_0(buffer, {"descr": "<f8", "fortran_order": False, "shape": shape})
    kinds = [
        rng.bytes(int(rng.integers(0, 300))), pickle.dumps({"a": print}), b"{}", b"[]", b"null",
        b"\x89HDF\r\n\x1a\n" + rng.bytes(200),
        b"PK\x03\x04" + rng.bytes(100), b'{"a": ' * 3_000, b"nan,1\n", b"1e999,2\n", buffer.getvalue(),
        buffer.getvalue() + struct.pack("<4d", *rng.random(4)), "\ufeff1,2".encode(), b"\x00" * 100, b"epoch,a\n1,2",
    ]  # fmt: skip
    return kinds[rng.integers(len(kinds))]


def readers(network: Any, columns: tuple[str, ...]) -> dict[str, Callable[[Path], object]]:
    """How each kind of file is read, by the name of an example."""
    return {
        "data.npz": lambda path: dataset.from_arrays(files.read_arrays(str(path)), ("pool",), str(path)),
        "generator.weights.h5": lambda path: weights.read_into(network, str(path)),
        "history.csv": lambda path: files.read_table(str(path), columns),
        "recipe.json": lambda path: files.read_record(str(path), TrainedRecipe),
        "metrics.json": lambda path: files.read_record(str(path), Evaluation),
        "calibration.json": lambda path: files.read_record(str(path), KnownFaults),
        "film.npz": lambda path: files.read_arrays(str(path), ("waves", "epochs")),
        "own.npy": lambda path: wave_files.read(str(path)),
        "own.csv": lambda path: wave_files.read(str(path)),
    }


def spoilt_files(folder: Path, name: str, read: Callable[[Path], object], tries: int, seed: int) -> Counter[str]:
    """A good file cut at each hundredth, then spoilt in so many other ways, and read."""
    rng, counted = np.random.default_rng([seed, *name.encode()]), Counter[str]()
    good = (folder / name).read_bytes()
    assert answer(lambda: read(folder / name), name) == "accepted", "the example itself"
    bad = folder / f"bad-{name}"
    for content in spoilt(good, tries, rng):
        bad.write_bytes(content)
        counted[answer(lambda: read(bad), (name, content[:80], len(content)))] += 1
    return counted


def spoilt(good: bytes, tries: int, rng: np.random.Generator) -> list[bytes]:
    """Cut at each hundredth, and spoilt in so many ways in all."""
    cut = [truncated(good, percent / 100) for percent in range(100)]
    return cut + [(flipped, shuffled, strange)[turn % 3](good, rng) for turn in range(tries - len(cut))]
