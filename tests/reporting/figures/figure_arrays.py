"""Arrays that figures are drawn of."""

import numpy as np

from sinegan.waves.law import Law

N = 40
TURN = 2 * np.pi
Arrays = dict[str, np.ndarray]
EDGES = {"phase_edges": np.linspace(0, TURN, 4), "omega_edges": np.linspace(1.0, 2.0, 3)}
CELLS = EDGES | {"cell_counts": np.array([[0, 2], [1, 0], [0, 0]])}  # phase by frequency


def arrays(law: Law, real: np.ndarray, generated: np.ndarray, sinad: np.ndarray | None = None) -> dict[str, np.ndarray]:
    """Arrays of models/figure_data.npz."""
    sinad = np.arange(float(len(generated))) if sinad is None else sinad
    return {"x": law.x, "real_waves": real, "generated_waves": generated, "sinad": sinad}
