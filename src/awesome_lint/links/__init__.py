"""The link check: which URLs to ask, how to ask politely, and what the answer means."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from awesome_lint.links.result import Outcome
from awesome_lint.links.settings import HostSettings, LinkSettings, SettingsError

if TYPE_CHECKING:
    from awesome_lint.links.http.connector import ConnectorFactory

__all__ = ["HostSettings", "LinkSettings", "Outcome", "SettingsError", "check_urls"]


def check_urls(
    urls: Iterable[str],
    settings: LinkSettings | None = None,
    *,
    connector_factory: ConnectorFactory | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Outcome:
    """Ask where `urls` lead, each different address once, and return what is known of them.

    `progress` is called with how many addresses are finished and how many there are.
    `connector_factory` makes the connector from the socket factory that decides which addresses
    may be connected to. On Ctrl-C the check ends at once with what it knows. Nothing that a host
    answers raises an error; a running event loop in this thread does: RuntimeError. So do settings
    that cannot be used, and authorities that the environment names and that cannot be read:
    SettingsError.
    """
    # Imported here, because most runs do not check links.
    from awesome_lint.links import run

    return run.check_urls(urls, settings or LinkSettings(), connector_factory, progress)
