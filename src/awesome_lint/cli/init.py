"""`awesome-lint init`: writes a configuration, a workflow and a pre-commit hook for a list."""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from awesome_lint import document, rulebook, runner
from awesome_lint.config.file import NAMES
from awesome_lint.model import Document, Evidence, Run, UserError
from awesome_lint.report.totals import describe_severities
from awesome_lint.rules import sort_order
from awesome_lint.runner.errors import InputError, OutputError
from awesome_lint.runner.files import read_bytes, shown
from awesome_lint.runner.log import Log
from awesome_lint.runner.options import Options
from awesome_lint.runner.readme import find_readmes
from awesome_lint.symlinks import find_repository
from awesome_lint.text.display import displayable
from awesome_lint.text.wording import count

_MIN_ENTRIES: Final = 10
"""Entries of the shortest file, besides a README, that is a list."""

_MIN_MISPLACED: Final = 20
"""Entries that would have to move in the opposite order, if the order of a list is no accident."""

_PLAIN_NAME: Final = re.compile(r"[\w./() +-]+")
"""Paths that are safe in a workflow and in a regular expression. `$` and `{` are not."""

_CONFIGURATION: Final = f"""\
# yaml-language-server: $schema={rulebook.RAW_URL}/docs/config.schema.json
# All keys: {rulebook.PROJECT_URL}/blob/main/docs/configuration.md
extends: recommended
"""

_WORKFLOW: Final = """\
# Lints the changes of a pull request and checks the links on changed lines. Checks the whole list
# and all its links once a week.
name: Lint the list

on:
  pull_request:
  schedule:
    - cron: "17 5 * * 1" # Mondays
  workflow_dispatch:

permissions: {}

concurrency:
  group: ${{ github.workflow }}-${{ github.ref }}
  cancel-in-progress: true

jobs:
  lint:
    name: awesome-lint
    runs-on: ubuntu-latest
    timeout-minutes: 60
    permissions:
      contents: read # to check the repository out
    steps:
      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
        with:
          persist-credentials: false
      - uses: awesome-lint/awesome-lint@fb1ac7e48abba54dceefc8423eba3339d526b999 # main
"""

_HOOK: Final = f"""\
default_install_hook_types: [pre-commit, pre-push]
repos:
  - repo: {rulebook.PROJECT_URL}
    rev: fb1ac7e48abba54dceefc8423eba3339d526b999 # main
    hooks:
      - id: awesome-lint-fix # applies safe fixes
      - id: awesome-lint # lints offline
      - id: awesome-lint-links # checks links before a push
"""

_HOOKS_FILES: Final = (".pre-commit-config.yaml", ".pre-commit-config.yml")
_MAX_HOOKS_BYTES: Final = 1024 * 1024
_NEXT: Final = """\

Next:
  awesome-lint --offline --fix --show-fixes  # apply the safe fixes
  awesome-lint                               # lint the list and check its links
"""


def main(arguments: Sequence[str]) -> None:
    """Write the files for the lists in the current directory, and print what was found.

    Existing files are left as they are. In a repository, this must be its top directory; elsewhere,
    only the configuration is written. Raises UserError.
    """
    if {"-h", "--help"} & set(arguments):
        sys.stdout.write("Usage: awesome-lint init\n\n  " + _HELP)
        return
    if arguments:
        raise UserError("init takes no arguments: it sets up the current directory")
    top = Path.cwd()
    repository = find_repository(top)
    if repository is not None and repository != top.resolve():
        raise UserError(f"run `awesome-lint init` in the top directory, {repository}")
    run = runner.run(Options(paths=(".",), offline=True), None, Log())
    lists = _lists(run)
    if not lists:
        raise InputError("no list found: no README.md, and no Markdown file with 10 entries")
    paths = list(lists)
    for path, parsed in lists.items():
        sys.stdout.write(f"{displayable(path)}: {_describe(parsed, run)}\n")
    order = _order(list(lists.values()))
    if order:
        sys.stdout.write(f"entries are sorted by {order}\n")
    _write(top, NAMES, _configuration(order), "the configuration")
    if repository is None:
        sys.stdout.write("not in a git repository: no workflow and no hook is written\n")
    else:
        _write(
            top,
            (".github/workflows/awesome-lint.yml",),
            _workflow(paths),
            "pull requests, all links on Mondays",
        )
        hook = _hook(paths)
        is_written = _write(top, _HOOKS_FILES, hook, "run `pre-commit install` to use it")
        if not is_written and not _has_hooks(top):
            added = hook.partition("repos:\n")[2]
            sys.stdout.write(f"to use the hooks, add this to its `repos`:\n\n{added}")
    sys.stdout.write(_NEXT)


