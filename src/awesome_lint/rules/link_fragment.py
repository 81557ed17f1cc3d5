"""link-fragment: links to a section that does not exist."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import PurePosixPath
from urllib.parse import unquote

from awesome_lint.identifiers.url import README_TAB
from awesome_lint.model import Anchor, Document, Evidence, Finding, Link, LocalFile, Span
from awesome_lint.rules.rule import NoOptions
from awesome_lint.rules.shared.distinct_links import distinct_links
from awesome_lint.rules.shared.escape_anchor import escape_anchor
from awesome_lint.rules.shared.generated_lines import find_generated_lines
from awesome_lint.rules.shared.replace_text import replace_text
from awesome_lint.text.patterns import deferred
from awesome_lint.text.slug import slugify
from awesome_lint.text.unicode import normalize_linear
from awesome_lint.text.wording import quote
from awesome_lint.text.words import letters_and_digits

_PREFIX = "user-content-"
# Fragments that the document does not define: those of GitHub's own pages (the top, the README
# box, source lines, footnotes), text fragments (`:~:text=`), and routes of sites built from the
# file (`/`, `!`).
_NOT_CHECKED = deferred(
    r"top|readme|readme-ov-file|start-of-content|L\d+(?:C\d+)?(?:-L\d+(?:C\d+)?)?"
    r"|(?:user-content-)?fn(?:ref)?-.+|footnote-label|[/!].*|.*:~:.*",
    re.IGNORECASE | re.DOTALL,
)
# The list of people that all-contributors-cli generates links kinds of contributions without a page
# to `#kind-login`, which is never an anchor.
_CONTRIBUTION = deferred(r"[A-Za-z]\w*-[\w.-]+")
_THIS_PAGE = "this file, so a click does nothing"
_THIS_FILE = "this file, so the link opens its top"
_WHOLE_URL = deferred(r"https?://[^\s#]+\.[^\s#]+", re.IGNORECASE)
_ADVICE = "Write the anchor of the intended section"
_MAX_SEARCHES = 200
"""Broken links of one file for which similar anchors are searched. The time of a search is
proportional to the number of anchors."""
_INDEX_LETTER = re.compile(r"[^\W_]|#|0-9|A-Z", re.IGNORECASE)
_MIN_INDEX_LETTERS = 10
"""Links of an alphabetical index at least."""


def check(document: Document, _options: NoOptions, evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for each fragment without a heading or anchor on its page.

    Case is ignored, as on GitHub. Fragments of other files are checked if their anchors are known,
    and those of other pages if the link check has a result for them.
    """
    anchors = _Anchors(document.anchors)
    heading_lines = {heading.span.line for heading in document.headings}
    generated = find_generated_lines(document)
    letters = _index_letters(document, anchors)
    others: dict[str, _Anchors] = {}
    for link in distinct_links(document):
        result = evidence.links.get(link.url)
        if result is not None and result.fragment == "missing":
            yield _missing_on_page(link)
        file = evidence.files.get(link.url)
        fragment = _own_fragment(document, link, file)
        if fragment is not None and not anchors.has(fragment):
            if _CONTRIBUTION().fullmatch(fragment) and link.span.line in generated:
                continue
            if link.url.strip()[1:] == fragment and _WHOLE_URL().fullmatch(fragment):
                yield _mark_before_url(document, link, fragment)
                continue
            # A heading that links back to the table of contents does not link to itself.
            in_heading = link.span.line in heading_lines
            intended = None if in_heading else anchors.intended(fragment, link.text)
            if intended or link.url_span not in letters:
                place = _THIS_FILE if "://" in link.url.partition("#")[0] else _THIS_PAGE
                yield _finding(document, link, intended, place)
        elif fragment is None and file is not None and not file.is_document:
            if file.anchors is not None and file.path not in others:
                others[file.path] = _Anchors(tuple(Anchor(name) for name in sorted(file.anchors)))
            yield from _other_file(document, link, file, others.get(file.path))


def _other_file(
    document: Document, link: Link, file: LocalFile, anchors: _Anchors | None
) -> Iterator[Finding]:
    """Yield a finding if another file of the repository lacks the section that a link names."""
    path, _, fragment = link.url.strip().partition("#")
    fragment = unquote(fragment)
    is_checked = fragment and not _NOT_CHECKED().fullmatch(fragment) and _shows_sections(path)
    if anchors is None or link.kind == "image" or not is_checked or anchors.has(fragment):
        return
    similar = anchors.intended(fragment, link.text)
    place = f"{quote(file.path)}, so the link opens the top of that file"
    yield _finding(document, link, similar, place)


def _shows_sections(path: str) -> bool:
    """Return whether GitHub shows the sections of the file at a URL without its fragment.

    Other queries than that of the README's tab select other views, such as the source.
    """
    return path.partition("?")[2] in ("", README_TAB)


