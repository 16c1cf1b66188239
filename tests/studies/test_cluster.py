"""Tasks on real processes of this machine: spread, killed, refused."""

import importlib
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import dask
import pytest
from distributed.security import Security

from sinegan.studies import cluster, tasks
from sinegan.studies.cluster import ClusterError
from sinegan.studies.tasks import Work
from tests.running_cluster import running
from tests.studies import toy_tasks

# Dask leaves its processes and sockets to the garbage collector when they are killed, as here on purpose.
pytestmark = pytest.mark.slow
CODE = frozenset({"sinegan/waves/law.py"})


def work(function: Callable[[Any, Any], Any], shared: Any = None, code: frozenset[str] = CODE) -> Work:
    return Work(function, toy_tasks.prepare, shared, code)


@pytest.fixture(scope="module")
def client() -> Iterator[Any]:
    with cluster.connect(None, workers=2) as connected:
        yield connected


def results(client: Any, what: Work, todo: dict[str, Any]) -> dict[str, Any]:
    return {done.key: done.result for done in tasks.run(client, what, todo)}


def test_every_task_is_done_with_the_shared_data(client: Any) -> None:
    todo = {f"times-{number}": number for number in range(20)}
    assert results(client, work(toy_tasks.scaled, 3.0), todo) == {f"times-{n}": 3.0 * n for n in range(20)}


def test_work_is_spread_over_processes_of_one_thread_each(client: Any) -> None:
    found = results(client, work(toy_tasks.threads), {f"threads-{n}": n for n in range(4)})
    assert len({process for process, _ in found.values()}) == 2
    assert {count for _, count in found.values()} == {"1"}


def test_a_task_that_raises_is_told_and_the_others_are_done(client: Any) -> None:
    ends = {
        done.key: done for done in tasks.run(client, work(toy_tasks.fail_at_three), {f"f-{n}": n for n in range(10)})
    }
    assert len(ends) == 10
    assert {key for key, done in ends.items() if done.error} == {"f-3"}
    assert isinstance(ends["f-3"].error, ZeroDivisionError)


def test_results_tell_of_the_machine(client: Any) -> None:
    (done,) = tasks.run(client, work(toy_tasks.scaled, 1.0), {"machine": 1})
    assert {"processor", "tensorflow", "numpy", "python", "code"} <= set(done.machine)


def test_a_task_whose_worker_is_killed_is_done_on_another(tmp_path: Path) -> None:
    marker = str(tmp_path / "killed")
    with cluster.connect(None, workers=2) as client:
        found = results(client, work(toy_tasks.kill_the_first_worker, marker), {f"k-{n}": n for n in range(4)})
    assert Path(marker).exists()
    assert found == {f"k-{n}": n for n in range(4)}


def test_a_task_that_kills_every_worker_ends_the_study_with_a_word() -> None:
    with cluster.connect(None, workers=1) as client, pytest.raises(ClusterError, match="look for lack of memory"):
        results(client, work(toy_tasks.die), {"deadly": 1})


def test_the_only_worker_is_killed_with_the_shared_data(tmp_path: Path) -> None:
    marker = str(tmp_path / "killed")
    with cluster.connect(None, workers=1) as client:
        found = results(client, work(toy_tasks.kill_the_first_worker, marker), {f"k-{n}": n for n in range(3)})
    assert found == {f"k-{n}": n for n in range(3)}


def test_a_worker_with_other_code_refuses_and_names_both_versions(client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    here = tasks.versions(CODE)
    monkeypatch.setattr(tasks, "versions", lambda _: here | {"numpy": "1.0", "code": "0123"})
    words = rf"numpy {here['numpy']} instead of 1.0, code {here['code']} instead of 0123"
    with pytest.raises(ClusterError, match=words):
        results(client, work(toy_tasks.scaled, 1.0), {"other-code": 1})


def test_an_address_that_does_not_answer_is_told_in_seconds() -> None:
    began = time.monotonic()
    with (
        pytest.raises(ClusterError, match=r"no scheduler answers at tcp://127\.0\.0\.1:9"),
        cluster.connect("tcp://127.0.0.1:9"),
    ):
        pass
    assert time.monotonic() - began < 30


@pytest.mark.parametrize("address", ["tcp://192.0.2.1:8786", "192.0.2.1:8786", "ws://127.0.0.1:1", "nonsense"])
def test_open_networks_are_refused(address: str) -> None:
    with (
        pytest.raises(ClusterError, match="is no tls:// address, nor tcp:// on this machine"),
        cluster.connect(address),
    ):
        pass


def test_a_running_cluster_gives_the_same(tmp_path: Path) -> None:
    with running(tmp_path) as address, cluster.connect(address) as client:
        client.wait_for_workers(2, timeout=60)
        found = results(client, work(toy_tasks.scaled, 3.0), {f"times-{number}": number for number in range(20)})
    assert found == {f"times-{n}": 3.0 * n for n in range(20)}


def test_a_cluster_that_cannot_load_the_project_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As code that is found from this process alone."""
    (tmp_path / "only_here.py").write_text("def scaled(task, shared):\n    return task * shared\n")
    monkeypatch.syspath_prepend(tmp_path)
    words = r"the cluster cannot load the project \(No module named 'only_here'\); start scheduler and workers in the"
    with (
        running(tmp_path) as address,
        cluster.connect(address) as client,
        pytest.raises(ClusterError, match=words),
    ):
        results(client, work(importlib.import_module("only_here").scaled, 3.0), {"one": 2})


def test_a_running_cluster_by_certificates(tmp_path: Path) -> None:
    made, paths = Security.temporary(), {}
    for name, pem in (("ca", made.tls_ca_file), ("cert", made.tls_client_cert), ("key", made.tls_client_key)):
        paths[name] = tmp_path / f"{name}.pem"
        paths[name].write_text(pem, encoding="utf-8")
    options = [f"--tls-{name}{'-file' if name == 'ca' else ''}={path}" for name, path in paths.items()]
    own = {f"distributed.comm.tls.client.{name}": str(paths[name]) for name in ("cert", "key")}
    with (
        dask.config.set({"distributed.comm.tls.ca-file": str(paths["ca"])} | own),
        running(tmp_path, "--protocol=tls", *options) as address,
        cluster.connect(address) as client,
    ):
        assert address.startswith("tls://")
        assert results(client, work(toy_tasks.scaled, 3.0), {"one": 2}) == {"one": 6.0}
