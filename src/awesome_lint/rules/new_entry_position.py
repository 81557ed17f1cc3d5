"""new-entry-position: entries that a change adds in the wrong place of their list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from typing import Final, Literal

from msgspec import Struct
from msgspec.structs import replace

from awesome_lint.model import Document, Entry, Evidence, Finding, Related, Span
from awesome_lint.rules import sort_order
from awesome_lint.rules.shared.added_entries import added_entries, is_group_name, outermost
from awesome_lint.text.wording import count, quote

_NOUNS: Final = {"row": "table", "bullet": "list"}


class Options(Struct, frozen=True, forbid_unknown_fields=True):
    """Options of new-entry-position."""

    position: Literal["bottom", "top", "sorted"] = "bottom"
    """The place of new entries: `bottom`, `top`, or `sorted` by title."""

    scope: Literal["table", "section"] = "table"
    """The entries with which a new one is compared: those of its table or list, or its section."""


def check(document: Document, options: Options, evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for each added entry in the wrong place, in document order."""
    added = added_entries(document, evidence)
    if not added:
        return
    if options.position == "sorted":
        yield from _check_order(document, added, options, evidence)
        return
    spans = {entry.span for entry in added}
    found = [
        finding
        for entries in _lists(document, options)
        if any(entry.span in spans for entry in entries)
        for finding in _check_list(entries, spans, options)
    ]
    yield from sorted(found, key=lambda finding: finding.span)


def _check_order(
    document: Document, added: Sequence[Entry], options: Options, evidence: Evidence
) -> Iterator[Finding]:
    titles = {entry.title.span for entry in added if entry.title}
    order = sort_order.Options(by="title", scope=options.scope)
    for finding in sort_order.check(document, order, evidence):
        if finding.span in titles:
            yield replace(finding, fix=None)


def _check_list(entries: Sequence[Entry], added: Set[Span], options: Options) -> Iterator[Finding]:
    existing = [entry for entry in entries if entry.span not in added]
    if not existing:
        return
    noun = "section" if options.scope == "section" else _NOUNS[existing[0].kind]
    if options.position == "bottom":
        end, side = existing[-1], "above"
        related, help_ = "The last entry is here", f"Move it below line {end.span.end_line}"
    else:
        end, side = existing[0], "below"
        related, help_ = "The first entry is here", f"Move it above line {end.span.line}"
    above = 0
    for entry in entries:
        if entry.span not in added:
            above += 1
            continue
        passed = above if side == "below" else len(existing) - above
        if passed:
            subject = entry.subject
            yield Finding(
                subject.span,
                f"{quote(subject.text)} is added {side} {count(passed, 'entry', 'entries')}"
                f" of its {noun}: new entries belong at the {options.position}",
                help_,
                related=(Related(end.span, related),),
            )


def _lists(document: Document, options: Options) -> Iterator[list[Entry]]:
    """Yield the entries of each table, list or section, in document order.

    Text between two entries of a table or list divides it, such as a row that names a group.
    """
    entries = [entry for entry in document.entries if not is_group_name(entry)]
    if options.scope == "section":
        sections: dict[Span | None, list[Entry]] = {}
        for entry in outermost(entries):
            under = entry.section.span if entry.section else None
            sections.setdefault(under, []).append(entry)
        yield from sections.values()
        return
    containers: dict[Span, list[Entry]] = {}
    for entry in entries:
        containers.setdefault(entry.container, []).append(entry)
    for together in containers.values():
        part: list[Entry] = []
        for entry in together:
            if part and _is_text_between(document, part[-1], entry):
                yield part
                part = []
            part.append(entry)
        yield part


def _is_text_between(document: Document, entry: Entry, following: Entry) -> bool:
    lines = document.lines[entry.span.end_line : following.span.line - 1]
    return any(line.strip(" \t>") for line in lines)
