"""Plays GitHub on a repository: pull requests, also from forks, and its workflows.

After docs.github.com, "Events that trigger workflows" (`pull_request`: the merge commit, and
permissions of pull requests from forks) and "Workflow syntax for GitHub Actions" (`permissions`).
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from msgspec import Struct

import action_runner
import fake_gh
import github_api
from action_runner import ActionRun, evaluate
from github_api import REPOSITORY
from paths import ROOT
from repositories import commit, git, repository


class Played(Struct):
    """A run of a workflow with one job."""

    id: str
    directory: Path
    """The workspace, after the run."""
    actions: list[ActionRun] = []
    """The runs of the Action."""
    used: list[str] = []
    """Other actions that were used."""
    log: str = ""
    """Output of the scripts."""
    failed: bool = False


class GitHub:
    """The repository `owner/list`, whose branch `main` has some files."""

    def __init__(self, directory: Path, files: Mapping[str, str]) -> None:
        self._directory = directory
        self.origin = repository(directory / "origin", files)
        git(self.origin, "switch", "--quiet", "--detach")  # so that branches can be pushed to
        self._state = directory / "state.json"
        self._save({"tokens": {}, "pulls": [], "comments": [], "artifacts": {}})
        fake_gh.install(directory / "bin", self._state)
        self.environment: dict[str, str] = {}
        """Variables of every step besides those of the runner."""
        self.remote = self.origin.as_uri()
        """URL of the remote `origin` in checkouts; the checkout itself always succeeds."""

    @property
    def state(self) -> Any:
        """The pull requests and their comments, as `fake_gh` describes them."""
        return json.loads(self._state.read_text(encoding="utf-8"))

    def _save(self, state: Any) -> None:
        self._state.write_text(json.dumps(state), encoding="utf-8")

    def push(self, files: Mapping[str, str]) -> None:
        """Commit files to `main`."""
        git(self.origin, "checkout", "--quiet", "main")
        commit(self.origin, files)
        git(self.origin, "checkout", "--quiet", "--detach")

    def propose(self, files: Mapping[str, str]) -> dict[str, Any]:
        """Open or update the pull request of a stranger's fork, and return its event.

        GitHub merges the newest commit of the fork's branch `patch` into `main`.
        """
        state = self.state
        fork = self._directory / "fork"
        if not fork.is_dir():
            git(self._directory, "clone", "--quiet", "--branch=main", str(self.origin), "fork")
            git(fork, "switch", "--quiet", "--create=patch")
            state["pulls"].append({"number": 1, "branch": "patch", "from": "stranger:patch"})
        commit(fork, files)
        head, base = git(fork, "rev-parse", "HEAD"), git(self.origin, "rev-parse", "main")
        git(self.origin, "fetch", "--quiet", str(fork), "+patch:refs/pull/1/head")
        git(self.origin, "checkout", "--quiet", "--detach", "main")
        git(self.origin, "merge", "--quiet", "--no-ff", "--message=Merge", head)
        git(self.origin, "update-ref", "refs/pull/1/merge", "HEAD")
        state["pulls"][0]["head"] = {"sha": head}
        self._save(state)
        repo = {"fork": True, "full_name": "stranger/list"}
        return {
            "number": 1,
            "pull_request": {
                "base": {
                    "sha": base,
                    "ref": "main",
                    "repo": {"fork": False, "full_name": REPOSITORY},
                },
                "head": {"sha": head, "ref": "patch", "repo": repo},
            },
        }

    def on_pull_request(self, workflow: Path, event: Mapping[str, Any]) -> Played:
        """Run a workflow for a pull request; the token of a fork's can only read."""
        return self._run(workflow, "pull_request", event, "refs/pull/1/merge")

    def on_completed(self, workflow: Path, run: Played, event: Mapping[str, Any]) -> Played:
        """Run a workflow on the branch `main` after a run for a pull request."""
        head = event["pull_request"]["head"]
        ended = {
            "id": run.id,
            "event": "pull_request",
            "head_sha": head["sha"],
            "head_branch": head["ref"],
            "head_repository": {"owner": {"login": "stranger"}, "full_name": "stranger/list"},
        }
        return self._run(workflow, "workflow_run", {"workflow_run": ended}, "refs/heads/main")

    def on_schedule(self, workflow: Path) -> Played:
        """Run a workflow on the branch `main`."""
        return self._run(workflow, "schedule", {}, "refs/heads/main")

    def _run(self, workflow: Path, name: str, event: Mapping[str, Any], ref: str) -> Played:
        (job,) = yaml.safe_load(workflow.read_text(encoding="utf-8"))["jobs"].values()
        state = self.state
        token = f"ghs_{len(state['tokens'])}"
        is_fork = name == "pull_request"
        state["tokens"][token] = {
            scope: "read" if is_fork else level for scope, level in job["permissions"].items()
        }
        self._save(state)
        run = Played(token.removeprefix("ghs_"), self._directory / f"workspace-{token}")
        return _Runner(self, run, name, event, ref, token).play(job)

    def keep_artifact(self, run: Played, name: str, file: Path) -> None:
        """Keep a file of a run."""
        directory = self._directory / f"artifact-{run.id}-{name}"
        directory.mkdir()
        shutil.copy(file, directory)
        state = self.state
        state["artifacts"].setdefault(run.id, {})[name] = str(directory)
        self._save(state)


