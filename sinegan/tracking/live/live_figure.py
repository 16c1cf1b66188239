"""A small figure of generated waves, for a training that is running."""

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from numpy.typing import NDArray

from sinegan.reporting import style


def pixels(waves: NDArray[np.float32], dpi: int) -> NDArray[np.uint8]:
    """Plot waves ``(n, n_points)`` as an RGB image, uint8 ``(height, width, 3)``."""
    canvas = FigureCanvasAgg(_figure(waves, dpi))
    canvas.draw()
    return np.asarray(canvas.buffer_rgba())[..., :3]


@style.styled
def _figure(waves: NDArray[np.float32], dpi: int) -> Figure:
    """All waves in one panel: eight panels take four times as long, which would slow down the training."""
    figure, (axis,) = style.panels(1, 1, (4.5, 2.8))
    figure.set_dpi(dpi)
    axis.plot(waves.T, linewidth=1)
    axis.set(xlabel="point", ylabel="y")
    return figure
