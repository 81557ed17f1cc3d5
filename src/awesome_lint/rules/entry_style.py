"""entry-style: entries whose form differs from that of the rest of their list."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Annotated, Literal

from msgspec import Meta, Struct
from msgspec.structs import replace

from awesome_lint import rulebook
from awesome_lint.identifiers import github
from awesome_lint.identifiers.link_labels import is_label
from awesome_lint.model import Document, Edit, Entry, Evidence, Finding, Fix, Link, Span
from awesome_lint.rules.shared.descriptions import (
    Description,
    find_descriptions,
    has_more_blocks,
)
from awesome_lint.rules.shared.habit import MIN_ENTRIES, Habit, find_breaks
from awesome_lint.rules.shared.replace_text import replace_text
from awesome_lint.text.patterns import deferred
from awesome_lint.text.wording import quote

_MARKUP = "*_~"
_FIRST_WORD = deferred(
    r"[*_]{0,3}(?P<word>[A-Za-z\u00c0-\u024f]++(?:-[A-Za-z\u00c0-\u024f]+)*+)"
    r"(?=[ ,;]|['\u2019]s |[.!?]?\Z)"
)
_TITLE_CASE = deferred(r"\W*\w+\W+(?:\w{1,4}\W+)?[A-Z]")
_PERIODS = {"always": "period", "never": "none"}
_CAPITALS = {"always": "capital letter", "never": "lowercase letter"}
_NAME_PARTS = deferred(r"[^\W_]+")
_PHRASE_MARK = deferred(r"[:@|(\uff1a]|\s[-\u2013\u2014]\s")
_WORDS_AFTER_LINK = deferred(r"[*_]{0,3}(?P<space>[ \t]+)(?=[^\W\d_])")
_PHRASE = deferred(
    r"(?=[A-Z])(?!.{0,200}?\s[-\u2013\u2014|]\s)(?!.{0,200}?(?::\s|:$))\S+\s+\S+\s+\S"
)
_ITEM_MARKER = deferred(r"(?:[-+*]|\d{1,9}[.)])\s+[*_]{0,3}")
_MARKER = deferred(r"[\s>]*(?:[-+*]|[0-9]{1,9}[.)])\s+")
_LABEL_AHEAD = deferred(r"[ \t,;|/]*\[")
_SPACES = deferred(r"[ \t]+")
_MARKUP_IN_SEPARATOR = deferred(r"[*_&]")
_INNER_MARK = deferred(r"[./@:\\#][A-Za-z0-9]")
_INNER_MARK_OF_NAME = deferred(r"(?<=.)(?:[-_.0-9]|(?<=[a-z])[A-Z])(?=.)")
_SENTENCE_BREAK = deferred(r"[.!?][)\"'\u201d\u2019*_]{0,3}\s+\S")
_REMARK_AT_END = deferred(r"[^*_~]\s([*_]{1,3})(?:[^\s*_]+\s+){3,40}[^\s*_]+\1\Z")
"""A sentence in italics or bold after the rest of a description."""
_VERB = deferred(r"\b(?:is|are|was|were|has|have|can|will)\b", re.IGNORECASE)
"""A verb of a full sentence, which may end with a period even if phrases do not."""
_LAST_LETTER_WITH_CAPITALS = "\u052f"
"""The last Cyrillic letter in Unicode; Latin, Greek and other Cyrillic letters precede it."""
_BRACKETS = {
    "none": "no brackets",
    "inside": "brackets inside the link",
    "outside": "brackets outside the link",
}
_FULL_WIDTH_COLON = "\uff1a"
"""A separator that needs no spaces, because it is as wide as a letter and a space."""
_ENDS_OF_TITLES = ("", *":;,.-\u2013\u2014?!")
"""Punctuation at the end of a title that separates it from what follows."""
_MAX_WORD_CHARS = 60
_MAX_GROUP_CHARS = 500
"""Characters before a label that are searched for a bracket around several labels."""
_DELIBERATE_PERCENT = 20
"""The share of entries without a description in a section that needs none."""
_MAX_NAME_PARTS = 3
"""Words of the longest title that is a name; longer titles describe their entry."""


Separator = Annotated[
    str,
    Meta(
        pattern=(
            r"^(habit|off|\uff1a|"
            r"[ \t]*([-=]{1,2}>|\u2192|[-\u2013\u2014\u2015\u2212]{1,3}|:|\uff1a)[ \t]+)$"
        ),
        description='`habit`, `off`, or a dash or colon with its spaces, such as `" - "`',
    ),
]


class Options(Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """Options of entry-style. By default, each form is the habit of the list."""

    final_period: Literal["habit", "always", "never", "off"] = "habit"
    """Whether descriptions end with a period: as in at least 90 % of at least 10 entries of the
    list or section (`habit`), `always`, or `never`. `off`: not checked."""

    separator: Separator = "habit"
    """The text between a link and its description, such as `" - "` or `": "`. `habit`: that of at
    least 90 % of at least 10 entries of the list or section. `off`: not checked."""

    capital: Literal["habit", "always", "never", "off"] = "habit"
    """Whether descriptions begin with a capital letter: as in at least 90 % of at least 10 entries
    of the list or section (`habit`), `always`, or `never`. `off`: not checked."""

    description: Literal["habit", "off"] = "habit"
    """Whether entries have a description: as at least 90 % of at least 10 entries of the list or
    section (`habit`). `off`: not checked."""

    label_brackets: Literal["habit", "inside", "outside", "none", "off"] = "habit"
    """Square brackets around labels of links: as around at least 90 % of at least 10 labels of the
    list or section (`habit`), `inside` the link (`[[code]](url)`), `outside` (`[[code](url)]`), or
    `none` (`[code](url)`). `off`: not checked."""

    link_text: Literal["habit", "repo", "owner/repo", "off"] = "habit"
    """The names of GitHub repositories as titles: as in at least 90 % of at least 10 such titles of
    the list or section (`habit`), `repo`, or `owner/repo`. `off`: not checked."""


class _Part(Struct, frozen=True):
    """A list item with its description."""

    entry: Entry
    description: Description


def check(document: Document, options: Options, evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for each entry whose form differs from that of its list, in document order.

    With a base of comparison, only entries on changed lines are reported: entries that the change
    adds may establish a habit, which others then break.
    """
    if len(document.entries) < MIN_ENTRIES and options == Options():
        return
    parts = [_Part(*each) for each in find_descriptions(document)]
    found = [
        *_missing_descriptions(document, parts, options.description),
        *_separators(document, parts, options.separator),
        *_capitals(document, parts, options.capital),
        *_final_periods(parts, options.final_period),
        *_label_brackets(document, options.label_brackets),
        *_repository_names(document, options.link_text),
    ]
    for finding in sorted(found, key=lambda finding: finding.span):
        if evidence.changed is None or evidence.is_new(finding.span):
            yield finding


