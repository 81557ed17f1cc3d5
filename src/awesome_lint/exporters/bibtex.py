r"""BibTeX, in UTF-8: an entry for each work.

Facts come from the record of a registry, and without one from the list. Characters that are special
in TeX are escaped, so that `$` and `\` of a title are printed and run nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256
from typing import Final, TextIO
from unicodedata import combining

from awesome_lint import rulebook
from awesome_lint.exporters.export import Export, Work, works
from awesome_lint.exporters.plain_text import plain_text, plain_url, web_url
from awesome_lint.model import ListedEntry, Record, RecordKind, VenueKind
from awesome_lint.text.unicode import normalize_linear
from awesome_lint.text.wording import SECTION_SEPARATOR

_TYPE_OF_RECORD: Final[dict[RecordKind, str]] = {
    "article": "article",
    "book": "book",
    "chapter": "incollection",
    "data-set": "dataset",
    "proceedings-paper": "inproceedings",
    "report": "techreport",
    "software": "software",
    "thesis": "phdthesis",
}
"""Types of entries by kind of record. Other works are `misc`, preprints as well."""

_TYPE_OF_VENUE: Final[dict[VenueKind, str]] = {
    "conference": "inproceedings",
    "journal": "article",
    "track": "inproceedings",
    "workshop": "inproceedings",
}
"""Types of entries by kind of venue, where no registry states that of the work."""

_VENUE_FIELD: Final = {
    "article": "journal",
    "incollection": "booktitle",
    "inproceedings": "booktitle",
}
_PUBLISHER_FIELD: Final = {"phdthesis": "school", "techreport": "institution"}

_ESCAPES: Final = {
    "\\": r"\textbackslash{}",
    # BibTeX counts the brace of `\{` as well.
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "`": r"\textasciigrave{}",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    **{character: f"\\{character}" for character in "#$%&_"},
}
_SPECIAL: Final = re.compile(r"[\\{}`^~<>|#$%&_]|(?<=-)-|(?<=')'|(?<=,),")
"""Special characters, and characters that TeX would join with the one before."""

_TITLE_WORD: Final = re.compile(r"[^\W_][\w+-]*+")
_KEY_WORD: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*+")
_PAGES: Final = re.compile(r"([A-Za-z0-9.:]{1,20})\s?[-–—]{1,2}\s?([A-Za-z0-9.:]{1,20})")
_KEY_UNSAFE: Final = re.compile(r"[^A-Za-z0-9.:-]")
_DIGEST_CHARS: Final = 8
_MAX_WORD_CHARS: Final = 30

_AND: Final = re.compile(r"(?:^|\s)and(?=\s|$)", re.IGNORECASE)
_ET_AL: Final = re.compile(r",? et\.? al\b\.?$", re.IGNORECASE)
_FINAL_STOP: Final = re.compile(r"(?<=[^\W\d_]{2})(?<!\bJr)(?<!\bSr)\.$")
_BETWEEN_NAMES: Final = re.compile(r" ?[,;] ?(?:(?:and|&) )?| (?:and|&) ", re.IGNORECASE)


def write(export: Export, stream: TextIO) -> None:
    """Write an entry for each key, in the order of the list."""
    written = [_entry(work) for work in works(export.entries, key)]
    stream.write("\n".join(written))


def key(listed: ListedEntry) -> str:
    """Return the key of an entry: a word of its title and its identifier, `walking-2401.01234`.

    It depends on nothing but the entry itself, so that it is the same in every export: with and
    without records, and whatever else the list has.
    """
    decomposed = normalize_linear("NFKD", listed.title.casefold())
    letters = "".join(each for each in decomposed if not combining(each))
    linking = rulebook.words("words", "linking")
    words = [word for word in _KEY_WORD.findall(letters) if word not in linking]
    word = words[0][:_MAX_WORD_CHARS] if words else "work"
    kind, _, name = listed.key.partition(":")
    if kind not in ("acl", "arxiv"):
        name = sha256(listed.key.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGEST_CHARS]
    return f"{word}-{_KEY_UNSAFE.sub('.', name)}"


def _entry(work: Work) -> str:
    record = _record(work)
    kind = _type(work.first.listed, record)
    fields = "".join(
        f"  {name} = {{{value}}},\n" for name, value in _fields(work, record, kind) if value
    )
    return f"@{kind}{{{key(work.first.listed)},\n{fields}}}\n"


def _record(work: Work) -> Record | None:
    """Return the record to cite: that of a publication rather than that of its preprint."""
    records = [known.record for known in work.first.records]
    published = (each for each in records if each.kind not in (None, "preprint", "software"))
    return next(published, records[0] if records else None)


def _type(listed: ListedEntry, record: Record | None) -> str:
    if record is not None and record.kind in _TYPE_OF_RECORD:
        return _TYPE_OF_RECORD[record.kind]
    if listed.venue_kind in _TYPE_OF_VENUE:
        return _TYPE_OF_VENUE[listed.venue_kind]
    if not listed.venue and any(each.kind == "github" for each in listed.identifiers[:1]):
        return "software"
    return "misc"


def _fields(work: Work, record: Record | None, kind: str) -> Iterator[tuple[str, str]]:
    listed = work.first.listed
    yield "title", _protected((record and record.title) or listed.title)
    yield "author", _authors(listed, record)
    venue = record.venue if record else ""
    if venue or listed.venue_kind != "preprint":
        yield _VENUE_FIELD.get(kind, "howpublished"), _escaped(venue or _venue(listed, kind))
    is_published = record is not None and record.kind in _TYPE_OF_RECORD
    yield "year", _year(listed, record, prefers_record=is_published or not listed.year)
    if record is not None:
        yield "volume", _escaped(record.volume)
        yield "number", _escaped(record.issue)
        yield "pages", _pages(record.pages)
        yield _PUBLISHER_FIELD.get(kind, "publisher"), _escaped(record.publisher)
    yield from _identifiers(listed, record)
    yield "url", _verbatim(web_url(listed.url or (record.canonical_url if record else "")))
    yield "keywords", ", ".join(_keyword(each) for each in work.sections if each)
    yield "annote", _escaped(listed.description or (record.description if record else ""))
    yield "note", ". ".join(_remarks(record)) if record else ""


def _keyword(section: tuple[str, ...]) -> str:
    """Return the path of a section as a keyword. Commas separate keywords."""
    return SECTION_SEPARATOR.join(_escaped(each.replace(",", ";")) for each in section)


def _venue(listed: ListedEntry, kind: str) -> str:
    """Return the venue in the list; the name of a journal without the year after it."""
    if kind != "article" or listed.year is None:
        return listed.venue
    return listed.venue.removesuffix(str(listed.year)).rstrip(" ,'’") or listed.venue


def _year(listed: ListedEntry, record: Record | None, *, prefers_record: bool) -> str:
    stated = record.published[:4] if record else ""
    own = "" if listed.year is None else str(listed.year)
    return stated or own if prefers_record else own or stated


def _identifiers(listed: ListedEntry, record: Record | None) -> Iterator[tuple[str, str]]:
    values = {each.kind: each.value for each in reversed(listed.identifiers)}
    if record is not None and record.doi:
        yield "doi", _verbatim(record.doi)
    elif "doi" in values:
        yield "doi", _verbatim(values["doi"])
    if "arxiv" in values:
        yield "eprint", _verbatim(values["arxiv"])
        yield "archiveprefix", "arXiv"


def _remarks(record: Record) -> Iterator[str]:
    if record.journal_ref and not record.venue:
        yield _escaped(record.journal_ref)
    if record.withdrawn:
        yield "Withdrawn"
    if record.retracted:
        yield "Retracted"


def _authors(listed: ListedEntry, record: Record | None) -> str:
    if record is not None and record.authors:
        return " and ".join(filter(None, map(_name, record.authors)))
    written = plain_text(listed.authors)
    names = _names(_FINAL_STOP.sub("", _ET_AL.sub("", written)))
    if not names:
        return ""
    if _ET_AL.search(written):
        names.append("others")
    return " and ".join(names)


def _names(written: str) -> list[str]:
    """Return the names in a text; a text that may have family names first is one name."""
    names = [each for each in _BETWEEN_NAMES.split(written) if each]
    if len(names) > 1 and not all(" " in each for each in names):
        return [f"{{{_escaped(written)}}}"]
    return [_name(each) for each in names]


def _name(name: str) -> str:
    """Return a name as BibTeX reads it: names with a comma or an `and` are those of groups."""
    escaped = _escaped(name)
    return f"{{{escaped}}}" if "," in escaped or _AND.search(escaped) else escaped


def _pages(pages: str) -> str:
    """Return pages with the dash of BibTeX between the first and the last one."""
    match = _PAGES.fullmatch(pages)
    return f"{match[1]}--{match[2]}" if match else _escaped(pages)


def _protected(text: str) -> str:
    """Return an escaped title; styles keep the case of words in braces."""
    plain = plain_text(text)
    pieces, end = [], 0
    for match in _TITLE_WORD.finditer(plain):
        if any(map(str.isupper, match[0][1:])):
            before = plain[end : match.start()]
            pieces += [_escaped_line(before), "{", _escaped_line(match[0]), "}"]
            end = match.end()
    return "".join((*pieces, _escaped_line(plain[end:])))


def _escaped(text: str) -> str:
    return _escaped_line(plain_text(text))


def _escaped_line(line: str) -> str:
    return _SPECIAL.sub(_escape, line)


def _escape(match: re.Match[str]) -> str:
    return _ESCAPES.get(match[0], f"{{}}{match[0]}")


def _verbatim(text: str) -> str:
    r"""Return a URL or an identifier, which is not escaped: braces and `\` are percent-encoded."""
    encoded = plain_url(text)
    for character in "{}\\":
        encoded = encoded.replace(character, f"%{ord(character):02X}")
    return encoded
