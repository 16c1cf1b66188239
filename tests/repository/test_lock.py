"""requirements.lock pins the requirements of pyproject.toml by hash, for each supported Python and platform."""

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
REQUIRED = [Requirement(text) for text in PROJECT["project"]["dependencies"] + PROJECT["dependency-groups"]["dev"]]
PYTHONS = ("3.11", "3.12", "3.13")
PLATFORMS = bootstrap.PLATFORMS

each_platform = pytest.mark.parametrize(
    "platform", [(python, *machine) for python in PYTHONS for machine in PLATFORMS], ids="-".join
)


def pins() -> list[tuple[Requirement, list[str]]]:
    """Each requirement of the lock, and its hashes."""
    lines = TEXT.replace("\\\n", " ").splitlines()
    parts = [re.split(r"\s+--hash=", line.strip()) for line in lines]
    return [(Requirement(requirement), hashes) for requirement, *hashes in parts]


PINS = pins()


def environment(platform: tuple[str, str, str]) -> dict[str, str]:
    python, system, machine = platform
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


def applying(platform: tuple[str, str, str]) -> dict[str, list[Version]]:
    """Versions that are pinned for a platform, by name."""
    versions: dict[str, list[Version]] = {}
    for requirement, _ in PINS:
        marker = requirement.marker
        if marker is None or marker.evaluate(environment(platform)):
            (version,) = requirement.specifier
            versions.setdefault(canonicalize_name(requirement.name), []).append(Version(version.version))
    return versions


def test_the_lock_has_no_download_addresses() -> None:
    assert "://" not in TEXT
    assert " @ " not in TEXT
    options = {option.split("=")[0] for option in re.findall(r"(?:^|\s)(-\S+)", TEXT)}
    assert options == {"--hash"}


def test_each_pin_is_one_version_with_hashes() -> None:
    assert len(PINS) > 100
    for requirement, hashes in PINS:
        assert [(part.operator, "*" in part.version) for part in requirement.specifier] == [("==", False)]
        assert hashes
        assert len(hashes) == len(set(hashes))
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", digest) for digest in hashes)


@each_platform
def test_each_package_has_one_version_on_each_platform(platform: tuple[str, str, str]) -> None:
    assert {name: versions for name, versions in applying(platform).items() if len(versions) > 1} == {}


@each_platform
def test_each_requirement_of_the_project_is_pinned_within_its_range(platform: tuple[str, str, str]) -> None:
    pinned = applying(platform)
    missing = [str(required) for required in REQUIRED if canonicalize_name(required.name) not in pinned]
    assert missing == []
    outside = [
        str(required) for required in REQUIRED if pinned[canonicalize_name(required.name)][0] not in required.specifier
    ]
    assert outside == []


def test_packages_that_depend_on_the_python_version_are_pinned_for_each() -> None:
    by_python = {
        canonicalize_name(requirement.name)
        for requirement, _ in PINS
        if requirement.marker and "python_full_version" in str(requirement.marker)
    }
    assert by_python
    for python in PYTHONS:
        assert by_python <= applying((python, "Linux", "x86_64")).keys()


def test_project_and_bootstrap_support_the_same_pythons() -> None:
    supported = SpecifierSet(PROJECT["project"]["requires-python"])
    assert [python for python in ("3.10", *PYTHONS, "3.14") if f"{python}.0" in supported] == list(PYTHONS)
