"""readme-truncated, beyond the examples of its page."""

from __future__ import annotations

from pathlib import Path

import pytest

from awesome_lint.rules import readme_truncated
from cli_helpers import Cli
from linting import lint
from repositories import commit, repository

LIMIT = readme_truncated.Options().limit
RULE = "readme-truncated"
HELP = "Move sections into separate files, and link to them from the README"


def entry(number: int, title: str = "Robots on Ice") -> str:
    return f"- [{title} {number}](https://example.org/{number}), ICRA 2024\n"


def padded(head: str, tail: str, size: int = LIMIT) -> str:
    """Return `head` and `tail`, with lines between them so that `tail` begins at byte `size`."""
    count, rest = divmod(size - len(head.encode()), 100)
    return f"{head}{'.' * rest}{('.' * 99 + chr(10)) * count}{tail}"


HEAD = f"# Robots\n\n## On ice\n\n{entry(1)}{entry(2)}\n<!--\n"
TEXT = padded(HEAD, f"-->\n\n## Under ice\n\n{entry(3)}{entry(4)}{entry(5)}", LIMIT - 30)


def last_line(text: str) -> int:
    return text.count("\n")


def test_the_limit_is_that_of_github() -> None:
    assert LIMIT == 512_000
    text = padded("# Robots\n\n", "", LIMIT)
    assert len(text.encode()) == 512_000
    (found,) = lint(text, RULE)
    assert (found.severity, found.help) == ("info", HELP)
    assert found.message == (
        "This README has 512,000 bytes, and GitHub shows only the first 512,000 on the repository's"
        " page: readers will not see what is added after the next 0"
    )
    (found,) = lint(f"{text}Swimming robots\n", RULE)
    assert (found.severity, found.span.line, found.help) == ("warning", last_line(text) + 1, HELP)
    assert found.message == (
        f"Readers of the repository's page see nothing from line {last_line(text) + 1}"
        " (section `Robots`) on: GitHub shows only the first 512,000 of the 512,016 bytes of this"
        " README"
    )


def test_entries_that_are_not_shown_are_counted() -> None:
    (found,) = lint(TEXT, RULE)
    line = next(n for n, text in enumerate(TEXT.splitlines(), 1) if "Ice 3" in text)
    assert found.span.line == line
    assert f"line {line} (section `Under ice`) on and miss 3 of 5 entries:" in found.message


def test_a_heading_that_is_not_shown_names_the_section() -> None:
    (found,) = lint(padded("# Robots\n\n", "## Under ice\n"), RULE)
    assert " (section `Under ice`) on: GitHub shows only" in found.message


def test_white_space_is_not_missed() -> None:
    assert lint(padded("# Robots\n", "\n  \n\n"), RULE) == ()


def test_a_row_that_is_cut_off_within_is_where_readers_stop() -> None:
    text = padded("# Robots\n\n", f"{entry(1)}", LIMIT - 10)
    (found,) = lint(text, RULE)
    assert (found.span.line, found.span.column) == (last_line(text), 11)
    assert "and miss 1 of 1 entries" in found.message


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_bytes_are_counted_not_characters(newline: str) -> None:
    rows = [
        f"- [氷の上のロボット {n}](https://example.org/{n}), ICRA 2024{newline}" for n in range(9)
    ]
    text = "".join(rows)
    shown = len("".join(rows[:5]).encode())
    config = f"rules: {{{RULE}: {{limit: {shown}}}}}"
    (found,) = lint(text, RULE, config=config)
    assert (found.span.line, found.span.column) == (6, 1)
    assert "and miss 4 of 9 entries" in found.message
    (found,) = lint(text, RULE, config=config.replace(str(shown), str(shown + 4)))
    assert (found.span.line, found.span.column) == (6, 4)


def test_from_ninety_percent_on_it_says_how_much_is_left() -> None:
    assert lint("." * 460_799 + "\n", RULE)[0].message.endswith("after the next 51,200")
    assert lint("." * 460_798 + "\n", RULE) == ()


def test_the_note_on_a_nearly_full_file_stays_one() -> None:
    (found,) = lint("." * 500_000, RULE, config=f"rules: {{{RULE}: error}}")
    assert found.severity == "info"


def test_an_entry_that_is_added_after_the_limit_is_an_error() -> None:
    lines = TEXT.splitlines()
    new = next(n for n, text in enumerate(lines, 1) if "Ice 5" in text)
    cut = new - 2
    found = lint(TEXT, RULE, changed=[5, new], before=TEXT)
    assert [(each.severity, each.span.line) for each in found] == [("warning", cut), ("error", new)]
    assert found[1].message == (
        "Readers of the repository's page do not see this entry: GitHub shows only the first"
        f" 512,000 bytes of a README, which end on line {cut}"
    )
    assert found[1].help == (f"Move it above line {cut}, or move sections into separate files")
    # The finding about the file is on the line of the first entry that is not shown.
    found = lint(TEXT, RULE, changed=[cut], before=TEXT)
    assert [(each.severity, each.span.line) for each in found] == [("error", cut)]


def test_a_new_file_has_one_finding() -> None:
    every = range(1, len(TEXT.splitlines()) + 1)
    assert [each.severity for each in lint(TEXT, RULE, changed=every)] == ["error"]


def run(cli: Cli, *arguments: str) -> list[str]:
    return [
        line
        for line in cli("--quiet", "--select", RULE, "--fail-on=never", *arguments).out.splitlines()
        if RULE in line
    ]


def test_only_a_readme_that_github_shows(cli: Cli, directory: Path) -> None:
    names = ["README.md", "LIST.md", "docs/readme.markdown", "lists/README.md", "lists/ReadMe.md"]
    repository(directory, dict.fromkeys(names, TEXT))
    found = [line.partition(":")[0] for line in run(cli, *names)]
    assert found == ["README.md", "docs/readme.markdown", "lists/README.md"]
    commit(directory, {".github/README.md": TEXT})
    found = [line.partition(":")[0] for line in run(cli, *names, ".github/README.md")]
    assert found == ["docs/readme.markdown", "lists/README.md", ".github/README.md"]


def test_the_byte_order_mark_counts(cli: Cli, directory: Path) -> None:
    repository(directory, {})
    readme = directory / "README.md"
    text = padded("# Robots\n", "!\n", LIMIT - 3)
    readme.write_text(text)
    assert "This README has 511,999 bytes" in run(cli)[0]
    readme.write_text(text, encoding="utf-8-sig")
    assert "the first 512,000 of the 512,002 bytes" in run(cli)[0]


def test_a_pull_request_is_told_only_what_it_adds(cli: Cli, directory: Path) -> None:
    repository(directory, {"README.md": TEXT})
    lines = TEXT.splitlines(keepends=True)
    new = "".join((*lines, entry(6)))
    commit(directory, {"README.md": new})
    found = run(cli, "--diff-base=HEAD~1")
    assert [line.split(":")[1] for line in found] == [str(len(lines) + 1)]
    assert "error[readme-truncated] Readers of the repository's page do not see this" in found[0]
    commit(directory, {"README.md": new.replace("# Robots", "# Machines", 1)})
    assert run(cli, "--diff-base=HEAD~1") == []


def test_a_pull_request_that_makes_the_file_too_large(cli: Cli, directory: Path) -> None:
    repository(directory, {"README.md": TEXT[: LIMIT - 40]})
    commit(directory, {"README.md": TEXT})
    (found,) = [line for line in run(cli, "--diff-base=HEAD~1") if "see nothing" in line]
    assert "error[readme-truncated]" in found
