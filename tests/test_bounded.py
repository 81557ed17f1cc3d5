"""Parsers of untrusted text accept any text, and no other functions parse it."""

import ast
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from html import unescape as html_unescape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Struct

import awesome_lint
from awesome_lint import bounded
from awesome_lint.bounded import MAX_INT
from awesome_lint.links.http.html_parser import HtmlParser

SOURCE = Path(awesome_lint.__file__).parent

RAW = frozenset(
    "int float complex Decimal Fraction chr"
    " fromisoformat fromtimestamp utcfromtimestamp strptime parsedate parsedate_tz"
    " parsedate_to_datetime mktime_tz timedelta"
    " unescape HTMLParser"
    " urlsplit urlparse urljoin urldefrag parse_qs parse_qsl"
    " getdecoder getincrementaldecoder getreader codecs.lookup"
    " json.load json.loads JSONDecoder msgspec.json.decode"
    " XMLParser XMLPullParser fromstring iterparse"
    " response.content_type response.charset".split()
)
"""Functions that parse text without a bound. `unquote` is not one: it raises no error and takes
linear time."""

ALLOWED = {
    # The number in a command-line option; the ValueError is caught.
    ("cli/option_types.py", "float"): 1,
    # Its references have been shortened; it is slow to import, so it is not in bounded.py.
    ("links/http/html_parser.py", "HTMLParser"): 1,
    # Durations of the configuration have a pattern with four digits.
    ("links/result.py", "timedelta"): 1,
    # Links from one page of the rulebook to another.
    ("rulebook.py", "urljoin"): 1,
    # The characters of a range in the same module.
    ("identifiers/url.py", "chr"): 1,
    ("links/http/url.py", "chr"): 1,
    # A constant.
    ("links/registries/huggingface.py", "URL"): 1,
    ("links/registries/arxiv_dois.py", "timedelta"): 1,
    # The rulebook is part of the program.
    ("rulebook.py", "msgspec.json.decode"): 1,
    # These catch the errors of decode_json, and report them with the file.
    ("engine/baseline.py", "msgspec.json.decode"): 1,
    ("report/json_reader.py", "msgspec.json.decode"): 2,
}


class Point(Struct):
    x: int
    y: str = ""


def raw_readers(tree: ast.AST) -> Iterator[str]:
    """Yield the names in RAW that a module calls, maps, derives from or reads."""
    nodes = list(ast.walk(tree))
    ours = {
        alias.name
        for node in nodes
        if isinstance(node, ast.ImportFrom) and node.module == "awesome_lint.bounded"
        for alias in node.names
    }
    for node in nodes:
        used: list[ast.expr] = []
        if isinstance(node, ast.Call):
            mapped = ast.unparse(node.func) in ("map", "filter", "partial")
            used = [node.func, *node.args[:mapped]]
            # With `encoded`, a URL is built of parsed parts.
            if ast.unparse(node.func) == "URL" and "encoded=True" not in ast.unparse(node):
                yield "URL"
        elif isinstance(node, ast.ClassDef):
            used = node.bases
        elif isinstance(node, ast.Attribute) and ast.unparse(node).startswith("response."):
            used = [node]
        for each in used:
            whole = ast.unparse(each)
            last = whole.rpartition(".")[2]
            if whole not in ours and (whole in RAW or last in RAW):
                yield whole if whole in RAW else last


def test_nothing_else_reads_text_from_outside() -> None:
    found: Counter[tuple[str, str]] = Counter()
    for path in SOURCE.rglob("*.py"):
        module = path.relative_to(SOURCE).as_posix()
        if module != "bounded.py":
            found.update((module, name) for name in raw_readers(ast.parse(path.read_text())))
    assert found == ALLOWED


