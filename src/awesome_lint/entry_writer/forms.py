"""The forms of authors, venues, dates, descriptions and URLs, learned from a sample."""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from typing import Final

from awesome_lint import rulebook
from awesome_lint.entry_writer.values import Values
from awesome_lint.identifiers import arxiv
from awesome_lint.identifiers.url import parse_web_url, without_www
from awesome_lint.identifiers.venue import parse_venue
from awesome_lint.model import Vocabulary
from awesome_lint.text.patterns import deferred

_MAX_AUTHORS: Final = 20
"""Authors of the longest list that is written in full."""
_MIN_WORDS_OF_A_LONG_NAME: Final = 3
_SHARED_PAGES: Final = ("abs", "html", "pdf")
"""The pages that arXiv has of each paper. It has no `html` page of old ones."""

_ET_AL: Final = deferred(r"(?P<before>,?\s{0,3})et\.? al")
_NAME_SEPARATOR: Final = deferred(r",\s*(?:(?:and|&)\s+)?|\s(?:and|&)\s+")
_LAST_SEPARATOR: Final = deferred(r",?\s(?:and|&)\s(?=[^,&]*\Z)")
_INITIALS_FIRST: Final = deferred(r"(?:[A-Z]\.[ -]?){1,4}\s?[A-Z][\w'’-]+")
_INITIALS_LAST: Final = deferred(r"[A-Z][\w'’-]+ [A-Z]{1,3}")
_INVERTED: Final = deferred(r"[A-Z][\w'’-]+, (?:[A-Z]\.[ -]?){1,4}")
_DAY: Final = deferred(
    r"(?P<year>[0-9]{4})(?P<mark>[-/.])(?P<month>[0-9]{1,2})(?:(?P=mark)(?P<day>[0-9]{1,2}))?"
)
_MONTH_AND_YEAR: Final = deferred(r"(?P<month>[0-9]{1,2})(?P<mark>[-/.])(?P<year>[0-9]{4})")
_DIGITS: Final = deferred(r"(?P<year>(?:[0-9]{2}){1,2})(?P<month>[0-9]{2})(?P<day>[0-9]{2})")
_NAMED_MONTH: Final = deferred(
    r"(?:(?P<first>[0-9]{1,2})\s+)?(?P<name>[A-Za-z]{3,9})(?P<dot>\.?)"
    r"(?:\s+(?P<second>[0-9]{1,2}))?(?P<gap>,?\s+)(?P<year>[0-9]{4})"
)
_YEAR: Final = deferred(r"(?P<quote>['’])?(?P<year>[0-9]{4}|[0-9]{2})")
_CAPITAL_WORD: Final = deferred(r"(?:An?|[A-Z][a-z]+)(?=[\s,;]|\Z)")
_LOWER_CASE_WORD: Final = deferred(r"[a-z]+(?=[\s,;'’-]|\Z)")
_SENTENCE_BREAK: Final = deferred(r"[.!?]\s+\S")
_PUNCTUATION: Final = deferred(r"[\s,'’(\[\-–/@:|]*")


