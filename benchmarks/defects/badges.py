"""Defects of badges: those of another repository or paper, and retired ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random

from awesome_lint.identifiers.badges import linked_by
from awesome_lint.identifiers.link_labels import is_label
from awesome_lint.model import Edit, Entry, Link, Span
from defects.source import Kind, Mutation, Prepare, Source, kind

_STARS = "https://img.shields.io/github/stars/"
_PAPER = "https://img.shields.io/badge/arXiv-"
_NAMES = ("anchor", "beacon", "canyon", "dynamo", "engine", "falcon", "garnet", "hazel")
_OWNERS = ("ada", "barbara", "dorothy", "edith", "frances", "grace", "hedy", "joan")
_OTHER = ("alan/quartz", "kurt/violet", "emmy/willow")
"""Repositories that no entry is about."""


def _with(badge: Callable[[Entry, int], str]) -> Prepare:
    """Return a function that puts a badge after every third entry; none if it is empty."""

    def prepare(source: Source) -> Iterator[Edit]:
        for number, entry in enumerate(source.entries[::3]):
            link = entry.links[-1] if entry.links else None
            if link is None or entry.kind != "bullet":
                continue
            if link.span.line == link.span.end_line == entry.span.end_line:
                line, column = link.span.line, len(source.lines[link.span.line - 1]) + 1
                if text := badge(entry, number):
                    yield Edit(Span(line, column, line, column), f" {text}")

    return prepare


def _linked_by(entry: Entry, platform: str) -> dict[str, Link]:
    """Return the repositories or papers that an entry links to, with a link to each."""
    return {
        subject.name: link
        for link in entry.links
        for subject in linked_by(link.url)
        if subject.platform == platform
    }


def _repository(number: int) -> str:
    name = _NAMES[number % len(_NAMES)]
    return f"{_OWNERS[number // len(_NAMES) % len(_OWNERS)]}/{name}{number}"


def _linked(entry: Entry, number: int) -> str:
    (name, *others) = _linked_by(entry, "github") or {_repository(number)}
    if others:
        return ""
    return f"[![Stars]({_STARS}{name}?style=social)](https://github.com/{name})"


def _beside(entry: Entry, number: int) -> str:
    found = _linked_by(entry, "github")
    if not found:
        name = _repository(number)
        return f"[code](https://github.com/{name}) ![Stars]({_STARS}{name})"
    ((name, link), *others) = found.items()
    is_clear = not others and (link == entry.main_link or is_label(link.text))
    return f"![Stars]({_STARS}{name})" if is_clear else ""


def _paper(entry: Entry, number: int) -> str:
    (identifier, *others) = _linked_by(entry, "arxiv") or {f"2305.{number + 1:05}"}
    if others:
        return ""
    return f"[![arXiv]({_PAPER}{identifier}-b31b1b)](https://arxiv.org/abs/{identifier})"


_with_linked, _with_beside, _with_papers = _with(_linked), _with(_beside), _with(_paper)


def _repository_of_another(name: str, prepare: Prepare) -> Kind:
    """Return a kind that changes the repository in the URL of a badge."""

    @kind(name, "badge-mismatch", prepare=prepare)
    def plant(source: Source, random: Random) -> Iterator[Mutation]:
        badges = [link for link in source.document.links if link.url.startswith(_STARS)]
        for number, link in enumerate(badges):
            another = badges[number - 1].url if number else f"{_STARS}{_OTHER[0]}"
            yield source.replace(
                link.url_span, random.choice((another, *(f"{_STARS}{name}" for name in _OTHER)))
            )

    return plant


@kind("badge of another paper", "badge-mismatch", prepare=_with_papers)
def _other_paper(source: Source, random: Random) -> Iterator[Mutation]:
    for link in source.document.links:
        if link.kind == "image" and link.url.startswith(_PAPER):
            other = f"{_PAPER}2306.{random.randint(1, 20_000):05}-b31b1b"
            yield source.replace(link.url_span, other)


@kind("retired badge", "badge-retired", prepare=_with_linked)
def _retired(source: Source, random: Random) -> Iterator[Mutation]:
    for link in source.document.links:
        if link.kind == "image" and link.url.startswith(_STARS):
            name = link.url.removeprefix(_STARS).partition("?")[0]
            other = random.choice(
                (
                    f"https://travis-ci.org/{name}.svg?branch=main",
                    f"https://david-dm.org/{name}.svg",
                    f"https://img.shields.io/travis/{name}.svg",
                    f"https://img.shields.io/david/{name}",
                    f"https://img.shields.io/lgtm/grade/python/g/{name}",
                    f"https://img.shields.io/github/workflow/status/{name}/CI",
                    f"https://cdn.rawgit.com/{name}/main/badge.svg",
                    f"https://codeclimate.com/github/{name}/badges/gpa.svg",
                )
            )
            yield source.replace(link.url_span, other)


KINDS = (
    _repository_of_another("badge of another repository", _with_linked),
    _repository_of_another("badge of another repository than the link beside it", _with_beside),
    _other_paper,
    _retired,
)
