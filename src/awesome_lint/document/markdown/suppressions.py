"""Suppression comments: `<!-- awesome-lint-disable-line rule-id -- why -->`."""

from __future__ import annotations

import re

from awesome_lint.model import Span, Suppression
from awesome_lint.text.patterns import deferred

_NEAR_MISS = deferred(
    r"\s*(awesome[-_]?lint[\s:_-]{1,3}(?:disable|enable|ignore)"
    r"(?:[-_ ](?:next[-_ ]?)?line|[-_ ]file)?(?:[:,.=(]|(?=\s|$)))",
    re.IGNORECASE,
)
"""The beginning of a comment that was meant to be a suppression."""

_COMMENT = deferred(r"\s*awesome-lint-([a-z-]*[a-z])(?=\s|$)([^\n]*)", re.IGNORECASE)


def parse_comment(comment: str, span: Span) -> Suppression | None:
    """Return the suppression in the text of a comment; None for other comments.

    The directive is returned as written: `suppression-unused` reports unknown directives and
    rules, and comments that only resemble suppressions.
    """
    if "lint" not in comment.lower():
        return None
    match = _COMMENT().match(comment)
    if match is None:
        near_miss = _NEAR_MISS().match(comment)
        return Suppression("", (), "", span, near_miss[1]) if near_miss else None
    rules, _, reason = f"{match[2]} ".partition(" -- ")
    return Suppression(
        match[1].lower(),
        tuple(re.split(r"[\s,]+", rules.strip(" ,"))) if rules.strip(" ,") else (),
        reason.strip(),
        span,
    )
