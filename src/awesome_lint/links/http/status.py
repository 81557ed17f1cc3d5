"""Meanings of HTTP status codes.

Sources: RFC 9110, section 15; for 429 RFC 6585, section 4; for 451 RFC 7725; 418 and 999 are what
some sites answer to programs.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Final

OK: Final = 200
NOT_MODIFIED: Final = 304
NOT_FOUND: Final = 404
TOO_MANY_REQUESTS: Final = 429
PROXY_AUTHENTICATION_REQUIRED: Final = 407
"""Only a proxy answers this."""

_REDIRECTS: Final = (301, 302, 303, 307, 308)
_PERMANENT_REDIRECTS: Final = (301, 308)
_BLOCKED: Final = (401, 402, 403, 405, 406, 407, 418, 429, 451, 999)
_BOT_WALLS: Final = (400, 401, 403, 405, 406, 418, 500, 503, 999)
_QUOTA_EXCEEDED: Final = (403, 503)
_GONE: Final = (404, 410)
_METHOD_UNSUPPORTED: Final = (405, 501)
_ACCEPTED: Final = 202


def is_success(status: int) -> bool:
    """Return whether a status is 2xx."""
    return 200 <= status < 300


def is_final_success(status: int) -> bool:
    """Return whether a status is 2xx and the request has been carried out.

    Bot walls answer 202 Accepted, and serve the page later.
    """
    return is_success(status) and status != _ACCEPTED


def is_accepted(status: int) -> bool:
    """Return whether a request was accepted, and nothing done about it yet."""
    return status == _ACCEPTED


def is_redirect(status: int) -> bool:
    """Return whether a status redirects, if there is a `Location` header."""
    return status in _REDIRECTS


def is_permanent_redirect(status: int) -> bool:
    """Return whether links should be updated to the redirect's target."""
    return status in _PERMANENT_REDIRECTS


def is_error(status: int) -> bool:
    """Return whether a status is 4xx, 5xx or above."""
    return status >= 400


def is_server_error(status: int) -> bool:
    """Return whether a status is 5xx: another request may fare better."""
    return 500 <= status < 600


def is_gone(status: int) -> bool:
    """Return whether a status says that there is no such page."""
    return status in _GONE


def is_blocked(status: int) -> bool:
    """Return whether a status refuses the client, and so says nothing about the page."""
    return status in _BLOCKED


def is_bot_wall(status: int) -> bool:
    """Return whether bot walls use a status to refuse programs.

    429 is about the rate of requests, not about programs.
    """
    return status in _BOT_WALLS


def is_quota_exceeded(status: int) -> bool:
    """Return whether a status is used instead of 429 where a quota has no requests left."""
    return status in _QUOTA_EXCEEDED


def is_method_unsupported(status: int) -> bool:
    """Return whether a server does not support the method of the request."""
    return status in _METHOD_UNSUPPORTED


def describe_status(status: int) -> str:
    """Return "404 Not Found", or the number alone where it has no name."""
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)
