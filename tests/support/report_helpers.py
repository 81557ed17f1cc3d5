"""Shared helpers of the tests of reports: finished runs, hostile text, and GitHub's runner."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from hypothesis import strategies as st

from awesome_lint.model import CheckedLink, Diagnostic, Run, SourceFile, Span


def document(path: str, *lines: str) -> SourceFile:
    return SourceFile(path, "\n".join(lines), lines)


README = document(
    "README.md",
    "# Surveys",
    "",
    "| Title | Venue | Link |",
    "|:--|:--|:--|",
    "| A Survey of Surveys | Avrxi 2025 | [Link](https://arxiv.org/abs/2503.01234) |",
    "| On Reading Lists 📚 | 漢字の会議 2024 | [Link](https://example.org/lists) | extra |",
)


def diagnostic(span: Span, **changes: Any) -> Diagnostic:
    facts: dict[str, Any] = {
        "path": "README.md",
        "rule": "venue-typo",
        "severity": "error",
        "message": "`Avrxi` is not a venue",
        "help": "Write `arXiv`",
        "url": "https://example.org/rules/venue-typo.md",
        "fingerprint": "f00d",
        "related": (),
        "fix": None,
    }
    return Diagnostic(span=span, **(facts | changes))


def run(
    *diagnostics: Diagnostic,
    documents: Iterable[SourceFile] = (README,),
    suppressed: int = 0,
    links: tuple[CheckedLink, ...] = (),
    **more: Any,
) -> Run:
    return Run({each.path: each for each in documents}, diagnostics, suppressed, links, **more)


def written(write: Callable[..., None], finished: Run, **options: Any) -> str:
    """Return the report of a run in a format."""
    stream = io.StringIO()
    write(finished, stream, **options)
    return stream.getvalue()


_FRAGMENTS = (
    "::",
    "##[",
    "#",
    "[",
    "]",
    "::error::",
    "::set-output name=a::b",
    "##[add-path]/tmp/evil",
    "##[warning]",
    "##vso[task.complete]",
    "%0A",
    "%25",
    "%3A",
    "\r",
    "\n",
    "\t",
    " ",
    ",",
    "=",
    "\x1b[31m",
    "\x9b2J",
    "\xad",
    "\u0301",
    "\u200b",
    "\u200d",
    "\u202e",
    "\ufe0f",
    "漢",
    "📚",
)

hostile = st.lists(st.sampled_from(_FRAGMENTS) | st.text(max_size=5), max_size=30).map("".join)
"""Hostile text for terminals and runners."""

hostile_utf8 = hostile.filter(lambda text: not re.search(r"[\ud800-\udfff]", text))


class Command(NamedTuple):
    name: str
    properties: dict[str, str]
    data: str


_REGISTERED = frozenset(
    "add-mask add-matcher add-path debug echo endgroup error group internal-set-repo-path notice "
    "remove-matcher save-state set-env set-output stop-commands warning".split()
)
_OLD_ESCAPES = (("%3B", ";"), ("%0D", "\r"), ("%0A", "\n"), ("%5D", "]"), ("%25", "%"))
_DATA_ESCAPES = (("%0D", "\r"), ("%0A", "\n"), ("%25", "%"))
_PROPERTY_ESCAPES = (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%"))


def commands(log: str) -> list[Command]:
    """Return the commands that GitHub's runner would execute, reading `log` line by line."""
    found = (_new_command(line) or _old_command(line) for line in re.split(r"\r\n|\r|\n", log))
    return [command for command in found if command]


def hidden_commands(log: str) -> list[Command]:
    """Return the commands for a runner that ignores all characters except printable ASCII."""
    return commands(re.sub(r"[^ -~\r\n]", "", log))


def _new_command(line: str) -> Command | None:
    start, separator, rest = line.lstrip().partition("::")
    info, end, data = rest.partition("::")
    if start or not separator or not end:
        return None
    return _command(info, ",", _PROPERTY_ESCAPES, _unescape(data, _DATA_ESCAPES))


def _old_command(line: str) -> Command | None:
    _, prefix, rest = line.partition("##[")
    info, end, data = rest.partition("]")
    if not prefix or not end:
        return None
    return _command(info, ";", _OLD_ESCAPES, _unescape(data, _OLD_ESCAPES))


def _command(
    info: str, separator: str, escapes: tuple[tuple[str, str], ...], data: str
) -> Command | None:
    name, _, written = info.partition(" ")
    if name.lower() not in _REGISTERED:
        return None
    pairs = (each.partition("=") for each in written.strip().split(separator) if each)
    properties = {key: _unescape(value, escapes) for key, _, value in pairs if key and value}
    return Command(name, properties, data)


def _unescape(text: str, escapes: tuple[tuple[str, str], ...]) -> str:
    for written, meant in escapes:
        text = text.replace(written, meant)
    return text
