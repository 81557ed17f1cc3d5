"""The links on a page: counted by verdict and by host, and those that are not ok."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, get_args
from xml.etree.ElementTree import Element

from awesome_lint.bounded import split_url
from awesome_lint.model import CheckedLink, LinkCheck, Run, Verdict
from awesome_lint.report.page.charts import bar, columns
from awesome_lint.report.page.elements import (
    Content,
    element,
    row,
    shorten,
    table,
    web_link,
    with_code,
)
from awesome_lint.report.page.filters import filter_form
from awesome_lint.report.page.places import Places
from awesome_lint.text.wording import count

MAX_LINKS: Final = 1000
"""Links that are shown."""

_MAX_HOSTS: Final = 50
_MAX_CHECKS: Final = 30
_MAX_PLACES: Final = 5
_MAX_URL_CHARS: Final = 200
_MAX_HOST_CHARS: Final = 100
_MAX_CHARS: Final = 500
_VERDICTS: Final[tuple[Verdict, ...]] = get_args(Verdict)
_FINE: Final[tuple[Verdict, ...]] = ("ok", "skipped")
_BY_URGENCY: Final[tuple[Verdict, ...]] = ("dead", "unreachable", "refused", "blocked", "moved")


def links(run: Run, places: Places) -> Iterator[Element]:
    """Yield the content of the part about links."""
    if not run.links:
        yield element("p", None, "No link was checked.")
        return
    counts = Counter(link.result.verdict for link in run.links)
    found = [verdict for verdict in _VERDICTS if counts[verdict]]
    rows = (
        (verdict, str(counts[verdict]), bar([(verdict, counts[verdict])], len(run.links)))
        for verdict in found
    )
    yield table("Links by verdict", ("Verdict", "Links", "Share"), rows, numbers=(1,))
    yield _by_host(run.links, found)
    problems = sorted(
        (link for link in run.links if link.result.verdict not in _FINE),
        key=lambda link: _BY_URGENCY.index(link.result.verdict),
    )
    if not problems:
        yield element("p", {"class": "good"}, "No link failed.")
        return
    shown = problems[:MAX_LINKS]
    if len(shown) < len(problems):
        text = f"{count(len(problems) - len(shown), 'link')} of {len(problems)} that are not ok"
        yield element("p", {"class": "limit"}, f"{text} are counted above, but not shown below.")
    hosts = sorted({_host(link) for link in shown})
    kinds = [name for name in _BY_URGENCY if any(link.result.verdict == name for link in shown)]
    yield filter_form(
        "links-list",
        "links",
        (
            ("verdict", "Verdict", [(name, name) for name in kinds]),
            ("host", "Host", [(host, host) for host in hosts]),
        ),
    )
    yield element("div", {"id": "links-list"}, *(_article(link, places) for link in shown))


def history(checks: Sequence[LinkCheck]) -> Iterator[Element]:
    """Yield the content of the part about earlier link checks."""
    if not checks:
        text = "The cache has no check of all links of these files."
        yield element("p", None, f"{text} Each run that checks them adds one.")
        return
    shown = checks[-_MAX_CHECKS:]
    text = count(len(checks), "check") + " of all links"
    if len(shown) < len(checks):
        text += f", of which the last {len(shown)} are shown"
    ends = (shown[0], shown[-1]) if len(shown) > 1 else shown
    numbers = ", ".join(f"{_problems(each)} on {_day(each)}" for each in ends)
    yield element("p", None, f"{text}. Links that were not ok: {numbers}.")
    verdicts = [each for each in _VERDICTS if any(check.verdicts.get(each) for check in shown)]
    rows = (
        row(
            element("time", {"datetime": f"{each.at:%Y-%m-%dT%H:%MZ}"}, _day(each)),
            str(sum(each.verdicts.values())),
            *(str(each.verdicts.get(name) or "") for name in verdicts),
        )
        for each in reversed(shown)
    )
    head = ("Check", "Links", *verdicts)
    every = table("Links by check and verdict", head, rows, numbers=range(1, len(head)))
    yield element("div", {"class": "tables"}, *_chart(shown), every)


def _chart(checks: Sequence[LinkCheck]) -> Iterator[Element]:
    """Yield a chart of the links that were not ok in several checks, if there were any."""
    found = [each for each in _BY_URGENCY if any(check.verdicts.get(each) for check in checks)]
    if len(checks) < 2 or not found:
        return
    most = max(map(_problems, checks))
    description = f"From {_day(checks[0])} to {_day(checks[-1])}; at most {most} in one check."
    bars = ([(name, each.verdicts.get(name, 0)) for name in found] for each in checks)
    name = "Links that are not ok"
    axis = [element("span", None, _day(each)) for each in (checks[0], checks[-1])]
    keys = (
        element("li", None, element("span", {"class": f"key {name}"}), f" {name}") for name in found
    )
    yield element(
        "figure",
        None,
        element("figcaption", None, f"{name}, at most {most}"),
        columns(bars, name, description, "history-chart"),
        element("p", {"class": "axis"}, *axis),
        element("ul", {"class": "legend"}, *keys),
    )


def _day(check: LinkCheck) -> str:
    return f"{check.at:%Y-%m-%d}"


def _problems(check: LinkCheck) -> int:
    return sum(check.verdicts.get(name, 0) for name in _BY_URGENCY)


def _by_host(checked: Iterable[CheckedLink], verdicts: Sequence[Verdict]) -> Element:
    """Return the number of links by host and verdict: those with most problems, then the rest."""
    hosts: dict[str, Counter[Verdict]] = {}
    for link in checked:
        hosts.setdefault(_host(link), Counter())[link.result.verdict] += 1
    trouble = {host: sum(counts[name] for name in _BY_URGENCY) for host, counts in hosts.items()}
    order = sorted(hosts, key=lambda host: (-trouble[host], -hosts[host].total(), host))
    rows = [(host, hosts[host]) for host in order[:_MAX_HOSTS]]
    if others := order[_MAX_HOSTS:]:
        rest = sum((hosts[host] for host in others), Counter[Verdict]())
        rows.append((count(len(others), "more host"), rest))
    cells = (
        row(
            name,
            *(str(counts[verdict] or "") for verdict in verdicts),
            bar([(verdict, counts[verdict]) for verdict in verdicts], counts.total()),
        )
        for name, counts in rows
    )
    head = ("Host", *verdicts, "Share")
    return table("Links by host", head, cells, numbers=range(1, len(head) - 1))


def _host(link: CheckedLink) -> str:
    url = link.result.url
    return shorten(split_url(url).hostname or url, _MAX_HOST_CHARS)


def _article(link: CheckedLink, places: Places) -> Element:
    """Return a link that is not ok."""
    result = link.result
    url = shorten(result.url, _MAX_URL_CHARS)
    content: list[Content] = [
        element(
            "p",
            {"class": "place"},
            element("span", {"class": f"verdict {result.verdict}"}, result.verdict),
            " ",
            web_link(result.url, element("code", None, url)),
        )
    ]
    if result.detail:
        content.append(_note(*with_code(shorten(result.detail, _MAX_CHARS))))
    for name, target in (("Leads to", result.final_url), ("Archived copy", result.archived_url)):
        if target and target != result.url:
            shown = element("code", None, shorten(target, _MAX_URL_CHARS))
            content.append(_note(element("b", None, f"{name}: "), web_link(target, shown)))
    if result.failing:
        checks = count(result.failing.times, "check")
        content.append(_note(f"Dead since {result.failing.since:%Y-%m-%d}, in {checks}"))
    where = [(place.path, place.line) for place in link.locations]
    content.append(_note(*places.lines(where, _MAX_PLACES)))
    facts = {"data-verdict": result.verdict, "data-host": _host(link), "data-count": "1"}
    return element("article", facts | {"class": "item"}, *content)


def _note(*content: Content) -> Element:
    return element("p", {"class": "note"}, *content)
