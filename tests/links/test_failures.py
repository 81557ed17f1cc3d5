"""Internal errors affect only their link, registry or cache."""

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NoReturn

import pytest
from msgspec.structs import replace

import link_checks
from awesome_lint.links import LinkSettings, Outcome, plan
from awesome_lint.links.cache.memory import CachedResult
from awesome_lint.links.cache.store import CacheFile
from awesome_lint.links.http.client import Client
from awesome_lint.links.http.rate_limit_headers import HostLimit
from awesome_lint.links.redirect_follower import RedirectFollower
from awesome_lint.links.registries import semantic_scholar
from awesome_lint.links.registries.doi import REGISTRY
from awesome_lint.links.registries.registry import Registry
from awesome_lint.links.result import with_grace_period
from awesome_lint.links.verdict import fragments, verdict
from awesome_lint.model import Failing, LinkResult
from fakenet import Internet, Service, World
from fakenet.registries import doi, wayback
from link_checks import ALIVE, QUICK

GONE = "https://alive.example/gone"
FAILING = "https://alive.example/odd"
NAME = "10.1145/3477495.3531722"
PAPER = f"https://doi.org/{NAME}"
ACM = f"https://dl.acm.org/doi/{NAME}"
WORLD: World = {ALIVE: 200, FAILING: 200, ACM: 200}
LOST = "was not checked because of an internal error"


class SurpriseError(Exception):
    pass


def surprise(*_: object, **__: object) -> NoReturn:
    raise SurpriseError("boo")


def check(*urls: str, settings: LinkSettings | None = None) -> tuple[Internet, Outcome]:
    services: dict[str, Service] = {
        doi.ORIGIN: doi.Doi({NAME: ACM}),
        wayback.ORIGIN: wayback.Wayback({}),
    }
    net, outcome = link_checks.check(WORLD, *urls, services=services, settings=settings or QUICK)
    assert list(outcome.results) == list(urls)
    return net, outcome


def verdicts(outcome: Outcome) -> list[str]:
    return [result.verdict for result in outcome.results.values()]


def failures(outcome: Outcome) -> list[tuple[str, str, str]]:
    assert all("Traceback" in failure.traceback for failure in outcome.failures)
    return [(failure.part, failure.subject, failure.error) for failure in outcome.failures]


