"""Fragments: the checked ones, and their results."""

from collections.abc import Mapping

import pytest
from msgspec.structs import replace

import link_checks
from awesome_lint import links, rulebook
from awesome_lint.links import LinkSettings
from awesome_lint.links.http.html_page import Page as Read
from awesome_lint.links.http.html_page import PageReader
from awesome_lint.links.http.messages import Hop, NoResponse, PageResponse
from awesome_lint.links.read_limits import WHOLE_PAGE_BYTES
from awesome_lint.links.redirect_follower import MAX_KEPT_PAGES
from awesome_lint.links.verdict.fragments import find_fragment, has_checkable_fragment
from awesome_lint.model import Fragment
from fakenet import Internet, Page, World
from link_checks import ALIVE, QUICK

HOST = "https://host.example"
MANUAL = (
    '<h1 id="top-of-all">Robots</h1> <h2 id="ice">On ice</h2> <h2 id="caf%C3%A9">Coffee</h2>'
    ' <h2 id="d\u00e9j\u00e0">Again</h2> <h2>Deep Water</h2> Text <a name="old"></a>'
)
UTF_8 = {"Content-Type": "text/html; charset=utf-8"}
MANUAL_PAGE = Page(body=MANUAL.encode().decode("latin-1"), headers=UTF_8)
REPOSITORY = "https://github.com/someone/robots"
README = '<h1>Robots</h1><a id="user-content-ice--snow" href="#ice--snow"></a>'


def check(
    world: World, *urls: str, fragments: bool = True
) -> tuple[Internet, Mapping[str, Fragment | None]]:
    """Return whether the pages of `urls` have their fragments."""
    settings = replace(QUICK, fragments=fragments)
    net, outcome = link_checks.check(world, *urls, ALIVE, settings=settings)
    results = {url: outcome.results[url] for url in urls}
    assert {result.verdict for result in results.values()} <= {"ok", "moved"}
    return net, {url: result.fragment for url, result in results.items()}


@pytest.mark.parametrize(
    ("fragment", "expected"),
    [
        ("ice", "found"),
        ("old", "found"),
        ("Ice", "missing"),
        ("snow", "missing"),
        ("caf%C3%A9", "found"),  # the escape itself is the name
        ("d%C3%A9j%C3%A0", "found"),
        ("d\u00e9j\u00e0", "found"),
        ("deja", "missing"),
        ("deep-water", "unknown"),  # a script may give this name to the heading
        # other elements, and unclear cases
        ("", None),
        ("top", None),
        ("TOP", None),
        (":~:text=ice", None),
        ("snow:~:text=ice", None),
        ("/snow", None),
        ("!/snow", None),
        ("!snow", None),
        ("snow=1", None),
        ("page=3", None),
        ("t=1m30s", None),
        ("123456", None),
        ("comment-1234", None),
        ("issuecomment-1234", None),
        ("post_12", None),
        ("discussion_r1234", None),
        ("L10", None),
        ("L10-L20", None),
        ("L10C2-L20C3", None),
        ("L10:L20", None),
        ("10-20", None),
        ("lines-10:20", None),
        ("file-walk-py-L10-L20", None),
        ("file-walk-py", "missing"),
    ],
)
def test_a_page_with_sections(fragment: str, expected: Fragment | None) -> None:
    url = f"{HOST}/manual#{fragment}"
    _, found = check({f"{HOST}/manual": MANUAL_PAGE}, url)
    assert found == {url: expected}


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (Page(body='<h2 id="other">Other</h2>'), "missing"),
        (Page(body='<h2 id="other">Other</h2>', answer="reset-in-body"), "unknown"),
        (Page(body='<h2 id="other">Other</h2>', answer="endless"), "unknown"),
        (Page(body='<h2 id="ice">Ice</h2>', answer="endless"), "found"),
        (Page(body='<h2 id="ice">Ice</h2>', answer="reset-in-body"), "found"),
        (Page(body='<h2 id="other">Other</h2>' + " " * WHOLE_PAGE_BYTES), "unknown"),
        (Page(body='<div id="root"></div><script src="app.js"></script>'), "unknown"),
        (
            Page(body='<div id="root"><h1>Loading</h1></div>'),
            "unknown",
        ),
        (Page(body=""), "unknown"),
        (Page(body="%PDF-1.7", headers={"Content-Type": "application/pdf"}), "unknown"),
        (Page(body='<h2 id="other">Other</h2>', headers={"Content-Encoding": "br"}), "unknown"),
        (Page(status=203, body='<h2 id="other">Other</h2>'), "unknown"),
    ],
)
def test_what_is_missing_for_certain(page: Page, expected: Fragment) -> None:
    url = f"{HOST}/manual#ice"
    _, found = check({f"{HOST}/manual": page}, url)
    assert found == {url: expected}


def test_a_name_that_could_not_be_decoded_may_be_any() -> None:
    page = Page(
        body='<h2 id="d\u00e9j\u00e0">A</h2>', headers={"Content-Type": "text/html; charset=utf-8"}
    )
    urls = [f"{HOST}/manual#{fragment}" for fragment in ("d%C3%A9j%C3%A0", "snow")]
    _, found = check({f"{HOST}/manual": page}, *urls)
    assert list(found.values()) == ["unknown", "missing"]


