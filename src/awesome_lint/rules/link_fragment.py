"""link-fragment: links to a section that is not there."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import PurePosixPath
from urllib.parse import quote as percent_encode
from urllib.parse import unquote

from awesome_lint.model import Anchor, Document, Evidence, Finding, Link, Span
from awesome_lint.rules.rule import NoOptions, Rule
from awesome_lint.rules.shared.replace_text import replace_text
from awesome_lint.text.slug import slugify
from awesome_lint.text.unicode import normalize_linear
from awesome_lint.text.wording import quote

_PREFIX = "user-content-"
# What GitHub's own pages answer to: the top, the box that the README stands in, lines of the
# source, footnotes. `:~:text=` is for the browser, `/` and `!` for sites built from the file.
_ELSEWHERE = re.compile(
    r"top|readme|readme-ov-file|start-of-content|L\d+(?:C\d+)?(?:-L\d+(?:C\d+)?)?"
    r"|(?:user-content-)?fn(?:ref)?-.+|footnote-label|[/!].*|.*:~:.*",
    re.IGNORECASE | re.DOTALL,
)
_ADVICE = "Write the anchor of the intended section"
_MOST = 200
"""The broken links of one file that a name one slip away is looked up for: each look-up costs as
much as the file has anchors."""


def check(document: Document, _options: NoOptions, evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for each fragment that no heading or anchor of its page provides.

    GitHub finds anchors in any case. A link to another file is left alone, and what another page
    provides is known where the link check has looked for it.
    """
    anchors = _Anchors(document.anchors)
    titles = {heading.span.line for heading in document.headings}
    seen: set[Span] = set()
    for link in document.links:
        if link.url_span in seen:
            continue
        seen.add(link.url_span)
        result = evidence.links.get(link.url)
        if result is not None and result.fragment == "missing":
            yield _elsewhere(link)
        fragment = _fragment(document, link)
        if fragment is not None and not anchors.has(fragment):
            # A heading that is a link back to the contents does not mean itself.
            back = link.span.line in titles
            yield _finding(document, link, None if back else anchors.meant(fragment, link.text))


def _fragment(document: Document, link: Link) -> str | None:
    """Return what follows the `#` of a link into the document itself, if it is for us to judge."""
    path, mark, fragment = link.url.strip().partition("#")
    name = PurePosixPath(document.path).name
    if not mark or link.kind == "image" or path not in ("", name, f"./{name}"):
        return None
    fragment = unquote(fragment)
    return None if not fragment or _ELSEWHERE.fullmatch(fragment) else fragment


def _elsewhere(link: Link) -> Finding:
    return Finding(
        link.url_span,
        f"{quote(link.url)}: target not found, so the link opens the top of the page",
        _ADVICE,
        severity="warning",
    )


def _finding(document: Document, link: Link, near: str | None) -> Finding:
    message = f"{quote(link.url)}: target not found in this file, so a click does nothing"
    if near is None:
        return Finding(link.url_span, message, _ADVICE)
    url = f"{link.url.strip().partition('#')[0]}#{_written(near)}"
    advice = f"Write {quote(url, 100)}"
    fix = None
    if document.slice(link.url_span) == link.url:
        fix = replace_text(document, link.url_span, url, advice, safe=False)
    return Finding(
        link.url_span,
        f"{message}; did you mean {quote('#' + near)}?",
        advice,
        fix=fix,
    )


def _written(anchor: str) -> str:
    """Return an anchor as a link writes it: what is invisible, or ends a link, is escaped."""
    return "".join(
        character if character.isalnum() or character in "-_.+" else percent_encode(character)
        for character in anchor
    )


class _Anchors:
    """The anchors of a document, by what they are found with."""

    def __init__(self, anchors: tuple[Anchor, ...]) -> None:
        self._known = {_fold(anchor.name) for anchor in anchors}
        self._names: dict[str, str] = {}
        self._skeletons: defaultdict[str, list[str]] = defaultdict(list)
        self._lookups = 0
        for anchor in anchors:
            if anchor.certain:
                self._names.setdefault(_fold(anchor.name), anchor.name)
        for folded, name in self._names.items():
            self._skeletons[_skeleton(folded)].append(name)

    def has(self, fragment: str) -> bool:
        return _fold(fragment) in self._known

    def meant(self, fragment: str, text: str) -> str | None:
        """Return the one anchor that a fragment is meant for, if there is just one.

        It is the only heading that reads as the link does, the anchor of the same letters and
        digits, or the only one nearby.
        """
        slug = _fold(slugify(text.strip()))
        for heading in (self._names.get(slug), self._alike(slug)):
            if heading and f"{_fold(heading)}-1" not in self._names:
                return heading
        if same := self._alike(_fold(fragment)):
            return same
        return self._nearest(_fold(fragment))

    def _alike(self, name: str) -> str | None:
        """Return the only anchor of the same letters and digits."""
        skeleton = _skeleton(name)
        alike = self._skeletons.get(skeleton, []) if skeleton else []
        return alike[0] if len(alike) == 1 else None

    def _nearest(self, fragment: str) -> str | None:
        from rapidfuzz import process  # hardly ever needed, and slow to import
        from rapidfuzz.distance import OSA

        self._lookups += 1
        if self._lookups > _MOST or not 5 <= len(fragment) <= 200:
            return None
        found = process.extract(
            fragment, self._names.keys(), scorer=OSA.distance, score_cutoff=1, limit=2
        )
        return self._names[found[0][0]] if len(found) == 1 else None


def _fold(name: str) -> str:
    return normalize_linear("NFC", name.casefold()).removeprefix(_PREFIX)


def _skeleton(name: str) -> str:
    return "".join(filter(str.isalnum, name))


RULE = Rule("link-fragment", "error", check, finds_more_online=True)
