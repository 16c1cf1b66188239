"""No command prints the user and password in the store's address, whether the store answers or not."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from sinegan.io import console
from tests.closure import ROOT
from tests.fixtures import small_pipeline
from tests.fixtures.free_port import free_port

pytestmark = pytest.mark.slow

USER, PASSWORD = "somebody", "s3cr3t"
COMMANDS = {
    "publish": ("stages.publish",),
    "train": ("stages.train",),
    "register": ("sinegan.cli", "register"),
    "sample": ("sinegan.cli", "sample", "--model", "models:/sine-gan@champion"),
    "ui": ("sinegan.cli", "ui"),
}


@pytest.fixture(scope="module")
def folder(small_result: small_pipeline.Reproduced, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A result whose every score passes the quality gate."""
    folder = small_result.copy(tmp_path_factory.mktemp("copy") / "result")
    path = folder / "params.yaml"
    parameters = yaml.safe_load(path.read_text())
    parameters["register"] |= {"grid_coverage": 0, "valid_fraction": 0, "sinad_db": -200}
    path.write_text(yaml.safe_dump(parameters))
    return folder


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Host and port of MLflow's server, which accepts any password."""
    address = f"127.0.0.1:{free_port()}"
    root = tmp_path_factory.mktemp("server")
    with subprocess.Popen(
        [sys.executable, "-m", "sinegan.cli", "ui", "--port", address.partition(":")[2]],
        cwd=root,
        env=small_pipeline.environment() | {"DVC_ROOT": str(root), "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        until = time.monotonic() + 120
        while "is ready" not in process.stdout.readline() and time.monotonic() < until:
            pass
        yield address
        process.send_signal(signal.SIGTERM)


def output(folder: Path, address: str, *arguments: str) -> str:
    environment = small_pipeline.environment() | {"MLFLOW_TRACKING_URI": f"http://{USER}:{PASSWORD}@{address}"}
    environment |= {"MLFLOW_HTTP_REQUEST_MAX_RETRIES": "0", "MLFLOW_HTTP_REQUEST_TIMEOUT": "30"}
    process = subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=120,
        check=False,
    )
    assert "Traceback" not in process.stdout
    return process.stdout


def test_commands_print_the_address_without_password(folder: Path, server: str) -> None:
    outputs = {name: output(folder, server, *arguments) for name, arguments in COMMANDS.items()}
    for text in outputs.values():
        assert PASSWORD not in text
        assert USER not in text
    assert f"(http://{server})" in outputs["publish"]
    assert f"http://{server}/#/experiments/" in outputs["ui"]
    assert f"MLflow at http://{server}: the model" in outputs["sample"] or "sine-gan version 1" in outputs["register"]


def test_errors_quote_the_address_without_password(folder: Path) -> None:
    for name, arguments in COMMANDS.items():
        text = output(folder, "127.0.0.1:9", *arguments)
        assert PASSWORD not in text
        assert USER not in text
        if name != "train":
            assert "MLflow at http://127.0.0.1:9: no server can be reached" in text, text


@pytest.mark.parametrize("print_it", [console.echo, console._print_error])
def test_whatever_is_printed_contains_no_password(print_it, capsys: pytest.CaptureFixture[str]) -> None:
    print_it(f"odd words of a library about postgresql://{USER}:{PASSWORD}@host/x")
    printed = "".join(capsys.readouterr())
    assert printed.endswith("about postgresql://host/x\n")