@pytest.mark.parametrize(
    "source",
    [
        "int(match[1])",
        "list(map(int, parts))",
        "datetime.fromtimestamp(seen)",
        "html.unescape(text)",
        "urllib.parse.urlsplit(url)",
        "class Reader(HTMLParser): pass",
        "json.loads(body)",
        "msgspec.json.decode(body, type=Page)",
        "URL(location)",
        "codecs.getincrementaldecoder(name)",
        "response.charset",
    ],
)
def test_the_search_finds_raw_readers(source: str) -> None:
    assert list(raw_readers(ast.parse(source)))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0),
        ("007", 7),
        ("2147483648", MAX_INT),
        ("2147483649", MAX_INT),
        ("9" * 5000, MAX_INT),
        ("0" * 5000 + "5", 5),
        ("", None),
        (None, None),
        ("-1", None),
        ("+1", None),
        ("1_000", None),
        (" 1", None),
        ("1.0", None),
        ("٣", None),
        ("²", None),
    ],
)
def test_whole_numbers(text: str | None, number: int | None) -> None:
    assert bounded.parse_whole_number(text) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1.5", 1.5),
        ("0", 0.0),
        ("1" * 13, None),
        ("1e9", None),
        ("nan", None),
        ("inf", None),
        ("1_0", None),
        ("-1", None),
        ("٣", None),
        (None, None),
    ],
)
def test_decimals(text: str | None, number: float | None) -> None:
    assert bounded.parse_decimal(text) == number


@given(st.integers(min_value=0))
def test_digits_are_the_number_or_the_largest(number: int) -> None:
    assert bounded.parse_digits(str(number)) == min(number, MAX_INT)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Sun, 06 Nov 1994 08:49:37 GMT", datetime(1994, 11, 6, 8, 49, 37, tzinfo=UTC)),
        ("Sunday, 06-Nov-94 08:49:37 GMT", datetime(1994, 11, 6, 8, 49, 37, tzinfo=UTC)),
        ("Sun Nov  6 08:49:37 1994", datetime(1994, 11, 6, 8, 49, 37, tzinfo=UTC)),
        ("Sun, 06 Nov 1994 10:49:37 +0200", datetime(1994, 11, 6, 8, 49, 37, tzinfo=UTC)),
        ("Mon, 01 Jan 99999999999999999999 00:00:00 GMT", None),
        ("Mon, 01 Jan 10000 00:00:00 GMT", None),
        ("Mon, 01 Jan 0000 00:00:00 GMT", datetime(2000, 1, 1, tzinfo=UTC)),
        ("Fri, 31 Dec 9999 23:59:59 -0100", None),
        ("Mon, 01 Jan 2024 00:00:00 +99999999999", None),
        ("Mon, 99 Jan 2024 00:00:00 GMT", None),
        ("Mon, 01 Jan 2024 99:99:99 GMT", None),
        ("Mon, 01 Jan " + "1" * 5000, None),
        ("", None),
        ("soon", None),
    ],
)
def test_http_dates(text: str, date: datetime | None) -> None:
    assert bounded.parse_http_date(text) == date


@given(st.text() | st.text("MonJaue ,:-+0123456789GMT", max_size=70))
def test_any_text_is_an_http_date_or_none(text: str) -> None:
    date = bounded.parse_http_date(text)
    assert date is None or date.utcoffset() == timedelta(0)


@given(st.floats() | st.integers().map(float))
def test_any_number_is_a_moment(seconds: float) -> None:
    found = bounded.datetime_from_timestamp(seconds)
    assert datetime(1970, 1, 1, tzinfo=UTC) <= found <= datetime(3000, 1, 1, tzinfo=UTC)
    if 0 <= seconds <= bounded.MAX_TIMESTAMP:
        assert found.timestamp() == int(seconds)


@pytest.mark.parametrize(
    ("text", "decoded"),
    [
        ("a &amp; b &#65;&#x42;", "a & b AB"),
        ("&#" + "1" * 5000 + ";", "\ufffd"),
        ("&#" + "1" * 5000, "\ufffd"),
        ("&#" + "0" * 5000 + "65;", "A"),
        ("&#" + "0" * 5000 + ";", "\ufffd"),
        ("&#x" + "1" * 5000 + ";", "\ufffd"),
        ("&#99999999;x", "\ufffdx"),
        ("&#1114112;", "\ufffd"),
        ("&#1114109;", "\U0010fffd"),
        ("&#xD800;", "\ufffd"),
        ("&" + "a" * 5000 + ";", "&" + "a" * 5000 + ";"),
    ],
)
def test_character_references(text: str, decoded: str) -> None:
    assert bounded.unescape(text) == decoded


