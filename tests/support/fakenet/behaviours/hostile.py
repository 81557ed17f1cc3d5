"""Hosts with invalid or malicious responses, and the verdict for each."""

from __future__ import annotations

import gzip
import zlib

from msgspec import Struct

from awesome_lint.model import Fragment, Verdict
from fakenet.world import Page, Value

OK = "returns 200 OK"
NOT_HTTP = "returned a response that is not HTTP"
HUNG_UP = "closed the connection without a response"
TOO_MANY = "returns 429 Too Many Requests"
GONE = "returns 404 Not Found"
CIRCLE = "completes a redirect loop"
NO_URL = "is not a URL that can be requested"
LONG = "1" * 5000
"""More digits than Python parses as a number."""
HEAD = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
LENGTH = "Content-Length: 0\r\n\r\n"
HTML = '<!doctype html><title>Here it is</title><h1 id="part">Here</h1>'
BOMB = gzip.compress(b"<p>" + bytes(20_000_000)).decode("latin-1")
PACKED = gzip.compress(HTML.encode()).decode("latin-1")
ZIPPED = zlib.compress(HTML.encode()).decode("latin-1")

ALIVE: Verdict = "ok"
UNREACHABLE: Verdict = "unreachable"
FOUND: Fragment = "found"
MISSING: Fragment = "missing"
UNKNOWN: Fragment = "unknown"


class Hostile(Struct, frozen=True):
    """A page at a host of its own, linked with the fragment `part`.

    The other fields are the expected result, independent of how much of the page is read;
    `fragment` is the result for the section if it is searched for.
    """

    name: str
    page: Value
    """The page at `/page`. Each host also has valid pages at `/next` and `/caf%E9`."""
    verdict: Verdict = "ok"
    detail: str = OK
    """The expected detail, with `HOST` in place of the host name."""
    status: int | None = 200
    fragment: Fragment = "unknown"


def _of_status(status: int, **headers: str) -> Page:
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    return Page(status=status, headers=names)


_DATES = {
    "of a year of twenty digits": "Mon, 01 Jan 99999999999999999999 00:00:00 GMT",
    "of a year of 5000 digits": f"Mon, 01 Jan {LONG} 00:00:00 GMT",
    "of the year 10000": "Sat, 01 Jan 10000 00:00:00 GMT",
    "that a time zone moves out of the calendar": "Fri, 31 Dec 9999 23:59:59 -2359",
    "of a time zone a million hours away": "Mon, 01 Jan 2024 00:00:00 +99999999",
    "of the 99th of a month": "Mon, 99 Jan 2024 99:99:99 GMT",
    "of nothing but commas": "," * 300,
}
_NUMBERS = {
    "negative": "-1",
    "not a number": "NaN",
    "infinite": "inf",
    "with an underscore": "1_0",
    "of Arabic digits": "٣",
    "a superscript": "²",
    "with an exponent": "1e999",
    "of bytes that are no text": "\udcff\udcfe",
    "of white space": "\t \t",
}

_RETRY = (
    *(
        Hostile(f"{what} with a date {which}", _of_status(status, Retry_After=date), *made_of_it)
        for what, status, made_of_it in (
            ("refuses", 429, ("blocked", TOO_MANY, 429)),
            ("is under maintenance", 503, ("unreachable", "returns 503 Service Unavailable", 503)),
            ("is there", 200, ()),
        )
        for which, date in _DATES.items()
        if status == 429 or "digits" in which
    ),
    *(
        Hostile(
            f"asks to wait for a number {which}",
            _of_status(429, Retry_After=number),
            "blocked",
            TOO_MANY,
            429,
        )
        for which, number in {**_NUMBERS, "of 5000 digits": LONG}.items()
    ),
    Hostile(
        "asks to wait for 5000 digits, and is gone",
        _of_status(404, Retry_After=LONG),
        "dead",
        GONE,
        404,
    ),
    Hostile("has a quota of 5000 digits", _of_status(200, RateLimit=f"remaining={LONG}, reset=1")),
    Hostile("has a quota for 5000 digits", _of_status(200, RateLimit=f"remaining=0, reset={LONG}")),
    Hostile("has a quota in quotes", _of_status(200, RateLimit=f'"a";r={LONG};t={LONG}')),
    Hostile("has a quota of quotes", _of_status(200, RateLimit='"' * 30_000)),
    Hostile("has a quota of semicolons", _of_status(200, RateLimit='"a"' + "; b" * 9_000)),
    *(
        Hostile(
            f"says that its quota is {which}",
            _of_status(200, X_RateLimit_Remaining=number, X_RateLimit_Reset=number),
        )
        for which, number in _NUMBERS.items()
    ),
)

