"""Interface of a registry, and what several of them need."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from itertools import islice
from typing import Final, TypeVar

from msgspec import Struct

from awesome_lint.bounded import decode_json, parse_digits
from awesome_lint.links.http.messages import ApiRequest, ApiResponse
from awesome_lint.links.http.status import describe_status
from awesome_lint.links.schedule.host import Pace
from awesome_lint.model import Failure, LinkResult, Record

RegistryId = str
"""Identifier of a paper, model or repository in a registry, the same for every URL of it."""


MAX_TEXT_LENGTH: Final = 10_000
"""Characters of a title or comment that are kept. arXiv's longest titles have some 300; the time to
compare titles grows with the square of their length."""
MAX_AUTHORS: Final = 6000
"""Authors of a record that are kept. The papers of the largest collaborations have some 5000."""

_PARTIAL_DATE: Final = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?(?![0-9])")
_CONTROL: Final = re.compile(
    r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    r"\ufeff\ufff9-\ufffb\ud800-\udfff]"
)


class NotFound(Struct, frozen=True):
    """Statement of a registry that it does not know an identifier."""

    detail: str
    """Clause for a message: "arXiv knows no paper 2401.00001"."""
    is_decisive: bool = False
    """Whether the link is dead whatever its page returns, since it returns 200 for anything."""


LookupResult = Record | NotFound
"""Result of looking an identifier up."""

Fetch = Callable[[ApiRequest], Awaitable[ApiResponse]]
"""Send a request to a registry, at its pace. Raises UnavailableError for 429 and 5xx that outlast
the retries, for responses that are too long, and if there is no response."""


class UnavailableError(Exception):
    """A registry gave no usable response; the text is a clause that says what came instead.

    It is `final` if another request would fare no better.
    """

    def __init__(self, detail: str, *, final: bool = False) -> None:
        super().__init__(detail)
        self.final = final


class RefusedError(UnavailableError):
    """A registry refused a request, and would refuse others."""

    def __init__(self, detail: str) -> None:
        super().__init__(detail, final=True)


class Api(Struct, frozen=True, kw_only=True):
    """An API that knows the identifiers of a registry."""

    name: str
    """Name in reports: the `source` of results, and the `registry` of records."""
    title: str
    """Name in sentences."""
    look_up: Callable[[Sequence[RegistryId], Fetch], Awaitable[Mapping[RegistryId, LookupResult]]]
    """Results for at most `batch_size` identifiers. Those without a usable response are left out.
    Raises UnavailableError."""
    batch_size: int
    """Largest number of identifiers in one request."""
    pace: Pace
    """Rate of requests that the API allows."""
    retries: bool = True
    """Whether refused requests are sent again, rather than to the next API."""
    complete: bool = False
    """Whether its records have all that a lookup of records returns. Link checks leave out fields
    that they do not need."""


def request_page(_url: str, _record: Record) -> None:
    """Return None: a record decides nothing about a link, so that its page must be requested."""


class Registry(Api, frozen=True, kw_only=True):
    """A registry: an API that knows identifiers, so that their pages need not be requested."""

    identify: Callable[[str], RegistryId | None]
    """Identifier that a URL names, if the registry can look it up; pure."""
    link_result: Callable[[str, Record], LinkResult | None] = request_page
    """Result of a link, from the record of its identifier; None if its page must be requested;
    pure."""
    fallbacks: tuple[Api, ...] = ()
    """APIs for the identifiers that the registry gave no usable response for, in the order in
    which they are tried. Each gets those that the ones before it gave no usable response for."""
    confirmation: Api | None = None
    """API for the identifiers that the registry or a fallback does not know, and for those without
    a usable response from any of them. If it does not know one that the registry does not know
    either, and its `NotFound` is decisive, the link is dead without a request for its page."""

    @property
    def apis(self) -> tuple[Api, ...]:
        """All APIs that are queried for its identifiers, in order."""
        return (self, *self.fallbacks, *((self.confirmation,) if self.confirmation else ()))


class RegistryMatch(Struct, frozen=True):
    """The registry that can look a URL up, and its identifier for it."""

    registry: Registry
    identifier: RegistryId

    @property
    def key(self) -> tuple[str, str]:
        """The name of the registry, and the identifier in it."""
        return self.registry.name, self.identifier

    def gives_complete(self, record: Record) -> bool:
        """Whether a record is complete: that of the registry itself, if its records are."""
        return self.registry.complete and record.registry == self.registry.name


Decoded = TypeVar("Decoded")


def decode_response(response: ApiResponse, kind: type[Decoded]) -> Decoded:
    """Return the JSON of a response. Raises UnavailableError if it is not of this type."""
    decoded = decode_json(response.body, kind)
    if decoded is None:
        raise UnavailableError("returned an invalid response")
    return decoded


def one_line(text: str) -> str:
    """Return a text on one line, cut to MAX_TEXT_LENGTH.

    Control characters, surrogates, invisible marks for line breaks, and marks that reorder the text
    around them are left out.
    """
    return " ".join(_CONTROL.sub("", text[:MAX_TEXT_LENGTH]).split())


def author_names(names: Iterable[str]) -> tuple[str, ...]:
    """Return the first MAX_AUTHORS names, each on one line; empty ones are left out."""
    return tuple(filter(None, map(one_line, islice(names, MAX_AUTHORS))))


def partial_date(year: int | None = None, month: int | None = None, day: int | None = None) -> str:
    """Return a date as `Record.published` has it; empty without a year from 1000 to 9999.

    A month or day that is not one is left out, with what follows it.
    """
    if year is None or not 1000 <= year <= 9999:
        return ""
    if month is None or not 1 <= month <= 12:
        return str(year)
    if day is None or not 1 <= day <= monthrange(year, month)[1]:
        return f"{year}-{month:02}"
    return f"{year}-{month:02}-{day:02}"


def parse_partial_date(text: str) -> str:
    """Return the date that a text begins with, `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; else nothing."""
    match = _PARTIAL_DATE.match(text)
    return partial_date(*(parse_digits(part) for part in match.groups() if part)) if match else ""


def registry_failure(api: Api, subject: str, error: Exception) -> Failure:
    """Return the failure for an internal error of a registry; `subject` is a URL or identifiers."""
    return Failure.of(f"registry `{api.name}`", subject, error)


def unexpected_status(response: ApiResponse) -> RefusedError:
    """Return the error for a response that refuses any request."""
    return RefusedError(f"returned {describe_status(response.status)}")
