"""Draw and write up what the evaluation found."""

from sinegan.io import console


def main() -> None:
    from sinegan.io import files, params, paths
    from sinegan.reporting import detection, figures, model_card, pictures, report, style, summary
    from sinegan.reporting.detection import KnownFaults
    from sinegan.reporting.figure_names import needed
    from sinegan.reporting.options import Report
    from sinegan.schema.scores import Evaluation, headlines

    options = params.section("report", Report)
    evaluation, known = files.read_record(paths.METRICS, Evaluation), files.read_record(paths.CALIBRATION, KnownFaults)
    data = files.read_arrays(paths.FIGURE_DATA, needed(of_law=known.has_law))
    film, history = files.read_arrays(paths.FILM, figures.FILM), files.read_table(paths.HISTORY, figures.HISTORY)
    recipe, costs = files.read_json(paths.RECIPE, model_card.NEEDED), files.read_json(paths.SCORE_COSTS, ("seconds",))
    drawn = pictures.draw(data, history, film, evaluation, known, seed=options.seed)
    for name, figure in drawn.items():
        style.write(f"{paths.FIGURES}/{name}.png", figure)
    files.copy(paths.HISTORY, paths.REPORTED_HISTORY)
    top = headlines(evaluation.scores)
    words, card = summary.verdict(top, evaluation.effective_bits), model_card.card(recipe, known.law, top)
    seen = detection.detected_from(known.impaired, [score.key for score in evaluation.scores])
    files.write_text(paths.MODEL_CARD, f"{card}\n")
    files.write_text(paths.SUMMARY, report.summary(evaluation.scores, words))
    files.write_text(paths.REPORT, report.report(evaluation, words, seen, costs["seconds"], drawn, card))


if __name__ == "__main__":
    console.run_stage(main, "report", __doc__)
