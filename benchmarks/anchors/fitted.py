"""The fitted generators of `benchmarks.anchors`: no networks, no steps."""

import numpy as np

from benchmarks.anchors.trained import Draw, Waves
from sinegan.networks.recipe import Recipe

COMPONENTS = 6


def _components(pool: Waves) -> tuple[Waves, Waves, Waves]:
    """Mean, the first principal directions as rows, and the waves' components along them."""
    mean = pool.mean(axis=0)
    _, _, directions = np.linalg.svd((pool - mean)[:20_000], full_matrices=False)
    return mean, directions[:COMPONENTS], (pool - mean) @ directions[:COMPONENTS].T


def gaussian(pool: Waves, recipe: Recipe) -> Draw:
    """A normal distribution of the first principal components."""
    mean, directions, scores = _components(pool)
    rng, covariance = np.random.default_rng(recipe.seed), np.cov(scores.T)
    return lambda n: (mean + rng.multivariate_normal(np.zeros(COMPONENTS), covariance, n) @ directions).astype("f4")


def kernel(pool: Waves, recipe: Recipe) -> Draw:
    """The components of a real wave plus normal noise: a kernel density of Silverman's bandwidth (1986)."""
    mean, directions, scores = _components(pool)
    rng, (n_pool, width) = np.random.default_rng(recipe.seed), scores.shape
    factor = (n_pool * (width + 2) / 4) ** (-1 / (width + 4))
    spread = np.linalg.cholesky(np.cov(scores.T)) * factor

    def draw(n: int) -> Waves:
        moved = scores[rng.integers(n_pool, size=n)] + rng.standard_normal((n, width)) @ spread.T
        return (mean + moved @ directions).astype("f4")

    return draw
