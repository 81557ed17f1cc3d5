"""JSON of reports: indented, and safe in a terminal and in the log of a CI job."""

from __future__ import annotations

import json
import re

from awesome_lint.text.display import LOG_COMMAND

_BEYOND_ASCII = re.compile(r"[^ -~\n]")


def json_text(content: object) -> str:
    """Return `content`, of dicts, lists, strings, numbers, True, False and None, as JSON.

    Invisible characters, and brackets that would start a command in the log of a CI job, are
    written as escapes; surrogates, which UTF-8 cannot encode, become U+FFFD.
    """
    # msgspec's own encoder stops at a surrogate, which a file's name may contain.
    text = json.dumps(content, ensure_ascii=False, indent=2)
    text = LOG_COMMAND.sub(lambda match: match[0][:-1] + r"\u005b", text)
    return _BEYOND_ASCII.sub(_escape, text) + "\n"


def _escape(match: re.Match[str]) -> str:
    char = match[0]
    if char.isprintable():
        return char
    if "\ud800" <= char <= "\udfff":
        char = "\ufffd"
    return json.dumps(char)[1:-1]
