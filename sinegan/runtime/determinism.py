"""Settings of TensorFlow that make results independent of the number of cores, and of a GPU."""

import os

import tensorflow as tf

SWITCH, GPU = "SINEGAN_DEVICE", "gpu"


def enable() -> None:
    """Let TensorFlow compute on the CPU, operations in parallel, each on a single thread.

    The bits of an operation on several threads depend on their number, those of a GPU on its kind.
    ``SINEGAN_DEVICE=gpu`` in the environment leaves the GPU to TensorFlow. Call this before TensorFlow computes
    anything.

    Raises
    ------
    RuntimeError
        TensorFlow has computed something already.
    """
    tf.config.threading.set_intra_op_parallelism_threads(1)
    if os.environ.get(SWITCH) != GPU:
        tf.config.set_visible_devices([], "GPU")
