"""The anchors of a document: the targets of links to `#section` on GitHub.

`text/slug.py` names the sources. Headings in HTML count like any other. `id` and `name`
attributes are kept, with the prefix `user-content-`, and found with and without it. The number
of a footnote is a link in the heading, hence part of the HTML from which GitHub makes the slug;
other tools leave it out, and both names are accepted.
"""

from __future__ import annotations

import re
from typing import Any

from markdown_it import MarkdownIt

from awesome_lint.bounded import unescape
from awesome_lint.document.markdown.html_tags import Comment, scan_tags
from awesome_lint.document.markdown.inline_tokens import tokenize
from awesome_lint.model import Anchor
from awesome_lint.text.slug import number_duplicates, slugify

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_MAY_HAVE_ANCHOR = re.compile(r"[<\s\"'](?:(?<=<)h[1-6]|(?<!<)(?:id|name)\s{0,9}=)", re.IGNORECASE)


class AnchorCollector:
    """Collects the anchors of a document while it is read from top to bottom.

    `env` holds its reference definitions.
    """

    def __init__(self, md: MarkdownIt, env: dict[str, Any]) -> None:
        self._md = md
        self._env = env
        # The text of an open heading with the numbers of footnotes, and without them.
        self._open_heading: tuple[list[str], list[str]] | None = None
        self._headings: list[tuple[str, str]] = []
        self._names: dict[str, None] = {}

    def anchors(self) -> tuple[Anchor, ...]:
        """Return the anchors of everything that was read, headings first."""
        shown, own = zip(*self._headings, strict=True) if self._headings else ((), ())
        exact = number_duplicates(map(slugify, shown))
        names = dict.fromkeys((*exact, *self._names), True)
        others = [[text.strip() for text in shown]]
        if own != shown:
            others += [list(own), [text.strip() for text in own]]
        for texts in others:
            for name in number_duplicates(map(slugify, texts)):
                names.setdefault(name, False)
        return tuple(Anchor(*item) for item in names.items() if item[0])

    def extend(self, later: AnchorCollector) -> None:
        """Add the anchors of another collector, which GitHub shows further down."""
        self._headings += later._headings
        self._names |= later._names

    def add_heading(self, content: str) -> None:
        """Add the content of a heading."""
        self._begin_heading()
        self._add_tokens(content)
        self._end_heading()

    def add_inline(self, content: str) -> None:
        """Add the content of any other block."""
        if self._open_heading is not None or ("<" in content and _MAY_HAVE_ANCHOR.search(content)):
            self._add_tokens(content)

    def add_html(self, content: str) -> None:
        """Add raw HTML. A heading may begin in one block and end in another."""
        if self._open_heading is None and not _MAY_HAVE_ANCHOR.search(content):
            return
        position = 0
        for item in scan_tags(content):
            self._add_text(unescape(content[position : item.start]))
            position = item.end
            if isinstance(item, Comment):
                continue
            for attribute in ("id", "name"):
                if attribute in item.attributes:
                    self._names[item.attributes[attribute].value] = None
            if item.name in _HEADINGS:
                self._begin_heading()
            elif item.name[0] == "/" and item.name[1:] in _HEADINGS:
                self._end_heading()
        self._add_text(unescape(content[position:]))

    def _add_tokens(self, content: str) -> None:
        for token in tokenize(content, self._md, self._env).tokens:
            if token.type in ("text", "text_special", "code_inline"):
                self._add_text(token.content)
            elif token.type == "footnote_ref" and self._open_heading is not None:
                self._open_heading[0].append(token.content)
            elif token.type == "html_inline":
                self.add_html(token.content)

    def _begin_heading(self) -> None:
        self._end_heading()
        self._open_heading = [], []

    def _end_heading(self) -> None:
        if self._open_heading is not None:
            shown, own = self._open_heading
            self._headings.append(("".join(shown), "".join(own)))
        self._open_heading = None

    def _add_text(self, text: str) -> None:
        if self._open_heading is not None:
            for texts in self._open_heading:
                texts.append(text)
