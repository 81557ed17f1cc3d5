"""How much of which page is read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from yarl import URL

from awesome_lint.links.settings import LinkSettings
from awesome_lint.links.verdict import fragments
from awesome_lint.model import KnownHost

PAGE_START_BYTES: Final = 64 * 1024
"""Bytes that are read where a page is asked for anyway: enough to say what it is."""
WHOLE_PAGE_BYTES: Final = 1024 * 1024
"""Bytes that are read of a page whose sections are looked for."""


class ReadLimits:
    """Tells what is to be seen of the pages of a link check.

    `asks` has the URLs that lead to each address, `hosts` is the table of known hosts.
    """

    def __init__(
        self,
        settings: LinkSettings,
        links_by_url: Mapping[URL, Sequence[str]],
        hosts: Mapping[str, KnownHost],
    ) -> None:
        self._settings = settings
        self._asks = links_by_url
        self._hosts = hosts

    def checks_fragment(self, url: str) -> bool:
        """Tell whether the section that a URL names is looked for."""
        return self._settings.fragments and fragments.has_checkable_fragment(url, self._hosts)

    def bytes_for(self, asked: URL) -> int:
        """Return how many bytes of a page are read; 0 where a HEAD request may do."""
        if any(map(self.checks_fragment, self._asks[asked])):
            return WHOLE_PAGE_BYTES
        return PAGE_START_BYTES if self._settings.soft_404 else 0
