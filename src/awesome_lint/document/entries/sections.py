"""Sections about the list itself, whose items are not entries."""

from __future__ import annotations

import re

from awesome_lint.text import trim

_MATTERS = (
    r"about(?: (?:us|me|this .*))?|acknowledge?ments?|change ?log|citations?"
    r"|(?:cite|citing)(?: .*)?|contact(?: us| me)?|(?:table of )?contents?"
    r"|contribut\w+(?: .*)?|faqs?|getting started|how to .*|install\w*|licen[cs]es?"
    r"|(?:core )?maintainers?|news|release notes|roadmap|sponsors?|star(?: |-)?history"
    r"|to-?do(?: list)?|updates?|usage|what'?s new"
    r"|目录|更新|更新日志|新闻|最新动态|动态|贡献|如何贡献|引用|致谢|联系我们|联系方式|许可证"
)
_ABOUT = re.compile(
    rf"(?:(?:latest|recent|our|the|update|project)\s)?(?:{_MATTERS})(?:\s?(?:and|&|/|,|\+)\s?(?:{_MATTERS}))*",
    re.IGNORECASE,
)
_DAY = re.compile(r"\W*20\d\d([-./])\d{1,2}\1\d{1,2}\W{0,3}[:\uff1a]")
_HAPPENED = re.compile(
    r"\b(?:(?:was|were|is|are|been|now) (?:\w+ )?"
    r"(?:accepted|added|available|online|out|published|released|updated)|we (?:\w+ )?released?)\b",
    re.IGNORECASE,
)
_OF_NEWS = re.compile(r"\b(?:changelog|news|updates?)\b", re.IGNORECASE)
_AROUND = re.compile(r"[\W\d_]++")
_MAX_HEADING_CHARS = 200
"""Characters of the longest heading that is examined. Headings of such sections have a few
words."""


def is_about_the_list(heading: str) -> bool:
    """Return whether a heading is `News`, `Contributing`, `How to cite` or the like.

    The whole heading has to match: papers on news recommendation are entries.
    """
    if len(heading) > _MAX_HEADING_CHARS:
        return False
    return _ABOUT.fullmatch(trim.strip_end(trim.strip_start(heading, _AROUND), _AROUND)) is not None


def is_news(line: str, heading: str) -> bool:
    """Return whether a line reports an event: `2024.05.30: The paper was accepted …`.

    Below a heading of news, every line that begins with a date does.
    """
    told = _OF_NEWS.search(heading, 0, _MAX_HEADING_CHARS) or _HAPPENED.search(line)
    return told is not None and _DAY.match(line) is not None
