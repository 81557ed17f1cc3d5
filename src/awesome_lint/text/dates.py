"""Dates as lists write them."""

from __future__ import annotations

import re

from awesome_lint.text.patterns import deferred

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_SEASON = r"(?:spring|summer|autumn|fall|winter)"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_DATE = re.compile(
    rf"(?:{_DAY}\s+)?(?:(?:{_MONTH}|{_SEASON})[\s,]*)?(?:{_DAY},?\s+)?(?:19|20)\d\d(?:[-/.]\d{{1,2}}){{0,2}}"
    r"|(?:19|20)\d\d\s?[年년](?:\s?\d{1,2}\s?[月월](?:\s?\d{1,2}\s?[日일])?)?"
    r"|(?:19|20)\d\d(?:\. ?\d{1,2}){1,2}\."  # 2024. 5. 30., as in Korean
    rf"|\d{{1,2}}/(?:19|20)\d\d|'\d\d|{_MONTH}(?:\s+{_DAY})?",
    re.IGNORECASE,
)

_MONTH_NAME = deferred(_MONTH, re.IGNORECASE)
_YEAR = deferred(r"(?:19|20)\d\d")
_MONTH_NUMBER = deferred(r"(?:19|20)\d\d[-/.] ?\d|\d/(?:19|20)\d\d")

_LEADING_DAY = deferred(
    r"(?:(?:19|20)\d\d(?P<mark>[-/.]?)(?:0[1-9]|1[0-2])(?P=mark)|\d\d(?:0[1-9]|1[0-2]))"
    r"(?:0[1-9]|[12]\d|3[01])[-:,.]?\s+(?=\S)"
)


def leading_day(text: str) -> str:
    """Return the day that a text begins with, and the spaces after it; empty without one.

    `2024-05-30`, `20240530`, `240530`
    """
    match = _LEADING_DAY().match(text) if text[:1].isdecimal() else None
    return match[0] if match else ""


def is_date_with_month(text: str) -> bool:
    """Return whether a text is a date with a year and a month: `May 2024`, `2024.05`."""
    return is_date(text) and bool(
        _MONTH_NUMBER().search(text) or (_MONTH_NAME().search(text) and _YEAR().search(text))
    )


def is_date(text: str) -> bool:
    """Return whether a text is a date, or a part of one: `2024`, `May 2024`, `2024年5月`."""
    return _DATE.fullmatch(text) is not None