def _breaks(forms: Sequence[tuple[Entry, str]], wanted: str) -> Iterator[tuple[int, Habit | None]]:
    """Yield the index of each entry whose form is not `wanted`, or if that is empty, the habit."""
    if wanted:
        yield from ((index, None) for index, (_, form) in enumerate(forms) if form != wanted)
    else:
        yield from find_breaks(forms)


def _finding(
    span: Span, message: str, usual: str, habit: Habit | None, advice: str, fix: Fix | None
) -> Finding:
    """Return a finding; `usual` states the habit in words: `descriptions … end with one`."""
    if habit:
        noun, verb = usual.split(" … ")
        message += f": {habit.evidence(noun)} {verb}"
    return Finding(span, message, advice, fix=fix, severity=habit.severity if habit else None)


# Missing descriptions


def _missing_descriptions(
    document: Document, parts: Sequence[_Part], option: str
) -> Iterator[Finding]:
    if option == "off":
        return
    top = []
    end = 0
    for part in parts:
        if part.entry.span.line > end:  # not a sub-item
            top.append(part)
        end = max(end, part.entry.span.end_line)
    forms = [(part.entry, "described" if part.description.text else "missing") for part in top]
    described = {entry.container for entry, form in forms if form == "described"}
    for index, habit in find_breaks(forms, deliberate_percent=_DELIBERATE_PERCENT):
        entry, description = top[index].entry, top[index].description
        if (
            description.text
            or entry.container not in described
            or habit.severity == "info"
            or not _needs_description(document, entry, description)
        ):
            continue
        yield _finding(
            description.link.span,
            "The entry has no description",
            "entries … have one",
            habit,
            "Add a description after the link",
            None,
        )


def _needs_description(document: Document, entry: Entry, description: Description) -> bool:
    """Return whether an entry is only a name, without sub-items and badges."""
    link = description.link
    line = document.lines[link.span.line - 1]
    around = line[entry.span.column - 1 : link.span.column - 1] + line[link.span.end_column - 1 :]
    return (
        not has_more_blocks(description, entry)
        and len(entry.links) == 1
        and len(_NAME_PARTS().findall(link.text)) <= _MAX_NAME_PARTS
        and not _PHRASE_MARK().search(link.text)
        and not is_label(link.text)
        and not any(map(str.isalpha, around))
    )


