"""Draw and write up what the evaluation found."""

from stages.outside import canvas, detection, figures, files, markdown, model_card, params, pictures, terminal
from stages.outside.detection import KnownFaults
from stages.outside.figure_names import needed
from stages.outside.report_options import Report
from stages.outside.verdict import verdict
from stages.schema.scores import Evaluation, headlines

CALIBRATION = "reports/calibration.json"
METRICS = "reports/metrics.json"
RECIPE = "models/recipe.json"
FIGURE_DATA = "models/figure_data.npz"
HISTORY = "models/history.csv"
FILM = "models/film.npz"
COSTS = "benchmarks/score_costs.json"
FIGURES = "reports/figures"
CURVES = "reports/history.csv"
CARD = "reports/model_card.md"
SUMMARY = "reports/summary.md"
REPORT = "reports/report.md"


def main() -> None:
    options = params.section("report", Report)
    evaluation, known = files.read_record(METRICS, Evaluation), files.read_record(CALIBRATION, KnownFaults)
    data, film = files.read_arrays(FIGURE_DATA, needed(of_law=known.has_law)), files.read_arrays(FILM, figures.FILM)
    history, costs = files.read_table(HISTORY, figures.HISTORY), files.read_json(COSTS, ("seconds",))["seconds"]
    recipe, top = files.read_json(RECIPE, model_card.NEEDED), headlines(evaluation.scores)
    drawn = pictures.draw(data, history, film, evaluation, known, seed=options.seed)
    for name, figure in drawn.items():
        canvas.write(f"{FIGURES}/{name}.png", figure)
    files.copy(HISTORY, CURVES)
    words, card = verdict(top, evaluation.effective_bits), model_card.card(recipe, known.law, top)
    seen = detection.detected_from(known.impaired, [score.key for score in evaluation.scores])
    files.write_text(CARD, f"{card}\n")
    files.write_text(SUMMARY, markdown.summary(evaluation.scores, words))
    files.write_text(REPORT, markdown.report(evaluation, words, seen, costs, drawn, card))


if __name__ == "__main__":
    terminal.run(main, alone="report")
