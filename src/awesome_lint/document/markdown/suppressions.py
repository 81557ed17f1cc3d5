"""Suppression comments: `<!-- awesome-lint-disable-line rule-id -- why -->`."""

from __future__ import annotations

import re

from awesome_lint.model import Span, Suppression

_COMMENT = re.compile(r"\s*awesome-lint-([a-z-]*[a-z])(?=\s|$)([^\n]*)", re.IGNORECASE)


def parse_comment(comment: str, span: Span) -> Suppression | None:
    """Return the suppression in the text of a comment; None for other comments.

    The directive is returned as written: `suppression-unused` reports unknown directives and
    rules.
    """
    match = _COMMENT.match(comment)
    if match is None:
        return None
    rules, _, reason = f"{match[2]} ".partition(" -- ")
    return Suppression(
        match[1].lower(),
        tuple(re.split(r"[\s,]+", rules.strip(" ,"))) if rules.strip(" ,") else (),
        reason.strip(),
        span,
    )
