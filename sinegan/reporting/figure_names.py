"""Names of the arrays and columns that the figures draw."""

_ANY = (
    *("x", "real_waves", "generated_waves", "nn_distance", "nn_distance_of_real", "radii", "max_radius"),
    *("frequency", "real_spectrum", "generated_spectrum", "lowest_spectrum", "highest_spectrum"),
)
_LAW = (
    *("sinad", "phase", "omega", "valid", "constrained_rms", "real_phase", "real_omega"),
    *("phase_edges", "omega_edges", "cell_counts", "residual_by_point", "residual_by_frequency"),
)
_SERIES = (
    *("real_pca", "generated_pca", "real_tsne", "generated_tsne", "histogram_edges"),
    *("real_histogram", "generated_histogram", "reference_histogram"),
    *("real_autocorrelation", "generated_autocorrelation", "reference_autocorrelation"),
)

HISTORY = ("discriminator_loss", "real_accuracy", "generated_accuracy", "generator_loss")
"""Columns of models/history.csv."""

SNAPSHOTS = ("waves", "steps")
"""Arrays of models/snapshots.npz."""


def needed(*, requires_law: bool) -> tuple[str, ...]:
    """Arrays of models/figure_data.npz: where the distribution of the waves is known, or where it is not."""
    return _ANY + (_LAW if requires_law else _SERIES)
