"""What a registry is, and how it is asked."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Final, TypeVar

from msgspec import Struct

from awesome_lint.bounded import decode_json
from awesome_lint.links.http.messages import ApiRequest, ApiResponse
from awesome_lint.links.http.status import describe_status
from awesome_lint.links.schedule.host import Pace
from awesome_lint.model import Failure, LinkResult, Record

RegistryId = str
"""What a registry calls one thing, in one form however many links name it."""


MAX_TEXT_LENGTH: Final = 10_000
"""Characters of a title or comment that are read. arXiv's longest titles have some 300; the time to
compare titles grows with the square of their length."""


class NotFound(Struct, frozen=True):
    """A registry's word that it does not know an identifier; `detail` is a clause."""

    detail: str


LookupResult = Record | NotFound


Fetch = Callable[[ApiRequest], Awaitable[ApiResponse]]
"""Asks a registry at its pace; raises UnavailableError for 429 and 5xx that outlast the retries,
for answers that are too long, and for none."""


class UnavailableError(Exception):
    """A registry gave no usable answer; the text, a clause, says what came instead.

    It is `final` where another request would fare no better.
    """

    def __init__(self, detail: str, *, final: bool = False) -> None:
        super().__init__(detail)
        self.final = final


class Registry(Struct, frozen=True):
    """A registry: who knows which identifiers, without a visit to the pages that show them.

    `name` is the source of results in reports, `title` its name in sentences. `claims` returns
    the identifier that an address names, if the registry can judge it; `resolve` asks for at most
    `batch` of them in one go, and leaves out what it got no answer about. `judge` says what a
    record means for one address that names it, or None where the page itself must be looked at.
    `claims` and `judge` are pure. `pace` is what the registry asks of its visitors.
    """

    name: str
    title: str
    identify: Callable[[str], RegistryId | None]
    look_up: Callable[[Sequence[RegistryId], Fetch], Awaitable[Mapping[RegistryId, LookupResult]]]
    link_result: Callable[[str, Record], LinkResult | None]
    batch_size: int
    pace: Pace


Decoded = TypeVar("Decoded")


def decode_response(response: ApiResponse, kind: type[Decoded]) -> Decoded:
    """Return the JSON of a response; raise UnavailableError where it is not of this kind."""
    decoded = decode_json(response.body, kind)
    if decoded is None:
        raise UnavailableError("gave an answer that makes no sense")
    return decoded


def one_line(text: str) -> str:
    """Return what a registry says in its authors' words, on one line, and not all of a book."""
    return " ".join(text[:MAX_TEXT_LENGTH].split())


def registry_failure(registry: Registry, subject: str, error: Exception) -> Failure:
    """Return the failure for an internal error of a registry, at work on `subject`."""
    return Failure.of(f"registry `{registry.name}`", subject, error)


def unexpected_status(response: ApiResponse) -> UnavailableError:
    """Return the error for an answer that is about the visitor, not about what was asked."""
    return UnavailableError(f"answered {describe_status(response.status)}", final=True)
