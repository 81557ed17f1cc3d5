"""Texts of a given length, from which shapes are made."""

from __future__ import annotations

from itertools import count


def repeated(unit: str, size: int) -> str:
    """Repeat a unit as often as it fits completely, since a part of it may mean something else."""
    return unit * (size // len(unit))


def numbered(unit: str, size: int, head: str = "") -> str:
    """Repeat a line as often as it fits, with its number in place of `%d`."""
    parts, total = [head], len(head)
    for number in count():
        part = unit.replace("%d", str(number))
        total += len(part)
        if total > size:
            break
        parts.append(part)
    return "".join(parts)
