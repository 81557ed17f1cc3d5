"""The summary of a step of a GitHub workflow, in Markdown.

GitHub shows it on the page of the job, and drops summaries of more than 1 MiB
(`FileCommandManager.cs` in actions/runner).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, get_args

from awesome_lint.bounded import split_url
from awesome_lint.model import CheckedLink, Run, Severity, UserError, Verdict
from awesome_lint.report.formats.markdown import LEAST_ROOM, heading, table
from awesome_lint.report.markdown_text import cell, code, inline
from awesome_lint.text.wording import count, enumerate_words

MAX_BYTES: Final = 1_000_000
"""Bytes of a summary: less than 1 MiB, so that other commands of the step can add to it."""

_FINDINGS: Final = "\n### Findings\n\n"
_MAX_HOSTS: Final = 50
_MANY_FINDINGS: Final = 20
_FINE: Final[tuple[Verdict, ...]] = ("ok", "skipped")
_VERDICTS: Final[tuple[Verdict, ...]] = get_args(Verdict)


def job_summary(run: Run, room: int = MAX_BYTES) -> str:
    """Return the counts of `run` and its findings, in `room` bytes at most.

    If there are many findings, a table counts them by rule; if links fail, a table counts them by
    host. Findings that do not fit are counted below. Empty if there is no room for the rest.
    """
    text = "".join(_counts(run))
    left = room - len(text.encode("utf-8")) - len(_FINDINGS)
    if left < LEAST_ROOM:
        return ""
    if run.diagnostics:
        text += _FINDINGS + table(run.diagnostics, left, "a summary", run.urls)
    return text


def error_line(reported: UserError) -> str:
    """Return one line about an error that ended a run, or a part of it."""
    return f"**awesome-lint**: error: {inline(str(reported))}\n"


def _counts(run: Run) -> Iterator[str]:
    yield from heading(run)
    if run.resolved:
        number = sum(run.resolved.values())
        rules = enumerate_words([code(rule) for rule in sorted(run.resolved)])
        yield f"\nThe change resolves {count(number, 'existing finding')}: {rules}\n"
    if len(run.diagnostics) >= _MANY_FINDINGS and len({each.rule for each in run.diagnostics}) > 1:
        yield "\n### Findings by rule\n\n"
        yield from _rows(("Rule", "Errors", "Warnings", "Info"), _rules(run))
    if any(link.result.verdict not in _FINE for link in run.links):
        found = {link.result.verdict for link in run.links}
        verdicts = tuple(verdict for verdict in _VERDICTS if verdict in found)
        yield "\n### Links by host\n\n"
        yield from _rows(("Host", *map(_title, verdicts)), _hosts(run.links, verdicts))


def _rows(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield the lines of a table whose columns, except the first, hold numbers."""
    yield f"| {' | '.join(head)} |\n"
    yield f"|:--{'|--:' * (len(head) - 1)}|\n"
    for row in rows:
        yield f"| {' | '.join(map(cell, row))} |\n"


def _rules(run: Run) -> Iterator[tuple[str, ...]]:
    names: tuple[Severity, ...] = get_args(Severity)
    found = Counter((each.rule, each.severity) for each in run.diagnostics)
    pages = {each.rule: each.url for each in run.diagnostics}
    counts = Counter(each.rule for each in run.diagnostics)
    for rule, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        yield f"[{rule}]({pages[rule]})", *(_number(found[rule, name]) for name in names)


def _hosts(links: Iterable[CheckedLink], verdicts: Sequence[Verdict]) -> Iterator[tuple[str, ...]]:
    """Yield the hosts with the most failing links, then all others as one."""
    hosts: dict[str, Counter[Verdict]] = {}
    for link in links:
        hosts.setdefault(_host(link.result.url), Counter())[link.result.verdict] += 1
    trouble = {
        host: counts.total() - counts["ok"] - counts["skipped"] for host, counts in hosts.items()
    }
    order = sorted(hosts, key=lambda host: (-trouble[host], host))
    troubled = [host for host in order if trouble[host]][:_MAX_HOSTS]
    rows = [(code(host[:100]), hosts[host]) for host in troubled]
    if others := [hosts[host] for host in order[len(troubled) :]]:
        rows.append((f"{len(others)} more", sum(others, Counter())))
    for name, counts in rows:
        yield name, *(_number(counts[verdict]) for verdict in verdicts)


def _host(url: str) -> str:
    return split_url(url).hostname or url


def _number(number: int) -> str:
    return str(number or "")


def _title(verdict: Verdict) -> str:
    return verdict.capitalize()
