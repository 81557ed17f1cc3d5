"""link-malformed: each case is confirmed by GitHub's own renderer."""

from urllib.parse import quote

import pytest

from awesome_lint.identifiers import malformed_url
from awesome_lint.model import LocalFile
from linting import fixed, lint, messages
from rendering import Rendered, html

# The source, the message, and the intended link if it is certain.
ATTEMPTS = [
    ("[[Link(https://x.org/1)", "the `[` before `Link` has no matching `]`", "https://x.org/1"),
    ("[Link(https://x.org/1)", "the `[` before `Link` has no matching `]`", "https://x.org/1"),
    ("[[Link(https://x.org/1) and [[Code]](c.md)", "the `[` before `Link` has no matching `]`", "https://x.org/1"),
    ("[Ice (I) Link(https://x.org/1) (i)", "the `[` before `Ice (I) Link` has no matching `]`", "https://x.org/1"),
    ("[Link}(https://x.org/1)", "the text does not end with `]`", "https://x.org/1"),
    ("[Link】(https://x.org/1)", "the text does not end with `]`", "https://x.org/1"),
    ("[Link](https://x.org/1", "the closing `)` is missing", "https://x.org/1"),
    ("[[Link]](https://x.org/1", "the closing `)` is missing", "https://x.org/1"),
    ("[Link](https://x.org/(1)", "the closing `)` is missing", None),
    ("[Link](https://x.org/1, more", "the closing `)` is missing", None),
    ("[Link](https://x.org/1]", "`]` does not close the URL's `(`", "https://x.org/1"),
    ("[[Link]](https://x.org/1）", "`）` does not close the URL's `(`", "https://x.org/1"),
    ("[Link] (https://x.org/1)", "a space separates the text from the URL", "https://x.org/1"),
    ("[[Link]] (https://x.org/1)", "a space separates the text from the URL", "https://x.org/1"),
    ("[Link]\u00a0(https://x.org/1)", "a space separates the text from the URL", "https://x.org/1"),
    ("[Link]\u200b(https://x.org/1)", "an invisible character separates the text from the URL", "https://x.org/1"),
    ("[Link)(https://x.org/1)", "the text does not end with `]`", "https://x.org/1"),
    ("(Link)[https://x.org/1]", "the brackets and the parentheses are swapped", "https://x.org/1"),
    ("[Link][https://x.org/1]", "the URL is not between `(` and `)`", "https://x.org/1"),
    ("[Link]{https://x.org/1}", "the URL is not between `(` and `)`", "https://x.org/1"),
    ("[Link]（https://x.org/1）", "the URL is not between `(` and `)`", "https://x.org/1"),
    ("[Link]（https://x.org/1)", "the URL is not between `(` and `)`", "https://x.org/1"),
    ("[Link](https://x.org/1）", "`）` does not close the URL's `(`", "https://x.org/1"),
    ("[Link](https://x.org/1）| [Code](c.md)", "`）` does not close the URL's `(`", "https://x.org/1"),
    ("[Ice (2024)] (https://x.org/1)", "a space separates the text from the URL", "https://x.org/1"),
    ("[(Link)] (https://x.org/1)", "a space separates the text from the URL", "https://x.org/1"),
    ("[Link]:(https://x.org/1) x", "a colon separates the text from the URL", "https://x.org/1"),
    ("[Link]： (https://x.org/1)", "a colon separates the text from the URL", "https://x.org/1"),
    ("[Link]https://x.org/1)", "the `(` before the URL is missing", "https://x.org/1"),
    ("[PDF: https://x.org/1]", "a bare URL inside brackets stays text", None),
    ("[Link]](https://x.org/1)", "the `[` before the text is missing", None),
    ("Link](https://x.org/1)", "the `[` before the text is missing", None),
    ("[Link](https://x.org/1 2)", "the URL contains a space", None),
    ("[Link](https://x.org/1, https://y.org/2)", "it contains two URLs", None),
    ("[Link](https://x.org/1 and https://y.org/2)", "it contains two URLs", None),
    ("[Link](Ada Snow, Bo Frost)", "the text in parentheses is not a URL", None),
    ("[Link](https://github.com/", "the closing `)` is missing", None),
    ("[Link](https://x.org/", "the closing `)` is missing", "https://x.org/"),
    ("[Link](some file.md)", "the URL contains a space", None),
    ("[Link](https://x.org/1 “t”)", "a link title needs straight quotation marks", "https://x.org/1"),
    ("[a [b](c) d](https://x.org/1)", "links cannot contain links", None),
    ("[[b](c)](talk)", "links cannot contain links", None),
    ("[[b](c)](some file.md)", "links cannot contain links", None),
    ("[[b](c)](from https://x.org/1 on)", "links cannot contain links", None),
    ("[[b](c)](see `x` on)", "links cannot contain links", None),
    ("[\\[Link\\]](https://x.org/1", "the closing `)` is missing", None),
    ("[Link](https://x.org/1] [a](b)", "`]` does not close the URL's `(`", "https://x.org/1"),
    ("[a [Link](https://x.org/1]", "the closing `)` is missing", None),
    ("[Link]((https://x.org/1), [a](b)", "the parentheses do not match", None),
    ("htps://x.org/1", "the scheme of the URL is misspelled", "https://x.org/1"),
    ("http:/x.org/1", "the scheme of the URL is misspelled", "http://x.org/1"),
    ("https;//x.org/1", "the scheme of the URL is misspelled", "https://x.org/1"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "why", "meant"), ATTEMPTS)
