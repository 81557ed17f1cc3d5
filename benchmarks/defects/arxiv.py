"""Defects of arXiv identifiers and URLs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from random import Random

from awesome_lint.model import Link
from defects.source import Kind, Mutation, Source, kind

_PLAIN = re.compile(r"https://arxiv\.org/(abs|pdf)/(\d\d)(\d\d)\.(\d{5})(v\d+)?(?:\.pdf)?")

Change = Callable[[re.Match[str], Random], str]


def _papers(source: Source) -> Iterator[tuple[Link, re.Match[str]]]:
    for link in source.links:
        if match := _PLAIN.fullmatch(link.url):
            yield link, match


def _change(name: str, rule: str, change: Change) -> Kind:
    @kind(name, rule)
    def plant(source: Source, random: Random) -> Iterator[Mutation]:
        for link, match in _papers(source):
            yield source.replace(link.url_span, change(match, random))

    return plant


def _number(match: re.Match[str], number: str) -> str:
    page, year, month, _, version = match.groups()
    return f"https://arxiv.org/{page}/{year}{month}.{number}{version or ''}"


def _month(match: re.Match[str], random: Random) -> str:
    page, year, _, number, version = match.groups()
    month = random.choice(("00", "13", "14", "20", "21", "31", "92"))
    return f"https://arxiv.org/{page}/{year}{month}.{number}{version or ''}"


def _page(match: re.Match[str], random: Random) -> str:
    typos = {"abs": ("asb", "abd", "ab"), "pdf": ("pfd", "pd", "pdff")}[match[1]]
    return match[0].replace(f"/{match[1]}/", f"/{random.choice(typos)}/")


KINDS = (
    _change("month that is none", "arxiv-id", _month),
    _change("number 00000", "arxiv-id", lambda match, _: _number(match, "00000")),
    _change(
        "a digit too many",
        "arxiv-id",
        lambda match, random: _number(match, match[4] + str(random.randrange(10))),
    ),
    _change("a digit lost", "arxiv-id", lambda match, _: _number(match, match[4][:-1])),
    _change(
        "/abs/ left out", "arxiv-url", lambda match, _: match[0].replace(f"/{match[1]}/", "/", 1)
    ),
    _change("slip in /abs/ or /pdf/", "arxiv-url", _page),
    _change(
        "another host of arXiv's",
        "arxiv-url",
        lambda match, random: match[0].replace(
            "//", f"//{random.choice(('www', 'export', 'browse', 'web3', 'web10'))}."
        ),
    ),
    _change(
        "arXiv by its IP address",
        "arxiv-url",
        lambda match, _: match[0].replace("arxiv.org", "128.84.21.199"),
    ),
    _change(
        "arXiv's file server",
        "arxiv-url",
        lambda match, _: (
            f"https://arxiv.org/ftp/arxiv/papers/{match[2]}{match[3]}"
            f"/{match[2]}{match[3]}.{match[4]}.pdf"
        ),
    ),
    _change(
        "parameter that arXiv ignores",
        "arxiv-url",
        lambda match, random: match[0] + random.choice(("?ref=ice.example", "?context=cs.RO")),
    ),
    _change("http for arXiv", "arxiv-url", lambda match, _: match[0].replace("https", "http", 1)),
    _change("letter behind the identifier", "arxiv-url", lambda match, _: f"{match[0]}v"),
)
