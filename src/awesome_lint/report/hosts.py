"""Requests by host, as a table in 80 columns."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, get_args

from awesome_lint.model import HostStats, Verdict
from awesome_lint.text.display import display_width, displayable

_WIDTHS: Final = (20, 8, 7, 7, 4, 8)
_HEAD: Final = ("host", "requests", "median", "longest", "429", "interval", "links")
_NBSP: Final = "\N{NO-BREAK SPACE}"
_LINKS_WIDTH: Final = 80 - sum(_WIDTHS) - 2 * len(_WIDTHS)


def host_table(hosts: Iterable[HostStats]) -> str:
    """Return a line for each host, those with most requests first; empty if there are none."""
    rows = [_cells(each) for each in sorted(hosts, key=lambda one: (-one.requests, one.host))]
    return "".join(f"{line}\n" for row in ([_HEAD, *rows] if rows else []) for line in _lines(row))


def _cells(host: HostStats) -> Sequence[str]:
    counts = ((host.verdicts.get(verdict), verdict) for verdict in get_args(Verdict))
    links = ", ".join(f"{count}{_NBSP}{verdict}" for count, verdict in counts if count)
    if not host.requests:
        return (displayable(host.host), "0", "", "", "", "", links)
    every = "" if host.interval is None else f"{round(host.interval, 2):g} s"
    times = (f"{host.median:.2f} s", f"{host.longest:.2f} s")
    return (displayable(host.host), str(host.requests), *times, str(host.refused), every, links)


def _lines(cells: Sequence[str]) -> Iterator[str]:
    """Yield the lines of a row; long names are cut, verdicts continue below."""
    name, *numbers, links = cells
    first, *more = textwrap.wrap(links, _LINKS_WIDTH) or [""]
    if display_width(name) > _WIDTHS[0]:
        fitting = (name[:end] for end in range(len(name), 0, -1))
        name = f"{next(cut for cut in fitting if display_width(cut) < _WIDTHS[0])}…"
    name += " " * (_WIDTHS[0] - display_width(name))
    shown = (f"{each:>{width}}" for each, width in zip(numbers, _WIDTHS[1:], strict=True))
    yield "  ".join((name, *shown, first.replace(_NBSP, " "))).rstrip()
    for line in more:
        yield f"{'':{80 - _LINKS_WIDTH}}{line.replace(_NBSP, ' ')}"
