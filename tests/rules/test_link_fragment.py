"""link-fragment: the anchors of a document, and messages about links to others."""

import pytest
from msgspec.structs import replace

from awesome_lint.model import Fragment, LinkResult, LocalFile
from linting import fixed, lint, messages, parse

NOWHERE = ": target not found in this file, so a click does nothing"


@pytest.mark.parametrize(
    ("readme", "anchors"),
    [
        (
            "# **Robots** on `thin_ice` and [water](https://a.example)",
            {"robots-on-thin_ice-and-water"},
        ),
        ("Robots\n===\n\nTwo\nlines\n---", {"robots", "twolines"}),
        ("# Ice &amp; <b>Water</b> \\*", {"ice--water-"}),
        ("# ![logo](a.png) News", {"-news", "news"}),
        ("# News <a name='here'></a>", {"news-", "news", "here"}),
        ("# A<br>B <!-- note -->", {"ab-", "ab"}),
        ("<h1 align=center>Robots &amp; Ice</h1>", {"robots--ice"}),
        ("<h2>\n  Robots <i>on</i> Ice\n</h2>", {"--robots-on-ice", "robots-on-ice"}),
        ("<h2>\n\n**Robots** and ice\n\n</h2>\n\n# Water", {"robots-and-ice", "water"}),
        ("<h2>Robots\n\n# Ice", {"robots", "ice"}),
        ("Text <h3>Robots</h3> here", {"robots"}),
        ("# A\n\n<h2>A</h2>\n\n### A", {"a", "a-1", "a-2"}),
        ("<details>\n<summary>More</summary>\n\n## Inside\n\n</details>", {"inside"}),
        ("<details>\n## No heading\n</details>", set()),
        ("```\n# No heading\n```", set()),
        ("- # In a list\n> # In a quote", {"in-a-list", "in-a-quote"}),
        ('| a |\n|--|\n| <a id="Cell"></a>x |', {"Cell"}),
        ("<a id = one></a>\n\ntext <span NAME='two'>x</span>", {"one", "two"}),
        ("`<a id='code'>` text", set()),
        ("<!-- <a id='gone'></a> -->", set()),
        ("#", set()),
    ],
)
def test_anchors(readme: str, anchors: set[str]) -> None:
    assert {anchor.name for anchor in parse(readme).anchors} == anchors


@pytest.mark.parametrize(
    "link",
    [
        "[x](#robots-on-ice)",
        "[x](#Robots-On-Ice)",
        "[x](#user-content-robots-on-ice)",
        "[x](#%D0%BB%D1%91%D0%B4)",
        "[x](#лёд)",
        "[x](#ЛЁД)",
        "[x](#%EF%B8%8F-tools)",
        "[x](README.md#robots-on-ice)",
        "[x](./README.md#robots-on-ice)",
        "[x](./#robots-on-ice)",
        "[x](docs/other.md#nothing)",
        "[x](https://a.example/#nothing)",
        "[x](#) [x](#top) [x](#readme) [x](#L12-L14) [x](#fn-1) [x](#:~:text=robots)",
        "[x](#/docs/robots) [x](#!robots)",
        "![x](#gone)",
        '<a href="#robots-on-ice">x</a>',
        "[x][r]\n\n[r]: #robots-on-ice",
        "[x](#mark)",
        "`[x](#nothing)`",
    ],
)
def test_sound(link: str) -> None:
    text = f"{link}\n\n# Robots on Ice\n\n# Лёд\n\n# ⚙️ Tools\n\n<a id='user-content-mark'></a>\n"
    assert messages(text, "link-fragment") == []


@pytest.mark.parametrize(
    ("link", "heading", "near"),
    [
        ("[x](#robot)", "Robots", "robots"),
        ("[x](#robots_on_ice)", "Robots on Ice", "robots-on-ice"),
        ("[Robots](#machines)", "🤖 Robots", "-robots"),
        ("[🤖 Robots](#machines)", "🤖 Robots", "-robots"),
        ("[x](#-tools)", "⚙️ Tools", "%EF%B8%8F-tools"),
        ("[x](README.md#robot)", "Robots", "robots"),
        ("[x][r]\n\n[r]: #robot", "Robots", "robots"),
        ("<a href='#robot'>x</a>", "Robots", "robots"),
        ("[x](#机器人学会议)", "机器人学会议s", "机器人学会议s"),
    ],
)
def test_near(link: str, heading: str, near: str) -> None:
    text = f"{link}\n\n# {heading}\n"
    (found,) = lint(text, "link-fragment")
    assert NOWHERE in found.message
    assert "; did you mean `#" in found.message
    assert found.help.endswith(f"#{near}`")
    assert found.fix is not None
    assert not found.fix.safe
    assert messages(fixed(text, [found]), "link-fragment") == []


