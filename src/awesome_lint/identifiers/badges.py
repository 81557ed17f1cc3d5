"""Badges: the repository or the paper that an image or a link is about, and retired badges."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Final, TypeVar
from urllib.parse import unquote

from msgspec import Struct

from awesome_lint import rulebook
from awesome_lint.bounded import query_fields
from awesome_lint.identifiers import arxiv
from awesome_lint.identifiers.url import UrlParts, parse_web_url, without_www
from awesome_lint.rulebook import (
    BadgeAlias,
    Platform,
    RepositoryBadge,
    RepositoryPage,
    RetiredBadge,
    RetiredMessage,
    StaticBadgeLabel,
)
from awesome_lint.text.globs import Globs
from awesome_lint.text.patterns import deferred

_REPOSITORY: Final = r"(?P<owner>[A-Za-z0-9][A-Za-z0-9_-]{0,99})/(?P<name>[A-Za-z0-9._-]{1,100}?)"
_NAMED: Final = deferred(_REPOSITORY)
_IMAGE_TYPE: Final = r"(?:\.(?:gif|jpg|json|png|svg))?"
"""The file type of a badge, which may follow its path."""
_NO_NAME: Final = deferred(_IMAGE_TYPE)
_PLACEHOLDER: Final = re.compile(r"\{(\w+)\}|(/?\*\*)|(\*)")
_ARXIV: Final = deferred(
    r"(?:arxiv[\s:./-]{0,3}(?:abs/|pdf/)?([0-9]{4}\.[0-9]{4,5}))(?![0-9])", re.ASCII | re.IGNORECASE
)
_ARXIV_ID: Final = deferred(r"([0-9]{4}\.[0-9]{4,5})(?:v[0-9]{1,2})?", re.ASCII)
_STATIC_HOST: Final = "img.shields.io"
_STATIC_PATH: Final = "/badge/"
_STATIC_QUERY_PATH: Final = "/static/v1"
_WITH_OWN_MESSAGE: Final = frozenset({"badge", "endpoint", "static"})
"""The first names of the paths of shields.io whose message comes from the URL or another server."""
# shields.io, "Static badge": a dash separates label, message and color; two dashes are one, two
# underscores are one, one underscore is a space.
_PART_OF_STATIC: Final = deferred(r"(?:[^-]|--)+")
_STAR_HISTORY: Final = "star-history.com"
_MAX_URL_CHARS: Final = 1000
"""The maximum number of characters of a URL that is parsed."""
_MAX_NAMES: Final = 12
"""The maximum number of segments of a path that is looked up."""

_Path = TypeVar("_Path", RepositoryBadge, RepositoryPage, RetiredBadge)


class Subject(Struct, frozen=True, gc=False):
    """The repository or the paper that a badge or a page is about."""

    platform: Platform
    """The site that has it."""
    name: str
    """The owner and the name of a repository, as written, or an arXiv identifier."""

    @property
    def key(self) -> str:
        """The name in a form that is equal for equal subjects of a platform."""
        return self.name.lower()

    @property
    def owner(self) -> str:
        """The owner of a repository in lower case."""
        return self.key.partition("/")[0]

    @property
    def title(self) -> str:
        """The name of a repository without its owner, in lower case; an arXiv identifier."""
        return self.key.rpartition("/")[2]


class Retired(Struct, frozen=True):
    """The facts about an image that is no longer served."""

    row: RetiredBadge
    """The row of the table."""
    names: Mapping[str, str]
    """The names in the path, by their placeholders in the row."""
    query: str
    """The query of the URL, as written."""


class _Row(Struct, frozen=True):
    """A row of the table."""

    row: RepositoryBadge | RepositoryPage | RetiredBadge
    literals: int
    """The number of names in its path that are written out."""


_Index = Mapping[str, Mapping[str, Sequence[_Row]]]
"""Rows by host, and by the names that are written out at the beginning of their path."""


def shown_by(url: str) -> tuple[Subject, ...]:
    """Return the repositories, or the paper, that the image of a URL shows.

    The result is empty for images other than badges of repositories and papers. It has several
    repositories for a chart that compares them.
    """
    parts = _parts(url)
    if parts is None:
        return ()
    host = _host(parts)
    if host == _STATIC_HOST:
        subject = _shown_by_static(*_static_texts(parts))
        if subject is not None:
            return (subject,)
    return _subjects(parts, _index(RepositoryBadge).get(host, {}))


def linked_by(url: str) -> tuple[Subject, ...]:
    """Return the repositories, or the paper, that the page of a URL is about."""
    paper = arxiv.parse_url(url)
    if paper is not None and isinstance(paper.identifier, arxiv.ArxivId):
        return (Subject("arxiv", paper.identifier.id),)
    parts = _parts(url)
    if parts is None:
        return ()
    host = _host(parts)
    if host == _STAR_HISTORY and parts.fragment:
        # `#robots/ice&robots/snow&Date`
        return tuple(_repositories(parts.fragment.split("&"), "github"))
    return _subjects(parts, _index(RepositoryPage).get(host, {}))


def retired(url: str) -> Retired | None:
    """Return the facts about an image that is no longer served, by its URL; None for others."""
    parts = _parts(url)
    if parts is None:
        return None
    host = _host(parts)
    found = _find(parts, _index(RetiredBadge).get(host, {}))
    if found is None:
        return None
    row, match = found
    if not isinstance(row.row, RetiredBadge):
        return None
    served = _find(parts, _index(RepositoryBadge).get(host, {}))
    if served is not None and served[0].literals > row.literals:
        return None
    names = match.groupdict()
    if "owner" in names:
        names["repository"] = f"{names['owner']}/{names['name']}"
    return Retired(row.row, names, parts.query)


def may_say_retired(url: str) -> bool:
    """Return whether the title of an image says so if its service has retired it.

    False for badges whose message comes from the URL or from another server.
    """
    parts = _parts(url)
    if parts is None or without_www(parts.host) not in _retired_messages():
        return False
    return re.split(r"[/.]", parts.path.lstrip("/"), maxsplit=1)[0] not in _WITH_OWN_MESSAGE


def says_retired(url: str, title: str) -> bool:
    """Return whether the title of an image says that its service has retired it.

    The title is a label, a colon and a message, or only a message.
    """
    parts = _parts(url)
    if parts is None or not may_say_retired(url):
        return False
    message = title.rpartition(": ")[2]
    return _retired_messages()[without_www(parts.host)].match(message.lower())


def replace_repository(url: str, old: Subject, new: Subject) -> str | None:
    """Return the URL of the badge, or of the front page, of another repository.

    None if the name is not written exactly once, or if the URL names a part of the repository,
    such as a branch or a workflow.
    """
    parts = _parts(url)
    if parts is None or url.count(old.name) != 1:
        return None
    before, _, after = url.partition(old.name)
    if not re.fullmatch(rf"{_IMAGE_TYPE}/?(?:[?&#].*)?", after):
        return None
    return before + new.name + after


def _parts(url: str) -> UrlParts | None:
    return parse_web_url(url) if "//" in url and len(url) <= _MAX_URL_CHARS else None


def _host(parts: UrlParts) -> str:
    host = without_www(parts.host)
    return _aliases().get(host, host)


def _static_texts(parts: UrlParts) -> tuple[str, str]:
    """Return the label and the message of a static badge; empty texts for other badges."""
    if parts.path == _STATIC_QUERY_PATH:
        fields = dict(query_fields(parts.query))
        return fields.get("label", ""), fields.get("message", "")
    if not parts.path.startswith(_STATIC_PATH):
        return "", ""
    text = unquote(parts.path.removeprefix(_STATIC_PATH))
    written = [part.replace("--", "-") for part in _PART_OF_STATIC().findall(text)]
    texts = [each.replace("__", "\0").replace("_", " ").replace("\0", "_") for each in written]
    *_, label, message = ("", "", *texts[:-1])
    return label, message


def _shown_by_static(label: str, message: str) -> Subject | None:
    """Return what a static badge shows: `arXiv` and `2401.01234`, `GitHub` and `robots/ice`."""
    if match := _ARXIV().search(f"{label} {message}") or _ARXIV_ID().fullmatch(message.strip()):
        identifier = arxiv.parse_identifier(match[1])
        return Subject("arxiv", identifier.id) if isinstance(identifier, arxiv.ArxivId) else None
    platform = _labels().get(label.strip().lower())
    if platform is None:
        return None
    return next(_repositories([message.strip()], platform), None)


def _subjects(parts: UrlParts, rows: Mapping[str, Sequence[_Row]]) -> tuple[Subject, ...]:
    found = _find(parts, rows)
    if found is None:
        return ()
    row, match = found
    if isinstance(row.row, RetiredBadge):
        return ()
    platform = row.row.platform
    if row.row.parameter:
        values = (value for name, value in query_fields(parts.query) if name == row.row.parameter)
        return tuple(_named_by(next(values, ""), platform))
    names = match.groupdict()
    if "owner" not in names:
        return ()
    return tuple(_repositories([f"{names['owner']}/{names['name']}"], platform))


def _named_by(value: str, platform: Platform) -> Iterator[Subject]:
    """Yield what the value of a query parameter names: repositories, or a page."""
    if "//" not in value:
        yield from _repositories(value.split(","), platform)
    elif match := _ARXIV().search(value):
        yield Subject("arxiv", match[1])
    else:
        yield from linked_by(value)


def _repositories(names: Sequence[str], platform: Platform) -> Iterator[Subject]:
    for name in names:
        match = _NAMED().fullmatch(name.strip())
        if match is None or not match["name"].strip(".") or _NO_NAME().fullmatch(match["name"]):
            continue
        if match["owner"].lower() not in _reserved(platform):
            yield Subject(platform, name.strip().removesuffix(".git"))


def _find(parts: UrlParts, rows: Mapping[str, Sequence[_Row]]) -> tuple[_Row, re.Match[str]] | None:
    """Return the row whose path matches with most names written out, and the match."""
    if not rows:
        return None
    path = parts.path.strip("/")
    names = path.split("/")[:_MAX_NAMES]
    for end in range(len(names), -1, -1):
        for row in rows.get("/".join(names[:end]), ()):
            if match := _pattern_of_path(row.row.path).fullmatch(path):
                return row, match
    return None


@cache
def _index(kind: type[_Path]) -> _Index:
    index: dict[str, dict[str, list[_Row]]] = {}
    for row in rulebook.badges():
        if isinstance(row, kind):
            names = row.path.split("/")
            written = [name for name in names if not _PLACEHOLDER.search(name)]
            first = next((at for at, name in enumerate(names) if name not in written), len(names))
            rows = index.setdefault(row.host, {}).setdefault("/".join(names[:first]), [])
            rows.append(_Row(row, len(written)))
            rows.sort(key=lambda each: -each.literals)
    return index


@cache
def _pattern_of_path(path: str) -> re.Pattern[str]:
    """Return the pattern of a path of the table."""
    pattern, end = "", 0
    for mark in _PLACEHOLDER.finditer(path):
        pattern += re.escape(path[end : mark.start()]) + _pattern(mark)
        end = mark.end()
    return re.compile(pattern + re.escape(path[end:]) + _IMAGE_TYPE)


def _pattern(mark: re.Match[str]) -> str:
    if mark[3]:
        return "[^/]*"
    if mark[2]:
        return "(?:/.*)?" if mark[2].startswith("/") else ".*"
    if mark[1] == "repository":
        return _REPOSITORY
    names = {"file": ".+", "path": ".+?"}
    return f"(?P<{mark[1]}>{names.get(mark[1], '[^/]+?')})"


@cache
def _aliases() -> Mapping[str, str]:
    return {row.host: row.of for row in rulebook.badges() if isinstance(row, BadgeAlias)}


@cache
def _retired_messages() -> Mapping[str, Globs]:
    """Return the messages of badges that are retired, by host."""
    texts: dict[str, list[str]] = {}
    for row in rulebook.badges():
        if isinstance(row, RetiredMessage):
            texts.setdefault(row.host, []).append(row.text)
    return {host: Globs(globs) for host, globs in texts.items()}


@cache
def _labels() -> Mapping[str, Platform]:
    rows = rulebook.badges()
    return {row.word: row.platform for row in rows if isinstance(row, StaticBadgeLabel)}


def _reserved(platform: Platform) -> frozenset[str]:
    """Return the names that are not accounts of a platform."""
    if platform == "huggingface":
        return rulebook.words("urls", "huggingface.co")
    return rulebook.words("urls", "github.com")
