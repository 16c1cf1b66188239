"""A user's settings of libraries change no number and cause no traceback."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.closure import ROOT

NUMBERS = """
import hashlib, sys
import numpy as np
import sinegan
from sinegan.reporting import style, wave_figures

waves = sinegan.draw(sinegan.load_law(), 300, seed=1)
for name in ("article", "modern"):
    gan = sinegan.fit(sinegan.load_recipe(name, steps=3, snapshot_every=3, batch_size=100), waves)
    drawn = gan.sample(100)
    print(name, hashlib.md5(drawn.tobytes()).hexdigest(), sorted(gan.history.items()))
card = sinegan.score(waves[:100], drawn, sinegan.load_law())
print([(score.key, score.value) for score in card])
style.write(sys.argv[1], wave_figures.samples(drawn[:12]))
"""
LOCALE = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
FLOAT64 = {"floatx": "float64", "epsilon": 1e-3, "backend": "jax", "image_data_format": "channels_first"}
SETTINGS = {
    "a file of Keras, threads and locale": (FLOAT64, {"OMP_NUM_THREADS": "1"} | LOCALE),
    "a file that Keras refuses, and a variable": (
        {"floatx": "bfloat16", "epsilon": "small"},
        {"KERAS_BACKEND": "torch"},
    ),
}
MATPLOTLIBRC = "figure.dpi: 40\nfont.size: 20\nlines.linewidth: 5\naxes.facecolor: red\nsavefig.bbox: tight\n"


def python(home: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run Python with a home folder and variables."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("KERAS_", "MPL"))}
    environment = kept | {"HOME": str(home), "PYTHONPATH": str(ROOT), "MLFLOW_TRACKING_URI": ""} | variables
    return subprocess.run([sys.executable, *arguments], cwd=home, env=environment, capture_output=True, text=True)


def numbers(home: Path, **variables: str) -> tuple[str, bytes]:
    """What a short training, its waves, their scores and a figure are in a process with these settings."""
    process = python(home, "-c", NUMBERS, "waves.png", **variables)
    assert process.returncode == 0, process.stderr
    return process.stdout, (home / "waves.png").read_bytes()


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, bytes]:
    """The numbers without any settings."""
    home = tmp_path_factory.mktemp("home")
    result = numbers(home)
    assert not (home / ".keras").exists(), "no file is written for the user"
    return result


@pytest.mark.slow
@pytest.mark.parametrize(("keras", "variables"), SETTINGS.values(), ids=SETTINGS)
def test_no_number_changes(
    keras: dict[str, object], variables: dict[str, str], expected: tuple[str, bytes], tmp_path: Path
) -> None:
    (tmp_path / ".keras").mkdir()
    (tmp_path / ".keras/keras.json").write_text(json.dumps(keras))
    (tmp_path / "matplotlibrc").write_text(MATPLOTLIBRC)
    assert numbers(tmp_path, **variables) == expected


def test_another_backend_that_is_in_use_is_reported_with_a_fix(tmp_path: Path) -> None:
    """A notebook may import Keras first."""
    (tmp_path / "keras.py").write_text("class config:\n    backend = staticmethod(lambda: 'jax')\n")
    process = python(tmp_path, "-c", "import keras, sinegan\nsinegan.fit", PYTHONPATH=f"{tmp_path}:{ROOT}")
    assert process.stderr.endswith(
        "Keras was imported with its backend 'jax'; set KERAS_BACKEND=tensorflow and restart\n"
    )


@pytest.mark.slow
def test_the_settings_of_keras_that_is_in_use_are_replaced(tmp_path: Path) -> None:
    code = (
        "import keras\nkeras.config.set_floatx('float16')\nkeras.config.set_epsilon(1e-3)\n"
        "keras.config.set_image_data_format('channels_first')\nfrom sinegan.runtime import environment\n"
        "print(keras.config.floatx(), keras.config.epsilon(), keras.config.image_data_format())"
    )
    assert python(tmp_path, "-c", code).stdout == "float32 1e-07 channels_last\n"


def test_a_terminal_without_some_characters_shows_the_others(tmp_path: Path) -> None:
    code = "from sinegan.io import console; console.echo('sinad_db 12 ± 4.6')"
    process = python(tmp_path, "-c", code, PYTHONIOENCODING="ascii")
    assert process.stdout == "sinad_db 12 ? 4.6\n"
