"""Run a study: plan it, run the missing trials, write and publish the results."""

from sinegan.runtime import environment  # noqa: F401 - before TensorFlow and MLflow are imported

# isort: split
from sinegan.evaluation.options import Evaluate
from sinegan.io import console, files, params, paths, wave_sets
from sinegan.metrics.baseline import Calibration
from sinegan.networks.recipe import Recipe
from sinegan.provenance import fingerprint
from sinegan.runtime import determinism
from sinegan.studies import cluster, outputs, plan, record, results, runner, store, tasks, trial
from sinegan.studies.record import TrialRecord
from sinegan.studies.trial import Data
from sinegan.tracking.store import TrackingError
from sinegan.waves.law import Law


def study(folder: str, scheduler: str | None, workers: int | None, dashboard: bool) -> None:
    """Run the unfinished trials of a study, write its results into its folder, and log them to MLflow.

    Parameters
    ----------
    folder
        Of the study; it contains params.yaml.
    scheduler
        Address of a running Dask scheduler; None: trials run in processes on this machine.
    workers
        Number of these processes; None: one per core.
    dashboard
        Whether to serve Dask's dashboard on loopback.

    Raises
    ------
    PlanError
        The plan is invalid, or the data are series of a user's file.
    ClusterError
        The workers cannot be reached, or have different code.
    """
    study_plan = params.document(f"{folder}/params.yaml", plan.StudyFile).study
    trials = plan.trials(study_plan, params.recipes(Recipe))
    data, code = _data(), frozenset(fingerprint.closure("sinegan.studies.trial"))
    inputs = store.inputs(data.calibration.sizes.model_dump(), data.seed)
    keyed = [(store.key(inputs | {"recipe": planned.recipe.model_dump()}), planned) for planned in trials]
    by_key = dict(keyed)  # two arms may share trials
    missing = {key: planned.recipe for key, planned in by_key.items() if not store.read(folder, key, TrialRecord)}
    spec = tasks.TaskSpec(trial.run, determinism.enable, data, code)
    options = cluster.ClusterOptions(scheduler, workers, dashboard)

    def save(finished: tasks.TaskResult) -> None:
        store.write(folder, finished.key, record.make_record(finished, by_key[finished.key]))

    runner.run_missing(missing, spec, save, options)
    arms = record.by_arm((planned, files.read_model(store.path(folder, key), TrialRecord)) for key, planned in keyed)
    baselines = results.baselines(data.calibration)
    outputs.write(folder, results.results(study_plan, arms), results.times(arms), baselines)
    _publish(folder, study_plan.name, arms)


def _publish(folder: str, name: str, arms: results.Arms) -> None:
    """Log the study to MLflow; its files are whole, so that a failure is only a warning."""
    try:
        console.echo(outputs.publish(folder, name, arms))
    except TrackingError as error:
        console.warn([f"{error}; then 'sinegan study --folder {folder}' logs the study; its trials are not run again"])


def _data() -> Data:
    held_out = wave_sets.load(paths.HELD_OUT_DATA, ("test", "reference"))
    if not isinstance(held_out.grid, Law):  # trials would train for hours, and then lack the headline scores
        raise plan.PlanError(
            f"{paths.HELD_OUT_DATA} holds series of your own (waves.source in {params.PATH}), but studies are of sine "
            "waves: set waves.source to null and run 'dvc repro', or train on your series with one seed after the "
            "other: dvc exp run -S recipes.NAME.seed=1"
        )
    pool = wave_sets.load(paths.TRAIN_DATA, ("pool",)).sets["pool"].waves
    test, reference = held_out.sets["test"].waves, held_out.sets["reference"].waves
    calibration = files.read_model(paths.CALIBRATION, Calibration)
    return Data(held_out.grid, pool, test, reference, calibration, params.section("evaluate", Evaluate).seed)
