"""The container image: what its Dockerfile copies and runs, without Docker."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path, PurePosixPath

import pytest

from paths import ROOT

pytestmark = pytest.mark.skipif(
    not (ROOT / "src").is_dir(), reason="the sources are not here to build a wheel from"
)


def instructions() -> list[tuple[str, str]]:
    """Return the name and the arguments of each instruction."""
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", "")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return [(name, rest.strip()) for name, _, rest in (line.partition(" ") for line in lines)]


def of_stage(number: int) -> list[tuple[str, str]]:
    """Return the instructions of a stage, 0-based."""
    found = instructions()
    starts = [index for index, (name, _) in enumerate(found) if name == "FROM"]
    return found[starts[number] : [*starts, len(found)][number + 1]]


def copied() -> list[str]:
    """Return the paths that are copied from the project."""
    copies = (rest.split()[:-1] for name, rest in of_stage(0) if name == "COPY")
    return [path for paths in copies for path in paths]


def test_what_is_copied_is_there_and_not_ignored() -> None:
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()

    assert sorted(copied()) == sorted(line[1:] for line in lines if line.startswith("!"))
    assert lines[1] == "*"
    for path in copied():
        assert (ROOT / path).exists(), path


@pytest.mark.xdist_group("wheel")
def test_the_wheel_is_built_from_what_is_copied(tmp_path: Path) -> None:
    for path in copied():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        copy = shutil.copytree if (ROOT / path).is_dir() else shutil.copy
        copy(ROOT / path, tmp_path / path)
    (script,) = (rest for name, rest in of_stage(0) if name == "RUN" and " wheel " in rest)
    build = shlex.split(script.partition("&&")[0])
    assert PurePosixPath(build[0]).name == "python"

    subprocess.run(
        [sys.executable, *build[1:]], cwd=tmp_path, check=True, capture_output=True, timeout=120
    )

    (wheel,) = (tmp_path / "dist").glob("*.whl")
    assert wheel.name.startswith("awesome_lint-")


def test_the_dependencies_are_those_of_the_lock_and_the_build_tools_are_removed() -> None:
    install, build = (rest for name, rest in of_stage(0) if name == "RUN")

    assert "--require-hashes" in install
    assert "--requirement requirements/run.lock" in re.sub(r"\s+", " ", install)
    removed = re.sub(r"\s+", " ", build).rpartition("uninstall --yes ")[2].split()
    tools = (ROOT / "requirements" / "build.in").read_text(encoding="utf-8")
    assert removed == [*re.findall(r"^[a-z]+", tools, re.MULTILINE), "pip"]


def test_the_image_runs_the_command_as_another_user_than_root() -> None:
    stage = of_stage(1)
    values = dict(stage)
    (environment,) = re.findall(r"-m venv (\S+)", "".join(rest for _, rest in of_stage(0)))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    (command,) = json.loads(values["ENTRYPOINT"])
    assert [PurePosixPath(command).name] == list(project["scripts"])
    assert PurePosixPath(command).parent == PurePosixPath(environment, "bin")
    assert values["COPY"] == f"--from=build {environment} {environment}"
    assert f"useradd --create-home --uid 1000 {values['USER']}" in values["RUN"]
    assert values["USER"] != "root"
    # A mounted repository belongs to another user, whom git does not trust by default.
    assert f"safe.directory {values['WORKDIR']} " in values["RUN"]


def test_both_stages_have_the_same_supported_python() -> None:
    images = [rest.split()[0] for name, rest in instructions() if name == "FROM"]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    assert len(images) == 2
    assert len(set(images)) == 1
    version = images[0].removeprefix("python:").removesuffix("-slim")
    assert f"Programming Language :: Python :: {version}" in project["classifiers"]
