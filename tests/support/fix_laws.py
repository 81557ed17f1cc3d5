"""Properties of the fixes of any text: they terminate and change nothing else."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher

from cmarkgfm.cmark import Options, markdown_to_html_with_extensions

from awesome_lint import fixes
from awesome_lint.model import Diagnostic
from linting import lint

Look = Callable[[str], tuple[Diagnostic, ...]]

_BLOCK = re.compile(r'<(p|tr|li|h[1-6]|pre)\b[^>]*? data-sourcepos="(\d+):\d+-(\d+):\d+"')
_NEWLINE = re.compile(r"\r\n?|\n")
_REVEALING = {
    "table-not-rendered",
    "table-column-count",
    "link-malformed",
    "html-unbalanced",
    "arxiv-url",
    "entry-merged",
    "markup-literal",
}
"""Rules whose fixes make GitHub render more, in which there may be new findings."""
_RESTRUCTURING = {"table-not-rendered", "entry-merged", "markup-literal"}
"""Rules whose fixes make other blocks of lines that they leave as they are."""
_POSITION = re.compile(r' data-sourcepos="[^"]*"')
_EXTENSIONS = ["table", "autolink", "tagfilter", "strikethrough", "tasklist"]


class Fixing:
    """A fixed text, with its findings before and after."""

    def __init__(self, text: str, *, unsafe: bool, look: Look = lint) -> None:
        found: list[tuple[Diagnostic, ...]] = []

        def looked(text: str) -> tuple[Diagnostic, ...]:
            found.append(look(text))
            return found[-1]

        self.before = text
        self.unsafe = unsafe
        self.result = result = fixes.apply_fixes(text, looked, unsafe=unsafe)
        self.after, self.counts = result.text, result.counts
        withheld = {each.fingerprint for each in result.withheld}
        self.found = found[0]
        self.left = tuple(each for each in found[-1] if each.fingerprint not in withheld)
        self.possible = [each for each in self.found if each.fix and (each.fix.safe or unsafe)]


def rendered(text: str) -> Iterator[tuple[range, str]]:
    """Yield the lines of each block that cmark-gfm finds, with its HTML."""
    html = markdown_to_html_with_extensions(
        text, options=Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_SOURCEPOS, extensions=_EXTENSIONS
    )
    for match in _BLOCK.finditer(html):
        end = re.compile(f"</{match[1]}>").search(html, match.end())
        # A list item ends with its first sub-item: all compared text starts at its line.
        shown = html[match.start() : end.end() if end else None]
        yield range(int(match[2]), int(match[3]) + 1), _POSITION.sub("", shown)


def untouched(before: str, after: str) -> dict[int, int]:
    """Return the new number of each line that no fix changed; lines count from 1."""
    old, new = _NEWLINE.split(before), _NEWLINE.split(after)
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    return {
        first + offset + 1: second + offset + 1
        for first, second, size in blocks
        for offset in range(size)
    }


def assert_nothing_else_is_touched(before: str, after: str) -> None:
    """Compare the rendered HTML of every unchanged row, paragraph, item and heading."""
    now = untouched(before, after)
    shown = defaultdict(list)
    for lines, html in rendered(after):
        shown[lines.start, lines.stop].append(html)
    for lines, html in rendered(before):
        # A line that is inserted inside a block changes the block.
        start = now.get(lines.start, 0)
        if start and all(now.get(line) == start + at for at, line in enumerate(lines)):
            blocks = shown[start, start + len(lines)]
            assert html in blocks, f"line {lines.start} is rendered otherwise"


def assert_the_laws(fixing: Fixing) -> None:
    """Assert the properties of any fixed text."""
    assert fixes.choose_fixes(fixing.left, unsafe=fixing.unsafe) == [], (
        "a second run has something to do"
    )
    new = Counter(each.rule for each in fixing.left) - Counter(each.rule for each in fixing.found)
    if not _REVEALING & fixing.counts.keys():
        assert not new, "a repair brings new findings"
    if not _RESTRUCTURING & fixing.counts.keys():
        assert_nothing_else_is_touched(fixing.before, fixing.after)