class _Runner:
    """Runs the steps of one job."""

    def __init__(
        self,
        github: GitHub,
        run: Played,
        event_name: str,
        event: Mapping[str, Any],
        ref: str,
        token: str,
    ) -> None:
        self._github = github
        self._run = run
        self._temp = run.directory.with_name(f"temp-{token}")
        self._bin = github.origin.parent / "bin"
        self._commit = git(github.origin, "rev-parse", ref)
        run.directory.mkdir()
        self._temp.mkdir()
        file = self._temp / "event.json"
        file.write_text(json.dumps(event), encoding="utf-8")
        self._contexts: dict[str, Any] = {
            "github": {
                "event": event,
                "ref": ref,
                "ref_name": ref.rpartition("/")[2],
                "repository": REPOSITORY,
                "server_url": "https://github.com",
                "token": token,
            },
            "runner": {"temp": str(self._temp), "os": "Linux"},
        }
        self._environment = {
            "CI": "true",
            "GITHUB_ACTIONS": "true",
            "GITHUB_API_URL": github_api.ORIGIN,
            "GITHUB_BASE_REF": "main" if event_name == "pull_request" else "",
            "GITHUB_EVENT_NAME": event_name,
            "GITHUB_EVENT_PATH": str(file),
            "GITHUB_REPOSITORY": REPOSITORY,
            "GITHUB_SERVER_URL": "https://github.com",
            "GITHUB_SHA": self._commit,
            "GITHUB_WORKSPACE": str(run.directory),
            "RUNNER_TEMP": str(self._temp),
            **github.environment,
        }

    def play(self, job: Mapping[str, Any]) -> Played:
        """Run the steps of a job whose condition holds."""
        self._environment |= job.get("env", {})
        if not self._holds(job):
            return self._run
        for step in job["steps"]:
            if self._holds(step):
                self._step(step)
        return self._run

    def _holds(self, what: Mapping[str, Any]) -> bool:
        condition = what.get("if", "${{ success() }}")
        return action_runner.holds(condition, self._contexts, failed=self._run.failed)

    def _step(self, step: Mapping[str, Any]) -> None:
        given = {name: self._text(value) for name, value in step.get("with", {}).items()}
        environment = {name: self._text(value) for name, value in step.get("env", {}).items()}
        used = step.get("uses", "").partition("@")[0]
        if not used:
            self._script(step["run"], environment)
        elif used == "actions/checkout":
            self._checkout(given)
        elif used == "awesome-lint/awesome-lint":
            self._action(step, given, environment)
        elif used == "actions/upload-artifact":
            file = Path(self._run.directory, given["path"])
            if file.is_file() or given["if-no-files-found"] != "ignore":
                self._github.keep_artifact(self._run, given["name"], file)
        else:
            self._run.used.append(used)

    def _text(self, value: object) -> str:
        return evaluate(str(value), self._contexts)

    def _checkout(self, given: Mapping[str, str]) -> None:
        """Check the commit of the event out, by default without history."""
        assert given["persist-credentials"] == "False"
        directory = self._run.directory
        git(directory, "init", "--quiet")
        git(directory, "remote", "add", "origin", self._github.origin.as_uri())
        depth = given.get("fetch-depth", "1")
        git(directory, "fetch", "--quiet", "--no-tags", f"--depth={depth}", "origin", self._commit)
        git(directory, "checkout", "--quiet", "--detach", "FETCH_HEAD")
        git(directory, "remote", "set-url", "origin", self._github.remote)

    def _action(
        self, step: Mapping[str, Any], given: Mapping[str, str], environment: Mapping[str, str]
    ) -> None:
        job = action_runner.Job(
            self._run.directory,
            self._temp,
            self._contexts["github"]["event"],
            self._environment | dict(environment),
            self._contexts["github"]["token"],
        )
        done = {"python": {}, "install": {"python": sys.executable}}
        result = action_runner.run(ROOT, job, given, done)
        self._run.actions.append(result)
        self._run.failed = self._run.failed or result.status != 0
        if "id" in step:
            steps = self._contexts.setdefault("steps", {})
            steps[step["id"]] = {"outputs": result.outputs}

    def _script(self, script: str, environment: Mapping[str, str]) -> None:
        path = {"PATH": f"{self._bin}{os.pathsep}{os.environ['PATH']}"}
        result = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
            cwd=self._run.directory,
            env={**os.environ, **self._environment, **environment, **path},
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=60,
        )
        self._run.log += result.stdout + result.stderr
        self._run.failed = self._run.failed or result.returncode != 0
