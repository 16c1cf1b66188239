"""Write a run's curves. MLflow keeps a point that is logged twice as two points, so each point is logged once."""

from collections.abc import Iterable, Sequence

from mlflow import MlflowClient
from mlflow.entities import Metric, Run

_PER_REQUEST = 1_000
"""MLflow accepts no more points per request."""


class Curves:
    """The points of some metrics of a run. Only the process that holds the run's lock may use one.

    Parameters
    ----------
    client
        Of the store.
    run
        In its current state.
    names
        Of the metrics that will be written.
    """

    def __init__(self, client: MlflowClient, run: Run, names: Iterable[str]) -> None:
        self._client, self._run_id = client, run.info.run_id
        existing = [name for name in names if name in run.data.metrics]
        self._written = {
            (name, point.step) for name in existing for point in client.get_metric_history(self._run_id, name)
        }

    def add(self, points: Sequence[Metric]) -> None:
        """Log the points whose metric and step the run does not have yet; the values of one step never differ."""
        missing = [point for point in points if (point.key, point.step) not in self._written]
        for start in range(0, len(missing), _PER_REQUEST):
            batch = missing[start : start + _PER_REQUEST]
            self._client.log_batch(self._run_id, metrics=batch)
            self._written |= {(point.key, point.step) for point in batch}
