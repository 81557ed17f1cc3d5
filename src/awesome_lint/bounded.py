"""Parsers of untrusted text: README text, configuration, responses, cache files.

The parsers of the standard library raise errors, or take disproportionate time, on hostile text:
`int` on more than 4300 digits, `email.utils` on a year of twenty digits, `urlsplit` on a stray
bracket, a JSON parser on a hundred thousand brackets. Each function here accepts any text,
raises no error, and names its bound. A test keeps the raw parsers out of all other modules.

Modules that most runs do not need are imported where they are used.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, Any, Final, TypeVar
from urllib.parse import SplitResult, parse_qsl, urlsplit

import msgspec

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from yarl import URL

T = TypeVar("T")

MAX_INT: Final = 2**31
"""The largest whole number. A recipient reads larger numbers of seconds as this one (RFC 9111,
section 1.2.2)."""
MAX_DATE_CHARS: Final = 64
"""Characters of an HTTP date. The longest form has 33 (RFC 9110, section 5.6.7)."""
MAX_TIMESTAMP: Final = 32503680000
"""The latest time, in seconds of POSIX time: the beginning of the year 3000, so that adding any
duration of a configuration stays below the year 10000."""
MAX_URL_CHARS: Final = 64 * 1024
"""Characters of a URL. Servers accept 8 KiB unless told otherwise (nginx, Apache)."""
MAX_HOST_CHARS: Final = 253
"""Characters of a host name (RFC 1035, section 2.3.4). A longer one takes IDNA quadratic time."""
MAX_AUTHORITY_CHARS: Final = 4096
"""Characters between `//` and the path of a URL. `urlsplit` normalises them, which takes
quadratic time for combining characters."""
MAX_QUERY_FIELDS: Final = 1000
"""Parameters of a query that are parsed: as many as PHP parses by default (`max_input_vars`)."""
MAX_MEDIA_TYPE_CHARS: Final = 256
"""Characters of a `Content-Type` header that are parsed. A type and its subtype have at most 127
each (RFC 6838, section 4.2)."""
MAX_XML_DEPTH: Final = 100
"""Levels of elements. An Atom feed has five; a million levels take seconds to free."""

_DIGITS: Final = re.compile(r"[0-9]+")
_DECIMAL: Final = re.compile(r"[0-9]{1,12}(?:\.[0-9]{1,9})?")
_MAX_REFERENCE_DIGITS: Final = 8
"""Digits of a character reference that make it larger than the last character, U+10FFFF."""
_LONG_REFERENCE: Final = re.compile(rf"(?<=&#)[0-9]{{{_MAX_REFERENCE_DIGITS},}}")
_AUTHORITY: Final = re.compile(r"(?:[^:/?#]*:)?//([^/?#]*)")
_NO_PARTS: Final = SplitResult("", "", "", "", "")
_MEDIA_TYPE: Final = re.compile(r"\s*([\w.+-]+/[\w.+-]+)\s*(?:;|\Z)", re.ASCII)
_CHARSET: Final = re.compile(
    r";\s*+charset\s*+=\s*+[\"']?\s*+([\w:.-]{1,40})", re.ASCII | re.IGNORECASE
)


def parse_digits(text: str) -> int:
    """Return the number of decimal digits that a pattern has matched, at most MAX_INT.

    Raise ValueError for anything but digits.
    """
    text = text.lstrip("0") or "0"
    return min(int(text), MAX_INT) if len(text) <= len(str(MAX_INT)) else MAX_INT


def parse_whole_number(text: str | None) -> int | None:
    """Return the number in a text of ASCII digits, at most MAX_INT; None for other texts."""
    return parse_digits(text) if text is not None and _DIGITS.fullmatch(text) else None


def parse_decimal(text: str | None) -> float | None:
    """Return a number of up to twelve ASCII digits and nine decimals; None for other texts."""
    return float(text) if text is not None and _DECIMAL.fullmatch(text) else None


def parse_http_date(text: str) -> datetime | None:
    """Return the time of an HTTP date in UTC; None for other texts.

    All three forms of RFC 9110, section 5.6.7, are accepted, and the time zones of e-mail.
    """
    if len(text) > MAX_DATE_CHARS:
        return None
    from email.utils import parsedate_to_datetime  # slow to import

    try:
        date = parsedate_to_datetime(text)
        # A date of "-0000" is in UTC, in a zone that is not known.
        return date.replace(tzinfo=UTC) if date.tzinfo is None else date.astimezone(UTC)
    except (ValueError, OverflowError):  # the latter from twenty digits, and from the year 10000
        return None


def datetime_from_timestamp(seconds: float) -> datetime:
    """Return a POSIX time in UTC, to the second, limited to the years 1970 to 2999."""
    inside = min(max(seconds, 0.0), MAX_TIMESTAMP) if seconds == seconds else 0.0  # noqa: PLR0124 - NaN
    return datetime.fromtimestamp(int(inside), UTC)


def unescape(text: str) -> str:
    """Return a text with its HTML character references decoded.

    References larger than any character become U+FFFD, whatever their length (HTML standard,
    13.2.5.80).
    """
    import html  # runs with cached findings do not need it

    return html.unescape(shorten_references(text))


def shorten_references(text: str) -> str:
    """Return a text with numeric references of the same meaning in eight digits at most."""
    return _LONG_REFERENCE.sub(
        lambda match: match[0].lstrip("0")[:_MAX_REFERENCE_DIGITS] or "0", text
    )


def split_url(text: str) -> SplitResult:
    """Return the parts of a URL; they are all empty for texts that are not URLs.

    Those are texts with a stray bracket, with a character in the authority that Unicode folds to
    one of `/?#@:`, or with an authority of more than MAX_AUTHORITY_CHARS characters.
    """
    for removed in "\t\r\n":  # as urlsplit does
        text = text.replace(removed, "")
    authority = _AUTHORITY.match(text)
    if authority and len(authority[1]) > MAX_AUTHORITY_CHARS:
        return _NO_PARTS
    try:
        return urlsplit(text)
    except ValueError:
        return _NO_PARTS


def parse_url(text: str) -> URL | None:
    """Return a URL as yarl parses it, with its host in ASCII; None for texts that are not URLs.

    Those include URLs of more than MAX_URL_CHARS characters, with a host of more than
    MAX_HOST_CHARS, and with surrogates, which no encoding can write.
    """
    from yarl import URL  # slow to import

    host = split_url(text).netloc.rpartition("@")[2]
    too_long = len(text) > MAX_URL_CHARS or len(host) > MAX_HOST_CHARS + len(":65535")
    if too_long:
        return None
    try:
        text.encode()  # fails for surrogates
        return URL(text)
    except (ValueError, IndexError):  # yarl 1.25 raises the latter for "http://[]@"
        return None


def query_fields(query: str) -> list[tuple[str, str]]:
    """Return the decoded names and values of the first MAX_QUERY_FIELDS fields of a query."""
    return parse_qsl("&".join(query.split("&", MAX_QUERY_FIELDS)[:MAX_QUERY_FIELDS]))


def parse_media_type(header: str | None) -> tuple[str, str | None]:
    """Return the media type and the charset of a `Content-Type` header, in lower case.

    They are empty and None if the header lacks them or is too long. (The parser of aiohttp is
    that of e-mail, which takes seconds for a header of 30 KiB.)
    """
    header = (header or "")[:MAX_MEDIA_TYPE_CHARS]
    kind, charset = _MEDIA_TYPE.match(header), _CHARSET.search(header)
    return (kind[1].lower() if kind else ""), (charset[1].lower() if charset else None)


class TextDecoder:
    """Decodes bytes that come in blocks.

    `names` are encodings, of which the first known one is used, else UTF-8. Undecodable bytes
    become U+FFFD. `whole` is False once a block was dropped because the decoder failed.
    """

    def __init__(self, *names: str | None) -> None:
        self.whole = True
        self._decoder = _incremental_decoder(names)

    def decode(self, block: bytes) -> str:
        """Return the text of the next block."""
        try:
            return self._decoder.decode(block)
        except UnicodeError:  # ISO-2022-JP, whose decoder in C has a buffer of eight bytes
            self._decoder.reset()
            self.whole = False
            return "\ufffd"


def _incremental_decoder(names: tuple[str | None, ...]) -> codecs.IncrementalDecoder:
    for name in names:
        if name and _encodings().fullmatch(name.strip()):
            try:
                return codecs.getincrementaldecoder(name.strip())("replace")
            except LookupError:  # iso-8859-99, say
                continue
    return codecs.getincrementaldecoder("utf-8")("replace")


@cache
def _encodings() -> re.Pattern[str]:
    """Return the pattern of the encodings of the web (Encoding standard).

    Python has others, some of them slow to decode.
    """
    return re.compile(
        r"utf-?8|(?:us-)?ascii|latin-?1|iso-?8859-\d{1,2}|(?:windows|cp)-?125\d|koi8-[ru]"
        r"|shift[_-]?jis|sjis|euc-(?:jp|kr)|iso-2022-jp|gb(?:k|2312|18030)|big5(?:-hkscs)?",
        re.ASCII | re.IGNORECASE,
    )


def decode_json(data: bytes, kind: type[T]) -> T | None:
    """Return the JSON value in `data`; None if it is not of the kind.

    None as well if it is nested more deeply than Python's recursion limit allows, or has a
    number that is too large for its type.
    """
    try:
        return msgspec.json.decode(data, type=kind)
    # A ValidationError is a DecodeError; UnicodeDecodeError comes from strings that are not UTF-8.
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def parse_xml(data: bytes) -> Element | None:
    """Return the root of an XML document; None if it is not well-formed.

    None as well if it declares a document type (without which there are no entities to expand),
    has an unknown encoding, or is more than MAX_XML_DEPTH levels deep.
    """
    from xml.etree.ElementTree import ParseError, TreeBuilder, XMLParser

    class Builder(TreeBuilder):
        depth = 0

        def doctype(self, *_: str | None) -> None:
            raise _RefusedError

        def start(self, tag: Any, attributes: Mapping[Any, Any], /) -> Element:
            self.depth += 1
            if self.depth > MAX_XML_DEPTH:
                raise _RefusedError
            return super().start(tag, dict(attributes))

        def end(self, tag: str, /) -> Element:
            self.depth -= 1
            return super().end(tag)

    parser = XMLParser(target=Builder())  # noqa: S314 - see Builder
    try:
        parser.feed(data)
        root = parser.close()
    except (ParseError, _RefusedError, ValueError, LookupError):  # the last two: its encoding
        return None
    return root


class _RefusedError(Exception):
    """XML that is refused, though it may be well-formed."""


def is_header_value(text: str) -> bool:
    """Return whether a text from a host can be sent back in a header: printable ASCII."""
    return text.isascii() and text.isprintable()
