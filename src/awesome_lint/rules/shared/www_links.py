"""Bare links that begin `www.`: nobody wrote the `http://` before their address, GitHub adds it."""

from __future__ import annotations

from awesome_lint.model import Link


def is_scheme_implied(link: Link) -> bool:
    """Tell whether a link's scheme is not its author's: it says nothing about the author's wish."""
    return link.kind == "bare" and link.url == f"http://{link.text}"
