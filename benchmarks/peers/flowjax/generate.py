"""Masked autoregressive flow (Papamakarios et al. 2017) by flowjax: likelihood of all points of a series at once.

    python -m benchmarks.peers.flowjax.generate --pool pool.npy --seed 0 --out waves.npy --seconds 60

flowjax's `fit_to_data` has no way to stop at a given time, so that its loop is repeated here, of its own functions,
with a look at the clock after each step.
"""

from typing import Any

from benchmarks.peers.generation import batches_of, main
from benchmarks.peers.peer import Clock, Request, Series, Trained, Variant

PACKAGE = "flowjax"
VARIANTS = {
    "spline": Variant(
        "8 layers, one hidden layer of 50, rational quadratic splines of 8 knots on [-4, 4], standardised data, "
        "Adam 1e-3, batch 100, a tenth for validation, best epoch kept",
        "flowjax documentation, Unconditional density estimation",
        "until 5 epochs bring no better validation loss, at most 100",
    ),
    "affine": Variant(
        "the flow's default transformer (affine) in place of splines, otherwise as spline",
        "flowjax documentation, masked_autoregressive_flow",
        "until 5 epochs bring no better validation loss, at most 100",
    ),
}
DEVIATIONS = (
    "The training loop is that of fit_to_data, repeated here so that it can stop between two steps; when the clock "
    "stops it, the part of an epoch is validated like a whole one.",
    "The points of a series, and its channels, are the dimensions of one vector.",
)
BATCH, EPOCHS, PATIENCE, VALIDATION, RATE = 100, 100, 5, 0.1, 1e-3


def train(series: Series, request: Request) -> Trained:
    """Standardise, fit, and undo the standardisation when drawing."""
    import equinox as eqx
    import jax
    import jax.numpy as jnp
    import jax.random as jr
    import numpy as np
    from flowjax.bijections import RationalQuadraticSpline
    from flowjax.distributions import Normal
    from flowjax.flows import masked_autoregressive_flow

    request.clock.start()
    flat = series.reshape(len(series), -1)
    mean, std = flat.mean(axis=0), flat.std(axis=0)
    flow_key, fit_key, draw_key = jr.split(jr.key(request.seed), 3)
    spline = RationalQuadraticSpline(knots=8, interval=4) if request.variant == "spline" else None
    flow = masked_autoregressive_flow(flow_key, base_dist=Normal(jnp.zeros(flat.shape[1])), transformer=spline)
    flow, steps, epochs = _fit(fit_key, flow, jnp.asarray((flat - mean) / std), request.clock)

    def draw(n: int) -> Series:
        sample, sizes = eqx.filter_jit(flow.sample), batches_of(n, 1_000)
        parts = [sample(key, (size,)) for key, size in zip(jr.split(draw_key, len(sizes)), sizes, strict=True)]
        return (np.concatenate(parts) * std + mean).reshape(n, *series.shape[1:])

    parameters = sum(leaf.size for leaf in jax.tree.leaves(eqx.filter(flow, eqx.is_inexact_array)))
    return Trained(draw, steps, epochs, parameters, DEVIATIONS)


def _fit(key: Any, flow: Any, data: Any, clock: Clock) -> tuple[Any, int, float]:
    """As `flowjax.train.fit_to_data` does: the flow of the best epoch, the number of steps and of epochs."""
    import equinox as eqx
    import jax.random as jr
    import optax
    import paramax
    from flowjax.train.losses import MaximumLikelihoodLoss
    from flowjax.train.train_utils import count_fruitless, get_batches, step, train_val_split

    loss_fn, optimizer = MaximumLikelihoodLoss(), optax.adam(RATE)
    params, static = eqx.partition(
        flow, eqx.is_inexact_array, is_leaf=lambda leaf: isinstance(leaf, paramax.NonTrainable)
    )
    best, state, losses, steps = params, optimizer.init(params), list[float](), 0
    key, split_key = jr.split(key)
    train_data, val_data = train_val_split(split_key, [data], val_prop=VALIDATION)
    per_epoch = len(train_data[0]) // BATCH
    evaluate = eqx.filter_jit(loss_fn)
    while len(losses) < EPOCHS:
        key, train_key, val_key = jr.split(key, 3)
        train_data, val_data = [jr.permutation(train_key, train_data[0])], [jr.permutation(val_key, val_data[0])]
        for (batch,) in zip(*get_batches(train_data, BATCH), strict=True):
            key, step_key = jr.split(key)
            params, state, loss = step(
                params, static, batch, optimizer=optimizer, opt_state=state, loss_fn=loss_fn, key=step_key
            )
            loss.block_until_ready()  # otherwise the clock would be ahead of the steps
            steps += 1
            if clock.expired:
                break
        key, loss_key = jr.split(key)
        held_out = zip(*get_batches(val_data, BATCH), strict=True)
        parts = [evaluate(params, static, batch, key=loss_key) for (batch,) in held_out]
        losses.append((sum(parts) / len(parts)).item())
        if losses[-1] == min(losses):
            best = params
        elif count_fruitless(losses) > PATIENCE:
            break
        if clock.expired:
            break
    return eqx.combine(best, static), steps, steps / per_epoch


if __name__ == "__main__":
    main(PACKAGE, VARIANTS, train)