@given(st.text() | st.text("&#x0123456789;amp< ", max_size=40))
def test_character_references_are_what_the_library_makes_of_them(text: str) -> None:
    # U+FFFD for a number with many digits, if the library gets that far.
    assert bounded.unescape(text) == html_unescape(text)


class Texts(HtmlParser):
    def __init__(self) -> None:
        super().__init__()
        self.values: list[str | None] = []
        self.text = ""

    def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.values += [value for _, value in attrs]

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("size", [1, 2, 3, 7, 100_000])
def test_references_of_a_page_may_be_long_and_cross_blocks(size: int) -> None:
    number = "1" * 5000
    page = f'<p id="&#{number};">a&#{number};b&#0000000000065;c&amp;d&# &</p><b id="&#66;"></b>.'
    parser = Texts()
    for start in range(0, len(page), size):
        parser.feed(page[start : start + size])
    assert parser.values == ["\ufffd", "B"]
    assert parser.text == "a\ufffdbAc&d&# &" + ("." if parser.text.endswith(".") else "")


@pytest.mark.parametrize(
    "text",
    [
        "http://[",
        "http://[::1",
        "http://]/",
        "http://[]@",
        "http://-p[@-℀][@",
        "http://a\u2100b/",
        "http://" + "e\u0300\u0316" * 100_000,
        "h\nttp:/\n/" + "e\u0300\u0316" * 100_000,
        "http://" + "é" * 300 + "/",
        "http://\ud800/",
        "http://host.example/\udc80",
        "http://host.example:99999/",
        "http://xn--" + "a" * 100_000 + "/",
        "http://" + "é." * 100_000 + "/",
        "http://host.example/" + "a" * 100_000,
    ],
)
def test_what_is_no_url(text: str) -> None:
    begun = time.process_time()
    bounded.split_url(text)
    assert bounded.parse_url(text) is None
    assert time.process_time() - begun < 1


_URLS = st.text() | st.text("htps:/@[]%.#?0169abx-_ \\\t\n\0é中\u2100\ud800．ß٠;", max_size=30)


@given(_URLS.map(lambda text: f"http://{text}") | _URLS)
def test_any_text_has_parts_and_is_a_url_or_none(text: str) -> None:
    parts = bounded.split_url(text)
    assert isinstance(parts.hostname or "", str)
    url = bounded.parse_url(text)
    if url is not None:
        assert isinstance(url.raw_host or "", str)
        assert isinstance(url.raw_path + (url.scheme or ""), str)
        assert isinstance(url.port, int | None)


def test_a_query_has_so_many_fields_and_no_more() -> None:
    assert bounded.query_fields("a=1&b=%32&a=3") == [("a", "1"), ("b", "2"), ("a", "3")]
    assert len(bounded.query_fields("a=1&" * 1_000_000)) == bounded.MAX_QUERY_FIELDS


@pytest.mark.parametrize(
    ("header", "found"),
    [
        ("text/html", ("text/html", None)),
        ('Text/HTML; Charset="UTF-8"', ("text/html", "utf-8")),
        ("text/html;a=b;charset=utf-8;c", ("text/html", "utf-8")),
        ("text/html charset=utf-8", ("", None)),
        (None, ("", None)),
        ("", ("", None)),
        ("html", ("", None)),
        ("text/html;" + ";" * 30_000 + "charset=utf-8", ("text/html", None)),
        ('"' * 30_000, ("", None)),
        ("text/html; x*" + "9" * 5000 + "=1", ("text/html", None)),
    ],
)
def test_media_types(header: str | None, found: tuple[str, str | None]) -> None:
    begun = time.process_time()
    assert bounded.parse_media_type(header) == found
    assert time.process_time() - begun < 0.5


