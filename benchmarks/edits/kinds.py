"""Edits that lists get in pull requests, each with the findings that should be reported.

An edit takes a README and returns the files before and after. If it needs something that the list
may not have, such as a table of contents or an existing finding, it adds this to the files before.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from msgspec.structs import replace

from edits.readme import NAME, TITLE, Place, PullRequest, Readme

_COMMENT = "<!-- awesome-lint-disable-line link-malformed -->"
_CONTENTS = ["See [the appendix](#appendix-of-the-list).", ""]
_APPENDIX = ["", "## Appendix of the List", "", "Nothing yet."]
_PICTURE = ["", "![A picture](picture.png)"]
_BROKEN_LINK = "link-malformed"
"""The rule that reports a malformed link."""

Edit = Callable[[Readme], PullRequest | None]
"""A kind of pull request, made of a list; None if the list has no place for it.

The docstring of the function describes it.
"""


def _request(
    before: Sequence[str], after: Sequence[str], *expected: tuple[int, str]
) -> PullRequest:
    places = (Place(NAME, line, rule) for line, rule in expected)
    return PullRequest({NAME: "\n".join(before)}, {NAME: "\n".join(after)}, tuple(places))


def _inserted(lines: Sequence[str], at: int, *rows: str) -> list[str]:
    """Return lines with others inserted before the line of a number."""
    return [*lines[: at - 1], *rows, *lines[at - 1 :]]


def _without(lines: Sequence[str], *numbers: int) -> list[str]:
    return [line for number, line in enumerate(lines, 1) if number not in numbers]


def _silenced(entry: str) -> str:
    """Return the line of an entry with a comment, in the last cell of a row."""
    line = entry.rstrip()
    return f"{line[:-1]}{_COMMENT} |" if line.endswith("|") else f"{line} {_COMMENT}"


def _added(readme: Readme, entry: str, at: int, *rules: str) -> PullRequest:
    after = _inserted(readme.lines, at, entry)
    return _request(readme.lines, after, *((at, rule) for rule in rules))


def _arranged(readme: Readme, order: Sequence[int]) -> PullRequest:
    """Reorder all entries by the given numbers."""
    after = readme.replaced(*((place, readme.entry(each)) for place, each in enumerate(order)))
    return _request(readme.lines, after)


def at_the_top(readme: Readme) -> PullRequest:
    """Add an entry at the top."""
    return _added(readme, readme.fresh(0), readme.first)


def at_the_end(readme: Readme) -> PullRequest:
    """Add an entry at the end."""
    return _added(readme, readme.fresh(1), readme.end)


def in_the_middle(readme: Readme) -> PullRequest:
    """Add an entry in the middle."""
    return _added(readme, readme.fresh(2), readme.lines_of[4])


def broken_at_the_top(readme: Readme) -> PullRequest:
    """Add an entry with a broken link at the top."""
    return _added(readme, readme.fresh_broken(0), readme.first, _BROKEN_LINK)


def long_at_the_end(readme: Readme) -> PullRequest | None:
    """Add a row with an extra cell at the end."""
    if not readme.is_table:
        return None
    row = f"{readme.fresh(1).rstrip()} and more |"
    return _added(readme, row, readme.end, "table-column-count")


def copy_below(readme: Readme) -> PullRequest:
    """Add a copy of an entry below it."""
    return _added(readme, readme.entry(1), readme.end, "duplicate-row")


def copy_above(readme: Readme) -> PullRequest:
    """Add a copy of an entry above it."""
    return _added(readme, readme.entry(5), readme.first, "duplicate-row")


def _with_section(readme: Readme, *entries: str) -> list[str]:
    """Return the lines of a list with another section at its end, of the given entries."""
    head = readme.lines[readme.header - 1 : readme.header + 1] if readme.is_table else []
    return [*readme.lines, "", "## Another Section", "", *head, *entries]


def copy_in_another_section(readme: Readme) -> PullRequest:
    """Add a copy of an entry to another section."""
    before = _with_section(readme, readme.fresh(0))
    after = [*before, readme.entry(5)]
    return _request(before, after, (len(after), "duplicate-row"))


def moved_to_another_section(readme: Readme) -> PullRequest:
    """Move an entry to another section."""
    before = _with_section(readme, readme.fresh(0))
    rest = _without(before, readme.lines_of[5])
    return _request(before, [*rest, readme.entry(5)])


def edited_in_another_section(readme: Readme) -> PullRequest:
    """Change the details of an entry that another section repeats."""
    before = _with_section(readme, readme.fresh(0), readme.entry(5))
    return _request(before, _with_section(readme, readme.fresh(0), readme.more(5)))


def other_details_above(readme: Readme) -> PullRequest:
    """Add an entry above its duplicate, with more details."""
    return _added(readme, readme.more(5), readme.first, "duplicate-entry")


def other_title_above(readme: Readme) -> PullRequest | None:
    """Add an entry with another title above the entry of the same paper."""
    paper = readme.paper()
    if paper is None:
        return None
    return _added(readme, readme.entry(paper, title=TITLE), readme.first, "identity-conflict")


def below_blank_line(readme: Readme) -> PullRequest | None:
    """Add a row under the table, below a blank line."""
    if not readme.is_table:
        return None
    after = _inserted(readme.lines, readme.last + 1, "", readme.fresh(3))
    return _request(readme.lines, after, (readme.last + 2, "table-not-rendered"))


def blank_line(readme: Readme) -> PullRequest | None:
    """Insert a blank line into a table above an existing finding."""
    if not readme.is_table:
        return None
    at = readme.lines_of[6]
    before = readme.replaced((7, readme.broken(7)))
    return _request(before, _inserted(before, at, ""), (at + 1, "table-not-rendered"))


def header(readme: Readme) -> PullRequest | None:
    """Rename the columns of a table with an existing finding."""
    if not readme.is_table:
        return None
    before = readme.replaced((7, readme.broken(7)))
    after = before.copy()
    names = re.compile(r"\b(?:title|paper|link|url)s?\b", re.IGNORECASE)
    after[readme.header - 1] = names.sub("Entry", after[readme.header - 1])
    return _request(before, after)


def moved(readme: Readme) -> PullRequest:
    """Move an entry to the top."""
    rest = _without(readme.lines, readme.lines_of[5])
    return _request(readme.lines, _inserted(rest, readme.first, readme.entry(5)))


def moved_with_a_finding(readme: Readme) -> PullRequest:
    """Move an entry with an existing finding to the top."""
    before = readme.replaced((5, readme.broken(5)))
    rest = _without(before, readme.lines_of[5])
    return _request(before, _inserted(rest, readme.first, readme.broken(5)))


def swapped(readme: Readme) -> PullRequest:
    """Swap two entries."""
    after = readme.replaced((2, readme.entry(6)), (6, readme.entry(2)))
    return _request(readme.lines, after)


def in_order(readme: Readme) -> PullRequest:
    """Sort the entries."""
    numbers = range(len(readme.lines_of))
    return _arranged(readme, sorted(numbers, key=lambda number: readme.entry(number).casefold()))


def upside_down(readme: Readme) -> PullRequest:
    """Reverse the entries."""
    return _arranged(readme, range(len(readme.lines_of))[::-1])


def title(readme: Readme) -> PullRequest:
    """Change a title."""
    return _request(readme.lines, readme.replaced((3, readme.renamed(readme.entry(3), 3))))


def title_beside_a_finding(readme: Readme) -> PullRequest:
    """Change a title in a row with an existing finding."""
    before = readme.replaced((3, readme.broken(3)))
    after = readme.replaced((3, readme.renamed(readme.broken(3), 3)))
    return _request(before, after, (readme.lines_of[3], _BROKEN_LINK))


def typo(readme: Readme) -> PullRequest:
    """Change a link and break it."""
    after = readme.replaced((3, readme.broken(3)))
    return _request(readme.lines, after, (readme.lines_of[3], _BROKEN_LINK))


def fixed(readme: Readme) -> PullRequest:
    """Fix an existing finding."""
    return _request(readme.replaced((3, readme.broken(3))), readme.lines)


def becomes_a_copy(readme: Readme) -> PullRequest:
    """Replace an entry by a copy of one below it."""
    after = readme.replaced((1, readme.entry(5)))
    return _request(readme.lines, after, (readme.lines_of[1], "duplicate-row"))


def copy_removed(readme: Readme) -> PullRequest:
    """Remove one of two equal entries."""
    return _request(_inserted(readme.lines, readme.end, readme.entry(1)), readme.lines)


def section_renamed(readme: Readme) -> PullRequest:
    """Rename a section that the table of contents links to."""
    before = [*_CONTENTS, *readme.lines, *_APPENDIX]
    after = [line.replace("Appendix of the List", "More about the List") for line in before]
    return _request(before, after, (1, "link-fragment"))


def section_removed(readme: Readme) -> PullRequest:
    """Remove a section that the table of contents links to."""
    rest = [*_CONTENTS, *readme.lines]
    return _request([*rest, *_APPENDIX], rest, (1, "link-fragment"))


def suppression_removed(readme: Readme) -> PullRequest:
    """Remove a comment that suppressed a rule."""
    before = readme.replaced((3, _silenced(readme.broken(3))))
    return _request(
        before, readme.replaced((3, readme.broken(3))), (readme.lines_of[3], _BROKEN_LINK)
    )


def suppression_left(readme: Readme) -> PullRequest:
    """Fix a finding, and keep the comment that suppressed it."""
    return _request(
        readme.replaced((3, _silenced(readme.broken(3)))),
        readme.replaced((3, _silenced(readme.entry(3)))),
        (readme.lines_of[3], "suppression-unused"),
    )


def renamed(readme: Readme) -> PullRequest:
    """Rename the file and add an entry with a broken link."""
    request = _added(readme, readme.fresh_broken(0), readme.first, _BROKEN_LINK)
    places = tuple(replace(place, path="LIST.md") for place in request.expected)
    return replace(request, after={"LIST.md": request.after[NAME]}, expected=places)


def another_file(readme: Readme) -> PullRequest:
    """Add a file with a broken link."""
    text = "\n".join(readme.lines)
    files = {NAME: text, "MORE.md": "# More\n\n[A link](https:/example.org/more)\n"}
    return PullRequest({NAME: text}, files, (Place("MORE.md", 3, _BROKEN_LINK),))


def picture_removed(readme: Readme) -> PullRequest:
    """Remove an image that the list shows."""
    lines = [*readme.lines, *_PICTURE]
    request = _request(lines, lines, (len(lines), "link-local-file"))
    return replace(request, before={**request.before, "picture.png": "a picture"})


def line_endings(readme: Readme) -> PullRequest:
    """Change all line endings."""
    request = _request(readme.lines, readme.lines)
    return replace(request, after={NAME: request.after[NAME].replace("\n", "\r\n")})


def lined_up(readme: Readme) -> PullRequest | None:
    """Realign a table."""
    if not readme.is_table:
        return None
    body = range(readme.header, readme.last + 1)
    after = [
        line.replace(" | ", "  |   ") if number in body else line
        for number, line in enumerate(readme.lines, 1)
    ]
    return _request(readme.lines, after)