_STATUSES = (
    *(
        Hostile(
            f"has the status {status or 'of no characters'}",
            Page(raw=f"HTTP/1.1 {status} What\r\n{LENGTH}"),
            "unreachable",
            NOT_HTTP,
            None,
        )
        for status in ("0", "99", "1000", "-1", "+200", "abc", "2\xb20", "2_0", "", LONG)
    ),
    Hostile(
        "has the status 099",
        Page(raw=f"HTTP/1.1 099 X\r\n{LENGTH}"),
        "unreachable",
        "returns 99",
        99,
    ),
    Hostile("has the status 600", 600, "unreachable", "returns 600", 600),
    Hostile("has the status 999", 999, "blocked", "returns 999", 999),
    Hostile("has no reason", Page(raw=f"HTTP/1.1 200\r\n{LENGTH}")),
    Hostile("has a reason of bytes", Page(raw=f"HTTP/1.1 200 \xff\x01\r\n{LENGTH}")),
    Hostile(
        "has a reason of 40,000 characters",
        Page(raw=f"HTTP/1.1 200 {'a' * 40_000}\r\n{LENGTH}"),
        "unreachable",
        NOT_HTTP,
        None,
    ),
    Hostile(
        "says to go on, and does not",
        Page(raw="HTTP/1.1 100 Continue\r\n\r\n"),
        "unreachable",
        HUNG_UP,
        None,
    ),
    Hostile(
        "speaks HTTP/9.9", Page(raw=f"HTTP/9.9 200 OK\r\n{LENGTH}"), "unreachable", NOT_HTTP, None
    ),
    Hostile("speaks ICY", Page(raw="ICY 200 OK\r\n\r\n"), "unreachable", NOT_HTTP, None),
    Hostile("says nothing", Page(raw=""), "unreachable", HUNG_UP, None),
    Hostile(
        "has not changed, though nobody asked",
        Page(status=304, body=""),
        "unreachable",
        "returns 304 Not Modified",
        304,
    ),
)

_HEADERS = (
    *(
        Hostile(name, Page(raw=f"{HEAD}{header}\r\n\r\n"), "unreachable", NOT_HTTP, None)
        for name, header in (
            ("has two lengths", "Content-Length: 0\r\nContent-Length: 1"),
            ("has the same length twice", "Content-Length: 0\r\nContent-Length: 0"),
            ("has a length of thirty digits", f"Content-Length: {'9' * 30}"),
            ("has a negative length", "Content-Length: -1"),
            ("has a length that is not a number", "Content-Length: NaN"),
            ("has a length with an underscore", "Content-Length: 1_0"),
            ("has a length of a superscript", "Content-Length: \xb2"),
            ("has a length and chunks", "Content-Length: 5\r\nTransfer-Encoding: chunked"),
            ("has a header without a name", ": a"),
            ("has a header without a colon", "colon"),
            ("has a space in a name", "A b: c"),
            ("has a null character in a name", "A\0b: c"),
            ("has a null character in a value", "A: b\0c"),
            ("has a carriage return in a value", "A: b\rC: d"),
            ("has a name of bytes", "\xff: a"),
            ("has a header of 40,000 characters", f"A: {'b' * 40_000}"),
            ("has 40,000 headers", "A: b\r\n" * 40_000),
        )
    ),
    Hostile("has a length of 5000 zeros", Page(raw=f"{HEAD}Content-Length: {'0' * 5000}\r\n\r\n")),
    Hostile("folds a header", Page(raw=f"{HEAD}A: b\r\n  c\r\n{LENGTH}")),
    Hostile("has a header of control characters", _of_status(200, Server="\x01\x02\x7f")),
    Hostile("has a header of bytes", _of_status(200, Server="\udcff\udcfe")),
    Hostile("has a version of bytes", _of_status(200, ETag='"\udcff"', Last_Modified="\udcff")),
    Hostile("has a version of 5000 digits", _of_status(200, ETag=LONG, Last_Modified=LONG)),
    Hostile("ends its lines with line feeds", Page(raw=f"{HEAD}{LENGTH}".replace("\r", ""))),
)

