"""Statistics of the requests to each host."""

from yarl import URL

from awesome_lint.identifiers.url import without_www
from awesome_lint.links.http.messages import ApiResponse, NoResponse, PageResponse
from awesome_lint.links.http.statistics import RequestStatistics, with_verdict_counts
from awesome_lint.model import HostStats, LinkResult

A, B = URL("https://a.example/x"), URL("https://www.b.example/")


def test_requests_are_counted_by_queue() -> None:
    tally = RequestStatistics(without_www)
    for seconds, reply in (
        (1.0, PageResponse(200)),
        (4.0, PageResponse(429)),
        (2.0, PageResponse(404)),
    ):
        tally.record(A, reply, seconds)
    tally.record(B, NoResponse("no-response", "…"), 3.0)
    tally.record(B, ApiResponse(429), 1.0)
    tally.record(B, NoResponse("forbidden", "…"), 9.0)
    tally.record(URL("https://never.example/"), NoResponse("invalid-url", "…"), 9.0)
    assert tally.host_stats({"a.example": 0.5}) == (
        HostStats("a.example", 3, 2.0, 4.0, 1, 0.5),
        HostStats("b.example", 2, 2.0, 3.0, 1, None),
    )


def test_links_are_counted_by_verdict_requested_or_not() -> None:
    links_by_url = {
        A: ["one", "two", "interrupted"],
        B: ["three"],
        URL("https://b.example/y"): ["four"],
    }
    verdicts = {"one": "ok", "two": "dead", "three": "ok", "four": "ok"}
    results = {url: LinkResult(url, verdict) for url, verdict in verdicts.items()}  # type: ignore[arg-type]
    api = HostStats("api.example", 1, 1.0, 1.0)
    found = with_verdict_counts(
        [HostStats("a.example", 2), api], links_by_url, results, without_www
    )
    assert sorted(found, key=lambda each: each.host) == [
        HostStats("a.example", 2, verdicts={"ok": 1, "dead": 1}),
        api,
        HostStats("b.example", verdicts={"ok": 2}),
    ]
