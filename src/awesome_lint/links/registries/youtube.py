"""YouTube's videos, looked up through its oEmbed API, because their pages return 200 for any video.

Sources: the oEmbed specification (oembed.com, "Error responses") and reports of its users. 404:
there is no such video; 401: the owner does not allow embedding, so the video exists
(lycheeverse/lychee#214, extractus/oembed-extractor#168); 403: the video is private or removed
(debs-obrien/debbie.codes#590), or the request was refused (ccd0/4chan-x#2596); 400: undecided.
The thumbnail confirms 404, which an API that has moved would return as well, and decides the last
two. It returns 404 for a private or removed video, which lychee relies on (lycheeverse/lychee#906),
and every public video has one of this size (webstudio-is/webstudio#5525: 8664 of 8664). No rate
limit is published, so the pace is that of pages of any host.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final
from urllib.parse import urlencode

from awesome_lint.bounded import query_fields
from awesome_lint.identifiers.url import parse_web_url, without_www
from awesome_lint.links.http.messages import ApiRequest
from awesome_lint.links.http.status import NOT_FOUND, OK
from awesome_lint.links.registries.registry import (
    Fetch,
    LookupResult,
    NotFound,
    Registry,
    RegistryId,
    UnavailableError,
    unexpected_status,
)
from awesome_lint.links.schedule.host import Pace
from awesome_lint.model import LinkResult, Record

_OEMBED: Final = "https://www.youtube.com/oembed"
_THUMBNAIL: Final = "https://i.ytimg.com/vi/{}/hqdefault.jpg"
_WATCH: Final = "https://www.youtube.com/watch"
_HOSTS: Final = ("youtube.com", "m.youtube.com", "music.youtube.com", "youtube-nocookie.com")
_VIDEO: Final = re.compile(r"[A-Za-z0-9_-]{11}", re.ASCII)
_PATH: Final = re.compile(r"/(?:embed|live|shorts|v)/([A-Za-z0-9_-]{11})/?", re.ASCII)
_NO_VIDEOS: Final = ("live_stream", "videoseries")
"""Words in the place of a video, of the same length."""
_UNAUTHORIZED: Final = 401
_FORBIDDEN: Final = 403
_BAD_REQUEST: Final = 400


def identify(url: str) -> RegistryId | None:
    """Return the identifier of the video that a URL names."""
    parts = parse_web_url(url)
    if parts is None:
        return None
    host, video = without_www(parts.host), ""
    if host == "youtu.be":
        video = parts.path.strip("/")
    elif host in _HOSTS and parts.path.rstrip("/") == "/watch":
        video = dict(query_fields(parts.query)).get("v", "")
    elif host in _HOSTS and (match := _PATH.fullmatch(parts.path)):
        video = match[1]
    return video if _VIDEO.fullmatch(video) and video not in _NO_VIDEOS else None


async def look_up(
    identifiers: Sequence[RegistryId], fetch: Fetch
) -> Mapping[RegistryId, LookupResult]:
    """Look videos up, with one request for each, or two if the first does not find it.

    The API has no batches.
    """
    answers: dict[RegistryId, LookupResult] = {}
    for video in identifiers:
        query = urlencode({"format": "json", "url": _watch_url(video)})
        response = await fetch(ApiRequest(f"{_OEMBED}?{query}"))
        if response.status in (OK, _UNAUTHORIZED):
            answers[video] = Record("youtube", video, _watch_url(video))
            continue
        if response.status not in (_BAD_REQUEST, _FORBIDDEN, NOT_FOUND):
            raise unexpected_status(response)
        answer = await _look_up_thumbnail(video, fetch)
        if response.status == NOT_FOUND:
            is_decisive = isinstance(answer, NotFound)
            answer = NotFound(f"YouTube has no video {video}", is_decisive=is_decisive)
        if answer is not None:
            answers[video] = answer
    return answers


async def _look_up_thumbnail(video: RegistryId, fetch: Fetch) -> LookupResult | None:
    """Return the result of requesting a video's thumbnail; None if there is no usable response."""
    try:
        response = await fetch(ApiRequest(_THUMBNAIL.format(video)))
    except UnavailableError:
        return None
    if response.status == NOT_FOUND:
        return NotFound(f"YouTube has no public video {video}", is_decisive=True)
    return Record("youtube", video, _watch_url(video)) if response.status == OK else None


def _watch_url(video: RegistryId) -> str:
    return f"{_WATCH}?v={video}"


def link_result(url: str, record: Record) -> LinkResult:
    """Return `ok`: the video exists."""
    return LinkResult(url, "ok", detail="is a video on YouTube", source=record.registry)


REGISTRY = Registry(
    name="youtube",
    title="YouTube's API",
    identify=identify,
    look_up=look_up,
    link_result=link_result,
    batch_size=1,
    pace=Pace(interval=0.25, burst=30, concurrency=2),
)
