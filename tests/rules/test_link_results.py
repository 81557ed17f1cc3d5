"""The rules about results of the link check."""

from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from awesome_lint.model import Evidence, Failing, Finding, LinkResult, Verdict
from awesome_lint.rules import RULES_BY_ID
from awesome_lint.rules.rule import NoOptions
from linting import VOCABULARY, lint, parse

RULES: dict[Verdict, str] = {
    "blocked": "link-blocked",
    "dead": "link-dead",
    "moved": "link-moved",
    "refused": "link-refused",
    "unreachable": "link-unreachable",
}
DEAD = "https://host.example/dead"
TWO_URLS = "http://10.0.0.1/ahttp://10.0.0.1/b"
MESSAGE = f"`{DEAD}` returns 404 Not Found: readers get an error page"


def find(rule: str, readme: str, *results: LinkResult) -> list[Finding]:
    evidence = Evidence({result.url: result for result in results}, VOCABULARY)
    return list(RULES_BY_ID[rule].check(parse(readme), NoOptions(), evidence))


def dead(readme: str) -> list[str]:
    """Return `LINE:COLUMN` and the text found for each finding about DEAD."""
    document = parse(readme)
    found = find(
        "link-dead",
        readme,
        LinkResult(DEAD, "dead", 404, None, "returns 404 Not Found"),
    )
    assert {finding.message for finding in found} <= {MESSAGE}
    return [f"{each.span.line}:{each.span.column} {document.slice(each.span)}" for each in found]


@pytest.mark.parametrize("verdict", RULES)
def test_each_verdict_has_its_rule(verdict: Verdict) -> None:
    results = [
        LinkResult(f"https://host.example/{each}", each, final_url="https://host.example/new")
        for each in (*RULES, "ok", "skipped")
    ]
    readme = "\n".join(f"- <{result.url}>" for result in results)
    (found,) = find(RULES[verdict], readme, *results)
    assert f"`https://host.example/{verdict}`" in found.message
    assert RULES_BY_ID[RULES[verdict]].needs == "links"


@pytest.mark.parametrize(
    ("written", "url", "rule"),
    [
        ("[a](ftp://x.example/1)", "ftp://x.example/1", "link-malformed"),
        ("![a](data:image/png;base64,AA)", "data:image/png;base64,AA", "link-malformed"),
        ("<magnet:?xt=urn:x>", "magnet:?xt=urn:x", "link-malformed"),
        ("[a](htps://x.example/1)", "htps://x.example/1", "link-malformed"),
        (f"[a]({TWO_URLS})", TWO_URLS, "link-malformed"),
        ("[a](doi:10.1234/ice.5)", "doi:10.1234/ice.5", "doi-format"),
        ("ftp://x.example/1", "ftp://x.example/1", "link-refused"),
        ("[a](http://10.0.0.1/)", "http://10.0.0.1/", "link-refused"),
    ],
)
def test_a_refused_link_has_one_finding(written: str, url: str, rule: str) -> None:
    result = LinkResult(url, "refused", detail="has the scheme `x`")
    rules = ("link-malformed", "link-refused", "doi-format")
    (found,) = lint(f"- {written}\n", *rules, links={url: result})
    assert found.rule == rule
    assert url in found.message


def test_every_place_is_reported_in_order() -> None:
    assert dead(
        f"[a]({DEAD}) <{DEAD}>\n\n"
        f'| [![b]({DEAD})]({DEAD}) | c |\n|--|--|\n| {DEAD} | <a href="{DEAD}">d</a> |\n'
    ) == [
        f"1:5 {DEAD}",
        f"1:33 {DEAD}",
        f"3:9 {DEAD}",
        f"3:37 {DEAD}",
        f"5:3 {DEAD}",
        f"5:40 {DEAD}",
    ]


def test_a_definition_is_one_place() -> None:
    assert dead(f"[a][x], [x] and [b][x]\n\n[x]: {DEAD}\n") == [f"3:6 {DEAD}"]


def test_other_links_are_left_alone() -> None:
    assert dead("[a](https://host.example/dead/) [b](#dead) [c](mailto:me@host.example)") == []


def test_long_urls_are_cut() -> None:
    url = f"https://host.example/{'x' * 100}"
    (found,) = find("link-dead", f"<{url}>", LinkResult(url, "dead", 404, None, "returns 404"))
    assert found.message == f"`{url[:59]}…` returns 404: readers get an error page"


SINCE = datetime(2026, 1, 5, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("times", "lenient_until", "shown"),
    [
        (1, None, ""),
        (4, None, " (dead since 2026-01-05 09:30 UTC, confirmed by 4 checks)"),
        (
            1,
            SINCE + timedelta(days=3),
            " (dead since 2026-01-05 09:30 UTC, a warning until 2026-01-08 09:30 UTC)",
        ),
    ],
)
def test_since_when_a_link_is_dead(times: int, lenient_until: datetime | None, shown: str) -> None:
    failing = Failing(SINCE, SINCE + timedelta(days=1), times)
    result = LinkResult(
        DEAD, "dead", 404, None, "returns 404", failing=failing, lenient_until=lenient_until
    )
    (found,) = find("link-dead", f"<{DEAD}>", result)
    assert found.message == f"`{DEAD}` returns 404{shown}: readers get an error page"
    assert found.at_most == ("warning" if lenient_until else None)


