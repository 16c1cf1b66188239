"""The table of the anchors' scores."""

from collections.abc import Mapping
from typing import Any

from sinegan.reporting.formatting import median_and_range
from sinegan.reporting.markdown_tables import markdown

_COLUMNS = ("sinad_db", "valid_fraction", "grid_coverage", "noise_threshold")


def table(anchors: Mapping[str, Any]) -> str:
    """Medians over seeds with their ranges, as Markdown."""
    header = ("no GAN", *(f"`{name}`" for name in _COLUMNS), "seconds")
    lines = [
        (
            f"`{name}`",
            *(median_and_range(row["headlines"][headline] for row in rows) for headline in _COLUMNS),
            median_and_range(row["seconds"] for row in rows),
        )
        for name, rows in anchors.items()
    ]
    return markdown(header, lines, "l" + "r" * (len(header) - 1))
