"""The data of the figures of series whose distribution is unknown."""

import numpy as np
import pytest

from sinegan.evaluation import series_figure_data
from sinegan.measurement.sample import Sample, measure
from sinegan.waves.channels import grid_of


@pytest.fixture(scope="module")
def sides() -> list[Sample]:
    """Sixty walks of two channels, of which the generated ones are smaller."""
    rng = np.random.default_rng(0)
    grid = grid_of((12, 2), 1.0)
    return [measure(grid, size * rng.normal(size=(60, 12, 2)).cumsum(axis=1)) for size in (1.0, 0.5, 1.0)]


@pytest.fixture(scope="module")
def arrays(sides) -> dict[str, np.ndarray]:
    return series_figure_data.arrays(*sides)


def test_principal_components_are_those_of_the_real_series(sides, arrays) -> None:
    centred = sides[0].waves - sides[0].waves.mean(axis=0)
    spread = np.linalg.svd(centred, compute_uv=False)[:2] / np.sqrt(60)
    np.testing.assert_allclose(arrays["real_pca"].std(axis=0), spread)
    assert (arrays["generated_pca"].std(axis=0) < 0.8 * spread).all()


def test_maps_are_the_same_again(sides, arrays) -> None:
    again = series_figure_data.arrays(*sides)
    for name in ("real_tsne", "generated_tsne"):
        assert arrays[name].shape == (60, 2)
        np.testing.assert_array_equal(arrays[name], again[name])


def test_histograms_are_densities_of_each_channel(sides, arrays) -> None:
    edges = arrays["histogram_edges"]
    for name in ("real", "generated"):
        np.testing.assert_allclose((arrays[f"{name}_histogram"] * np.diff(edges)).sum(axis=1), 1)
    first = sides[0].waves[:, :12].ravel()
    np.testing.assert_allclose(arrays["real_histogram"][0], np.histogram(first, edges[0], density=True)[0])