def test_pages_are_read_however_many_were_read_before() -> None:
    pages = [f"https://host-{number}.example/manual" for number in range(2 * MAX_KEPT_PAGES)]
    old = {f"{HOST}/{number}": Page(status=302, location=page) for number, page in enumerate(pages)}
    world: World = {**dict.fromkeys(pages, MANUAL_PAGE), **old}
    urls = [f"{url}#ice" for url in (*pages, *list(old)[:3], *list(old)[-3:])]
    net, found = check(world, *urls)
    assert found == dict.fromkeys(urls, "found")
    assert len(net.requests) <= len(pages) + 13


def test_a_page_is_read_once_for_all_its_sections() -> None:
    urls = [f"{HOST}/manual#{fragment}" for fragment in ("ice", "snow", "old")]
    net, found = check({f"{HOST}/manual": MANUAL_PAGE}, *urls, f"{HOST}/manual")
    assert list(found.values()) == ["found", "missing", "found", None]
    assert net.visits(f"{HOST}/manual") == ["GET"]


def test_pages_are_read_only_if_configured() -> None:
    url = f"{HOST}/manual#snow"
    net, found = check({f"{HOST}/manual": MANUAL_PAGE}, url, fragments=False)
    assert found == {url: None}
    assert net.visits(f"{HOST}/manual") == ["HEAD"]


def test_pages_without_a_fragment_are_not_read() -> None:
    net, found = check({f"{HOST}/manual": 200}, f"{HOST}/manual", f"{HOST}/manual#")
    assert set(found.values()) == {None}
    assert net.visits(f"{HOST}/manual") == ["HEAD"]


def test_the_section_is_looked_for_where_the_link_leads() -> None:
    world: World = {
        f"{HOST}/old": Page(status=301, location="/manual"),
        f"{HOST}/manual": MANUAL_PAGE,
        f"{HOST}/own": Page(status=302, location="/manual#ice"),
    }
    _, found = check(world, f"{HOST}/old#ice", f"{HOST}/old#snow", f"{HOST}/own#snow")
    assert list(found.values()) == ["found", "missing", "unknown"]


def test_the_section_of_a_dead_page_is_unknown() -> None:
    with Internet({f"{HOST}/manual": 404, ALIVE: 200}) as net:
        settings = LinkSettings(fragments=True)
        outcome = links.check_urls(
            [f"{HOST}/manual#ice", ALIVE], settings, connector_factory=net.connector
        )
    result = outcome.results[f"{HOST}/manual#ice"]
    assert (result.verdict, result.fragment) == ("dead", "unknown")
    assert net.visits(f"{HOST}/manual") == ["GET"]


# --- GitHub


@pytest.mark.parametrize(
    ("path", "judged"),
    [
        ("#ice--snow", True),
        ("/#ice--snow", True),
        ("/blob/main/docs/README.md#ice--snow", True),
        ("/tree/main/docs#ice--snow", True),
        ("/wiki/Home#ice--snow", True),
        ("#user-content-ice--snow", True),
        ("#readme", False),
        ("#readme-ov-file", False),
        ("#license-1-ov-file", False),
        ("#start-of-content", False),
        ("#fn-1", False),
        ("/blob/main/robot.py#L10", False),
        ("/blob/main/robot.py#L10-L20", False),
        ("/blob/main/robot.py#L10C3-L20C5", False),
        ("/issues/1#issuecomment-1234", False),
        ("/issues/1#some-heading", False),
        ("/pull/1#discussion_r1234", False),
        ("/pull/1/files#diff-abc", False),
        ("/releases#v1", False),
        ("/commit/abc#diff-1", False),
    ],
)
def test_what_is_looked_for_on_github(path: str, judged: bool) -> None:
    assert has_checkable_fragment(f"{REPOSITORY}{path}", rulebook.hosts()) == judged


@pytest.mark.parametrize(
    ("body", "fragment", "expected"),
    [
        (README, "ice--snow", "found"),
        (README, "user-content-ice--snow", "found"),
        (README, "Ice--Snow", "found"),
        (README, "snow", "missing"),
        (r'<script>{"richText":"\u003ca id=\"user-content-ice\"\u003e"}</script>', "ice", "found"),
        (
            r'<script>{"richText":"\u003ca id=\"user-content-ice\"\u003e"}</script>',
            "snow",
            "missing",
        ),
        ('<script>{"rawLines":["# Ice"]}</script>', "snow", "unknown"),
    ],
)
def test_a_rendered_file_on_github(body: str, fragment: str, expected: Fragment) -> None:
    url = f"{REPOSITORY}/blob/main/README.md#{fragment}"
    hop = Hop(url.partition("#")[0], PageResponse(200, page=read(body)))
    assert find_fragment(url, [hop]) == expected


def read(body: str) -> Read:
    reader = PageReader("utf-8")
    reader.feed(body.encode())
    return reader.page(whole=True)


@pytest.mark.parametrize(
    "url",
    [
        "https://docs.google.com/document/d/1/edit#heading-x",
        "https://www.youtube.com/watch?v=1#x",
        "https://someone.notion.site/Robots#x",
        "https://gitlab.com/someone/robots#ice",
    ],
)
def test_hosts_that_scripts_build_are_not_checked(url: str) -> None:
    assert not has_checkable_fragment(url, rulebook.hosts())
    assert has_checkable_fragment("https://host.example/#x", rulebook.hosts())


def test_a_link_without_a_response_has_no_page() -> None:
    assert find_fragment(f"{HOST}#a", [Hop(HOST, NoResponse("no-response", ""))]) == "unknown"
    assert find_fragment(f"{HOST}#a", [Hop(HOST, PageResponse(200))]) == "unknown"
