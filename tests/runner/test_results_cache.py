"""The results of earlier runs: what makes them invalid, and what damages them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from awesome_lint import document, rulebook, version
from awesome_lint.config import Config, rule_settings
from awesome_lint.engine import engine
from awesome_lint.model import Document, Evidence
from awesome_lint.runner import run
from awesome_lint.runner.lazy_document import LazyDocument
from awesome_lint.runner.options import Options
from awesome_lint.runner.results_cache import MAX_AGE_SECONDS, ResultsCache
from cli_helpers import ERROR, ONE_ERROR, Cli, spawn
from linting import VOCABULARY, parse
from repositories import repository, write
from robustness import PIECES

TWINS = (
    "| Title | Venue | Link |\n|:--|:--|:--|\n"
    "| Ice Robots | Avrxi 2021 | [x](https://a.example/1) |\n"
    "| Heat Robots | Avrxi 2021 | [x](https://a.example/2) |\n"
)


class Counter:
    """Counts the documents that are parsed, and those that are linted."""

    def __init__(self) -> None:
        self.parsed = 0
        self.linted = 0

    def take(self) -> tuple[int, int]:
        """Return both numbers since the last call."""
        taken = self.parsed, self.linted
        self.parsed = self.linted = 0
        return taken


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> Counter:
    counter = Counter()
    parse, lint = document.parse, engine.lint

    def counted_parse(*arguments: Any) -> Document:
        counter.parsed += 1
        return parse(*arguments)

    def counted_lint(*arguments: Any) -> object:
        counter.linted += 1
        return lint(*arguments)

    monkeypatch.setattr(document, "parse", counted_parse)
    monkeypatch.setattr(engine, "lint", counted_lint)
    return counter


@pytest.fixture
def results(directory: Path) -> Path:
    """The directory of the results."""
    return directory.with_name(f"{directory.name}-cache") / "results"


@pytest.mark.usefixtures("readme")
@pytest.mark.parametrize("format_", ["text", "json", "sarif", "rdjson", "junit"])
def test_a_second_run_reports_the_same_without_work(cli: Cli, work: Counter, format_: str) -> None:
    first = cli(f"--format={format_}")
    assert work.take() == (1, 1)
    assert cli(f"--format={format_}") == first
    assert work.take() == (0, 0)


@pytest.mark.usefixtures("readme")
@pytest.mark.parametrize(
    "change",
    [
        lambda: Path("README.md").write_text(ONE_ERROR + "\n"),
        lambda: Path("README.md").write_text(ONE_ERROR.replace("lost", "gone")),
        lambda: Path(".awesome-lint.yml").write_text("venues: {add: [{name: XYZ, kind: track}]}\n"),
    ],
)
def test_another_text_or_vocabulary_is_parsed_again(
    cli: Cli, work: Counter, change: Callable[[], object]
) -> None:
    cli()
    work.take()
    change()
    assert cli("--no-cache") == cli()
    assert work.take() == (2, 2)


@pytest.mark.usefixtures("readme")
@pytest.mark.parametrize(
    ("configuration", "arguments"),
    [
        ("", ["--select=venue-*"]),
        ("rules: {table-column-count: info}\n", []),
        ("rules: {duplicate-entry: {scope: section}}\n", []),
    ],
)
def test_other_rules_are_run(
    cli: Cli, work: Counter, configuration: str, arguments: list[str]
) -> None:
    before = cli()
    work.take()
    Path(".awesome-lint.yml").write_text(configuration)
    result = cli(*arguments)
    assert work.take() == (1, 1)
    assert result == cli(*arguments, "--no-cache")
    assert ("duplicate" in configuration) == (result.out == before.out)


def test_a_linked_file_that_is_gone_is_noticed(cli: Cli, directory: Path, work: Counter) -> None:
    text = "# A\n\n- [Notes](notes.md#ice)\n"
    repository(directory, {"README.md": text, "notes.md": "# Ice\n"})
    assert cli() == (0, "No findings in 1 file\n", "")
    work.take()

    write(directory, {"notes.md": "# Heat\n"})
    result = cli("--quiet")
    assert result.out.startswith("README.md:3:11: error[link-fragment] ")
    assert work.take() == (1, 1)

    (directory / "notes.md").unlink()
    result = cli("--quiet")
    assert result.out.startswith("README.md:3:11: error[link-local-file] ")
    assert work.take() == (1, 1)


def test_the_anchors_of_a_linked_file_are_read_once(
    cli: Cli, directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "# A\n\n- [Notes](notes.md#ice)\n"
    repository(directory, {"README.md": text, "notes.md": "# Ice\n"})
    assert cli().status == 0

    def fail(_text: str) -> tuple[str, ...]:
        raise AssertionError("read again")

    monkeypatch.setattr(document, "parse_anchors", fail)
    assert cli() == (0, "No findings in 1 file\n", "")
    assert cli("--no-cache").status == 2


def test_a_change_is_compared_without_work_the_second_time(
    cli: Cli, directory: Path, work: Counter
) -> None:
    repository(directory, {"README.md": "# A\n\n" + TWINS})
    write(directory, {"README.md": "# A\n\n" + TWINS.replace("Heat", "Steam") + "lost |\n"})
    first = cli("--diff-base=HEAD")
    assert first.status == 1
    assert work.take() == (2, 2)
    assert cli("--diff-base=HEAD") == first
    assert work.take() == (0, 0)


@pytest.mark.skipif(sys.platform != "linux", reason="file names are Unicode there")
def test_a_change_of_a_file_whose_name_is_not_utf8_is_compared(cli: Cli, directory: Path) -> None:
    name = os.fsdecode(b"\xff.md")
    repository(directory, {name: "Text\n"})
    write(directory, {name: ONE_ERROR})
    expected = cli(".", "--diff-base=HEAD", "--no-cache")
    assert expected.out.startswith(ERROR.replace("README", r"\xff"))
    assert cli(".", "--diff-base=HEAD") == expected
    assert cli(".", "--diff-base=HEAD") == expected


@pytest.mark.usefixtures("readme")
def test_another_version_ignores_the_results(
    cli: Cli, work: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    from awesome_lint.runner import results_cache

    cli()
    work.take()
    monkeypatch.setattr(results_cache, "__version__", f"{version.__version__}.1")
    results_cache._program.cache_clear()
    try:
        cli()
    finally:
        results_cache._program.cache_clear()
    assert work.take() == (1, 1)


@pytest.mark.usefixtures("readme")
def test_another_commit_of_a_version_ignores_the_results(directory: Path) -> None:
    installed = directory / "installed"
    package = installed / "awesome_lint"
    shutil.copytree(Path(document.__file__).parents[1], package)
    shutil.copytree(rulebook.directory(), package / "rules", dirs_exist_ok=True)
    record = installed / f"awesome_lint-{version.__version__}.dist-info" / "RECORD"
    record.parent.mkdir()
    record.write_text("awesome_lint/rules/table_column_count.py,sha256=a,1\n")
    # The coverage of a copy would count as that of the package.
    environment = {k: v for k, v in os.environ.items() if not k.startswith("COVERAGE")}
    environment["PYTHONPATH"] = str(installed)

    def report() -> str:
        done = spawn("--offline", "--cache-dir=cache", cwd=directory, env=environment)
        return done.stdout

    assert "GitHub drops `lost`" in report()
    rule = package / "rules" / "table_column_count.py"
    rule.write_text(rule.read_text().replace("GitHub drops", "GitHub hides"))
    assert "GitHub drops `lost`" in report()
    record.write_text("awesome_lint/rules/table_column_count.py,sha256=b,1\n")
    assert "GitHub hides `lost`" in report()


@pytest.mark.usefixtures("readme")
def test_without_a_cache_nothing_is_read_or_written(cli: Cli, work: Counter, results: Path) -> None:
    cli("--no-cache")
    assert not results.exists()
    cli()
    work.take()
    cli("--no-cache")
    assert work.take() == (1, 1)


def test_standard_input_is_not_cached(cli: Cli, results: Path) -> None:
    assert cli("-", stdin=ONE_ERROR.encode()).status == 1
    assert not results.exists()


def truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def empty(path: Path) -> None:
    path.write_bytes(b"")


def flip_a_bit(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)


def replace_content(path: Path) -> None:
    """Write a result of another form, with its checksum."""
    content = path.read_bytes()
    other = msgspec.msgpack.encode({"diagnostics": []})
    from awesome_lint.runner.results_cache import _checksum

    path.write_bytes(content[:16] + _checksum(other) + other)


def make_directory(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.usefixtures("readme")
@pytest.mark.parametrize("damage", [truncate, empty, flip_a_bit, replace_content, make_directory])
def test_damaged_results_are_computed_again(
    cli: Cli, work: Counter, results: Path, damage: Callable[[Path], None]
) -> None:
    first = cli()
    work.take()
    for path in results.iterdir():
        damage(path)
    assert cli() == first
    assert work.take() == (1, 1)
    assert cli() == first
    assert work.take() == ((1, 1) if damage is make_directory else (0, 0))


@pytest.mark.usefixtures("readme")
def test_a_directory_that_cannot_be_made_costs_nothing_else(
    cli: Cli, work: Counter, results: Path
) -> None:
    results.parent.write_text("a file")
    first = cli()
    assert first.out.startswith(ERROR)
    assert first.err == ""
    assert cli() == first
    assert work.take() == (2, 2)


@pytest.mark.usefixtures("readme")
def test_a_full_disk_costs_nothing_else(
    cli: Cli, results: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", fail)
        result = cli()
    assert (result.status, result.err) == (1, "")
    assert list(results.iterdir()) == []


@pytest.mark.usefixtures("readme")
def test_old_results_are_deleted(cli: Cli, results: Path) -> None:
    results.mkdir(parents=True)
    old = time.time() - MAX_AGE_SECONDS - 60
    for name in ("a.result", "b.tmp", "notes.txt"):
        (results / name).write_text("")
        os.utime(results / name, (old, old))
    (results / "new.result").write_text("")
    cli()
    kept = {path.name for path in results.iterdir()}
    assert {"notes.txt", "new.result"} <= kept
    assert kept.isdisjoint({"a.result", "b.tmp"})
    assert len(kept) == 4


@pytest.mark.usefixtures("readme")
def test_results_are_readable_by_their_owner_only(cli: Cli, results: Path) -> None:
    cli()
    assert results.stat().st_mode & 0o777 == 0o700


def test_an_internal_error_is_not_cached(
    cli: Cli, readme: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from awesome_lint.rules import table_column_count

    def fail(*_: object) -> Iterator[None]:
        raise ValueError("no")

    with monkeypatch.context() as patch:
        patch.setattr(table_column_count, "check", fail)
        assert cli().status == 2
    assert cli().out.startswith(ERROR)
    assert readme.read_text() == ONE_ERROR


def test_findings_that_share_a_fix_still_do(tmp_path: Path) -> None:
    path = tmp_path / "README.md"
    path.write_text(
        "| Title | Link |\n|:--|:--|\n| B | [x](https://a.example/1) |\n"
        "| C | [x](https://a.example/2) |\n| A | [x](https://a.example/3) |\n"
        "| D | [x](https://a.example/4) |\n| A1 | [x](https://a.example/5) |\n"
    )
    (tmp_path / ".awesome-lint.yml").write_text("rules: {sort-order: {by: title}}")
    options = Options(
        paths=(str(path),),
        offline=True,
        select=("sort-order",),
        cache_dir=str(tmp_path / "cache"),
    )
    first, second = run(options), run(options)
    assert len(first.diagnostics) > 1
    assert second.diagnostics == first.diagnostics
    for each in (first, second):
        assert len({id(found.fix) for found in each.diagnostics}) == 1


@given(text=st.lists(st.sampled_from(PIECES), max_size=40).map("".join) | st.text())
def test_outlines_and_findings_are_read_as_they_were_written(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    directory = tmp_path_factory.getbasetemp() / "results-of-documents"
    lazy = LazyDocument("README.md", text, VOCABULARY, directory / "README.md")
    written, again = ResultsCache(directory), ResultsCache(directory)
    outline = written.outline("outline", lazy)
    assert outline.links == parse(text).links
    assert again.has_outline(lazy)
    assert again.outline("outline", lazy) == outline
    settings = rule_settings(Config(), lacking=("links", "records", "files"))
    evidence = Evidence({}, VOCABULARY)
    found = written.lint("all", lazy, settings, evidence, None)
    assert again.lint("all", lazy, settings, evidence, None) == found
    hosts, lookalikes = rulebook.hosts(), rulebook.lookalikes()
    whole = Evidence({}, VOCABULARY, hosts=hosts, lookalikes=lookalikes)
    assert found == engine.lint(parse(text), settings, whole)


def test_a_second_run_imports_neither_the_parser_nor_the_rules(
    directory: Path, readme: Path
) -> None:
    code = (
        "import sys; from awesome_lint.cli import main; main(['--offline', 'README.md']);"
        "print(*sys.modules, file=sys.stderr)"
    )
    imported = [
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=directory,
            capture_output=True,
            text=True,
            check=True,
        ).stderr.split()
        for _ in range(2)
    ]
    slow = {"markdown_it", "awesome_lint.document", "awesome_lint.fixes"}
    slow |= {"awesome_lint.rules.venue_typo", "awesome_lint.engine.engine"}
    assert slow <= set(imported[0])
    assert slow.isdisjoint(imported[1])
    assert readme.read_text() == ONE_ERROR


@pytest.mark.parametrize("cached", [True, False])
def test_fixes_of_cached_findings_are_made(cli: Cli, directory: Path, cached: bool) -> None:
    (directory / "README.md").write_text(TWINS)
    if cached:
        assert cli().status == 1
    assert cli("--diff").out.count("\n+|") == 2
    assert cli("--fix") == (0, "No findings in 1 file, 2 fixed\n", "")
    assert (directory / "README.md").read_text() == TWINS.replace("Avrxi", "arXiv")
    assert cli() == (0, "No findings in 1 file\n", "")


def test_a_file_that_was_moved_has_no_results_of_another(
    cli: Cli, directory: Path, work: Counter
) -> None:
    (directory / "README.md").write_text(TWINS)
    (directory / "other.md").write_text(ONE_ERROR)
    first = cli("README.md", "other.md", "--quiet")
    (directory / "README.md").rename(directory / "a.md")
    (directory / "other.md").rename(directory / "README.md")
    (directory / "a.md").rename(directory / "other.md")
    work.take()
    second = cli("README.md", "other.md", "--quiet")
    assert work.take() == (2, 2)
    assert sorted(second.out.split()) != sorted(first.out.split())
    assert second == cli("README.md", "other.md", "--quiet", "--no-cache")