# Separators


def _separators(document: Document, parts: Sequence[_Part], option: str) -> Iterator[Finding]:
    if option == "off":
        return
    found: list[tuple[Entry, Link, Span | None, str]] = [
        (part.entry, part.description.link, part.description.separator, form)
        for part in parts
        if part.description.separator and (form := _separator(document, part.description))
    ]
    if found:
        found += _without_separator(document, parts)
    forms = [(entry, form) for entry, _, _, form in found]
    for index, habit in _breaks(forms, "" if option == "habit" else option):
        _, link, span, form = found[index]
        wanted = habit.form if habit else option
        if span is None or _MARKUP_IN_SEPARATOR().search(wanted + form) or not wanted.strip():
            continue
        name = _name(form) if form.strip() else "Nothing"
        advice = f"Write {_name(wanted)}"
        # `[Title]: text` would be the definition of a reference.
        is_definition = link.kind == "reference" and wanted.startswith(":")
        yield _finding(
            span,
            f"{name} separates the link from its description",
            f"descriptions … have {_name(wanted)}",
            habit,
            advice,
            None if is_definition else Fix(advice, (Edit(span, wanted),)),
        )


def _without_separator(
    document: Document, parts: Sequence[_Part]
) -> Iterator[tuple[Entry, Link, Span | None, str]]:
    """Yield the entries in which words follow the link: `[Title](url) A description`.

    The span is that of the space after the link. It is None if the words may continue the title:
    if they are fewer than three, begin with a lowercase letter or contain a separator.
    """
    known = {id(part.entry) for part in parts}
    for entry in document.entries:
        if entry.kind == "row" or id(entry) in known or not (entry.title and entry.title.links):
            continue
        link = entry.title.links[-1]
        span = link.span
        line = document.lines[span.end_line - 1]
        match = _WORDS_AFTER_LINK().match(line, span.end_column - 1)
        if match is None:
            continue
        before = line[entry.span.column - 1 : span.column - 1]
        place = None
        if (
            not entry.venue
            and span.line == span.end_line == entry.span.line
            and link.text[-1:] not in _ENDS_OF_TITLES
            and _ITEM_MARKER().fullmatch(before)
            and _PHRASE().match(line, match.end())
        ):
            place = Span(span.line, match.start("space") + 1, span.line, match.end() + 1)
        yield entry, link, place, " "


def _separator(document: Document, description: Description) -> str:
    """Return the separator with single spaces; empty if a line break or nothing follows it."""
    if (
        description.separator is None
        or not description.spans
        or description.spans[0].line != description.separator.line
    ):
        return ""
    separator = _SPACES().sub(" ", document.slice(description.separator))
    return separator.strip() if separator.strip() == _FULL_WIDTH_COLON else separator


def _name(separator: str) -> str:
    """Return a separator in backticks, with its spaces."""
    return f"`{separator}`"


# Capitals


def _capitals(document: Document, parts: Sequence[_Part], option: str) -> Iterator[Finding]:
    """Yield a finding for each description that begins with the wrong case.

    By habit, a word is reported only if it begins other descriptions in the other case, and more
    often than in its own: then it is not a name with a fixed spelling.
    """
    if option == "off":
        return
    begun = [(part, word) for part in parts if (word := _first_word(document, part.description))]
    forms = [
        (part.entry, "capital letter" if word[0].isupper() else "lowercase letter")
        for part, word in begun
    ]
    counts = Counter(word for _, word in begun)
    for index, habit in _breaks(forms, _CAPITALS.get(option, "")):
        part, word = begun[index]
        right = word[0].swapcase() + word[1:]
        is_usual = counts[right] > counts[word]
        if (habit and not is_usual) or _may_be_a_name(word, part):
            continue
        span = part.description.spans[0]
        column = document.lines[span.line - 1].index(word, span.column - 1) + 1
        place = Span(span.line, column, span.line, column + len(word))
        advice = f"Write {quote(right)}"
        yield _finding(
            place,
            f"The description begins with a {forms[index][1]}",
            f"descriptions … begin with a {habit.form if habit else ''}",
            habit,
            advice,
            Fix(advice, (Edit(place, right),), safe=is_usual),
        )


def _first_word(document: Document, description: Description) -> str:
    """Return the word that begins a description, with its hyphens; empty for other text."""
    if not description.spans or not _is_in_script_with_capitals(description.text):
        return ""
    span = description.spans[0]
    match = _FIRST_WORD().match(document.lines[span.line - 1], span.column - 1)
    return match["word"] if match else ""


