"""The GitHub Action, run step by step as the runner does."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from itertools import product
from pathlib import Path
from typing import Any

import pytest
import yaml
from msgspec.structs import replace

import action_runner
import package_index
from action_runner import ActionRun, Job, evaluate
from effort import some
from executables import executable
from paths import ROOT
from rendering import html as rendered
from report_helpers import commands
from repositories import git

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
EXAMPLES = sorted((ROOT / "examples" / "workflows").glob("*.yml"))
BROKEN = "# A list\n\n| Title | Link |\n|:--|:--|\n| A Paper | [x](https://a.example) | lost |\n"

pytestmark = pytest.mark.skipif(
    shutil.which("bash") is None or os.name == "nt", reason="needs bash and a POSIX system"
)


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    directory = tmp_path / "work space"
    directory.mkdir()
    (directory / "README.md").write_text(BROKEN)
    return directory


@pytest.fixture
def temp(tmp_path: Path) -> Path:
    directory = tmp_path / "runner's temp"
    directory.mkdir()
    return directory


DONE: dict[str, dict[str, str]] = {"python": {}}


def lint(workspace: Path, temp: Path, **inputs: str) -> ActionRun:
    """Run the action's steps except the installation, with the linter that is installed here."""
    return lint_in(Job(workspace, temp), **inputs)


