"""Defects of the form of entries: entries unlike the rest of their list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from random import Random

from awesome_lint.identifiers import github
from awesome_lint.identifiers.link_labels import is_label
from awesome_lint.model import Entry, Heading, Span
from awesome_lint.rules.shared.descriptions import Description, find_description
from defects.source import Mutation, Source, kind

_MIN_SECTION = 8
"""Entries of a section in which one of them does not change its habit."""


def _described(source: Source) -> list[tuple[Entry, Description]]:
    """Return the entries that begin with a link and end with their description."""
    return [
        (entry, description)
        for entry in source.entries
        if (description := find_description(source.document, entry))
        and description.last_span
        and description.spans[-1].line == entry.span.end_line
    ]


def _with_habit(
    source: Source, form: Callable[[Description], str | None], wanted: str
) -> Iterator[tuple[Entry, Description]]:
    """Yield entries with the form `wanted`, which nearly all entries of their section have."""
    found = _described(source)
    totals: Counter[Heading | None] = Counter(entry.section for entry, _ in found)
    kept = Counter(entry.section for entry, each in found if form(each) == wanted)
    whole = Counter(form(each) for _, each in found)
    if whole[wanted] * 10 < whole.total() * 9 + 10:
        return
    for entry, each in found:
        share = kept[entry.section] >= totals[entry.section] * 0.9
        if form(each) == wanted and share and totals[entry.section] > 3:
            yield entry, each


def _ending(description: Description) -> str:
    return description.last if description.last in ".!?" else "letter"


@kind("final period missing", "entry-style")
def final_period_missing(source: Source, _random: Random) -> Iterator[Mutation]:
    """Remove the period of a description."""
    for _, each in _with_habit(source, _ending, "."):
        word = each.text[:-1].split()[-1:]
        if each.last_span and not each.trailing and word and word[0].isalpha():
            yield source.replace(each.last_span, "")


def _separated(source: Source, wanted: str) -> Iterator[tuple[Entry, Description]]:
    """Yield the entries with a separator, which nearly all entries of their section have."""

    def separator(description: Description) -> str | None:
        span = description.separator
        return source.document.slice(span) if span else None

    sizes = Counter(entry.section for entry in source.document.entries)
    places = list(_with_habit(source, separator, wanted))
    kept = Counter(entry.section for entry, _ in places)
    for entry, each in places:
        if kept[entry.section] * 10 >= sizes[entry.section] * 9:
            yield entry, each


@kind("other separator", "entry-style")
def other_separator(source: Source, random: Random) -> Iterator[Mutation]:
    """Write another separator between a link and its description."""
    for wanted in (" - ", " – ", " — ", ": "):
        for _, each in _separated(source, wanted):
            others = [other for other in (" - ", "- ", " – ", " — ", ": ") if other != wanted]
            if each.separator:
                yield source.replace(each.separator, random.choice(others))


@kind("description in lowercase", "entry-style")
def description_in_small_letters(source: Source, _random: Random) -> Iterator[Mutation]:
    """Write the first word of a description, with which others begin, with a lowercase letter."""
    words = Counter(each.text.partition(" ")[0] for _, each in _described(source))

    def first(description: Description) -> str:
        return "capital" if description.text[:1].isupper() else "other"

    for _, each in _with_habit(source, first, "capital"):
        word = each.text.partition(" ")[0]
        span = each.spans[0]
        line = source.lines[span.line - 1]
        if (
            words[word] > 2
            and word.isalpha()
            and word[1:] == word[1:].lower()
            and line.startswith(word, span.column - 1)
            and word.casefold() not in each.link.text.casefold()
        ):
            place = Span(span.line, span.column, span.line, span.column + 1)
            yield source.replace(place, word[0].lower())


@kind("separator missing", "entry-style")
def separator_missing(source: Source, _random: Random) -> Iterator[Mutation]:
    """Remove the separator between a link and its description."""
    for entry, each in _separated(source, " - "):
        line = source.lines[each.spans[0].line - 1]
        words = each.text.split(" ")
        if (
            each.separator
            and entry.venue is None
            and each.text[:1].isupper()
            and len(words) > 3
            and line.startswith(words[0], each.spans[0].column - 1)
            and line[: each.separator.column - 1].endswith(")")
            and line.count("](") == 1
            and " - " not in each.text
            and ":" not in each.text
        ):
            yield source.replace(each.separator, " ")


@kind("description missing", "entry-style")
def description_missing(source: Source, _random: Random) -> Iterator[Mutation]:
    """Remove the description of an entry that is a name, where nearly all have one.

    A sublist of one entry may do without descriptions.
    """
    entries = source.document.entries
    found = [each for entry in entries if (each := find_description(source.document, entry))]
    missing = sum(not each.text for each in found)
    if 100 * (missing + 1) > 5 * len(found):
        return
    bare = {each.link.span for each in found if not each.text}
    sections = {entry.section for entry in entries if entry.links and entry.links[0].span in bare}
    sizes = Counter(entry.section for entry in entries)
    lists = Counter(entry.container for entry in entries)
    for entry, each in _described(source):
        span, separator = each.spans[-1], each.separator
        name = each.link.text.replace(" ", "", 1)
        if (
            separator
            and name.isalpha()
            and len(entry.links) == 1
            and len(each.spans) == 1
            and entry.section not in sections
            and sizes[entry.section] >= _MIN_SECTION
            and lists[entry.container] > 1
            and source.lines[span.line - 1][: separator.column - 1].endswith(")")
        ):
            place = Span(span.line, separator.column, span.line, span.end_column)
            yield source.replace(place, "")


@kind("other brackets around a label", "entry-style")
def other_brackets(source: Source, _random: Random) -> Iterator[Mutation]:
    """Remove the brackets around the label of a link."""
    labels = [
        (entry, link)
        for entry in source.document.entries
        if entry.kind == "bullet"
        for link in entry.links
        if link.kind == "inline" and link.span.line == link.span.end_line and is_label(link.text)
    ]
    around = [
        (entry, link, source.lines[link.span.line - 1][link.span.column - 2 :][:1])
        for entry, link in labels
    ]
    clean = set(map(id, source.entries))
    usual = sum(before == "[" and not link.text.startswith("[") for _, link, before in around)
    if usual < 12 or 100 * (usual - 1) < 92 * len(around):
        return
    for entry, link, before in around:
        line, span = source.lines[link.span.line - 1], link.span
        is_alone = line[: span.column - 2].endswith(" ") and line[span.end_column :][:1] in (
            "",
            " ",
        )
        if (
            before == "["
            and line[span.end_column - 1 :][:1] == "]"
            and is_alone
            and id(entry) in clean
        ):
            place = Span(span.line, span.column - 1, span.line, span.end_column + 1)
            yield source.replace(place, source.document.slice(span))


@kind("name of a repository without or with owner", "entry-style")
def other_name_of_repository(source: Source, _random: Random) -> Iterator[Mutation]:
    """Write the name of a repository with its owner where others have none, or the reverse."""
    titles = [
        (entry, entry.title.links[-1])
        for entry in source.document.entries
        if entry.kind == "bullet" and entry.title and entry.title.links
    ]
    forms = [
        (entry, link, link.text == parsed.name)
        for entry, link in titles
        if (parsed := github.parse_url(link.url))
        and link.text in (parsed.name, f"{parsed.owner}/{parsed.name}")
        and not parsed.ref
    ]
    usual = sum(is_name for _, _, is_name in forms) * 2 > len(forms)
    kept = Counter(entry.section for entry, _, is_name in forms if is_name == usual)
    if len(forms) < 12 or 100 * (kept.total() - 1) < 92 * len(forms):
        return
    clean = set(map(id, source.entries))
    texts = Counter(link.text.casefold() for _, link in titles)
    for entry, link, is_name in forms:
        parsed = github.parse_url(link.url)
        name = link.text.rpartition("/")[2]
        span = link.span
        is_plain = source.document.slice(span).startswith(f"[{link.text}](")
        if (
            parsed
            and is_plain
            and id(entry) in clean
            and is_name == usual
            and kept[entry.section] > 3
            and texts[name.casefold()] <= is_name
            and "-" in name[1:-1]
        ):
            place = Span(span.line, span.column + 1, span.line, span.column + 1 + len(link.text))
            yield source.replace(place, f"{parsed.owner}/{name}" if is_name else name)


KINDS = (
    other_name_of_repository,
    other_brackets,
    description_missing,
    description_in_small_letters,
    final_period_missing,
    separator_missing,
    other_separator,
)