@pytest.mark.parametrize("frame", ["{}", "- **A title.** {}", "|a|\n|-|\n|{}|\n"])
def test_attempt(text: str, why: str, meant: str | None, frame: str) -> None:
    readme = frame.format(text)
    (found,) = lint(readme, "link-malformed")
    assert found.message.startswith("GitHub does not render `")
    assert found.message.endswith(f"` as a link: {why}")
    links = Rendered(readme).links
    # The renderer links bare URLs, but not with the text.
    assert ("link", meant or "https://x.org/1") not in links or f">{meant}<" not in readme
    if meant is None:
        assert found.fix is None
    else:
        corrected_text = fixed(readme, [found])
        assert Rendered(corrected_text).links["link", meant] == 1
        assert lint(corrected_text, "link-malformed") == ()


WHOLE = "there is a link inside the link's URL"
BEFORE = "The `[` before the link has no matching `]`: readers see a stray bracket"
AFTER = "The `]` after the link has no matching `[`: readers see a stray bracket"


@pytest.mark.parametrize(
    ("text", "expected", "shown"),
    [
        ("- A title [[Link](https://x.org/1)", f"1:11 {BEFORE}", "[<a"),
        ("- A title [Link](https://x.org/1)]", f"1:34 {AFTER}", "</a>]"),
        ("|a|b|\n|-|-|\n|[[Link](https://x.org/1)|]|", f"3:2 {BEFORE}", "[<a"),
        ("[[Link](https://x.org/1)\n[more](https://x.org/2)", f"1:1 {BEFORE}", "[<a"),
        ("[Link](https://x.org/1)]\n- [[more](https://x.org/2)]", f"1:24 {AFTER}", "</a>]"),
        ("[a](https://x.org/2)\n[Link](https://x.org/1)]", f"2:24 {AFTER}", "</a>]"),
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
        "[[[Link](https://x.org/1)] more",  # the bracket next to the link has its counterpart
        r"\[[Link](https://x.org/1)",
        r"\[[Link](https://x.org/1)] and [[Code](https://x.org/2)\]",
        r"[[Link\]](https://x.org/1) and [\[Code](https://x.org/2)]",
        "(see [Link](https://x.org/1))",
        "(see\n[Link](https://x.org/1)) and\n（see [Link](https://x.org/1))",
        "(see [Link](https://x.org/1).)\n\n(More\nis in [Link](https://x.org/1) )",
        "（见 [Link](https://x.org/1)。）和（见\n[Link](https://x.org/1)）",
        "(see [Link](https://x.org/1)） and （see [Link](https://x.org/1))",
        "[Link](https://x.org/1) :) and [Link](https://x.org/1) ;) and [Link](https://x.org/1) *)",
        "1）[Link](https://x.org/1) 2）[Link](https://x.org/1), 3) [Link](https://x.org/1)",
        "[Link](https://x.org/1) \\) and https://x.org/1 )",
        "[(Link](https://x.org/1)) and [Link](https://x.org/1_\\(2))",
        "a) [Link](https://x.org/1) b) [Code](https://x.org/2)",
        "half an interval, (1, 2], and [Link](https://x.org/1) ]",
        "[Link](https://x.org/1)",
        "[[Link]](https://x.org/1)",
        "[[Link](https://x.org/1)]",
        "[![Badge](https://x.org/1.svg)](https://x.org)",
        "[Link](<https://x.org/1 2>)",
        "[Link](#section) [File](docs/a.md) [Mail](mailto:a@example.org)",
        "ftp://x.org/1 [Mail](mailto:ada@x.org) [Chat](irc://x.org/ice)",
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
        "[Link](README.de) [Link](guide.zip) [Link](README.org) [Link](setup.py/)",
        "[Link](1.0.dev/notes) [Link](Robots.Tools/ice) [Link](.github/x) [Link](a..dev)",
        "[Link](https://github.community/ice) [Link](https://github.company-ice.example/)",
        "[Link](https://github.com.ice.internal/robots) [Link](https://github.co/ice)",
        "[Link](https://github.local/ice) [Link](https://x.org/1,2) [Link](https://x.org/1,,2)",
        "[Link](https://en.wikipedia.org/wiki/Ice,) [Link](https://x.org/1>2)",
        "- [x]<https://x.org/1>\n- [1]<https://x.org/2> \\[a]<https://x.org/3>",
        "[Link](https://github.com@ice.example/x) [Link](https://github.com:443/ice) [Link](https://ice.robots)",
        "arr[0](x)",
        "note://example.org and mylang:/x.y",
        "[Link](https://x.org/\u0915\u094d\u200d\u0937)",
    ],
)
def test_silence(text: str) -> None:
    assert messages(text, "link-malformed") == []