@pytest.mark.parametrize(
    "name", ["utf-8", "iso-2022-jp", "shift_jis", "gb18030", "big5", "iso-8859-99", "rot13", "\0"]
)
@given(st.lists(st.binary(max_size=40), max_size=4))
def test_any_bytes_are_decoded(name: str, blocks: list[bytes]) -> None:
    decoder = bounded.TextDecoder(name, None)
    assert all(isinstance(decoder.decode(block), str) for block in blocks)


def test_a_decoder_whose_buffer_overflows_goes_on() -> None:
    decoder = bounded.TextDecoder("iso-2022-jp")
    assert "\ufffd" in decoder.decode(b"\x1b((\xff(") + decoder.decode(b"\x80$(\x80")
    assert decoder.decode(b"\x1b(Ba").endswith("a")


def test_the_first_known_encoding_counts() -> None:
    assert bounded.TextDecoder("none", "iso-8859-1").decode(b"\xe9") == "é"
    assert bounded.TextDecoder(None).decode("é".encode()) == "é"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"null",
        b"[]",
        b'{"x": "1"}',
        b'{"x": 1e999}',
        b'{"x": NaN}',
        b'{"x": ' + b"1" * 5000 + b"}",
        b'{"x": 1, "y": "\xff"}',
        b'{"x": 1, "y": "\\ud800"}',
        b'{"x": 1, "y": "\\ud800\\u0041"}',
        b'{"x": 1, "z": ' + b"[" * 1_000_000,
        b'{"x":' * 1_000_000,
        b'\xef\xbb\xbf{"x": 1}',
        '{"x": 1}'.encode("utf-16"),
        b'{"x": 1} x',
    ],
)
def test_what_is_no_json_of_the_kind(data: bytes) -> None:
    assert bounded.decode_json(data, Point) is None


@given(st.binary() | st.text('{}[]":,xy0123456789.eE-\\ud ', max_size=40).map(str.encode))
def test_any_bytes_are_json_or_not(data: bytes) -> None:
    found = bounded.decode_json(data, object)
    assert found == bounded.decode_json(data, object)


def test_json_of_the_kind() -> None:
    assert bounded.decode_json(b'{"x": 1, "y": "\\ud83d\\ude00"}', Point) == Point(1, "😀")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<a>",
        b"<a/><a/>",
        b"<!DOCTYPE a><a/>",
        b'<!DOCTYPE a [<!ENTITY b "b">]><a>&b;</a>',
        b"<a>&b;</a>",
        b"<a>" * 101 + b"</a>" * 101,
        b"<a>" * 2_000_000 + b"</a>" * 2_000_000,
        b"<?xml version='1.0' encoding='rot13'?><a/>",
        b"<?xml version='1.0' encoding='undefined'?><a/>",
        b"<?xml version='1.0' encoding='shift_jis'?><a/>",
        b"<a>\xff</a>",
        b"<a>\0</a>",
        b"<a>&#0;</a>",
        b"<a>&#" + b"1" * 5000 + b";</a>",
        b"\xff\xfe<\0a\0",
    ],
)
def test_what_is_no_xml(data: bytes) -> None:
    begun = time.process_time()
    assert bounded.parse_xml(data) is None
    assert time.process_time() - begun < 1


def test_xml() -> None:
    root = bounded.parse_xml(b"<?xml version='1.0' encoding='iso-8859-1'?><a b='c'><d>\xe9</d></a>")
    assert root is not None
    assert (root.tag, root.get("b"), root.findtext("d")) == ("a", "c", "é")
    assert bounded.parse_xml(b"<a>" * 100 + b"</a>" * 100) is not None


@given(st.binary() | st.text("<>/&;!?ab[]DOCTYPE ='\"", max_size=40).map(str.encode))
def test_any_bytes_are_xml_or_not(data: bytes) -> None:
    root = bounded.parse_xml(data)
    assert root is None or root.tag


@pytest.mark.parametrize(
    ("text", "fits"),
    [('W/"abc"', True), ("", True), ("\udcff", False), ("é", False), ("a\0", False), ("\n", False)],
)
def test_what_can_be_sent_back(text: str, fits: bool) -> None:
    assert bounded.is_header_value(text) == fits
