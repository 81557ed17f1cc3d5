"""badge-mismatch: badges that show another repository or paper than the link beside them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from msgspec import Struct

from awesome_lint.identifiers.badges import Subject, linked_by, replace_repository, shown_by
from awesome_lint.identifiers.link_labels import is_label
from awesome_lint.model import Document, Entry, Evidence, Finding, Fix, Link, Related, Span
from awesome_lint.rules.rule import NoOptions
from awesome_lint.rules.shared.arxiv_links import replace_url
from awesome_lint.rules.shared.examples import is_for_contributors
from awesome_lint.rules.shared.linked_images import is_inline, linked_images
from awesome_lint.rules.shared.paper_links import reported_span
from awesome_lint.text.edit_distance import are_similar, single_edit
from awesome_lint.text.patterns import deferred
from awesome_lint.text.wording import quote
from awesome_lint.text.words import letters_and_digits

_WORD: Final = deferred(r"[A-Z]?[a-z]+|[A-Z]{1,100}(?![a-z])|[0-9]+")
_MIN_WORD_CHARS: Final = 4
"""The minimum number of letters of a word that makes two names of repositories similar."""
_MIN_SIMILARITY: Final = 0.7
"""The minimum similarity of two names of which one may be the new name of the other."""
_SLASHES_OF_REPOSITORY: Final = 4
"""Slashes in the URL of the front page of a repository: `https://github.com/robots/ice`."""
_MAX_LINKS: Final = 8
"""Links to one repository that are examined."""
_CHECK: Final = "Open both, and correct the wrong one"


class _Mismatch(Struct, frozen=True):
    """A badge that shows another repository or paper than a link beside it."""

    badge: Link
    shown: Subject
    """The repository or the paper that the badge shows."""
    link: Link
    linked: Subject
    """The repository or the paper that the link leads to."""
    is_around: bool
    """Whether the link is around the badge; else it is beside it in the entry."""
    entry: Entry | None
    """The entry of the badge."""
    links: _LinksOfEntry
    """The links of the entry."""


class _Mention(Struct, frozen=True):
    """A link in an entry to a repository or a paper."""

    link: Link
    entry: Entry


_LinksOfEntry = Mapping[str, Mapping[str, Sequence[Link]]]
"""The links of an entry to repositories and papers, by platform and key."""
_Mentions = Mapping[tuple[str, str], Sequence[_Mention]]
"""The first entries that link to repositories and papers, by platform and key."""


def check(document: Document, _options: NoOptions, evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for each badge that shows another repository or paper than its link."""
    found = list(_mismatches(document))
    if not found:
        return
    mentions = _mentions(document)
    for each in found:
        if not _may_be_one(each, mentions, evidence):
            yield _finding(document, each, mentions)


def _mismatches(document: Document) -> Iterator[_Mismatch]:
    badges = [
        (badge, around, shown)
        for badge, around in linked_images(document)
        if (shown := shown_by(badge.url))
    ]
    if not badges:
        return
    # An entry does not have the images in its links.
    entries = {link.span: entry for entry in document.entries for link in entry.links}
    known: dict[Span, _LinksOfEntry] = {}

    def links_of(entry: Entry) -> _LinksOfEntry:
        if entry.span not in known:
            known[entry.span] = _links_of_entry(entry)
        return known[entry.span]

    for badge, around, shown in badges:
        entry = entries.get(around.span if around else badge.span)
        platform, keys = shown[0].platform, {subject.key for subject in shown}
        link, linked = around, _subject(around, platform) if around else None
        is_around = linked is not None
        if not is_around and entry is not None:
            link = _only_link(entry, links_of(entry), platform, keys)
            linked = _subject(link, platform) if link else None
        if link is None or linked is None or linked.key in keys or len(shown) > 1:
            continue
        if not is_for_contributors(document, badge.span.line):
            links = links_of(entry) if entry else {}
            yield _Mismatch(badge, shown[0], link, linked, is_around, entry, links)


def _subject(link: Link, platform: str) -> Subject | None:
    """Return the only repository or paper of a platform that a link leads to."""
    found = [subject for subject in linked_by(link.url) if subject.platform == platform]
    return found[0] if len(found) == 1 else None


