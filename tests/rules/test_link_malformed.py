"""link-malformed: each case is confirmed by GitHub's own renderer."""

import pytest

from awesome_lint.identifiers import malformed_url
from linting import fixed, lint, messages
from rendering import Rendered, html

# What is written, what is said of it, and the link that was meant, where that is certain.
ATTEMPTS = [
    ("[[Link(https://x.org/1)", "the bracket before `Link` is never closed", "https://x.org/1"),
    ("[Link(https://x.org/1)", "the bracket before `Link` is never closed", "https://x.org/1"),
    ("[[Link(https://x.org/1) and [[Code]](c.md)", "the bracket before `Link` is never closed", "https://x.org/1"),
    ("[Link}(https://x.org/1)", "its text does not end with `]`", "https://x.org/1"),
    ("[Link](https://x.org/1", "the parenthesis is never closed", "https://x.org/1"),
    ("[[Link]](https://x.org/1", "the parenthesis is never closed", "https://x.org/1"),
    ("[Link](https://x.org/(1)", "the parenthesis is never closed", None),
    ("[Link](https://x.org/1, more", "the parenthesis is never closed", None),
    ("[Link](https://x.org/1]", "the parenthesis is never closed", None),
    ("[Link] (https://x.org/1)", "a space parts its text from its address", "https://x.org/1"),
    ("[[Link]] (https://x.org/1)", "a space parts its text from its address", "https://x.org/1"),
    ("[Link]\u00a0(https://x.org/1)", "a space parts its text from its address", "https://x.org/1"),
    ("[Link]\u200b(https://x.org/1)", "an invisible character parts its text from its address", "https://x.org/1"),
    ("(Link)[https://x.org/1]", "the brackets and the parentheses are the wrong way round", "https://x.org/1"),
    ("[Link][https://x.org/1]", "its address does not stand between `(` and `)`", "https://x.org/1"),
    ("[Link]{https://x.org/1}", "its address does not stand between `(` and `)`", "https://x.org/1"),
    ("[Link]（https://x.org/1）", "its address does not stand between `(` and `)`", "https://x.org/1"),
    ("[Link]https://x.org/1)", "the `(` before its address is missing", "https://x.org/1"),
    ("[PDF: https://x.org/1]", "it makes none of a URL inside brackets", None),
    ("[Link]](https://x.org/1)", "no `[` opens its text", None),
    ("Link](https://x.org/1)", "no `[` opens its text", None),
    ("[Link](https://x.org/1 2)", "there is a space in its address", None),
    ("[Link](some file.md)", "there is a space in its address", None),
    ("[Link](https://x.org/1 “t”)", "only straight quotation marks make a title", "https://x.org/1"),
    ("[a [b](c) d](https://x.org/1)", "there is another link inside it", None),
    ("[[b](c)](talk)", "there is another link inside it", None),
    ("[[b](c)](some file.md)", "there is another link inside it", None),
    ("[[b](c)](from https://x.org/1 on)", "there is another link inside it", None),
    ("[[b](c)](see `x` on)", "there is another link inside it", None),
    ("[\\[Link\\]](https://x.org/1", "the parenthesis is never closed", None),
    ("[Link](https://x.org/1] [a](b)", "the parenthesis is never closed", None),
    ("[Link]((https://x.org/1), [a](b)", "its parentheses do not match", None),
    ("htps://x.org/1", "its scheme is misspelt", "https://x.org/1"),
    ("http:/x.org/1", "its scheme is misspelt", "http://x.org/1"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "why", "meant"), ATTEMPTS)
