"""YAML text, parsed to nodes that know their line.

A configuration may come from a stranger, and PyYAML's composer recurses in C: a few hundred
thousand brackets crash the interpreter, and a handful of aliases expand to gigabytes. So the nodes
are built here from the parser's events, to a bounded depth and without aliases, anchors and tags,
for which a configuration has no use. Scalars stay text: the expected type decides what they mean
(see `decode`), so that YAML 1.1's `off`, `no` and `2023` need no quotes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml
from msgspec import Struct

from awesome_lint.text.suggest import quote_word

MAX_DEPTH = 20


class Mistake(Exception):  # noqa: N818 - a mistake of the user
    """A mistake in a configuration file, on a 1-based line, and the others that were found."""

    def __init__(self, line: int, message: str, others: tuple[Mistake, ...] = ()) -> None:
        super().__init__(line, message)
        self.line = line
        self.message = message
        self.others = others


class Scalar(Struct, frozen=True):
    """A text."""

    line: int
    """1-based line on which the node begins, as in all nodes."""
    text: str
    plain: bool
    """Whether it is written without quotes."""


class Sequence(Struct, frozen=True):
    """A list."""

    line: int
    items: list[Node]


class Mapping(Struct, frozen=True):
    """A mapping, in source order."""

    line: int
    items: dict[str, tuple[int, Node]]
    """Values by key, each with the line of its key."""


Node = Scalar | Sequence | Mapping


def parse(text: str, language: str = "YAML") -> Node:
    """Return the root node of a YAML text; an empty scalar for one without content.

    `language` is the language of the text in messages: YAML, or a part of it such as JSON. Raises
    Mistake for invalid YAML, and for its features that are not supported.
    """
    events: Iterator[Any] = yaml.parse(text, yaml.CSafeLoader)
    root: Node | None = None
    try:
        for event in events:
            if not isinstance(event, yaml.NodeEvent):
                continue
            node = _node(event, events, depth=0)
            if root is not None:
                raise Mistake(node.line, "only one YAML document is read")
            root = node
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        raise Mistake(mark.line + 1 if mark else 1, f"not {language}: {error.problem}") from None
    except yaml.reader.ReaderError as error:
        line = text.encode()[: error.position].count(b"\n") + 1  # the C reader counts bytes
        raise Mistake(line, f"not {language}: {error.reason}") from None
    return root or Scalar(1, "", plain=True)


def is_empty(node: Node) -> bool:
    """Return whether nothing is written: a `key:` without a value, or a file of comments."""
    return isinstance(node, Scalar) and node.plain and node.text in ("", "null", "~")


def _node(event: Any, events: Iterator[Any], depth: int) -> Node:
    """Return the node that `event` begins, consuming the events that belong to it."""
    line = event.start_mark.line + 1
    if isinstance(event, yaml.AliasEvent) or event.anchor or event.tag:
        raise Mistake(line, "anchors, aliases and tags are not read")
    if depth > MAX_DEPTH:
        raise Mistake(line, f"nested more than {MAX_DEPTH} levels deep")
    if isinstance(event, yaml.ScalarEvent):
        return Scalar(line, event.value, plain=not event.style)
    if isinstance(event, yaml.SequenceStartEvent):
        items = []
        while not isinstance(item := next(events), yaml.SequenceEndEvent):
            items.append(_node(item, events, depth + 1))
        return Sequence(line, items)
    pairs: dict[str, tuple[int, Node]] = {}
    while not isinstance(item := next(events), yaml.MappingEndEvent):
        key = _node(item, events, depth + 1)
        if not isinstance(key, Scalar):
            raise Mistake(key.line, "a key must be a single word")
        if key.text in pairs:
            first = pairs[key.text][0]
            raise Mistake(key.line, f"{quote_word(key.text)} is set twice: first on line {first}")
        pairs[key.text] = (key.line, _node(next(events), events, depth + 1))
    return Mapping(line, pairs)
