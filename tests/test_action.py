"""The GitHub Action, run step by step as the runner does."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import action_runner
import package_index
from action_runner import ActionRun
from report_helpers import commands

ROOT = Path(__file__).parents[1]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
BROKEN = "# A list\n\n| Title | Link |\n|:--|:--|\n| A Paper | [x](https://a.example) | lost |\n"

pytestmark = pytest.mark.skipif(
    shutil.which("bash") is None or os.name == "nt", reason="needs bash and a POSIX system"
)


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    folder = tmp_path / "work space"
    folder.mkdir()
    (folder / "README.md").write_text(BROKEN)
    return folder


@pytest.fixture
def temp(tmp_path: Path) -> Path:
    folder = tmp_path / "runner's temp"
    folder.mkdir()
    return folder


def executable(path: Path, script: str) -> None:
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def lint(workspace: Path, temp: Path, **inputs: str) -> ActionRun:
    """Run the action's last step with the linter that is installed here."""
    bin_folder = temp / "bin"
    bin_folder.mkdir()
    executable(bin_folder / "python", f'exec "{sys.executable}" "$@"')
    executable(bin_folder / "awesome-lint", f'exec "{sys.executable}" -I -m awesome_lint "$@"')
    return action_runner.run(
        ROOT,
        workspace,
        temp,
        {"links": "none"} | {name.replace("_", "-"): value for name, value in inputs.items()},
        {"python": {}, "install": {"bin": str(bin_folder)}},
    )


def linted(run: ActionRun) -> set[str]:
    report = json.loads(Path(run.outputs["report"]).read_bytes())
    return {finding["path"] for finding in report["findings"]}


def test_annotations_outputs_and_status(workspace: Path, temp: Path) -> None:
    run = lint(workspace, temp)

    report = json.loads(Path(run.outputs["report"]).read_bytes())
    assert [finding["rule"] for finding in report["findings"]] == ["table-column-count"]
    (finding,) = report["findings"]
    (command,) = commands(run.log)
    assert command.name == "error"
    assert command.properties["file"] == "README.md"
    assert command.properties["line"] == "5"
    assert command.properties["title"] == "awesome-lint: table-column-count"
    assert command.data.startswith(finding["message"])
    assert f"README.md:5:38: error[table-column-count] {finding['message']}" in run.log
    assert run.outputs["errors"] == "1"
    assert run.outputs["warnings"] == "0"
    assert run.outputs["dead-links"] == "0"
    assert run.status == 1


def test_a_clean_list(workspace: Path, temp: Path) -> None:
    (workspace / "README.md").write_text("# A list\n")

    run = lint(workspace, temp)

    assert commands(run.log) == []
    assert [run.outputs[name] for name in ("errors", "warnings", "dead-links")] == ["0"] * 3
    assert run.status == 0


def test_fail_on(workspace: Path, temp: Path) -> None:
    run = lint(workspace, temp, fail_on="never")

    assert run.outputs["errors"] == "1"
    assert run.status == 0


def test_config(workspace: Path, temp: Path) -> None:
    (workspace / "my lint.yml").write_text("rules:\n  table-column-count: warning\n")

    run = lint(workspace, temp, config="my lint.yml")

    assert (run.outputs["errors"], run.outputs["warnings"]) == ("0", "1")


def test_paths_are_one_a_line(workspace: Path, temp: Path) -> None:
    (workspace / "a b.md").write_text(BROKEN)
    (workspace / "lists").mkdir()
    (workspace / "lists" / "README.md").write_text(BROKEN)

    run = lint(workspace, temp, paths="a b.md\r\n\nlists\n")

    assert linted(run) == {"a b.md", "lists/README.md"}


def test_the_token_is_the_jobs_own_and_reaches_the_linter_alone() -> None:
    metadata = action_runner.read(ROOT)
    assert metadata["inputs"]["token"]["default"] == "${{ github.token }}"
    with_token = [step["id"] for step in metadata["runs"]["steps"] if "token" in str(step)]
    assert with_token == ["lint"]


HOSTILE_NAMES = [
    "-o",
    "--offline",
    "--explain=venue-typo",
    "$(touch pwned).md",
    "`touch pwned`.md",
    ";touch pwned;.md",
    'it\'s "quoted" \\ twice.md',
    "*.md",
    "${{ github.token }}.md",
    "%0A::error::x.md",
    "##[error]x.md",
]


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_a_hostile_path_is_a_path(workspace: Path, temp: Path, name: str) -> None:
    (workspace / name).write_text(BROKEN)

    run = lint(workspace, temp, paths=name)

    assert linted(run) == {name}
    assert [command.properties["file"] for command in commands(run.log)] == [name]
    assert not (workspace / "pwned").exists()


@pytest.mark.parametrize("name", HOSTILE_NAMES)
@pytest.mark.parametrize("input_name", ["config", "links", "fail_on"])
def test_another_hostile_input_is_wrong_usage(
    workspace: Path, temp: Path, input_name: str, name: str
) -> None:
    run = lint(workspace, temp, **{input_name: name})

    assert run.status == 2
    assert run.errors
    assert run.outputs == {"errors": "", "warnings": "", "dead-links": "", "report": ""}
    assert commands(run.log + run.errors) == []
    assert not (workspace / "pwned").exists()


