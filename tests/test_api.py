"""The public API: import sinegan."""

import doctest
import inspect
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

import sinegan
from sinegan.benchmark import protocol
from sinegan.evaluation import scorecard
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
    gan = sinegan.fit(recipe, waves, seed=np.int64(3))
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


@pytest.fixture
def evaluated(monkeypatch: pytest.MonkeyPatch) -> list[inspect.BoundArguments]:
    """The arguments of each call of `scorecard.evaluate`, which computes nothing."""
    calls, signature = [], inspect.signature(scorecard.evaluate)

    def evaluate(*args: object, **kwargs: object) -> SimpleNamespace:
        calls.append(signature.bind(*args, **kwargs))
        return SimpleNamespace(scores=[])

    monkeypatch.setattr(scorecard, "evaluate", evaluate)
    return calls


def test_without_a_law_the_units_do_not_matter(law: Law, evaluated: list[inspect.BoundArguments]) -> None:
    waves = sinegan.draw(law, 60, seed=0)
    scaled = (waves - waves.min()) / (waves.max() - waves.min())
    sinegan.score(350 * waves + 130, 350 * waves + 140, training=350 * waves + 130)
    (given,) = (call.arguments for call in evaluated)
    assert given["grid"].step == law.step, "as in params.yaml"
    np.testing.assert_allclose(given["real"], scaled, atol=1e-5)
    np.testing.assert_allclose(given["training"], scaled, atol=1e-5)
    np.testing.assert_allclose(given["generated"], scaled + 10 / 350, atol=1e-4)


def test_the_baselines_of_the_benchmark_are_used(law: Law, evaluated: list[inspect.BoundArguments]) -> None:
    sinegan.score(np.zeros((9, 50)), np.zeros((9, 50)), law)
    assert evaluated[0].arguments["calibration"] is protocol.calibration()


@pytest.mark.parametrize(
    "real", [np.zeros(9), np.ones((60, 50)), np.zeros((60, 5)), np.full((60, 50), np.nan)],
    ids=["one series", "constant", "five points", "NaN"],
)  # fmt: skip
def test_series_that_cannot_be_scored_are_refused(real: np.ndarray, law: Law) -> None:
    with pytest.raises(sinegan.SineGanError, match=r"series (have shape|cannot be scaled)|holds NaN"):
        sinegan.score(real, 3 * real, scaling="global")


def test_changes_of_a_recipe_are_checked() -> None:
    with pytest.raises(sinegan.SineGanError, match=r"^load_recipe\('article'\): stepz is an unknown key"):
        sinegan.load_recipe("article", stepz=1)
    with pytest.raises(sinegan.SineGanError, match=r"^fit: seed = -1: input should be greater"):
        sinegan.fit(sinegan.load_recipe("article"), np.zeros((9, 50)), seed=-1)


def test_errors_name_the_file_of_the_recipes(tmp_path: Path) -> None:
    (tmp_path / "other.yaml").write_text("recipe: x\n")
    with pytest.raises(sinegan.SineGanError, match=r"other\.yaml: waves is missing"):
        sinegan.load_recipe("article", path=str(tmp_path / "other.yaml"))


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
