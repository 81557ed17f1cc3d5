"""Hugging Face's models, datasets, spaces and papers, looked up through its API.

Sources: the Hub's API (huggingface_hub, `hf_api.py`: `expand`, `api/papers`; `_validators.py`: the
grammar of names) and its documentation of rate limits: without an account 500 API calls in five
minutes, and 100 pages. Repositories that do not exist and private ones have the same response, 401
(huggingface_hub#1202); a renamed one redirects to its new name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final
from urllib.parse import unquote

from msgspec import Struct
from msgspec.structs import replace
from yarl import URL

from awesome_lint import rulebook
from awesome_lint.identifiers import arxiv, spdx
from awesome_lint.identifiers.url import parse_web_url, without_www
from awesome_lint.links.http.messages import ApiRequest, ApiResponse
from awesome_lint.links.http.status import OK, is_redirect
from awesome_lint.links.http.url import InvalidURLError, request_url, resolve_location
from awesome_lint.links.registries.registry import (
    Fetch,
    LookupResult,
    NotFound,
    Registry,
    RegistryId,
    decode_response,
    one_line,
    unexpected_status,
)
from awesome_lint.links.registries.repository import day
from awesome_lint.links.schedule.host import Pace
from awesome_lint.model import LinkResult, Record, RecordKind

HUB: Final = "https://huggingface.co"
_NAME: Final = r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,94}[A-Za-z0-9_])?"
_PATH: Final = re.compile(
    # Datasets of the first years have no owner. Models of that form look like pages of users.
    rf"/papers/(?P<paper>[0-9]{{4}}\.[0-9]{{4,5}})/?|/datasets/(?P<dataset>{_NAME})/?"
    rf"|/(?:(?P<kind>datasets|spaces)/)?(?P<name>{_NAME}/{_NAME})/?",
    re.ASCII,
)
_KINDS: Final = {"models": "model", "datasets": "dataset", "spaces": "space", "papers": "paper"}


_RECORD_FIELDS: Final = {
    "models": "cardData&expand=createdAt",
    "datasets": "cardData&expand=createdAt&expand=description",
    "spaces": "cardData&expand=createdAt",
}
_RECORD_KINDS: Final[Mapping[str, RecordKind]] = {
    "models": "model",
    "datasets": "data-set",
    "spaces": "software",
}


class _Card(Struct):
    """The metadata at the top of a README, which its owner writes."""

    title: object = None
    pretty_name: object = None
    short_description: object = None
    license: object = None


class _Thing(Struct, rename="camel"):
    id: str
    title: str = ""
    description: str | None = None
    created_at: str | None = None
    card_data: _Card | None = None


def identify(url: str) -> RegistryId | None:
    """Return the identifier that a URL names: `models/OWNER/NAME`, `papers/ID` and so on."""
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
    owner = match["name"].partition("/")[0].lower()
    if owner in rulebook.words("urls", "huggingface.co"):
        return None
    return f"{match['kind'] or 'models'}/{match['name']}"


async def look_up(
    identifiers: Sequence[RegistryId], fetch: Fetch
) -> Mapping[RegistryId, LookupResult]:
    """Look identifiers up, with one request for each: the API has no batches."""
    answers: dict[RegistryId, LookupResult] = {}
    for identifier in identifiers:
        kind, _, name = identifier.partition("/")
        # Without `expand`, the response has the list of all files of a repository.
        query = "" if kind == "papers" else "?expand=private"
        response = await fetch(ApiRequest(f"{HUB}/api/{identifier}{query}"))
        answer = _lookup_result(kind, name, response)
        if answer is not None:
            answers[identifier] = answer
    return answers


def _lookup_result(kind: str, name: str, response: ApiResponse) -> LookupResult | None:
    if response.status in (401, 404):
        return NotFound(f"Hugging Face has no public {_KINDS[kind]} {name}")
    if is_redirect(response.status):
        new = _new_name(kind, response.location or "")
        return _record(kind, name, new) if new else None
    if response.status != OK:
        raise unexpected_status(response)
    thing = decode_response(response, _Thing)
    # A response about another name is not usable.
    return _record(kind, name, thing.id, thing.title) if _is_same_name(thing.id, name) else None


def _new_name(kind: str, location: str) -> str:
    """Return the name that a redirect of the API leads to; empty if it is not a valid one."""
    hub = URL(HUB)
    try:
        target = request_url(resolve_location(hub, location))
    except InvalidURLError:
        return ""
    prefix = f"/api/{kind}/"
    if target.origin() != hub or not target.raw_path.startswith(prefix):
        return ""
    new = target.raw_path.removeprefix(prefix)
    return new if identify(f"{HUB}{_url_prefix(kind)}/{new}") == f"{kind}/{new}" else ""


def _is_same_name(name: str, other: str) -> bool:
    return name.lower() == other.lower()


def _record(kind: str, name: str, new: str, title: str = "") -> Record:
    url = f"{HUB}{_url_prefix(kind)}/{new}"
    return Record("huggingface", f"{kind}/{name}", url, title=one_line(title))


def _url_prefix(kind: str) -> str:
    return "" if kind == "models" else f"/{kind}"


def link_result(url: str, record: Record) -> LinkResult:
    """Return `ok`: a redirect from an old name is temporary, so that nothing has moved."""
    kind, _, name = record.identifier.partition("/")
    detail = f"is a {_KINDS[kind]} on Hugging Face"
    if _is_same_name(record.canonical_url, f"{HUB}{_url_prefix(kind)}/{name}"):
        return LinkResult(url, "ok", detail=detail, source="huggingface")
    detail = f"{detail} under another name, `{record.canonical_url}`"
    return LinkResult(url, "ok", None, record.canonical_url, detail, "huggingface")


def _identify_repository(url: str) -> RegistryId | None:
    """Return the identifier of a model, data set or space. Papers are arXiv's."""
    found = identify(url)
    return None if found is None or found.startswith("papers/") else found


