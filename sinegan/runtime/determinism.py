"""Settings that make results independent of the number of cores."""

import tensorflow as tf


def one_thread_per_operation() -> None:
    """Let TensorFlow run operations in parallel, each on a single thread.

    The bits of an operation on several threads depend on their number, that is, on the machine. Call this before
    TensorFlow computes anything.
    """
    tf.config.threading.set_intra_op_parallelism_threads(1)
