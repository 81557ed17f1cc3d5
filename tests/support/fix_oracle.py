"""Losses of fixes for readers, measured with GitHub's renderer, independent of the rules.

cmark-gfm renders a document before and after its fixes. Each word and URL that is gone must be
named by a fix: among its drops, or as the old text of a correction. Documents with an unclosed tag
or comment are skipped.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from html.parser import HTMLParser
from itertools import pairwise
from urllib.parse import unquote

from awesome_lint import fixes
from awesome_lint.model import Diagnostic, Fix
from linting import parse
from rendering import html

_WORD = re.compile(r"[A-Za-z0-9]+|[^\W_A-Za-z0-9]+")
_INLINE = frozenset("a b big code del em font i ins kbd s small span strike strong tt u".split())
_BACK = re.compile(r'<a href="#fnref[^"]*"[^>]*>.*?</a>', re.DOTALL)
"""The link back from a footnote, which contains the number of the reference."""
_COMMENT = re.compile(r"<!--(?!-?>).*?-->", re.DOTALL)
_BLOCK = re.compile(r"<(?:p|table|[uo]l|h[1-6]|blockquote|pre|section)\b")
_BROKEN = re.compile(r"<!--|<[a-z/][^<>]*(?:<|\Z)", re.IGNORECASE)
"""An unclosed comment or tag, after which browsers disagree."""
_OPEN_QUOTE = re.compile(r"<a href='(?![^'<>\n]*'>)")
_READ = frozenset(("alt", "title"))
_FOLLOWED = frozenset(("href", "src"))


class Shown(HTMLParser):
    """The words that readers of a rendered README see, and the URLs of its links."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.urls: Counter[str] = Counter()
        self._pieces: list[str] = []
        rendered = _COMMENT.sub(_hidden, _BACK.sub("", html(text)))
        # An unclosed quote on a line makes a part of the page an attribute.
        rendered = _OPEN_QUOTE.sub("&lt;a href=", rendered)
        self.is_broken = _BROKEN.search(rendered) is not None
        # Python's parser raises an error where browsers see a comment.
        self.feed(rendered.replace("<![", "<!x"))
        self.close()
        shown = "".join(self._pieces)
        self.words = words(shown)
        # A word that markup splits, as `x.o`s`` if it becomes a URL.
        found = [word.casefold() for word in _WORD.findall(shown)]
        self.adjacent_pairs = {one + other for one, other in pairwise(found)}

    def handle_data(self, data: str) -> None:
        self._pieces.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _INLINE:
            self._pieces.append(" ")
        for name, value in attrs:
            if name in _READ:
                self._pieces.append(f" {value or ''} ")
            # An unclosed quote makes the text after it a URL.
            elif name in _FOLLOWED and value and "<" not in value:
                self.urls[unquote(value)] += 1

    def handle_endtag(self, tag: str) -> None:
        if tag not in _INLINE:
            self._pieces.append(" ")

    handle_startendtag = handle_starttag


def _hidden(comment: re.Match[str]) -> str:
    """Keep a comment that hides whole blocks, since it was not meant to be closed there."""
    return comment[0] if _BLOCK.search(comment[0]) else " "


def words(text: str) -> Counter[str]:
    return Counter(word.casefold() for word in _WORD.findall(text))


def unnamed(before: str, after: str, made: Iterable[Fix]) -> list[str]:
    """Return the words and URLs of `before` that are gone and that no fix names."""
    old, new = Shown(before), Shown(after)
    if old.is_broken or new.is_broken:
        return []
    named = [text for fix in made for text in _named(fix)]
    # A URL in text may have become a link.
    left = new.words + words(" ".join(new.urls))
    gone = set(old.words) - set(left) - set(words(" ".join(named)))
    gone -= _joined_otherwise(gone, old, new, made)
    decoded = [unquote(text) for text in named]
    urls = {
        url
        for url in set(old.urls) - set(new.urls)
        if not any(url.removeprefix("http://") in text for text in decoded)
        and not _continues(url, new.urls, left)
    }
    return sorted(gone | urls)


def _joined_otherwise(gone: Iterable[str], old: Shown, new: Shown, made: Iterable[Fix]) -> set[str]:
    """Return the words that are still present: split by markup, in another word, or corrected.

    Markup between two words may appear or disappear: `Lab[Paper](…)` in HTML, `arXi23`.
    """
    fresh = new.words.keys() - old.words.keys()
    pairs = {
        (correction.wrong.casefold(), correction.right.casefold())
        for fix in made
        for correction in fix.corrections
    }
    return {
        word
        for word in gone
        if word in new.adjacent_pairs
        or any(each.startswith(word) or each.endswith(word) for each in fresh)
        or any(wrong in word and word.replace(wrong, right) in fresh for wrong, right in pairs)
    }


def _continues(url: str, urls: Iterable[str], left: Counter[str]) -> bool:
    """Return whether a URL is shorter now, and the rest is text."""
    return any(
        url.startswith(each) and not set(words(url[len(each) :])) - set(left) for each in urls
    )


def _named(fix: Fix) -> Iterable[str]:
    return (*fix.drops, *(correction.wrong for correction in fix.corrections))


def unnamed_alone(text: str, found: Iterable[Diagnostic]) -> list[tuple[Diagnostic, list[str]]]:
    """Return the findings whose fix, applied alone, removes words that it does not name.

    A repeated word is lost if one of the two is gone, unless the fix keeps it.
    """
    old = Shown(text)
    if old.is_broken:
        return []
    document = parse(text)
    losses = []
    for each in found:
        if (fix := each.fix) is None:
            continue
        proposed = {text: [each]}
        alone = fixes.apply_fixes(text, lambda now: proposed.get(now, ()), unsafe=True)  # noqa: B023
        if not alone.applied:
            continue
        kept = document.slice(fix.kept) if fix.kept else ""
        new = Shown(alone.text)
        if new.is_broken:
            continue
        gone = old.words - new.words - words(" ".join(new.urls))
        lost = set(gone - words(" ".join((*_named(fix), kept))))
        if lost := lost - _joined_otherwise(lost, old, new, [fix]):
            losses.append((each, sorted(lost)))
    return losses