def test_the_fix_of_a_dead_link_is_not_safe() -> None:
    copy = f"https://web.archive.org/web/2019/{DEAD}"
    (found,) = find("link-dead", f"<{DEAD}>", LinkResult(DEAD, "dead", 404, archived_url=copy))
    assert found.fix is not None
    assert not found.fix.safe
    assert found.fix.edits[0].text == copy


OLD = "https://host.example/old"
NEW = "https://host.example/new"


def moved(readme: str, new: str = NEW, old: str = OLD) -> str | None:
    """Return the fixed text, or None if there is no fix."""
    (found,) = find("link-moved", readme, LinkResult(old, "moved", 200, new))
    if found.fix is None:
        return None
    (edit,) = found.fix.edits
    lines = readme.split("\n")
    line, span = lines[edit.span.line - 1], edit.span
    lines[span.line - 1] = line[: span.column - 1] + edit.text + line[span.end_column - 1 :]
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("readme", "new", "wanted"),
    [
        (f"[a]({OLD})", NEW, f"[a]({NEW})"),
        (f"[a](<{OLD}> 'x')", NEW, f"[a](<{NEW}> 'x')"),
        (f"<{OLD}>", NEW, f"<{NEW}>"),
        (f"{OLD}.", NEW, f"{NEW}."),
        (f"{OLD}.", f"{NEW}/", f"{NEW}/."),
        (f"[a][x]\n\n[x]: {OLD}", NEW, f"[a][x]\n\n[x]: {NEW}"),
        (f"![a]({OLD})", NEW, f"![a]({NEW})"),
        (f"[a]({OLD})", f"{NEW}_(x)|y", f"[a]({NEW}_%28x%29%7Cy)"),
        (
            f'<a href="{OLD}">a</a>',
            f"{NEW}?a=1&b='2'",
            f'<a href="{NEW}?a=1&amp;b=&#x27;2&#x27;">a</a>',
        ),
        (f"[a]({OLD})", f"{NEW}?a=1&b=2", f"[a]({NEW}?a=1&b=2)"),
        # text that Markdown would parse differently
        (f"[a]({OLD})", f"{NEW}?a=1&copy;=2", None),
        (f"{OLD} x", f"{NEW}?a=1.", None),
        (f"{OLD} x", f"{NEW}_", None),
    ],
)
def test_the_fix(readme: str, new: str, wanted: str | None) -> None:
    assert moved(readme, new) == wanted


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("http://host.example/a", "https://host.example/a"),
        ("http://host.example/a", "https://www.host.example/a"),
        ("https://host.example/a", "https://host.example/b"),
    ],
)
def test_the_new_url_of_a_permanent_redirect_is_a_safe_fix(old: str, new: str) -> None:
    (found,) = find("link-moved", f"<{old}>", LinkResult(old, "moved", 200, new))
    assert found.fix is not None
    assert found.fix.safe
    assert found.help == f"Write `{new}`"
    assert found.message == (
        f"`{old}` has moved permanently to `{new}`:"
        " the old URL works only as long as the host redirects it"
    )


def test_a_scheme_that_github_adds_may_be_replaced_by_the_host() -> None:
    def find_moved(new: str) -> list[Finding]:
        result = LinkResult("http://www.host.example/a", "moved", 200, new)
        return find("link-moved", "www.host.example/a", result)

    assert find_moved("https://www.host.example/a") == []
    assert find_moved("https://www.host.example/a/") == []
    (found,) = find_moved("https://host.example/a")
    assert found.fix is not None
    assert found.fix.edits[0].text == "https://host.example/a"


@pytest.mark.parametrize("front", ["https://other.example", "https://other.example/"])
def test_a_front_page_may_be_another_page(front: str) -> None:
    (found,) = find("link-moved", f"<{OLD}>", LinkResult(OLD, "moved", 200, front))
    assert found.fix is None
    assert found.help == f"Write `{front}` if it is the same page"


@pytest.mark.parametrize("verdict", RULES)
def test_a_stand_in_is_reported_for_links_that_are_ok(verdict: Verdict) -> None:
    url = "https://host.example/a"
    result = LinkResult(url, verdict, 200, detail="leads somewhere", stand_in="front-page")
    assert not find("link-soft-404", f"<{url}>", result)
    (found,) = find("link-soft-404", f"<{url}>", replace(result, verdict="ok"))
    assert found.message == f"`{url}` leads somewhere: readers do not find the page they expect"
    assert not find("link-soft-404", f"<{url}>", replace(result, verdict="ok", stand_in=None))
    retired = replace(result, verdict="ok", stand_in="retired-badge")
    assert not find("link-soft-404", f"<{url}>", retired)


def test_a_page_that_only_https_serves_has_a_fix() -> None:
    url, secure = "http://host.example/a", "https://host.example/a"
    result = LinkResult(url, "unreachable", 404, secure, f"returns 404, while `{secure}` works")
    (found,) = find("link-unreachable", f"[a]({url})", result)
    assert found.help == f"Write `{secure}`"
    assert found.fix is not None
    assert found.fix.safe
    (found,) = find("link-unreachable", f"[a]({url})", replace(result, final_url=f"{secure}/b"))
    assert found.fix is None
    (found,) = find(
        "link-unreachable",
        f"<{secure}>",
        LinkResult(secure, "unreachable", 302, secure),
    )
    assert found.fix is None


def test_a_front_page_may_become_another() -> None:
    old, new = "http://host.example", "https://host.example/"
    assert moved(f"<{old}>", new, old) == f"<{new}>"
