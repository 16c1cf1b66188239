"""What contributors and GitHub read agrees with the project: versions, commands, files."""

import re
import shlex
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from sinegan.io.yaml import Loader
from tests.closure import ROOT

PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
TARGETS = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
PAGES = ("CONTRIBUTING.md", "docs/template.md")
TO_WRITE = {"sinegan/datasets/damped.py", "stages/NAME.py"}
"""Files that the reader of these pages is told to write."""
FORMS = sorted((ROOT / ".github/ISSUE_TEMPLATE").glob("*.yml"))


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def read(name: str) -> dict[str, Any]:
    """A YAML file, by the YAML 1.2 core schema: there, the key ``on`` is no truth value."""
    return yaml.load(text(name), Loader)  # noqa: S506 - a safe loader


CI = read(".github/workflows/ci.yml")
JOBS: dict[str, dict[str, Any]] = CI["jobs"]


def pythons() -> list[str]:
    """Versions that pyproject.toml names."""
    found = (re.fullmatch(r"Programming Language :: Python :: (3\.\d+)", name) for name in PROJECT["classifiers"])
    return [match[1] for match in found if match]


def steps(key: str) -> list[str]:
    return [step[key] for job in JOBS.values() for step in job["steps"] if key in step]


def made(command: str) -> list[str]:
    """The targets of a make command, without variables; none of another command."""
    program, *words = shlex.split(command, comments=True)
    return [word for word in words if "=" not in word] if program == "make" else []


def test_the_classifiers_name_the_supported_pythons() -> None:
    supported = PROJECT["requires-python"]
    lowest, above = re.fullmatch(r">=3\.(\d+),<3\.(\d+)", supported).groups()  # type: ignore[union-attr]
    assert pythons() == [f"3.{minor}" for minor in range(int(lowest), int(above))]


def test_ci_runs_the_fast_tests_on_every_supported_python() -> None:
    assert JOBS["fast"]["strategy"]["matrix"]["python"] == pythons()
    used = {step["python-version"] for step in steps("with") if "python-version" in step}
    assert used - {"${{ matrix.python }}"} <= set(pythons())


def test_ci_makes_every_check_and_the_whole_pipeline() -> None:
    commands = {target for command in steps("run") for target in made(command)}
    assert commands == {"lint", "types", "fast", "committed", "test", "repro", "verify"}
    assert commands <= TARGETS


def test_ci_checks_committed_results_before_it_makes_others() -> None:
    commands = [step["run"] for step in JOBS["whole"]["steps"] if "run" in step]
    assert commands == ["make committed", "make test", "make repro", "make verify"]


def test_ci_may_only_read_and_ends_in_time() -> None:
    assert CI["permissions"] == {"contents": "read"}
    assert not [job for job in JOBS.values() if "permissions" in job]
    assert all(0 < job["timeout-minutes"] <= 180 for job in JOBS.values())


def test_actions_are_pinned_by_commit_and_named_by_version() -> None:
    assert steps("uses")
    lines = [line for line in text(".github/workflows/ci.yml").splitlines() if "uses:" in line]
    pinned = re.compile(r" +- uses: actions/[a-z-]+@[0-9a-f]{40}  # v\d+\.\d+\.\d+")
    assert [line for line in lines if not pinned.fullmatch(line)] == []


def test_pre_commit_uses_the_locked_ruff() -> None:
    versions = {repo["repo"].rsplit("/", 1)[-1]: repo["rev"] for repo in read(".pre-commit-config.yaml")["repos"]}
    locked = re.search(r"^ruff==(\S+)", text("requirements.lock"), re.MULTILINE)
    assert locked
    assert versions["ruff-pre-commit"] == f"v{locked[1]}"


def test_pre_commit_checks_what_make_lint_checks() -> None:
    hooks = {hook["id"] for repo in read(".pre-commit-config.yaml")["repos"] for hook in repo["hooks"]}
    assert {"ruff-check", "ruff-format"} <= hooks


@pytest.mark.parametrize("page", PAGES)
def test_commands_of_a_page_exist(page: str) -> None:
    blocks = re.findall(r"```bash\n(.*?)```", text(page), re.DOTALL)
    inline = re.findall(r"`(make [^`]+)`", text(page))
    commands = [line for block in blocks for line in block.splitlines() if line.startswith("make ")] + inline
    assert commands
    unknown = {target for command in commands for target in made(command)} - TARGETS
    assert unknown == set()


@pytest.mark.parametrize("page", PAGES)
def test_files_that_a_page_names_exist(page: str) -> None:
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text(page))
    named = set(re.findall(r"`((?:sinegan|stages|tests|docs|studies|\.github|\.ci)/[\w./-]*[\w/])`", text(page)))
    folder = (ROOT / page).parent
    assert [link for link in links if not (folder / link).exists()] == []
    assert [name for name in named - TO_WRITE if not (ROOT / name).exists()] == []


@pytest.mark.parametrize("form", FORMS, ids=lambda path: path.stem)
def test_an_issue_form_asks_what_is_needed_to_reproduce(form: Path) -> None:
    fields = [field for field in read(str(form.relative_to(ROOT)))["body"] if field["type"] != "markdown"]
    assert len({field["id"] for field in fields}) == len(fields)
    assert [field["id"] for field in fields if field.get("validations", {}).get("required")]
    commands = re.findall(r"`(make [a-z]+)`", form.read_text(encoding="utf-8"))
    assert {target for command in commands for target in made(command)} <= TARGETS


def test_there_are_forms_for_results_and_for_files() -> None:
    assert [form.stem for form in FORMS] == ["bad-file", "result-differs"]


def test_citation_and_changelog_have_the_version_of_the_project() -> None:
    citation = read("CITATION.cff")
    assert (citation["title"], citation["version"]) == (PROJECT["name"], PROJECT["version"])
    assert citation["license"] == PROJECT["license"]
    newest = re.search(r"^## \[(\d+\.\d+\.\d+)\]", text("CHANGELOG.md"), re.MULTILINE)
    assert newest
    assert newest[1] == PROJECT["version"]
