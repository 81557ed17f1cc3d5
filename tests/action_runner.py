"""Plays GitHub's runner on a composite action: expressions, steps, outputs.

After docs.github.com, "Metadata syntax for GitHub Actions" and "Workflow commands".
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import yaml

_EXPRESSION = re.compile(r"\$\{\{ (inputs|steps)\.([\w-]+)(?:\.outputs\.([\w-]+))? \}\}")

Outputs = Mapping[str, str]


class ActionRun(NamedTuple):
    """What a run of the action leaves: the last step's exit status, the log, the outputs."""

    status: int
    log: str
    errors: str
    outputs: dict[str, str]


def read(action: Path) -> Any:
    return yaml.safe_load((action / "action.yml").read_text(encoding="utf-8"))


def run(
    action: Path,
    workspace: Path,
    temp: Path,
    inputs: Mapping[str, str],
    done: Mapping[str, Outputs],
) -> ActionRun:
    """Run the action that lies in `action` as a workflow in `workspace` would.

    `inputs` is what the workflow gives in `with`; `done` has the outputs of the steps that are
    not to be run, by the step's id.
    """
    metadata = read(action)
    unknown = inputs.keys() - metadata["inputs"].keys()
    assert not unknown, f"no such inputs: {unknown}"
    given = {name: each["default"] for name, each in metadata["inputs"].items()} | dict(inputs)
    outputs: dict[str, Outputs] = dict(done)
    log = errors = ""
    status = 0
    for step in metadata["runs"]["steps"]:
        if step["id"] in done:
            continue
        result, written = _run_step(step, action, workspace, temp, given, outputs)
        outputs[step["id"]] = written
        log += result.stdout
        errors += result.stderr
        status = result.returncode
        if status:
            break
    return ActionRun(
        status,
        log,
        errors,
        {
            name: _evaluate(each["value"], given, outputs)
            for name, each in metadata["outputs"].items()
        },
    )


def _run_step(
    step: Any,
    action: Path,
    workspace: Path,
    temp: Path,
    inputs: Mapping[str, str],
    outputs: Mapping[str, Outputs],
) -> tuple[subprocess.CompletedProcess[str], Outputs]:
    assert step["shell"] == "bash"
    assert "${{" not in step["run"], "an expression in a script is code from a stranger"
    script, output_file = temp / f"{step['id']}.sh", temp / f"{step['id']}.outputs"
    script.write_text(step["run"], encoding="utf-8")
    output_file.touch()
    environment = {
        "GITHUB_ACTIONS": "true",
        "GITHUB_ACTION_PATH": str(action),
        "GITHUB_OUTPUT": str(output_file),
        "GITHUB_WORKSPACE": str(workspace),
        "RUNNER_TEMP": str(temp),
    }
    environment |= {
        name: _evaluate(value, inputs, outputs) for name, value in step.get("env", {}).items()
    }
    result = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", script],
        cwd=workspace,
        env=os.environ | environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )
    return result, _outputs(output_file)


def _evaluate(text: str, inputs: Mapping[str, str], outputs: Mapping[str, Outputs]) -> str:
    def value(match: re.Match[str]) -> str:
        context, name, output = match.groups()
        if context == "inputs":
            return inputs[name]
        return outputs.get(name, {}).get(output, "")  # as the runner does

    assert "${{" not in _EXPRESSION.sub("", text), f"not understood: {text}"
    return _EXPRESSION.sub(value, text)


def _outputs(file: Path) -> Outputs:
    lines = file.read_text(encoding="utf-8").splitlines()
    assert all("=" in line for line in lines), f"not in the form of name=value: {lines}"
    return dict(line.split("=", 1) for line in lines)