def _may_be_a_name(word: str, part: _Part) -> bool:
    """Return whether a word is the name of the entry, has inner capitals or begins a title."""
    if word[1:] != word[1:].lower() or word.casefold() == part.description.link.text.casefold():
        return True
    return word[0].isupper() and _TITLE_CASE().match(part.description.text) is not None


# Final periods


def _final_periods(parts: Sequence[_Part], option: str) -> Iterator[Finding]:
    if option == "off":
        return
    ended = [(part, form) for part in parts if (form := _final_period(part))]
    forms = [(part.entry, form) for part, form in ended]
    for index, habit in _breaks(forms, _PERIODS.get(option, "")):
        description = ended[index][0].description
        last = description.last_span
        if last is None:
            continue
        if description.last == ".":
            if not _may_drop_period(description):
                continue
            message = "The description ends with a period"
            usual = "descriptions … end without one"
            advice = "Remove the period"
            edit = Edit(last, "")
        else:
            message = "The description ends without a period"
            usual = "descriptions … end with one"
            advice = "End the description with a period"
            end = last.end_column + len(description.trailing.rstrip())
            edit = Edit(Span(last.line, end, last.line, end), ".")
        yield _finding(last, message, usual, habit, advice, Fix(advice, (edit,)))


def _final_period(part: _Part) -> str:
    """Return `period` or `none`; empty if the description may end in either way."""
    description = part.description
    if description.last == ".":
        is_ellipsis = description.text.rstrip(_MARKUP).endswith("..")
        return "" if is_ellipsis else "period"
    if (
        not description.last.isalnum()
        or description.trailing.strip(_MARKUP + " \t")
        or not _is_in_script_with_capitals(description.text)
        or has_more_blocks(description, part.entry)
    ):
        return ""
    last_word = description.text[-_MAX_WORD_CHARS:].split()[-1]
    return "" if _INNER_MARK().search(last_word) else "none"


def _may_drop_period(description: Description) -> bool:
    """Return whether a period ends the only phrase, without a verb, and not an abbreviation."""
    text = description.text.rstrip(_MARKUP)
    if (
        description.trailing.strip(_MARKUP + " \t")
        or _REMARK_AT_END().search(description.text)
        or _SENTENCE_BREAK().search(text)
        or _VERB().search(text)
    ):
        return False
    word = text[-_MAX_WORD_CHARS:].split()[-1].strip(_MARKUP + "()[]\"'.").casefold()
    return len(word) > 1 and "." not in word and word not in rulebook.words("words", "abbreviated")


def _is_in_script_with_capitals(text: str) -> bool:
    """Return whether all letters are Latin, Greek or Cyrillic."""
    return text.isascii() or not any(
        each > _LAST_LETTER_WITH_CAPITALS and each.isalpha() for each in text
    )


# Brackets around labels


def _label_brackets(document: Document, option: str) -> Iterator[Finding]:
    if option == "off":
        return
    labels = [
        (entry, link, form)
        for entry in document.entries
        if entry.kind == "bullet"
        for link in entry.links
        if (form := _brackets(document, entry, link))
    ]
    forms = [(entry, form) for entry, _, form in labels]
    for index, habit in _breaks(forms, "" if option == "habit" else option):
        _, link, form = labels[index]
        wanted = habit.form if habit else option
        label = link.text.strip("[]")
        span = link.span
        width = 1 if form == "outside" else 0
        place = Span(span.line, span.column - width, span.line, span.end_column + width)
        source, target = _label_and_target(document, link)
        advice = f"Write {quote(_bracketed(source, '…', wanted))}"
        fix = Fix(advice, (Edit(place, _bracketed(source, target, wanted)),))
        finding = _finding(
            place,
            f"The label {quote(label)} has {_BRACKETS[form]}",
            f"labels … have {_BRACKETS[wanted]}",
            habit,
            advice,
            fix if wanted != "none" or _is_apart(document, place) else None,
        )
        # Readers see the same characters, whether brackets are inside or outside.
        is_minor = habit is not None and "none" not in (form, wanted)
        yield replace(finding, severity="info") if is_minor else finding


def _is_apart(document: Document, place: Span) -> bool:
    """Return whether text remains apart from the words around it without its brackets."""
    line = document.lines[place.line - 1]
    before, after = line[: place.column - 1][-1:], line[place.end_column - 1 :][:1]
    return not before.strip(" \t(,;/|") and not after.strip(" \t),.;:/|")