@pytest.mark.parametrize(
    ("text", "message", "advice"),
    [
        (
            "[[page](https://x.org/1)]([page](https://x.org/1))",
            (
                "GitHub does not render `[[page](https://x.org/1)]([page](https://x.org/1))`"
                " as a link: links cannot contain links"
            ),
            "Keep the inner link only",
        ),
        (
            "[Paper](https://x.org/1, https://y.org/2)",
            (
                "GitHub does not render `[Paper](https://x.org/1, https://y.org/2)` as a link:"
                " it contains two URLs"
            ),
            "Write a link for each URL, or keep one of them",
        ),
        (
            "[Paper](Ada Snow, Bo Frost)",
            (
                "GitHub does not render `[Paper](Ada Snow, Bo Frost)` as a link:"
                " the text in parentheses is not a URL"
            ),
            "Write `[text](URL)`",
        ),
    ],
)
def test_help_without_a_fix(text: str, message: str, advice: str) -> None:
    (found,) = lint(f"- A title. {text}\n", "link-malformed")
    assert (found.message, found.help, found.fix) == (message, advice, None)


def test_image_in_a_link_that_is_not_opened() -> None:
    text = "- A title [![Stars]https://x.org/1.svg)](https://x.org/2)\n"
    (found,) = lint(text, "link-malformed")
    assert found.message == (
        "GitHub does not render `![Stars]https://x.org/1.svg)` as an image: its `(` is missing, and"
        " readers see it as the text of a link"
    )
    assert '<a href="https://x.org/2">![Stars]https://x.org/1.svg)</a>' in html(text)


def test_letters_of_an_attribute_in_another_order() -> None:
    assert messages('<a hfer="https://x.org/1">Ice</a>\n', "link-malformed") == [
        "1:4 `<a>` has an attribute `hfer` instead of `href`: readers see its text, but no link"
    ]


def test_image_in_a_link_that_is_not_closed() -> None:
    text = "- A title [![Stars](https://x.org/1.svg](https://x.org/2)\n"
    (found,) = lint(text, "link-malformed")
    assert found.message == (
        "GitHub does not render `![Stars](https://x.org/1.svg` as an image: its `)` is missing, and"
        " readers see it as the text of a link"
    )
    assert (found.span.column, found.span.end_column) == (11, 58)
    assert '<a href="https://x.org/2">![Stars](https://x.org/1.svg</a>' in html(text)


