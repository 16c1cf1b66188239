"""Run a study: many seeds and recipes, here or on a cluster; what is finished already is not run again."""

from sinegan.runtime import environment  # noqa: F401 - before TensorFlow and MLflow are imported

# isort: split
from sinegan.evaluation.options import Evaluate
from sinegan.io import console, files, params, paths, wave_sets
from sinegan.metrics.floors import Calibration
from sinegan.networks.recipe import Recipe
from sinegan.provenance import fingerprint, keys
from sinegan.runtime import determinism
from sinegan.studies import cluster, outputs, plan, record, results, runner, tasks
from sinegan.studies import store as trial_files
from sinegan.studies import trial as run
from sinegan.studies.record import TrialRecord
from sinegan.tracking import store
from sinegan.waves import dataset


def main() -> None:
    where = runner.arguments(__doc__)
    study = params.document(f"{where.folder}/params.yaml", plan.StudyFile).study
    trials = plan.trials(study, params.recipes(Recipe))
    data, code = _data(), frozenset(fingerprint.closure("sinegan.studies.trial"))
    waves = [keys.md5(path) for path in (paths.TRAIN_DATA, paths.HELD_OUT_DATA)]
    same = {"data": waves, "sizes": data.calibration.sizes.model_dump(), "seed": data.seed}
    keyed = [(trial_files.key(same | {"recipe": trial.recipe.model_dump()}), trial) for trial in trials]
    planned = dict(keyed)  # two arms may share trials
    missing = {name: trial.recipe for name, trial in planned.items() if not trial_files.read(name, TrialRecord)}
    work = tasks.Work(run.run, determinism.one_thread_per_operation, data, code)
    runner.run_missing(missing, work, lambda done: record.record(done, planned[done.key]), where)
    arms = record.by_arm((trial, files.read_record(trial_files.path(name), TrialRecord)) for name, trial in keyed)
    found = results.results(study, arms), results.times(arms), results.floors(data.calibration)
    outputs.write(where.folder, *found)
    console.say(outputs.publish(where.folder, study.name, arms))


def _data() -> run.Data:
    pool = wave_sets.load(paths.TRAIN_DATA, ("pool",)).sets["pool"].waves
    held_out = wave_sets.load(paths.HELD_OUT_DATA, ("test", "reference"))
    test, reference = held_out.sets["test"].waves, held_out.sets["reference"].waves
    calibration = files.read_record(paths.CALIBRATION, Calibration)
    return run.Data(held_out.axis, pool, test, reference, calibration, params.section("evaluate", Evaluate).seed)


if __name__ == "__main__":
    console.run(main, dataset.BadWavesError, plan.PlanError, cluster.ClusterError, store.TrackingError, alone="study")
