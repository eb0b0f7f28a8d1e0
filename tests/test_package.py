"""The package: what its page on an index says, and that the workflow tests what it says."""

from __future__ import annotations

import re

import pytest
import tomli

from tests.conftest import TOP

PROJECT = tomli.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def test_the_page_of_the_package_is_complete() -> None:
    assert {"Homepage", "Documentation", "Changelog", "Issues"} <= PROJECT["urls"].keys()
    assert all(address.startswith("https://") for address in PROJECT["urls"].values())
    assert PROJECT["authors"]
    assert PROJECT["keywords"]
    assert (PROJECT["readme"], PROJECT["license"]) == ("README.md", "MIT")


def test_the_workflow_runs_every_version_of_python_that_is_named() -> None:
    yaml = pytest.importorskip("yaml")
    jobs = yaml.safe_load((TOP / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8"))["jobs"]
    matrix = jobs["platform"]["strategy"]["matrix"]
    named = re.findall(r"Python :: (3\.\d+)", "\n".join(PROJECT["classifiers"]))
    assert matrix["python"] == named
    assert PROJECT["requires-python"] == f">={named[0]}"
    assert {system.partition("-")[0] for system in matrix["os"]} == {"ubuntu", "macos", "windows"}


def test_only_systems_on_which_the_tests_have_passed_are_named() -> None:
    systems = [one for one in PROJECT["classifiers"] if one.startswith("Operating System")]
    readme = (TOP / "README.md").read_text(encoding="utf-8")
    assert systems == ["Operating System :: POSIX :: Linux"]
    assert "nobody has run it there yet" in readme.replace("\n", " ")
    assert "Windows is not tested" in readme
