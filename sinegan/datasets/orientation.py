"""Series whose axes are in another order than expected, or with an axis of length 1."""

import numpy as np
from numpy.typing import NDArray


def oriented(values: NDArray[np.float64], shape: tuple[int, ...]) -> tuple[NDArray[np.float64], str | None]:
    """Series with their axes in the expected order, if the shapes allow only one.

    Parameters
    ----------
    values
        Series, ``(n, ...)`` or transposed.
    shape
        That each series should have: ``(n_points,)`` or ``(n_points, n_channels)``.

    Returns
    -------
    tuple of ndarray and str or None
        The series, ``(n, *shape)``, or unchanged if they do not fit; and what was done, in words.
    """
    each = values.shape[1:]
    if each == shape:
        return values, None
    have, want = _sides(("n", *each)), _sides(("n", *shape))
    if len(each) > len(shape) and tuple(side for side in each if side != 1) == shape:
        return values.reshape(-1, *shape), f"{have} is taken as {want}"
    if values.ndim == 2 and values.shape[:1] == shape:
        return values.T, f"{_sides((*shape, 'n'))} is taken as {want}, transposed"
    if len(each) == 2 and each == shape[::-1]:
        return values.swapaxes(1, 2), f"{have} is taken as {want}, transposed"
    return values, None


def _sides(sides: tuple[int | str, ...]) -> str:
    return f"({', '.join(map(str, sides))})"
