"""Plays GitHub's runner on a composite action: expressions, conditions, steps, files, outputs.

After docs.github.com, "Metadata syntax for GitHub Actions", "Evaluate expressions in workflows and
actions" and "Workflow commands".
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from msgspec import Struct

_EXPRESSION = re.compile(r"\$\{\{(.*?)\}\}", re.DOTALL)
_TOKEN = re.compile(
    r"\s*(?:(?P<text>'(?:[^']|'')*')|(?P<call>\w+)\(\)|(?P<name>[\w-]+(?:\.[\w-]+)+)"
    r"|(?P<operator>==|!=|&&|\|\||[!()]))"
)
_OPERATORS = {"&&": " and ", "||": " or ", "!": " not "}

Outputs = Mapping[str, str]
Contexts = Mapping[str, Any]


class Used(NamedTuple):
    """A step of another action that would have run: its name and inputs."""

    uses: str
    given: dict[str, str]


class ActionRun(NamedTuple):
    """The result of a run of the action.

    `status` and `errors` are those of the step that failed, if any did; `summary` is the text of
    the job's summary; `used` are the steps of other actions, by id.
    """

    status: int
    log: str
    errors: str
    outputs: dict[str, str]
    summary: str
    used: dict[str, Used]


class Job(Struct, frozen=True):
    """The environment of the action: the checkout, the runner's directory, and the event."""

    workspace: Path
    temp: Path
    event: Mapping[str, Any] = {}
    environment: Mapping[str, str] = {}
    token: str = "ghs_of_the_job"  # noqa: S105 - of no repository

    @property
    def contexts(self) -> dict[str, Any]:
        """The contexts that do not depend on the action."""
        return {
            "github": {
                "event": self.event,
                "token": self.token,
                "run_id": "42",
                "run_attempt": "1",
                "job": "lint",
            },
            "runner": {"os": "Linux", "temp": str(self.temp)},
            "strategy": {"job-index": "0"},
        }


def read(action: Path) -> Any:
    return yaml.safe_load((action / "action.yml").read_text(encoding="utf-8"))


def run(
    action: Path, job: Job, inputs: Mapping[str, str], done: Mapping[str, Outputs]
) -> ActionRun:
    """Run the action in the directory `action` as a workflow would.

    `inputs` are the inputs in `with`; `done` has the outputs of steps that are skipped, by id.
    Steps of other actions are not run.
    """
    metadata = read(action)
    unknown = inputs.keys() - metadata["inputs"].keys()
    assert not unknown, f"no such inputs: {unknown}"
    contexts = job.contexts
    defaults = {
        name: evaluate(each["default"], contexts) for name, each in metadata["inputs"].items()
    }
    outputs: dict[str, Outputs] = dict(done)
    contexts |= {"inputs": defaults | dict(inputs)}
    used: dict[str, Used] = {}
    log = errors = summary = ""
    status = 0
    for step in metadata["runs"]["steps"]:
        contexts["steps"] = {name: {"outputs": each} for name, each in outputs.items()}
        condition = step.get("if", "${{ success() }}")
        if not holds(condition, contexts, failed=bool(status)):
            continue
        if "uses" in step:
            given = {
                name: evaluate(str(value), contexts) for name, value in step.get("with", {}).items()
            }
            used[step["id"]] = Used(step["uses"].partition("@")[0], given)
            if step["uses"].startswith("actions/cache/restore@"):
                outputs.setdefault(step["id"], {"cache-primary-key": given["key"]})
        if "uses" in step or step["id"] in done:
            continue
        result, outputs[step["id"]], said = _run_step(step, action, job, contexts)
        log += result.stdout
        errors += result.stderr
        summary += said
        status = status or result.returncode
    contexts["steps"] = {name: {"outputs": each} for name, each in outputs.items()}
    return ActionRun(
        status,
        log,
        errors,
        {name: evaluate(each["value"], contexts) for name, each in metadata["outputs"].items()},
        summary,
        used,
    )


def _run_step(
    step: Any, action: Path, job: Job, contexts: Contexts
) -> tuple[subprocess.CompletedProcess[str], Outputs, str]:
    assert step["shell"] == "bash"
    assert "${{" not in step["run"], "an expression in a script is code from a stranger"
    script, output, summary = (job.temp / f"{step['id']}.{end}" for end in ("sh", "out", "md"))
    script.write_text(step["run"], encoding="utf-8")
    output.write_bytes(b"")
    summary.write_bytes(b"")
    environment = {
        "GITHUB_ACTIONS": "true",
        "GITHUB_ACTION_PATH": str(action),
        "GITHUB_OUTPUT": str(output),
        "GITHUB_STEP_SUMMARY": str(summary),
        "GITHUB_WORKSPACE": str(job.workspace),
        "RUNNER_TEMP": str(job.temp),
        **job.environment,
    }
    environment |= {name: evaluate(value, contexts) for name, value in step.get("env", {}).items()}
    result = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", script],
        cwd=job.workspace,
        env=os.environ | environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )
    return result, _outputs(output), summary.read_text(encoding="utf-8")


def evaluate(text: str, contexts: Contexts) -> str:
    """Return a text with its expressions evaluated; undefined values are empty."""
    return _EXPRESSION.sub(lambda match: _text(_value(match[1], contexts)), text)


def holds(condition: str, contexts: Contexts, *, failed: bool) -> bool:
    """Return whether the condition of a job or step holds."""
    match = _EXPRESSION.fullmatch(condition.strip())
    assert match, f"not understood: {condition}"
    expression = match[1]
    # Without a status function, success() is implied.
    if not re.search(r"\b(?:always|cancelled|failure|success)\(\)", expression):
        expression = f"success() && ({expression})"
    calls = {"always": True, "cancelled": False, "failure": failed, "success": not failed}
    return bool(_value(expression, {**contexts, "()": calls}))


def _value(expression: str, contexts: Contexts) -> Any:
    """Evaluate an expression; only the precedence of `!` over `==` differs from Python's."""
    values: list[Any] = []
    code = ""
    position = 0
    expression = expression.rstrip()
    while position < len(expression):
        token = _TOKEN.match(expression, position)
        assert token, f"not understood: {expression[position:]}"
        position = token.end()
        if token["operator"]:
            code += _OPERATORS.get(token["operator"], token["operator"])
            continue
        if token["text"]:
            values.append(token["text"][1:-1].replace("''", "'"))
        elif token["call"]:
            values.append(contexts["()"][token["call"]])
        else:
            value: Any = contexts
            for name in token["name"].split("."):
                value = value.get(name, "") if isinstance(value, Mapping) else ""
            values.append(value)
        code += f" values[{len(values) - 1}] "
    return eval(code, {"values": values, "__builtins__": {}})  # noqa: S307 - of our own making


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _outputs(file: Path) -> Outputs:
    """Parse lines of `name=value`, and of `name<<delimiter` with the value up to the delimiter."""
    outputs = {}
    lines = iter(file.read_text(encoding="utf-8").split("\n"))
    for line in lines:
        if match := re.fullmatch(r"([\w-]+)<<(.+)", line):
            value = []
            for part in lines:
                if part == match[2]:
                    break
                value.append(part)
            else:
                raise AssertionError(f"{line} is never ended")
            outputs[match[1]] = "\n".join(value)
        elif line:
            name, equals, rest = line.partition("=")
            assert equals, f"not in the form of name=value: {line}"
            outputs[name] = rest
    return outputs