def raise_about(url: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function that raises an error if `url` is one of its arguments."""

    def raising(*arguments: Any, **more: Any) -> Any:
        if any(url == str(getattr(argument, "url", argument)) for argument in arguments):
            raise SurpriseError("boo")
        return function(*arguments, **more)

    return raising


@pytest.mark.parametrize(
    ("owner", "name"),
    [
        (plan, "request_url"),
        (Client, "request_page"),
        (RedirectFollower, "hops"),
        (RedirectFollower, "start"),
        (verdict, "from_hops"),
        (fragments, "has_checkable_fragment"),
    ],
)
def test_an_error_about_a_url_costs_that_url(
    monkeypatch: pytest.MonkeyPatch, owner: Any, name: str
) -> None:
    monkeypatch.setattr(owner, name, raise_about(FAILING, getattr(owner, name)))
    settings = LinkSettings(timeout=5, backoff=0.01, fragments=True)
    _, outcome = check(ALIVE, FAILING, GONE, settings=settings)
    if name == "start":  # it only waits; the work itself succeeds
        assert verdicts(outcome) == ["ok", "ok", "dead"]
        assert failures(outcome) == []
        return
    assert verdicts(outcome) == ["ok", "unreachable", "dead"]
    assert outcome.results[FAILING] == LinkResult(FAILING, "unreachable", detail=LOST)
    assert failures(outcome) == [("link check", FAILING, "SurpriseError: boo")]


def test_every_form_of_the_url_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Client, "request_page", surprise)
    _, outcome = check(ALIVE, f"{ALIVE}#part")
    assert [result.detail for result in outcome.results.values()] == [LOST, LOST]
    assert failures(outcome) == [("link check", ALIVE, "SurpriseError: boo")]


def test_an_internal_error_is_not_cached(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    settings = LinkSettings(timeout=5, backoff=0.01, cache=tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(Client, "request_page", raise_about(FAILING, Client.request_page))
        _, outcome = check(ALIVE, FAILING, settings=settings)
    assert verdicts(outcome) == ["ok", "unreachable"]
    net, outcome = check(ALIVE, FAILING, settings=settings)
    assert [request.url for request in net.requests] == [FAILING]
    assert {url: each.source for url, each in outcome.results.items()} == {
        ALIVE: "cache",
        FAILING: "http",
    }
    assert outcome.failures == ()


def test_an_error_of_the_check_itself_costs_the_links_that_are_left(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("awesome_lint.links.session.urls_by_host", surprise)
    _, outcome = check(ALIVE, GONE, "ftp://a.example/")
    assert verdicts(outcome) == ["unreachable", "unreachable", "refused"]
    assert failures(outcome) == [("link check", "", "SurpriseError: boo")]


def use(monkeypatch: pytest.MonkeyPatch, registry: Registry) -> None:
    monkeypatch.setattr("awesome_lint.links.session.registries", lambda *_, **__: (registry,))


async def _silent(_: Sequence[str], __: object) -> Mapping[str, Any]:
    await asyncio.sleep(0)
    raise SurpriseError("boo")


async def _nonsense(_: Sequence[str], __: object) -> Any:
    await asyncio.sleep(0)
    return 7


@pytest.mark.parametrize(
    ("registry", "subject", "error"),
    [
        (replace(REGISTRY, look_up=_silent), NAME, "SurpriseError: boo"),
        (
            replace(REGISTRY, look_up=_nonsense),
            NAME,
            "AttributeError: 'int' object has no attribute 'get'",
        ),
        (replace(REGISTRY, identify=surprise), PAPER, "SurpriseError: boo"),
        (replace(REGISTRY, link_result=surprise), PAPER, "SurpriseError: boo"),
    ],
)
def test_pages_are_requested_where_a_registry_fails(
    monkeypatch: pytest.MonkeyPatch, registry: Registry, subject: str, error: str
) -> None:
    use(monkeypatch, registry)
    urls = (PAPER, ALIVE) if registry.identify is not surprise else (PAPER,)
    _, outcome = check(*urls)
    assert verdicts(outcome) == ["ok"] * len(urls)
    assert outcome.results[PAPER].source == "http"
    assert not outcome.records
    assert failures(outcome) == [("registry `doi`", subject, error)]


def test_what_a_failing_registry_costs_is_in_the_notes(monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, replace(REGISTRY, look_up=_silent))
    _, outcome = check(PAPER)
    assert outcome.notes == (
        "doi.org could not be used because of an internal error: 1 link is requested instead",
    )


def test_a_second_opinion_that_fails_is_not_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    other = replace(semantic_scholar.fallback("DOI", ""), look_up=_silent)
    use(monkeypatch, replace(REGISTRY, look_up=_silent, fallbacks=(other,)))
    _, outcome = check(PAPER)
    assert verdicts(outcome) == ["ok"]
    parts = [failure.part for failure in outcome.failures]
    assert parts == ["registry `doi`", "registry `semantic-scholar`"]


def test_an_archive_that_fails_costs_the_copy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("awesome_lint.links.wayback.parse_copy", surprise)
    _, outcome = check(ALIVE, GONE)
    assert verdicts(outcome) == ["ok", "dead"]
    assert failures(outcome) == [("Wayback Machine lookup", GONE, "SurpriseError: boo")]


@pytest.mark.parametrize("method", ["__init__", "read", "write", "close"])
def test_a_cache_that_fails_costs_the_cache(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, method: str
) -> None:
    settings = LinkSettings(timeout=5, backoff=0.01, cache=tmp_path)
    check(ALIVE, settings=settings)
    real = getattr(CacheFile, method)

    def failing(cache: CacheFile, *arguments: Any, **more: Any) -> NoReturn:
        if method != "__init__":  # or the file stays open
            real(cache, *arguments, **more)
        raise SurpriseError("boo")

    monkeypatch.setattr(CacheFile, method, failing)
    _, outcome = check(ALIVE, GONE, settings=settings)
    assert verdicts(outcome) == ["ok", "dead"]
    assert failures(outcome) == [("cache", str(tmp_path), "SurpriseError: boo")]
    assert outcome.cache == "none"


def seen(**changes: Any) -> CachedResult:
    result = LinkResult("", "dead", 404, detail="returns 404 Not Found")
    return replace(CachedResult(1.0, result, dead_since=1.0, failures=1), **changes)


_LATE = Failing(datetime(9999, 12, 31, tzinfo=UTC), datetime(1, 1, 1, tzinfo=UTC), 3)


@pytest.mark.parametrize(
    "entry",
    [
        seen(checked_at=1e308),
        seen(checked_at=-1e308),
        seen(dead_since=-1e308),
        seen(dead_since=1e308),
        seen(dead_since=1e17),
        seen(dead_since=-1.0),
        seen(dead_since=None, result=replace(seen().result, failing=_LATE)),
        seen(result=replace(seen().result, verdict="ok", failing=_LATE, lenient_until=_LATE.since)),
        seen(failures=-(2**63)),
        HostLimit(1e308, 1e308, 1.0),
    ],
)
def test_a_hostile_cache_costs_nothing(tmp_path: Path, entry: CachedResult | HostLimit) -> None:
    """A file in the right format with valid checksums, written by another program."""
    settings = LinkSettings(timeout=5, backoff=0.01, cache=tmp_path)
    check(GONE, settings=settings)
    cache = CacheFile(tmp_path / "links-trusted.sqlite3", surprise)
    ((key, real),) = cache.read("link", CachedResult).items()
    assert real.result.verdict == "dead"
    now = time.time()
    if isinstance(entry, HostLimit):
        found: tuple[str, bytes] = ("limit", b"alive.example")
        entry = replace(entry, learned=now)
        cache.write(
            {("limit", b"\xff\xfe"): entry, ("link", key): replace(real, checked_at=1.0)}, now
        )
    else:
        found = ("link", key)
        if entry.checked_at == 1.0:
            entry = replace(entry, checked_at=now - 60)
    assert cache.write({found: entry}, now)
    cache.close()
    _, outcome = check(GONE, settings=settings)
    assert outcome.failures == ()
    (result,) = with_grace_period(outcome.results, 191 * 365 * 86400.0).values()
    if isinstance(entry, HostLimit):
        assert result.verdict == "blocked"
        assert "its host asked for a pause of 24855 days" in result.detail
    else:
        assert result.failing is None or result.failing.since.year < 3000
    assert verdicts(outcome)
