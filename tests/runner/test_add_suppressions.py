"""--add-suppressions: comments that suppress findings, and lines that cannot have one."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from awesome_lint import Options, document, lint_paths
from cli_helpers import ONE_ERROR, Cli
from faulty_rows import HEAD, rows

COMMENT = "<!-- awesome-lint-disable-line table-column-count -->"
MALFORMED = "<!-- awesome-lint-disable-line link-malformed -->"


def added(cli: Cli, path: Path, text: str) -> str:
    """Return a text after the comments are added to it, with its own line endings."""
    path.write_bytes(text.encode())
    cli("--add-suppressions")
    return path.read_bytes().decode()


def test_a_row_has_the_comment_in_its_last_cell(cli: Cli, readme: Path) -> None:
    result = cli("--add-suppressions")
    assert result == (
        0,
        "No findings in 1 file (1 suppressed)\n",
        "note: README.md: added 1 comment for 1 finding\n",
    )
    assert readme.read_text() == ONE_ERROR.replace(" lost |", f" lost {COMMENT} |")
    assert cli("--add-suppressions") == (0, "No findings in 1 file (1 suppressed)\n", "")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "A [paper](https//a.example) and [two](https//b.example)  \r\nlines.\r\n",
            f"A [paper](https//a.example) and [two](https//b.example) {MALFORMED}  \r\nlines.\r\n",
        ),
        (
            "A [paper](https//a.example)\\\nand text\n",
            f"A [paper](https//a.example) {MALFORMED}\\\nand text\n",
        ),
        (
            "\ufeff- [b](https//b.example)",
            f"\ufeff- [b](https//b.example) {MALFORMED}",
        ),
    ],
)
def test_other_lines_have_it_at_their_end(cli: Cli, readme: Path, before: str, after: str) -> None:
    assert added(cli, readme, before) == after
    assert cli().out.startswith("No findings in 1 file (")


def test_several_rules_are_in_one_comment(cli: Cli, readme: Path) -> None:
    text = ONE_ERROR.replace("https://", "htps://")
    comment = "<!-- awesome-lint-disable-line table-column-count link-malformed -->"
    assert added(cli, readme, text) == text.replace(" lost |", f" lost {comment} |")


def test_duplicates_that_the_comment_itself_changes(cli: Cli, readme: Path) -> None:
    """With a comment, a row is no longer equal to the other one, which is another finding."""
    row = "| A Paper on Robots | NIPS 2023 | [x](https://a.example/paper) |\n"
    added(cli, readme, HEAD + row + row)
    assert cli("--fail-on=info").status == 0


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("# A [b](https//a.example) #\n", "link-malformed on line 1"),
        ("[a]\n\n[a]: https//a.example\n", "link-malformed on line 3"),
        (
            "".join(f"# A [b](https//a.example/{n}) #\n" for n in range(12)),
            "link-malformed on lines 1, 2, 3, 4, 5, 6, 7, 8, 9 and 3 more",
        ),
        (
            "# [b](https//a.example) #\n# [b](https//b.example) #\n",
            "link-malformed on lines 1 and 2",
        ),
    ],
)
def test_where_no_comment_can_be(cli: Cli, readme: Path, text: str, where: str) -> None:
    readme.write_text(text)
    result = cli("--add-suppressions", "--select=link-malformed")
    assert readme.read_text() == text
    assert result.status == 1
    assert result.err == f"note: README.md: no comment can suppress {where}\n"


def test_a_comment_that_suppresses_nothing_is_no_obstacle(cli: Cli, readme: Path) -> None:
    line = "* [Keepers](https://example.org/keepers)) - Diaries. <!-- awesome-lint: disable -->"
    readme.write_text(f"{line}\n")
    cli("--add-suppressions")
    assert readme.read_text() == f"{line} <!-- awesome-lint-disable-line link-malformed -->\n"


def test_only_reported_findings_are_suppressed(cli: Cli, readme: Path) -> None:
    readme.write_text(ONE_ERROR.replace("https://", "htps://"))
    cli("--add-suppressions", "--select=link-malformed")
    (line,) = cli("--quiet").out.splitlines()
    assert line.startswith("README.md:3:37: error[table-column-count]")


def test_a_file_that_cannot_be_written_has_no_comment(cli: Cli, readme: Path) -> None:
    (readme.parent / "link.md").hardlink_to(readme)
    result = cli("--add-suppressions")
    assert result.err.startswith("note: README.md: not fixed: it has several names")
    assert "comment for" not in result.err
    assert (result.status, readme.read_text()) == (1, ONE_ERROR)


@pytest.mark.usefixtures("readme")
@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["--fix"], "--add-suppressions and --fix exclude each other"),
        (["--diff"], "--add-suppressions and --diff exclude each other"),
        (["--write-baseline=x"], "--add-suppressions and --write-baseline exclude each other"),
        (["-"], "--add-suppressions edits files, and cannot edit standard input"),
    ],
)
def test_conflicts(cli: Cli, arguments: list[str], reason: str) -> None:
    assert cli("--add-suppressions", *arguments) == (2, "", f"error: {reason}\n")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(rows(), max_size=5))
def test_comments_change_nothing_that_readers_see(tmp_path: Path, lines: list[str]) -> None:
    text = HEAD + "".join(f"{line}\n" for line in lines)
    path = tmp_path / "README.md"
    path.write_text(text)
    options = Options(offline=True, no_config=True, add_suppressions=True)
    first = lint_paths([path], options)
    after = path.read_text()
    assert document.parse_rendered(after) == document.parse_rendered(text)
    assert lint_paths([path], options).diagnostics == first.diagnostics
    assert path.read_text() == after
