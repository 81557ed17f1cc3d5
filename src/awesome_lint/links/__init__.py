"""Link check: requests to URLs, with per-host rate limiting, and what the responses mean."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from awesome_lint.links.event_loop import refuse_event_loop
from awesome_lint.links.result import Outcome
from awesome_lint.links.settings import (
    HostSettings,
    LinkSettings,
    SettingsError,
    require_valid,
)

if TYPE_CHECKING:
    from awesome_lint.links.http.connector import ConnectorFactory
    from awesome_lint.links.http.messages import ApiRequest, ApiResponse, NoResponse

__all__ = [
    "HostSettings",
    "LinkSettings",
    "Outcome",
    "SettingsError",
    "check_urls",
    "refuse_event_loop",
    "request_api",
]


def check_urls(
    urls: Iterable[str],
    settings: LinkSettings | None = None,
    *,
    connector_factory: ConnectorFactory | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Outcome:
    """Check `urls`, requesting each different one once, and return the outcome.

    `progress` is called with the number of URLs that are finished and the number of all.
    `connector_factory` makes the connector from the socket factory that decides which IP addresses
    may be connected to. On Ctrl-C the check ends at once with the results so far. No response of a
    host raises an error. Raises RuntimeError if an event loop runs in this thread, and
    SettingsError for settings that cannot be used and for certificate authorities, named by the
    environment, that cannot be read.
    """
    if isinstance(urls, str):
        raise TypeError("urls must be several, not a str")
    refuse_event_loop()
    settings = settings or LinkSettings()
    require_valid(settings)
    # Imported here, because most runs check no links.
    from awesome_lint.links import run

    return run.check_urls(urls, settings, connector_factory, progress)


def request_api(request: ApiRequest, settings: LinkSettings) -> ApiResponse | NoResponse:
    """Send one request to an API, and return its response.

    `settings` has the timeout and the proxy, and says whether private addresses are allowed. Raises
    RuntimeError and SettingsError as `check_urls` does.
    """
    refuse_event_loop()
    from awesome_lint.links import session  # slow to import

    return session.request_api(request, settings)
