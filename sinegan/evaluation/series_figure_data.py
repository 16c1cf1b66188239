"""The data of the figures of series whose distribution is unknown: maps, autocorrelations and histograms."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.decomposition import PCA
from sklearn.manifold import TSNE
from threadpoolctl import threadpool_limits

from sinegan.measurement.sample import Sample
from sinegan.metrics.series.autocorrelation import autocorrelation
from sinegan.waves.channels import vectors_by_channel

_MAPPED = 500
"""Series of each side in the maps; the cost of t-SNE grows fast with their number."""
_PERPLEXITY, _STEPS = 30, 500
_BINS = 40

Arrays = dict[str, NDArray[Any]]


def arrays(real: Sample, generated: Sample, reference: Sample) -> Arrays:
    """Of the test set, of generated series, and of other real series, as named arrays.

    Returns
    -------
    dict
        ``real_pca`` and ``generated_pca``, ``real_tsne`` and ``generated_tsne``, ``(at most 500, 2)``: first principal
        components of the real series, and t-SNE of both sides together (van der Maaten & Hinton 2008). With the
        prefixes ``real``, ``generated`` and ``reference``: ``_autocorrelation`` ``(n_channels, n_points // 2 + 1)``
        and ``_histogram`` ``(n_channels, 40)``, densities within ``histogram_edges`` ``(n_channels, 41)``.
    """
    sides = {"real": real, "generated": generated, "reference": reference}
    correlations = {f"{name}_autocorrelation": autocorrelation(side) for name, side in sides.items()}
    return _maps(real, generated) | correlations | _histograms(sides)


def _maps(real: Sample, generated: Sample) -> Arrays:
    sides = {name: side.waves[:_MAPPED] for name, side in (("real", real), ("generated", generated))}
    pca = PCA(2, svd_solver="full").fit(real.waves)
    both = np.concatenate(list(sides.values()))
    perplexity = min(_PERPLEXITY, (len(both) - 1) / 3)
    # Started from principal components, so that the far order of groups is theirs.
    tsne = TSNE(2, perplexity=perplexity, init="pca", max_iter=_STEPS, random_state=0)
    with threadpool_limits(1):  # on a busy machine several threads wait for each other
        mapped = tsne.fit_transform(both)
    first, second = np.split(mapped, [len(sides["real"])])
    return {f"{name}_pca": pca.transform(waves) for name, waves in sides.items()} | {
        "real_tsne": first,
        "generated_tsne": second,
    }


def _histograms(sides: dict[str, Sample]) -> Arrays:
    """Of all values of each channel, from the lowest to the highest of the real and the generated ones."""
    values = {name: _by_channel(side) for name, side in sides.items()}
    both = np.concatenate([values["real"], values["generated"]], axis=1)
    low, high = both.min(axis=1), both.max(axis=1)
    high = np.where(high > low, high, low + 1)
    edges = np.linspace(low, high, _BINS + 1, axis=1)
    densities = {
        f"{name}_histogram": np.stack(
            [np.histogram(channel, bins, density=True)[0] for channel, bins in zip(channels, edges, strict=True)]
        )
        for name, channels in values.items()
    }
    return {"histogram_edges": edges} | densities


def _by_channel(side: Sample) -> NDArray[np.float64]:
    """All values of each channel, ``(n_channels, any)``."""
    by_channel = vectors_by_channel(side.waves, side.grid.n_points)
    return by_channel.transpose(1, 0, 2).reshape(by_channel.shape[1], -1)
