"""link-local-file: messages about missing files."""

import pytest

from awesome_lint import lint_text
from awesome_lint.model import Diagnostic, LocalFile
from linting import fixed, lint

MISSING = LocalFile(exists=False)


def found(text: str, *urls: str) -> tuple[Diagnostic, ...]:
    return lint(text, "link-local-file", files=dict.fromkeys(urls, MISSING))


@pytest.mark.parametrize(
    ("text", "loss"),
    [
        ("[x](ice.md)", "the link leads to a 404 page"),
        ("![x](ice.md)", "readers see a broken image"),
        ('<img src="ice.md">', "readers see a broken image"),
        ('<a href="ice.md">x</a>', "the link leads to a 404 page"),
        ("[x][r]\n\n[r]: ice.md", "the link leads to a 404 page"),
    ],
)
def test_missing(text: str, loss: str) -> None:
    (one,) = found(text, "ice.md")
    assert one.message == f"`ice.md`: file not found in this repository; {loss}"
    assert one.severity == "error"
    assert one.fix is None


def test_a_destination_is_reported_once_and_where_it_is_written() -> None:
    places = [
        each.span.line for each in found("[a][r] [b][r]\n[c](ice.md)\n\n[r]: ice.md", "ice.md")
    ]
    assert places == [2, 4]


def test_what_is_not_known_to_be_missing_is_not_reported() -> None:
    files = {"ice.md": LocalFile(exists=True)}
    assert lint("[a](ice.md) [b](water.md)", "link-local-file", files=files) == ()


@pytest.mark.parametrize(
    ("url", "rule"),
    [("www.example.org/ice", "link-malformed"), ("10.1145/1234567.7654321", "doi-format")],
)
def test_what_was_meant_for_the_web_is_left_to_others(url: str, rule: str) -> None:
    rules = [each.rule for each in lint(f"[x]({url})", files={url: MISSING})]
    assert rules == [rule]


def test_text_without_a_path_is_not_checked() -> None:
    text = "[x](ice.md) <!-- awesome-lint-disable-line link-local-file -->\n"
    assert lint_text(text) == ()


def test_another_case() -> None:
    files = {"Ice.md": LocalFile(exists=False, other_case="docs/ice.md")}
    (one,) = lint("[x](Ice.md)", "link-local-file", files=files)
    assert one.message == (
        "`Ice.md`: file not found in this repository, which has `docs/ice.md` "
        "(GitHub is case-sensitive); the link leads to a 404 page"
    )


def test_a_mail_address() -> None:
    text = "[x](ice.robot@mail.example.org)"
    (one,) = found(text, "ice.robot@mail.example.org")
    assert "does not open an e-mail: without `mailto:`" in one.message
    assert fixed(text, [one]) == "[x](mailto:ice.robot@mail.example.org)"
