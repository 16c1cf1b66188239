"""requirements.lock pins what pyproject.toml asks for, by hash, for each Python and machine that we name."""

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import Version

import bootstrap
from tests.closure import ROOT

TEXT = (ROOT / "requirements.lock").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
ASKED = [Requirement(text) for text in PROJECT["project"]["dependencies"] + PROJECT["dependency-groups"]["dev"]]
PYTHONS = ("3.11", "3.12", "3.13")
MACHINES = bootstrap.PLATFORMS

each_place = pytest.mark.parametrize(
    "place", [(python, *machine) for python in PYTHONS for machine in MACHINES], ids="-".join
)


def pins() -> list[tuple[Requirement, list[str]]]:
    """Each requirement of the lock, and its hashes."""
    lines = TEXT.replace("\\\n", " ").splitlines()
    parts = [re.split(r"\s+--hash=", line.strip()) for line in lines]
    return [(Requirement(requirement), hashes) for requirement, *hashes in parts]


PINS = pins()


def environment(place: tuple[str, str, str]) -> dict[str, str]:
    python, system, machine = place
    return {
        "python_version": python,
        "python_full_version": f"{python}.5",
        "platform_system": system,
        "sys_platform": system.lower(),
        "os_name": "posix",
        "platform_machine": machine,
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
    }


def applying(place: tuple[str, str, str]) -> dict[str, list[Version]]:
    """Pinned versions by name, there."""
    found: dict[str, list[Version]] = {}
    for requirement, _ in PINS:
        marker = requirement.marker
        if marker is None or marker.evaluate(environment(place)):
            (version,) = requirement.specifier
            found.setdefault(canonicalize_name(requirement.name), []).append(Version(version.version))
    return found


def test_the_lock_names_no_place_to_load_from() -> None:
    assert "://" not in TEXT
    assert " @ " not in TEXT
    options = {word.split("=")[0] for word in re.findall(r"(?:^|\s)(-\S+)", TEXT)}
    assert options == {"--hash"}


def test_each_pin_is_one_version_with_hashes() -> None:
    assert len(PINS) > 100
    for requirement, hashes in PINS:
        assert [(part.operator, "*" in part.version) for part in requirement.specifier] == [("==", False)]
        assert hashes
        assert len(hashes) == len(set(hashes))
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", one) for one in hashes)


@each_place
def test_each_name_has_one_version_in_each_place(place: tuple[str, str, str]) -> None:
    assert {name: versions for name, versions in applying(place).items() if len(versions) > 1} == {}


@each_place
def test_what_the_project_asks_for_is_pinned_within_its_range(place: tuple[str, str, str]) -> None:
    pinned = applying(place)
    missing = [str(asked) for asked in ASKED if canonicalize_name(asked.name) not in pinned]
    assert missing == []
    outside = [str(asked) for asked in ASKED if pinned[canonicalize_name(asked.name)][0] not in asked.specifier]
    assert outside == []


def test_what_depends_on_the_python_is_pinned_for_each() -> None:
    by_python = {
        canonicalize_name(requirement.name)
        for requirement, _ in PINS
        if requirement.marker and "python_full_version" in str(requirement.marker)
    }
    assert "numpy" in by_python
    for python in PYTHONS:
        assert by_python <= applying((python, "Linux", "x86_64")).keys()


def test_project_and_bootstrap_name_the_same_pythons() -> None:
    asked = SpecifierSet(PROJECT["project"]["requires-python"])
    assert [python for python in ("3.10", *PYTHONS, "3.14") if f"{python}.0" in asked] == list(PYTHONS)
