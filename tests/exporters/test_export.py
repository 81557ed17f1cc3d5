"""The content of exports that all formats share."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awesome_lint.bounded import parse_xml
from awesome_lint.exporters.export import urls_to_look_up
from awesome_lint.exporters.plain_text import plain_text, plain_url, section_path
from awesome_lint.model import Record
from exports import export_of

PAPER = "https://arxiv.org/abs/2401.01234"


def test_urls_to_look_up() -> None:
    markdown = (
        f"- [IceBot](https://github.com/snow/icebot) [[Paper]({PAPER})] [[PDF]({PAPER}v2)]"
        " [[Demo](https://github.com/snow/demo)] - Based on [SnowBot](https://arxiv.org/abs/2301.00001)."
        "\n"
    )
    (entry,) = export_of(markdown).entries
    assert list(urls_to_look_up(entry.listed)) == ["https://github.com/snow/icebot", PAPER]


def test_the_first_known_date() -> None:
    records = {
        "https://github.com/snow/icebot": Record("github", "1", "", pushed="2025-01-01"),
        PAPER: Record("arxiv", "2", "", published="2024-01-03", created="2020-01-01"),
    }
    (entry,) = export_of(
        f"- [IceBot](https://github.com/snow/icebot) [[Paper]({PAPER})] - A robot.\n", records
    ).entries
    assert len(entry.records) == 2
    assert entry.published == "2024-01-03"


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        (" a \t b\r\nc\u2028d\u00a0e ", "a b c d e"),
        ("a\x00\x01\x08\x0b\x0c\x1b\x1f\x7f\x9fb", "a b"),
        ("a\ufffe\uffffb", "ab"),
        ("a\ud800b\udfff", "a\ufffdb\ufffd"),
        ("é漢📚\u200d\u202e", "é漢📚\u200d\u202e"),
    ],
)
def test_plain_text(text: str, plain: str) -> None:
    assert plain_text(text) == plain


@given(st.text())
def test_plain_text_can_be_written(text: str) -> None:
    plain = plain_text(text)
    assert plain_text(plain) == plain
    escaped = plain.replace("&", "&amp;").replace("<", "&lt;")
    root = parse_xml(f"<a>{escaped}</a>".encode())
    assert root is not None
    assert (root.text or "") == plain


def test_urls_and_sections() -> None:
    assert plain_url("https://a.example/a b\tc\x00") == "https://a.example/a%20b%20c"
    assert section_path(("A  B", "C")) == "A B / C"