_HELP: Final = """\
Write a configuration, a workflow of GitHub Actions and pre-commit hooks for
  the lists in the current directory. Existing files are left as they are.
"""


def _lists(run: Run) -> Mapping[str, Document]:
    """Return the files that are lists, by path: the README, and files with entries."""
    readme = _readme()
    found = {
        path: document.parse(path, file.text, rulebook.vocabulary())
        for path, file in run.files.items()
        if _PLAIN_NAME.fullmatch(path)
    }
    return {
        path: each
        for path, each in found.items()
        if path == readme or len(each.entries) >= _MIN_ENTRIES
    }


def _readme() -> str:
    """Return the path of the README that is linted if no file is named; empty if there is none."""
    return next((shown(path) for path in find_readmes(Path())), "")


def _describe(parsed: Document, run: Run) -> str:
    found = [each for each in run.diagnostics if each.path == parsed.path]
    fixable = sum(each.fix is not None and each.fix.safe for each in found)
    tables = [count(len(parsed.tables), "table")] if parsed.tables else []
    seen = [_entries(parsed), *tables, count(len(parsed.links), "link")]
    severities = describe_severities(Counter(each.severity for each in found))
    fixes = f"; {fixable} can be fixed with --fix" if fixable else ""
    return f"{', '.join(seen)}\n  {severities or 'no findings'} (links not checked){fixes}"


def _entries(parsed: Document) -> str:
    number = len(parsed.entries)
    return f"{number} {'entry' if number == 1 else 'entries'}"


def _order(lists: Sequence[Document]) -> str:
    """Return the order that all lists keep without exception, such as `title`; empty for none."""
    evidence = Evidence(links={}, venues=rulebook.vocabulary())

    def misplaced(options: sort_order.Options) -> int:
        return sum(len(list(sort_order.check(each, options, evidence))) for each in lists)

    for by in ("title", "year"):
        ascending = misplaced(sort_order.Options(by))
        descending = misplaced(sort_order.Options(by, "descending"))
        if not ascending and descending >= _MIN_MISPLACED:
            return by
        if not descending and ascending >= _MIN_MISPLACED:
            return f"{by}, descending"
    return ""


def _configuration(order: str) -> str:
    if not order:
        return _CONFIGURATION
    by, _, descending = order.partition(", ")
    options = f"by: {by}" + (", order: descending" if descending else "")
    return _CONFIGURATION + f"rules:\n  sort-order: {{{options}}} # as it is now\n"


def _workflow(paths: Sequence[str]) -> str:
    if _is_one_readme(paths):
        return _WORKFLOW
    lines = "".join(f"            {path}\n" for path in paths)
    return f"{_WORKFLOW}        with:\n          paths: |\n{lines}"


def _hook(paths: Sequence[str]) -> str:
    if _is_one_readme(paths):
        return _HOOK
    pattern = f"^({'|'.join(map(re.escape, paths))})$"
    # This replaces the hooks' own pattern, which matches READMEs.
    files = f"        files: {json.dumps(pattern)}\n"
    lines = _HOOK.splitlines(keepends=True)
    return "".join(line + (files if "- id: " in line else "") for line in lines)


def _is_one_readme(paths: Sequence[str]) -> bool:
    return list(paths) == [_readme()]


def _has_hooks(top: Path) -> bool:
    """Return whether a configuration of pre-commit has hooks of awesome-lint."""
    url = rulebook.PROJECT_URL.encode()
    for name in _HOOKS_FILES:
        with suppress(InputError):
            if url in read_bytes(top / name, name, _MAX_HOOKS_BYTES):
                return True
    return False


def _write(top: Path, names: Sequence[str], content: str, what: str) -> bool:
    """Write the first of the names, unless there is a file by one of them; return whether."""
    for name in names:
        if (top / name).exists() or (top / name).is_symlink():
            sys.stdout.write(f"kept {name}, which exists\n")
            return False
    try:
        (top / names[0]).parent.mkdir(parents=True, exist_ok=True)
        with (top / names[0]).open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(content)
    except OSError as error:
        raise OutputError(f"cannot be written: {error.strerror}", names[0]) from None
    sys.stdout.write(f"wrote {names[0]}: {what}\n")
    return True
