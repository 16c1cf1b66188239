"""Tasks on real processes of this machine: distributed, killed, refused."""

import errno
import importlib
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import dask
import pytest
from distributed.comm.core import CommClosedError
from distributed.security import Security

from sinegan.studies import cluster, tasks
from sinegan.studies.cluster import ClusterError
from sinegan.studies.tasks import TaskSpec
from tests.fixtures.running_cluster import running
from tests.studies import toy_tasks

# Dask leaves processes that are killed, as here on purpose, and their sockets to the garbage collector.
pytestmark = pytest.mark.slow
CODE = frozenset({"sinegan/waves/law.py"})


def task_spec(function: Callable[[Any, Any], Any], shared: Any = None, code: frozenset[str] = CODE) -> TaskSpec:
    return TaskSpec(function, toy_tasks.prepare, shared, code)


@pytest.fixture(scope="module")
def client() -> Iterator[Any]:
    with cluster.connect(None, workers=2) as connected:
        yield connected


def values(client: Any, spec: TaskSpec, todo: dict[str, Any]) -> dict[str, Any]:
    return {finished.key: finished.result for finished in tasks.run(client, spec, todo)}


def test_every_task_is_run_with_the_shared_data(client: Any) -> None:
    todo = {f"times-{number}": number for number in range(20)}
    assert values(client, task_spec(toy_tasks.scaled, 3.0), todo) == {f"times-{n}": 3.0 * n for n in range(20)}


def test_tasks_are_distributed_over_processes_of_one_thread_each(client: Any) -> None:
    threads = values(client, task_spec(toy_tasks.threads), {f"threads-{n}": n for n in range(4)})
    assert len({process for process, _ in threads.values()}) == 2
    assert {count for _, count in threads.values()} == {"1"}


@pytest.mark.parametrize("error", [ZeroDivisionError("three"), OSError(errno.ENOSPC, "no space")], ids=repr)
def test_a_task_that_raises_is_reported_and_the_others_are_run(error: Exception, client: Any) -> None:
    name = type(error).__name__  # the cluster would not run tasks with the keys of earlier ones again
    todo = {f"{name}-{n}": n for n in range(10)}
    results = {result.key: result for result in tasks.run(client, task_spec(toy_tasks.fail_at_three, error), todo)}
    assert len(results) == 10
    assert {key for key, result in results.items() if result.error} == {f"{name}-3"}
    assert repr(results[f"{name}-3"].error) == repr(error)


@pytest.mark.parametrize(("status", "error"), [("error", CommClosedError("gone")), ("lost", TimeoutError("late"))])
def test_a_lost_connection_ends_the_study(status: str, error: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    def lose() -> None:
        raise error

    future = SimpleNamespace(status=status, result=lose)
    client = SimpleNamespace(scatter=lambda *_, **__: None, submit=lambda *_, **__: "future", ncores=dict)
    monkeypatch.setattr(tasks, "as_completed", lambda _: SimpleNamespace(batches=lambda: [[future]]))
    with pytest.raises(
        ClusterError, match=r"the connection to the cluster was lost \((gone|late)\); run the study again"
    ):
        values(client, task_spec(toy_tasks.scaled), {"one": 1})


def test_results_name_the_machine(client: Any) -> None:
    (result,) = tasks.run(client, task_spec(toy_tasks.scaled, 1.0), {"machine": 1})
    assert {"processor", "tensorflow", "numpy", "python", "code"} <= set(result.machine)


def test_a_task_whose_worker_is_killed_is_run_on_another(tmp_path: Path) -> None:
    marker = str(tmp_path / "killed")
    with cluster.connect(None, workers=2) as client:
        results = values(client, task_spec(toy_tasks.kill_the_first_worker, marker), {f"k-{n}": n for n in range(4)})
    assert Path(marker).exists()
    assert results == {f"k-{n}": n for n in range(4)}


def test_a_task_that_kills_every_worker_ends_the_study_with_a_message() -> None:
    with cluster.connect(None, workers=1) as client, pytest.raises(ClusterError, match="check for lack of memory"):
        values(client, task_spec(toy_tasks.die), {"deadly": 1})


def test_the_only_worker_is_killed_with_the_shared_data(tmp_path: Path) -> None:
    marker = str(tmp_path / "killed")
    with cluster.connect(None, workers=1) as client:
        results = values(client, task_spec(toy_tasks.kill_the_first_worker, marker), {f"k-{n}": n for n in range(3)})
    assert results == {f"k-{n}": n for n in range(3)}


def test_a_worker_with_different_code_refuses_and_names_both_versions(
    client: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed = tasks.versions(CODE)
    monkeypatch.setattr(tasks, "versions", lambda _: installed | {"numpy": "1.0", "code": "0123"})
    message = rf"numpy {installed['numpy']} instead of 1.0, code {installed['code']} instead of 0123"
    with pytest.raises(ClusterError, match=message):
        values(client, task_spec(toy_tasks.scaled, 1.0), {"other-code": 1})


def test_an_address_that_does_not_answer_is_reported_in_seconds() -> None:
    began = time.monotonic()
    with (
        pytest.raises(ClusterError, match=r"no scheduler answers at tcp://127\.0\.0\.1:9"),
        cluster.connect("tcp://127.0.0.1:9"),
    ):
        pass
    assert time.monotonic() - began < 30


@pytest.mark.parametrize("address", ["tcp://192.0.2.1:8786", "192.0.2.1:8786", "ws://127.0.0.1:1", "nonsense"])
def test_unencrypted_networks_are_refused(address: str) -> None:
    with (
        pytest.raises(ClusterError, match="is neither a tls:// address nor a tcp:// address on this machine"),
        cluster.connect(address),
    ):
        pass


def test_a_running_cluster_gives_the_same_results(tmp_path: Path) -> None:
    with running(tmp_path) as address, cluster.connect(address) as client:
        client.wait_for_workers(2, timeout=60)
        results = values(client, task_spec(toy_tasks.scaled, 3.0), {f"times-{number}": number for number in range(20)})
    assert results == {f"times-{n}": 3.0 * n for n in range(20)}


def test_a_cluster_that_cannot_load_the_project_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Like code that only this process can import."""
    (tmp_path / "only_here.py").write_text("def scaled(task, shared):\n    return task * shared\n")
    monkeypatch.syspath_prepend(tmp_path)
    message = r"the cluster cannot load the project \(No module named 'only_here'\); start scheduler and workers in the"
    with (
        running(tmp_path) as address,
        cluster.connect(address) as client,
        pytest.raises(ClusterError, match=message),
    ):
        values(client, task_spec(importlib.import_module("only_here").scaled, 3.0), {"one": 2})


def test_a_running_cluster_with_certificates(tmp_path: Path) -> None:
    security, paths = Security.temporary(), {}
    pems = {"ca": security.tls_ca_file, "cert": security.tls_client_cert, "key": security.tls_client_key}
    for name, pem in pems.items():
        paths[name] = tmp_path / f"{name}.pem"
        paths[name].write_text(pem, encoding="utf-8")
    options = [f"--tls-{name}{'-file' if name == 'ca' else ''}={path}" for name, path in paths.items()]
    client_files = {f"distributed.comm.tls.client.{name}": str(paths[name]) for name in ("cert", "key")}
    with (
        dask.config.set({"distributed.comm.tls.ca-file": str(paths["ca"])} | client_files),
        running(tmp_path, "--protocol=tls", *options) as address,
        cluster.connect(address) as client,
    ):
        assert address.startswith("tls://")
        assert values(client, task_spec(toy_tasks.scaled, 3.0), {"one": 2}) == {"one": 6.0}
