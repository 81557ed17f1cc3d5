"""Untrusted text as plain text on one line."""

from __future__ import annotations

import re

from awesome_lint.identifiers.url import parse_web_url
from awesome_lint.text.wording import SECTION_SEPARATOR

_NOT_TEXT = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
"""Control characters that are not white space, and code points that XML 1.0 does not allow."""
_SURROGATE = re.compile("[\ud800-\udfff]")


def plain_text(text: str) -> str:
    """Return a text on one line, with white space collapsed and without control characters.

    The result can be written as UTF-8 and, with `&` and `<` escaped, in XML 1.0. Surrogates become
    U+FFFD.
    """
    return " ".join(_SURROGATE.sub("\ufffd", _NOT_TEXT.sub("", text)).split())


def plain_url(url: str) -> str:
    """Return a URL as plain text, with percent-encoded spaces."""
    return plain_text(url).replace(" ", "%20")


def web_url(url: str) -> str:
    """Return a web URL as plain text, with its scheme; empty for other URLs."""
    if parse_web_url(url) is None:
        return ""
    plain = plain_url(url)
    return f"https:{plain}" if plain.startswith("//") else plain


def section_path(section: tuple[str, ...]) -> str:
    """Return the path of a section: `Surveys / Robots`."""
    return SECTION_SEPARATOR.join(map(plain_text, section))