@pytest.mark.parametrize(
    ("url", "defect", "corrected"),
    [
        ("arxiv.org/abs/2401.01234", "no scheme", "https://arxiv.org/abs/2401.01234"),
        ("b.com/acme/ice?tab=readme-ov-file", "no scheme", None),
        ("hub.com/acme/ice", "no scheme", None),
        ("htt.io/ice", "no scheme", None),
        ("ttp.io/ice", "no scheme", None),
        ("t.me/ice", "no scheme", "https://t.me/ice"),
        ("hot.dev/ice", "no scheme", "https://hot.dev/ice"),
        ("xiv.org/abs/2401.01234", "no scheme", None),
        ("www.example.org", "no scheme", "https://www.example.org"),
        ("www.example.py/x", "no scheme", "https://www.example.py/x"),
        ("robots.example.dev", "no scheme", "https://robots.example.dev"),
        ("icebots.app/docs", "no scheme", "https://icebots.app/docs"),
        ("icebots.technology?a=1", "no scheme", "https://icebots.technology?a=1"),
        ("icebots.co.uk/docs", "no scheme", "https://icebots.co.uk/docs"),
        ("icebots.dev:8080/docs", "no scheme", "https://icebots.dev:8080/docs"),
        ("GitHub.com/robots/ice", "no scheme", "https://GitHub.com/robots/ice"),
        ("https://github.comrobots/ice", "glued host", "https://github.com/robots/ice"),
        ("https://www.github.comIce-Bots", "glued host", "https://www.github.com/Ice-Bots"),
        (
            "http://huggingface.codatasets/robots/ice",
            "glued host",
            "http://huggingface.co/datasets/robots/ice",
        ),
        (
            "https://openreview.netforum?id=Ice",
            "glued host",
            "https://openreview.net/forum?id=Ice",
        ),
        ("https://doi.org10.1000/ice", "glued host", "https://doi.org/10.1000/ice"),
        ("https://github.com:robots/ice", "glued host", "https://github.com/robots/ice"),
        ("https://medium.com@robots/ice", "glued host", "https://medium.com/@robots/ice"),
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
        ("https://www.x,org/1", "host", "https://www.x.org/1"),
        ("https://x,robots/1", "host", None),
        ("https://www.github.con/robots/ice", "host", "https://www.github.com/robots/ice"),
        ("https://x.org/1>", "brackets", "https://x.org/1"),
        ("https://x.org/1,", "punctuation", "https://x.org/1"),
        ("https://x.org/1，", "punctuation", "https://x.org/1"),
    ],
)
def test_url(url: str, defect: str, corrected: str | None) -> None:
    broken = malformed_url.diagnose(url)
    assert broken is not None
    assert (broken.defect, broken.corrected) == (defect, corrected)
    if corrected:
        assert malformed_url.diagnose(corrected) is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "[a](“x.org”)",
            (
                "1:5 The link to `“x.org”` does not work: the quotation marks around the URL are"
                " read as part of it"
            ),
        ),
        (
            "[a](https://x.org/1\u200b)",
            (
                "1:5 The link to `https://x.org/1<U+200B>` does not work: it contains an invisible"
                " character"
            ),
        ),
        (
            "[a]([https://x.org/1])",
            (
                "1:5 The link to `[https://x.org/1]` does not work: the brackets around the URL are"
                " read as part of it"
            ),
        ),
        (
            "[[a]]([b](https://x.org/1))",
            f"1:7 The link to `[b](https://x.org/1)` does not work: {WHOLE}",
        ),
        (
            "[a][b]\n\n[b]: htps://x.org\n\nagain [b]",
            "3:6 The link to `htps://x.org` does not work: the scheme of the URL is misspelled",
        ),
    ],
)
def test_destination(text: str, message: str) -> None:
    assert messages(text, "link-malformed") == [message]


def test_a_url_written_with_entities_has_no_fix() -> None:
    (found,) = lint("[a](htps://x.org/?a&amp;b)", "link-malformed")
    assert found.help == "Write `https://x.org/?a&b`"
    assert found.fix is None


@pytest.mark.parametrize("url", ["[https://x.org/1]", '"https://x.org/1"', "[A](https://x.org/1)"])
@pytest.mark.parametrize("frame", ["{}", "- **A title.** {}", "|a|\n|-|\n|{}|\n"])
def test_brackets_around_a_url_are_removed(url: str, frame: str) -> None:
    readme = frame.format(f"[a]({url})")
    assert Rendered(readme).links == {("link", url): 1}
    corrected_text = fixed(readme, lint(readme, "link-malformed"))
    assert corrected_text == frame.format("[a](https://x.org/1)")


def test_link_inside_a_url_with_other_text_has_no_fix() -> None:
    (found,) = lint("[a]([code](https://x.org/1))", "link-malformed")
    assert found.help == "Write `https://x.org/1`"
    assert found.fix is None


@pytest.mark.parametrize("after", ["<br>more", "<!-- note -->", "[^1]", "`code`", "&amp;", "\\*"])
def test_what_follows_a_misspelt_scheme_stays(after: str) -> None:
    readme = f"see htps://x.org/1{after}\n\n[^1]: a\n"
    corrected_text = fixed(readme, lint(readme, "link-malformed"))
    assert corrected_text == readme.replace("htps", "https")


