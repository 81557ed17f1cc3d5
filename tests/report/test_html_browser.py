"""The HTML report in a real browser: what it shows, filters, and does not do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.select import Select

from awesome_lint import write_report
from awesome_lint.model import (
    CheckedLink,
    Edit,
    Failure,
    Fix,
    LinkCheck,
    LinkResult,
    Location,
    Note,
    Related,
    Run,
    Section,
    Severity,
    Span,
    UserError,
    Verdict,
)
from browser import Browser, Scheme, open_browser
from report_helpers import diagnostic, document, run

pytestmark = pytest.mark.xdist_group("browser")

START = datetime(2026, 1, 5, 9, 30, tzinfo=UTC)
NAMES = ("Planning", "Memory and Retrieval", "A Section with a Long Name, for Lines that Wrap")


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with open_browser(tmp_path_factory.mktemp("profile")) as found:
        yield found


def link(number: int, verdict: Verdict) -> CheckedLink:
    url = f"https://host{number % 7}.example/papers/{number}"
    facts: dict[str, Any] = {}
    if verdict == "dead":
        facts = {
            "detail": "responds with 404 Not Found",
            "archived_url": f"https://a.example/{url}",
        }
    if verdict == "moved":
        facts = {"detail": "has moved", "final_url": f"{url}/new"}
    return CheckedLink(LinkResult(url, verdict, **facts), (Location("README.md", number + 1, 1),))


def nothing_wrong() -> Run:
    sections = tuple(
        Section("README.md", (name,), line, 9, {2023: 3, 2024: 5}, {2019: 1})
        for line, name in enumerate(NAMES, start=1)
    )
    checks = tuple(LinkCheck(START + timedelta(day), {"ok": 40}) for day in range(5))
    links = tuple(link(number, "ok") for number in range(40))
    return run(links=links, sections=sections, link_checks=checks)


def three_hundred_findings() -> Run:
    lines = [
        f"| A Survey of Surveys {number} | Avrxi 2025 | [Link](https://a.example/{number}) | x |"
        for number in range(300)
    ]
    severities: tuple[Severity, ...] = ("error", "warning", "info")
    rules = ("venue-typo", "table-column-count", "link-dead", "arxiv-url", "sort-order")
    findings = [
        diagnostic(
            Span(number + 1, 5, number + 1, 13),
            rule=rules[number % 5],
            severity=severities[number % 3],
            message=f"`Avrxi {number}` is a misspelling of `arXiv`: a search misses this entry",
            fix=Fix("Write `arXiv`", (Edit(Span(number + 1, 5, number + 1, 13), "arXiv"),)),
            group=str(number),
        )
        for number in range(300)
    ]
    sections = tuple(
        Section("README.md", ("Papers", name), 100 * number + 1, 100, {2023: 40, 2024: 50})
        for number, name in enumerate(NAMES)
    )
    verdicts: tuple[Verdict, ...] = ("ok", "ok", "dead", "moved", "blocked", "unreachable")
    checks = tuple(
        LinkCheck(START + timedelta(day), {"ok": 90, "dead": day, "blocked": 3}) for day in range(9)
    )
    return run(
        *findings,
        documents=[document("README.md", *lines)],
        links=tuple(link(number, verdicts[number % 6]) for number in range(90)),
        sections=sections,
        link_checks=checks,
        notes=(Note("`fail-after` needs a cache"),),
        urls={"README.md": "https://github.com/o/r/blob/0123/README.md"},
    )


def page(directory: Path, finished: Run) -> Path:
    path = directory / "report.html"
    with path.open("w", encoding="utf-8") as stream:
        write_report(finished, "html", stream)
    return path


def shown(browser: Browser, selector: str) -> list[str]:
    """Return the texts of the elements that are visible."""
    return [
        each.text
        for each in browser.driver.find_elements(By.CSS_SELECTOR, selector)
        if each.is_displayed()
    ]


def count(browser: Browser, selector: str) -> int:
    script = "return [...document.querySelectorAll(arguments[0])]"
    script += ".filter((each) => each.checkVisibility()).length"
    return int(browser.run(script, selector))


@pytest.mark.parametrize(
    ("make", "width", "scheme"),
    [
        (nothing_wrong, 360, "dark"),
        (nothing_wrong, 1280, "light"),
        (three_hundred_findings, 360, "light"),
        (three_hundred_findings, 1280, "dark"),
    ],
)
def test_it_is_accessible_and_fits(
    browser: Browser, tmp_path: Path, make: Callable[[], Run], width: int, scheme: Scheme
) -> None:
    path = page(tmp_path, make())
    browser.open(path, width=width, scheme=scheme)
    assert browser.accessibility_violations() == []
    assert browser.run("return document.documentElement.scrollWidth") == width
    assert browser.messages() == []
    assert browser.requests() == [path.as_uri()]


def test_another_page_would_be_caught(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "bad.html"
    path.write_text(
        "<!DOCTYPE html><html lang=en><title>x</title><main><h1>x</h1>"
        "<p style='color: #ccc; background: #fff'>pale</p><input>"
        "<img alt='' src='https://evil.example/x.png'></main>"
    )
    browser.open(path)
    found = {each.split(": ")[1] for each in browser.accessibility_violations()}
    assert {"color-contrast", "label"} <= found
    assert browser.requests() == [path.as_uri(), "https://evil.example/x.png"]
    assert "net::ERR_NAME_NOT_RESOLVED" in browser.messages()[0]


def test_colours_depend_on_the_scheme(browser: Browser, tmp_path: Path) -> None:
    path = page(tmp_path, nothing_wrong())
    script = "return getComputedStyle(document.body).backgroundColor"
    schemes: tuple[Scheme, ...] = ("light", "dark")
    colours = []
    for scheme in schemes:
        browser.open(path, scheme=scheme)
        colours.append(browser.run(script))
    assert colours == ["rgb(255, 255, 255)", "rgb(13, 17, 23)"]


def test_it_is_complete_without_scripts_and_in_print(browser: Browser, tmp_path: Path) -> None:
    path = page(tmp_path, three_hundred_findings())
    browser.open(path, scripts=False)
    assert count(browser, "article") == 300 + 60
    assert count(browser, "form") == 0
    browser.open(path)
    assert count(browser, "form") == 2
    browser.use(medium="print")
    assert count(browser, "article") == 300 + 60
    assert count(browser, "form, nav") == 0
    assert count(browser, "figure svg, table svg") > 20


def test_filters(browser: Browser, tmp_path: Path) -> None:
    browser.open(page(tmp_path, three_hundred_findings()))
    form, links = browser.driver.find_elements(By.CSS_SELECTOR, "form")

    def output() -> str:
        return form.find_element(By.CSS_SELECTOR, "output").text

    def choose(name: str, text: str) -> None:
        Select(form.find_element(By.NAME, name)).select_by_visible_text(text)

    assert output() == "300 of 300 findings shown"
    choose("rule", "venue-typo")
    assert output() == "60 of 300 findings shown"
    assert shown(browser, ".rule h3") == ["venue-typo 60 findings"]
    choose("severity", "warning")
    assert output() == "20 of 300 findings shown"
    choose("section", "Papers / Memory and Retrieval")
    assert output() == "7 of 300 findings shown"
    form.find_element(By.NAME, "text").send_keys("aVRXI 115")
    assert output() == "1 of 300 findings shown"
    assert shown(browser, "#findings-list .place") == ["warning README.md:116:5"]
    form.find_element(By.NAME, "text").send_keys("x")
    assert output() == "0 of 300 findings shown"
    assert shown(browser, ".rule h3") == []
    assert count(browser, "#links-list article") == 60
    form.find_element(By.CSS_SELECTOR, "button").click()
    assert output() == "300 of 300 findings shown"
    assert count(browser, "#findings-list article") == 300

    Select(links.find_element(By.NAME, "verdict")).select_by_visible_text("dead")
    Select(links.find_element(By.NAME, "host")).select_by_visible_text("host1.example")
    assert shown(browser, "#links-list .place") == [
        f"dead https://host1.example/papers/{number}" for number in (8, 50)
    ]
    assert count(browser, "#findings-list article") == 300


def test_keyboard(browser: Browser, tmp_path: Path) -> None:
    browser.open(page(tmp_path, three_hundred_findings()))

    def press(*keys: str) -> Any:
        for key in keys:
            browser.driver.switch_to.active_element.send_keys(key)
        return browser.driver.switch_to.active_element

    skip = press(Keys.TAB)
    assert skip.text == "Skip to the report"
    assert skip.location["x"] >= 0
    assert browser.run("return getComputedStyle(document.activeElement).outlineStyle") == "solid"
    press(Keys.ENTER)
    assert browser.driver.current_url.endswith("#main")
    element = press(Keys.TAB)
    for _ in range(20):
        if element.tag_name == "select":
            break
        element = press(Keys.TAB)
    press("v")  # venue-typo
    assert shown(browser, "form output")[0] == "60 of 300 findings shown"
    search = press(Keys.TAB, Keys.TAB, Keys.TAB)
    search.send_keys("Avrxi 10", Keys.ENTER)
    assert shown(browser, "form output")[0] == "3 of 300 findings shown"
    assert count(browser, "#findings-list article") == 3


HOSTILE = (
    "</script><script>window.hacked = 1; alert(1)</script>",
    '"><img src="https://evil.example/x.png" onerror="window.hacked = 1">',
    "</style><style>body{display:none}</style>",
    "'><svg onload=window.hacked=1>",
    "<iframe src=https://evil.example/></iframe>",
    '<meta http-equiv="refresh" content="0;url=https://evil.example/">',
    "<base href=https://evil.example/>",
    "javascript:window.hacked=1",
    "<!--",
    "\u202e\x00\ud800",
)


def test_hostile_text_does_nothing(browser: Browser, tmp_path: Path) -> None:
    texts = [*HOSTILE, "".join(HOSTILE)]
    findings = [
        diagnostic(
            Span(number, 1, number, len(text) + 1),
            path=text,
            message=text,
            help=text,
            group=str(number),
            fix=Fix(text, (Edit(Span(number, 1, number, 2), text),), safe=False, drops=(text,)),
            related=(Related(Span(1, 1, 1, 1), text),),
        )
        for number, text in enumerate(texts, start=1)
    ]
    links = tuple(
        CheckedLink(
            LinkResult(url, "dead", detail=text, final_url=text, archived_url=text),
            (Location(text, 1, 1),),
        )
        for text in texts
        for url in (text, f"https://evil.example/{text}", f"https://{text}")
    )
    finished = run(
        *findings,
        documents=[document(text, *texts) for text in texts],
        links=links,
        sections=tuple(Section(text, (text,), 1, 1, {2024: 1}) for text in texts),
        notes=tuple(map(Note, texts)),
        urls={text: text for text in texts},
    )
    finished = replace(
        finished,
        failures=tuple(Failure(text, text, text, text) for text in texts),
        errors=tuple(UserError(text, text) for text in texts),
    )
    path = page(tmp_path, finished)
    browser.open(path)
    Select(browser.driver.find_element(By.NAME, "section")).select_by_index(3)
    Select(browser.driver.find_element(By.NAME, "host")).select_by_index(1)
    assert browser.run("return typeof window.hacked") == "undefined"  # fails if there is a dialog
    assert browser.requests() == [path.as_uri()]
    assert browser.messages() == []
    assert browser.driver.current_url == path.as_uri()
    counts = "script, style, img, iframe, base, object, embed, [onload], [onerror], [style]"
    assert browser.run("return document.querySelectorAll(arguments[0]).length", counts) == 2
    hrefs = browser.run("return [...document.querySelectorAll('a')].map((each) => each.protocol)")
    assert set(hrefs) == {"file:", "https:"}
    assert count(browser, "h1, h2") == 5
    shown_text = browser.run("return document.body.textContent")
    for text in HOSTILE[:-1]:
        assert text in shown_text
    assert r"\u202e\x00\ud800" in shown_text
