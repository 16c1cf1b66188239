"""Names of the arrays in models/figure_data.npz that the figures draw."""

_ANY = (
    *("x", "real_waves", "generated_waves", "nn_distance", "nn_distance_of_real", "radii", "widest_radius"),
    *("frequency", "real_spectrum", "generated_spectrum", "lowest_spectrum", "highest_spectrum"),
)
_LAW = (
    *("sinad", "phase", "omega", "valid", "reference_rms", "real_phase", "real_omega"),
    *("phase_edges", "omega_edges", "cell_counts", "residual_by_point", "residual_by_frequency"),
)


def needed(*, of_law: bool) -> tuple[str, ...]:
    """Those that are drawn; more of waves that follow a known law."""
    return _ANY + _LAW if of_law else _ANY