def test_two_urls_in_one_bare_url_are_separated() -> None:
    readme = "- Code：https://x.org/1、https://y.org/2\n- https://github.com/a/b,https://y.org/2\n"
    found = lint(readme, "link-malformed")
    assert [each.help for each in found] == [
        "Write `<https://x.org/1>、https://y.org/2`",
        "Write `<https://github.com/a/b>,https://y.org/2`",
    ]
    assert all(each.fix and each.fix.safe for each in found)
    corrected_text = fixed(readme, found)
    assert Rendered(corrected_text).links == {
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
def test_two_urls_that_cannot_be_split_have_no_fix(text: str) -> None:
    (found,) = lint(text, "link-malformed")
    assert "it contains two URLs" in found.message
    assert found.fix is None


def test_a_link_inside_a_url_that_shows_another_url_has_no_fix() -> None:
    (found,) = lint("[a]([https://x.org/1](https://x.org/2))", "link-malformed")
    assert found.help == "Write the intended URL"
    assert found.fix is None


@pytest.mark.parametrize(
    "url", ["docs/[ice].md", "https://x.org/[1]", "https://x.org/it's", "[ice](docs/ice.md)"]
)
def test_brackets_and_quotes_may_be_part_of_a_url(url: str) -> None:
    assert messages(f"[a]({url})", "link-malformed") == []


def test_a_file_whose_path_looks_like_a_host() -> None:
    text = "[Ice](icebots.dev/walk) [Snow](icebots.dev/swim)\n"
    files = {
        "icebots.dev/walk": LocalFile(exists=True),
        "icebots.dev/swim": LocalFile(exists=False),
    }
    (found,) = lint(text, "link-malformed", files=files)
    assert found.help == "Write `https://icebots.dev/swim`"


@pytest.mark.parametrize("frame", ["{}", "- **A title (A),** {}", "|a (b|\n|-|\n|{}|\n"])
def test_a_stray_parenthesis_after_a_link(frame: str) -> None:
    assert len(lint(frame.format("([Link](https://x.org/1)))"), "link-malformed")) == 1
    text = frame.format("[[Link]](https://x.org/1))")
    (found,) = lint(text, "link-malformed")
    assert (found.severity, found.message) == (
        "warning",
        "The `)` after the link has no matching `(`: readers see a stray parenthesis",
    )
    assert text.splitlines()[found.span.line - 1][found.span.column - 1 :].startswith(")")


@pytest.mark.parametrize("frame", ["{}", "- {} - Robots.", "|a (b|\n|-|\n|{}|\n"])
@pytest.mark.parametrize(
    ("after", "mark"),
    [
        (" )", ")"),
        (".)", ")"),
        (". )", ")"),
        ("）", "）"),
        (" ）", "）"),
        ("。）", "）"),
        ("))", ")"),
        ("**)", ")"),
    ],
)
def test_a_stray_parenthesis_further_behind_a_link(frame: str, after: str, mark: str) -> None:
    link = "[Link](https://x.org/1)"
    text = frame.format(f"**{link}{after}" if after.startswith("*") else link + after)
    found = lint(text, "link-malformed")
    opening = {")": "(", "）": "（"}[mark]
    message = f"The `{mark}` after the link has no matching `{opening}`: readers see a stray"
    assert {each.message for each in found} == {f"{message} parenthesis"}
    assert {each.help for each in found} == {f"Remove it, or write `{opening}` before the link"}
    assert len(found) == after.count(mark)


@pytest.mark.parametrize(
    ("url", "advice"),
    [
        (
            "https://x.org/ice- bots",
            "Write `https://x.org/ice-bots`, or `%20` if the space belongs to the URL",
        ),
        (
            "https://x.org/ice bots now",
            "Write `%20` for each space, or put the URL between `<` and `>`",
        ),
        (
            "https: //x.org/ice",
            "Write `https://x.org/ice`, or `%20` if the space belongs to the URL",
        ),
        (
            "https://github.com/acme/ice bots",
            "Write `-`, `_` or nothing instead of the space, as in the repository's name",
        ),
        (
            "https://github.com/acme/ robots",
            "Write `https://github.com/acme/robots`, or `%20` if the space belongs to the URL",
        ),
        ("Walking Robots on Ice", "Write `[text](URL)`"),
    ],
)
def test_help_for_a_url_with_spaces(url: str, advice: str) -> None:
    assert [each.help for each in lint(f"[Link]({url})", "link-malformed")] == [advice]


def test_a_url_in_a_broken_link_is_reported_once() -> None:
    for end in ("）", "]", "}|"):
        text = f"[Link](https://arxiv.org/abs/2401.01234{end} [Code](https://x.org/2)\n"
        assert [each.rule for each in lint(text)] == ["link-malformed"]


@pytest.mark.parametrize("between", ["", "，", " | "])
def test_a_full_width_parenthesis_before_another_link(between: str) -> None:
    text = f"[Link](https://arxiv.org/abs/2401.01234）{between}[Code](https://x.org/2)\n"
    (finding,) = lint(text)
    assert finding.message == (
        "GitHub does not render `[Link](https://arxiv.org/abs/2401.01234）` as a link:"
        " `）` does not close the URL's `(`"
    )
    assert finding.help == "Write `[Link](https://arxiv.org/abs/2401.01234)`"


@pytest.mark.parametrize(
    ("text", "url", "after", "right"),
    [
        ("https://x.org/1。", "https://x.org/1", "。", "<https://x.org/1>。"),
        ("在https://x.org/1，以及2", "https://x.org/1", "，以及2", "在<https://x.org/1>，以及2"),
        ("（https://x.org/1）好", "https://x.org/1", "）好", "（<https://x.org/1>）好"),
        ("「https://x.org/1」", "https://x.org/1", "」", "「<https://x.org/1>」"),
        ("“https://x.org/1”", "https://x.org/1", "”", "“<https://x.org/1>”"),
        ("(https://x.org/1)。", "https://x.org/1", ")。", "(<https://x.org/1>)。"),
        ("https://x.org/1（二）", "https://x.org/1", "（二）", "<https://x.org/1>（二）"),
        ("https://x.org/1.。", "https://x.org/1", ".。", "<https://x.org/1>.。"),
        ("https://x.org。", "https://x.org", "。", "<https://x.org>。"),
        ("https://x.org/机器。", "https://x.org/机器", "。", "<https://x.org/机器>。"),
        ("www.x.org/1。", "http://www.x.org/1", "。", "[www.x.org/1](http://www.x.org/1)。"),
        ("| https://x.org/1； |\n|:--|", "https://x.org/1", "；", "| <https://x.org/1>； |\n|:--|"),
    ],
)
def test_text_after_a_bare_url(text: str, url: str, after: str, right: str) -> None:
    assert list(Rendered(text).links) == [("link", url + after)]
    (finding,) = lint(text, "link-malformed")
    assert finding.message.endswith(f"does not work: GitHub reads `{after}` as part of the URL")
    assert finding.fix
    assert finding.fix.safe
    assert fixed(text, [finding]) == right
    assert list(Rendered(right).links) == [("link", url)]


@pytest.mark.parametrize(
    "text",
    [
        "https://x.org/1 。",
        "<https://x.org/1>。",
        "[a](https://x.org/1)。",
        "`https://x.org/1。`",
        "https://x.org/机器，人",
        "https://x.org/《机器》",
        "https://x.org/机器（一）",
        "https://x.org/机器(一）",
        "https://zh.wikipedia.org/wiki/AI，2",
        "https://x.org/机器",
    ],
)
def test_nothing_after_a_bare_url(text: str) -> None:
    assert messages(text, "link-malformed") == []


@pytest.mark.parametrize(
    ("text", "scheme", "loss"),
    [
        ("[a](VSCode:extension/x)", "the scheme `vscode:`", "text without a link"),
        ("[a](magnet:?xt=urn:x)", "the scheme `magnet:`", "text without a link"),
        ("[a][m]\n\n[m]: ftp://x.org/1", "the scheme `ftp:`", "text without a link"),
        ('<a href="localhost:8080">a</a>', "the scheme `localhost:`", "text without a link"),
        ("<magnet:?xt=urn:x>", "the scheme `magnet:`", "text without a link"),
        ("[a](C:/ice.md)", "a drive", "text without a link"),
        ("![a](data:image/png;base64,AA)", "the scheme `data:`", "a broken image"),
    ],
)
def test_url_that_github_drops(text: str, scheme: str, loss: str) -> None:
    (message,) = messages(text, "link-malformed")
    assert message.endswith(f"because it begins with {scheme}: readers see {loss}")


@pytest.mark.parametrize(
    "text",
    [
        "[a](mailto:ada@x.org) [b](irc://x.org/ice) [c](xmpp:ada@x.org) [d](HTTPS://x.org)",
        "[a](docs/a:b.md) [b](#a:b) [c](?a:b)",
        "<dc:title> and ftp://x.org/1",
        "[a](doi:10.1145/3333333.4444444)",
    ],
)
def test_url_that_github_keeps(text: str) -> None:
    assert messages(text, "link-malformed") == []


@pytest.mark.parametrize(
    "text",
    [
        "![a](https://x.org/1))",
        "[a][b])\n\n[b]: https://x.org/1",
        "<https://x.org/1>)",
        "[(a)](https://x.org/1))",
        "[a](https://x.org/(1)))",
    ],
)
def test_stray_parenthesis_after_any_link(text: str) -> None:
    (message,) = messages(text, "link-malformed")
    assert "The `)` after the link has no matching `(`" in message


@pytest.mark.parametrize("text", ["[(a](https://x.org/1))", "(![a](https://x.org/1))"])
def test_parenthesis_that_is_opened(text: str) -> None:
    assert messages(text, "link-malformed") == []


def test_a_link_in_the_parentheses_of_a_link() -> None:
    text = "- Ice, [[Paper]([15 Nov 2023](https://example.org/ice))], 2023\n"
    (finding,) = lint(text, "link-malformed")
    assert finding.message == (
        "GitHub does not render `[Paper]([15 Nov 2023](https://example.org/ice))` as a link: there"
        " is a link inside the link's URL"
    )
    assert finding.help == "Write `[text](URL)` with the URL of the inner link"


@pytest.mark.parametrize("url", ["https://doi.org/10.5281/", "https://dx.doi.org/10.5281"])
def test_a_doi_without_its_suffix_is_not_completed(url: str) -> None:
    (finding,) = lint(f"- Ice, [Data]({url}\n", "link-malformed")
    assert finding.message == (
        f"GitHub does not render `[Data]({url}` as a link: the closing `)` is missing"
    )
    assert (finding.help, finding.fix) == ("Write `[text](URL)`", None)


@pytest.mark.parametrize("space", ["\N{NO-BREAK SPACE}", "\u202f", "\N{IDEOGRAPHIC SPACE}"])
@pytest.mark.parametrize("form", ["{url}{space}", "{space}{url}", "{space}{url}{space}"])
def test_spaces_at_the_ends_of_a_url(space: str, form: str) -> None:
    url = "https://example.org/ice"
    for text in ("[Ice]({})", "![Ice]({})", "[Ice][ice]\n\n[ice]: {}"):
        written = form.format(url=url, space=space)
        source = text.format(written) + "\n"
        assert quote(space) in html(source)
        (found,) = lint(source, "link-malformed")
        shown = written.replace(space, f"<U+{ord(space):04X}>")
        assert found.message == (
            f"The link to `{shown}` does not work: it contains an invisible character"
        )
        assert found.help == f"Write `{url}`"
        assert found.fix
        assert found.fix.safe
        assert fixed(source, [found]) == text.format(url) + "\n"


@pytest.mark.parametrize(
    "escaped", ["%EF%BB%BF", "%e2%80%8b", "%C2%A0", "%E2%80%AF", "%E3%80%80", "%C2%A0%E2%80%8B"]
)
def test_escaped_invisible_characters_at_the_ends_of_a_url(escaped: str) -> None:
    for url in ("https://example.org/ice", "docs/ice.md"):
        for written in (f"{url}{escaped}", f"{escaped}{url}", f"{escaped}{url}{escaped}"):
            (found,) = lint(f"[Ice]({written})\n", "link-malformed")
            assert found.message.endswith("` does not work: it contains an invisible character")
            assert found.help == f"Write `{url}`"
            assert fixed(f"[Ice]({written})\n", [found]) == f"[Ice]({url})\n"


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/thin%E2%80%AFice",
        "https://example.org/thin%C2%A0ice/",
        "https://example.org/?q=ice%C2%A0",
        "#ice-%E2%80%8D",
        "https://example.org/%E2%9D%84%EF%B8%8F",
        "https://example.org/?q=thin\N{NO-BREAK SPACE}ice",
        "docs/thin\N{NO-BREAK SPACE}ice.md",
    ],
)
def test_escaped_characters_that_may_belong_to_a_url(url: str) -> None:
    assert messages(f"[Ice]({url})\n", "link-malformed") == []