@pytest.mark.parametrize("frame", ["{}", "- **A title.** {}", "|a|\n|-|\n|{}|\n"])
def test_attempt(text: str, why: str, meant: str | None, frame: str) -> None:
    readme = frame.format(text)
    (found,) = lint(readme, "link-malformed")
    assert found.message.endswith(f" is no link on GitHub: {why}")
    links = Rendered(readme).links
    # The renderer makes a link of a bare URL, but never one that shows the text.
    assert ("link", meant or "https://x.org/1") not in links or f">{meant}<" not in readme
    if meant is None:
        assert found.fix is None
    else:
        repaired = fixed(readme, [found])
        assert Rendered(repaired).links["link", meant] == 1
        assert lint(repaired, "link-malformed") == ()


WHOLE = "there is a whole link where only its address should be"
BEFORE = "The `[` before the link is never closed: readers see a stray bracket"
BEHIND = "The `]` behind the link is never opened: readers see a stray bracket"


@pytest.mark.parametrize(
    ("text", "expected", "shown"),
    [
        ("- A title [[Link](https://x.org/1)", f"1:11 {BEFORE}", "[<a"),
        ("- A title [Link](https://x.org/1)]", f"1:34 {BEHIND}", "</a>]"),
        ("|a|b|\n|-|-|\n|[[Link](https://x.org/1)|]|", f"3:2 {BEFORE}", "[<a"),
        ("[[Link](https://x.org/1)\n[more](https://x.org/2)", f"1:1 {BEFORE}", "[<a"),
        ("[Link](https://x.org/1)]\n- [[more](https://x.org/2)]", f"1:24 {BEHIND}", "</a>]"),
        ("[a](https://x.org/2)\n[Link](https://x.org/1)]", f"2:24 {BEHIND}", "</a>]"),
    ],
)
def test_lone_bracket(text: str, expected: str, shown: str) -> None:
    (found,) = lint(text, "link-malformed")
    assert f"{found.span.line}:{found.span.column} {found.message}" == expected
    assert found.severity == "warning"
    assert shown in html(text)
    assert Rendered(text).links["link", "https://x.org/1"] == 1


@pytest.mark.parametrize(
    "text",
    [
        "[[Link](https://x.org/1)\n[more](https://x.org/2)]",
        "[see\n[Link](https://x.org/1)]",
        "[[Link](https://x.org/1), and\nmore]",
        "[[Link](https://x.org/1)](extended from a talk at ICRA 2024)",
        "[[Link](https://x.org/1)](an extension of [IceBot](#icebot))",
        "[[Link](https://x.org/1)](with Snow et al.)",
        "[[[Link](https://x.org/1)] more",  # what touches the link has its partner
        r"\[[Link](https://x.org/1)",
        r"\[[Link](https://x.org/1)] and [[Code](https://x.org/2)\]",
        r"[[Link\]](https://x.org/1) and [\[Code](https://x.org/2)]",
        "half an interval, (1, 2], and [Link](https://x.org/1) ]",
        "[Link](https://x.org/1)",
        "[[Link]](https://x.org/1)",
        "[[Link](https://x.org/1)]",
        "[![Badge](https://x.org/1.svg)](https://x.org)",
        "[Link](<https://x.org/1 2>)",
        "[Link](#section) [File](docs/a.md) [Mail](mailto:a@example.org)",
        "[Link](ftp://x.org/1) [Tel](tel:123) [Data](data:image/png;base64,AA)",
        "- [x] (https://x.org/1)\n- [ ] (https://x.org/2)",
        "[1] (https://x.org/1) [[1]] (https://x.org/2)",
        "a (see https://x.org/1) b",
        "`[Link] (https://x.org/1)`",
        "```\n[Link] (https://x.org/1)\n```",
        "<!-- [Link] (https://x.org/1) -->",
        r"\[Link](https://x.org/1) and \[Link\] (https://x.org)",
        "$f[x](y$",
        "$a[i] (https://x.org/1)$",
        "[Link](https://web.archive.org/web/2020/https://x.org/1)",
        "[Link](https://example.org/?url=https://x.org)",
        "[Link](https://example.org/?url=https://example.org/a)",
        "[Link](https://example.org/?url=xhttps://x.org/a)",
        "[Link](setup.py) [Node](Node.js) [a](b.c/d)",
        "[Link](https.example.org)",
        "arr[0](x)",
        "note://example.org and mylang:/x.y",
        "[Link](https://x.org/\u0915\u094d\u200d\u0937)",
    ],
)
def test_silence(text: str) -> None:
    assert messages(text, "link-malformed") == []


