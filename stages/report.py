"""Draw and write up what the evaluation found."""

from stages.gan.history import COLUMNS
from stages.gan.recipe import TrainedRecipe
from stages.judges import headlines, rows, sensitivity
from stages.judges.options import Calibration
from stages.metrics import cells, periodogram, quality, residuals
from stages.metrics.manifold import RADII, WIDEST
from stages.outside import canvas, charts, figures, files, judge_charts, markdown, model_card, params, terminal, verdict
from stages.waves import records
from stages.waves.law import AMPLITUDE

DATA = "data/held_out.npz"
CALIBRATION = "reports/calibration.json"
METRICS = "reports/metrics.json"
RECIPE = "models/recipe.json"
SAMPLES = "models/samples.npz"
HISTORY = "models/history.csv"
FILM = "models/film.npz"
COSTS = "benchmarks/score_costs.json"
FIGURES = "reports/figures"
CURVES = "reports/history.csv"
REPORT = "reports/report.md"


def main() -> None:
    options = params.section("report", figures.Report)
    data = records.from_arrays(files.read_arrays(DATA), ("test", "reference"), DATA)
    law, real, found = data.law, data.sets["test"], files.read_arrays(SAMPLES, charts.SAMPLE_ARRAYS)
    history, film = files.read_table(HISTORY, COLUMNS), files.read_arrays(FILM, ("waves", "epochs"))
    metrics, calibration = files.read_json(METRICS, markdown.NEEDED), files.read_record(CALIBRATION, Calibration)
    scores, costs = rows.in_order(metrics["scores"]), files.read_json(COSTS, ("seconds",))["seconds"]
    top, sinad = headlines.rows(scores), quality.sinad(AMPLITUDE, found["reference_rms"])
    reached = cells.reached(law, found["free_phase"], found["free_multiplier"], found["valid"])
    rest = residuals.left_over(law, found["waves"], found["reference_phase"], found["reference_multiplier"])
    pictures = {
        "waves": figures.waves(law.x, real.waves, found["waves"], sinad, seed=options.seed),
        "plane": charts.plane((real.offset, real.multiplier), found, reached),
        "spectra": charts.spectra(*periodogram.mean_spectra(law, data.sets, found["spectra"])),
        "residuals": charts.residuals(law.x, rest.by_point, periodogram.frequencies(law), rest.by_bin),
        "precision_recall": charts.precision_recall(found, RADII, WIDEST),
        "ladder": judge_charts.ladder(metrics["curve"], top["sigma_star"]),
        "article": figures.article(law.x, found["waves"]),
        "losses": figures.losses(history, COLUMNS),
        "film": figures.film(law.x, film["waves"], film["epochs"]),
        "calibration": judge_charts.calibration(*sensitivity.distances(calibration)),
    }
    for name, figure in pictures.items():
        canvas.write(f"{FIGURES}/{name}.png", figure)
    files.write_table(CURVES, COLUMNS, history)
    words, seen = verdict.verdict(top, headlines.bits(scores)), sensitivity.seen_from(calibration)
    card = model_card.card(files.read_record(RECIPE, TrainedRecipe).model_dump(), law.model_dump(), top)
    shown = metrics | {"scores": scores}
    files.write_text(REPORT, markdown.report(shown, words, headlines.keys(scores), seen, costs, pictures, card))


if __name__ == "__main__":
    terminal.run(main, records.BadWavesError, headlines.IncompleteError, alone="report")
