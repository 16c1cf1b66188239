"""Paths of the files that stages pass to each other, relative to the repository's root."""

USER_DATA = "user_data"

TRAIN_DATA = "data/train.npz"
HELD_OUT_DATA = "data/held_out.npz"

RECIPE = "models/recipe.json"
GENERATOR = "models/generator.weights.h5"
DISCRIMINATOR = "models/discriminator.weights.h5"
HISTORY = "models/history.csv"
SNAPSHOTS = "models/snapshots.npz"
FIGURE_DATA = "models/figure_data.npz"
PUBLISHED = "models/published.json"

REPORTS = "reports"
DATA_DESCRIPTION = "reports/data.md"
CALIBRATION = "reports/calibration.json"
METRICS = "reports/metrics.json"
HEADLINES = "reports/headlines.json"
FIGURES = "reports/figures"
REPORTED_HISTORY = "reports/history.csv"
MODEL_CARD = "reports/model_card.md"
SUMMARY = "reports/summary.md"
REPORT = "reports/report.md"
REPORT_PAGE = "reports/report.html"

STUDY_RESULTS = "studies/recipes/results.json"
