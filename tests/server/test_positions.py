"""Positions of the protocol, and changes of a text."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol import types

from awesome_lint.model import Span
from awesome_lint.runner.options import Options
from awesome_lint.server.code_actions import line_edits
from awesome_lint.server.linter import Linter
from awesome_lint.server.positions import LENGTHS, Change, Positions, apply_changes

TEXTS = st.text(st.sampled_from("ab|é🤖\ud800\u2028\x0b\r\n"), max_size=30)
ENCODINGS = st.sampled_from(sorted(LENGTHS))


def position(text: str, index: int, encoding: str) -> types.Position:
    """Return the position of an index, as the protocol defines it."""
    before = text[:index]
    lines = re.split(r"\r\n|\r|\n", before)
    units = {"utf-8": 1, "utf-16": 2, "utf-32": 4}[encoding]
    name = encoding if encoding == "utf-8" else f"{encoding}-le"
    return types.Position(len(lines) - 1, len(lines[-1].encode(name, "surrogatepass")) // units)


def is_inside_break(text: str, index: int) -> bool:
    return text[max(index - 1, 0) : index + 1] == "\r\n"


@given(TEXTS, TEXTS, st.integers(0, 30), st.integers(0, 30), ENCODINGS)
def test_a_change_replaces_a_range(
    text: str, inserted: str, start: int, length: int, encoding: str
) -> None:
    start = min(start, len(text))
    end = min(start + length, len(text))
    if is_inside_break(text, start) or is_inside_break(text, end):
        return
    range_ = types.Range(position(text, start, encoding), position(text, end, encoding))
    change = types.TextDocumentContentChangePartial(range_, inserted)

    changed = apply_changes(text, [change], LENGTHS[encoding])
    assert changed == text[:start] + inserted + text[end:]


@given(TEXTS, st.integers(0, 40), st.integers(0, 40))
def test_any_position_is_in_the_text(text: str, line: int, character: int) -> None:
    at = types.Position(line, character)
    change = types.TextDocumentContentChangePartial(types.Range(at, at), "X")
    changed = apply_changes(text, [change], LENGTHS["utf-16"])
    assert len(changed) == len(text) + 1
    assert changed.replace("X", "", 1) == text


def test_changes_are_applied_one_after_the_other() -> None:
    at = types.Position(0, 0)
    changes: list[Change] = [
        types.TextDocumentContentChangeWholeDocument("b"),
        types.TextDocumentContentChangePartial(types.Range(at, at), "a"),
    ]
    assert apply_changes("x", changes, LENGTHS["utf-16"]) == "ab"


@given(TEXTS, TEXTS)
def test_edits_of_lines(before: str, after: str) -> None:
    linted = Linter(None, "README.md", Options(offline=True)).lint(before)
    positions = Positions(linted, LENGTHS["utf-16"])
    edits = [positions.text_edit(each) for each in line_edits(before, after)]
    text = before
    for edit in reversed(edits):
        change = types.TextDocumentContentChangePartial(edit.range, edit.new_text)
        text = apply_changes(text, [change], LENGTHS["utf-16"])
    assert re.sub(r"\r\n|\r", "\n", text) == re.sub(r"\r\n|\r", "\n", after)


@pytest.mark.parametrize(
    ("start", "end", "touches"),
    [
        ((0, 0), (0, 1), False),
        ((0, 0), (0, 2), True),
        ((0, 4), (9, 0), True),
        ((0, 5), (0, 5), False),
    ],
)
def test_touching(start: tuple[int, int], end: tuple[int, int], touches: bool) -> None:
    linted = Linter(None, "README.md", Options(offline=True)).lint("abcdefg\n")
    positions = Positions(linted, LENGTHS["utf-16"])
    asked = types.Range(types.Position(*start), types.Position(*end))
    assert positions.touches(Span(1, 3, 1, 5), asked) == touches
