"""A small picture of generated waves, drawn while a training runs."""

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from numpy.typing import NDArray

from sinegan.reporting import style


def pixels(waves: NDArray[np.float32], dpi: int) -> NDArray[np.uint8]:
    """Waves ``(n, n_points)`` as an RGB image, uint8 ``(height, width, 3)``."""
    drawing = FigureCanvasAgg(_figure(waves, dpi))
    drawing.draw()
    return np.asarray(drawing.buffer_rgba())[..., :3]


@style.styled
def _figure(waves: NDArray[np.float32], dpi: int) -> Figure:
    """All in one panel: eight panels take four times as long, which the training would feel."""
    figure, (axis,) = style.panels(1, 1, (4.5, 2.8))
    figure.set_dpi(dpi)
    axis.plot(waves.T, linewidth=1)
    axis.set(xlabel="point", ylabel="y")
    return figure
