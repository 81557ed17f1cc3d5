"""Words that GitHub drops as HTML tags, confirmed by its renderer, and elements it drops."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awesome_lint import rulebook
from linting import fixed, lint, messages, parse
from rendering import html, shown_text

RULE = "html-swallowed"


def takes(tag: str, seen: str = "nothing in its place") -> str:
    return f"GitHub reads `{tag}` as an HTML tag: readers see {seen}"


@pytest.mark.parametrize(
    ("text", "tag", "seen"),
    [
        ("- [Walker](https://example.org/a) - a <think> token\n", "<think>", "Walker - a token"),
        ("ends thinking with </think>\n", "</think>", "ends thinking with"),
        ("an empty <think></think> block\n", "<think></think>", "an empty block"),
        ("Set <your-key> first\n", "<your-key>", "Set first"),
        ("- by <Ann Example>\n", "<Ann Example>", "by"),
        ("- by <ann at example.org>\n", "<ann at example.org>", "by"),
        ("HTML5 <audio> players\n", "<audio>", "HTML5 players"),
        ("Draws <svg> charts\n", "<svg>", "Draws charts"),
        ("The <img> tag\n", "<img>", "The tag"),
        ("From <time> to now\n", "<time>", "From to now"),
        ("## The <Robot> class\n", "<Robot>", "The class"),
        ("[The <Robot> class](https://example.org/a)\n", "<Robot>", "The class"),
        ("**The <Robot> class**\n", "<Robot>", "The class"),
        ("| a |\n|:--|\n| the <Robot> class |\n", "<Robot>", "a the class"),
        ("> the <Robot /> component\n", "<Robot />", "the component"),
        ("<p>\nCall it <your-robot>.\n</p>\n", "<your-robot>", "Call it ."),
        ("<Your name here>\n", "<Your name here>", ""),
        ("<p>by <Ann Example, 2024></p>\n", "<Ann Example, 2024>", "by"),
    ],
)
def test_word_in_angle_brackets_is_reported_where_the_renderer_drops_it(
    text: str, tag: str, seen: str
) -> None:
    assert shown_text(text) == seen

    (found,) = lint(text, RULE)
    assert found.message == takes(tag)
    assert found.severity == "error"
    assert parse(text).slice(found.span) == tag

    assert found.fix is not None
    assert not found.fix.safe
    corrected = fixed(text, [found])
    assert tag in shown_text(corrected)
    assert lint(corrected, RULE) == ()


def test_message_quotes_what_is_left_of_a_type() -> None:
    text = "A List<Robot> and std::vector<int> in 列表<Robot>\n"
    assert shown_text(text) == "A List and std::vector in 列表"
    assert messages(text, RULE) == [
        f"1:7 {takes('<Robot>', 'only `List`')}",
        f"1:30 {takes('<int>', 'only `std::vector`')}",
        f"1:41 {takes('<Robot>')}",
    ]


def test_tags_of_which_only_words_like_and_are_between_are_two_words() -> None:
    text = "Between <think> and </think> it thinks\n"
    assert shown_text(text) == "Between and it thinks"
    assert messages(text, RULE) == [f"1:9 {takes('<think>')}", f"1:21 {takes('</think>')}"]


@pytest.mark.parametrize(
    "text",
    [
        "It answers <answer>the answer</answer>\n",
        "<my-card size='2'>\n\ntext\n\n</my-card>\n",
        "A <my-card size='2'> element\n",
        "<https://example.org> <ann@example.org> <mailto:ann@example.org>\n",
        "1 < 2 and 3 > 2, <3, < Robot>, <Robot\n",
        "`List<Robot>` and \\<think> and &lt;think>\n",
        "```\nList<Robot>\n```\n",
        "<!-- <think> -->\n",
        "the <title> tag, a <script> and </style>\n",
        "<font size='2'><center><big>Robots</big></center></font> <u>on</u> <nobr>ice</nobr>\n",
        "a<br>b<wbr>c<hr>\n",
        "<picture><source srcset='a.png'><img src='b.png'></picture>\n",
        "<toc/>\n",
        "<source>a</source> <note>b</note> <tabs>c</tabs>\n",
        "<section>\n\ntext\n",
        "<math><mi>x</mi></math>\n",
        "![the <Robot> class](https://example.org/a.png)\n",
        "[a](<https://example.org/a b>)\n",
        "<video src='https://github.com/user-attachments/assets/1-2'></video>\n",
        "<video>\n<source src='https://user-images.githubusercontent.com/1/2.mp4'>\n</video>\n",
        "- <span>a</span>\n",
        "<image src='a.png'>\n",
    ],
)
def test_what_readers_see_or_is_meant_as_a_tag_is_not_reported(text: str) -> None:
    assert messages(text, RULE) == []


@pytest.mark.parametrize(
    ("text", "message", "help_"),
    [
        (
            "<iframe src='a'></iframe>\n",
            "1:1 GitHub shows `<iframe src='a'>` as text: readers see its code instead of the page",
            "Link to the page instead",
        ),
        (
            "<style>\np { color: red }\n</style>\n",
            "1:1 GitHub shows `<style>` as text: readers see its code",
            "Remove it: GitHub applies no style sheets",
        ),
        (
            '<script async src="a.js"></script>\n',
            '1:1 GitHub shows `<script async src="a.js">` as text: readers see its code',
            "Remove it: GitHub runs no scripts",
        ),
        (
            "<title>Robots on Ice</title>\n",
            "1:1 GitHub shows `<title>` as text: readers see its tags",
            "Write a heading, or remove it",
        ),
        (
            "- a <textarea>b</textarea>\n",
            "1:5 GitHub shows `<textarea>` as text: readers see its tags",
            "Remove its tags",
        ),
    ],
)
def test_element_of_the_tag_filter_is_reported_where_the_renderer_shows_its_tags(
    text: str, message: str, help_: str
) -> None:
    tag = re.search(r"<\w+", text)
    assert tag is not None
    assert tag[0] in unescape(html(text))
    assert f"&lt;{tag[0][1:]}" in html(text)
    (found,) = lint(text, RULE)
    assert f"{found.span.line}:{found.span.column} {found.message}" == message
    assert (found.severity, found.help, found.fix) == ("warning", help_, None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "<video src='a.mp4' controls></video>\n",
            ["1:1 GitHub drops `<video src='a.mp4' controls>`: readers see no video"],
        ),
        (
            "- <audio src='a.mp3'>listen</audio>\n",
            ["1:3 GitHub drops `<audio src='a.mp3'>`: readers hear nothing"],
        ),
        (
            "<svg width='9'>\n<title>Ice</title><path d='M1'/><g><text>a</text></g>\n</svg>\n",
            ["1:1 GitHub drops `<svg width='9'>`: readers do not see the drawing"],
        ),
        (
            "<object data='a.pdf'>\n<embed src='a.pdf'>\n</object>\n",
            ["1:1 GitHub drops `<object data='a.pdf'>`: readers see at most the text inside it"],
        ),
        (
            "<embed src='a.pdf'> <Robot>\n",
            [
                "1:1 GitHub drops `<embed src='a.pdf'>`: readers see nothing",
                f"1:21 {takes('<Robot>')}",
            ],
        ),
    ],
)
def test_media_that_the_sanitizer_drops_are_reported_once(text: str, expected: list[str]) -> None:
    assert messages(text, RULE) == expected


def dropped(tag: str, effect: str) -> str:
    return f"`{tag}` is not an HTML tag: GitHub drops it, and {effect}"


@pytest.mark.parametrize(
    ("text", "expected", "corrected"),
    [
        ("**Ice** <be>\nby Ann\n", (1, dropped("<be>", "the line does not break here")), "<br>"),
        ("<bar>\n", (1, dropped("<bar>", "the line does not break here")), "<br>"),
        ("a <strog>b</strong>\n", (1, dropped("<strog>", "it has no effect")), "<strong>"),
        ("a <b>b</bb>\n", (1, dropped("</bb>", "the element does not end here")), "</b>"),
        (
            "<detail>\n<summary>a</summary>\n\nb\n\n</detail>\n",
            (1, dropped("<detail>", "it has no effect")),
            "<details>` and `</details>",
        ),
        (
            "a <stong>b</stong>\n",
            (1, dropped("<stong>", "it has no effect")),
            "<strong>` and `</strong>",
        ),
        (
            "<details>\n\na\n\n</detials>\n",
            (5, dropped("</detials>", "the element does not end here")),
            "</details>",
        ),
    ],
)
def test_misspelled_tag_is_reported_as_such(
    text: str, expected: tuple[int, str], corrected: str
) -> None:
    (found,) = lint(text, RULE)
    assert (found.span.line, found.message) == expected
    assert found.severity == "warning"
    assert found.help == f"Write `{corrected}`"
    for tag in corrected.split("` and `"):
        assert tag in fixed(text, [found])
    assert lint(fixed(text, [found]), RULE) == ()


def test_autolink_in_a_block_of_html_becomes_a_link() -> None:
    text = "<p>\nSee <https://example.org/a?b=c>.\n</p>\n"
    assert shown_text(text) == "See ."
    (found,) = lint(text, RULE)
    assert found.message == takes("<https://example.org/a?b=c>")
    link = '<a href="https://example.org/a?b=c">https://example.org/a?b=c</a>'
    assert found.help == "Write `" + link[:59] + "…`"
    assert fixed(text, [found]) == f"<p>\nSee {link}.\n</p>\n"


def test_elements_that_are_dropped_are_those_that_the_sanitizer_does_not_keep() -> None:
    kept = rulebook.words("html", "kept")
    assert not kept & rulebook.words("html", "filtered", "media")
    assert kept < rulebook.words("html", "element")
    assert rulebook.words("html", "mention") < kept
    for name in rulebook.words("html", "filtered"):
        assert f"&lt;{name}>" in html(f"a <{name}> b")
    for name in kept:
        assert f"<{name}>" in html(f"a <{name}> b")


WORDS = st.sampled_from(["Robot", "think", "your-key", "T", "Ann Example", "svg", "time"])
AROUND = st.sampled_from(
    ["a {} b", "- a{}", "# {} a", "| a {} |\n|--|", "<p>\n{}\n</p>", "**{}** a", "[{}](u)"]
)


@given(WORDS, AROUND)
def test_fix_shows_the_word_and_keeps_all_others(word: str, around: str) -> None:
    text = around.format(f"<{word}>") + "\n"
    before, corrected = shown_text(text), fixed(text, lint(text, RULE))
    if around.startswith("<p>") and word in ("svg", "time"):
        assert corrected == text  # an element of HTML in a block of HTML
        return
    assert f"<{word}>" in shown_text(corrected)
    assert before.split() == shown_text(corrected).replace(f"<{word}>", "").split()
    assert fixed(corrected, lint(corrected, RULE)) == corrected