@pytest.mark.parametrize(
    ("text", "after", "right"),
    [
        ("See https://example.org/ice\xa0and", "<U+00A0>and", "<https://example.org/ice>\xa0and"),
        ("氷 https://example.org/ice\u3000上", "<U+3000>上", "<https://example.org/ice>\u3000上"),
        ("www.example.org/a.\xa0b", ".<U+00A0>b", "(http://www.example.org/a).\xa0b"),
    ],
)
def test_github_takes_spaces_that_are_not_ascii_into_a_bare_url(
    text: str, after: str, right: str
) -> None:
    assert "%C2%A0" in html(text) or "%E3%80%80" in html(text)
    (found,) = lint(f"{text} more\n", "link-malformed")
    assert found.message.endswith(f"does not work: GitHub reads `{after}` as part of the URL")
    assert fixed(f"{text} more\n", [found]).endswith(f"{right} more\n")
    assert lint(fixed(f"{text} more\n", [found]), "link-malformed") == ()


@pytest.mark.parametrize(
    ("url", "right"),
    [
        ("docs\\ice.md", "docs/ice.md"),
        (".\\docs\\ice.md#walk\\ing", "./docs/ice.md#walk\\ing"),
        ("docs%5Cice.md", "docs/ice.md"),
    ],
)
def test_backslashes_in_a_path(url: str, right: str) -> None:
    text = f"[Ice]({url})\n"
    assert "%5C" in html(text)
    (found,) = lint(text, files={url: LocalFile(exists=False)})
    assert (found.rule, found.message, found.help) == (
        "link-malformed",
        f"The link to `{url}` does not work: it has `\\` in place of `/`",
        f"Write `{right}`",
    )
    assert fixed(text, [found]) == f"[Ice]({right})\n"