def _only_link(entry: Entry, links: _LinksOfEntry, platform: str, shown: set[str]) -> Link | None:
    """Return the link of an entry to a repository or paper.

    None if the entry links to several, or to one of those that a badge shows; and if the link is
    in running text, which may be about another one.
    """
    found = links.get(platform, {})
    if len(found) != 1 or not shown.isdisjoint(found):
        return None
    ((link, *_),) = found.values()
    titled = entry.title.links if entry.title else ()
    is_clear = link == entry.main_link or is_label(link.text) or link in titled
    return link if is_clear or _is_only_text(entry, link) else None


def _is_only_text(entry: Entry, link: Link) -> bool:
    """Return whether a link is all that a cell of a row contains."""
    return any(link.text == field.text and link in field.links for field in entry.fields)


def _links_of_entry(entry: Entry) -> _LinksOfEntry:
    found: dict[str, dict[str, list[Link]]] = {}
    for link in entry.links:
        for subject in linked_by(link.url) if link.kind != "image" else ():
            links = found.setdefault(subject.platform, {}).setdefault(subject.key, [])
            if len(links) < _MAX_LINKS:
                links.append(link)
    return found


def _mentions(document: Document) -> _Mentions:
    found: dict[tuple[str, str], list[_Mention]] = {}
    for entry in document.entries:
        for platform, linked in _links_of_entry(entry).items():
            for key, links in linked.items():
                mentions = found.setdefault((platform, key), [])
                if len(mentions) < _MAX_LINKS:
                    mentions.append(_Mention(links[0], entry))
    return found


def _may_be_one(each: _Mismatch, mentions: _Mentions, evidence: Evidence) -> bool:
    """Return whether both repositories may be one, under an old and a new name, or a fork.

    They are two if the records of the registry say so, if the list has both in two entries, or if
    one name is a misspelling of the other.
    """
    shown, linked = each.shown, each.linked
    if shown.platform == "arxiv":
        # Another rule compares what the text of the image states.
        return shown.name in each.badge.text
    names = [_current_name(subject, mentions, evidence) for subject in (shown, linked)]
    if names[1] == shown.key or (names[0] is not None and names[0] == (names[1] or linked.key)):
        return True
    if _are_misspellings(shown, linked):
        return False
    if letters_and_digits(shown.title) == letters_and_digits(linked.title):
        return True
    other = _other_entry(each, mentions)
    if None not in names or (other is not None and _is_front_page(other.link)):
        return False
    return _are_alike(shown, linked)


def _are_misspellings(one: Subject, other: Subject) -> bool:
    """Return whether one of two names is the other with a typo.

    They differ in one letter. A new version differs in a digit, and a new name in its plural.
    """
    if single_edit(one.key, other.key) is None:
        return False
    changed = Counter(one.key)
    changed.subtract(other.key)
    letters = [letter for letter, times in changed.items() if times]
    is_plural = one.key.rstrip("s") == other.key.rstrip("s")
    return not is_plural and all(map(str.isalpha, letters))


def _current_name(subject: Subject, mentions: _Mentions, evidence: Evidence) -> str | None:
    """Return the name of a repository in its record, in lower case; None if it has none."""
    for mention in mentions.get((subject.platform, subject.key), ()):
        record = evidence.records.get(mention.link.url)
        if record is not None and record.registry == subject.platform:
            return next((each.key for each in linked_by(record.canonical_url)), None)
    return None


def _other_entry(each: _Mismatch, mentions: _Mentions) -> _Mention | None:
    """Return another entry about the repository or paper that a badge shows."""
    others = {mention.entry.span for mention in _named(each.linked, mentions)}
    here = each.entry.span if each.entry else None
    for mention in _named(each.shown, mentions):
        if mention.entry.span != here and mention.entry.span not in others:
            return mention
    return None


def _is_front_page(link: Link) -> bool:
    return link.url.split("#")[0].split("?")[0].rstrip("/").count("/") <= _SLASHES_OF_REPOSITORY


def _named(subject: Subject, mentions: _Mentions) -> Sequence[_Mention]:
    return mentions.get((subject.platform, subject.key), ())


