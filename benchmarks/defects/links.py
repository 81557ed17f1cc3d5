"""Defects of links: missing brackets, broken URLs, missing targets."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from random import Random
from urllib.parse import quote

from awesome_lint.identifiers.identity import identify
from awesome_lint.model import Edit, Link
from defects.source import Kind, Mutation, Source, kind

_SIMPLE = re.compile(r"\[([^\[\]()<>!`*]*[^\W_][^\[\]()<>!`*]*)\]\(([^()\s<>]+)\)")
# A number in brackets may be a footnote.
_WORDS = re.compile(r"\[([^\[\]()<>!`*]*[^\W\d_]{2}[^\[\]()<>!`*]*)\]\(([^()\s<>]+)\)")
_DOUBLE = re.compile(r"\[\[([^\[\]()<>!`*]*[^\W_][^\[\]()<>!`*]*)\]\]\(([^()\s<>]+)\)")
# Names with other endings may be files: `setup.py`, `README.md`, `install.sh`.
_HOST = re.compile(r"https?://(?:[a-z0-9-]+\.)+(?:com|org|net|edu|gov|io|ai)/")

Change = Callable[[str, str, Random], str]


def _written(source: Source, pattern: re.Pattern[str]) -> Iterator[tuple[Link, re.Match[str]]]:
    """Yield the links that match `pattern` and are not inside other brackets."""
    for link in source.links:
        line = source.lines[link.span.line - 1]
        around = line[: link.span.column - 1][-1:] + line[link.span.end_column - 1 :][:1]
        match = pattern.fullmatch(source.document.slice(link.span))
        if match and not set(around) & set("[]()"):
            yield link, match


def _change(name: str, change: Change, pattern: re.Pattern[str] = _SIMPLE) -> Kind:
    """Return a decorator that makes a kind of a function from text and URL to the new source."""

    @kind(name, "link-malformed")
    def plant(source: Source, random: Random) -> Iterator[Mutation]:
        for link, match in _written(source, pattern):
            yield source.replace(link.span, change(match[1], match[2], random))

    return plant


def _address(name: str, change: Callable[[str, Random], str], *rules: str) -> Kind:
    """Return a decorator that makes a kind of a function from the URL to the new one."""

    @kind(name, *(rules or ("link-malformed",)))
    def plant(source: Source, random: Random) -> Iterator[Mutation]:
        for link, _ in _written(source, _SIMPLE):
            if _HOST.match(link.url):
                yield source.replace(link.url_span, change(link.url, random))

    return plant


def _scheme(url: str, random: Random) -> str:
    typos = ("htps://", "htpps://", "hhtps://", "ttps://", "https:/", "https//", "https;//")
    return random.choice(typos) + url.partition("://")[2]


def _invisible(url: str, random: Random) -> str:
    at = random.choice((0, len(url), random.randrange(len("https://"), len(url))))
    return url[:at] + random.choice("\u200b\u2060\ufeff") + url[at:]


def _other_space(url: str, random: Random) -> str:
    url = url.partition("?")[0].partition("#")[0]
    space = random.choice(("\u00a0", "\u202f", "%C2%A0", "%EF%BB%BF", "%E2%80%8B"))
    return random.choice((url + space, space + url))


_KNOWN = re.compile(r"(https?://(?:www\.)?(?:arxiv\.org|github\.com|huggingface\.co))/(\w{3})")


@kind("host glued to its path", "link-malformed")
def glued_host(source: Source, _random: Random) -> Iterator[Mutation]:
    """Leave out the slash after a well-known host."""
    for link, _ in _written(source, _SIMPLE):
        if _KNOWN.match(link.url):
            yield source.replace(link.url_span, _KNOWN.sub(r"\1\2", link.url, count=1))


def _tracked(url: str, _: Random) -> str:
    page, mark, fragment = url.partition("#")
    return f"{page}{'&' if '?' in page else '?'}utm_source=newsletter{mark}{fragment}"


def _dropped(url: str, random: Random) -> str:
    schemes = ("file:///", "ftp://", "magnet:?xs=", "obsidian:", "vscode:")
    return random.choice(schemes) + url.partition("://")[2]


@kind("full-width punctuation after a bare URL", "link-malformed")
def full_width_after_url(source: Source, random: Random) -> Iterator[Mutation]:
    """Write the URL of a link bare, with punctuation or text in full width after it."""
    for link, match in _written(source, _SIMPLE):
        if _HOST.match(link.url) and link.url.isascii():
            after = random.choice(("。", "，以及更多", "）", "」", "；另见", "、", "）很好"))
            before = "（" if after.startswith("）") else ""
            yield source.replace(link.span, f"{match[1]} {before}{link.url}{after}")


@kind("broken URL in a srcset", "link-malformed", "image-not-image")
def broken_srcset(source: Source, random: Random) -> Iterator[Mutation]:
    """Put an image after a link, with a broken URL for one of its sizes."""
    for link, match in _written(source, _SIMPLE):
        if _HOST.match(link.url):
            broken = random.choice((_scheme, _dropped))("https://img.example.org/ice.png", random)
            sizes = ["https://img.example.org/ice-2.png 2x", f"{broken} 1x"]
            random.shuffle(sizes)
            image = f'<img src="https://img.example.org/ice.png" srcset="{", ".join(sizes)}">'
            yield source.replace(link.span, f"{match[0]} {image}")


@kind("one of two brackets lost", "link-malformed")
def half_bracket(source: Source, random: Random) -> Iterator[Mutation]:
    """Leave one bracket out of `[[text]](url)`."""
    for link, match in _written(source, _DOUBLE):
        text, url = match.groups()
        yield source.replace(link.span, random.choice((f"[[{text}]({url})", f"[{text}]]({url})")))


_BRACKETED = re.compile(r"\[(\[[^\[\]()<>!`*]*[^\W_][^\[\]()<>!`*]*\]\([^()\s<>]+\))\]")


@kind("bracket around a link lost", "link-malformed")
def lone_bracket(source: Source, random: Random) -> Iterator[Mutation]:
    """Leave one bracket out of `[[text](url)]`."""
    for link in source.links:
        line = source.lines[link.span.line - 1]
        around = slice(link.span.column - 2, link.span.end_column)
        if link.span.column > 1 and (match := _BRACKETED.fullmatch(line[around])):
            wrong = random.choice((f"[{match[1]}", f"{match[1]}]"))
            yield Mutation(
                link.span.line,
                1,
                (line[: around.start] + wrong + line[around.stop :],),
                link.span.line,
                link.span.line,
            )


@kind("empty link", "link-empty")
def empty(source: Source, _random: Random) -> Iterator[Mutation]:
    """Remove the URL of a link."""
    for link, match in _written(source, _SIMPLE):
        yield source.replace(link.span, f"[{match[1]}]()")


_UP = re.compile(r"\b(?:back|contents?|home|index|menu|return|toc|top|up)\b", re.IGNORECASE)


@kind("link to the top", "link-empty")
def to_top(source: Source, _random: Random) -> Iterator[Mutation]:
    """Replace the URL of a link by `#`, if its text is not about the top of the page.

    Only in entries with another link: an item whose only link leads to its own page is an item of a
    table of contents.
    """
    urls = {link.span: entry.links for entry in source.entries for link in entry.links}
    for link, match in _written(source, _WORDS):
        others = [each for each in urls[link.span] if each.url.startswith("http")]
        if len(others) > 1 and not _UP.search(match[1]):
            yield source.replace(link.span, f"[{match[1]}](#)")


@kind("wrong anchor", "link-fragment")
def wrong_anchor(source: Source, random: Random) -> Iterator[Mutation]:
    """Make a typo in the `#section` of a working link."""
    slugs = {link.url.lower() for link in source.document.links if link.url.startswith("#")}
    for link in source.document.links:
        name = link.url[1:]
        if (
            link.kind == "inline"
            and link.url.startswith("#")
            and len(name) >= 4
            and source.is_clean(link.span)
            and source.document.slice(link.url_span) == link.url
        ):
            at = random.randrange(1, len(name))
            wrong = random.choice(
                (f"#{name[:at]}{name[at + 1 :]}", f"#{name}s", f"#{name[:at]}x{name[at:]}")
            )
            if wrong.lower() not in slugs:
                yield source.replace(link.url_span, wrong)


_DOI = re.compile(r"https://doi\.org/(10\.\d{4,9}/[^?#]+)", re.IGNORECASE)


def _linked_by_doi(source: Source) -> Iterator[Edit]:
    """Write the DOI of every third paper on arXiv or in the ACL Anthology as its URL."""
    papers = [link for link in source.links if identify(link.url).startswith(("acl:", "arxiv:"))]
    for link in papers[::3]:
        registry, _, number = identify(link.url).partition(":")
        doi = f"10.48550/arXiv.{number}" if registry == "arxiv" else f"10.18653/v1/{number}"
        yield Edit(link.url_span, f"https://doi.org/{doi}")


def _doi(name: str, rule: str, change: Callable[[str, Random], str]) -> Kind:
    """Return a decorator that makes a kind of a function from a DOI to the new URL."""

    @kind(name, rule, prepare=_linked_by_doi)
    def plant(source: Source, random: Random) -> Iterator[Mutation]:
        for link in source.links:
            if match := _DOI.fullmatch(link.url):
                yield source.replace(link.url_span, change(match[1], random))

    return plant


def _wrong_doi(number: str, random: Random) -> str:
    prefix, _, suffix = number.partition("/")
    return random.choice(
        (
            f"https://doi.org/doi:{number}",
            f"https://doi.org/{prefix.removeprefix('10.')}/{suffix}",
            f"https://doi.org/abs/{number}",
            f"https://doi.org/{prefix}",
            f"https://doi.org/{number}.",
        )
    )


def _old_host(number: str, random: Random) -> str:
    return f"{random.choice(('http', 'https'))}://dx.doi.org/{number}"


_CUT_DOI = re.compile(r"https://doi\.org/10\.(?:18653/v1/[0-9]{4}|48550/arXiv\.[0-9]{4})")


@kind("DOI cut off", "doi-format", prepare=_linked_by_doi)
def cut_doi(source: Source, _random: Random) -> Iterator[Mutation]:
    """End a DOI of the ACL Anthology or of arXiv after four digits."""
    for link in source.links:
        if match := _CUT_DOI.match(link.url):
            yield source.replace(link.url_span, match[0])


KINDS = (
    _change("] lost", lambda text, url, _: f"[{text}({url})"),
    _change("[ lost", lambda text, url, _: f"{text}]({url})"),
    _change("( lost", lambda text, url, _: f"[{text}]{url})"),
    _change(") lost", lambda text, url, _: f"[{text}]({url}"),
    _change("]] lost", lambda text, url, _: f"[[{text}({url})", _DOUBLE),
    _change("] lost after parentheses", lambda text, url, _: f"[{text} (now) here({url})"),
    _change(") doubled", lambda text, url, _: f"[{text}]({url}))"),
    _change("full-width )", lambda text, url, _: f"[{text}]({url}）"),
    half_bracket,
    lone_bracket,
    glued_host,
    _change("space between ] and (", lambda text, url, _: f"[{text}] ({url})", _WORDS),
    _change("brackets swapped", lambda text, url, _: f"({text})[{url}]"),
    _change("brackets for parentheses", lambda text, url, _: f"[{text}][{url}]"),
    _change("space in the address", lambda text, url, _: f"[{text}]({url} {quote(text)}.pdf)"),
    _address("broken scheme", _scheme),
    _address("scheme left out", lambda url, _: url.partition("://")[2]),
    _address("scheme that GitHub drops", _dropped),
    full_width_after_url,
    broken_srcset,
    _change(") after a full stop", lambda text, url, _: f"[{text}]({url}).)"),
    _change("full-width ) doubled", lambda text, url, _: f"[{text}]({url})）"),
    _address("address doubled", lambda url, _: url + url),
    _address("curly quotation marks", lambda url, _: f"“{url}”"),
    _address("invisible character", _invisible),
    _address("space that is not ASCII", _other_space),
    _address("path with backslashes", lambda url, _: f"papers\\{len(url)}\\notes.md"),
    empty,
    to_top,
    wrong_anchor,
    _doi("DOI that cannot resolve", "doi-format", _wrong_doi),
    cut_doi,
    _doi("old DOI host", "url-style", _old_host),
    _address(
        "tracking parameter",
        _tracked,
        "url-style",
        "arxiv-url",
    ),
)
