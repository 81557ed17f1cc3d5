"""Lint typical pull requests, for the table of docs/pull-requests.md.

    python benchmarks/pull_requests.py [README.md ...]

Makes edits of typical kinds, one at a time, in a temporary git repository, lints the file with
`--diff-base`, and prints which rules report findings, and how many findings are left out because
they do not concern the edit. Exits with 1 if the reported findings are not exactly those that the
edit caused, on their lines.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from msgspec import Struct

from awesome_lint.cli import main as awesome_lint
from edits import EDITS
from edits.kinds import Edit
from edits.readme import ROOM, Place, PullRequest, Readme

LISTS = Path(os.environ.get("AWESOME_LINT_LISTS") or Path(__file__).parents[2] / "shared")
_AUTHOR = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")


class Outcome(Struct, frozen=True):
    """The reported findings of a pull request, in order, and the number of those left out."""

    reported: tuple[Place, ...]
    out_of_scope: int


def git(directory: Path, *arguments: str) -> str:
    """Run git without user configuration, and return its output."""
    environment = {name: value for name, value in os.environ.items() if "GIT_" not in name}
    environment |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    command = ["git", *_AUTHOR, *arguments]
    return subprocess.check_output(
        command, cwd=directory, env=environment, stderr=subprocess.STDOUT, encoding="utf-8"
    ).strip()


def propose(directory: Path, request: PullRequest) -> None:
    """Commit the files before to the branch `main`, and those after to another one."""
    git(directory, "init", "--quiet", "--initial-branch=main")
    commit(directory, request.before)
    git(directory, "switch", "--quiet", "--create=proposed")
    for name in request.before:
        (directory / name).unlink()
    commit(directory, request.after)


def commit(directory: Path, files: dict[str, str]) -> None:
    """Commit all files of a directory, and the given ones."""
    for name, text in files.items():
        (directory / name).write_bytes(text.encode("utf-8"))
    git(directory, "add", "--all")
    git(directory, "commit", "--quiet", "--allow-empty", "--message=All")


def lint(directory: Path) -> Outcome:
    """Lint a directory against its branch `main`, offline."""
    report = io.StringIO()
    with contextlib.chdir(directory), contextlib.redirect_stdout(report):
        options = ["--offline", "--no-config", "--diff-base=main", "--format=json"]
        status = awesome_lint([*options, "."])
    if status > 1:
        sys.exit(f"the linter ended with {status}")
    content = json.loads(report.getvalue())
    found = tuple(Place(each["path"], each["line"], each["rule"]) for each in content["findings"])
    return Outcome(found, content["summary"]["out_of_scope"])


def outcome(request: PullRequest) -> Outcome:
    """Return the findings of a pull request."""
    with tempfile.TemporaryDirectory() as temporary:
        directory = Path(temporary)
        propose(directory, request)
        return lint(directory)


def name(edit: Edit) -> str:
    """Return the name of an edit in the table."""
    return (edit.__doc__ or "").removesuffix(".")


def row(edit: Edit, request: PullRequest, found: Outcome) -> str:
    """Return a line of the table."""
    counts = Counter(place.rule for place in found.reported)
    shown = [f"`{rule}`" + (f" × {count}" if count > 1 else "") for rule, count in counts.items()]
    right = " " if found.reported == request.expected else f" instead of {request.expected} "
    return f"| {name(edit)} | {', '.join(shown) or '-'}{right}| {found.out_of_scope} |"


def table(readme: Readme) -> tuple[list[str], bool]:
    """Return the table of a list, and whether all findings are as expected."""
    lines = ["| Pull request | Reported | Not shown |", "|:--|:--|--:|"]
    good = True
    for edit in EDITS:
        request = edit(readme)
        if request is None:
            lines.append(f"| {name(edit)} | the list has no room for it | |")
            continue
        found = outcome(request)
        good = good and found.reported == request.expected
        lines.append(row(edit, request, found))
    return lines, good


def main() -> int:
    """Print the tables; return 1 if a finding is unexpected or missing."""
    paths = sys.argv[1:] or [str(LISTS / "seed" / "README.md")]
    good = True
    for path in paths:
        if not Path(path).is_file():
            sys.exit(f"{path} is not there: name a README, or set AWESOME_LINT_LISTS")
        readme = Readme(Path(path).read_text(encoding="utf-8"))
        if not readme.has_room:
            sys.exit(f"{path}: no table or list has {ROOM} clean entries on lines of their own")
        lines, right = table(readme)
        print("\n".join(lines))
        good = good and right
    return int(not good)


if __name__ == "__main__":
    raise SystemExit(main())
