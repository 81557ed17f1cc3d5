"""Rate limits stated by response headers."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from multidict import CIMultiDict

from awesome_lint.bounded import MAX_INT
from awesome_lint.links.http.rate_limit_headers import (
    Quota,
    format_duration,
    parse_quota,
    parse_retry_after,
)
from awesome_lint.links.schedule.host import MAX_WAIT_SECONDS

NOW = datetime(2025, 6, 2, 12, 0, 0, tzinfo=UTC)
DATE = {"Date": "Mon, 02 Jun 2025 12:00:00 GMT"}
POSIX = int(NOW.timestamp())


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("60", 60),
        (" 0 ", 0),
        ("9" * 5000, MAX_INT),
        ("Mon, 02 Jun 2025 12:01:30 GMT", 90),
        ("Monday, 02-Jun-25 12:01:30 GMT", 90),
        ("Mon Jun  2 12:01:30 2025", 90),
        ("Mon, 02 Jun 2025 12:01:30 -0000", 90),
        ("Mon, 02 Jun 2025 14:01:30 +0200", 90),
        ("Mon, 02 Jun 2025 11:00:00 GMT", 0),
        ("", None),
        ("soon", None),
        ("-1", None),
        ("1.5", None),
        ("٣", None),
        ("Mon, 99 Jun 2025 12:01:30 GMT", None),
    ],
)
def test_retry_after(value: str, seconds: float | None) -> None:
    assert parse_retry_after(CIMultiDict({"retry-after": value, **DATE})) == seconds
    assert parse_retry_after(CIMultiDict(DATE)) is None


@pytest.mark.parametrize("date", [{}, {"Date": "yesterday"}])
def test_retry_after_is_compared_with_now(date: dict[str, str]) -> None:
    past, future = "Thu, 01 Jan 1970 00:00:00 GMT", "Fri, 31 Dec 9999 23:59:59 GMT"
    assert parse_retry_after({"Retry-After": past, **date}) == 0
    later = parse_retry_after({"Retry-After": future, **date})
    assert later is not None
    assert later > MAX_WAIT_SECONDS


@given(st.text() | st.text("MonJue ,:0123456789-+GMT"))
def test_any_header_is_understood_or_not(value: str) -> None:
    seconds = parse_retry_after({"Retry-After": value, "Date": value})
    assert seconds is None or seconds >= 0


@pytest.mark.parametrize(
    ("headers", "quota"),
    [
        ({}, None),
        # draft-ietf-httpapi-ratelimit-headers-08 and later
        ({"RateLimit": '"default";r=50;t=30'}, Quota(50, 30)),
        ({"ratelimit": ' "default" ; r=50 ; t=30 '}, Quota(50, 30)),
        ({"RateLimit": '"pages";r=0;t=271'}, Quota(0, 271)),
        ({"RateLimit": '"minute";r=9;t=5, "hour";r=3;t=900'}, Quota(3, 900)),
        ({"RateLimit": '"minute";r=0;t=5,"hour";r=0;t=900'}, Quota(0, 900)),
        ({"RateLimit": '"default";r=999;pk=:dHJpYWw=:'}, None),
        ({"RateLimit": '"default";pk="a;r=1";r=7;t=8'}, Quota(7, 8)),
        (
            {
                "RateLimit": '"size";r=0;t=60, "count";r=8;t=60',
                "RateLimit-Policy": '"size";q=65535;qu="content-bytes";w=60,"count";q=9;w=60',
            },
            Quota(8, 60),
        ),
        # -07
        ({"RateLimit": "limit=100, remaining=50, reset=5"}, Quota(50, 5)),
        ({"RateLimit": "limit=100;remaining=50"}, None),
        # up to -06
        (
            {"RateLimit-Limit": "100", "RateLimit-Remaining": "0", "RateLimit-Reset": "5"},
            Quota(0, 5),
        ),
        ({"RateLimit-Remaining": "0"}, None),
        # before all drafts
        ({"X-RateLimit-Remaining": "59", "X-RateLimit-Reset": str(POSIX + 90)}, Quota(59, 90)),
        ({"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": str(POSIX - 90)}, Quota(0, 0)),
        ({"X-Rate-Limit-Remaining": "1", "X-Rate-Limit-Reset": "12.5"}, Quota(1, 12.5)),
        # unreadable values
        ({"X-RateLimit-Remaining": "-1", "X-RateLimit-Reset": "60"}, None),
        ({"X-RateLimit-Remaining": "many", "X-RateLimit-Reset": "60"}, None),
        ({"X-RateLimit-Remaining": "1", "X-RateLimit-Reset": "9" * 30}, None),
        ({"RateLimit": '"default";r=x;t=30'}, None),
        ({"RateLimit": 'default";r=1;t=30'}, None),
    ],
)
def test_quota(headers: dict[str, str], quota: Quota | None) -> None:
    assert parse_quota(CIMultiDict({**headers, **DATE})) == quota


@given(
    st.dictionaries(
        st.sampled_from(
            ["RateLimit", "RateLimit-Policy", "RateLimit-Remaining", "RateLimit-Reset"]
        ),
        st.text() | st.text('";=,rtqu 019.:a\\'),
    )
)
def test_any_headers_tell_of_a_quota_or_not(headers: dict[str, str]) -> None:
    quota = parse_quota(CIMultiDict(headers))
    assert quota is None or (quota.remaining >= 0 and quota.reset >= 0)


def test_long_headers_are_no_trap() -> None:
    for text in (
        '"a"' * 10000,
        '"a";' * 8000,
        '"a";r="' * 5000,
        '"a"' + ";r=1" * 8000,
        '"' * 32000,
    ):
        assert parse_quota(CIMultiDict({"RateLimit": text, "RateLimit-Policy": text})) is None


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "0 s"),
        (119, "119 s"),
        (120, "2 min"),
        (3600, "60 min"),
        (86400, "24 h"),
        (3 * 86400, "3 days"),
    ],
)
def test_spans(seconds: float, words: str) -> None:
    assert format_duration(seconds) == words
