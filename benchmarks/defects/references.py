"""Defects of link references: missing, misspelled and repeated definitions, and unused ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

from awesome_lint.model import Edit, Link, Span
from defects.source import Mutation, Source, kind

_SIMPLE = re.compile(r"\[([^\[\]()<>!`*]*[^\W_][^\[\]()<>!`*]*)\]\([^()\s<>]+\)")
_REFERENCE = re.compile(r"\[[^\[\]]+\]\[(the-link-[a-z]+)\]")
_DEFINITION = re.compile(r"\[(the-link-[a-z]+)\]: \S+")
_ITEM = re.compile(r"- .*")


def _words(number: int) -> str:
    """Return letters for a number, since numbers distinguish labels."""
    return "".join(chr(ord("a") + int(digit)) * 2 for digit in f"{number:03}")


def _with_references(source: Source) -> Iterator[Edit]:
    """Write the URL of every third link as a definition at the end."""
    definitions = []
    for number, link in enumerate(source.links[::3]):
        match = _SIMPLE.fullmatch(source.document.slice(link.span))
        line = source.lines[link.span.line - 1]
        around = line[: link.span.column - 1][-1:] + line[link.span.end_column - 1 :][:1]
        if match and not set(around) & set("[]()"):
            label = f"the-link-{_words(number)}"
            yield Edit(link.span, f"[{match[1]}][{label}]")
            definitions.append(f"[{label}]: {link.url}\n")
    last = len(source.lines)
    end = len(source.lines[-1]) + 1
    yield Edit(Span(last, end, last, end), "\n\n" + "".join(definitions))


def _references(source: Source) -> Iterator[tuple[Link, str]]:
    for entry in source.entries:
        for link in entry.links:
            if match := _REFERENCE.fullmatch(source.document.slice(link.span)):
                yield link, match[1]


@kind("label misspelled", "reference-undefined", prepare=_with_references)
def misspelled_label(source: Source, random: Random) -> Iterator[Mutation]:
    """Make a typo in the label of a reference."""
    for link, label in _references(source):
        wrong = random.choice((f"{label}s", label.replace("-link", "-lnk"), label[1:]))
        text = source.document.slice(link.span).replace(f"[{label}]", f"[{wrong}]")
        yield source.replace(link.span, text)


@kind("definition removed", "reference-undefined", prepare=_with_references)
def removed_definition(source: Source, _random: Random) -> Iterator[Mutation]:
    """Remove the definition of a reference."""
    lines = {label: link.span.line for link, label in _references(source)}
    for number, line in enumerate(source.lines, 1):
        if (match := _DEFINITION.fullmatch(line)) and match[1] in lines:
            yield Mutation(number, 1, (), lines[match[1]], lines[match[1]])


@kind("words after a definition", "reference-undefined", prepare=_with_references)
def words_after_definition(source: Source, _random: Random) -> Iterator[Mutation]:
    """Write words after the URL of a definition, without quotation marks."""
    used = {label for _, label in _references(source)}
    for number, line in enumerate(source.lines, 1):
        if (match := _DEFINITION.fullmatch(line)) and match[1] in used:
            yield Mutation(number, 1, (f"{line} the best of all",), number, number)


@kind("label defined twice", "reference-duplicate", prepare=_with_references)
def repeated_definition(source: Source, _random: Random) -> Iterator[Mutation]:
    """Define a label again, with another URL."""
    used = {label for _, label in _references(source)}
    for number, line in enumerate(source.lines, 1):
        if (match := _DEFINITION.fullmatch(line)) and match[1] in used:
            yield source.insert(number + 1, f"[{match[1]}]: https://example.org/another")


@kind("colon between text and URL", "reference-unused")
def definition_as_item(source: Source, _random: Random) -> Iterator[Mutation]:
    """Add an item that is a definition."""
    for entry in source.entries:
        line = source.lines[entry.span.line - 1]
        if entry.kind == "bullet" and _ITEM.fullmatch(line):
            yield source.insert(
                entry.span.line, "- [Robots of an Unused Label]: https://example.org/unused"
            )


KINDS = (
    misspelled_label,
    removed_definition,
    words_after_definition,
    repeated_definition,
    definition_as_item,
)