_COOKIES = tuple(
    Hostile(
        f"redirects with a cookie {which}",
        Page(status=302, location="/next", headers={"Set-Cookie": cookie}),
        detail="redirects to `http://HOST/next#part`, which returns 200 OK",
    )
    for which, cookie in (
        ("for 5000 digits of seconds", f"a=b; Max-Age={LONG[:3900]}"),
        ("for an infinite time", "a=b; Max-Age=1e999"),
        (
            "until a year of twenty digits",
            "a=b; Expires=Mon, 01 Jan 99999999999999999999 0:0:0 GMT",
        ),
        ("until the year 0", "a=b; Expires=Mon, 01-Jan-0000 00:00:00 GMT"),
        ("of bytes", "a=\udcff"),
        ("without a name", "=b"),
        ("with a name of a control character", "a\x01=b"),
        ("of quotes", 'a="' + "\\" * 3000),
        ("for a domain of dots", "a=b; Domain=...."),
        ("for an address in brackets", "a=b; Domain=[::1"),
        ("of 30,000 characters", f"a={'b' * 30_000}"),
    )
)


LONG_NAME = ".".join(["a" * 49] * 5 + ["a" * 5])
"""A host name of 255 characters, in labels of valid length."""


def _redirect(
    name: str, location: str, shown: str, why: str, verdict: Verdict = "unreachable"
) -> Hostile:
    page = Page(status=302, location=location)
    shown = shown if shown.endswith("…") else f"{shown}#part"
    return Hostile(name, page, verdict, f"redirects to `{shown}`, which {why}", 302)


def _goes_on(name: str, location: str, shown: str, answer: str = OK) -> Hostile:
    page = Page(status=302, location=location)
    verdict: Verdict = "ok" if answer == OK else "dead"
    detail = f"redirects to `http://HOST{shown}`, which {answer}"
    return Hostile(name, page, verdict, detail, 200 if answer == OK else 404)