@pytest.mark.parametrize(
    ("link", "headings"),
    [
        ("[x](#robots)", "# Water"),
        ("[x](#robot)", "# Robots\n# Robota"),
        ("[x](#GNN)", "# GAN"),
        ("[x](#ab)", "# Abc"),
        ("[x](#%3F%3F)", "# Water"),
        ("[x](#robots)", ""),
    ],
)
def test_far(link: str, headings: str) -> None:
    found = lint(f"{link}\n\n{headings}\n", "link-fragment")
    assert [each.help for each in found] == ["Write the anchor of the intended section"]
    assert found[0].message.endswith(NOWHERE)
    assert found[0].fix is None


def test_a_heading_that_leads_back_to_the_contents_is_not_what_it_means() -> None:
    (found,) = lint("# [Walking Robots](#contents)\n", "link-fragment")
    assert found.message.endswith(NOWHERE)


def test_a_link_written_with_escapes_is_not_fixed() -> None:
    (found,) = lint("[x](#robot\\_s)\n\n# robots\n", "link-fragment")
    assert found.fix is None
    assert found.help == "Write `#robots`"


def test_a_fragment_after_the_directory_of_the_file() -> None:
    (found,) = lint("[x](./#robot)\n\n# Robots\n", "link-fragment")
    assert found.message.startswith(f"`./#robot`{NOWHERE}; did you mean `#robots`?")
    assert found.help == "Write `./#robots`"


def index(letters: str, headings: str, separator: str = " | ") -> str:
    links = separator.join(f"[{letter}](#{letter.lower()})" for letter in letters)
    return f"{links}\n\n" + "".join(f"## {letter}\n\ntext\n\n" for letter in headings)


@pytest.mark.parametrize("separator", [" | ", "\n", "\n- "])
def test_letters_of_an_index_without_a_section(separator: str) -> None:
    assert lint(index("ABCDEFGHIJKLMNX", "ABCDEFGHIJKLMN", separator), "link-fragment") == ()


def test_an_index_without_most_of_its_sections_is_reported() -> None:
    assert len(lint(index("ABCDEFGHIJ", "ABCD"), "link-fragment")) == 6


def test_few_letters_and_links_by_words_are_no_index() -> None:
    assert len(lint(index("ABCX", "ABC"), "link-fragment")) == 1
    text = index("ABCDEFGHIJ", "ABCDEFGHIJ") + "[X](#x) [Robots](#robots)\n"
    assert len(lint(text, "link-fragment")) == 2


def test_a_wrong_anchor_in_an_index_is_reported() -> None:
    text = index("ABCDEFGHIJ", "ABCDEFGHIJ").replace("(#b)", "(#letter-b)")
    (found,) = lint(text, "link-fragment")
    assert found.help == "Write `#b`"


def test_a_reference_is_reported_once_and_images_never() -> None:
    text = "[a][r] [b][r] ![c][r]\n\n[r]: #gone\n"
    assert messages(text, "link-fragment") == [f"3:6 `#gone`{NOWHERE}"]


def test_only_so_many_links_get_a_suggestion_by_nearness() -> None:
    text = "# Robots\n\n" + "".join(f"[x](#robot)\n[x](#gone{n})\n" for n in range(150))
    found = lint(text, "link-fragment")
    assert len(found) == 300
    assert 0 < sum("did you mean" in each.message for each in found) < 150


def test_white_space_at_the_ends_of_a_heading() -> None:
    readme = "[x](#news) [x](#-news) [News!](#latest)\n\n# ![logo](a.png) News\n"
    assert [(anchor.name, anchor.certain) for anchor in parse(readme).anchors] == [
        ("-news", True),
        ("news", False),
    ]
    (found,) = lint(readme, "link-fragment")
    assert found.help == "Write `#-news`"


