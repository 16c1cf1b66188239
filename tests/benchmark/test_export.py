"""The data as others read them."""

import hashlib
import json
from pathlib import Path

import numpy as np
import yaml

from sinegan.benchmark import entry, protocol
from sinegan.benchmark.export import export, law_content
from sinegan.waves.draw import render
from tests.closure import ROOT


def test_pool_law_and_an_example_are_written(tmp_path: Path) -> None:
    paths = export(str(tmp_path / "data"))
    assert [Path(path).name for path in paths] == ["pool.npy", "law.json", "entry.example.yaml"]
    pool = np.load(paths[0], allow_pickle=False)
    assert (pool.dtype, pool.flags.c_contiguous) == (np.dtype("<f4"), True)
    np.testing.assert_array_equal(pool, protocol.pool())
    law = json.loads(Path(paths[1]).read_text())
    assert set(law) == {"protocol", "formula", "n_points", "step", "offset", "multiplier", "pool", "submit"}
    assert law["pool"]["shape"] == [100_000, 50]
    assert law["submit"] == {"n_waves": 10_000, "n_seeds_at_least": 3}


def test_the_values_follow_a_header_of_128_bytes(tmp_path: Path) -> None:
    """For languages that cannot read ``.npy``."""
    pool, law, _ = export(str(tmp_path))
    values = Path(pool).read_bytes()[128:]
    assert hashlib.sha256(values).hexdigest() == json.loads(Path(law).read_text())["pool"]["sha256_of_values"]
    np.testing.assert_array_equal(np.frombuffer(values, "<f4").reshape(-1, 50), protocol.pool())


def test_the_formula_gives_waves_of_the_law() -> None:
    """What the text says, evaluated."""
    formula = law_content()["formula"].removeprefix("y = ").partition(" at x = 0, step, ... ")[0]
    x, offset, multiplier = protocol.LAW.x, 3.0, 1.25
    drawn = eval(formula, {"sin": np.sin, "x": x, "offset": offset, "multiplier": multiplier})  # noqa: S307
    np.testing.assert_allclose(render(protocol.LAW, np.array([offset]), np.array([multiplier]))[0], drawn)


def test_the_example_of_an_entry_is_one(tmp_path: Path) -> None:
    (tmp_path / "entry.yaml").write_text(entry.TEMPLATE, encoding="utf-8")
    found, faults = entry.read(tmp_path)
    assert faults == []
    assert found is not None
    assert set(yaml.safe_load(entry.TEMPLATE)) == set(entry.Entry.model_fields)


def test_the_page_shows_the_example() -> None:
    _, _, lines = entry.TEMPLATE.partition("\n")
    assert f"```yaml\n{lines}```" in (ROOT / "docs/benchmark.md").read_text(encoding="utf-8")