def lint_in(job: Job, **inputs: str) -> ActionRun:
    """Run them with additional settings of the job."""
    return action_runner.run(
        ROOT,
        job,
        {"links": "none"} | {name.replace("_", "-"): value for name, value in inputs.items()},
        {**DONE, "install": {"python": sys.executable}},
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

    run = lint(workspace, temp, paths="a b.md\r\n\nl?sts/**/*.md\n")

    assert linted(run) == {"a b.md", "lists/README.md"}


def test_the_token_is_the_jobs_own_and_reaches_the_linter_alone() -> None:
    metadata = action_runner.read(ROOT)
    assert metadata["inputs"]["token"]["default"] == "${{ github.token }}"
    with_token = [step["id"] for step in metadata["runs"]["steps"] if "token" in str(step)]
    assert with_token == ["lint"]


NEW = "| New | [y](https://arxiv.org/abs/2413.00001) |\n"


@pytest.fixture
def pull_request(workspace: Path, temp: Path) -> Job:
    """A checkout of a pull request, merged into its base, as by `actions/checkout`.

    The list has an existing finding, and the pull request adds a row with a new one below it.
    """
    return merged(workspace, temp, {"README.md": BROKEN + NEW})


def merged(workspace: Path, temp: Path, proposed: Mapping[str, str]) -> Job:
    """Return the checkout of a pull request that adds or changes some files, and the list."""
    git(workspace, "init", "--quiet", "--initial-branch", "main")
    git(workspace, "add", "--all")
    git(workspace, "commit", "--quiet", "--message", "Base")
    git(workspace, "checkout", "--quiet", "-b", "proposed")
    for name, text in ({"README.md": BROKEN} | dict(proposed)).items():
        (workspace / name).write_text(text)
    git(workspace, "add", "--all")
    git(workspace, "commit", "--quiet", "--allow-empty", "--message", "Add a row")
    git(workspace, "checkout", "--quiet", "--detach", "main")
    git(workspace, "merge", "--quiet", "--no-ff", "--message", "Merge", "proposed")
    base, head = (git(workspace, "rev-parse", name) for name in ("main", "proposed"))
    event = {"pull_request": {"base": {"sha": base}, "head": {"sha": head}}}
    path = temp / "event.json"
    path.write_text(json.dumps(event))
    environment = {
        "GITHUB_EVENT_NAME": "pull_request",
        "GITHUB_BASE_REF": "main",
        "GITHUB_EVENT_PATH": str(path),
    }
    return Job(workspace, temp, event, environment)


def test_a_pull_request_hears_of_its_own_rows(pull_request: Job) -> None:
    run = lint_in(pull_request)

    (command,) = commands(run.log)
    assert command.properties["line"] == "6"
    assert command.properties["title"] == "awesome-lint: arxiv-id"
    assert "1 finding out of scope" in run.log
    assert run.outputs["errors"] == "1"
    assert "table-column-count" not in run.summary


def test_all_of_a_pull_request(pull_request: Job) -> None:
    run = lint_in(pull_request, scope="all")

    assert [command.properties["line"] for command in commands(run.log)] == ["5", "6"]


def shallow(job: Job, directory: Path) -> Job:
    """Return the checkout of a pull request by actions/checkout without `fetch-depth`."""
    git(directory, "init", "--quiet")
    git(directory, "remote", "add", "origin", job.workspace.as_uri())
    commit = git(job.workspace, "rev-parse", "HEAD")
    git(directory, "fetch", "--quiet", "--depth=1", "--no-tags", "origin", commit)
    git(directory, "checkout", "--quiet", "--detach", commit)
    return replace(job, workspace=directory)


def test_a_shallow_checkout_is_compared_with_the_base(pull_request: Job, tmp_path: Path) -> None:
    directory = tmp_path / "shallow"
    directory.mkdir()

    run = lint_in(shallow(pull_request, directory))

    assert [command.properties["line"] for command in commands(run.log)] == ["6"]
    assert "1 finding out of scope" in run.log
    assert run.errors == ""


def test_a_shallow_checkout_without_a_remote_reports_everything_with_a_warning(
    pull_request: Job, tmp_path: Path
) -> None:
    directory = tmp_path / "shallow"
    directory.mkdir()
    job = shallow(pull_request, directory)
    git(directory, "remote", "remove", "origin")

    run = lint_in(job)

    *found, warning = commands(run.log)
    assert [command.properties["line"] for command in found] == ["5", "6"]
    assert warning.name == "warning"
    assert warning.data.startswith("all findings are reported, also those that the pull request")
    assert "all findings are reported" in run.summary
    assert "fetch-depth" in run.errors


def test_the_configuration_of_the_target_branch_as_documented(workspace: Path, temp: Path) -> None:
    """Run the workflow of docs/pull-requests.md on a pull request that switches a rule off."""
    text = (ROOT / "docs" / "pull-requests.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```yaml\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    (block,) = (block for block in blocks if "\njobs:\n" in block)
    _, script, action = yaml.safe_load(block)["jobs"]["lint"]["steps"]
    (workspace / ".awesome-lint.yml").write_text("rules: {table-column-count: warning}\n")
    (workspace / "README.md").write_text("# A list\n")
    job = merged(workspace, temp, {".awesome-lint.yml": "rules: {table-column-count: off}\n"})

    assert lint_in(job).outputs["warnings"] == "0"
    subprocess.run(
        ["bash", "-e", "-c", script["run"]],
        cwd=workspace,
        env=os.environ | {"RUNNER_TEMP": str(temp)},
        check=True,
    )
    config = evaluate(action["with"]["config"], job.contexts)
    run = lint_in(job, config=config)

    (command,) = commands(run.log + run.errors)
    assert (command.name, command.properties["line"]) == ("warning", "5")
    assert run.outputs["warnings"] == "1"


def test_a_pull_request_that_switches_a_rule_off_is_reported(workspace: Path, temp: Path) -> None:
    (workspace / "README.md").write_text("# A list\n")
    job = merged(workspace, temp, {".awesome-lint.yml": "rules: {table-column-count: off}\n"})

    run = lint_in(job)

    (command,) = commands(run.log + run.errors)
    assert (command.name, command.properties["file"]) == ("notice", ".awesome-lint.yml")
    assert command.data == (
        "the proposed change also changes the configuration: the new `.awesome-lint.yml` switches"
        " off `table-column-count`"
    )
    assert "switches off `table-column-count`" in run.summary
    assert run.status == 0


def test_a_readme_that_is_a_link_to_the_environment_is_not_read(
    workspace: Path, temp: Path
) -> None:
    job = merged(workspace, temp, {})
    (workspace / "README.md").unlink()
    (workspace / "README.md").symlink_to("/proc/self/environ")

    run = lint_in(job, sarif_file="out.sarif")

    assert run.status == 2
    (command,) = commands(run.log + run.errors)
    assert command.properties["file"] == "README.md"
    assert command.data == "cannot be read: it is a symbolic link out of its repository"
    assert run.outputs == NOTHING
    assert "RUNNER_TEMP" not in run.log + run.errors + run.summary
    assert not (workspace / "out.sarif").exists()


HOSTILE_ROWS = [
    "| ::error::one | ##[add-path]/tmp | ##[error]two %0A::error::three |",
    "| `code` <img src=https://evil.example/x> @everyone | [x](https://a.example) | lost |",
    "| $(touch pwned) `touch pwned` ; touch pwned | ${{ github.token }} | lost |",
    "| EOF | ::add-mask::lost | ::stop-commands::lost |",
]


@pytest.mark.parametrize("row", HOSTILE_ROWS)
def test_a_hostile_row_of_a_pull_request_is_a_row(pull_request: Job, row: str) -> None:
    readme = pull_request.workspace / "README.md"
    readme.write_text(BROKEN + row + "\n")

    run = lint_in(pull_request, sarif_file="out.sarif")

    report = json.loads(Path(run.outputs["report"]).read_bytes())
    found = [finding for finding in report["findings"] if finding["line"] == 6]
    assert found
    assert [command.properties["line"] for command in commands(run.log)] == ["6"] * len(found)
    assert run.outputs["errors"] == str(report["summary"]["errors"])
    assert set(run.outputs) == {"errors", "warnings", "dead-links", "report", "sarif-file"}
    assert "<img" not in rendered(run.summary)
    assert not (pull_request.workspace / "pwned").exists()


NOTHING = {"errors": "1", "warnings": "0", "dead-links": "0", "report": "", "sarif-file": ""}
"""The outputs of a run that failed before its report."""

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


@pytest.mark.parametrize(
    ("input_name", "name"),
    some([*product(["config", "links", "scope", "cache", "fail_on"], HOSTILE_NAMES)], 11),
)
def test_another_hostile_input_is_wrong_usage(
    workspace: Path, temp: Path, input_name: str, name: str
) -> None:
    run = lint(workspace, temp, **{input_name: name})

    assert run.status == 2
    assert run.outputs == NOTHING
    (command,) = commands(run.log + run.errors)
    assert (command.name, command.properties["title"]) == ("error", "awesome-lint")
    assert run.summary.startswith("**awesome-lint**: error: ")
    assert run.summary.count("\n") == 1
    assert "<img" not in rendered(run.summary)
    assert not (workspace / "pwned").exists()


def test_an_error_that_ends_the_run_is_an_annotation(workspace: Path, temp: Path) -> None:
    (workspace / ".awesome-lint.yml").write_text("rules:\n  venue-stile: off\n")

    run = lint(workspace, temp)

    (command,) = commands(run.log + run.errors)
    assert command.name == "error"
    assert command.properties == {
        "file": ".awesome-lint.yml",
        "line": "2",
        "title": "awesome-lint",
    }
    assert command.data == "unknown rule `venue-stile`: did you mean `venue-style`?"
    assert run.summary == (
        "**awesome-lint**: error: `.awesome-lint.yml:2`: unknown rule `venue-stile`:"
        " did you mean `venue-style`?\n"
    )
    assert run.outputs == NOTHING
    assert run.status == 2


def test_a_file_that_is_not_there_is_an_annotation_beside_the_findings(
    workspace: Path, temp: Path
) -> None:
    run = lint(workspace, temp, paths="missing.md\nREADME.md")

    missing, found = commands(run.errors + run.log)
    assert missing.properties == {"file": "missing.md", "title": "awesome-lint"}
    assert missing.data == "no such file"
    assert found.properties["title"] == "awesome-lint: table-column-count"
    assert run.summary.startswith(
        "**awesome-lint**: error: `missing.md`: no such file\n\n\n## awesome-lint\n"
    )
    assert run.outputs["errors"] == "1"
    assert run.status == 2


@pytest.mark.parametrize(
    ("name", "words"), [("scope", "changed or all"), ("cache", "true or false")]
)
def test_a_wrong_word_is_named(workspace: Path, temp: Path, name: str, words: str) -> None:
    run = lint(workspace, temp, **{name: "some"})

    (command,) = commands(run.log)
    assert command.data == f"the input {name} must be {words}"
    assert run.summary == f"**awesome-lint**: error: the input {name} must be {words}\n"


@pytest.mark.parametrize(
    "name", ["out.sarif", "a b/out.sarif", "-o.sarif", "$(touch pwned).sarif", "x=y.sarif"]
)
def test_sarif_is_written_to_the_given_file(workspace: Path, temp: Path, name: str) -> None:
    (workspace / "a b").mkdir()

    run = lint(workspace, temp, sarif_file=name)

    assert run.outputs["sarif-file"] == name
    report = json.loads((workspace / name).read_text())
    assert [result["ruleId"] for result in report["runs"][0]["results"]] == ["table-column-count"]
    assert not (workspace / "pwned").exists()


def test_further_formats_come_from_the_environment(workspace: Path, temp: Path) -> None:
    environment = {"AWESOME_LINT_FORMAT": "rdjson=out.rdjson  gitlab=out.json"}

    run = lint_in(Job(workspace, temp, environment=environment))

    assert run.outputs["errors"] == "1"
    assert json.loads((workspace / "out.rdjson").read_text())["source"]["name"] == "awesome-lint"
    assert json.loads((workspace / "out.json").read_text())[0]["check_name"] == "table-column-count"


def test_reports_of_shards_become_one(workspace: Path, temp: Path) -> None:
    (workspace / "README.md").write_text(BROKEN.replace("https://a.example", "#a-list"))
    first = lint_in(Job(workspace, temp, environment={"AWESOME_LINT_SHARD": "1/2"}), links="all")
    copy = workspace / "report one.json"
    shutil.copy(first.outputs["report"], copy)
    second = lint_in(Job(workspace, temp, environment={"AWESOME_LINT_SHARD": "2/2"}), links="all")

    merged = lint_in(
        Job(workspace, temp, environment={"AWESOME_LINT_MERGE": "true"}),
        links="changed",
        paths=f"{copy.name}\n{second.outputs['report']}\n",
    )

    (command,) = commands(merged.log)
    assert command.properties["line"] == "5"
    assert merged.outputs["errors"] == "1"
    assert merged.status == 1


def test_the_summary_of_the_job(workspace: Path, temp: Path) -> None:
    run = lint(workspace, temp)

    assert "table-column-count" in run.summary
    assert "lost" in run.summary


FORK = {"pull_request": {"head": {"repo": {"fork": True}}}}
OWN = {"pull_request": {"head": {"repo": {"fork": False}}}}


@pytest.mark.parametrize("readme", [BROKEN, "# A list\n"], ids=["failing", "clean"])
@pytest.mark.parametrize(
    ("event", "inputs", "steps"),
    [
        ({}, {"links": "all"}, ["python", "restore", "save"]),
        (OWN, {"links": "changed"}, ["python", "restore", "save"]),
        (FORK, {"links": "changed"}, ["python", "restore"]),
        (OWN, {"links": "none"}, ["python"]),
        (OWN, {"links": "all", "cache": "false"}, ["python"]),
    ],
    ids=["push", "pull request", "fork", "no links", "no cache"],
)
def test_the_cache_is_saved_also_after_a_failure_and_never_by_a_fork(
    workspace: Path,
    temp: Path,
    event: Mapping[str, Any],
    inputs: dict[str, str],
    steps: list[str],
    readme: str,
) -> None:
    (workspace / "README.md").write_text(readme.replace("https://a.example", "#a-list"))

    run = lint_in(Job(workspace, temp, event), **inputs)

    assert list(run.used) == steps
    assert run.status == int(readme == BROKEN)
    given = [used.given for name, used in run.used.items() if name != "python"]
    assert {each["path"] for each in given} <= {f"{temp}/awesome-lint-cache"}
    if "restore" in run.used:
        restored = run.used["restore"].given
        assert restored["key"] == "awesome-lint-Linux-42-1-lint-0"
        assert restored["key"].startswith(restored["restore-keys"])
    if "save" in run.used:
        assert run.used["save"].given["key"] == run.used["restore"].given["key"]


def test_readme_text_starts_no_command(workspace: Path, temp: Path) -> None:
    (workspace / "README.md").write_text(
        "| Title | Link |\n|:--|:--|\n"
        "| ::error::one | ##[add-path]/tmp | ##[error]two %0A::error::three |\n"
    )

    run = lint(workspace, temp)

    assert [command.name for command in commands(run.log)] == ["error"]


def installed(job: Job, **inputs: str) -> list[str]:
    """Return the calls of Python, and of uv if it is on the path, by the installation."""
    calls = job.temp / "told"
    python = job.temp / "python"
    # It records its arguments, and makes a virtual environment that contains only itself.
    executable(
        python,
        f'printf "%s\\n" "$*" >>"{calls}"\n'
        'case "$*" in *" venv "*) for last; do :; done\n'
        f'mkdir -p "$last/bin" && ln -sf "{python}" "$last/bin/python";; esac',
    )
    done = {"python": {"python-path": str(python)}, "lint": {}}
    action_runner.run(ROOT, job, inputs, done)
    return calls.read_text().splitlines()


LOCKED = f"--no-deps --require-hashes --requirement {ROOT}/requirements/run.lock"


def pip(temp: Path, arguments: str) -> str:
    return (
        "-I -m pip install --quiet --disable-pip-version-check --no-compile --ignore-installed"
        f" --no-warn-script-location --prefix {temp}/awesome-lint {arguments}"
    )


def test_install_is_isolated_and_pinned(workspace: Path, temp: Path) -> None:
    assert installed(Job(workspace, temp)) == [
        f"-I -m venv --clear --without-pip -- {temp}/awesome-lint",
        pip(temp, LOCKED),
        f"-I - {ROOT}",
    ]


@pytest.mark.parametrize("status", [0, 1])
def test_uv_installs_if_the_job_has_it_and_pip_if_that_fails(
    workspace: Path, temp: Path, status: int
) -> None:
    directory = temp / "bin"
    directory.mkdir()
    executable(directory / "uv", f'printf "uv %s\\n" "$*" >>"{temp}/told"; exit {status}')
    environment = {"PATH": f"{directory}:{os.environ['PATH']}"}

    calls = installed(Job(workspace, temp, environment=environment))

    assert calls[1] == (
        f"uv pip install --no-config --quiet --python {temp}/awesome-lint/bin/python {LOCKED}"
    )
    assert calls[2:-1] == ([pip(temp, LOCKED)] if status else [])


def test_a_uv_of_the_repository_is_not_run(workspace: Path, temp: Path) -> None:
    executable(workspace / "uv", "touch pwned")
    environment = {"PATH": f".:{os.environ['PATH']}"}

    calls = installed(Job(workspace, temp, environment=environment))

    assert calls[1] == pip(temp, LOCKED)
    assert not (workspace / "pwned").exists()


def test_another_version_comes_from_the_index_with_the_pinned_dependencies(
    workspace: Path, temp: Path
) -> None:
    calls = installed(Job(workspace, temp), version="1.2.3")

    assert calls[2:] == [pip(temp, "--no-deps --only-binary :all: awesome-lint==1.2.3")]


@pytest.mark.parametrize(
    "version", ["latest", "-r", "1.0; rm", "1.0 --pre", "$(id)", "1/../x", "1\n2"]
)
def test_what_is_no_version_is_not_installed(workspace: Path, temp: Path, version: str) -> None:
    run = action_runner.run(
        ROOT,
        Job(workspace, temp),
        {"version": version},
        {**DONE, "python": {"python-path": "/bin/false"}},
    )

    assert run.status == 2
    (command,) = commands(run.log)
    assert command.data == "the input version must be a version such as 1.2.3"
    assert run.outputs == NOTHING


@pytest.fixture
def checkout(tmp_path: Path) -> Iterator[Path]:
    """The files that a workflow gets when it uses this action."""
    if not (ROOT / "src").is_dir():
        pytest.skip("the sources are not here to install from")
    directory = tmp_path / "action"
    names = "src rules requirements action.yml hatch_build.py pyproject.toml README.md LICENSE"
    for name in names.split():
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        directory.mkdir(exist_ok=True)
        copy(ROOT / name, directory / name)
    yield directory
    shutil.rmtree(directory)


@pytest.mark.xdist_group("wheel")
def test_the_whole_action_in_a_hostile_workspace(
    workspace: Path, temp: Path, checkout: Path
) -> None:
    package_index.require()
    for module in ("pip", "venv", "json", "ensurepip", "awesome_lint", "click", "yaml"):
        (workspace / f"{module}.py").write_text("open('pwned', 'w')\nraise SystemExit(0)\n")

    run = action_runner.run(
        checkout,
        Job(workspace, temp),
        {"links": "none"},
        {"python": {"python-path": sys.executable}},
    )

    assert linted(run) == {"README.md"}, run.errors
    assert run.outputs["errors"] == "1"
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
        # The linter itself reads this one.
        if variable == "GITHUB_TOKEN" or re.search(rf"\${variable}\b", step["run"])
    }

    assert read.keys() == action["inputs"].keys()
    for step in scripts:
        assert "set -euo pipefail" in step["run"].splitlines()[0]


_RELEASES = re.findall(
    r"^## \[([^]]+)\] - \d{4}-", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE
)
# The newest release is not tagged yet in its own commit.
OWN_COMMENTS = [f" # v{version}" for version in _RELEASES[:2]] + [" # main"] * (len(_RELEASES) < 2)
"""Comments of this project's own pins: a release that exists, or `main` before the first one."""
OWN_PIN = re.compile(r"(?:awesome-lint/awesome-lint@|rev: )([0-9a-f]{40})( # \S+)")
COPIED = [ROOT / "README.md", ROOT / "src" / "awesome_lint" / "cli" / "init.py"]
"""Other files with pins that users copy."""


@pytest.mark.parametrize(
    "path", [ROOT / "action.yml", *WORKFLOWS, *EXAMPLES], ids=lambda path: path.name
)
def test_every_action_is_pinned_to_a_commit(path: Path) -> None:
    uses = re.findall(r"uses: (\S+)(.*)", path.read_text(encoding="utf-8"))

    assert uses or path.name == "comment.yml"
    for name, comment in uses:
        if not name.startswith(("./", "$/")):
            assert re.fullmatch(r"[\w-]+/[\w/-]+@[0-9a-f]{40}", name)
            own = name.startswith("awesome-lint/")
            assert comment in OWN_COMMENTS if own else re.fullmatch(r" # v\d+\.\d+\.\d+", comment)


def test_an_action_has_one_pin() -> None:
    paths = [ROOT / "action.yml", *WORKFLOWS, *EXAMPLES]
    text = "".join(path.read_text(encoding="utf-8") for path in paths)
    pins = set(re.findall(r"uses: (\S+@\S+)", text))

    assert len(pins) == len({pin.partition("@")[0] for pin in pins})


@pytest.mark.skipif(not (ROOT / "src").is_dir(), reason="the sources are not here to read")
def test_the_commit_that_the_examples_pin_has_what_they_use() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in [*EXAMPLES, *COPIED])
    ((pin, comment),) = set(OWN_PIN.findall(text))
    assert comment in OWN_COMMENTS
    try:
        git(ROOT, "merge-base", "--is-ancestor", pin, "HEAD")
    except subprocess.CalledProcessError:
        pytest.skip("the history of the project is not here")
    action = yaml.safe_load(git(ROOT, "show", f"{pin}:action.yml"))
    options = git(ROOT, "show", f"{pin}:src/awesome_lint/cli/options.py")

    for path in EXAMPLES:
        for job in yaml.safe_load(path.read_text(encoding="utf-8"))["jobs"].values():
            for step in job["steps"]:
                if step.get("uses", "").startswith("awesome-lint/"):
                    assert step.get("with", {}).keys() <= action["inputs"].keys()
    for output in re.findall(r"steps\.lint\.outputs\.([\w-]+)", text):
        assert output in action["outputs"]
    for name in re.findall(r"AWESOME_LINT_(\w+):", text):
        assert f'"--{name.lower().replace("_", "-")}"' in options
    for name in re.findall(r"AWESOME_LINT_FORMAT: (\w+)", text):
        git(ROOT, "cat-file", "-e", f"{pin}:src/awesome_lint/report/formats/{name}.py")
    (rules,) = re.findall(r"AWESOME_LINT_SELECT: (.+)", text)
    for name in rules.split():
        git(ROOT, "cat-file", "-e", f"{pin}:rules/{name}.md")


