"""Front matter: its recognition, and that no rule and no fix concerns it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awesome_lint.document.markdown import front_matter
from linting import fixed, lint, messages, parse

FULL = """\
---
layout: default
url: http://arxiv.org/pdf/2401.01234v1.pdf
tags: "[robots](x"
nav:
  - [Home](index.html)
image: <div>
table: |
  | a | b |
  |---|---|
  | c | d | e |
venue: Arixv 2023
note: <!-- awesome-lint-disable -->
---
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("---\nkey: value\n---\n# L", 3),
        ("---  \nkey: value\n---\t\n", 3),
        ("---\nkey: value\n...\n", 3),
        ("---\n# comment\n\n'key': [a, b]\n---\n", 5),
        ("---\n{key: value}\n---\n", 3),
        # Front matter that libyaml cannot parse is rendered below an error.
        ("---\nkey: [unclosed\n---\n", 3),
        ("---\na:\n\t1\n---\n", 4),
        ("---\n> 1\n---\n", 3),
        # Sequences, scalars and nothing at all are Markdown.
        ("---\n- a\n- b\n---\n", 0),
        ("---\nA text\n---\n", 0),
        ("---\n# Title\n\nA text\n---\n", 0),
        ("---\n---\n", 0),
        ("---\n \n\t\n---\n", 0),
        ("---\nkey: value\n", 0),
        ("---yaml\nkey: value\n---\n", 0),
        ("----\nkey: value\n----\n", 0),
        (" ---\nkey: value\n---\n", 0),
        ("\n---\nkey: value\n---\n", 0),
        ("key: value\n---\n", 0),
        ("+++\nkey = 1\n+++\n", 0),
        ("---\nkey: value\n ---\n", 0),
        ("", 0),
    ],
)
def test_length(text: str, expected: int) -> None:
    assert front_matter.line_count(text.split("\n")) == expected


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_front_matter_is_not_linted_and_not_fixed(newline: str) -> None:
    text = f"{FULL}\n# L\n\n- [Top](#l)\n".replace("\n", newline)
    assert messages(text) == []
    assert fixed(text, lint(text)) == text
    document = parse(text)
    assert [link.url for link in document.links] == ["#l"]
    assert not document.entries
    assert not document.tables
    assert not document.suppressions


def test_lines_and_anchors_below_front_matter() -> None:
    text = f"{FULL}# L\n\n- [A Title of Ice](http://arxiv.org/abs/2401.01234) Arixv 2023\n"
    heading = FULL.count("\n") + 1
    document = parse(text)
    assert document.headings[0].span.line == heading
    assert [anchor.name for anchor in document.anchors] == ["l"]
    found = lint(text, "arxiv-url", "venue-typo")
    assert [(each.rule, each.span.line) for each in found] == [
        ("arxiv-url", heading + 2),
        ("venue-typo", heading + 2),
    ]
    after = fixed(text, found)
    assert after.startswith(FULL)
    assert "https://arxiv.org/abs/2401.01234) arXiv 2023" in after


def test_section_that_only_front_matter_names_is_not_found() -> None:
    text = "---\ntitle: Ice\n---\n[a](#title-ice)\n"
    assert messages(text, "link-fragment") == [
        "4:5 `#title-ice`: target not found in this file, so a click does nothing"
    ]


@given(st.text(alphabet="-.: \n\t[]{}&*?|>'\"%@`ab\0é\ud800", max_size=40))
def test_no_front_matter_raises_an_error(body: str) -> None:
    lines = f"---\n{body}\n---\n# L".split("\n")
    assert 0 <= front_matter.line_count(lines) < len(lines)
