"""The picture of the current result for README, drawn to be shown 350 pixels wide: docs/pictures/<recipe>.png.

make repro                          && python -m benchmarks.pictures        article.png
dvc exp run -S recipe=modern        && python -m benchmarks.pictures        modern.png
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from numpy.typing import NDArray

from sinegan.io import console, files, paths
from sinegan.reporting.figure_names import needed
from sinegan.reporting.style import DARK, GENERATED, REAL, panels, styled, write

FOLDER, SEED = "docs/pictures", 1
N_WAVES, N_DOTS = 8, 2_000
_LIGHT_REAL = "#9cc9dc"
_SHADES = LinearSegmentedColormap.from_list("shades", ["#f4b27c", GENERATED, DARK])

Arrays = Mapping[str, NDArray[Any]]


def main() -> None:
    """Draw the result that is in models/."""
    recipe = files.read_json(paths.RECIPE, ("name",))["name"]
    data = files.read_arrays(paths.FIGURE_DATA, needed(requires_law=True))
    path = f"{FOLDER}/{recipe}.png"
    write(path, picture(data, recipe), note=f"sinad_db {np.median(data['sinad']):.6g}")
    console.echo(f"drew {path}")


@styled
def picture(data: Arrays, recipe: str) -> Figure:
    """Some generated waves above; below, phase and frequency of many, and of real ones.

    Parameters
    ----------
    data
        Arrays of models/figure_data.npz.
    recipe
        Its name.
    """
    figure, (waves, plane) = panels(2, 1, (3.5, 3.3))
    _waves(waves, data)
    waves.set_title(f"recipe {recipe}: {N_WAVES} random waves")
    _plane(plane, data)
    return figure


def _waves(axis: Axes, data: Arrays) -> None:
    rows = np.random.default_rng(SEED).choice(len(data["generated_waves"]), N_WAVES, replace=False)
    axis.set_prop_cycle(color=_SHADES(np.linspace(0, 1, N_WAVES)))
    axis.plot(data["x"], data["generated_waves"][rows].T, linewidth=1.2)
    axis.set(xlabel="x", ylabel="y", ylim=(-0.25, 1.15), yticks=(0, 0.5, 1))


def _plane(axis: Axes, data: Arrays) -> None:
    first = slice(N_DOTS)
    axis.plot(data["real_phase"][first], data["real_omega"][first], ".", color=_LIGHT_REAL, markersize=2, label="real")
    axis.plot(data["phase"][first], data["omega"][first], ".", color=GENERATED, markersize=2, label="generated")
    for bound in data["omega_edges"][[0, -1]]:
        axis.axhline(bound, color=REAL, linewidth=0.8)
    axis.set(title="a dot for each wave", xlabel="phase (radians)", ylabel="frequency", xlim=(0, 2 * np.pi))
    axis.set(ylim=(0.85, 2.45), yticks=(1, 1.5, 2))
    axis.legend(loc="upper center", ncols=2, markerscale=4, handletextpad=0.2, borderpad=0.1)


if __name__ == "__main__":
    main()