def _own_fragment(document: Document, link: Link, file: LocalFile | None) -> str | None:
    """Return the fragment of a link to the document itself, unescaped; None if not checked."""
    if "#" not in link.url or link.kind == "image":
        return None
    path, _, fragment = link.url.strip().partition("#")
    if file is not None and file.is_document:
        is_own = _shows_sections(path)
    else:
        name = PurePosixPath(document.path).name
        is_own = path in ("", "./", name, f"./{name}")
    if not is_own:
        return None
    fragment = unquote(fragment)
    return None if not fragment or _NOT_CHECKED().fullmatch(fragment) else fragment


def _index_letters(document: Document, anchors: _Anchors) -> frozenset[Span]:
    """Return the places of the URLs in alphabetical indexes: `[A](#a) [B](#b) …`.

    An index has at least `_MIN_INDEX_LETTERS` links in a row whose texts are different letters, and
    targets for at least half of them.
    """
    runs: list[dict[str, Link]] = [{}]
    line = 0
    for link in document.links:
        text = link.text.strip()
        is_letter = "#" in link.url and _INDEX_LETTER.fullmatch(text) is not None
        if runs[-1] and (not is_letter or link.span.line > line + 1 or text in runs[-1]):
            runs.append({})
        if is_letter:
            runs[-1][text] = link
        line = link.span.end_line
    return frozenset(
        link.url_span
        for run in runs
        if len(run) >= _MIN_INDEX_LETTERS
        and 2 * sum(anchors.has(_fragment(link)) for link in run.values()) >= len(run)
        for link in run.values()
    )


def _fragment(link: Link) -> str:
    return unquote(link.url.partition("#")[2])


def _mark_before_url(document: Document, link: Link, url: str) -> Finding:
    advice = f"Write {quote(url, 100)}"
    return Finding(
        link.url_span,
        f"{quote(link.url, 100)}: the `#` makes the URL a target in this file, so a click does"
        " nothing",
        advice,
        fix=replace_text(document, link.url_span, url, advice)
        if document.slice(link.url_span) == link.url
        else None,
    )


def _missing_on_page(link: Link) -> Finding:
    return Finding(
        link.url_span,
        f"{quote(link.url)}: target not found, so the link opens the top of the page",
        _ADVICE,
        severity="warning",
    )


def _finding(
    document: Document,
    link: Link,
    similar: str | None,
    place: str,
) -> Finding:
    message = f"{quote(link.url, 100)}: target not found in {place}"
    if similar is None:
        return Finding(link.url_span, message, _ADVICE)
    url = f"{link.url.strip().partition('#')[0]}#{escape_anchor(similar)}"
    advice = f"Write {quote(url, 100)}"
    fix = None
    if document.slice(link.url_span) == link.url:
        fix = replace_text(document, link.url_span, url, advice, safe=False)
    return Finding(
        link.url_span,
        f"{message}; did you mean {quote('#' + similar)}?",
        advice,
        fix=fix,
    )


class _Anchors:
    """Lookup of the anchors of a document."""

    def __init__(self, anchors: tuple[Anchor, ...]) -> None:
        self._known = {_fold(anchor.name) for anchor in anchors}
        self._names: dict[str, str] = {}
        self._skeletons: defaultdict[str, list[str]] = defaultdict(list)
        self._searches = 0
        for anchor in anchors:
            if anchor.certain:
                self._names.setdefault(_fold(anchor.name), anchor.name)
        for folded, name in self._names.items():
            self._skeletons[letters_and_digits(folded)].append(name)

    def has(self, fragment: str) -> bool:
        """Return whether there is an anchor for the fragment, in any case."""
        return _fold(fragment) in self._known

    def intended(self, fragment: str, text: str) -> str | None:
        """Return the anchor that a fragment is meant for; None if it is ambiguous.

        It is the only heading with the link's text, else the only anchor with the same letters
        and digits, else the only anchor at an edit distance of 1.
        """
        slug = _fold(slugify(text.strip()))
        for heading in (self._names.get(slug), self._with_same_letters(slug)):
            if heading and f"{_fold(heading)}-1" not in self._names:
                return heading
        if anchor := self._with_same_letters(_fold(fragment)):
            return anchor
        return self._nearest(_fold(fragment))

    def _with_same_letters(self, name: str) -> str | None:
        """Return the only anchor with the same letters and digits; None if there are others."""
        skeleton = letters_and_digits(name)
        alike = self._skeletons.get(skeleton, []) if skeleton else []
        return alike[0] if len(alike) == 1 else None

    def _nearest(self, fragment: str) -> str | None:
        from rapidfuzz import process  # rarely needed, and slow to import
        from rapidfuzz.distance import OSA

        self._searches += 1
        if self._searches > _MAX_SEARCHES or not 5 <= len(fragment) <= 200:
            return None
        found = process.extract(
            fragment, self._names.keys(), scorer=OSA.distance, score_cutoff=1, limit=2
        )
        return self._names[found[0][0]] if len(found) == 1 else None


def _fold(name: str) -> str:
    return normalize_linear("NFC", name.casefold()).removeprefix(_PREFIX)
