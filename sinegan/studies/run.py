"""A whole study: plan, run what is missing, write and publish what was found."""

from sinegan.runtime import environment  # noqa: F401 - before TensorFlow and MLflow are imported

# isort: split
from typing import Any

from sinegan.evaluation.options import Evaluate
from sinegan.io import console, files, params, paths, wave_sets
from sinegan.metrics.floors import Calibration
from sinegan.networks.recipe import Recipe
from sinegan.provenance import fingerprint, keys
from sinegan.runtime import determinism
from sinegan.studies import outputs, plan, record, results, runner, store, tasks, trial
from sinegan.studies.record import TrialRecord
from sinegan.studies.trial import Data


def study(folder: str, scheduler: str | None, workers: int | None, dashboard: bool) -> None:
    """Run the trials of a study that are not finished yet, and write its results into its folder.

    Parameters
    ----------
    folder
        With the study's params.yaml.
    scheduler
        Address of a running Dask scheduler; without one, trials run in processes of this machine.
    workers
        Number of these processes; as many as cores if None.
    dashboard
        Whether Dask's dashboard is served on loopback.

    Raises
    ------
    PlanError
        The study cannot be planned.
    ClusterError
        Its workers cannot be reached, or have other code.
    TrackingError
        MLflow does not answer; the files are there.
    """
    planned_study = params.document(f"{folder}/params.yaml", plan.StudyFile).study
    trials = plan.trials(planned_study, params.recipes(Recipe))
    data, code = _data(), frozenset(fingerprint.closure("sinegan.studies.trial"))
    keyed = [(store.key(_inputs(data) | {"recipe": one.recipe.model_dump()}), one) for one in trials]
    planned = dict(keyed)  # two arms may share trials
    missing = {key: one.recipe for key, one in planned.items() if not store.read(key, TrialRecord)}
    work = tasks.Work(trial.run, determinism.one_thread_per_operation, data, code)
    where = runner.Where(scheduler, workers, dashboard)
    runner.run_missing(missing, work, lambda done: record.record(done, planned[done.key]), where)
    arms = record.by_arm((one, files.read_record(store.path(key), TrialRecord)) for key, one in keyed)
    found = results.results(planned_study, arms), results.times(arms), results.floors(data.calibration)
    outputs.write(folder, *found)
    console.say(outputs.publish(folder, planned_study.name, arms))


def _data() -> Data:
    pool = wave_sets.load(paths.TRAIN_DATA, ("pool",)).sets["pool"].waves
    held_out = wave_sets.load(paths.HELD_OUT_DATA, ("test", "reference"))
    test, reference = held_out.sets["test"].waves, held_out.sets["reference"].waves
    calibration = files.read_record(paths.CALIBRATION, Calibration)
    return Data(held_out.axis, pool, test, reference, calibration, params.section("evaluate", Evaluate).seed)


def _inputs(data: Data) -> dict[str, Any]:
    """What all trials share, for their keys."""
    waves = [keys.md5(path) for path in (paths.TRAIN_DATA, paths.HELD_OUT_DATA)]
    return {"data": waves, "sizes": data.calibration.sizes.model_dump(), "seed": data.seed}
