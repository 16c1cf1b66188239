"""The command that registers a generator, where it refuses."""

from pathlib import Path

from sinegan.io import files, paths
from tests.fixtures import in_process, small_recipes
from tests.io.edited_params import GOOD


def test_a_generator_of_own_series_is_refused_with_the_reason(tmp_path: Path) -> None:
    (tmp_path / "params.yaml").write_text(GOOD, encoding="utf-8")
    recipe = {"name": "small", "n_points": 20, "recipe": small_recipes.article().model_dump()}
    files.write_json(str(tmp_path / paths.RECIPE), recipe | {"scaling": {"low": 0.0, "high": 2.0}})
    result = in_process.run(tmp_path, "register")
    assert result.returncode == 1
    (message,) = [line for line in result.stderr.splitlines() if line.startswith("ERROR: ")]
    assert "small is not registered: the gate (register: in params.yaml) is for the article's waves" in message
