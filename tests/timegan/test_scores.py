"""TimeGAN's two scores."""

import numpy as np
import pytest
import tensorflow as tf

from sinegan.timegan import discriminative, scores
from sinegan.timegan.batches import SIZE, Batches
from sinegan.timegan.discriminative import discriminative_scores
from sinegan.timegan.gru import GruNetworks
from sinegan.timegan.predictive import predictive_scores
from sinegan.timegan.scores import NoTimeGanScoresError, TimeGanScore, half_width, timegan_scores

pytestmark = pytest.mark.trains


def sines(n: int, seed: int) -> np.ndarray:
    """TimeGAN's "Sines": 24 points and five channels, within [0, 1]."""
    frequency, phase = np.random.default_rng(seed).uniform(0, 0.1, (2, n, 1, 5))
    return ((np.sin(frequency * np.arange(24)[:, None] + phase) + 1) / 2).astype(np.float32)


def test_another_height_is_told_and_real_series_are_not() -> None:
    real = sines(300, 1)
    assert discriminative_scores(real, 0.5 * real, 3, 0, steps=800).min() > 0.4
    assert discriminative_scores(real, sines(300, 2), 3, 0, steps=300).mean() < 0.15


def test_the_predictive_score_is_the_mean_error_of_the_last_channel() -> None:
    real = sines(200, 1)
    constant = np.full_like(real, 0.5)
    trained = predictive_scores(real, constant, 2, 0, steps=1500)
    # Trained on a constant of 1/2, it predicts that.
    np.testing.assert_allclose(trained, np.abs(real[:, 1:, -1] - 0.5).mean(), atol=0.03)
    assert predictive_scores(real, real, 2, 0, steps=1500).max() < trained.min()


def test_scores_depend_on_the_seed_alone() -> None:
    real, generated = sines(150, 1), sines(150, 2)
    first, again, other = (discriminative_scores(real, generated, 2, seed, steps=20) for seed in (3, 3, 4))
    np.testing.assert_array_equal(first, again)
    assert not np.array_equal(first, other)
    assert first[0] != first[1]


def test_batches_hold_each_row_once_and_only_rows_of_their_network() -> None:
    series = np.arange(300, dtype=np.float32).reshape(300, 1, 1)
    rows = np.stack([np.arange(150), np.arange(150, 300)])
    (chunk,) = Batches([(series, rows), (-series, rows[:, :100])], np.random.default_rng(0)).chunks(7)
    assert chunk.shape == (7, 2, SIZE + 100, 1, 1)
    for step in chunk[..., 0, 0]:
        assert set(step[0, :SIZE]) < set(rows[0])
        assert set(step[1, :SIZE]) < set(rows[1])
        assert len(set(step[0, :SIZE])) == SIZE
        assert sorted(-step[1, SIZE:]) == list(range(150, 250))
    assert not np.array_equal(chunk[0], chunk[1])


def test_labels_are_those_of_the_sides_however_many_series_they_have(monkeypatch: pytest.MonkeyPatch) -> None:
    steps: list[tuple[np.ndarray, np.ndarray]] = []
    monkeypatch.setattr(
        GruNetworks, "trainer", lambda *_: lambda series, labels: steps.append((series.numpy(), labels.numpy()))
    )
    discriminative_scores(np.ones((300, 4, 2), np.float32), -np.ones((120, 4, 2), np.float32), 3, 0, steps=2)
    ((series, labels),) = steps
    assert labels.shape == (2, 3, SIZE + 96), "four fifths of 120"
    np.testing.assert_array_equal(labels, series[..., 0, 0] > 0)


def test_the_loss_is_the_mean_of_each_side_added_up() -> None:
    logits, labels = np.array([[0.5, 2.0, -1.0]], np.float32), np.array([[1, 1, 0]], np.float32)
    of_real, of_generated = np.log1p(np.exp([-0.5, -2.0])), np.log1p(np.exp(-1.0))
    loss = discriminative._loss(tf.constant(logits), tf.constant(labels))
    assert float(loss) == pytest.approx(of_real.mean() + of_generated, rel=1e-6)
    both = discriminative._loss(tf.constant(np.tile(logits, (2, 1))), tf.constant(np.tile(labels, (2, 1))))
    assert float(both) == pytest.approx(2 * float(loss)), "of two networks the sum"


def test_long_trainings_come_in_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sinegan.timegan.batches._VALUES", 1_000)
    series = np.zeros((300, 2, 2), np.float32)
    chunks = list(Batches([(series, np.arange(300)[None])], np.random.default_rng(0)).chunks(5))
    assert [len(chunk) for chunk in chunks] == [1] * 5


def quick(monkeypatch: pytest.MonkeyPatch) -> list[tuple[np.ndarray, np.ndarray]]:
    """What both scores get."""
    seen: list[tuple[np.ndarray, np.ndarray]] = []

    def score(real: np.ndarray, generated: np.ndarray, repeats: int, seed: int) -> np.ndarray:
        seen.append((real, generated))
        return np.arange(repeats, dtype=np.float64)

    monkeypatch.setattr(scores, "discriminative_scores", score)
    monkeypatch.setattr(scores, "predictive_scores", score)
    return seen


def test_the_baseline_is_one_half_of_the_real_series_against_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = quick(monkeypatch)
    real, generated = sines(300, 1), sines(120, 2)
    found = timegan_scores(real, generated, 0)
    assert [score.name for score in found] == ["discriminative", "predictive"]
    np.testing.assert_array_equal(seen[0][0], real)
    np.testing.assert_array_equal(seen[0][1], generated)
    halves = np.concatenate(seen[1])
    assert [len(half) for half in seen[1]] == [150, 150]
    np.testing.assert_array_equal(np.unique(halves, axis=0), np.unique(real, axis=0))
    assert not np.array_equal(halves, real), "at random"


def test_series_of_other_units_are_scaled_by_channel(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = quick(monkeypatch)
    real = sines(300, 1)
    real = (real - real.min((0, 1))) / (real.max((0, 1)) - real.min((0, 1)))
    units = np.array([1, 10, 100, 1, 1]), np.array([-5, 0, 3, 0, 0])
    timegan_scores(real * units[0] + units[1], real[:200] * units[0] + units[1], 0)
    np.testing.assert_allclose(seen[0][0], real, atol=1e-6)
    np.testing.assert_allclose(seen[0][1], real[:200], atol=1e-6)


@pytest.mark.parametrize(
    ("real", "generated", "text"),
    [
        (sines(300, 1)[..., 0], sines(300, 2)[..., 0], "need two channels or more: their networks have half as many"),
        (sines(300, 1), sines(300, 2)[..., :3], r"real series are \(24, 5\), generated ones \(24, 3\)"),
        (sines(199, 1), sines(300, 2), "199 real series are too few for TimeGAN's scores; give 200"),
        (sines(300, 1), sines(99, 2), "99 generated series are too few for TimeGAN's scores; give 100"),
    ],
)
def test_what_cannot_be_scored_is_refused(real: np.ndarray, generated: np.ndarray, text: str) -> None:
    with pytest.raises(NoTimeGanScoresError, match=text):
        timegan_scores(real, generated, 0)


def test_the_half_width_is_students() -> None:
    # Of 1, 2, 3: standard error 1 / sqrt(3); t of two degrees of freedom 4.3027.
    assert half_width(np.array([1.0, 2.0, 3.0])) == pytest.approx(4.3027 / np.sqrt(3), rel=1e-4)
    assert TimeGanScore("a", np.zeros(2), np.zeros(2)).name == "a"
