"""Titles, headings and anchors of HTML pages."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awesome_lint.links.http.body import BLOCK_BYTES
from awesome_lint.links.http.html_page import MAX_NAMES, Page, PageReader

GITHUB = (
    r'<script>{"x":"\u003ca id=\"user-content-ice--snow\" href=\"#ice--snow\"\u003e'
    r'<a id=\"user-content-tác-giả\">"}</script>'
)
META = b"<meta http-equiv=content-type content='text/html; charset=windows-1252'>"


def read(page: str | bytes, charset: str | None = "utf-8", whole: bool = True) -> Page:
    """Read a page in blocks."""
    data = page.encode() if isinstance(page, str) else page
    reader = PageReader(charset)
    for start in range(0, len(data), BLOCK_BYTES):
        reader.feed(data[start : start + BLOCK_BYTES])
    return reader.page(whole)


@pytest.mark.parametrize(
    ("html", "anchors"),
    [
        ("<h2 id=a>A</h2>", {"a"}),
        ("<p ID='b c'>", {"b c"}),
        ('<a name="d"></a><a id="e">', {"d", "e"}),
        ('<a name="f" id="g">', {"f", "g"}),
        ("<div id='x&amp;y'/>", {"x&y"}),
        ("<svg><path id=h /></svg>", {"h"}),
        # names of other things, and other tags
        ("<meta name=description><input name=q><map name=m>", set()),
        ("<h2 id>A</h2><h2 id=''>B</h2>", set()),
        ("<!-- <p id=a> --><script>'<p id=b>'</script><style><p id=c></style>", set()),
        ("<p id=a", set()),
        ("&lt;p id=a&gt;", set()),
        # GitHub's, in the data of its scripts
        (
            GITHUB,
            {"user-content-ice--snow", "user-content-tác-giả"},
        ),
    ],
)
def test_anchors(html: str, anchors: set[str]) -> None:
    assert read(html).anchors == anchors


def test_a_page_of_countless_anchors_is_not_read_to_its_end() -> None:
    anchors = "".join(f"<a id={number:06}>" for number in range(100_000))
    page = read(f"<h1 id=part>A</h1>{anchors}<h1 id=end>")
    assert {"part", "000000"} <= page.anchors
    assert len(page.anchors) < MAX_NAMES + BLOCK_BYTES
    assert "end" not in page.anchors
    assert not page.whole


@pytest.mark.parametrize(
    ("html", "target"),
    [
        ('<meta http-equiv="refresh" content="0; url=/new">', "/new"),
        ("<META HTTP-EQUIV=Refresh CONTENT=\"0;URL='new.html'\">", "new.html"),
        (
            "<meta http-equiv=refresh content='1,https://host.example/a?b=c '>",
            "https://host.example/a?b=c",
        ),
        (
            "<meta http-equiv=refresh content='0.5; /a'><meta http-equiv=refresh content='0;/b'>",
            "/a",
        ),
        # no redirect, or not at once
        ("<meta http-equiv=refresh content=0>", ""),
        ("<meta http-equiv=refresh content='0; url='>", ""),
        ("<meta http-equiv=refresh content='5; url=/new'>", ""),
        ("<meta http-equiv=refresh content='10; url=/new'>", ""),
        ("<meta http-equiv=refresh>", ""),
        ("<meta name=refresh content='0; url=/new'>", ""),
        ("<noscript><meta http-equiv=refresh content='0; url=/new'></noscript>", ""),
        ("<!-- <meta http-equiv=refresh content='0; url=/new'> -->", ""),
    ],
)
def test_refresh(html: str, target: str) -> None:
    assert read(html).refresh == target


@pytest.mark.parametrize(
    ("html", "unnamed"),
    [
        ("<h2 id=a>A</h2>", set()),
        ("<h2><a id=a></a>A</h2>", set()),
        ("<h2>A <a name=a>#</a></h2>", set()),
        ("<a name=a></a>\n<h2>A</h2>", set()),
        ("<section id=a>\n<h2>A</h2>", set()),
        ("<h2>A</h2>\n<a id=user-content-a href=#a></a>", set()),
        ("<h2>A, <b>b</b> &amp; C</h2>", {"abc"}),
        ("<a id=a>Text</a><h2>A</h2>", {"a"}),
        ("<div id=all><h2>A</h2>", {"a"}),
        ("<h2>A</h2><p>Text</p><a id=a>b</a>", {"a"}),
        ("<h2>A</h2><h3 id=b>B</h3><h4>C</h4>", {"a", "c"}),
        ("<h2>A<h3>B</h3>", {"a", "b"}),
        ("<h2></h2><h3> <br> </h3>", set()),
        ("<h2>Never ended", set()),
    ],
)
def test_headings_without_a_name(html: str, unnamed: set[str]) -> None:
    assert read(html).unnamed == unnamed


@pytest.mark.parametrize(
    ("html", "sections"),
    [
        ("<h2 id=a>A</h2>", True),
        ("<h2><a name=a>A</a></h2>", True),
        ("<a id=a></a><h2>A</h2>", True),
        ("<h2>A</h2><a id=a></a>", True),
        ('<script>"user-content-a"</script>', True),
        ("<div id=root></div><div id=all><h1>A</h1></div>", False),
        ("<h2>A</h2>Text<p id=a>", False),
    ],
)
def test_whether_sections_have_names(html: str, sections: bool) -> None:
    assert read(html).sections == sections


@pytest.mark.parametrize(
    ("html", "title", "headings"),
    [
        ("<title>A</title><h1>B</h1><h2>C</h2><h1>D</h1>", "A", ("B", "D")),
        ("<title>\n A &amp; B\n</title><svg><title>C</title></svg>", "A & B", ()),
        ("<h1><span>A</span>\n<em>b</em></h1>", "", ("A b",)),
        ("<h1> </h1>", "", ()),
        ("<p>A", "", ()),
    ],
)
def test_what_it_says_it_is(html: str, title: str, headings: tuple[str, ...]) -> None:
    page = read(html)
    assert (page.title, page.headings) == (title, headings)


@pytest.mark.parametrize(
    ("data", "charset", "title", "legible"),
    [
        ("<title>caf\u00e9".encode(), None, "caf\u00e9", True),
        ("<title>caf\u00e9".encode("latin-1"), "iso-8859-1", "caf\u00e9", True),
        (b"<meta charset=latin1><title>caf\xe9", None, "caf\u00e9", True),
        (META + b"<title>\x80 5", None, "\u20ac 5", True),
        ("<title>\u30ed\u30dc\u30c3\u30c8".encode("shift_jis"), "Shift_JIS", "ロボット", True),
        ("<title>\u673a\u5668\u4eba".encode("gb18030"), "GB2312", "机器人", True),
        # wrong, unknown and untrusted encodings
        ("<title>caf\u00e9".encode("latin-1"), "utf-8", "caf\ufffd", False),
        (b"<title>caf\xc3\xa9", "made-up", "caf\u00e9", True),
        (b"<title>caf\xc3\xa9", "iso-8859-99", "caf\u00e9", True),
        (b"<title>caf\xc3\xa9", "utf-16", "caf\u00e9", True),
        (b"<title>caf\xc3\xa9", "punycode", "caf\u00e9", True),
        (b"<title>caf\xc3\xa9", "zlib", "caf\u00e9", True),
    ],
)
def test_encodings(data: bytes, charset: str | None, title: str, legible: bool) -> None:
    page = read(data + b"</title>", charset)
    assert page.legible == legible
    if legible:
        assert page.title == title


@pytest.mark.parametrize(
    ("html", "scripted"),
    [
        ("<script src=a.js></script>", True),
        (
            "<title>A</title><noscript>B <b>c</b></noscript><div id=root></div><script></script>",
            True,
        ),
        ("<script>var text</script><style>p {}</style> \n", True),
        ("<!-- A --><script></script>", True),
        ("<app-root> Loading… </app-root><script></script>", True),
        ("<h1>Redirecting...</h1><p>Please wait.</p><script></script>", True),
        ("<p>Loading</p><p>Robots</p><script></script>", False),
        ("<p>Loading robots</p><script></script>", False),
        (f"<p>Loading{'.' * 100}</p><script></script>", False),
        ("<p>A</p><script></script>", False),
        ("A<script></script>", False),
        ("<noscript>A</noscript>B<script></script>", False),
        ("<img src=a><script></script>", False),
        ("<a href=/></a><script></script>", False),
        ("<div id=root></div>", False),
        ("", False),
    ],
)
def test_whether_scripts_write_it(html: str, scripted: bool) -> None:
    assert read(html).scripted == scripted
    assert not read(html, whole=False).scripted


def test_a_page_is_whole_only_if_it_was_read_to_its_end() -> None:
    assert read("<p>A").whole
    assert not read("<p>A", whole=False).whole
    assert read("").whole


def test_what_the_parser_cannot_make_sense_of_ends_the_page() -> None:
    page = read(f"<p id=a><![ nonsense ]>{' ' * BLOCK_BYTES}<p id=b>")
    assert page.anchors == {"a"}
    assert not page.whole


def test_blocks_may_end_anywhere() -> None:
    html = f"<title>T</title>{'<p>x</p>' * 10_000}<h2 id=caf\u00e9>A</h2>{'y' * 200_000}<p id=z>"
    page = read(html)
    assert page.anchors == {"caf\u00e9", "z"}
    assert page.legible


@pytest.mark.parametrize(
    "hostile",
    [
        "<",
        "<a",
        "<a ",
        "<a b=",
        "<a b='",
        '<a b="',
        "</",
        "</a",
        "<!",
        "<!-",
        "<!--",
        "<!-->",
        "<!--a--",
        "<![CDATA[",
        "<?",
        "&",
        "&#",
        "&amp",
        "<h1>",
        "<h1 id=a>",
        "<script>",
        "<script><!--",
        "<script></",
        "<title>",
        "'\"",
        "<a =",
        "<a/",
        " ",
        "\x00",
    ],
)
def test_no_page_takes_long(hostile: str) -> None:
    """A quarter of a MiB, so that what is quadratic would take minutes."""
    page = hostile * (2**18 // len(hostile))
    start = time.process_time()
    read(page)
    read(f"<p id='{page}")
    assert time.process_time() - start < 10


anything = st.text(st.characters(codec="utf-8")) | st.lists(
    st.sampled_from(
        [*"< > / = ' \" ! - -- [ ] ? & # ; h1 id name a script title p x".split(), " ", "\n"]
    )
).map("".join)


@given(anything, st.sampled_from(["utf-8", "latin-1", "gbk", "made-up", None]))
def test_any_page_can_be_read(html: str, charset: str | None) -> None:
    page = read(html, charset)
    assert page.title == page.title.strip()


@given(st.binary(), st.sampled_from(["utf-8", "gb18030", "iso-2022-jp", "euc-kr", None]))
def test_any_bytes_can_be_read(data: bytes, charset: str | None) -> None:
    assert isinstance(read(data, charset), Page)


@given(anything, st.integers(1, 50))
def test_a_page_reads_the_same_in_any_blocks(html: str, size: int) -> None:
    data = html.encode()
    reader = PageReader("utf-8")
    for start in range(0, len(data), size):
        reader.feed(data[start : start + size])
    assert reader.page(whole=True).anchors == read(html).anchors
