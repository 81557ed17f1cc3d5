"""Links to check, and links with a verdict without a request."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awesome_lint.links.plan import plan, scheme_of
from awesome_lint.model import LinkResult


def links_by_url(*urls: str, exclude: tuple[str, ...] = ()) -> dict[str, list[str]]:
    planned = plan(urls, exclude)
    assert not planned.results
    return {str(requested): written for requested, written in planned.links_by_url.items()}


def test_each_url_is_requested_once_however_often_and_however_it_is_written() -> None:
    assert links_by_url(
        "https://host.example/a",
        "https://host.example/a",
        "https://HOST.example:443/a#part",
        "https://host.example/b",
        "//host.example/a",
    ) == {
        "https://host.example/a": [
            "https://host.example/a",
            "https://HOST.example:443/a#part",
            "//host.example/a",
        ],
        "https://host.example/b": ["https://host.example/b"],
    }


@pytest.mark.parametrize(
    "url",
    [
        "",
        "#part",
        "docs/page.md",
        "/docs/page.md",
        "../page.md",
        "?q=1",
        "mailto:me@host.example",
        "MAILTO:me@host.example",
        "tel:+1234",
        "irc://host.example/room",
        "C:\\page.md",
        "host.example/a",
        "host.example:80/a",
        "localhost:8000/a",
        "localhost:8000",
    ],
)
def test_links_that_are_not_checked_are_left_out(url: str) -> None:
    planned = plan([url])
    assert not planned.links_by_url
    assert not planned.results


@pytest.mark.parametrize(
    ("url", "scheme"),
    [
        ("ftp://host.example/", "ftp"),
        ("FTP://host.example/", "ftp"),
        ("javascript:alert(1)", "javascript"),
        ("data:text/html;base64,PGI+", "data"),
        ("file:///etc/passwd", "file"),
        ("htps://host.example/", "htps"),
        ("git+ssh://host.example/a", "git+ssh"),
    ],
)
def test_other_schemes_are_refused(url: str, scheme: str) -> None:
    planned = plan([url])
    assert not planned.links_by_url
    assert planned.results == {url: LinkResult(url, "refused", detail=f"has the scheme `{scheme}`")}


@pytest.mark.parametrize("url", ["https://", "http://[::1/", "https://host.example:99999/"])
def test_an_invalid_url_is_unreachable(url: str) -> None:
    planned = plan([url])
    assert not planned.links_by_url
    assert planned.results == {
        url: LinkResult(url, "unreachable", detail="is not a URL that can be requested")
    }


def test_excluded_urls_are_skipped() -> None:
    urls = ["https://a.example/x?y=[1]", "https://b.example/", "ftp://a.example/", "mailto:me"]
    planned = plan(urls, ["https://a.example/*", "ftp:*", "mailto:*"])
    assert [str(requested) for requested in planned.links_by_url] == ["https://b.example/"]
    skipped = [urls[0], urls[2]]
    assert planned.results == {
        url: LinkResult(
            url, "skipped", detail="is excluded by the configuration", source="configuration"
        )
        for url in skipped
    }


def test_what_is_not_included_is_skipped_and_exclude_is_stronger() -> None:
    urls = ["https://a.example/x", "https://b.example/x", "https://a.example/y", "mailto:me"]
    planned = plan(urls, ["*/y"], ["https://a.example/*"])
    assert [str(requested) for requested in planned.links_by_url] == ["https://a.example/x"]
    assert {url: result.detail for url, result in planned.results.items()} == {
        "https://b.example/x": "is not included by the configuration",
        "https://a.example/y": "is excluded by the configuration",
    }
    assert {result.source for result in planned.results.values()} == {"configuration"}


@pytest.mark.parametrize(
    ("url", "glob", "excluded"),
    [
        ("https://a.example/x", "https://a.example/x", True),
        ("https://a.example/x", "https://a.example/", False),
        ("https://a.example/x", "*a.example*", True),
        ("https://a.example/x/y", "https://*/y", True),
        ("https://a.example/X", "https://a.example/x", False),
        ("https://a.example/x?q=1", "https://a.example/x?q=*", True),
    ],
)
def test_globs(url: str, glob: str, excluded: bool) -> None:
    assert (url in plan([url], [glob]).results) == excluded


def test_a_glob_of_many_stars_takes_linear_time() -> None:
    url = "https://a.example/" + "a" * 5000
    assert plan([url], ["*a" * 50 + "b"]).results == {}


@given(st.lists(st.text() | st.text("htps:/.a#[]@0\\ ")), st.lists(st.text(max_size=5), max_size=2))
def test_every_link_is_requested_or_decided_or_excluded(
    urls: list[str], exclude: list[str]
) -> None:
    planned = plan(urls, exclude)
    requested = [url for written in planned.links_by_url.values() for url in written]
    assert len(requested) == len(set(requested))
    assert not set(requested) & set(planned.results)
    assert set(requested) | set(planned.results) <= set(urls)
    left_out = set(urls) - set(requested) - set(planned.results)
    assert all(scheme_of(url) not in ("http", "https") for url in left_out)
