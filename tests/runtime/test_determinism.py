"""TensorFlow's devices and threads."""

from unittest.mock import Mock

import pytest
import tensorflow as tf

from sinegan.runtime import determinism


@pytest.fixture
def settings(monkeypatch: pytest.MonkeyPatch) -> Mock:
    """In place of TensorFlow's, which it accepts only before its first operation."""
    settings = Mock()
    monkeypatch.setattr(tf.config, "set_visible_devices", settings.visible)
    monkeypatch.setattr(tf.config.threading, "set_intra_op_parallelism_threads", settings.threads)
    return settings


def test_each_operation_has_one_thread_of_the_cpu(settings: Mock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(determinism.SWITCH, raising=False)
    determinism.enable()
    settings.threads.assert_called_once_with(1)
    settings.visible.assert_called_once_with([], "GPU")


def test_a_gpu_is_used_on_demand(settings: Mock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(determinism.SWITCH, determinism.GPU)
    determinism.enable()
    settings.threads.assert_called_once_with(1)
    settings.visible.assert_not_called()
