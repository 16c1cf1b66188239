"""The public API: import sinegan."""

import doctest
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import numpy as np
import pytest

import sinegan
from sinegan.waves.law import Law

pytestmark = pytest.mark.trains


def test_every_public_name_exists_and_has_an_example() -> None:
    for name in sinegan.__all__:
        assert ">>>" in (getattr(sinegan, name).__doc__ or ""), name
    assert set(sinegan._HOMES) == set(sinegan.__all__) == set(dir(sinegan))
    with pytest.raises(AttributeError, match="no attribute 'nosuch'"):
        sinegan.nosuch  # noqa: B018


WITH_EXAMPLES = sorted(
    ".".join(path.with_suffix("").parts).removesuffix(".__init__")
    for folder in ("sinegan", "benchmarks")
    for path in Path(folder).rglob("*.py")
    if "    >>> " in path.read_text(encoding="utf-8")
)


@pytest.mark.parametrize("module", WITH_EXAMPLES)
def test_examples_in_docstrings_are_correct(module: str) -> None:
    assert doctest.testmod(import_module(module)).failed == 0


def test_a_gan_generates_the_same_waves_after_saving_and_loading(law: Law, tmp_path: Path) -> None:
    recipe = sinegan.load_recipe("modern", steps=20, snapshot_every=20)
    waves = 100 + 50 * sinegan.draw(law, 300, seed=1)
    gan = sinegan.fit(recipe, waves, seed=3)
    assert gan.recipe.seed == 3
    gan.save(str(tmp_path / "gan"))
    loaded = sinegan.GAN.load(str(tmp_path / "gan"))
    np.testing.assert_array_equal(loaded.sample(5, seed=2), gan.sample(5, seed=2))
    assert 50 < gan.sample(100).mean() < 200, "in the units of the training waves"
    np.testing.assert_allclose(loaded.history["generator_loss"], gan.history["generator_loss"], rtol=1e-6)


def test_a_scorecard_is_a_table(law: Law) -> None:
    card = sinegan.score(sinegan.draw(law, 100, seed=0), sinegan.draw(law, 120, seed=1), law)
    assert card.headlines["valid_fraction"] == 1.0
    frame = card.to_frame()
    assert list(frame.index) == [score.key for score in card]
    assert frame.loc["quality/valid_fraction", "value"] == 1.0
    assert "quality/valid_fraction" in card._repr_html_()
    assert "quality/valid_fraction" in str(card)


def test_without_a_law_its_scores_have_no_value(law: Law) -> None:
    card = sinegan.score(sinegan.draw(law, 100, seed=0), sinegan.draw(law, 100, seed=1))
    assert "grid_coverage" not in card.headlines
    assert card.to_frame().loc["distribution/grid_coverage", "missing"] == "not applicable"
    assert card.headlines["c2st_accuracy"] is not None
    assert "grid_coverage" not in card._repr_html_()
    assert "more scores are not applicable" in str(card)


def test_an_unknown_recipe_is_reported_with_the_existing_ones() -> None:
    with pytest.raises(
        sinegan.SineGanError, match="no recipe 'nosuch'; choose one of: article, tuned, modern, periodic"
    ):
        sinegan.load_recipe("nosuch")


def test_the_api_works_outside_the_repository(tmp_path: Path) -> None:
    code = "import sinegan; print(sinegan.load_recipe('article').steps, sinegan.load_law().n_points)"
    root = str(Path(sinegan.__file__).parents[1])
    process = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env={"PYTHONPATH": root}, capture_output=True, text=True, check=True
    )
    assert process.stdout == "500 50\n"


@pytest.mark.parametrize("scaling", [None, "per_channel", "per_point"])
def test_series_of_several_channels_are_learnt_drawn_and_scored(scaling: str, law: Law, tmp_path: Path) -> None:
    recipe = sinegan.load_recipe("modern", steps=20, snapshot_every=20)
    waves = np.stack([sinegan.draw(law, 300, seed=1), 5 + 2 * sinegan.draw(law, 300, seed=2)], axis=2)
    gan = sinegan.fit(recipe, waves, scaling=scaling)
    drawn = gan.sample(120)
    assert drawn.shape == (120, 50, 2)
    if scaling:
        assert drawn[..., 1].mean() > drawn[..., 0].mean() + 2, "each in its own units"
    gan.save(str(tmp_path / "gan"))
    np.testing.assert_array_equal(sinegan.GAN.load(str(tmp_path / "gan")).sample(120), drawn)
    card = sinegan.score(waves[:150], drawn, training=waves[150:])
    assert card.headlines["c2st_accuracy"] is not None
    same = sinegan.score(waves[:150], waves[150:])
    assert same.headlines["c2st_accuracy"] < 0.65, "real against real"