def test_backslashes_that_belong_to_a_url() -> None:
    files = {"docs\\ice.md": LocalFile(exists=True)}
    text = "[Ice](docs\\ice.md) [f](https://example.org/?f=\\alpha) [g](?f=\\alpha)\n"
    assert lint(text, "link-malformed", files=files) == ()


@pytest.mark.parametrize("mark", ["", "!"])
def test_backslashes_that_escape_punctuation(mark: str) -> None:
    text = f"{mark}[Ice](docs\\.ice\\map.png)\n"
    (found,) = lint(text, files={"docs.ice\\map.png": LocalFile(exists=False)})
    assert "`docs.ice\\map.png`" in found.message
    assert (found.help, found.fix) == ("Write `/` in place of each `\\`", None)


@pytest.mark.parametrize("space", ["\N{NO-BREAK SPACE}", "\u202f", "\N{IDEOGRAPHIC SPACE}"])
def test_a_space_inside_a_url_that_is_not_ascii(space: str) -> None:
    (found,) = lint(f"[Ice](https://example.org/thin{space}ice)\n", "link-malformed")
    assert found.message == (
        f"The link to `https://example.org/thin<U+{ord(space):04X}>ice` does not work: it contains"
        " a space that is not ASCII"
    )
    assert found.help == "Remove the space, or write `%20` if it belongs to the URL"
    assert found.fix is None


