"""YouTube: requests, and what its responses mean for a link."""

import pytest

from awesome_lint import links
from awesome_lint.links import LinkSettings
from awesome_lint.links.registries.registry import NotFound, UnavailableError
from awesome_lint.links.registries.youtube import REGISTRY
from awesome_lint.model import Record
from fakenet import Internet, Page, Request
from registry_helpers import ask

ORIGIN = "https://www.youtube.com"
THUMBNAILS = "https://i.ytimg.com"
VIDEO = "a-b_c1234EF"
GONE = "gone-gone-0"
WATCH = f"{ORIGIN}/watch?v="


def youtube(request: Request) -> Page:
    """Answer as oEmbed and thumbnails do, and with 200 for the page of any video."""
    if "/oembed?" in request.url or "/vi/" in request.url:
        return Page(status=404 if GONE in request.url else 200, body="{}")
    return Page()


SERVICES = {ORIGIN: youtube, THUMBNAILS: youtube}


@pytest.mark.parametrize(
    ("url", "video"),
    [
        (f"{WATCH}{VIDEO}", VIDEO),
        (f"http://youtube.com/watch?t=1&v={VIDEO}&list=PL1#x", VIDEO),
        (f"https://m.youtube.com/watch/?v={VIDEO}", VIDEO),
        (f"https://youtu.be/{VIDEO}?si=1", VIDEO),
        (f"{ORIGIN}/embed/{VIDEO}", VIDEO),
        (f"{ORIGIN}/shorts/{VIDEO}/", VIDEO),
        (f"{ORIGIN}/live/{VIDEO}", VIDEO),
        (f"https://www.youtube-nocookie.com/embed/{VIDEO}", VIDEO),
        (f"{WATCH}{VIDEO}0", None),
        (f"{WATCH}", None),
        (f"{ORIGIN}/watch?list=PL1", None),
        (f"{ORIGIN}/embed/videoseries?list=PL1", None),
        (f"{ORIGIN}/embed/live_stream?channel=1", None),
        (f"{ORIGIN}/playlist?list={VIDEO}", None),
        (f"{ORIGIN}/@somebody", None),
        (f"https://youtu.be/{VIDEO}/more", None),
        (f"https://host.example/watch?v={VIDEO}", None),
    ],
)
def test_what_is_claimed(url: str, video: str | None) -> None:
    assert REGISTRY.identify(url) == video


def test_each_is_looked_up_by_itself() -> None:
    resolved = ask(REGISTRY, youtube, VIDEO, GONE)
    assert [request.url for request in resolved.requests] == [
        *(
            f"{ORIGIN}/oembed?format=json&url=https%3A%2F%2Fwww.youtube.com%2Fwatch%3Fv%3D{video}"
            for video in (VIDEO, GONE)
        ),
        f"{THUMBNAILS}/vi/{GONE}/hqdefault.jpg",
    ]
    assert resolved.answers == {
        VIDEO: Record("youtube", VIDEO, f"{WATCH}{VIDEO}"),
        GONE: NotFound(f"YouTube has no video {GONE}", is_decisive=True),
    }


def test_a_video_that_cannot_be_embedded_exists() -> None:
    resolved = ask(REGISTRY, lambda _: Page(status=401), VIDEO)
    assert isinstance(resolved.answers[VIDEO], Record)
    assert len(resolved.requests) == 1


@pytest.mark.parametrize("status", [400, 403])
@pytest.mark.parametrize(
    ("thumbnail", "expected"),
    [
        (200, Record("youtube", VIDEO, f"{WATCH}{VIDEO}")),
        (404, NotFound(f"YouTube has no public video {VIDEO}", is_decisive=True)),
        (403, None),
    ],
)
def test_the_thumbnail_decides(status: int, thumbnail: int, expected: object) -> None:
    def service(request: Request) -> Page:
        return Page(status=status if "/oembed?" in request.url else thumbnail)

    resolved = ask(REGISTRY, service, VIDEO)
    assert resolved.answers.get(VIDEO) == expected
    assert resolved.requests[1].url == f"{THUMBNAILS}/vi/{VIDEO}/hqdefault.jpg"


def test_a_private_video_is_dead_only_by_its_thumbnail() -> None:
    urls = [f"{WATCH}{VIDEO}", f"{WATCH}{GONE}"]

    def forbidden(request: Request) -> Page:
        return Page(status=403) if "/oembed?" in request.url else Page()

    def thumbnails(request: Request) -> Page:
        return Page(status=404 if GONE in request.url else 200)

    services = {ORIGIN: forbidden, THUMBNAILS: thumbnails}
    with Internet({}, services=services) as net:
        outcome = links.check_urls(urls, LinkSettings(timeout=10), connector_factory=net.connector)
    assert [outcome.results[url].verdict for url in urls] == ["ok", "dead"]
    with Internet({}, services={ORIGIN: forbidden}) as net:
        outcome = links.check_urls(urls, LinkSettings(timeout=10), connector_factory=net.connector)
    assert [outcome.results[url].verdict for url in urls] == ["ok", "ok"]


def test_an_unusable_response() -> None:
    with pytest.raises(UnavailableError, match="returned 405 Method Not Allowed"):
        ask(REGISTRY, lambda _: Page(status=405), VIDEO)


def test_a_removed_video_is_dead_though_its_page_is_there() -> None:
    urls = [f"{WATCH}{VIDEO}", f"{WATCH}{GONE}", f"{WATCH}short"]
    with Internet({}, services=SERVICES) as net:
        outcome = links.check_urls(urls, LinkSettings(timeout=10), connector_factory=net.connector)
    known, gone, other = (outcome.results[url] for url in urls)
    assert (known.verdict, known.detail) == ("ok", "is a video on YouTube")
    assert (gone.verdict, gone.source) == ("dead", "youtube")
    assert gone.detail == f"is not found: YouTube has no video {GONE}"
    assert (other.verdict, other.source) == ("ok", "http")
    assert not net.visits(urls[0])
    assert not net.visits(urls[1])


@pytest.mark.parametrize("status", [200, 403])
def test_an_api_that_knows_no_video_makes_none_dead(status: int) -> None:
    url = f"{WATCH}{VIDEO}"

    def moved(request: Request) -> Page:
        return Page(status=404) if "/oembed?" in request.url else Page()

    services = {ORIGIN: moved, THUMBNAILS: lambda _: Page(status=status)}
    with Internet({}, services=services) as net:
        outcome = links.check_urls([url], LinkSettings(timeout=10), connector_factory=net.connector)
    assert (outcome.results[url].verdict, outcome.results[url].source) == ("ok", "http")


def test_a_page_is_requested_if_the_api_is_down() -> None:
    url = f"{WATCH}{GONE}"

    def down(request: Request) -> Page:
        return Page(status=405) if "/oembed?" in request.url else Page()

    with Internet({}, services={ORIGIN: down}) as net:
        outcome = links.check_urls([url], LinkSettings(timeout=10), connector_factory=net.connector)
    assert (outcome.results[url].verdict, outcome.results[url].source) == ("ok", "http")
