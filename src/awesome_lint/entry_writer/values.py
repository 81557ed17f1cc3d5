"""The values that a list shows of a paper or a project, from the record of a registry."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from msgspec import Struct

from awesome_lint.bounded import parse_digits
from awesome_lint.identifiers import arxiv, doi
from awesome_lint.identifiers.identity import identify, is_paper
from awesome_lint.identifiers.proceedings import published_in
from awesome_lint.identifiers.publications import read_comment, read_doi
from awesome_lint.identifiers.url import parse_web_url
from awesome_lint.identifiers.venue import parse_venue
from awesome_lint.model import Record, Vocabulary
from awesome_lint.text.patterns import deferred

_MAX_TITLE_CHARS: Final = 400
_MAX_DESCRIPTION_CHARS: Final = 300
_MAX_URL_CHARS: Final = 1000
_MAX_AUTHORS: Final = 100
_MAX_NAME_CHARS: Final = 100
_MAX_VENUE_CHARS: Final = 120
_UNSAFE_IN_URLS: Final = re.compile(r"[^\x21-\x7e]|[\"'()*<>\[\\\]^`{|}]")
_DATE: Final = deferred(r"((?:19|20)[0-9]{2})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12][0-9]|3[01]))?)?")
_SHORTCODE: Final = deferred(r":[A-Za-z0-9_+-]{1,40}:")
_PICTOGRAPHS: Final = frozenset(("So", "Sk", "Cf", "Mn", "Me"))
_ACRONYM: Final = deferred(r"\(([A-Z][A-Za-z-]{1,14})(?: ?['’]?[0-9]{2,4})?\)")
_TRAILING_YEAR: Final = deferred(r",? (?:(?:19|20)[0-9]{2}|['’][0-9]{2})\Z")


class Values(Struct, frozen=True, kw_only=True):
    """The values of an entry, as plain text on one line. Unknown values are empty."""

    title: str
    """The title of a paper, or the name of a project."""
    url: str
    """The URL of the thing, with only characters that need no escape in Markdown and HTML."""
    identity: str
    """The identity of the URL (`identifiers.identity`)."""
    is_paper: bool
    """Whether it is a paper, rather than a repository, a model or a data set."""
    arxiv_id: str = ""
    """The arXiv ID of a paper."""
    repository: str = ""
    """The path of a repository, a model or a data set: `owner/name`."""
    venue: str = ""
    """The short name of the venue; `arXiv` for a preprint."""
    long_venue: str = ""
    """The name of the venue in the words of the registry."""
    is_preprint: bool = False
    """Whether it was not published elsewhere, as far as the registry knows."""
    year: int | None = None
    """The year of the venue, or of the preprint."""
    published: tuple[int, ...] = ()
    """The date: year, month and day, without those that are unknown."""
    authors: tuple[str, ...] = ()
    """The authors, given names first."""
    description: str = ""
    """The description of a project, without links."""
    link_label: str = ""
    """The label of the link to a project that replaces the link to a paper. Empty if links to
    papers are left out."""

    @property
    def method(self) -> str:
        """The name before the colon of a title: `IceBot: Walking Robots on Ice`."""
        name, colon, _ = self.title.partition(":")
        return name if colon and self.is_paper and len(name.split()) <= 3 else ""


def values_of(record: Record, vocabulary: Vocabulary) -> Values | None:
    """Return the values of a record; None if it lacks a title or a URL that can be written."""
    url = _UNSAFE_IN_URLS.sub(_percent_encode, record.canonical_url[:_MAX_URL_CHARS])
    parts = parse_web_url(url)
    if parts is None or len(record.canonical_url) > _MAX_URL_CHARS:
        return None
    identity = identify(url)
    has_paper_identity = is_paper(identity)
    path = parts.path.strip("/").split("/")
    repository = "" if has_paper_identity else "/".join(path[-2:])
    title = _one_line(record.title) or (path[-1] if not has_paper_identity else "")
    if not title or len(title) > _MAX_TITLE_CHARS or not any(map(str.isalnum, title)):
        return None
    address = arxiv.parse_url(url)
    identifier = address.identifier if address else None
    arxiv_id = identifier.id if isinstance(identifier, arxiv.ArxivId) else ""
    published = _date(record.published or record.created)
    short, long, year, is_preprint = "", "", None, False
    if has_paper_identity:
        short, long, year = _venue(record, url, vocabulary)
        is_preprint = not short
        short = short or ("arXiv" if arxiv_id else "")
    return Values(
        title=title,
        url=url,
        identity=identity,
        is_paper=has_paper_identity,
        arxiv_id=arxiv_id,
        repository=repository,
        venue=short,
        long_venue=long or short,
        is_preprint=is_preprint,
        year=year or (published[0] if published else None),
        published=published,
        authors=tuple(filter(None, map(_name, record.authors[:_MAX_AUTHORS]))),
        description=_description(record.description),
    )


def identities_of(record: Record) -> frozenset[str]:
    """Return the identities of what a record names: its URL, and the DOI of the published paper."""
    urls = [record.canonical_url]
    if record.doi:
        urls.append(f"https://{doi.RESOLVER}/{record.doi}")
    return frozenset(map(identify, urls))


def _percent_encode(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match[0].encode("utf-8", "replace"))


def _one_line(text: str) -> str:
    """Return a text on one line, without control and format characters."""
    kept = (each if each.isprintable() else " " for each in text[:2000])
    return " ".join("".join(kept).split())


def _name(text: str) -> str:
    return _one_line(text)[:_MAX_NAME_CHARS]


def _date(text: str) -> tuple[int, ...]:
    match = _DATE().match(text)
    return tuple(parse_digits(each) for each in match.groups() if each) if match else ()


def _description(text: str) -> str:
    """Return a description without links, and without pictographs at its ends."""
    words = [each for each in _one_line(text).split() if not _is_link(each)]
    while words and _is_decoration(words[0]):
        del words[0]
    while words and _is_decoration(words[-1]):
        del words[-1]
    line = " ".join(words)
    if len(line) > _MAX_DESCRIPTION_CHARS:
        line = line[:_MAX_DESCRIPTION_CHARS].rpartition(" ")[0].rstrip(",;:") + "…"
    return line


def _is_link(word: str) -> bool:
    return "://" in word or "www." in word or "@" in word.strip("@")


def _is_decoration(word: str) -> bool:
    """Return whether a word is only pictographs, or the shortcode of one."""
    is_shortcode = _SHORTCODE().fullmatch(word) is not None
    return is_shortcode or all(unicodedata.category(each) in _PICTOGRAPHS for each in word)


def _venue(record: Record, url: str, vocabulary: Vocabulary) -> tuple[str, str, int | None]:
    """Return the short name of the venue, its name in the record, and its year."""
    stated = published_in(url)
    if stated and stated.venues:
        named = parse_venue(_one_line(record.venue), vocabulary).mentions
        long = max((each.text for each in named if each.venue.kind != "track"), key=len, default="")
        return _TRAILING_YEAR().sub("", stated.name), long, stated.years[0]
    published = _date(record.published)
    for text in (_one_line(record.venue), _one_line(record.journal_ref)):
        parsed = parse_venue(text, vocabulary)
        kinds = {mention.venue.kind for mention in parsed.mentions}
        names = [each.venue.name for each in parsed.mentions if each.venue.kind != "track"]
        tracks = [each.venue.name for each in parsed.mentions if each.venue.kind == "track"]
        year = parsed.years[-1].value if parsed.years else None
        if kinds == {"preprint"}:
            continue
        if names and "Workshop" not in tracks:
            name = names[-1]
            mentioned = [each.text for each in parsed.mentions if each.venue.name == name]
            if "Findings" in tracks:
                name = f"Findings of {name}"
            long = max(mentioned, key=len)
            return name, long, year or (published[0] if published else None)
        if text and text == _one_line(record.venue) and len(text) <= _MAX_VENUE_CHARS:
            acronym = _ACRONYM().search(text)
            short = acronym[1] if acronym else _one_line(record.short_venue) or text
            short = _TRAILING_YEAR().sub("", short)
            return short, text, year or (published[0] if published else None)
    # As in `venue-outdated`, which would otherwise report the new entry.
    for found in (
        read_doi(record.doi.lower(), vocabulary),
        read_comment(_one_line(record.comment), vocabulary),
    ):
        if found is not None and found.year is not None:
            name = found.venue.name
            return f"{found.track} of {name}" if found.track else name, name, found.year
    return "", "", None
