"""The data as others read them."""

import json
from pathlib import Path

import numpy as np

from sinegan.benchmark import entry, protocol
from sinegan.benchmark.export import export
from sinegan.waves.draw import render


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


def test_the_formula_gives_waves_of_the_law() -> None:
    """What the text says, evaluated."""
    formula = "np.sin(offset + x * multiplier) / 2 + 1/2"
    x, offset, multiplier = protocol.LAW.x, 3.0, 1.25
    drawn = eval(formula, {"np": np, "x": x, "offset": offset, "multiplier": multiplier})  # noqa: S307
    np.testing.assert_allclose(render(protocol.LAW, np.array([offset]), np.array([multiplier]))[0], drawn)


def test_the_example_of_an_entry_is_one(tmp_path: Path) -> None:
    (tmp_path / "entry.yaml").write_text(entry.TEMPLATE, encoding="utf-8")
    found, faults = entry.read(tmp_path)
    assert faults == []
    assert found is not None
    assert set(found.model_dump()) == set(entry.Entry.model_fields)
