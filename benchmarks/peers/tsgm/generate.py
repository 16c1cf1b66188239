"""BetaVAE and TimeGAN by tsgm, each as in its tutorial, which learns TimeGAN's sines.

python -m benchmarks.peers.tsgm.generate --pool pool.npy --seed 0 --out waves.npy --seconds 60 --variant vae
"""

import os
from typing import Any

from benchmarks.peers.generation import batches_of, main
from benchmarks.peers.peer import Request, Series, Trained, Variant

PACKAGE = "tsgm"
VARIANTS = {
    "vae": Variant(
        "vae_conv5, 10 latent dimensions, beta 1, every point scaled to [0, 1], Adam 1e-3, batch 64",
        "tsgm tutorial VAEs/VAE",
        "15,700 steps, which are the 100 epochs of the tutorial's 10,000 series",
    ),
    "timegan": Variant(
        "GRU, 24 hidden units, 3 layers, gamma 1, every point scaled to [0, 1], Adam 1e-3, batch 256",
        "tsgm tutorial GANs/TimeGAN",
        "10,000 steps of each of the three phases, as in the code of TimeGAN's authors (the tutorial: 100)",
    ),
}
VAE_STEPS, VAE_BATCH, LATENT, TIMEGAN_STEPS, TIMEGAN_BATCH = 15_700, 64, 10, 10_000, 256
_TRIALS = (5, 25)


def train(series: Series, request: Request) -> Trained:
    """Scale every point, fit, and undo the scaling when drawing."""
    os.environ["KERAS_BACKEND"] = "tensorflow"  # tsgm reads it in every step
    import keras
    import tsgm

    keras.utils.set_random_seed(request.seed)
    request.clock.start()
    scaler = tsgm.utils.TSFeatureWiseScaler()
    fit = _vae if request.variant == "vae" else _timegan
    draw, steps, batch, networks, deviations = fit(tsgm, keras, scaler.fit_transform(series), request)
    parameters = sum(network.count_params() for network in networks)
    return Trained(
        lambda n: scaler.inverse_transform(draw(n)), steps, steps * batch / len(series), parameters, deviations
    )


def _vae(tsgm: Any, keras: Any, scaled: Series, request: Request) -> tuple[Any, int, int, list[Any], list[str]]:
    """Fit the autoencoder until the clock is up, or for the tutorial's steps."""
    import numpy as np

    architecture = tsgm.models.zoo["vae_conv5"](scaled.shape[1], scaled.shape[2], LATENT)
    vae = tsgm.models.cvae.BetaVAE(architecture.encoder, architecture.decoder)
    vae.compile(optimizer=keras.optimizers.Adam())
    done = 0

    class Stop(keras.callbacks.Callback):
        def on_train_batch_end(self, batch: int, logs: Any = None) -> None:  # noqa: ARG002 - Keras passes them
            nonlocal done
            done += 1
            if request.clock.expired or (not request.timed and done == VAE_STEPS):
                self.model.stop_training = True

    vae.fit(scaled.astype("float32"), epochs=10**6, batch_size=VAE_BATCH, callbacks=[Stop()], verbose=0)

    def draw(n: int) -> Series:
        return np.concatenate([np.asarray(vae.generate(size)) for size in batches_of(n, 1_000)])

    networks = [architecture.encoder, architecture.decoder]
    return (
        draw,
        done,
        VAE_BATCH,
        networks,
        ["As many steps as in the tutorial, not as many epochs: the pool is larger."],
    )


def _timegan(tsgm: Any, keras: Any, scaled: Series, request: Request) -> tuple[Any, int, int, list[Any], list[str]]:
    """Fit TimeGAN's three phases, each with as many steps as the time allows."""

    def fitted(steps: int) -> Any:
        model = tsgm.models.timeGAN.TimeGAN(
            seq_len=scaled.shape[1], module="gru", hidden_dim=24, n_features=scaled.shape[2], n_layers=3,
            batch_size=TIMEGAN_BATCH, gamma=1.0,
        )  # fmt: skip
        model.compile()
        model.fit(data=scaled[: len(scaled) // TIMEGAN_BATCH * TIMEGAN_BATCH], epochs=steps)
        return model

    deviations = [
        "The last part of the pool that fills no batch of 256 is left out: the networks have a fixed batch size."
    ]
    steps = TIMEGAN_STEPS
    if request.clock.limit is not None:
        steps = _steps_in(request.clock.limit, fitted)
        keras.utils.set_random_seed(request.seed)
        request.clock.start()
        deviations.append(
            "tsgm cannot stop its three phases by the clock, so that their equal number of steps is chosen beforehand "
            f"from the time that {_TRIALS[0]} and {_TRIALS[1]} steps took; these trials do not count as training."
        )
    model = fitted(steps)
    networks = [model.embedder, model.recovery, model.supervisor, model.discriminator, model.generator_aux]
    return model.generate, steps, TIMEGAN_BATCH, networks, deviations


def _steps_in(seconds: float, fitted: Any) -> int:
    """How many steps of each phase take so long; the rest of a trial's time is that of tracing."""
    import time

    times = []
    for steps in _TRIALS:
        start = time.perf_counter()
        fitted(steps)
        times.append(time.perf_counter() - start)
    per_step = max((times[1] - times[0]) / (_TRIALS[1] - _TRIALS[0]), 1e-3)
    tracing = max(times[0] - _TRIALS[0] * per_step, 0.0)
    return max(1, int((seconds - tracing) / per_step))


if __name__ == "__main__":
    main(PACKAGE, VARIANTS, train)
