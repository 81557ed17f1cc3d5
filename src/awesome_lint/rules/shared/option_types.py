"""Types of options, with bounds that limit the cost of values from untrusted configurations."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from awesome_lint.rules.shared import regular_expression

HostName = Annotated[
    str,
    Meta(
        pattern=r"^(?:\*\.)?[^\s/:@.*]+(?:\.[^\s/:@.*]+)*$",
        description="the name of a host, such as `example.org` or `*.example.org`",
    ),
]

UrlPatterns = Annotated[
    tuple[
        Annotated[
            str,
            Meta(
                max_length=500,
                pattern=r"^(?:[^\[]*\[){0,10}[^\[]*$",
                description="a pattern of at most 500 characters and 10 brackets",
            ),
        ],
        ...,
    ],
    Meta(max_length=1000, description="a list of at most 1000 patterns"),
]
"""Globs of URLs. Each URL is compared with all of them, in time proportional to their length."""

RegularExpression = Annotated[
    str,
    Meta(
        max_length=regular_expression.MAX_CHARS,
        description=(f"a regular expression of at most {regular_expression.MAX_CHARS} characters"),
        extra={"find_mistake": regular_expression.find_mistake},
    ),
]
"""A regular expression that the whole value must match, in linear time."""
