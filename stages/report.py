"""Draw and write up what the evaluation found."""

from stages.gan.history import COLUMNS
from stages.metrics import periodogram, quality
from stages.outside import figures, files, markdown, params, terminal
from stages.waves import records
from stages.waves.law import AMPLITUDE

DATA = "data/held_out.npz"
METRICS = "reports/metrics.json"
HEADLINES = "reports/headlines.json"
SAMPLES = "models/samples.npz"
HISTORY = "models/history.csv"
FILM = "models/film.npz"
FIGURES = "reports/figures"
CURVES = "reports/history.csv"
REPORT = "reports/report.md"


def main() -> None:
    shown = params.section("report", figures.Report)
    data = records.from_arrays(files.read_arrays(DATA), ("test", "reference"), DATA)
    law, real, samples = data.law, data.sets["test"], files.read_arrays(SAMPLES, figures.SAMPLE_ARRAYS)
    history, film = files.read_table(HISTORY, COLUMNS), files.read_arrays(FILM, ("waves", "epochs"))
    sinad = quality.sinad(AMPLITUDE, samples["reference_rms"])
    spectrum = periodogram.mean_spectra(law, data.sets, samples["spectra"])
    drawn = {
        "waves": figures.waves(law.x, real.waves, samples["waves"], sinad, seed=shown.seed),
        "article": figures.article(law.x, samples["waves"]),
        "plane": figures.plane((real.offset, real.multiplier), samples, (law.multiplier.low, law.multiplier.high)),
        "spectra": figures.spectra(*spectrum),
        "losses": figures.losses(history, COLUMNS),
        "film": figures.film(law.x, film["waves"], film["epochs"]),
    }
    for name, figure in drawn.items():
        figures.write(f"{FIGURES}/{name}.png", figure)
    files.write_table(CURVES, COLUMNS, history)
    text = markdown.report(files.read_json(METRICS, markdown.NEEDED), files.read_json(HEADLINES), figures.CAPTIONS)
    files.write_text(REPORT, text)


if __name__ == "__main__":
    terminal.run(main, records.BadWavesError)
