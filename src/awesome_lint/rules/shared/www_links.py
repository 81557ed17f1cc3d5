"""Bare links that begin with `www.`, to which GitHub adds `http://`."""

from __future__ import annotations

from awesome_lint.model import Link


def is_scheme_implied(link: Link) -> bool:
    """Return whether GitHub added a link's scheme, so that the author did not choose it."""
    return link.kind == "bare" and link.url == f"http://{link.text}"
