"""Draw the figures and write the report of the evaluation."""

from sinegan.io import console

ALL_SCORES = "reports/scores.md"


def main() -> None:
    from sinegan.io import files, params, paths
    from sinegan.reporting import figures, html, inputs, report, style, summary
    from sinegan.reporting.options import Report

    options = params.section("report", Report)
    data = inputs.read()
    drawn = figures.draw(data, seed=options.seed)
    for name, figure in drawn.items():
        style.write(f"{paths.FIGURES}/{name}.png", figure)
    files.copy(paths.HISTORY, paths.REPORTED_HISTORY)
    files.write_text(paths.MODEL_CARD, report.model_card(data))
    files.write_text(paths.SUMMARY, report.run_summary(data))
    files.write_text(ALL_SCORES, report.all_scores(data))
    text = report.report(data, drawn)
    files.write_text(paths.REPORT, text)
    files.write_text(paths.REPORT_PAGE, html.page(text, paths.REPORTS))
    console.echo(summary.overview(data.evaluation).replace("**", ""))
    console.echo(f"pictures and scores: {paths.REPORT_PAGE}; more: sinegan sample --n 1000 --out drawn.csv")


if __name__ == "__main__":
    console.run_stage(main, "report", __doc__)
