"""Settings of a link check."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Annotated, Final, Literal, get_args

from msgspec import Meta, Struct

from awesome_lint.bounded import parse_digits
from awesome_lint.model import Shard, UserError

CacheScope = Literal["trusted", "untrusted"]
"""Trust in the lists and configurations of a run: the maintainer's own, or a stranger's."""


MAX_CONCURRENCY: Final = 9999
MAX_SHARDS: Final = 999


class SettingsError(UserError):
    """Settings, or variables of the environment, that cannot be used; the text says why."""


Duration = Annotated[
    str,
    Meta(
        pattern=r"^(0|[0-9]{1,4}[mhdw])$",
        description="a time such as `12h`, `3d` or `2w`",
        examples=["12h", "3d", "2w"],
    ),
]
_UNITS: Final = {"m": 60, "h": 3600, "d": 86400, "w": 7 * 86400}


def seconds(duration: Duration) -> int:
    """Return a duration in seconds."""
    return 0 if duration == "0" else parse_digits(duration[:-1]) * _UNITS[duration[-1]]


class HostSettings(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Configured rate limit of a host; None for the value of the table of hosts, or the default."""

    interval: (
        Annotated[float, Meta(ge=0.1, le=3600, description="a number of seconds, from 0.1 to 3600")]
        | None
    ) = None
    """Seconds between requests after the burst."""
    burst: Annotated[int, Meta(ge=0, le=100, description="a whole number from 0 to 100")] | None = (
        None
    )
    """Number of requests that follow each other without a pause."""
    concurrency: (
        Annotated[int, Meta(ge=1, le=10, description="a whole number from 1 to 10")] | None
    ) = None
    """Largest number of requests under way at once."""
    method: Literal["HEAD", "GET"] | None = None
    """Method of the first request for a page."""
    age: Duration | None = None
    """Time for which results `ok` and `moved` are cached."""


def invalid_values(
    timeout: float,
    deadline: float | None,
    max_concurrency: int,
    shard: Shard | None,
    cache_scope: CacheScope | None,
) -> Iterator[tuple[str, str]]:
    """Yield the names of values that a link check cannot use, each with the reason."""
    for name, seconds in (("timeout", timeout), ("deadline", deadline)):
        if seconds is not None and not 0 < seconds < math.inf:
            yield name, f"`{seconds}` is not a number of seconds above 0"
    if not 1 <= max_concurrency <= MAX_CONCURRENCY:
        yield (
            "max_concurrency",
            f"`{max_concurrency}` is not a whole number from 1 to {MAX_CONCURRENCY}",
        )
    if shard and not 1 <= shard.number <= shard.count <= MAX_SHARDS:
        yield (
            "shard",
            f"`{shard.number}/{shard.count}` is not a shard from 1/1 to {MAX_SHARDS}/{MAX_SHARDS}",
        )
    if cache_scope is not None and cache_scope not in get_args(CacheScope):
        yield "cache_scope", f"`{cache_scope}` is not one of {', '.join(get_args(CacheScope))}"


def slowest(settings: Iterable[HostSettings]) -> HostSettings:
    """Combine settings for one host: of each field, the value that means fewest requests."""
    several = tuple(settings)
    return HostSettings(
        interval=max((one.interval for one in several if one.interval is not None), default=None),
        burst=min((one.burst for one in several if one.burst is not None), default=None),
        concurrency=min(
            (one.concurrency for one in several if one.concurrency is not None), default=None
        ),
        method=min((one.method for one in several if one.method is not None), default=None),
        age=max((one.age for one in several if one.age is not None), key=seconds, default=None),
    )


class LinkSettings(Struct, frozen=True):
    """Settings of a link check. All times are in seconds."""

    timeout: float = 20.0
    """Time that one request may take, from resolving the host to the response."""
    deadline: float | None = None
    """Time that the whole check may take; None for no limit."""
    max_concurrency: int = 64
    """Largest number of requests under way at once."""
    exclude: tuple[str, ...] = ()
    """Globs of URLs, as written, to skip; `*` matches any text."""
    include: tuple[str, ...] = ()
    """Globs of the only URLs to check, if there are any; `exclude` takes precedence."""
    hosts: Mapping[str, HostSettings] = {}
    """Rate limits of hosts, by name; `*.example.org` stands for the hosts one label below. A host
    in the table of hosts never gets requests faster than that says."""
    allow_private_hosts: bool = False
    """Whether IP addresses outside the public internet may be connected to."""
    fragments: bool = False
    """Whether the fragments of URLs are looked for on the pages, which have to be read for that."""
    soft_404: bool = False
    """Whether the beginning of each page is read, to find pages that say "not found" with 200
    OK."""
    archive: bool = True
    """Whether copies of dead pages are looked up in the Wayback Machine; never if private hosts are
    allowed."""
    forges: bool = False
    """Whether repositories on GitLab and Codeberg are looked up through their APIs."""
    backoff: float = 1.0
    """Time before the first retry, if the host does not say; doubled before each further one."""
    proxy: str = ""
    """URL of an HTTP proxy for all requests, with credentials; never shown."""
    token: str = ""
    """Token for GitHub's API; sent nowhere else, and never shown."""
    semantic_scholar_key: str = ""
    """Key for Semantic Scholar's API; sent nowhere else, and never shown."""
    cache: Path | None = None
    """Directory of the cache; None for no cache."""
    cache_scope: CacheScope = "trusted"
    """Cache to use. Trusted runs never read untrusted results."""
    refresh: bool = False
    """Whether URLs are requested even if they have a cached result."""
    shard: Shard | None = None
    """Shard to check; None for all links."""
    list_id: bytes = b""
    """Identity of the list of which all links are checked. If no link is left out, the cache
    remembers the number of links by verdict. Empty if they are not all links of a list."""

    def __repr__(self) -> str:
        """Show all fields but secrets and the proxy."""
        shown = {name: getattr(self, name) for name in self.__struct_fields__}
        secrets = ("token", "semantic_scholar_key", "proxy")
        shown |= {name: "…" for name in secrets if shown[name]}
        return f"LinkSettings({', '.join(f'{name}={value!r}' for name, value in shown.items())})"


def require_valid(settings: LinkSettings) -> None:
    """Raise SettingsError for settings that a link check cannot use."""
    for name, reason in invalid_values(
        settings.timeout,
        settings.deadline,
        settings.max_concurrency,
        settings.shard,
        settings.cache_scope,
    ):
        raise SettingsError(f"{name}: {reason}")