def write_authors(authors: Sequence[str], sample: str) -> str:
    """Return authors in the form of a sample, such as `Snow et al.`; empty without authors."""
    if not authors:
        return ""
    shortened = _ET_AL().search(sample)
    names = sample[: shortened.start()] if shortened else sample
    shaped = [_shape_name(author, names) for author in authors]
    if shortened:
        shown = len([each for each in _NAME_SEPARATOR().split(names) if each.strip()])
        shown = max(1, shown // 2 if _INVERTED().match(names) else shown)
        if len(shaped) > shown:
            return f"{', '.join(shaped[:shown])}{shortened['before'] or ' '}et al."
    elif len(shaped) > _MAX_AUTHORS:
        return f"{shaped[0]} et al."
    last = _LAST_SEPARATOR().search(names)
    if len(shaped) == 1 or (last is None and not shortened):
        return ", ".join(shaped)
    joint = last[0] if last else " and "
    if len(shaped) == 2:
        joint = joint.removeprefix(",")
    return ", ".join(shaped[:-1]) + joint + shaped[-1]


def _shape_name(author: str, sample: str) -> str:
    """Return a name in the form of the first one of a sample: initials, or only the surname."""
    given, surname = _split_name(author)
    first = _NAME_SEPARATOR().split(sample)[0].strip()
    initials = [part[0] for name in given for part in name.split("-") if part[:1].isalpha()]
    if not initials:
        return surname if given == [] else author
    if _INVERTED().match(sample):
        return f"{surname}, {' '.join(f'{each}.' for each in initials)}"
    if _INITIALS_FIRST().fullmatch(first):
        return f"{' '.join(f'{each}.' for each in initials)} {surname}"
    if _INITIALS_LAST().fullmatch(first):
        return f"{surname} {''.join(initials)}"
    return surname if first and " " not in first else author


def _split_name(author: str) -> tuple[list[str], str]:
    """Return the given names and the surname, with particles such as `van der`."""
    words = author.split()
    particles = rulebook.words("words", "name particle")
    last = max(len(words) - 1, 0)
    start = next((i for i in range(1, last) if words[i] in particles), last)
    return words[:start], " ".join(words[start:])


def replace_venue(values: Values, sample: str, source: str, vocabulary: Vocabulary) -> str:
    """Return the source of a venue with another one, in the form of the sample that it shows.

    The name and the year may have markup around them, as in `*ICRA*, 2024`. Empty if the source is
    not understood.
    """
    written = write_venue(values, sample, vocabulary)
    if not written or sample == source:
        return written
    parsed = parse_venue(sample, vocabulary)
    mention = next((each for each in parsed.mentions if each.venue.kind != "track"), None)
    if mention is None or source.count(mention.text) != 1 or len(parsed.years) > 1:
        return ""
    name, year = written, ""
    if parsed.years and values.year is not None:
        old = sample[parsed.years[0].start : parsed.years[0].end]
        year = _write_year(values.year, old)
        if source.count(old) != 1 or not written.endswith(year):
            return ""
        name = written.removesuffix(year).rstrip(" ,'’(-–/@:|")
        source = source.replace(old, year)
    return source.replace(mention.text, name)


def write_venue(values: Values, sample: str, vocabulary: Vocabulary) -> str:
    """Return the venue in the form of a sample, such as `ICRA'24`; empty without a venue."""
    if not values.venue:
        return ""
    parsed = parse_venue(sample, vocabulary)
    year = parsed.years[-1] if parsed.years else None
    mention = next((each for each in parsed.mentions if each.venue.kind != "track"), None)
    if mention:
        start, end, written = mention.start, mention.end, mention.text
    elif year and year.start >= 2:
        written = sample[: year.start].rstrip(" ,'’(-–/@:|")
        start, end = 0, len(written)
    else:
        start, end, written = 0, len(sample), sample
    name = values.venue
    if mention and mention.venue.name == values.venue:
        name = values.venue if mention.misspelt else written
    elif len(written.split()) >= _MIN_WORDS_OF_A_LONG_NAME and values.long_venue:
        name = values.long_venue
    if year is None or values.year is None:
        return name
    number = _write_year(values.year, sample[year.start : year.end])
    if year.start >= end:
        between = sample[end : year.start]
        if _PUNCTUATION().fullmatch(between) is None:
            between = ", " if between.endswith(", ") else " "
        if not between and name[-1].isdecimal():
            between = " "
        return f"{name}{between}{number}{')' if '(' in between else ''}"
    between = sample[year.end : start]
    return f"{number}{between if _PUNCTUATION().fullmatch(between) else ' '}{name}"


def _write_year(year: int, sample: str) -> str:
    digits = sample.lstrip("'’ ")
    number = str(year) if len(digits) == 4 else str(year)[2:]
    return sample[: len(sample) - len(digits)] + number


def write_date(published: Sequence[int], year: int | None, sample: str) -> str:
    """Return a date in the form of a sample, such as `2024.05`; empty if it is not known.

    Without a day or a month, it is less precise than the sample.
    """
    text = sample.strip()
    if match := _YEAR().fullmatch(text):
        return _write_year(year, text) if year else ""
    if not published:
        return ""
    if match := _DAY().fullmatch(text) or _MONTH_AND_YEAR().fullmatch(text):
        parts = match.groupdict()
        names = ("year", "month", "day") if match.re is _DAY() else ("month", "year")
        numbers = _numbers(published, parts)
        known = [numbers[name] for name in names if parts[name] and name in numbers]
        return str(parts["mark"]).join(known)
    if match := _DIGITS().fullmatch(text):
        numbers = _numbers(published, match.groupdict())
        width = len(match["year"])
        return "".join(numbers.values())[4 - width :] if len(numbers) == 3 else ""
    match = _NAMED_MONTH().fullmatch(text)
    return _write_named_month(published, match) if match else ""


def _numbers(published: Sequence[int], sample: dict[str, str | None]) -> dict[str, str]:
    """Return the known parts of a date, with a leading zero where the sample may have one."""
    has_zeros = not any(len(sample.get(name) or "00") == 1 for name in ("month", "day"))
    names = ("year", "month", "day")[: len(published)]
    return {
        name: f"{number:02}" if has_zeros else str(number)
        for name, number in zip(names, published, strict=True)
    }


def _write_named_month(published: Sequence[int], match: re.Match[str]) -> str:
    if len(published) == 1:
        return str(published[0])
    has_day = bool(match["first"] or match["second"]) and len(published) == 3
    is_short = len(match["name"]) == 3 and match["name"].casefold() != "may"
    name = calendar.month_name[published[1]]
    dot = match["dot"] if len(name) > 3 else ""
    shown = f"{name[:3]}{dot}" if is_short or match["dot"] else name
    day = str(published[2]) if has_day else ""
    if match["first"] and day:
        return f"{day} {shown}{match['gap']}{published[0]}"
    return f"{shown}{f' {day}' if day else ''}{match['gap']}{published[0]}"


def write_description(description: str, sample: str, *, has_period: bool) -> str:
    """Return a description that begins with a capital letter if the sample does.

    `has_period` is whether a period follows it, so that it needs none of its own.
    """
    text = description.rstrip()
    if has_period or not _SENTENCE_BREAK().search(text):
        text = text.rstrip("." if not text.endswith("...") else "")
    if sample.endswith(".") and text[-1:].isalnum():
        text += "."
    first = next(filter(str.isalpha, sample), "")
    if first.isupper() and _LOWER_CASE_WORD().match(text):
        return text[0].upper() + text[1:]
    if first.islower() and _CAPITAL_WORD().match(text):
        return text[0].lower() + text[1:]
    return text


def write_url(values: Values, sample: str) -> str:
    """Return the URL in the form of a sample: arXiv's PDF, the ACL Anthology without a slash."""
    address = arxiv.parse_url(sample)
    if values.arxiv_id and address and address.is_arxiv_site:
        page = address.page if address.page in _SHARED_PAGES else "abs"
        ending = ".pdf" if page == "pdf" and address.parts.path.endswith(".pdf") else ""
        return f"https://arxiv.org/{page}/{values.arxiv_id}{ending}"
    parts, own = parse_web_url(sample), parse_web_url(values.url)
    if parts is None or own is None:
        return values.url
    is_pdf = parts.path.endswith(".pdf") or (address is not None and address.page == "pdf")
    if is_pdf and values.identity.startswith("acl:"):
        return values.url.rstrip("/") + ".pdf"
    if without_www(parts.host) == without_www(own.host) and not parts.path.endswith("/"):
        return values.url.rstrip("/")
    return values.url