@pytest.mark.skipif(not (ROOT / "src").is_dir(), reason="the sources are not here to read")
def test_the_examples_are_pinned_to_a_release(tmp_path: Path) -> None:
    for path in [*EXAMPLES, *COPIED, ROOT / "tools" / "pin_examples.py"]:
        copy = tmp_path / path.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, copy)
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "commit", "--quiet", "--allow-empty", "--message", "Release 1.2.3")
    git(tmp_path, "tag", "v1.2.3")
    command = [sys.executable, str(tmp_path / "tools" / "pin_examples.py")]

    unknown = subprocess.run([*command, "v9"], capture_output=True, text=True, check=False)
    subprocess.run([*command, "v1.2.3"], check=True)

    assert (unknown.returncode, unknown.stderr) == (2, "not a tag or branch of this clone: v9\n")
    commit = git(tmp_path, "rev-parse", "HEAD")
    for path in [*EXAMPLES, *COPIED]:
        text = (tmp_path / path.relative_to(ROOT)).read_text(encoding="utf-8")
        assert set(OWN_PIN.findall(text)) <= {(commit, " # v1.2.3")}
        assert OWN_PIN.search(text) or path.name == "comment.yml"


@pytest.mark.parametrize(
    ("schema", "paths"),
    [
        ("github-actions", [ROOT / "action.yml"]),
        ("github-workflows", WORKFLOWS),
        ("github-workflows", EXAMPLES),
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
        [zizmor, "--offline", "--persona=auditor", "--quiet", "--format=plain", ROOT, *EXAMPLES],
        capture_output=True,
        text=True,
        check=False,
    )

    assert result.returncode == 0, result.stdout
    assert result.stdout.startswith("No findings to report.")