def test_a_backslash_before_a_url() -> None:
    text = "[Ice](\\https://example.org/ice)\n"
    assert 'href="%5Chttps' in html(text)
    (found,) = lint(text, "link-malformed")
    assert found.message == (
        "The link to `\\https://example.org/ice` does not work: the backslash before the URL is"
        " read as part of it"
    )
    assert fixed(text, [found]) == "[Ice](https://example.org/ice)\n"


@pytest.mark.parametrize(
    ("url", "message"),
    [
        (
            "https://arxiv.org/abs/2401.01234",
            (
                "The link to `https://arxiv.org/abs/2401.01234![ice](https://y.org/2.png)` does not"
                " work: it contains two URLs"
            ),
        ),
        (
            "https://x.org/1",
            (
                "GitHub does not render `[ice](https://y.org/2.png)` as a link: it reads the link"
                " as part of the URL before it"
            ),
        ),
    ],
)
def test_link_in_a_bare_url_is_reported_once(url: str, message: str) -> None:
    text = f"- Paper: {url}![ice](https://y.org/2.png) and [snow](https://z.org/3\n"
    first, second = lint(text, "link-malformed")
    assert first.message == message
    assert second.message == (
        "GitHub does not render `[snow](https://z.org/3` as a link: the closing `)` is missing"
    )


def test_a_date_after_a_link_in_brackets_is_no_url() -> None:
    link = "[v1](https://arxiv.org/abs/2401.01234v1)"
    assert messages(f"[{link}(arXiv)](2024.01)\n", "link-malformed") == []
    assert messages(f"[{link}(arXiv)](24x01)\n", "link-malformed") != []
