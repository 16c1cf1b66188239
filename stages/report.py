"""Draw and write up what the evaluation found."""

from stages.outside import canvas, detection, figures, files, markdown, model_card, params, paths, pictures, terminal
from stages.outside.detection import KnownFaults
from stages.outside.figure_names import needed
from stages.outside.report_options import Report
from stages.outside.verdict import verdict
from stages.schema.scores import Evaluation, headlines


def main() -> None:
    options = params.section("report", Report)
    evaluation, known = files.read_record(paths.METRICS, Evaluation), files.read_record(paths.CALIBRATION, KnownFaults)
    data, film = (
        files.read_arrays(paths.FIGURE_DATA, needed(of_law=known.has_law)),
        files.read_arrays(paths.FILM, figures.FILM),
    )
    history, costs = (
        files.read_table(paths.HISTORY, figures.HISTORY),
        files.read_json(paths.SCORE_COSTS, ("seconds",))["seconds"],
    )
    recipe, top = files.read_json(paths.RECIPE, model_card.NEEDED), headlines(evaluation.scores)
    drawn = pictures.draw(data, history, film, evaluation, known, seed=options.seed)
    for name, figure in drawn.items():
        canvas.write(f"{paths.FIGURES}/{name}.png", figure)
    files.copy(paths.HISTORY, paths.REPORTED_HISTORY)
    words, card = verdict(top, evaluation.effective_bits), model_card.card(recipe, known.law, top)
    seen = detection.detected_from(known.impaired, [score.key for score in evaluation.scores])
    files.write_text(paths.MODEL_CARD, f"{card}\n")
    files.write_text(paths.SUMMARY, markdown.summary(evaluation.scores, words))
    files.write_text(paths.REPORT, markdown.report(evaluation, words, seen, costs, drawn, card))


if __name__ == "__main__":
    terminal.run(main, alone="report")