def _are_alike(one: Subject, other: Subject) -> bool:
    """Return whether one of two repositories may be the other under its old name.

    They have an owner in common, or similar names; or both are projects with the name of their
    owner, who often rename both.
    """
    owner, title = letters_and_digits(one.owner), letters_and_digits(one.title)
    other_owner, other_title = letters_and_digits(other.owner), letters_and_digits(other.title)
    if _is_part(owner, other_owner) or _is_part(title, other_title):
        return True
    if are_similar(title, other_title, _MIN_SIMILARITY):
        return True
    if not _words(one.name).isdisjoint(_words(other.name)):
        return True
    return _is_part(owner, title) and _is_part(other_owner, other_title)


def _is_part(one: str, other: str) -> bool:
    """Return whether two names are equal, or one of them is a part of the other, if not short."""
    if min(len(one), len(other)) < _MIN_WORD_CHARS:
        return one == other
    return one in other or other in one


def _words(name: str) -> set[str]:
    """Return the words of the name of a repository, without its owner."""
    words = _WORD().findall(name.rpartition("/")[2])
    return {word.lower() for word in words if len(word) >= _MIN_WORD_CHARS}


def _finding(document: Document, each: _Mismatch, mentions: _Mentions) -> Finding:
    shown, linked = _format(each.shown), _format(each.linked)
    where = "its link leads to" if each.is_around else "the entry links to"
    other = _other_entry(each, mentions)
    line = f", which line {other.link.span.line} lists" if other else ""
    fix = _fix(document, each, is_other=other is not None)
    related = (Related(reported_span(other.link), f"Entry of {shown}"),) if other else ()
    return Finding(
        each.badge.url_span if is_inline(each.badge) else each.badge.span,
        f"The badge shows {shown}{line}, but {where} {linked}: {_loss(each)}",
        fix.title if fix else _CHECK,
        related=(Related(reported_span(each.link), "Link"), *related),
        fix=fix,
        facts=(each.shown.key, each.linked.key),
    )


def _format(subject: Subject) -> str:
    return f"arXiv {subject.name}" if subject.platform == "arxiv" else quote(subject.name)


def _loss(each: _Mismatch) -> str:
    if _are_misspellings(each.shown, each.linked):
        return "one of the names is misspelled"
    if each.shown.platform == "arxiv":
        return "one of them is another paper"
    return "readers see the state of another repository"


def _fix(document: Document, each: _Mismatch, *, is_other: bool) -> Fix | None:
    """Return the fix of the badge or of its link, if the other one is certainly right.

    `is_other` is whether the badge shows what another entry is about. That the title contains the
    name of the badge's repository does not count: others publish code for a paper as well.
    """
    if each.shown.platform == "arxiv" or not _is_among_entries(document, each.badge):
        return None
    badge_is_right = _is_linked(each, each.shown)
    link_is_right = (
        is_other
        or _is_linked(each, each.linked)
        or (not badge_is_right and _is_titled(each, each.linked, each.shown))
    )
    if link_is_right == badge_is_right or _is_placeholder(each.linked):
        return None
    wrong, old, new = (
        (each.badge, each.shown, each.linked)
        if link_is_right
        else (each.link, each.linked, each.shown)
    )
    url = replace_repository(wrong.url, old, new) if is_inline(wrong) else None
    if url is None:
        return None
    return replace_url(document, wrong, url, f"Write {quote(url, 150)}", safe=True)


def _is_placeholder(subject: Subject) -> bool:
    """Return whether a name stands for a missing one: `XX/YY`."""
    return len(set(subject.title)) == 1


def _is_among_entries(document: Document, badge: Link) -> bool:
    """Return whether a badge is between entries, rather than one of the list itself above them."""
    entries = document.entries
    return bool(entries) and (entries[0].span.line <= badge.span.line <= entries[-1].span.end_line)


def _is_linked(each: _Mismatch, subject: Subject) -> bool:
    """Return whether another link of the entry leads to a repository."""
    links = each.links.get(subject.platform, {}).get(subject.key, ())
    return any(link != each.link for link in links)


def _is_titled(each: _Mismatch, subject: Subject, rival: Subject) -> bool:
    """Return whether the title of the entry contains the name of a repository, but not another."""
    title = letters_and_digits(each.entry.title.text) if each.entry and each.entry.title else ""
    name = letters_and_digits(subject.title)
    return name != "" and name in title and letters_and_digits(rival.title) not in title