def test_image_in_a_link_that_is_not_closed() -> None:
    text = "- A title [![Stars](https://x.org/1.svg](https://x.org/2)\n"
    (found,) = lint(text, "link-malformed")
    assert found.message == (
        "`![Stars](https://x.org/1.svg` is no image on GitHub: the parenthesis is never closed, and"
        " readers see it as the text of a link"
    )
    assert (found.span.column, found.span.end_column) == (11, 58)
    assert '<a href="https://x.org/2">![Stars](https://x.org/1.svg</a>' in html(text)


@pytest.mark.parametrize(
    ("url", "slip", "mended"),
    [
        ("arxiv.org/abs/2401.01234", "no scheme", "https://arxiv.org/abs/2401.01234"),
        ("www.example.org", "no scheme", "https://www.example.org"),
        ("www.example.py/x", "no scheme", "https://www.example.py/x"),
        ("htps://x.org", "broken scheme", "https://x.org"),
        ("htp://x.org", "broken scheme", "http://x.org"),
        ("hhttps://x.org", "broken scheme", "https://x.org"),
        ("https//x.org", "broken scheme", "https://x.org"),
        ("https:x.org", "broken scheme", "https://x.org"),
        ("https:///x.org", "broken scheme", "https://x.org"),
        ("https:://x.org", "broken scheme", "https://x.org"),
        ("https;//x.org", "broken scheme", "https://x.org"),
        ("https:\\\\x.org", "broken scheme", "https://x.org"),
        ("http://https://x.org/1", "two URLs", "https://x.org/1"),
        ("https://doi.org/https://doi.org/10.1/x", "two URLs", "https://doi.org/10.1/x"),
        ("https://github.com/https://x.org", "two URLs", None),
        ("https://x.org/ahttps://y.org/b", "two URLs", None),
        ("https://x.org/a#bhttps://x.org/a#b", "two URLs", "https://x.org/a#b"),
        ("https://x.org/a?b=1https://x.org/a?b=1", "two URLs", "https://x.org/a?b=1"),
        ("“https://x.org”", "quotes", "https://x.org"),
        ("“x.org”", "quotes", None),
        ("(https://x.org/1)", "parentheses", "https://x.org/1"),
        ("((https://x.org/1))", "parentheses", "https://x.org/1"),
        ("[https://x.org/1]", "brackets", "https://x.org/1"),
        ('"https://x.org/1"', "quotes", "https://x.org/1"),
        ("'https://x.org/1'", "quotes", "https://x.org/1"),
        ("`https://x.org/1`", "quotes", "https://x.org/1"),
        ("[code](https://x.org/1)", "whole link", "https://x.org/1"),
        ("![[code]](https://x.org/1)", "whole link", "https://x.org/1"),
        ("[https://x.org/1](https://x.org/1)", "whole link", "https://x.org/1"),
        ("[https://x.org/1](https://x.org/2)", "whole link", None),
        ("https://x.org/1\u200b", "invisible", "https://x.org/1"),
        ("\ufeffhttps://x.org/1", "invisible", "https://x.org/1"),
    ],
)
def test_address(url: str, slip: str, mended: str | None) -> None:
    broken = malformed_url.diagnose(url)
    assert broken is not None
    assert (broken.defect, broken.corrected) == (slip, mended)
    if mended:
        assert malformed_url.diagnose(mended) is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "[a](“x.org”)",
            "1:5 `“x.org”` leads nowhere: the quotation marks are part of it",
        ),
        (
            "[a](https://x.org/1\u200b)",
            "1:5 `https://x.org/1<U+200B>` leads nowhere: there is an invisible character in it",
        ),
        (
            "[a]([https://x.org/1])",
            "1:5 `[https://x.org/1]` leads nowhere: the brackets around it are part of it",
        ),
        (
            "[[a]]([b](https://x.org/1))",
            f"1:7 `[b](https://x.org/1)` leads nowhere: {WHOLE}",
        ),
        (
            "[a][b]\n\n[b]: htps://x.org\n\nagain [b]",
            "3:6 `htps://x.org` leads nowhere: its scheme is misspelt",
        ),
    ],
)
def test_destination(text: str, message: str) -> None:
    assert messages(text, "link-malformed") == [message]


