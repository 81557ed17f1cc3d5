"""URLs of images that are not images, or that stop working."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from msgspec import Struct

from awesome_lint import rulebook
from awesome_lint.bounded import split_url
from awesome_lint.identifiers.url import UrlParts, parse_web_url, without_www
from awesome_lint.rulebook import ExpiringImage, ImagePage, NamedImages, NoImageFile
from awesome_lint.text.patterns import deferred

_PROXY = deferred(
    r"https?://camo\.githubusercontent\.com/[0-9a-f]+/(?P<url>(?:[0-9a-f]{2})+)(?:[?#].*)?",
    re.IGNORECASE,
)
_PROXY_HOST = deferred(r"(?:https?:)?//camo\.githubusercontent\.com/", re.IGNORECASE)
_WEB_URL = deferred(r"https?://[!-~]+\.[!-~]+", re.IGNORECASE)
_NESTED = deferred(r"https?(?::|%3a)", re.IGNORECASE)


class NoImage(Struct, frozen=True):
    """The reason why a URL is not that of an image."""

    what: str
    """The description of what it is: `a video`."""
    corrected: str | None = None
    """The URL of the image, if it is known."""
    is_video: bool = False
    """Whether it is a video."""


def is_proxied(url: str) -> bool:
    """Return whether a URL is one of GitHub's image proxy."""
    return _PROXY_HOST().match(url) is not None


def proxied_url(url: str) -> str | None:
    """Return the URL of the image in a URL of GitHub's image proxy; None if it is not known.

    The path of the proxy is a digest and the URL in hexadecimal digits (atmos/camo, README).
    """
    match = _PROXY().fullmatch(url)
    if match is None:
        return None
    original = bytes.fromhex(match["url"]).decode("ascii", "replace")
    return original if _WEB_URL().fullmatch(original) else None


def expiry(url: str) -> str | None:
    """Return the reason why the URL of an image stops working, as a clause; None if it does not."""
    parts = parse_web_url(url) if "//" in url else None
    if parts is None:
        return None
    names = frozenset(field.partition("=")[0].lower() for field in parts.query.split("&"))
    for row in _expiring():
        if row.host in ("", parts.host) and row.parameters <= names:
            return row.what
    return None


def diagnose(url: str) -> NoImage | None:
    """Return what the URL of an image is, if it is a page or file that browsers do not show."""
    parts = parse_web_url(url) if "//" in url else None
    if parts is None:
        return _diagnose_file(split_url(url).path)
    page = _find_page(parts)
    if page is not None:
        return NoImage(page.what, _replace(url, page), page.video)
    if parts.host in _hosts_of_named_images() or _NESTED().search(parts.path):
        return None
    return _diagnose_file(parts.path)


def _diagnose_file(path: str) -> NoImage | None:
    extension = _extension(path)
    file = _files().get(extension)
    return None if file is None else NoImage(file.what, is_video=file.video)


def _extension(path: str) -> str:
    """Return the file name extension of a path in lower case, or an empty string."""
    _, dot, extension = path.rpartition("/")[2].rpartition(".")
    return extension.lower() if dot else ""


def _find_page(parts: UrlParts) -> ImagePage | None:
    host = without_www(parts.host)
    fields = frozenset(parts.query.split("&"))
    names = parts.path.strip("/").split("/")
    for name in (host, f"*.{host.partition('.')[2]}"):
        for page in _pages().get(name, ()):
            if (
                _is_at(names, page.path.split("/"))
                and page.unless.isdisjoint(fields)
                and not (page.without_extension and _extension(names[-1]))
            ):
                return page
    return None


def _is_at(names: Sequence[str], form: Sequence[str]) -> bool:
    """Return whether the names of a path match those of a form (`ImagePage.path`)."""
    if form[-1] == "**":
        form = form[:-1]
        names = names[: len(form)]
    return len(names) == len(form) and all(
        name.startswith(each[:-1]) if each.endswith("*") else name == each
        for name, each in zip(names, form, strict=True)
    )


def _replace(url: str, page: ImagePage) -> str | None:
    if page.replace is None:
        return None
    before, after = page.replace
    return url.replace(before, after, 1) if url.count(before) == 1 else None


@cache
def _pages() -> Mapping[str, Sequence[ImagePage]]:
    pages: dict[str, list[ImagePage]] = {}
    for row in rulebook.images():
        if isinstance(row, ImagePage):
            pages.setdefault(row.host, []).append(row)
    return pages


@cache
def _files() -> Mapping[str, NoImageFile]:
    rows = rulebook.images()
    return {row.extension: row for row in rows if isinstance(row, NoImageFile)}


@cache
def _expiring() -> tuple[ExpiringImage, ...]:
    return tuple(row for row in rulebook.images() if isinstance(row, ExpiringImage))


@cache
def _hosts_of_named_images() -> frozenset[str]:
    return frozenset(row.host for row in rulebook.images() if isinstance(row, NamedImages))
