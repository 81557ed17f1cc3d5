"""Markup that GitHub shows as characters, and markup that nobody meant, by GitHub's renderer."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from awesome_lint import fixes
from linting import corrected, lint, messages
from rendering import Rendered, html

RULE = "markup-literal"
LINK = "[Walker](https://example.org/a)"
HTML = "as characters: Markdown is not parsed inside an HTML block"


# The source, the position and message, and an element that GitHub renders once after the fix.
MEANT = [
    (
        "**Walking **robots",
        (
            "1:11 GitHub shows `**Walking **` with its `**`,"
            " not bold: a space precedes the closing `**`"
        ),
        "strong",
    ),
    (
        "a ** Walking** robot",
        "1:3 GitHub shows `** Walking**` with its `**`, not bold: a space follows the opening `**`",
        "strong",
    ),
    (
        "(** Walking **)",
        (
            "1:13 GitHub shows `** Walking **` with its `**`,"
            " not bold: there are spaces between the text and"
            " `**`"
        ),
        "strong",
    ),
    (
        "*Walking *, a robot",
        "1:10 GitHub shows `*Walking *` with its `*`, not italic: a space precedes the closing `*`",
        "em",
    ),
    (
        "~~ Walking~~ robots",
        (
            "1:1 GitHub shows `~~ Walking~~` with its `~~`, not struck: a space follows the opening"
            " `~~`"
        ),
        "del",
    ),
    (
        "這是**行走：**機器人",
        (
            "1:8 GitHub shows `**行走：**` with its `**`, not"
            " bold: bold text cannot end after `：` and"
            " directly before `機`"
        ),
        "strong",
    ),
    (
        "特に**「飛ぶ」**。",
        (
            "1:3 GitHub shows `**「飛ぶ」**` with its `**`, not"
            " bold: bold text cannot begin before `「`"
            " and directly after `に`"
        ),
        "strong",
    ),
    (
        "特に**「飛ぶ」**ロボット",
        (
            "1:3 GitHub shows `**「飛ぶ」**` with its `**`, not"
            " bold: bold text cannot begin before `「`"
            " and directly after `に` or end after `」` and directly before `ロ`"
        ),
        "strong",
    ),
    (
        "이것은 *걷는 로봇(Walker)*을 사용",
        (
            "1:19 GitHub shows `*걷는 로봇(Walker)*` with its `*`,"
            " not italic: italic text cannot end"
            " after `)` and directly before `을`"
        ),
        "em",
    ),
    (
        f"**{LINK}**robots",
        (
            f"1:34 GitHub shows `**{LINK}**` with its `**`, not"
            f" bold: bold text cannot end after `)` and"
            " directly before `r`"
        ),
        "strong",
    ),
    (
        "這是__行走__機器人",
        (
            "1:3 GitHub shows `__行走__` with its `__`, not"
            " bold: `__` does nothing inside a word, and"
            " without a space, the letters beside it belong to the word"
        ),
        "strong",
    ),
    (
        "這是_行走_機器人",
        (
            "1:3 GitHub shows `_行走_` with its `_`, not italic:"
            " `_` does nothing inside a word, and"
            " without a space, the letters beside it belong to the word"
        ),
        "em",
    ),
    (
        "``swim` it",
        "1:1 GitHub shows the backticks around `swim` as characters: 2 before it, but 1 after it",
        "code",
    ),
    (
        "##Title",
        "1:1 GitHub shows `##Title` as text, not as a heading: no space follows `##`",
        "h2",
    ),
    (
        "#Robots on Ice",
        "1:1 GitHub shows `#Robots on Ice` as text, not as a heading: no space follows `#`",
        "h1",
    ),
    (
        "##\N{ROCKET}Title",
        "1:1 GitHub shows `##\N{ROCKET}Title` as text, not as a heading: no space follows `##`",
        "h2",
    ),
    (
        "__Walking Robots__and more",
        (
            "1:1 GitHub shows `__Walking Robots__` with its `__`, not bold: `__` does nothing"
            " inside a word, and without a space, the letters beside it belong to the word"
        ),
        "strong",
    ),
    (
        "text\n##[Title](#title)",
        "2:1 GitHub shows `##[Title](#title)` as text, not as a heading: no space follows `##`",
        "h2",
    ),
    (
        "##\u3000Title",
        (
            "1:1 GitHub shows `##<U+3000>Title` as text, not as a"
            " heading: an ideographic space after `##` is"
            " not a space in Markdown"
        ),
        "h2",
    ),
    (
        "#\u00a0Title",
        (
            "1:1 GitHub shows `#<U+00A0>Title` as text, not as a"
            " heading: a non-breaking space after `#` is not"
            " a space in Markdown"
        ),
        "h1",
    ),
    (
        "\u200b## Title",
        "1:1 GitHub shows `## Title` as text, not as a heading: a zero width space precedes it",
        "h2",
    ),
    (
        "####### Title",
        (
            "1:1 GitHub shows `####### Title` as text, not as"
            " a heading: headings have six `#` at most,"
            " not 7"
        ),
        "h6",
    ),
    (
        "## # Title",
        "1:4 GitHub shows `#` as part of this heading: the line begins with another `#`",
        "h2",
    ),
    (
        "## Title##",
        "1:9 GitHub shows `##` as part of this heading: no space precedes it",
        "h2",
    ),
    (
        "<a id='x'></a>\t## Title",
        "1:16 GitHub shows `## Title` as text, not as a heading: HTML precedes it",
        "h2",
    ),
    (
        "Text\n<a id='x'></a>##Title",
        "2:15 GitHub shows `##Title` as text, not as a heading: HTML precedes it",
        "h2",
    ),
    ("<br>\n## Title", f"2:1 GitHub shows `## Title` {HTML}", "h2"),
    ("<div align='center'>\n# Title\n</div>", f"2:1 GitHub shows `# Title` {HTML}", "h1"),
    ("<p>\n**Title**\n</p>", f"2:1 GitHub shows `**Title**` {HTML}", "b"),
    ("<td>has `legs`</td>", "1:9 GitHub shows the backticks around `legs` " + HTML, "code"),
    ("<td>~~legs~~</td>", f"1:5 GitHub shows `~~legs~~` {HTML}", "s"),
    (
        "<div>\n- Walker\n- Swimmer\n</div>",
        (
            "2:1 GitHub shows `- Walker` as characters (and more on 1 other line): Markdown is not"
            " parsed inside an HTML block"
        ),
        "ul",
    ),
    ("<div>\n```sh\nls\n```\n</div>", None, "pre"),
    (
        f"- [] {LINK}",
        "1:3 GitHub shows `[]` as characters, not as a checkbox: a checkbox has a space",
        "input",
    ),
    (
        f"- [ x ] {LINK}",
        (
            "1:3 GitHub shows `[ x ]` as characters, not as a checkbox: a checkbox has no space"
            " beside `x`"
        ),
        "input",
    ),
    (
        "- [x]Walker",
        "1:3 GitHub shows `[x]` as characters, not as a checkbox: no space follows it",
        "input",
    ),
    (
        "- [ ]Walker",
        "1:3 GitHub shows `[ ]` as characters, not as a checkbox: no space follows it",
        "input",
    ),
    (
        f"- [√] {LINK}",
        "1:3 GitHub shows `[√]` as characters, not as a checkbox: a checked box has an `x`",
        "input",
    ),
    (
        f"-{LINK}",
        (
            "1:1 GitHub shows `-` before"
            " `[Walker](https://example.org/…` as a character, not as a list"
            " item: no space follows `-`"
        ),
        "li",
    ),
    (
        "-[x] Walk on ice",
        (
            "1:1 GitHub shows `-` before"
            " `[x] Walk on ice` as a character, not as a list"
            " item: no space follows `-`"
        ),
        "input",
    ),
    (
        f"*{LINK}",
        (
            "1:1 GitHub shows `*` before"
            " `[Walker](https://example.org/…` as a character, not as a list"
            " item: no space follows `*`"
        ),
        "li",
    ),
    (
        f"\u3000- {LINK}",
        (
            "1:2 GitHub shows `-` before"
            " `[Walker](https://example.org/…` as a character, not as a list"
            " item: an ideographic space before `-` is not a space in Markdown"
        ),
        "li",
    ),
    (
        f"\u200b* {LINK}",
        (
            "1:2 GitHub shows `*` before"
            " `[Walker](https://example.org/…` as a character, not as a list"
            " item: a zero width space before `*` is not a space in Markdown"
        ),
        "li",
    ),
    (
        "Walks.\n---\n\n# Title",
        "2:1 `---` turns `Walks.` above it into a heading",
        "hr",
    ),
    ("- Walks\n  ---", "2:3 `---` turns `Walks` above it into a heading", "hr"),
    (
        "Some:\n\n    - [a](https://example.org/a)\n    - [b](https://example.org/b)",
        (
            "3:5 GitHub shows this list as code, without its links: it is indented by four or more"
            " spaces"
        ),
        "ul",
    ),
]


@pytest.mark.parametrize(("text", "message", "element"), MEANT)
def test_fix_renders_what_was_meant(text: str, message: str | None, element: str) -> None:
    found = messages(text, RULE)
    if message is not None:
        assert found == [message]
    assert len(found) == 1
    before = Rendered(text).tags[element]
    heading_stays = element.startswith("h") and text.startswith("## ")
    assert before == int(heading_stays), html(text)
    again = corrected(text, RULE, unsafe=True)
    assert Rendered(again).tags[element] == 1, html(again)
    assert messages(again, RULE) == []
    assert set(re.findall(r"[^\W_]+", text)) <= set(re.findall(r"[^\W_]+", again))


# The source, and the position and message. These have no fix that is certainly right.
UNCLEAR = [
    ("<br> # Title", "1:6 GitHub shows `# Title` as text, not as a heading: HTML precedes it"),
    (
        f"**Walking Robots on {LINK}",
        (
            "1:1 GitHub shows `**` before `Walking Robots on"
            " [Walker](ht…` as characters: the bold"
            " text is never closed"
        ),
    ),
    (
        "Walking** robots",
        ("1:8 GitHub shows `**` after `Walking` as characters: the bold text is never opened"),
    ),
    (
        f"`walk {LINK}",
        "1:1 GitHub shows this backtick as a character: no second backtick delimits the code",
    ),
    (
        "[TOC]",
        "1:1 GitHub shows `[TOC]` as characters: it inserts no table of contents",
    ),
    (
        "# Ice {#ice}",
        "1:7 GitHub shows `{#ice}` in this heading, and links to `#ice` do not lead here",
    ),
    (
        f"{LINK}{{:target='_blank'}}",
        "1:32 GitHub shows `{:target='_blank'}` as characters: its Markdown has no attributes",
    ),
    (
        "![Map](https://example.org/m.png){width=50%}",
        "1:34 GitHub shows `{width=50%}` as characters: its Markdown has no attributes",
    ),
    (
        "text\n{: .note}",
        "2:1 GitHub shows `{: .note}` as characters: its Markdown has no attributes",
    ),
    (
        "See [[Walking Robots]]",
        "1:5 GitHub does not render `[[Walking Robots]]` as a link: only wikis have such links",
    ),
    (
        "![[map.png]]",
        "1:1 GitHub does not render `![[map.png]]` as an image: only wikis have such links",
    ),
    (
        "!!! note\n    Walk.",
        (
            "1:1 GitHub shows `!!! note` as characters: MkDocs admonitions are not part of"
            " GitHub's Markdown"
        ),
    ),
    (
        "%%later%%",
        "1:1 GitHub shows `%%later%%` as characters: it is a comment only in other programs",
    ),
    (
        "## Title {.unnumbered}",
        "1:10 GitHub shows `{.unnumbered}` as characters: its Markdown has no attributes",
    ),
    (
        "==Walking== robots",
        (
            "1:1 GitHub shows the `==` around `Walking` as"
            " characters: it has no markup for highlighted"
            " text"
        ),
    ),
    (
        "::: tip\nWalk.\n:::",
        "1:1 GitHub shows `::: tip` as characters: containers are not part of GitHub's Markdown",
    ),
    (
        "{% include map.html %}",
        (
            "1:1 GitHub shows `{% include map.html %}` as characters: it is a template tag, which"
            " GitHub does not run"
        ),
    ),
]


def test_one_fix_ends_all_blocks_of_html_in_a_row() -> None:
    text = "<div>\n- Walker\n- Swimmer\n</div>\n" * 3
    result = fixes.apply_fixes(text, lambda now: lint(now, RULE))
    assert result.counts == {RULE: 1}
    assert result.text == "<div>\n\n- Walker\n- Swimmer\n</div>\n" * 3
    assert Rendered(result.text).tags["li"] == 6


@pytest.mark.parametrize(("text", "message"), UNCLEAR)
def test_mark_that_github_shows(text: str, message: str) -> None:
    assert messages(text, RULE) == [message]
    shown = message.partition("`")[2].partition("`")[0].partition("…")[0]
    assert shown in re.sub(r"<[^>]*>", "", html(text)).replace("&quot;", '"')
    assert corrected(text, RULE, unsafe=True) == text


# GitHub's documentation of alerts: "Basic writing and formatting syntax".
ALERTS = [
    (
        "> [!INFO]\n> Thin.",
        "1:3 GitHub shows `[!INFO]` as characters: GitHub has no alert `INFO`",
        None,
    ),
    (
        "[!NOTE]\nThin.",
        "1:1 GitHub shows `[!NOTE]` as characters: only a quote can be an alert",
        "> [!NOTE]\n> Thin.",
    ),
    (
        "> [!NOTE] Thin.",
        "1:3 GitHub shows `[!NOTE]` as characters: the text of an alert begins on the next line",
        "> [!NOTE]\n> Thin.",
    ),
    (
        "- > [!TIP]\n  > Thin.",
        "1:5 GitHub shows `[!TIP]` as characters: alerts cannot be inside lists or other quotes",
        None,
    ),
    (
        "> Thin.\n>\n> [!TIP]\n> Ice.",
        "3:3 GitHub shows `[!TIP]` as characters: an alert begins with the first line of a quote",
        None,
    ),
    (
        "> [! NOTE ]\n> Thin.",
        "1:3 GitHub shows `[! NOTE ]` as characters: an alert is exactly `[!NOTE]`",
        "> [!NOTE]\n> Thin.",
    ),
    (
        "> **[!NOTE]**\n> Thin.",
        "1:3 GitHub shows `**[!NOTE]**` as characters: an alert is exactly `[!NOTE]`",
        "> [!NOTE]\n> Thin.",
    ),
    (
        "> [!NOTES]\n> Thin.",
        "1:3 GitHub shows `[!NOTES]` as characters: GitHub has no alert `NOTES`",
        None,
    ),
    (
        "> [!WARNING]-\n> Thin.",
        "1:3 GitHub shows `[!WARNING]` as characters: the text of an alert begins on the next line",
        None,
    ),
]


@pytest.mark.parametrize(("text", "message", "after"), ALERTS)
def test_alert(text: str, message: str, after: str | None) -> None:
    assert messages(text, RULE) == [message]
    assert corrected(text, RULE) == (after or text)


def test_backslash_at_the_end_of_a_block() -> None:
    text = f"- {LINK} \\\n- {LINK} \\\n  more \\\n"
    (first, second) = lint(text, RULE)
    assert first.severity == second.severity == "info"
    assert first.message == (
        "GitHub shows the `\\` at the end of this block: it breaks a line only before another line"
    )
    assert html(text).count("\\") == 2
    assert corrected(text, RULE) == f"- {LINK}\n- {LINK} \\\n  more\n"
    assert "\\" not in html(corrected(text, RULE))


def test_character_reference_without_its_semicolon() -> None:
    text = "Walker&nbsp&nbsp;and AT&T, Q&A, a&lt=1"
    assert messages(text, RULE) == ["1:7 GitHub shows `&nbsp` as characters: a `;` must end it"]
    assert "&amp;nbsp" in html(text)
    assert "&amp;nbsp" not in html(corrected(text, RULE))


def test_tasks_with_a_letter_count_beside_others() -> None:
    assert messages("- [v] Walker\n", RULE) == []
    text = "- [v] Walker\n- [ ] Swimmer\n"
    assert messages(text, RULE) == [
        "1:3 GitHub shows `[v]` as characters, not as a checkbox: a checked box has an `x`"
    ]
    assert html(corrected(text, RULE)).count("<input") == 2


@pytest.mark.parametrize(
    ("text", "struck"),
    [
        ("2019~2021, in groups of 3~5", "2021, in groups of 3"),
        ("H~2~O", "2"),
        ("(~**62B** steps)<br>(~**3B** steps)", "**62B** steps)<br>("),
        ("再见~謝謝~", "謝謝"),
    ],
)
def test_text_between_single_tildes(text: str, struck: str) -> None:
    (found,) = lint(text, RULE)
    assert found.message == (f"GitHub strikes through `{struck}`: it reads the two `~` as markup")
    assert "<del>" in html(text)
    assert "<del>" not in html(corrected(text, RULE))
    assert re.sub("</?del>", "~", html(text)) == html(corrected(text, RULE))


GOOD = [
    "<b>#1</b> and <b>x</b> ## y, <b>#tag</b>, `ls` # all, [a](https://example.org/a) ## b",
    "| Lamp | W |\n|:--|:--|\n| Lantern* | 3 |\n| Torch** | 4 |\n\n\\* measured in the dark",
    "Walker*, Swimmer*, and others. * walked first",
    "| Walker** | 1 |\n|---|---|\n| Swimmer** | 2 |\n\n** on ice",
    "A 5 * 3 grid, 2 ** 3 cells, 2**3 and f(**kwargs), a/**/b, A*, ****, **",
    "<sup>**</sup> On ice",
    "use `**` and `##x`, $a_b*c$ and <!-- **a ** --> `` ` ``",
    "__init__, snake_case_name, 的__init__方法, C#, #1, #ice #snow, #include",
    "[視頻_音樂_圖書](https://example.org/a)",
    "fill in ___ and the ___ here, or __ and __",
    "It`s a ``quotation'' of `one' and a \"`\" key",
    "Strips ```markdown fences",
    "~old name~ and ~~older~~, ~200 ms to ~40 ms, ~/bin and ~/lib",
    "(~26%) and (~5%)",
    "[[a](https://example.org/a)] [[Walking Robots]]",
    "`[[ -f x ]]` and [[1], [2]] and a[[1]]",
    "a == b == c, x==1.0 y==2.0, ===",
    "{curly} and a{b} {{ name }} {1, 2}",
    "text C:\\",
    "a\\\nb",
    "> [!NOTE]\n> Thin.\n\n> [!warning]  \n> Thin.\n\n[!x]\n\n> [!Walker] is one",
    "- [x] a\n- [ ] b\n- [X] c\n- [a](b)\n- [v]\n- [1] c\n- [text] d",
    "1. [x] a",
    "Title\n=====\n\nOther\n-----\n\n---\n\n# a\n",
    "Title\n---\n",
    "For example:\n\n    - [a](https://example.org/a)\n",
    "Code:\n\n    - a\n    - b\n",
    "# Contributing\n\nWrite\n\n    - [a](https://example.org/a)\n",
    "- a\n- - b",
    "<pre>\n# a\n**b**\n</pre>",
    "<!--\n# a\n-->",
    "<p>5 * 3 ** 2, a_b, `</p>",
    "<div>\n- one\n</div>",
    "#",
    "########",
    "-5 degrees",
    "- [](https://example.org)",
    "\\# a \\*\\*b\\*\\*",
    "## \\# a",
    "# # of robots",
    "Japanese <--> English :octocat: std::path ::",
]


@pytest.mark.parametrize("text", GOOD)
def test_other_text_is_not_reported(text: str) -> None:
    assert messages(text, RULE) == []


PIECES = st.sampled_from(
    [
        *"* ** __ _ ~~ ~ ` a walk （ ） 行 。 . # [x](u) <b> </b> \\ 1 • -[x](u)".split(),
        *(" ", "- ", "\n", "\n\n", "[ ]", "| ", "> ", "\u00a0"),
    ]
)


@given(st.lists(PIECES, max_size=14).map("".join))
@example("- a\n-[x](u)")
@example("**a **b")
def test_fixes_lose_nothing_and_have_an_end(text: str) -> None:
    for unsafe in (False, True):
        result = fixes.apply_fixes(text, lambda now: lint(now, RULE, "entry-merged"), unsafe=unsafe)
        before, after = Rendered(text), Rendered(result.text)
        assert before.links - after.links == {}
        again = fixes.apply_fixes(
            result.text, lambda now: lint(now, RULE, "entry-merged"), unsafe=unsafe
        )
        assert again.text == result.text


@pytest.mark.parametrize(
    ("text", "line", "message", "advice"),
    [
        (
            "::: details Contents\n[[toc]]\n:::",
            1,
            (
                "GitHub shows `::: details` as characters: containers are not part of"
                " GitHub's Markdown"
            ),
            "Write `<details>` and its `<summary>`",
        ),
        (
            "::: details Contents\n[[toc]]\n:::",
            2,
            "GitHub shows `[[toc]]` as characters: it inserts no table of contents",
            "Remove it: GitHub's outline button lists the headings of the page",
        ),
        (
            "* TOC\n{:toc}",
            2,
            "GitHub shows `{:toc}` as characters: it inserts no table of contents",
            "Remove it: GitHub's outline button lists the headings of the page",
        ),
        (
            "::: warning\nThin ice.\n:::",
            1,
            (
                "GitHub shows `::: warning` as characters: containers are not part of"
                " GitHub's Markdown"
            ),
            "Write a quote that begins with `> [!WARNING]`",
        ),
        (
            "::: danger\nThin ice.\n:::",
            1,
            (
                "GitHub shows `::: danger` as characters: containers are not part of"
                " GitHub's Markdown"
            ),
            "Write a quote that begins with `> [!NOTE]`",
        ),
    ],
)
def test_container_and_contents(text: str, line: int, message: str, advice: str) -> None:
    found = [each for each in lint(text, "markup-literal") if each.span.line == line]
    assert [(each.message, each.help) for each in found] == [(message, advice)]


@pytest.mark.parametrize("text", ["(:==) is (==) here", "the type (==) and (==), or ==) and (=="])
def test_operators_are_no_highlighted_text(text: str) -> None:
    assert messages(text, RULE) == []


def test_a_run_between_sentences_begins_the_second_one() -> None:
    text = "- **[Walker](https://example.org) - Walks. Swims. **Flies as well.\n"
    assert messages(text, RULE) == [
        (
            "1:3 GitHub shows `**` before `[Walker](https://example.org)…` as characters:"
            " the bold text is never closed"
        ),
        (
            "1:51 GitHub shows `**` before `Flies as well.` as characters: the bold text is never"
            " closed"
        ),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Reads **/src/*.md and *.md",
        "2**3*4 and a**b*c",
        "takes **kwargs, *args",
        "*Walker** is sold out",
        "***Walker** walks* on ice",
        "***Walker* walks** on ice",
        "**Walker**\\* is sold out",
    ],
)
def test_stars_that_are_not_half_of_bold_text(text: str) -> None:
    assert messages(f"- {text}\n", RULE) == []


@pytest.mark.parametrize(
    ("text", "is_heading"),
    [
        ("# Ice\n\n#Robots\n\n- Walker\n", True),
        ("# Ice\n\n#Robots\n1. Walker\n", True),
        ("# Ice\n\n#robots\n\n- Walker\n", False),
        ("# Ice\n\n#Robots #Ice\n\n- Walker\n", False),
        ("# Ice\n\n#Robots\n\n\n- Walker\n", False),
        ("# Ice\n\n#Robots\n\nText\n", False),
    ],
)
def test_one_hash_above_a_list(text: str, is_heading: bool) -> None:
    assert bool(messages(text, RULE)) == is_heading
