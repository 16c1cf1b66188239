"""What each score of the scorecard costs. Run: python -m benchmarks.score_costs

Each score is computed anew, its caches empty on the generated side, three times at the sizes of params.yaml on one
thread; the median counts. Results in score_costs.json, which the report shows.
"""

from sinegan.metrics.comparison import Comparison
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
from sinegan.classifiers.models import LADDER, Judge
from sinegan.io import console, files, params
from sinegan.measurement.sample import Sample, measure
from sinegan.metrics.metric import Metric
from sinegan.metrics.suite import METRICS
from sinegan.runtime import determinism
from sinegan.waves import draw
from sinegan.waves.law import Waves

OUT = "benchmarks/score_costs.json"
TURNS = 3


def main() -> None:
    """Measure, and write the results."""
    determinism.one_thread_per_operation()
    options, waves = params.section("calibrate", Calibrate), params.section("waves", Waves)
    sets = draw.draw_sets(waves)
    with threadpool_limits(1):
        real = measure(waves.law, sets["test"].waves, n_few=options.n_few, training=sets["pool"].waves)
        fresh = [measure(waves.law, sets["reference"].waves, n_few=options.n_few) for _ in range(TURNS + 1)]
        tasks = _tasks(real, options)
        with console.progress(len(tasks), "score") as report:
            seconds = {}
            for done, (name, task) in enumerate(tasks.items(), start=1):
                seconds[name] = _median_seconds(task, fresh)
                report(done, {})
    files.write_json(OUT, {"machine": machine.facts(), "seconds": seconds})
    console.say("\n".join(f"{value:8.3f} s  {name}" for name, value in seconds.items()))


def _tasks(real: Sample, options: Calibrate) -> dict[str, Callable[[Sample], object]]:
    """What is timed, by ``<family>/<name>``; the fits and transforms that all scores share come first."""
    tasks: dict[str, Callable[[Sample], object]] = {
        "shared/fits": lambda sample: measure(real.law, sample.waves, n_few=options.n_few)
    }
    tasks |= {f"{metric.family}/{metric.name}": partial(_compute, metric, Comparison(real, real)) for metric in METRICS}
    for judge in (*LADDER, conv_net.rung(real.law.n_points)):
        tasks[f"judge/{judge.name}_accuracy"] = partial(_judge, judge, real, options)
    few = real.take(slice(options.n_judged))
    tasks["judge/sigma_star"] = lambda sample: list(noise_threshold.sweep(few, sample.take(slice(options.n_judged)), 1))
    return tasks


def _compute(metric: Metric, known: Comparison, sample: Sample) -> object:
    return metric.compute(known.against(sample.take(slice(None))))  # a copy, which has no distances yet


def _judge(judge: Judge, real: Sample, options: Calibrate, sample: Sample) -> object:
    return c2st.verdicts(real, sample, 1, n=options.n_judged, repeats=options.judge_repeats, ladder=(judge,))


def _median_seconds(task: Callable[[Sample], object], samples: list[Sample]) -> float:
    """The first turn warms up what the real side keeps, and does not count."""
    spent = []
    for sample in samples:
        start = time.perf_counter()
        task(sample)
        spent.append(time.perf_counter() - start)
    return round(statistics.median(spent[1:]), 4)


if __name__ == "__main__":
    main()
