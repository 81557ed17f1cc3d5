"""Number of bytes to read of each page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from yarl import URL

from awesome_lint.identifiers.badges import may_say_retired
from awesome_lint.links.settings import LinkSettings
from awesome_lint.links.verdict import fragments
from awesome_lint.model import KnownHost

PAGE_START_BYTES: Final = 64 * 1024
"""Bytes to read of a page whose title and headings are needed, or of an image for its title."""
WHOLE_PAGE_BYTES: Final = 1024 * 1024
"""Bytes to read of a page whose anchors are needed."""


class ReadLimits:
    """Bytes to read of the pages of a link check.

    `links_by_url` has the links to each URL, `hosts` is the table of known hosts.
    """

    def __init__(
        self,
        settings: LinkSettings,
        links_by_url: Mapping[URL, Sequence[str]],
        hosts: Mapping[str, KnownHost],
    ) -> None:
        self._settings = settings
        self._links_by_url = links_by_url
        self._hosts = hosts

    def checks_fragment(self, link: str) -> bool:
        """Return whether the fragment of a link is looked for on the page."""
        return self._settings.fragments and fragments.has_checkable_fragment(link, self._hosts)

    def bytes_for(self, url: URL) -> int:
        """Return the number of bytes to read of a page; 0 if a HEAD request suffices."""
        if any(map(self.checks_fragment, self._links_by_url[url])):
            return WHOLE_PAGE_BYTES
        is_read = self._settings.soft_404 or may_say_retired(str(url))
        return PAGE_START_BYTES if is_read else 0