def test_a_heading_that_is_there_twice_is_not_suggested_by_its_text() -> None:
    (found,) = lint("[Robots](#machines)\n\n# Robots\n\n# Robots\n", "link-fragment")
    assert found.fix is None


@pytest.mark.parametrize("fragment", ["found", "unknown", None])
def test_sections_of_other_pages_are_reported_only_where_they_are_missing(
    fragment: Fragment | None,
) -> None:
    url = "https://host.example/page#ice"
    text = f"[a]({url}) [b]({url})\n\n[c](#ice)\n"
    known = LinkResult(url, "ok", 200, fragment=fragment)
    here = f"3:5 `#ice`{NOWHERE}"
    assert places(text, known) == [here]
    there = f"`{url}`: target not found, so the link opens the top of the page"
    assert places(text, replace(known, fragment="missing")) == [
        f"1:5 {there}",
        f"1:40 {there}",
        here,
    ]


def places(text: str, result: LinkResult) -> list[str]:
    found = lint(text, "link-fragment", links={result.url: result})
    assert [each.severity for each in found] == ["warning"] * (len(found) - 1) + ["error"]
    return [f"{each.span.line}:{each.span.column} {each.message}" for each in found]


def test_only_the_generated_links_of_all_contributors_are_skipped() -> None:
    start = "<!-- ALL-CONTRIBUTORS-LIST:START - Do not remove or modify this section -->\n"
    end = "<!-- ALL-CONTRIBUTORS-LIST:END -->\n"
    link = "[x](#design-ada)\n"
    assert messages(f"{start}\n{link}\n{end}", "link-fragment") == []
    others = "[x](#a11y-ada) [x](#question-ada.b) [x](#userTesting-ada-b_c)\n"
    assert messages(f"{start}{others}{end}", "link-fragment") == []
    assert messages(f"{start}\n{end}\n{link}", "link-fragment") == [f"5:5 `#design-ada`{NOWHERE}"]
    assert messages(f"{start}\n{link}", "link-fragment") == [f"3:5 `#design-ada`{NOWHERE}"]
    assert messages(f"{start}[x](#ice)\n{end}", "link-fragment") == [f"2:5 `#ice`{NOWHERE}"]


def test_invisible_characters_are_shown() -> None:
    (message,) = messages("[Tools](#-tools)\n\n## \N{GEAR}\ufe0f Tools\n", "link-fragment")
    assert message.endswith("did you mean `#<U+FE0F>-tools`?")
    (message,) = messages("[Tools](#\ufe0f-tools)\n\n## Tools\n", "link-fragment")
    assert "`#<U+FE0F>-tools`: target not found" in message


def test_mark_before_a_url() -> None:
    text = "- [Robots](#https://example.org/robots?on=ice)\n"
    (finding,) = lint(text, "link-fragment")
    assert finding.message == (
        "`#https://example.org/robots?on=ice`: the `#` makes the URL a target in this file, so a"
        " click does nothing"
    )
    assert finding.help == "Write `https://example.org/robots?on=ice`"
    assert fixed(text, [finding]) == "- [Robots](https://example.org/robots?on=ice)\n"


def test_mark_before_a_url_without_a_fix() -> None:
    (finding,) = lint("- [Robots](#https://example.org/?on=ice&amp;in=snow)\n", "link-fragment")
    assert finding.help == "Write `https://example.org/?on=ice&in=snow`"
    assert finding.fix is None
    (message,) = messages("- [Robots](README.md#https://example.org/ice)\n", "link-fragment")
    assert "`README.md#https://example.org/ice`: target not found in this file" in message


@pytest.mark.parametrize(
    ("query", "count"), [("", 1), ("?tab=readme-ov-file", 1), ("?tab=MIT-1-ov-file", 0)]
)
def test_sections_of_the_front_page_of_the_own_repository(query: str, count: int) -> None:
    url = f"https://github.com/acme/robots{query}#snow"
    files = {url: LocalFile(exists=True, path="README.md", is_document=True)}
    found = lint(f"[Snow]({url})\n", "link-fragment", files=files)
    assert [each.message for each in found] == [
        f"`{url}`: target not found in this file, so the link opens its top"
    ] * count
