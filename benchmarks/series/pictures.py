"""The pictures of the pages on series: docs/series/<page>-<figure>.png.

    python -m benchmarks.series.pictures [NAME ...]         trains with the first seed again: minutes for each data set

The figures are those of the report.
"""

from sinegan.runtime import environment  # noqa: F401 - before TensorFlow is imported

# isort: split
import sys
from collections.abc import Iterator

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from benchmarks.series import trainings
from benchmarks.series.data import DATA_SETS
from sinegan.evaluation import series_figure_data
from sinegan.io import console
from sinegan.measurement import periodogram
from sinegan.measurement.sample import measure
from sinegan.reporting import score_figures, series_figures, style
from sinegan.runtime import determinism
from sinegan.waves.dataset import WaveDataset

FOLDER, SEED = "docs/series", 1
PAGES = {"electrocardiogram": "ecg", "ItalyPowerDemand": "days", "TimeGAN's Sines": "timegan"}


def main() -> None:
    """Train, and draw the pictures of the named data sets, or of all."""
    determinism.enable()
    for name in sys.argv[1:] or DATA_SETS:
        data, recipe = trainings.prepared(name, DATA_SETS[name]), trainings.recipe(DATA_SETS[name].recipe, None)
        drawn = trainings.train(data, recipe, trainings.SEEDS[0])
        for figure_name, figure in figures(data, drawn.series[:2_000]):
            path = f"{FOLDER}/{PAGES[name]}-{figure_name}.png"
            style.write(path, figure, note=f"{DATA_SETS[name].recipe}, seed {trainings.SEEDS[0]}")
            console.echo(f"drew {path}")


def figures(data: WaveDataset, drawn: NDArray[np.float32]) -> Iterator[tuple[str, Figure]]:
    """Series side by side, maps, spectra, autocorrelations and histograms, by name."""
    test, reference, grid = data.sets["test"], data.sets["reference"], data.grid
    scaling = None if data.scaling is None else data.scaling.model_dump()
    file = series_figures.FileUnits.of({"n_channels": grid.width // grid.n_points, "scaling": scaling})
    real, generated, other = (measure(grid, waves) for waves in (test.waves, drawn, reference.waves))
    spectra = periodogram.mean_spectra(grid, {"test": test, "reference": reference}, generated.spectra)
    arrays = series_figure_data.arrays(real, generated, other) | {
        "x": np.arange(grid.n_points),
        "real_waves": test.waves,
        "generated_waves": drawn,
        "frequency": spectra.frequency * grid.step / (2 * np.pi),
        "real_spectrum": spectra.real,
        "generated_spectrum": spectra.generated,
        "lowest_spectrum": spectra.lowest,
        "highest_spectrum": spectra.highest,
    }
    yield "side-by-side", series_figures.side_by_side(arrays, file, seed=SEED)
    yield "maps", series_figures.maps(arrays)
    yield "spectra", score_figures.spectra(arrays, xlabel="frequency (cycles per point)")
    yield "autocorrelation", series_figures.autocorrelation(arrays, file)
    yield "histograms", series_figures.histograms(arrays, file)


if __name__ == "__main__":
    console.run(main)