_REDIRECTS = (
    Hostile(
        "redirects, and does not say where to",
        302,
        "unreachable",
        "returns 302 Found without a valid `Location`",
        302,
    ),
    _redirect("redirects to an open bracket", "http://[", "http://[", NO_URL),
    _redirect("redirects to half an address", "http://[::1", "http://[::1", NO_URL),
    _redirect("redirects to a closing bracket", "http://]/", "http://]/", NO_URL),
    _redirect(
        "redirects to a port of 5000 digits",
        "http://a.example:" + LONG,
        "http://a.example:" + "1" * 62 + "…",
        NO_URL,
    ),
    _redirect(
        "redirects to port 99999", "http://a.example:99999/", "http://a.example:99999/", NO_URL
    ),
    _redirect("redirects to port -1", "http://a.example:-1/", "http://a.example:-1/", NO_URL),
    _redirect(
        "redirects to a word for a port", "http://a.example:x/", "http://a.example:x/", NO_URL
    ),
    _redirect("redirects to two colons", "http://:::/", "http://:::/", NO_URL),
    _redirect("redirects to a scheme and no more", "http://", "http://", NO_URL),
    _redirect("redirects to port 0", "http://HOST:0/", "http://HOST:0/", "refused the connection"),
    _redirect("redirects to nothing", "", "http://HOST/page", CIRCLE),
    _redirect("redirects to itself", "/page#part", "http://HOST/page", CIRCLE),
    _goes_on("redirects with four slashes", "http:////HOST/next", "/next#part"),
    _goes_on("redirects with backslashes", "\\\\HOST/next", "/next#part"),
    _goes_on("redirects with backslashes inside", "/x\\%2e.\\next", "/next#part"),
    _goes_on("redirects with control characters before", "\x01\x02/next", "/next#part"),
    _goes_on("redirects with a tab inside", "/ne\txt", "/next#part"),
    _goes_on("redirects to a path of bytes", "/caf\udce9", "/caf%E9#part"),
    _goes_on("redirects to a long path", f"/{'a' * 30_000}", "/" + "a" * 59 + "…", GONE),
    Hostile(
        "redirects to a path that is too long",
        Page(status=302, location=f"/{'a' * 40_000}"),
        "unreachable",
        NOT_HTTP,
        None,
    ),
    _redirect(
        "redirects to a fold of a slash",
        "http://a\u2100b.example/",
        "http://a%E2%84%80b.example/",
        NO_URL,
    ),
    _redirect(
        "redirects to an unknown Punycode",
        "http://xn--\udcff.example/",
        "http://xn--?.example/",
        NO_URL,
    ),
    _redirect("redirects to a host of bytes", "http://\udcff\udcfe/", "http://??/", NO_URL),
    _redirect(
        "redirects to a host of 300 letters",
        f"http://{'é' * 300}/",
        "http://" + "%C3%A9" * 12 + "…",
        NO_URL,
    ),
    _redirect(
        "redirects to a script",
        "javascript:alert(1)",
        "javascript:alert(1)",
        "has the scheme `javascript`",
        "refused",
    ),
    _redirect(
        "redirects to data",
        "data:text/html,hi",
        "data:text/html,hi",
        "has the scheme `data`",
        "refused",
    ),
    _redirect(
        "redirects to a file",
        "file:///etc/passwd",
        "file:///etc/passwd",
        "has the scheme `file`",
        "refused",
    ),
    _redirect(
        "redirects to this machine",
        "http://127.0.0.1:22/",
        "http://127.0.0.1:22/",
        "is at 127.0.0.1, a non-public address",
        "refused",
    ),
    _redirect(
        "redirects to a number for this machine",
        "//2130706433/",
        "http://127.0.0.1/",
        "is at 127.0.0.1, a non-public address",
        "refused",
    ),
    _redirect(
        "redirects to a label of 70 letters",
        f"http://{'a' * 70}.example/",
        "http://" + "a" * 70 + ".e…",
        "is on the host `" + "a" * 70 + ".example`, which does not exist",
        "dead",
    ),
    _redirect(
        "redirects to empty labels",
        "http://a..example/",
        "http://a..example/",
        "is on the host `a..example`, which does not exist",
        "dead",
    ),
    _redirect(
        "redirects to a name that is too long",
        f"http://{LONG_NAME}/",
        f"http://{LONG_NAME[:72]}…",
        f"is on the host `{LONG_NAME}`, which does not exist",
        "dead",
    ),
)

