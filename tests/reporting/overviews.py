"""The overview of headlines that are chosen by hand."""

from types import SimpleNamespace
from typing import Any

from sinegan.reporting.summary import overview
from tests.fixtures.scores import made, made_headlines

VALUES = {
    "sinad_db": (11.17, 110.0),
    "valid_fraction": (0.525, 1.0),
    "grid_coverage": (0.25, 0.8),
    "ks_frequency": (0.5449, 0.0087),
    "ks_phase": (0.0085, 0.0086),
    "memorization": (0.45, 0.501),
    "c2st_accuracy": (0.9985, 0.505),
    "noise_threshold": (5.782, 0.0),
}
"""Value and baseline of each headline; only frequency is flagged."""


def text(
    *,
    bits: float | None = 1.56,
    flagged: dict[str, bool | None] | None = None,
    std_per_point: float | None = 0.3,
    free_sinad_db: float = 12.0,
    uneven: bool = False,
    **values: Any,
) -> str:
    """The overview of `VALUES` with other values, baselines or flags."""
    flags: dict[str, bool | None] = {name: name == "ks_frequency" for name in VALUES} | (flagged or {})
    rows = {
        name: {
            "value": values.pop(name, value),
            "baseline": values.pop(f"{name}_baseline", baseline),
            "flagged": flags[name],
        }
        for name, (value, baseline) in VALUES.items()
    }
    assert not values
    scores = [made("spectrum/spectral_wasserstein", flagged=True), *made_headlines(**rows).values()]
    spread = made("diversity/std_per_point", value=std_per_point, baseline=0.354)
    free = made("quality/free_sinad_db", value=free_sinad_db)
    entropy = made("distribution/grid_entropy", value=0.9, flagged=uneven)
    return overview(SimpleNamespace(scores=[*scores, spread, free, entropy], effective_bits=bits))
