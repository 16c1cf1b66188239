"""The time that each score of the scorecard takes.

    python -m benchmarks.score_costs

Each score is computed three times at the sizes of params.yaml on one thread, with empty caches of the generated side;
the median counts. Results go to score_costs.json, which the report shows.
"""

from sinegan.runtime import environment  # noqa: F401 - before TensorFlow is imported

# isort: split
import statistics
import time
from collections.abc import Callable
from functools import partial

from threadpoolctl import threadpool_limits

from benchmarks import machine
from sinegan.calibration.options import Calibrate
from sinegan.classifiers import c2st, conv_net, noise_threshold
from sinegan.classifiers.models import CLASSIFIERS, Classifier
from sinegan.io import console, files, params
from sinegan.measurement.sample import Sample, measure
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
    determinism.one_thread_per_operation()
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
    """The functions to time, by ``<family>/<name>``; first the fits and spectra that all scores use."""
    tasks: dict[str, Callable[[Sample], object]] = {
        "shared/fits": lambda sample: measure(real.law, sample.waves, n_pairwise=options.n_pairwise)
    }
    tasks |= {f"{metric.family}/{metric.name}": partial(_compute, metric, Comparison(real, real)) for metric in METRICS}
    for classifier in (*CLASSIFIERS, conv_net.conv_classifier(real.law.n_points)):
        tasks[f"c2st/{classifier.name}_accuracy"] = partial(_two_sample_tests, classifier, real, options)
    subset = real.take(slice(options.n_classifier))
    tasks["c2st/noise_threshold"] = lambda sample: list(
        noise_threshold.sweep(subset, sample.take(slice(options.n_classifier)), 1)
    )
    return tasks


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