_BODIES = (
    *(
        Hostile(f"is gone with {which}", Page(status=404, body=body), "dead", GONE, 404)
        for which, body in (
            ("an id of 5000 digits", f'<p id="&#{LONG};">Gone</p>'),
            ("an id of 100,000 characters", f'<p id="{"a" * 100_000}">Gone</p>'),
            ("references of 5000 digits", f"<p>&#{LONG}; &#x{LONG}; &#{LONG}</p>"),
            ("a declaration that there is not", "<p>Gone</p><![x[ y"),
            ("null characters", "<p>Gone\0</p>\0<\0>"),
            ("nothing", ""),
        )
    ),
    *(
        Hostile(f"has a page {which}", Page(body=body), fragment=fragment)
        for which, body, fragment in (
            ("of 100,000 elements", f"{HTML}{'<div>' * 100_000}", FOUND),
            ("with an id of 5000 digits", f'{HTML}<p id="&#{LONG};">', FOUND),
            ("with a reference of 5000 digits", f"<p>&#{LONG};</p>{HTML}", FOUND),
            ("with a reference of 60,000 zeros", f"<p>&#{'0' * 60_000}65;</p>{HTML}", FOUND),
            ("with an empty id", f'{HTML}<p id="">', FOUND),
            ("with an id of null characters", f'{HTML}<p id="\0">', FOUND),
            ("without its section", HTML.replace("part", "&#" + LONG), MISSING),
            ("of nothing", "", UNKNOWN),
            ("of null characters", "\0" * 1000, UNKNOWN),
            ("of bytes that are no text", f"{HTML}\xff\xfe\xff", FOUND),
            ("that begins a comment", f"<!--{HTML}", UNKNOWN),
            ("of open brackets", f"{HTML}{'<' * 100_000}", FOUND),
            ("that says an unknown encoding", f"<meta charset=iso-8859-99>{HTML}", FOUND),
            ("that says a codec that is none", f"<meta charset=rot13>{HTML}", FOUND),
            ("that says a null character", f"<meta charset='\0'>{HTML}", FOUND),
            (
                "in ISO-2022-JP that is none",
                f"<meta charset=iso-2022-jp>{HTML}\x1b((\xff(\x80$(\x80",
                UNKNOWN,
            ),
            ("in UTF-7", f"<meta charset=utf-7>{HTML}", FOUND),
        )
    ),
    *(
        Hostile(
            f"has a type {which}",
            Page(headers={"Content-Type": kind}, body=HTML),
            fragment=fragment,
        )
        for which, kind, fragment in (
            ("of 30,000 semicolons", "text/html" + ";" * 30_000, FOUND),
            ("of 30,000 quotes", '"' * 30_000, UNKNOWN),
            ("with a parameter of 5000 digits", f"text/html; x*{LONG}=1", FOUND),
            ("of bytes", "\udcff", UNKNOWN),
            ("with an encoding of bytes", "text/html; charset=\udcff", FOUND),
            ("with an encoding that is none", "text/html; charset=zlib", FOUND),
            ("with an encoding in three parts", "text/html; charset*0=a; charset*1*=b'c", FOUND),
            ("of nothing", "", UNKNOWN),
        )
    ),
    *(
        Hostile(
            f"is packed {which}",
            Page(headers={"Content-Encoding": coding}, body=body),
            fragment=fragment,
        )
        for which, coding, body, fragment in (
            ("as a bomb", "gzip", BOMB, UNKNOWN),
            ("and cut off", "gzip", PACKED[:-8], FOUND),
            ("and followed by more", "gzip", PACKED + "more", FOUND),
            ("and is not", "gzip", HTML, UNKNOWN),
            ("with another method than it says", "gzip", ZIPPED, FOUND),
            ("with Brotli, it says", "br", HTML, UNKNOWN),
            ("twice", "gzip, gzip", PACKED, UNKNOWN),
            ("with a method of bytes", "\udcff\x01", HTML, UNKNOWN),
            ("with the empty method", "", HTML, FOUND),
        )
    ),
    *(
        Hostile(
            name,
            Page(raw=f"{HEAD}Transfer-Encoding: {coding}\r\n\r\n{body}"),
            verdict,
            detail,
            status,
        )
        for name, coding, body, verdict, detail, status in (
            ("sends a chunk of size zz", "chunked", "zz\r\n", UNREACHABLE, NOT_HTTP, None),
            (
                "sends a chunk of size -5",
                "chunked",
                "-5\r\nhello\r\n",
                UNREACHABLE,
                NOT_HTTP,
                None,
            ),
            (
                "sends a chunk of twenty digits",
                "chunked",
                "f" * 20 + "\r\n",
                UNREACHABLE,
                NOT_HTTP,
                None,
            ),
            (
                "sends a chunk that does not end",
                "chunked",
                "3\r\nfooXX",
                UNREACHABLE,
                NOT_HTTP,
                None,
            ),
            ("sends chunks, and no last one", "chunked", "3\r\nfoo\r\n", ALIVE, OK, 200),
            (
                "sends a chunk with 50,000 zeros",
                "chunked",
                "0" * 50_000 + "3\r\nfoo\r\n0\r\n\r\n",
                "ok",
                OK,
                200,
            ),
            ("codes its transfer as gzip", "gzip", "<p>", ALIVE, OK, 200),
        )
    ),
    Hostile("never ends", Page(answer="endless", body=HTML), fragment=FOUND),
    Hostile("is gone, and never ends", Page(status=404, answer="endless"), "dead", GONE, 404),
    Hostile("breaks off", Page(answer="reset-in-body", body="<p>")),
    Hostile(
        "says that there is more than anybody has",
        Page(raw=f"{HEAD}Content-Length: 18446744073709551615\r\n\r\n<p>"),
    ),
)

HOSTILE = (*_RETRY, *_STATUSES, *_HEADERS, *_COOKIES, *_REDIRECTS, *_BODIES)
