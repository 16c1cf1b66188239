"""Fuzzing: any input gives a value, or one of this project's errors with a short message.

Each function tries many inputs of one kind and counts the outcomes: "accepted", "refused", or the problem.
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
from sinegan.datasets import readers as wave_readers
from sinegan.evaluation.options import Evaluate
from sinegan.io import files, params
from sinegan.io.yaml import Loader
from sinegan.networks import weights
from sinegan.networks.recipe import Recipe
from sinegan.networks.trained_recipe import TrainedRecipe
from sinegan.reporting.detection import KnownCorruptions
from sinegan.reporting.options import Report
from sinegan.schema.scores import Evaluation
from sinegan.tracking.registry.gate import Gate
from sinegan.waves import dataset
from sinegan.waves.checked_arrays import BadWavesError
from sinegan.waves.options import Waves

EXPECTED_ERRORS = (files.FileProblemError, params.ParameterError, BadWavesError)
SECTIONS = {"waves": Waves, "calibrate": Calibrate, "evaluate": Evaluate, "report": Report, "register": Gate}
TIMEOUT = 5.0
"""Seconds; anything slower counts as a problem."""

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
_EDITS = ("set", "drop", "add", "duplicate", "snippet")
_YAML_SNIPPETS = [
    "yes", "010", "1_000", "1e5", ".5", "0x10", "1:30", "~", "!!python/object/apply:os.system ['true']", "&a [*a]",
    "*a", "!!binary aGk=", "!!set {a, b}", "{<<: {a: 1}}", "? a", "[", "'", "\t", "%", "@", "|", "- -", "{a: 1, a: 2}",
    "!!timestamp 2026-01-01", "9" * 5_000, "[" * 3_000, "\x00", "\ufeff", "\u2028",
]  # fmt: skip


def outcome(action: Callable[[], object], description: object) -> str:
    """The outcome: "accepted", "refused", or else the problem: another exception, a bad message, or a timeout."""
    start = time.perf_counter()
    try:
        action()
        result = "accepted"
    except EXPECTED_ERRORS as error:
        is_short = str(error).strip() and all(len(line) <= 1_000 for line in str(error).splitlines())
        result = "refused" if is_short else f"{description!r}: the message is empty or too long: {str(error)[:300]}"
    except Exception as error:  # noqa: BLE001 - any other exception is a problem to be counted
        result = f"{description!r}: {type(error).__name__}: {error}"
    return result if time.perf_counter() - start <= TIMEOUT else f"{description!r}: took more than {TIMEOUT} seconds"


def parameters(text: str, tries: int) -> Counter[str]:
    """Set any key of a parameter file to any value, remove or duplicate it, or replace its value by unusual YAML."""
    valid, outcomes = yaml.load(text, Loader), Counter[str]()  # noqa: S506 - a safe loader
    key_paths = list(_key_paths(valid))

    @settings(
        max_examples=tries, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck)
    )
    @given(
        st.sampled_from(key_paths),
        st.sampled_from(_EDITS),
        _VALUES,
        st.sampled_from(_YAML_SNIPPETS),
    )
    def try_one(key_path: tuple[str, ...], edit: str, value: Any, snippet: str) -> None:
        text = _edited(valid, key_path, edit, value, snippet)
        params.PATH.write_text(text, encoding="utf-8", errors="replace")
        description = (key_path, edit, value if edit != "snippet" else snippet)
        outcomes[outcome(lambda: params.check(SECTIONS, Recipe), description)] += 1

    try_one()
    return outcomes


def _key_paths(value: Any, parents: tuple[str, ...] = ()) -> Any:
    if parents:
        yield parents
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _key_paths(inner, (*parents, key))


def _edited(valid: dict[str, Any], key_path: tuple[str, ...], edit: str, value: Any, snippet: str) -> str:
    edited = copy.deepcopy(valid)
    parent = edited
    for key in key_path[:-1]:
        parent = parent[key]
    marker = "PLACEHOLDER"
    if edit == "drop":
        del parent[key_path[-1]]
    elif edit == "add":
        parent[str(value)] = value
    elif edit == "set":
        parent[key_path[-1]] = value
    else:
        parent[key_path[-1]] = marker
    text = yaml.safe_dump(edited, allow_unicode=True)
    if edit == "duplicate":
        key = key_path[-1]
        return text.replace(f"{key}: {marker}", f"{key}: 1\n{_indent(text, key, marker)}{key}: 2")
    return text.replace(marker, snippet)


def _indent(text: str, key: str, marker: str) -> str:
    line = next(line for line in text.splitlines() if f"{key}: {marker}" in line)
    return " " * (len(line) - len(line.lstrip()))


def truncated(content: bytes, fraction: float) -> bytes:
    """The first fraction of the content."""
    return content[: int(len(content) * fraction)]


def with_flipped_bits(content: bytes, rng: np.random.Generator) -> bytes:
    """With up to three bits changed."""
    changed = bytearray(content)
    for index in rng.integers(len(changed), size=rng.integers(1, 4)):
        changed[index] ^= 1 << int(rng.integers(8))
    return bytes(changed)


def with_changed_piece(content: bytes, rng: np.random.Generator) -> bytes:
    """With a piece removed, duplicated, or replaced by random bytes."""
    start, end = sorted(rng.integers(len(content), size=2))
    piece = content[start:end]
    return content[:start] + (b"", piece + piece, rng.bytes(len(piece)))[rng.integers(3)] + content[end:]


def foreign(_: bytes, rng: np.random.Generator) -> bytes:
    """Unrelated content: random bytes, a pickle, text, or an array header with a huge shape."""
    buffer = io.BytesIO()
    shape = tuple(int(side) for side in rng.integers(0, 2**40, size=rng.integers(0, 4)))
    np.lib.format.write_array_header_1_0(buffer, {"descr": "<f8", "fortran_order": False, "shape": shape})
    kinds = [
        rng.bytes(int(rng.integers(0, 300))), pickle.dumps({"a": print}), b"{}", b"[]", b"null",
        b"\x89HDF\r\n\x1a\n" + rng.bytes(200),
        b"PK\x03\x04" + rng.bytes(100), b'{"a": ' * 3_000, b"nan,1\n", b"1e999,2\n", buffer.getvalue(),
        buffer.getvalue() + struct.pack("<4d", *rng.random(4)), "\ufeff1,2".encode(), b"\x00" * 100, b"step,a\n1,2",
    ]  # fmt: skip
    return kinds[rng.integers(len(kinds))]


def readers(network: Any, columns: tuple[str, ...]) -> dict[str, Callable[[Path], object]]:
    """The function that reads each kind of file, by the name of an example."""
    return {
        "data.npz": lambda path: dataset.from_arrays(files.read_arrays(str(path)), ("pool",), str(path)),
        "generator.weights.h5": lambda path: weights.read_into(network, str(path)),
        "history.csv": lambda path: files.read_table(str(path), columns),
        "recipe.json": lambda path: files.read_model(str(path), TrainedRecipe),
        "metrics.json": lambda path: files.read_model(str(path), Evaluation),
        "calibration.json": lambda path: files.read_model(str(path), KnownCorruptions),
        "snapshots.npz": lambda path: files.read_arrays(str(path), ("waves", "steps")),
        "waves.npy": lambda path: wave_readers.read(str(path)),
        "waves.csv": lambda path: wave_readers.read(str(path)),
    }


def bad_files(folder: Path, name: str, read: Callable[[Path], object], tries: int, seed: int) -> Counter[str]:
    """Read `tries` truncated, modified and foreign versions of a valid file."""
    rng, outcomes = np.random.default_rng([seed, *name.encode()]), Counter[str]()
    valid = (folder / name).read_bytes()
    assert outcome(lambda: read(folder / name), name) == "accepted", "the example itself"
    path = folder / f"bad-{name}"
    for content in bad_contents(valid, tries, rng):
        path.write_bytes(content)
        outcomes[outcome(lambda: read(path), (name, content[:80], len(content)))] += 1
    return outcomes


def bad_contents(valid: bytes, tries: int, rng: np.random.Generator) -> list[bytes]:
    """`tries` versions of valid content: truncated to 0 %, 1 %, ... 99 %, the others modified or foreign."""
    cut = [truncated(valid, percent / 100) for percent in range(100)]
    changes = (with_flipped_bits, with_changed_piece, foreign)
    return cut + [changes[turn % 3](valid, rng) for turn in range(tries - len(cut))]
