"""Weights survive a round trip, and a file that does not fit is refused with its name."""

import os
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import h5py
import keras
import numpy as np
import pytest

from sinegan.io.files import FileProblemError
from sinegan.networks import build, weights
from sinegan.networks.recipe import Recipe

N_POINTS = 20
ROOT = Path(__file__).resolve().parents[2]


def generator(recipe: Recipe, hidden: list[int], *, seed: int = 3) -> keras.Model:
    params = recipe.generator.model_copy(update={"hidden": hidden})
    return build.generator(recipe.model_copy(update={"generator": params, "seed": seed}), N_POINTS)


def assert_refused(network: keras.Model, path: Path) -> None:
    with pytest.raises(FileProblemError) as caught:
        weights.read_into(network, str(path))
    message = str(caught.value)
    assert message.startswith(f"{path} does not fit the network of models/recipe.json (")
    assert message.endswith("; run 'dvc repro' to train it again")
    assert "\n" not in message


@pytest.fixture
def written(recipe: Recipe, tmp_path: Path) -> Path:
    path = tmp_path / "generator.weights.h5"
    weights.write(str(path), generator(recipe, [16]))
    return path


def test_weights_survive_a_round_trip(recipe: Recipe, written: Path) -> None:
    network = generator(recipe, [16], seed=4)
    expected = generator(recipe, [16]).get_weights()
    assert not np.array_equal(network.get_weights()[0], expected[0])
    weights.read_into(network, str(written))
    assert len(expected) == 4
    for back, before in zip(network.get_weights(), expected, strict=True):
        np.testing.assert_array_equal(back, before, strict=True)


def test_a_discriminators_weights_survive_a_round_trip(recipe: Recipe, tmp_path: Path) -> None:
    path = str(tmp_path / "discriminator.weights.h5")
    before = build.discriminator(recipe, N_POINTS)
    after = build.discriminator(recipe.model_copy(update={"seed": 4}), N_POINTS)
    weights.write(path, before)
    weights.read_into(after, path)
    waves = np.linspace(0, 1, 2 * N_POINTS, dtype=np.float32).reshape(2, N_POINTS)
    np.testing.assert_array_equal(after(waves).numpy(), before(waves).numpy())


def test_no_other_file_is_left(written: Path) -> None:
    assert list(written.parent.iterdir()) == [written]


FULL_DISK = """
import resource, signal, sys
from tests.fixtures import small_recipes
from sinegan.networks import build as networks
from sinegan.io import files; from sinegan.networks import weights

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), -1))
try:
    weights.write(sys.argv[1], networks.generator(small_recipes.article(), 20))
except files.FileProblemError as error:
    sys.exit(str(error))
"""


@pytest.mark.slow
def test_a_full_disk_is_reported_and_leaves_no_files(tmp_path: Path) -> None:
    """HDF5 alone would crash the process with a segmentation fault, and leave a partial file."""
    path = tmp_path / "generator.weights.h5"
    process = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(path), "20000"],
        cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True,
    )  # fmt: skip
    assert process.returncode == 1
    assert process.stderr.endswith(
        f"{path} could not be written (File too large); free some space or fix its permissions\n"
    )
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("hidden", [[1], [1] * 30, [300, 300]])
def test_no_file_is_larger_than_the_space_reserved_for_it(recipe: Recipe, tmp_path: Path, hidden: list[int]) -> None:
    network, reserved = generator(recipe, hidden), []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keras.Model, "save_weights", lambda _, path: reserved.append(path.stat().st_size))
        weights.write(str(tmp_path / "a.weights.h5"), network)
    weights.write(str(tmp_path / "a.weights.h5"), network)
    assert reserved[0] >= (tmp_path / "a.weights.h5").stat().st_size


def test_bytes_do_not_depend_on_the_time(recipe: Recipe, tmp_path: Path) -> None:
    network = generator(recipe, [16])
    paths = [tmp_path / "one.weights.h5", tmp_path / "two.weights.h5"]
    weights.write(str(paths[0]), network)
    time.sleep(1.1)  # HDF5 counts seconds
    weights.write(str(paths[1]), network)
    assert paths[0].read_bytes() == paths[1].read_bytes()


def test_a_truncated_file_is_refused(recipe: Recipe, written: Path) -> None:
    content, network = written.read_bytes(), generator(recipe, [16])
    for length in (0, 1, 7, 8, 100, len(content) // 3, len(content) // 2, len(content) - 100, len(content) - 1):
        written.write_bytes(content[:length])
        assert_refused(network, written)


def test_a_flipped_bit_is_refused_by_name_or_harmless(recipe: Recipe, written: Path) -> None:
    content, network = written.read_bytes(), generator(recipe, [16])
    for place in range(2, len(content), 398):
        written.write_bytes(content[:place] + bytes([content[place] ^ 64]) + content[place + 1 :])
        with suppress(FileProblemError):
            weights.read_into(network, str(written))


def test_a_dangling_link_is_refused(recipe: Recipe, written: Path) -> None:
    with h5py.File(written, "a") as archive:
        archive["link"] = h5py.SoftLink("/absent")
    assert_refused(generator(recipe, [16]), written)


@pytest.mark.parametrize("content", [b"plain text", b"\x89HDF\r\n\x1a\n" + b"\0" * 500])
def test_other_content_is_refused(recipe: Recipe, written: Path, content: bytes) -> None:
    written.write_bytes(content)
    assert_refused(generator(recipe, [16]), written)


def test_a_missing_file_and_a_folder_are_refused(recipe: Recipe, tmp_path: Path) -> None:
    (tmp_path / "folder.weights.h5").mkdir()
    for name in ("absent.weights.h5", "folder.weights.h5"):
        assert_refused(generator(recipe, [16]), tmp_path / name)


@pytest.mark.parametrize("hidden", [[17], [16, 16], [8]])
def test_another_generators_weights_are_refused(recipe: Recipe, written: Path, hidden: list[int]) -> None:
    assert_refused(generator(recipe, hidden), written)


def test_a_deeper_generators_weights_are_refused(recipe: Recipe, tmp_path: Path) -> None:
    path = tmp_path / "deep.weights.h5"
    weights.write(str(path), generator(recipe, [N_POINTS, N_POINTS]))
    assert_refused(generator(recipe, [N_POINTS]), path)


@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_weights_that_are_not_finite_are_refused(recipe: Recipe, tmp_path: Path, value: float) -> None:
    path, network = tmp_path / "g.weights.h5", generator(recipe, [16])
    network.layers[0].bias.assign(np.full(16, value))
    weights.write(str(path), network)
    assert_refused(generator(recipe, [16]), path)


def test_weights_of_the_other_network_are_refused(recipe: Recipe, written: Path, tmp_path: Path) -> None:
    discriminator = build.discriminator(recipe, N_POINTS)
    assert_refused(discriminator, written)
    weights.write(str(tmp_path / "d.weights.h5"), discriminator)
    assert_refused(generator(recipe, [16]), tmp_path / "d.weights.h5")


def test_an_error_while_writing_keeps_the_old_file(written: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = written.read_bytes()
    network = keras.Sequential([keras.Input((2,)), keras.layers.Dense(2)])

    def fail(path: Path) -> None:
        path.write_bytes(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(network, "save_weights", fail)
    with pytest.raises(FileProblemError, match=r"could not be written \(No space left on device\)"):
        weights.write(str(written), network)
    assert written.read_bytes() == old
    assert list(written.parent.iterdir()) == [written]
