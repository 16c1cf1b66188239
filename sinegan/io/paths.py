"""Where the files are that stages hand to each other, relative to the root."""

USER_WAVES = "own_waves"

TRAIN_DATA = "data/train.npz"
HELD_OUT_DATA = "data/held_out.npz"

RECIPE = "models/recipe.json"
GENERATOR = "models/generator.weights.h5"
DISCRIMINATOR = "models/discriminator.weights.h5"
HISTORY = "models/history.csv"
FILM = "models/film.npz"
FIGURE_DATA = "models/figure_data.npz"
PUBLISHED = "models/published.json"

REPORTS = "reports"
CALIBRATION = "reports/calibration.json"
METRICS = "reports/metrics.json"
HEADLINES = "reports/headlines.json"
FIGURES = "reports/figures"
REPORTED_HISTORY = "reports/history.csv"
MODEL_CARD = "reports/model_card.md"
SUMMARY = "reports/summary.md"
REPORT = "reports/report.md"

SCORE_COSTS = "benchmarks/score_costs.json"
STUDY_RESULTS = "study/results.json"