def _bracketed(label: str, target: str, form: str) -> str:
    """Return a link with brackets around its label; `target` is the text in round brackets."""
    if form == "inside":
        return f"[[{label}]]({target})"
    return f"[[{label}]({target})]" if form == "outside" else f"[{label}]({target})"


def _brackets(document: Document, entry: Entry, link: Link) -> str:
    """Return the place of the brackets around a label.

    Empty if the link is not a label, or has other brackets.
    """
    span = link.span
    if link.kind != "inline" or span.line != span.end_line or not is_label(link.text):
        return ""
    if link.url.startswith("#"):
        return ""
    if entry.title and link in entry.title.links:
        return ""
    label, target = _label_and_target(document, link)
    if label.strip(_MARKUP) != link.text.strip("[]") or not target:
        return ""
    line = document.lines[span.line - 1]
    start, end = span.column - 1, span.end_column - 1
    if not any(map(str.isalnum, line[:start])) and span.line == entry.span.line:
        return ""  # the title of the entry
    before, after = line[start - 1 : start] if start else "", line[end : end + 1]
    is_inside = line.startswith("[[", start)
    if before == "[" and after == "]":
        has_more = line[start - 2 : start - 1] == "[" or line[end + 1 : end + 2] in ("(", "[", "]")
        return "" if is_inside or has_more else "outside"
    if before not in ("", " ", "\t") or after not in ("", " ", "\t", "\\", ",", "."):
        return ""
    if is_inside:
        return "inside"
    is_item = _MARKER().fullmatch(line, 0, start) and not _LABEL_AHEAD().match(line, end)
    near = max(0, start - _MAX_GROUP_CHARS)
    is_one_of_several = line.count("[", near, start) > line.count("]", near, start)
    return "" if is_item or is_one_of_several or _is_in_sentence(line[:start]) else "none"


def _is_in_sentence(before: str) -> bool:
    """Return whether the last word before a link belongs to its sentence: `see the [paper](…)`."""
    words = before[-_MAX_WORD_CHARS:].casefold().split()[-1:]
    return any(
        word in rulebook.words("words", "linking")
        or word in rulebook.words("words", "pointer")
        or word.endswith(("'s", "\u2019s"))
        for word in words
    )


def _label_and_target(document: Document, link: Link) -> tuple[str, str]:
    """Return the source of a label without brackets, and the text in the round brackets."""
    label, _, target = document.slice(link.span)[1:-1].partition("](")
    return label.strip("[]"), target


# Names of repositories


def _repository_names(document: Document, option: str) -> Iterator[Finding]:
    if option == "off":
        return
    titles = [
        (entry, entry.title.links[-1])
        for entry in document.entries
        if entry.kind == "bullet" and entry.title and entry.title.links
    ]
    named = [(entry, link, form) for entry, link in titles if (form := _repository_form(link))]
    texts = Counter(link.text.casefold() for _, link in titles)
    forms = [(entry, form) for entry, _, form in named]
    for index, habit in _breaks(forms, "" if option == "habit" else option):
        _, link, _ = named[index]
        wanted = habit.form if habit else option
        repository = github.parse_url(link.url)
        if repository is None:
            continue
        name = repository.name
        # `ui` alone does not identify a project, and two projects may have the same name.
        if wanted == "repo" and (texts[name.casefold()] or not _INNER_MARK_OF_NAME().search(name)):
            continue
        right = name if wanted == "repo" else f"{repository.owner}/{name}"
        label, _ = _label_and_target(document, link)
        if label.strip(_MARKUP) != link.text:
            continue  # with escapes
        span = link.span
        column = document.lines[span.line - 1].index(link.text, span.column - 1) + 1
        place = Span(span.line, column, span.line, column + len(link.text))
        advice = f"Write {quote(right)}"
        yield _finding(
            place,
            f"The title {quote(link.text)} is not written as `{wanted}`",
            "names of repositories … are",
            habit,
            advice,
            replace_text(document, place, right, advice, safe=wanted != "repo"),
        )


def _repository_form(link: Link) -> str:
    """Return `repo` or `owner/repo` if the text of a link is that of its URL; else empty."""
    url = link.url.rstrip("/")
    if link.kind != "inline" or not link.text or not url.endswith(f"/{link.text}"):
        return ""
    repository = github.parse_url(url)
    if repository is None or repository.ref:
        return ""
    if link.text == repository.name:
        return "repo"
    return "owner/repo" if link.text == f"{repository.owner}/{repository.name}" else ""