async def _look_up_records(
    identifiers: Sequence[RegistryId], fetch: Fetch
) -> Mapping[RegistryId, LookupResult]:
    """Look identifiers up, with titles and descriptions; renamed ones with a second request."""
    answers: dict[RegistryId, LookupResult] = {}
    for identifier in identifiers:
        kind, _, name = identifier.partition("/")
        response = await fetch(_record_request(kind, name))
        if is_redirect(response.status) and (new := _new_name(kind, response.location or "")):
            name = new
            response = await fetch(_record_request(kind, name))
        if response.status in (401, 404):
            answers[identifier] = NotFound(f"Hugging Face has no public {_KINDS[kind]} {name}")
        elif response.status == OK:
            thing = decode_response(response, _Thing)
            if _is_same_name(thing.id, name):
                answers[identifier] = _full_record(identifier, kind, thing)
        elif not is_redirect(response.status):
            raise unexpected_status(response)
    return answers


def _record_request(kind: str, name: str) -> ApiRequest:
    return ApiRequest(f"{HUB}/api/{kind}/{name}?expand={_RECORD_FIELDS[kind]}")


def _full_record(identifier: RegistryId, kind: str, thing: _Thing) -> Record:
    card = thing.card_data or _Card()
    return replace(
        _record(kind, "", thing.id, _text(card.title) or _text(card.pretty_name)),
        identifier=identifier,
        kind=_RECORD_KINDS[kind],
        description=one_line(thing.description or _text(card.short_description)),
        created=day(thing.created_at),
        license=spdx.parse_license(card.license) if isinstance(card.license, str) else None,
    )


def _text(value: object) -> str:
    """Return a value that its owner wrote, if it is a text."""
    return value if isinstance(value, str) else ""


REGISTRY = Registry(
    name="huggingface",
    title="Hugging Face's API",
    identify=identify,
    look_up=look_up,
    link_result=link_result,
    batch_size=1,
    pace=Pace(interval=1.2, burst=240, concurrency=3),
)

RECORDS = replace(REGISTRY, identify=_identify_repository, look_up=_look_up_records, complete=True)
"""The Hub, for records of models, data sets and spaces."""
