"""Draw and write up what the evaluation found."""

from stages.gan.history import COLUMNS
from stages.judges.against_law import against_law
from stages.metrics import periodogram
from stages.metrics.manifold import RADII, WIDEST
from stages.outside import (
    canvas,
    charts,
    detection,
    figures,
    files,
    judge_charts,
    markdown,
    model_card,
    params,
    terminal,
    verdict,
)
from stages.outside.detection import KnownFaults
from stages.schema.scores import Evaluation, headlines
from stages.waves import records

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
    axis, found = data.axis, files.read_arrays(SAMPLES, charts.needed(of_law=not data.scaling))
    history, film = files.read_table(HISTORY, COLUMNS), files.read_arrays(FILM, ("waves", "epochs"))
    evaluation, known = files.read_record(METRICS, Evaluation), files.read_record(CALIBRATION, KnownFaults)
    top, costs = headlines(evaluation.scores), files.read_json(COSTS, ("seconds",))["seconds"]
    law, real, keys = against_law(data, found), data.sets["test"].waves, [score.key for score in evaluation.scores]
    pictures = {
        "waves": figures.waves(axis.x, real, found["waves"], law and law.sinad, seed=options.seed),
        "spectra": charts.spectra(*periodogram.mean_spectra(axis, data.sets, found["spectra"])),
        "ladder": judge_charts.ladder(evaluation.curve, top["sigma_star"]),
        "article": figures.article(axis.x, found["waves"]),
        "losses": figures.losses(history, COLUMNS),
        "film": figures.film(axis.x, film["waves"], film["epochs"]),
    }
    if law:
        pictures |= {
            "plane": charts.plane(law.real, found, law.cells),
            "residuals": charts.residuals(axis.x, law.rest.by_point, periodogram.frequencies(axis), law.rest.by_bin),
            "precision_recall": charts.precision_recall(found, RADII, WIDEST),
            "calibration": judge_charts.calibration(*detection.distances(known.impaired, keys)),
        }
    for name, figure in pictures.items():
        canvas.write(f"{FIGURES}/{name}.png", figure)
    files.write_table(CURVES, COLUMNS, history)
    words, seen = verdict.verdict(top, evaluation.effective_bits), detection.detected_from(known.impaired, keys)
    card = model_card.card(files.read_json(RECIPE, model_card.NEEDED), axis.model_dump(), top)
    files.write_text(REPORT, markdown.report(evaluation, words, seen, costs, pictures, card))


if __name__ == "__main__":
    terminal.run(main, records.BadWavesError, alone="report")