def test_links_takes_all_or_none(workspace: Path, temp: Path) -> None:
    run = lint(workspace, temp, links="some")

    assert run.errors == "awesome-lint: the input links takes all or none\n"


def test_readme_text_starts_no_command(workspace: Path, temp: Path) -> None:
    (workspace / "README.md").write_text(
        "| Title | Link |\n|:--|:--|\n"
        "| ::error::one | ##[add-path]/tmp | ##[error]two %0A::error::three |\n"
    )

    run = lint(workspace, temp)

    assert [command.name for command in commands(run.log)] == ["error"]


def test_install_is_isolated_and_pinned(workspace: Path, temp: Path) -> None:
    told = temp / "told"
    python = temp / "python"
    # Tells its arguments, and makes a virtual environment of nothing but itself.
    executable(
        python,
        f'printf "%s\\n" "$*" >>"{told}"\n'
        'case "$*" in *" venv "*) for last; do :; done\n'
        f'mkdir -p "$last/bin" && ln -sf "{python}" "$last/bin/python";; esac',
    )

    action_runner.run(
        ROOT, workspace, temp, {}, {"python": {"python-path": str(python)}, "lint": {}}
    )

    pip = "-I -m pip install --quiet --disable-pip-version-check"
    assert told.read_text().splitlines() == [
        f"-I -m venv --clear -- {temp}/awesome-lint",
        f"{pip} --no-deps --require-hashes --requirement {ROOT}/requirements/run.lock",
        f"{pip} --no-index --no-deps --no-build-isolation {ROOT}",
    ]


@pytest.fixture
def checkout(tmp_path: Path) -> Iterator[Path]:
    """The files that a workflow gets when it uses this action."""
    if not (ROOT / "src").is_dir():
        pytest.skip("the sources are not here to install from")
    folder = tmp_path / "action"
    names = ["src", "rules", "requirements", "action.yml", "pyproject.toml", "README.md", "LICENSE"]
    for name in names:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        folder.mkdir(exist_ok=True)
        copy(ROOT / name, folder / name)
    yield folder
    shutil.rmtree(folder)


def test_the_whole_action_in_a_hostile_workspace(
    workspace: Path, temp: Path, checkout: Path
) -> None:
    package_index.require()
    for module in ("pip", "venv", "json", "ensurepip", "awesome_lint", "click", "yaml"):
        (workspace / f"{module}.py").write_text("open('pwned', 'w')\nraise SystemExit(0)\n")

    run = action_runner.run(
        checkout,
        workspace,
        temp,
        {"links": "none"},
        {"python": {"python-path": sys.executable}},
    )

    assert run.outputs["errors"] == "1", run.errors
    assert run.status == 1
    assert not (workspace / "pwned").exists()


def test_every_input_is_read_and_every_variable_used() -> None:
    action = action_runner.read(ROOT)
    scripts = [step for step in action["runs"]["steps"] if "run" in step]
    read = {
        name: step["run"]
        for step in scripts
        for variable, value in step["env"].items()
        for name in re.findall(r"inputs\.([\w-]+)", value)
        # The linter itself reads that one.
        if variable == "GITHUB_TOKEN" or re.search(rf"\${variable}\b", step["run"])
    }

    assert read.keys() == action["inputs"].keys()
    for step in scripts:
        assert "set -euo pipefail" in step["run"].splitlines()[0]


@pytest.mark.parametrize("path", [ROOT / "action.yml", *WORKFLOWS], ids=lambda path: path.name)
def test_every_action_is_pinned_to_a_commit(path: Path) -> None:
    uses = re.findall(r"uses: (\S+)(.*)", path.read_text(encoding="utf-8"))

    assert uses
    for name, comment in uses:
        if name != "./":
            assert re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", name)
            assert re.fullmatch(r" # v\d+\.\d+\.\d+", comment)


def test_an_action_has_one_pin() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in [ROOT / "action.yml", *WORKFLOWS])
    pins = set(re.findall(r"uses: (\S+@\S+)", text))

    assert len(pins) == len({pin.partition("@")[0] for pin in pins})


@pytest.mark.parametrize(
    ("schema", "paths"),
    [
        ("github-actions", [ROOT / "action.yml"]),
        ("github-workflows", WORKFLOWS),
        ("dependabot", [ROOT / ".github" / "dependabot.yml"]),
    ],
)
def test_schema(schema: str, paths: list[Path]) -> None:
    checker = Path(sys.executable).parent / "check-jsonschema"

    result = subprocess.run(
        [checker, "--builtin-schema", f"vendor.{schema}", *paths],
        capture_output=True,
        text=True,
        check=False,
    )

    assert result.stdout + result.stderr == "ok -- validation done\n"


def test_zizmor_finds_nothing() -> None:
    zizmor = Path(sys.executable).parent / "zizmor"

    result = subprocess.run(
        [zizmor, "--offline", "--persona=auditor", "--quiet", "--format=plain", ROOT],
        capture_output=True,
        text=True,
        check=False,
    )

    assert result.returncode == 0, result.stdout
    assert result.stdout.startswith("No findings to report.")