def test_repair_of_an_address_that_is_written_with_entities_is_left_to_its_author() -> None:
    (found,) = lint("[a](htps://x.org/?a&amp;b)", "link-malformed")
    assert found.help == "Write `https://x.org/?a&b`"
    assert found.fix is None


@pytest.mark.parametrize("url", ["[https://x.org/1]", '"https://x.org/1"', "[A](https://x.org/1)"])
@pytest.mark.parametrize("frame", ["{}", "- **A title.** {}", "|a|\n|-|\n|{}|\n"])
def test_address_in_a_wrapping_is_unwrapped(url: str, frame: str) -> None:
    readme = frame.format(f"[a]({url})")
    assert Rendered(readme).links == {("link", url): 1}
    repaired = fixed(readme, lint(readme, "link-malformed"))
    assert repaired == frame.format("[a](https://x.org/1)")


def test_whole_link_that_says_more_is_left_to_its_author() -> None:
    (found,) = lint("[a]([code](https://x.org/1))", "link-malformed")
    assert found.help == "Write `https://x.org/1`"
    assert found.fix is None


@pytest.mark.parametrize("behind", ["<br>more", "<!-- note -->", "[^1]", "`code`", "&amp;", "\\*"])
def test_what_follows_a_misspelt_scheme_stays(behind: str) -> None:
    readme = f"see htps://x.org/1{behind}\n\n[^1]: a\n"
    repaired = fixed(readme, lint(readme, "link-malformed"))
    assert repaired == readme.replace("htps", "https")


def test_two_urls_in_one_bare_url_are_separated() -> None:
    readme = "- Code：https://x.org/1、https://y.org/2\n- https://github.com/a/b,https://y.org/2\n"
    found = lint(readme, "link-malformed")
    assert [each.help for each in found] == [
        "Write `<https://x.org/1>、https://y.org/2`",
        "Write `<https://github.com/a/b>,https://y.org/2`",
    ]
    assert all(each.fix and each.fix.safe for each in found)
    repaired = fixed(readme, found)
    assert Rendered(repaired).links == {
        ("link", "https://x.org/1"): 1,
        ("link", "https://github.com/a/b"): 1,
        ("link", "https://y.org/2"): 2,
    }


@pytest.mark.parametrize(
    "text",
    [
        "[a](https://x.org/1、https://y.org/2)",
        "https://x.org/1/https://x.org/2",
        "https://x.org/1和https://x.org/2",
    ],
)
def test_two_urls_that_cannot_be_told_apart_are_left_to_their_author(text: str) -> None:
    (found,) = lint(text, "link-malformed")
    assert "there are two URLs in one" in found.message
    assert found.fix is None


def test_whole_link_that_shows_another_address_is_left_to_its_author() -> None:
    (found,) = lint("[a]([https://x.org/1](https://x.org/2))", "link-malformed")
    assert found.help == "Write the one URL that is meant"
    assert found.fix is None


@pytest.mark.parametrize(
    "url", ["docs/[ice].md", "https://x.org/[1]", "https://x.org/it's", "[ice](docs/ice.md)"]
)
def test_brackets_and_quotes_of_an_address_may_be_its_own(url: str) -> None:
    assert messages(f"[a]({url})", "link-malformed") == []
