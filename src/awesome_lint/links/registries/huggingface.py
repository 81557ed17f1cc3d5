"""Hugging Face's models, datasets, spaces and papers, asked of its API.

Sources: the Hub's API (huggingface_hub, `hf_api.py`: `expand`, `api/papers`; `_validators.py`: the
grammar of names) and its documentation of rate limits: without an account 500 API calls in five
minutes, and 100 pages. A repository that is missing and one that is private are answered alike,
with 401 (huggingface_hub#1202), and one that was renamed with a redirect to its new name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final
from urllib.parse import unquote

from msgspec import Struct

from awesome_lint.bounded import split_url
from awesome_lint.identifiers import arxiv
from awesome_lint.identifiers.url import parse_web_url, without_www
from awesome_lint.links.http.messages import Request, Response
from awesome_lint.links.registries.registry import (
    Answer,
    Fetch,
    Identifier,
    Missing,
    Registry,
    decode,
    one_line,
    refused,
)
from awesome_lint.links.schedule.host import Pace
from awesome_lint.model import LinkResult, Record

HUB: Final = "https://huggingface.co"
_NAME: Final = r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,94}[A-Za-z0-9_])?"
_PATH: Final = re.compile(
    # Datasets from the first years have no owner; models like that look like the pages of users.
    rf"/papers/(?P<paper>[0-9]{{4}}\.[0-9]{{4,5}})/?|/datasets/(?P<dataset>{_NAME})/?"
    rf"|/(?:(?P<kind>datasets|spaces)/)?(?P<name>{_NAME}/{_NAME})/?",
    re.ASCII,
)
_NO_OWNERS: Final = frozenset(
    "api blog chat collections datasets docs enterprise inference join learn login models new"
    " organizations papers playground posts pricing settings spaces support tasks".split()
)
"""First words of a path that lead to pages of Hugging Face's own."""
_KINDS: Final = {"models": "model", "datasets": "dataset", "spaces": "space", "papers": "paper"}


class _Thing(Struct):
    id: str
    title: str = ""


def claims(url: str) -> Identifier | None:
    """Return what an address names: `models/OWNER/NAME`, `papers/ID` and so on."""
    parts = parse_web_url(url)
    if parts is None or without_www(parts.host) != "huggingface.co":
        return None
    match = _PATH.fullmatch(unquote(parts.path))
    if match is None or "--" in match[0] or ".." in match[0] or match[0].endswith(".git"):
        return None
    if match["paper"]:
        known = arxiv.parse_identifier(match["paper"])
        return f"papers/{match['paper']}" if isinstance(known, arxiv.ArxivId) else None
    if match["dataset"]:
        return f"datasets/{match['dataset']}"
    if match["name"].partition("/")[0].lower() in _NO_OWNERS:
        return None
    return f"{match['kind'] or 'models'}/{match['name']}"


async def resolve(identifiers: Sequence[Identifier], fetch: Fetch) -> Mapping[Identifier, Answer]:
    """Ask whether things exist; one request for each, since there is no other way."""
    answers: dict[Identifier, Answer] = {}
    for identifier in identifiers:
        kind, _, name = identifier.partition("/")
        # Of a repository, its whole list of files would come along.
        query = "" if kind == "papers" else "?expand=private"
        response = await fetch(Request(f"{HUB}/api/{identifier}{query}"))
        answer = _read(kind, name, response)
        if answer is not None:
            answers[identifier] = answer
    return answers


def _read(kind: str, name: str, response: Response) -> Answer | None:
    if response.status in (401, 404):
        return Missing(f"Hugging Face shows no {_KINDS[kind]} {name}")
    if response.status in (301, 302, 307, 308):
        path = split_url(response.location or "").path
        new = path.removeprefix(f"/api/{kind}/")
        known = path != new and claims(f"{HUB}{_front(kind)}/{new}") is not None
        return _record(kind, name, new) if known else None
    if response.status != 200:
        raise refused(response)
    thing = decode(response, _Thing)
    # An answer to another question is none.
    return _record(kind, name, thing.id, thing.title) if _same(thing.id, name) else None


def _same(name: str, other: str) -> bool:
    return name.lower() == other.lower()


def _record(kind: str, name: str, new: str, title: str = "") -> Record:
    url = f"{HUB}{_front(kind)}/{new}"
    return Record("huggingface", f"{kind}/{name}", url, title=one_line(title))


def _front(kind: str) -> str:
    return "" if kind == "models" else f"/{kind}"


def judge(url: str, record: Record) -> LinkResult:
    """Return that a thing is there. Its page redirects from an old name for now, not for good."""
    kind, _, name = record.identifier.partition("/")
    detail = f"is a {_KINDS[kind]} that Hugging Face knows"
    if _same(record.canonical_url, f"{HUB}{_front(kind)}/{name}"):
        return LinkResult(url, "ok", detail=detail, source="huggingface")
    detail = f"{detail} by another name, `{record.canonical_url}`"
    return LinkResult(url, "ok", None, record.canonical_url, detail, "huggingface")


REGISTRY = Registry(
    name="huggingface",
    title="Hugging Face's API",
    claims=claims,
    resolve=resolve,
    judge=judge,
    batch=1,
    pace=Pace(interval=1.2, burst=240, concurrency=3),
)
