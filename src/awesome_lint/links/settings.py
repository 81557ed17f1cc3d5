"""Settings of a link check."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Final, Literal

from msgspec import Meta, Struct

from awesome_lint.bounded import parse_digits
from awesome_lint.model import Shard, UserError

CacheScope = Literal["trusted", "untrusted"]
"""Whether the lists and configurations of a run are the maintainer's own, or a stranger's."""


class SettingsError(UserError):
    """What a check is told, or finds in the environment, cannot be used; the text says why."""


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
    """Return how many seconds a time is that a configuration names."""
    return 0 if duration == "0" else parse_digits(duration[:-1]) * _UNITS[duration[-1]]


class HostSettings(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """How to visit one host, where that is said; None is as the rulebook says, or as any host."""

    interval: (
        Annotated[float, Meta(ge=0.1, le=3600, description="a number of seconds, from 0.1 to 3600")]
        | None
    ) = None
    burst: Annotated[int, Meta(ge=0, le=100, description="a whole number from 0 to 100")] | None = (
        None
    )
    concurrency: (
        Annotated[int, Meta(ge=1, le=10, description="a whole number from 1 to 10")] | None
    ) = None
    method: Literal["HEAD", "GET"] | None = None
    age: Duration | None = None
    """For how long links that were found alive are not asked about again."""


def slowest(settings: Iterable[HostSettings]) -> HostSettings:
    """Return what of several settings for one host asks least of it."""
    said = tuple(settings)
    return HostSettings(
        interval=max((each.interval for each in said if each.interval is not None), default=None),
        burst=min((each.burst for each in said if each.burst is not None), default=None),
        concurrency=min(
            (each.concurrency for each in said if each.concurrency is not None), default=None
        ),
        method=min((each.method for each in said if each.method is not None), default=None),
        age=max((each.age for each in said if each.age is not None), key=seconds, default=None),
    )


class LinkSettings(Struct, frozen=True):
    """How to check links. All times are in seconds."""

    timeout: float = 20.0
    """How long one request may take, from the look-up of the name to the answer."""
    deadline: float | None = None
    """How long the whole check may take; None for as long as it needs."""
    max_concurrency: int = 64
    """How many requests may be under way at once."""
    exclude: tuple[str, ...] = ()
    """Globs of URLs, as they are written, that are not asked; `*` matches any text."""
    include: tuple[str, ...] = ()
    """Globs of the only URLs that are asked, where there are any; `exclude` is stronger."""
    hosts: Mapping[str, HostSettings] = {}
    """How to visit some hosts, by name; `*.example.org` stands for those one label below. Hosts of
    the rulebook's table are never visited faster than that says."""
    allow_private_hosts: bool = False
    """Whether addresses that are not on the public internet may be connected to."""
    fragments: bool = False
    """Whether the sections that fragments name are looked for, which takes reading the pages."""
    soft_404: bool = False
    """Whether the beginning of every page is read, to see whether it says that there is none."""
    archive: bool = True
    """Whether the Wayback Machine is asked for copies of dead pages; never where addresses are
    allowed that are not on the public internet."""
    backoff: float = 1.0
    """How long to wait before the first retry where the host does not say; doubled after each."""
    proxy: str = ""
    """The address of an HTTP proxy that all requests go by, with credentials; it is not shown."""
    token: str = ""
    """A token for GitHub's API, which goes nowhere else; it is not shown."""
    cache: Path | None = None
    """The folder in which results are remembered; None where nothing is."""
    cache_scope: CacheScope = "trusted"
    """What a run that is not trusted learns, a trusted one never reads."""
    refresh: bool = False
    """Whether to ask even about what is remembered."""
    shard: Shard | None = None
    """The part of the links to check, where others are checked elsewhere; None for all."""

    def __repr__(self) -> str:
        """Show all but the token and the proxy."""
        shown = {name: getattr(self, name) for name in self.__struct_fields__}
        shown |= {name: "…" for name in ("token", "proxy") if shown[name]}
        return f"LinkSettings({', '.join(f'{name}={value!r}' for name, value in shown.items())})"
