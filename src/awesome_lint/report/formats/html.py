"""The report as a page: one HTML file, which loads nothing and works without scripts.

Its Content-Security-Policy allows only the style and the script of the page itself, by their
hashes. Links to web pages are the only thing in it that leads elsewhere.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator
from hashlib import sha256
from importlib import resources
from typing import Final, TextIO
from xml.etree.ElementTree import Element

from awesome_lint.model import Run
from awesome_lint.report import page
from awesome_lint.report.page.elements import (
    Content,
    add_source,
    element,
    page_source,
    shorten,
    with_code,
)
from awesome_lint.report.page.entries import entries
from awesome_lint.report.page.findings import findings
from awesome_lint.report.page.links import history, links
from awesome_lint.report.page.places import Places
from awesome_lint.report.totals import describe_totals
from awesome_lint.version import __version__

_MAX_NOTES: Final = 50
_MAX_FILES: Final = 50
_MAX_CHARS: Final = 2000
"""Characters of a note or an error."""


def write(run: Run, stream: TextIO) -> None:
    """Write `run` as a page: findings, links, entries, and the checks that the cache remembers."""
    style, script = (_read(name) for name in ("page.css", "page.js"))
    policy = _policy(style, script)
    head = element(
        "head",
        None,
        element("meta", {"charset": "utf-8"}),
        element("meta", {"http-equiv": "Content-Security-Policy", "content": policy}),
        element("meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"}),
        element("meta", {"name": "referrer", "content": "no-referrer"}),
        element("meta", {"name": "color-scheme", "content": "light dark"}),
        element("meta", {"name": "generator", "content": f"awesome-lint {__version__}"}),
        element("title", None, f"awesome-lint: {_files(run, 1)}"),
    )
    add_source(head, "style", style)
    body = element("body", None, *_body(run))
    add_source(body, "script", script)
    stream.write(page_source(element("html", {"lang": "en"}, head, body)))


def _read(name: str) -> str:
    return resources.files(page).joinpath(name).read_text(encoding="utf-8")


def _policy(style: str, script: str) -> str:
    allowed = (
        f"{kind}-src 'sha256-{b64encode(sha256(source.encode()).digest()).decode()}'"
        for kind, source in (("style", style), ("script", script))
    )
    return "; ".join(("default-src 'none'", *allowed, "base-uri 'none'", "form-action 'none'"))


def _body(run: Run) -> Iterator[Element]:
    places = Places(run)
    parts = (
        ("findings", "Findings", findings(run, places)),
        ("links", "Links", links(run, places)),
        ("entries", "Entries", entries(run, places)),
        ("history", "Link health", history(run.link_checks)),
    )
    yield element("a", {"class": "skip", "href": "#main"}, "Skip to the report")
    yield element(
        "header",
        None,
        element("h1", None, "awesome-lint"),
        element("p", {"class": "files"}, _files(run, _MAX_FILES)),
        element("p", {"class": "totals"}, f"{describe_totals(run)}."),
        element(
            "nav",
            {"aria-label": "Parts of the report"},
            *(element("a", {"href": f"#{name}"}, title) for name, title, _ in parts),
        ),
    )
    yield element(
        "main",
        {"id": "main"},
        *_remarks(run),
        *(_part(name, title, content) for name, title, content in parts),
    )
    yield element("footer", None, element("p", None, f"awesome-lint {__version__}"))


def _part(name: str, title: str, content: Iterable[Element]) -> Element:
    heading = element("h2", {"id": name}, title)
    return element("section", {"aria-labelledby": name}, heading, *content)


def _files(run: Run, limit: int) -> str:
    names = [shorten(name, _MAX_CHARS) for name in run.files]
    more = f" and {len(names) - limit} more" if len(names) > limit else ""
    return ", ".join(names[:limit]) + more


def _remarks(run: Run) -> Iterator[Element]:
    """Yield the notes, and what is missing from the report because of errors."""
    remarks = [
        *(f"internal error in {each.part}: {each.error}" for each in run.failures),
        *(str(each) for each in run.errors),
        *(each.message for each in run.notes if each.level != "detail"),
    ]
    if run.is_interrupted:
        remarks.append("interrupted: the report is not complete")
    if run.shard and run.shard.count > 1:
        remarks.append(f"shard {run.shard.number} of {run.shard.count}: the report is not complete")
    if not remarks:
        return
    items: list[Content] = [
        element("li", None, *with_code(shorten(each, _MAX_CHARS))) for each in remarks[:_MAX_NOTES]
    ]
    if len(remarks) > _MAX_NOTES:
        items.append(element("li", None, f"{len(remarks) - _MAX_NOTES} more"))
    yield element("ul", {"class": "remarks", "aria-label": "Notes"}, *items)
