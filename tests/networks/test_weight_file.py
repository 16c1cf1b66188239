"""Weights of dense layers are read without Keras, and a file that does not fit is refused with its name."""

from pathlib import Path

import h5py
import numpy as np
import pytest

from sinegan.io.files import FileProblemError
from sinegan.networks import build, weight_file, weights
from sinegan.networks.recipe import Recipe

N_POINTS, WIDTHS = 20, [10, 16, 20]


@pytest.fixture
def written(recipe: Recipe, tmp_path: Path) -> Path:
    path = tmp_path / "generator.weights.h5"
    weights.write(str(path), build.generator(recipe, N_POINTS))
    return path


def refused(path: Path, widths: list[int] = WIDTHS) -> str:
    """The reason in the error message."""
    with pytest.raises(FileProblemError) as caught:
        weight_file.read_dense(str(path), widths)
    start, end = f"{path} does not fit the network of models/recipe.json (", "); run 'dvc repro' to train it again"
    message = str(caught.value)
    assert message.startswith(start)
    assert message.endswith(end)
    assert "\n" not in message
    return message.removeprefix(start).removesuffix(end)


def test_weights_are_those_that_keras_wrote(recipe: Recipe, written: Path) -> None:
    layers = weight_file.read_dense(str(written), WIDTHS)
    expected = build.generator(recipe, N_POINTS).get_weights()
    flat = [weight for layer in layers for weight in layer]
    assert len(flat) == len(expected) == 4
    for weight, before in zip(flat, expected, strict=True):
        np.testing.assert_array_equal(weight, before, strict=True)


def test_the_layers_of_a_deep_generator_are_in_order(modern: Recipe, tmp_path: Path) -> None:
    path = str(tmp_path / "deep.weights.h5")
    generator = build.generator(modern, N_POINTS)
    weights.write(path, generator)
    layers = weight_file.read_dense(path, [4, 16, 8, N_POINTS])
    for (matrix, _), expected in zip(layers, generator.get_weights()[::2], strict=True):
        np.testing.assert_array_equal(matrix, expected)


@pytest.mark.parametrize("widths", [[10, 17, 20], [10, 16, 21], [9, 16, 20], [10, 20], [10, 16, 16, 20]])
def test_weights_of_another_generator_are_refused(written: Path, widths: list[int]) -> None:
    refused(written, widths)


def test_a_truncated_or_missing_file_is_refused(written: Path) -> None:
    content = written.read_bytes()
    for length in (0, 1, 8, 100, len(content) // 2, len(content) - 1):
        written.write_bytes(content[:length])
        refused(written)
    written.unlink()
    refused(written)


def test_weights_of_another_type_are_refused(written: Path) -> None:
    with h5py.File(written, "a") as archive:
        matrix = archive["layers/dense/vars/0"][()]
        del archive["layers/dense/vars/0"]
        archive["layers/dense/vars/0"] = matrix.astype(np.float64)
    assert "expected float32 (10, 16)" in refused(written)


@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_weights_that_are_not_finite_are_refused(written: Path, value: float) -> None:
    with h5py.File(written, "a") as archive:
        archive["layers/dense_1/vars/1"][3] = value
    assert refused(written) == "it holds NaN or infinity"
