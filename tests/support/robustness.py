"""Random and corrupted documents, and checks that hold for any document."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from random import Random

from awesome_lint.model import HIDDEN, Diagnostic, Document, Run, Span
from awesome_lint.report import FORMATS, load_writer
from awesome_lint.rules import RULES
from linting import lint, parse

_OFFLINE = [rule.id for rule in RULES if rule.needs in ("none", "suppressions")]
"""Named one by one, so that rules run that are off by default."""

PIECES = (
    *("|", "\n", "\n\n", " ", "    ", "\t", "- ", "* ", "1. ", "> ", "# ", "## ", "---", "===\n"),
    *(
        "[",
        "]",
        "(",
        ")",
        "![",
        "](",
        "<",
        ">",
        "`",
        "```\n",
        "~~~\n",
        "**",
        "_",
        "\\",
        "$",
        "&amp;",
    ),
    *(
        "<details>",
        "</details>",
        "<summary>",
        "</summary>",
        "<table>",
        "<td>",
        "</td>",
        "<a href='",
    ),
    *("<!--", "-->", "<!-- awesome-lint-disable -->", "<!-- awesome-lint-disable-line x -->"),
    *(
        "| Title | Venue | Link |\n|:--|:--|:--|\n",
        "|--|--|\n",
        "| a | b |\n",
        "[a]: https://x.org\n",
    ),
    *("https://arxiv.org/abs/2401.01234", "arxiv.org/pdf/2401.99999v3", "https://doi.org/10.1/x"),
    *(
        "https://x.org",
        "htps://x.org",
        "#section",
        "docs/a.md",
        "NeurIPS 2023",
        "Arixv 2023",
        "ICML'23",
    ),
    *(
        "A Study of Some Thing",
        "\0",
        "\r",
        "\r\n",
        "\x0b",
        "\u2028",
        "\ufeff",
        "\u200b",
        "\U0001f600",
    ),
    *(
        "[^1]",
        "[^1]: ",
        "\n[^2]: a\n\n    ",
        "$x_1$",
        "$$",
        "$`",
        "---\na: b\n---\n",
    ),
    *(
        "é",
        "\u0301",
        "中文",
        "\N{OBJECT REPLACEMENT CHARACTER}",
        "\N{REPLACEMENT CHARACTER}",
        "\u0130",
    ),
)
"""Pieces of documents, valid and invalid."""


def seeded(seed: object) -> Random:
    """Return a random generator that is the same for the same seed."""
    return Random(str(seed))  # noqa: S311 - no secret


def built(random: Random, length: int) -> str:
    """Return a document of random pieces."""
    return "".join(random.choices(PIECES, k=random.randrange(length)))


def corrupted(text: str, random: Random) -> str:
    """Return some lines of a document with a few bytes removed, repeated, swapped or inserted."""
    lines = text.splitlines(keepends=True)
    start = random.randrange(max(len(lines), 1))
    data = bytearray("".join(lines[start : start + random.randrange(1, 80)]).encode())
    for _ in range(random.randrange(1, 12)):
        at, length = random.randrange(len(data) + 1), random.randrange(1, 40)
        change = random.randrange(4)
        if change == 0:
            del data[at : at + length]
        elif change == 1:
            data[at:at] = data[at : at + length]
        elif change == 2:
            data[at : at + 2 * length] = (
                data[at + length : at + 2 * length] + data[at : at + length]
            )
        else:
            data[at:at] = random.choice(PIECES).encode()
    return data.decode(errors="replace")


def check(text: str) -> Sequence[Diagnostic]:
    """Lint a text and render all reports; raise an error if a finding does not fit the text."""
    parsed, found = parse(text), lint(text, *_OFFLINE)
    for place in _places(parsed):
        _inside(parsed, place)
    for each in found:
        _inside(parsed, each.span)
        assert each.message == each.message.strip() != ""
        assert "\n" not in each.message + each.help
        for related in each.related:
            _inside(parsed, related.span)
        for edit in each.fix.edits if each.fix else ():
            _inside(parsed, edit.span)
            # It stands for text that is not literal, and is never written.
            assert HIDDEN not in edit.text or HIDDEN in text
    run = Run({"README.md": parsed}, found, 0, ())
    for name in FORMATS:
        stream = io.StringIO()
        load_writer(name)(run, stream)
        # The output can be encoded for any text.
        stream.getvalue().encode()
    return found


def _places(parsed: Document) -> list[Span]:
    spans = [heading.span for heading in parsed.headings]
    spans += [table.span for table in parsed.tables]
    spans += [entry.span for entry in parsed.entries]
    spans += [field.span for entry in parsed.entries for field in entry.fields]
    spans += [span for link in parsed.links for span in (link.span, link.url_span)]
    spans += [prose.span for prose in parsed.prose]
    spans += [suppression.span for suppression in parsed.suppressions]
    return spans


def _inside(parsed: Document, span: Span) -> None:
    lines = parsed.lines
    assert 1 <= span.line <= span.end_line <= len(lines), span
    assert 1 <= span.column <= len(lines[span.line - 1]) + 1, span
    assert 1 <= span.end_column <= len(lines[span.end_line - 1]) + 1, span
    assert span.line < span.end_line or span.column <= span.end_column, span


def smallest(text: str, fails: Callable[[str], bool]) -> str:
    """Return a smaller text with the same failure, by removing lines, then characters."""
    for separator in ("\n", ""):
        parts = text.split(separator) if separator else list(text)
        size = len(parts)
        while size:
            at = 0
            while at < len(parts):
                fewer = parts[:at] + parts[at + size :]
                if fails(separator.join(fewer)):
                    parts = fewer
                else:
                    at += size
            size //= 2
        text = separator.join(parts)
    return text
