"""The time that each score of the scorecard takes, and that all of them take together.

    python -m benchmarks.score_costs

Each score is computed three times at the sizes of params.yaml on one thread, with empty caches of the generated side;
the median counts. Results go to score_costs.json.
"""

from sinegan.runtime import environment  # noqa: F401 - before TensorFlow is imported

# isort: split
import statistics
import time
from collections.abc import Callable, Sequence
from functools import partial

from threadpoolctl import threadpool_limits

from benchmarks import machine
from sinegan.calibration.options import Calibrate
from sinegan.classifiers import c2st, conv_net, noise_threshold
from sinegan.classifiers.models import CLASSIFIERS, Classifier
from sinegan.evaluation import scorecard
from sinegan.io import console, files, params, paths
from sinegan.measurement.sample import Sample, measure
from sinegan.metrics import suite
from sinegan.metrics.baseline import Calibration
from sinegan.metrics.comparison import Comparison
from sinegan.metrics.metric import Metric
from sinegan.metrics.suite import METRICS
from sinegan.runtime import determinism
from sinegan.waves import draw
from sinegan.waves.options import Waves

OUT = "benchmarks/score_costs.json"
TURNS = 3


def main() -> None:
    """Measure, and write the results."""
    determinism.enable()
    options, waves = params.section("calibrate", Calibrate), params.section("waves", Waves)
    sets = draw.draw_sets(waves)
    with threadpool_limits(1):
        real = measure(waves.law, sets["test"].waves, n_pairwise=options.n_pairwise, training=sets["pool"].waves)
        fresh = [measure(waves.law, sets["reference"].waves, n_pairwise=options.n_pairwise) for _ in range(TURNS + 1)]
        tasks = _tasks(real, options)
        with console.progress(len(tasks), "score") as report:
            seconds = {}
            for done, (name, task) in enumerate(tasks.items(), start=1):
                seconds[name] = _median_seconds(task, fresh)
                report(done, {})
    files.write_json(OUT, {"machine": machine.facts(), "seconds": seconds})
    console.echo("\n".join(f"{value:8.3f} s  {name}" for name, value in seconds.items()))


def _tasks(real: Sample, options: Calibrate) -> dict[str, Callable[[Sample], object]]:
    """The functions to time, by ``<family>/<name>``: the fits that all scores use, each score, and all together."""
    tasks: dict[str, Callable[[Sample], object]] = {
        "shared/fits": lambda sample: measure(real.law, sample.waves, n_pairwise=options.n_pairwise)
    }
    tasks |= {f"{metric.family}/{metric.name}": partial(_compute, metric, Comparison(real, real)) for metric in METRICS}
    classifiers = (*CLASSIFIERS, conv_net.conv_classifier(real.law.n_points))
    for classifier in classifiers:
        tasks[f"c2st/{classifier.name}_accuracy"] = partial(_two_sample_tests, classifier, real, options)
    subset = real.take(slice(options.n_classifier))
    tasks["c2st/noise_threshold"] = lambda sample: [
        task() for task in noise_threshold.sweep(subset, sample.take(slice(options.n_classifier)), 1).values()
    ]
    return tasks | {
        "whole/calibration_set": partial(_calibration_set, Comparison(real, real)),
        "whole/scorecard": partial(_scorecard, real, classifiers),
    }


def _calibration_set(comparison: Comparison, sample: Sample) -> object:
    """All that is computed of most of the sets that the stage ``calibrate`` scores; classifiers are run on few."""
    measured = measure(comparison.real.law, sample.waves, n_pairwise=sample.n_pairwise)
    return suite.evaluate(comparison.against(measured))


def _scorecard(real: Sample, classifiers: Sequence[Classifier], sample: Sample) -> object:
    """What the stage ``evaluate`` computes, and each trial of a study."""
    calibration = files.read_model(paths.CALIBRATION, Calibration)
    return scorecard.evaluate(
        real.waves, sample.waves, real.law, 1,
        training=real.training, calibration=calibration, classifiers=classifiers,
    )  # fmt: skip


def _compute(metric: Metric, comparison: Comparison, sample: Sample) -> object:
    return metric.compute(comparison.against(sample.take(slice(None))))  # a copy, without cached distances


def _two_sample_tests(classifier: Classifier, real: Sample, options: Calibrate, sample: Sample) -> object:
    return c2st.two_sample_tests(
        real, sample, 1, n=options.n_classifier, repeats=options.classifier_repeats, classifiers=(classifier,)
    )


def _median_seconds(task: Callable[[Sample], object], samples: list[Sample]) -> float:
    """The first turn fills the caches of the real side, and does not count."""
    seconds = []
    for sample in samples:
        start = time.perf_counter()
        task(sample)
        seconds.append(time.perf_counter() - start)
    return round(statistics.median(seconds[1:]), 4)


if __name__ == "__main__":
    main()
