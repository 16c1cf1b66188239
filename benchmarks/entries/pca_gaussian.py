"""An example of an entry: a normal distribution of six principal components, in NumPy alone.

``sinegan benchmark data --out benchmark``, then ``python pca_gaussian.py benchmark pca-gaussian``, then
``sinegan benchmark score pca-gaussian``.
"""

import json
import sys
import time
from pathlib import Path

import numpy as np

data, out = Path(sys.argv[1]), Path(sys.argv[2])
out.mkdir(parents=True, exist_ok=True)
pool, seconds = np.load(data / "pool.npy", allow_pickle=False), []
for seed in (0, 1, 2):
    start, rng = time.perf_counter(), np.random.default_rng(seed)
    train = pool[rng.choice(len(pool), 20_000, replace=False)]
    mean = train.mean(axis=0)
    directions = np.linalg.svd(train - mean, full_matrices=False)[2][:6]
    covariance = np.cov((train - mean) @ directions.T, rowvar=False)
    seconds.append(time.perf_counter() - start)
    components = rng.multivariate_normal(np.zeros(6), covariance, 10_000)
    np.save(out / f"seed-{seed}.npy", (mean + components @ directions).astype(np.float32))

entry = {
    "name": "PCA Gaussian",
    "seconds": round(float(np.median(seconds)), 2),
    "cores": 1,
    "parameters": 50 + 6 * 50 + 6 * 7 // 2,
    "settings_tried": 1,
    "link": "benchmarks/entries/pca_gaussian.py",
}
(out / "entry.json").write_text(json.dumps(entry, indent=2), encoding="utf-8")
