"""Edits that lists get in pull requests, each with what is to be reported of it.

An edit takes a README and returns what the files were and what they become. Where it needs
something that the list may not have, such as a table of contents or an old sin, that is there
before.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from msgspec.structs import replace

from edits.readme import NAME, TITLE, Place, PullRequest, Readme

_SILENCED = "<!-- awesome-lint-disable-line venue-typo --> |"
_CONTENTS = ["See [the appendix](#appendix-of-the-list).", ""]
_APPENDIX = ["", "## Appendix of the List", "", "Nothing yet."]
_PICTURE = ["", "![A picture](picture.png)"]

Edit = Callable[[Readme], PullRequest]
"""A kind of pull request, made of a list that has room for it; its docstring says which."""


def _request(
    before: Sequence[str], after: Sequence[str], *expected: tuple[int, str]
) -> PullRequest:
    places = (Place(NAME, line, rule) for line, rule in expected)
    return PullRequest({NAME: "\n".join(before)}, {NAME: "\n".join(after)}, tuple(places))


def _inserted(lines: Sequence[str], at: int, *rows: str) -> list[str]:
    """Return lines with others put before the line of a number."""
    return [*lines[: at - 1], *rows, *lines[at - 1 :]]


def _without(lines: Sequence[str], *numbers: int) -> list[str]:
    return [line for number, line in enumerate(lines, 1) if number not in numbers]


def _added(readme: Readme, row: str, at: int, *rules: str) -> PullRequest:
    after = _inserted(readme.lines, at, row)
    return _request(readme.lines, after, *((at, rule) for rule in rules))


def at_the_top(readme: Readme) -> PullRequest:
    """Add a row at the top of a table."""
    return _added(readme, readme.fresh(0), readme.first)


def at_the_end(readme: Readme) -> PullRequest:
    """Add a row at the end of a table."""
    return _added(readme, readme.fresh(1), readme.last + 1)


def in_the_middle(readme: Readme) -> PullRequest:
    """Add a row in the middle of a table."""
    return _added(readme, readme.fresh(2), readme.line(4))


def misspelt_at_the_top(readme: Readme) -> PullRequest:
    """Add a row with a misspelt venue at the top."""
    return _added(readme, readme.fresh_misspelt(0), readme.first, "venue-typo")


def long_at_the_end(readme: Readme) -> PullRequest:
    """Add a row with a cell too many at the end."""
    row = f"{readme.fresh(1).rstrip()} and more |"
    return _added(readme, row, readme.last + 1, "table-column-count")


def copy_below(readme: Readme) -> PullRequest:
    """Add a copy of a row below it."""
    return _added(readme, readme.row(1), readme.last + 1, "duplicate-row")


def copy_above(readme: Readme) -> PullRequest:
    """Add a copy of a row above it."""
    return _added(readme, readme.row(5), readme.first, "duplicate-row")


def other_details_above(readme: Readme) -> PullRequest:
    """Add a paper with another venue above the row that has it."""
    row = readme.row(5, venue="ICML 2024")
    return _added(readme, row, readme.first, "duplicate-entry")


def other_title_above(readme: Readme) -> PullRequest:
    """Add another title above the row that has its link."""
    return _added(readme, readme.row(5, title=TITLE), readme.first, "identity-conflict")


def below_a_blank_line(readme: Readme) -> PullRequest:
    """Add a row under the table, below a blank line."""
    after = _inserted(readme.lines, readme.last + 1, "", readme.fresh(3))
    return _request(readme.lines, after, (readme.last + 2, "table-not-rendered"))


def blank_line(readme: Readme) -> PullRequest:
    """Put a blank line into a table above an old sin."""
    at = readme.line(6)
    before = readme.replaced((readme.line(7), readme.row(7, link="http://arxiv.org/abs/2401.1")))
    return _request(before, _inserted(before, at, ""), (at + 1, "table-not-rendered"))


def header(readme: Readme) -> PullRequest:
    """Rename the columns of a table that has old sins."""
    before = readme.replaced((readme.line(7), readme.misspelt(7)))
    line = readme.first - 3
    after = before.copy()
    after[line] = re.sub(
        r"\b(?:title|paper|link|url)s?\b", "Entry", after[line], flags=re.IGNORECASE
    )
    return _request(before, after)


def moved(readme: Readme) -> PullRequest:
    """Move a row to the top."""
    rest = _without(readme.lines, readme.line(5))
    return _request(readme.lines, _inserted(rest, readme.first, readme.row(5)))


def moved_with_a_sin(readme: Readme) -> PullRequest:
    """Move a row with an old sin to the top."""
    before = readme.replaced((readme.line(5), readme.misspelt(5)))
    rest = _without(before, readme.line(5))
    return _request(before, _inserted(rest, readme.first, readme.misspelt(5)))


def swapped(readme: Readme) -> PullRequest:
    """Swap two rows."""
    after = readme.replaced((readme.line(2), readme.row(6)), (readme.line(6), readme.row(2)))
    return _request(readme.lines, after)


def in_order(readme: Readme) -> PullRequest:
    """Sort the table."""
    body = slice(readme.first - 1, readme.last)
    after = readme.lines.copy()
    after[body] = sorted(after[body], key=str.casefold)
    return _request(readme.lines, after)


def upside_down(readme: Readme) -> PullRequest:
    """Turn the table upside down."""
    body = slice(readme.first - 1, readme.last)
    after = readme.lines.copy()
    after[body] = after[body][::-1]
    return _request(readme.lines, after)


def cell(readme: Readme) -> PullRequest:
    """Change a cell."""
    after = readme.retitled(readme.row(3), 3)
    return _request(readme.lines, readme.replaced((readme.line(3), after)))


def cell_beside_a_sin(readme: Readme) -> PullRequest:
    """Change a cell beside an old sin."""
    row, line = readme.misspelt(3), readme.line(3)
    before, after = readme.replaced((line, row)), readme.replaced((line, readme.retitled(row, 3)))
    return _request(before, after, (line, "venue-typo"))


def slip(readme: Readme) -> PullRequest:
    """Change a venue, with a slip."""
    after = readme.replaced((readme.line(3), readme.misspelt(3)))
    return _request(readme.lines, after, (readme.line(3), "venue-typo"))


def mended(readme: Readme) -> PullRequest:
    """Mend an old sin."""
    return _request(readme.replaced((readme.line(3), readme.misspelt(3))), readme.lines)


def becomes_a_copy(readme: Readme) -> PullRequest:
    """Make a row a copy of another."""
    after = readme.replaced((readme.line(1), readme.row(5)))
    return _request(readme.lines, after, (readme.line(1), "duplicate-row"))


def copy_removed(readme: Readme) -> PullRequest:
    """Remove one of two equal rows."""
    return _request(_inserted(readme.lines, readme.last + 1, readme.row(1)), readme.lines)


def section_renamed(readme: Readme) -> PullRequest:
    """Rename a section that the contents name."""
    before = [*_CONTENTS, *readme.lines, *_APPENDIX]
    after = [line.replace("Appendix of the List", "More about the List") for line in before]
    return _request(before, after, (1, "link-fragment"))


def section_removed(readme: Readme) -> PullRequest:
    """Remove a section that the contents name."""
    rest = [*_CONTENTS, *readme.lines]
    return _request([*rest, *_APPENDIX], rest, (1, "link-fragment"))


def suppression_removed(readme: Readme) -> PullRequest:
    """Remove a comment that silenced a rule."""
    row, line = readme.misspelt(3), readme.line(3)
    silent = readme.replaced((line, f"{row.rstrip()[:-1]}{_SILENCED}"))
    return _request(silent, readme.replaced((line, row)), (line, "venue-typo"))


def suppression_left(readme: Readme) -> PullRequest:
    """Mend a sin, and leave the comment that silenced it."""
    line = readme.line(3)
    before, after = (
        f"{row.rstrip()[:-1]}{_SILENCED}" for row in (readme.misspelt(3), readme.row(3))
    )
    return _request(
        readme.replaced((line, before)),
        readme.replaced((line, after)),
        (line, "suppression-unused"),
    )


def renamed(readme: Readme) -> PullRequest:
    """Rename the file, and add a row with a misspelt venue."""
    request = _added(readme, readme.fresh_misspelt(0), readme.first, "venue-typo")
    places = tuple(replace(place, path="LIST.md") for place in request.expected)
    return replace(request, after={"LIST.md": request.after[NAME]}, expected=places)


def another_file(readme: Readme) -> PullRequest:
    """Add another file, with a misspelt venue."""
    rows = [*readme.lines[readme.first - 3 : readme.first - 1], readme.fresh_misspelt(0)]
    text = "\n".join(readme.lines)
    files = {NAME: text, "MORE.md": "\n".join(["# More", "", *rows])}
    return PullRequest({NAME: text}, files, (Place("MORE.md", 5, "venue-typo"),))


def picture_removed(readme: Readme) -> PullRequest:
    """Remove a picture that the list shows."""
    lines = [*readme.lines, *_PICTURE]
    request = _request(lines, lines, (len(lines), "link-local-file"))
    return replace(request, before={**request.before, "picture.png": "a picture"})


def line_endings(readme: Readme) -> PullRequest:
    """Change all line endings."""
    request = _request(readme.lines, readme.lines)
    return replace(request, after={NAME: request.after[NAME].replace("\n", "\r\n")})


def lined_up(readme: Readme) -> PullRequest:
    """Line up the table anew."""
    body = range(readme.first, readme.last + 1)
    after = [
        line.replace(" | ", "  |   ") if number in body else line
        for number, line in enumerate(readme.lines, 1)
    ]
    return _request(readme.lines, after)
