"""Apply the fixes in reports, as programs that read these formats do.

Independent of awesome-lint: columns are counted as the formats define them, in bytes of UTF-8 by
`reviewdog.proto` and in units of UTF-16 by SARIF 2.1.0, 3.14.27.
"""

from __future__ import annotations

from typing import Any


def apply_rdjson(text: str, suggestion: Any) -> str:
    """Return `text` after one suggestion of a report in reviewdog's format."""
    lines = text.encode().splitlines(keepends=True)  # in bytes: at \n, \r\n and \r only
    lines.append(b"")

    def offset(position: Any) -> int:
        before = lines[: position["line"] - 1]
        return sum(map(len, before)) + int(position["column"]) - 1

    data = b"".join(lines)
    start, end = (offset(suggestion["range"][name]) for name in ("start", "end"))
    edit_text: bytes = suggestion["text"].encode()
    return (data[:start] + edit_text + data[end:]).decode()


def apply_sarif(text: str, fix: Any, newlines: list[str]) -> str:
    """Return `text` after a fix of a SARIF log, in which columns are units of UTF-16.

    `newlines` are the run's newlineSequences.
    """
    starts = [0]
    position = 0
    while position < len(text):
        ending = next((each for each in newlines if text.startswith(each, position)), "")
        position += len(ending) or 1
        if ending:
            starts.append(position)

    def offset(line: int, column: int) -> int:
        return len(text[: starts[line - 1]].encode("utf-16-le")) + 2 * (column - 1)

    (change,) = fix["artifactChanges"]
    data = text.encode("utf-16-le")
    for replacement in sorted(change["replacements"], key=_place, reverse=True):
        region = replacement["deletedRegion"]
        start = offset(region["startLine"], region["startColumn"])
        end = offset(region["endLine"], region["endColumn"])
        edit_text = replacement["insertedContent"]["text"].encode("utf-16-le")
        data = data[:start] + edit_text + data[end:]
    return data.decode("utf-16-le")


def _place(replacement: Any) -> tuple[int, int]:
    region = replacement["deletedRegion"]
    return region["startLine"], region["startColumn"]
