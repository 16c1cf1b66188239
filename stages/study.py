"""Run a study: many seeds and recipes, here or on a cluster; what is finished already is not run again."""

from stages.outside import environment  # noqa: F401 - before TensorFlow and MLflow are imported

# isort: split
from stages.datasets import wave_sets
from stages.gan.recipe import Recipe
from stages.judges.evaluation_options import Evaluate
from stages.metrics.floors import Calibration
from stages.outside import (
    cluster,
    files,
    key,
    params,
    paths,
    processor,
    sources,
    store,
    study_outputs,
    tasks,
    terminal,
    trial_files,
    trial_runs,
)
from stages.trials import plan, record, results, run
from stages.trials.record import TrialRecord
from stages.waves import records


def main() -> None:
    where = trial_runs.arguments(__doc__)
    study = params.document(f"{where.folder}/params.yaml", plan.StudyFile).study
    trials = plan.trials(study, params.recipes(Recipe))
    data, code = _data(), frozenset(sources.closure("stages.trials.run"))
    waves = [key.md5(path) for path in (paths.TRAIN_DATA, paths.HELD_OUT_DATA)]
    same = {"data": waves, "sizes": data.calibration.sizes.model_dump(), "seed": data.seed}
    keyed = [(trial_files.key(same | {"recipe": trial.recipe.model_dump()}), trial) for trial in trials]
    planned = dict(keyed)  # two arms may share trials
    missing = {name: trial.recipe for name, trial in planned.items() if not trial_files.read(name, TrialRecord)}
    work = tasks.Work(run.run, processor.one_thread_per_operation, data, code)
    trial_runs.run_missing(missing, work, lambda done: record.record(done, planned[done.key]), where)
    arms = record.by_arm((trial, files.read_record(trial_files.path(name), TrialRecord)) for name, trial in keyed)
    found = results.results(study, arms), results.times(arms), results.floors(data.calibration)
    study_outputs.write(where.folder, *found)
    terminal.say(study_outputs.publish(where.folder, study.name, arms))


def _data() -> run.Data:
    pool = wave_sets.load(paths.TRAIN_DATA, ("pool",)).sets["pool"].waves
    held_out = wave_sets.load(paths.HELD_OUT_DATA, ("test", "reference"))
    test, reference = held_out.sets["test"].waves, held_out.sets["reference"].waves
    calibration = files.read_record(paths.CALIBRATION, Calibration)
    return run.Data(held_out.axis, pool, test, reference, calibration, params.section("evaluate", Evaluate).seed)


if __name__ == "__main__":
    terminal.run(main, records.BadWavesError, plan.PlanError, cluster.ClusterError, store.TrackingError, alone="study")
