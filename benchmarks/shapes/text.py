"""Texts of a given length: what shapes are made of."""

from __future__ import annotations

from itertools import count


def repeated(unit: str, size: int) -> str:
    """Repeat a unit as often as it fits: half of one at the end may be another thing altogether."""
    return unit * (size // len(unit))


def numbered(unit: str, size: int, head: str = "") -> str:
    """Repeat a line that has its number where `unit` has `%d`, as often as it fits."""
    parts, total = [head], len(head)
    for number in count():
        part = unit.replace("%d", str(number))
        total += len(part)
        if total > size:
            break
        parts.append(part)
    return "".join(parts)
