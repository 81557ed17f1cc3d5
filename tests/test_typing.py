"""The types of the public API, checked by mypy with the rest of the tests."""

from __future__ import annotations

from pathlib import Path
from typing import assert_type

from awesome_lint import (
    Diagnostic,
    Fix,
    FixResult,
    Options,
    Run,
    check_links,
    find_links,
    fix_text,
    lint_paths,
    lint_text,
    load_config,
)
from awesome_lint.config import Config
from awesome_lint.model import Link, LinkResult


def test_types(tmp_path: Path) -> None:
    path = tmp_path / "README.md"
    path.write_text("[x](htps://a.example)\n")
    (tmp_path / "lint.yml").write_text("{}")

    run = assert_type(lint_paths([path], Options(offline=True, no_config=True)), Run)
    (found,) = assert_type(run.diagnostics, tuple[Diagnostic, ...])
    fix = assert_type(found.fix, Fix | None)

    assert fix is not None
    assert assert_type(fix.safe, bool)
    assert assert_type(lint_text(path.read_text()), tuple[Diagnostic, ...])
    assert assert_type(fix_text(path.read_text()), FixResult).is_changed
    assert assert_type(find_links("<https://a.example>"), tuple[Link, ...])
    assert assert_type(check_links([]), dict[str, LinkResult]) == {}
    assert assert_type(load_config(tmp_path / "lint.yml"), Config).rules == {}
