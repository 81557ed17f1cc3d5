"""Charts, as SVG without text: names and numbers are in the HTML around them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final
from xml.etree.ElementTree import Element

from awesome_lint.report.page.elements import element

_HEIGHT: Final = 100.0
_GAP: Final = 0.25
"""The part of a column's width that is left free."""

Parts = Sequence[tuple[str, int]]
"""The parts of a bar: the class of each, and its number."""


def bar(parts: Parts, whole: int) -> Element:
    """Return a horizontal bar, of which `whole` is the full width.

    Screen readers skip it, so its numbers must be in the cells beside it.
    """
    attributes = {"class": "bar", "aria-hidden": "true"} | _box(max(whole, 1), 1)
    start = 0
    drawn = []
    for name, number in parts:
        if number:
            drawn.append(_rectangle(name, start, 0, number, 1))
            start += number
    return element("svg", attributes, *drawn)


def columns(bars: Iterable[Parts], name: str, description: str, identity: str) -> Element:
    """Return columns of stacked parts side by side, the highest at full height.

    `identity` makes the ids of the name and the description unique in the page.
    """
    stacks = tuple(bars)
    highest = max((sum(number for _, number in parts) for parts in stacks), default=0)
    drawn = [
        element("title", {"id": f"{identity}-name"}, name),
        element("desc", {"id": f"{identity}-text"}, description),
    ]
    for place, parts in enumerate(stacks):
        top = _HEIGHT
        for part, number in parts:
            if number:
                height = _HEIGHT * number / highest
                top -= height
                drawn.append(_rectangle(part, place + _GAP / 2, top, 1 - _GAP, height))
    labels = {"role": "img", "aria-labelledby": f"{identity}-name {identity}-text"}
    return element(
        "svg", {"class": "columns"} | labels | _box(max(len(stacks), 1), _HEIGHT), *drawn
    )


def _box(width: int, height: float) -> dict[str, str]:
    return {"viewBox": f"0 0 {width} {height:g}", "preserveAspectRatio": "none"}


def _rectangle(name: str, x: float, y: float, width: float, height: float) -> Element:
    place = {"x": x, "y": y, "width": width, "height": height}
    return element("rect", {"class": name} | {key: f"{value:.6g}" for key, value in place.items()})
