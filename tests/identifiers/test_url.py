"""Equality of web URLs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awesome_lint.identifiers.url import UrlParts, normalise_url, parse_web_url, without_www

URLS = st.one_of(
    st.text(),
    st.text(alphabet="htps:/.?#[]@%&=!wgcoimu3aZ4é \u200b\\").map(lambda rest: f"https://{rest}"),
    st.text(alphabet="abZ/.git?#=&%2f ").map(lambda rest: f"HTTP://github.com/{rest}"),
)

EQUAL = [
    ("http://example.org/a", "https://example.org/a"),
    ("https://EXAMPLE.org/a", "https://example.org/a"),
    ("https://www.example.org/a", "https://example.org/a"),
    ("//example.org/a", "https://example.org/a"),
    ("https://example.org:443/a", "https://example.org/a"),
    ("http://example.org:80/a", "https://example.org/a"),
    ("https://example.org:/a", "https://example.org/a"),
    ("https://example.org/", "https://example.org"),
    ("https://example.org/a/", "https://example.org/a"),
    ("https://example.org/a?", "https://example.org/a"),
    ("https://example.org/a#", "https://example.org/a"),
    ("https://example.org/a%2fb", "https://example.org/a%2Fb"),
    ("https://example.org/é", "https://example.org/%C3%A9"),
    ("https://example.org/a b", "https://example.org/a%20b"),
    (" https://example.org/a ", "https://example.org/a"),
    ("https://example.org/a?utm_source=x&id=1&utm_medium=y", "https://example.org/a?id=1"),
    ("https://example.org/?fbclid=x", "https://example.org"),
    ("https://example.org/a#:~:text=robots", "https://example.org/a"),
    ("https://example.org/a#ice:~:text=robots", "https://example.org/a#ice"),
    ("https://github.com/Ice/Robots", "https://github.com/ice/robots"),
    ("https://github.com/ICE", "https://github.com/ice"),
    ("https://github.com/ice/robots.git", "https://github.com/ice/robots"),
    ("https://github.com/ice/robots?tab=readme-ov-file", "https://github.com/ice/robots"),
    ("https://github.com/ice/robots?tab=readme-ov-file#readme", "https://github.com/ice/robots"),
    ("https://github.com/ice/robots#readme", "https://github.com/ice/robots"),
    ("https://github.com/Ice/robots/tree/Main", "https://github.com/ice/robots/tree/Main"),
]

DIFFERENT = [
    ("https://example.org/a", "https://example.org/A"),
    ("https://example.org/a", "https://example.org/b"),
    ("https://example.org/a?id=1", "https://example.org/a?id=2"),
    ("https://example.org/a?id=1", "https://example.org/a"),
    ("https://example.org/a#data", "https://example.org/a#models"),
    ("https://example.org/#!/a", "https://example.org/#!/b"),
    ("https://example.org:8080/a", "https://example.org/a"),
    ("http://example.org:443/a", "https://example.org/a"),
    ("https://www.org/", "https://org/"),
    ("https://ice@example.org/a", "https://example.org/a"),
    ("ftp://example.org/a", "https://example.org/a"),
    ("https://example.org/a%2Fb", "https://example.org/a/b"),
    ("https://github.com/ice/robots/tree/main", "https://github.com/ice/robots/tree/Main"),
    ("https://github.com/ice/robots/issues?q=a", "https://github.com/ice/robots/issues"),
    ("https://github.com/ice/robots#data", "https://github.com/ice/robots"),
    ("https://github.com/ice/robots?tab=MIT-1-ov-file", "https://github.com/ice/robots"),
    ("https://gitlab.com/Ice/Robots", "https://gitlab.com/ice/robots"),
    ("https://github.com", "https://github.com/ice"),
]


@pytest.mark.parametrize(("first", "second"), EQUAL)
def test_equal(first: str, second: str) -> None:
    assert normalise_url(first) == normalise_url(second) == second


@pytest.mark.parametrize(("first", "second"), DIFFERENT)
def test_different(first: str, second: str) -> None:
    assert normalise_url(first) != normalise_url(second)


@pytest.mark.parametrize(
    "text",
    ["", "docs/ice.md", "#ice", "mailto:ice@example.org", "http://[", "https://", "https:///ice"],
)
def test_other_texts_are_unchanged(text: str) -> None:
    assert parse_web_url(text) is None
    assert normalise_url(f" {text} ") == text


def test_split() -> None:
    assert parse_web_url("HTTP://WWW.Example.org:80/Ice?a=1#b") == UrlParts(
        "http", "www.example.org", "/Ice", "a=1", "b"
    )
    assert parse_web_url("https://[::1]:8080/") == UrlParts("https", "[::1]:8080", "/", "", "")


def test_without_www() -> None:
    assert without_www("www.example.org") == "example.org"
    assert without_www("example.org") == "example.org"
    assert without_www("www.org") == "www.org"
    assert without_www("www.www.org") == "www.www.org"


@given(URLS)
def test_normalising_twice_changes_nothing(url: str) -> None:
    once = normalise_url(url)
    assert normalise_url(once) == once
