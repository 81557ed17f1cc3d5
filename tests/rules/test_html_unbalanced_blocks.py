"""Code blocks, comments and quotes that are never closed, confirmed by GitHub's renderer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from linting import fixed, lint, messages, parse
from rendering import html, shown_text

RULE = "html-unbalanced"
CODE = "This code block is"
FROM_4 = "everything from line 4 on is shown as code"
FROM_5 = "everything from line 5 on is shown as code"
WALKER, SWIMMER = "https://example.org/walker", "https://example.org/swimmer"


def links(markdown: str) -> list[str]:
    """Return the URLs of the links that browsers show for a README."""
    tree = LexborHTMLParser(html(markdown))
    return [node.attributes.get("href") or "" for node in tree.css("a")]


@pytest.mark.parametrize(
    ("before", "line", "message", "help_"),
    [
        (
            "```sh\nwalk\n\n## Swimming\n\n",
            1,
            "This code block is never closed: everything from line 4 on is shown as code",
            "Write `` ``` `` where it should end",
        ),
        (
            "~~~~~~\nMore to come\n\n",
            1,
            "This code block is never closed: everything from line 4 on is shown as code",
            "Write `~~~~~~` where it should end",
        ),
        (
            "```sh\nwalk\n```sh\n",
            1,
            f"{CODE} not closed by `` ```sh `` on line 3: {FROM_4}",
            "Write `` ``` `` instead of `` ```sh `` on line 3",
        ),
        (
            "````\nwalk\n```\n\n",
            1,
            f"{CODE} not closed by `` ``` `` on line 3: {FROM_5}",
            "Write `` ```` `` instead of `` ``` `` on line 3",
        ),
        (
            "```\nwalk\n~~~\n",
            1,
            f"{CODE} not closed by `~~~` on line 3: {FROM_4}",
            "Write `` ``` `` instead of `~~~` on line 3",
        ),
        (
            "```\nwalk\n    ```\n\n",
            1,
            f"{CODE} not closed by `` ``` `` on line 3: {FROM_5}",
            "Write `` ``` `` without spaces before it on line 3",
        ),
        (
            "- Install:\n\n  ```sh\n  pip install walk\n\n```\n\n",
            6,
            "This code block is never closed: everything from line 8 on is shown as code",
            "Write `` ``` `` where it should end",
        ),
        (
            "<!-- hidden for now\n\n",
            1,
            "This comment is never closed: everything from line 3 on is hidden",
            "Write `-->` where it should end",
        ),
        (
            "<!-- hidden --!>\n\n",
            1,
            "This comment is not closed by `--!>` on line 1: everything from line 3 on is hidden",
            "Write `-->` instead of `--!>` on line 1",
        ),
        (
            "<!-- hidden —>\n\n",
            1,
            "This comment is not closed by `—>` on line 1: everything from line 3 on is hidden",
            "Write `-->` instead of `—>` on line 1",
        ),
        (
            "<!-- hidden ->\n\n",
            1,
            "This comment is not closed by `->` on line 1: everything from line 3 on is hidden",
            "Write `-->` instead of `->` on line 1",
        ),
        (
            "<p>\n<!-- hidden\n</p>\n\n",
            2,
            "This comment is never closed: everything from line 5 on is hidden",
            "Write `-->` where it should end",
        ),
        (
            "- [a](#a)\n  <!-- hidden\n\n",
            2,
            "This comment is never closed: everything from line 4 on is hidden",
            "Write `-->` where it should end",
        ),
        (
            "<textarea>\n\n",
            1,
            "`<textarea>` is never closed: everything from line 3 on is shown without Markdown",
            "Write `</textarea>` where it should end",
        ),
        (
            "<pre>\nwalk\n\n",
            1,
            "`<pre>` is never closed: everything from line 4 on is shown without Markdown",
            "Write `</pre>` where it should end",
        ),
    ],
)
def test_block_that_hides_entries_is_an_error(
    before: str, line: int, message: str, help_: str
) -> None:
    readme = f"{before}- [Swimmer]({SWIMMER})"
    assert lint(f"{readme}\n", RULE)[0].message == lint(readme, RULE)[0].message
    assert SWIMMER not in links(readme) or "<!--" in before  # Lexbor drops unclosed comments
    (found,) = lint(readme, RULE)
    assert (found.span.line, found.message) == (line, f"{message}, with 1 entry")
    assert (found.severity, found.help) == ("error", help_)
    if found.fix is not None:
        assert not found.fix.safe
        corrected = fixed(readme, [found])
        assert SWIMMER in links(corrected)
        assert lint(corrected, RULE) == ()


def test_code_block_that_ends_with_a_later_one_names_the_lines() -> None:
    readme = f"```sh\nwalk\n```sh\n\n- [Walker]({WALKER})\n\n```py\nrun\n```\n\n[b]({SWIMMER})\n"
    assert links(readme) == [SWIMMER]
    (found,) = lint(readme, RULE)
    assert found.message == (
        "This code block is not closed by `` ```sh `` on line 3: lines 5 to 9 are shown as code,"
        " with 1 entry"
    )
    assert found.fix is None
    assert [each.span.line for each in found.related] == [3]


def test_comment_that_ends_with_a_later_one_names_the_lines() -> None:
    readme = f"<!-- a --!>\n\n- [Walker]({WALKER})\n\n<!-- b -->\n\n- [Swimmer]({SWIMMER})\n"
    assert links(readme) == [SWIMMER]
    (found,) = lint(readme, RULE)
    assert found.message == (
        "This comment is not closed by `--!>` on line 1: lines 3 to 5 are not rendered, with 1"
        " entry"
    )
    assert links(fixed(readme, [found])) == [WALKER, SWIMMER]


def test_comment_that_lost_its_end_to_another_one() -> None:
    readme = f"<!-- to do: sort\n\n- [Walker]({WALKER})\n\n<!-- b -->\n\n- [Swimmer]({SWIMMER})\n"
    assert links(readme) == [SWIMMER]
    (found,) = lint(readme, RULE)
    assert found.message == (
        "This comment is closed only by the `-->` of another one, on line 5: lines 3 to 5 are"
        " hidden, with 1 entry"
    )
    assert found.severity == "warning"


@pytest.mark.parametrize(
    ("readme", "end", "until"),
    [
        (f"<!--\n- [Walker]({WALKER})\n<!-- b -->\n- [Swimmer]({SWIMMER})\n-->\n", 3, 5),
        (f"<!-- a <!-- b --> [Swimmer]({SWIMMER}) -->\n", 1, 1),
        (f"<!--->\n[Swimmer]({SWIMMER})\n-->\n", 1, 3),
    ],
)
def test_comment_that_ends_inside_is_reported(readme: str, end: int, until: int) -> None:
    assert "-->" in shown_text(readme)
    (found,) = lint(readme, RULE)
    assert found.message == (
        f"This comment ends at the first `-->`, on line {end}: readers see the rest of it, down to"
        f" the `-->` on line {until}"
    )
    assert found.severity == "warning"
    assert [each.span.line for each in found.related] == [until]


@pytest.mark.parametrize(
    ("readme", "severity", "message"),
    [
        (
            "a\n\n```sh\nwalk\n",
            "info",
            "This code block is never closed: everything added below it is shown as code",
        ),
        (
            "```\n",
            "info",
            "This code block is never closed: everything added below it is shown as code",
        ),
        (
            "```markdown\n## Walking\n\n- [Walker](https://example.org/walker)\n",
            "info",
            "This code block is never closed: everything added below it is shown as code",
        ),
        (
            "```\nwalk\n\nRead the [manual](manual.md) first, or ask.\n",
            "warning",
            f"{CODE} never closed: {FROM_4}, with 1 link",
        ),
        *(
            (
                f"```\nwalk\n\n{code}\n",
                "info",
                "This code block is never closed: everything added below it is shown as code",
            )
            for code in (
                "- uses: https://example.org/walk",
                "# Walking\n* walk https://example.org",
                "walkers[0](1)",
                "@misc{walking, title={Walking Robots on Ice}, url={https://example.org/a}}",
            )
        ),
        (
            "<!-- hidden\n\n## Swimming\n",
            "warning",
            "This comment is never closed: everything from line 3 on is hidden, with 1 heading",
        ),
        (
            "a\n\n<!-- hidden",
            "info",
            "This comment is never closed: everything added below it is hidden",
        ),
    ],
)
def test_severity_is_that_of_the_harm(readme: str, severity: str, message: str) -> None:
    (found,) = lint(readme, RULE)
    assert (found.severity, found.message) == (severity, message)


@pytest.mark.parametrize(
    "readme",
    [
        "```sh\nwalk\n```\n\n- [Walker](https://example.org/walker)\n",
        "- ```sh\n  walk\n- [Walker](https://example.org/walker)\n",
        "> ```sh\n> walk\n\n- [Walker](https://example.org/walker)\n",
        "````md\n```sh\nwalk\n```\n\n- [Walker](https://example.org/walker)\n````\n",
        "```md\n- [Walker](https://example.org/walker)\n\n```sh\n```\n",
        "```Markdown bad\n~~~sh\nwalk\n~~~sh\n\n- [Walker](https://example.org/walker)\n```\n",
        "```py\n'''\nText with a [link](https://example.org/a).\n'''\n```\n",
        "<!-- a -->\n\n- [Walker](https://example.org/walker) --> [b](https://example.org/b)\n",
        "<!-- a -- b --> text <!-- c -->\n",
        "<!--\n## Old\n\n- [Walker](https://example.org/walker)\n<!-- b -->\n\ntext\n",
        "<!---->\n\n<!-->\n\n<!--->\n\ntext\n",
        "`<!--` and \\<!-- and ```` ``` ````\n",
        "<pre>\nwalk\n\n- [Walker](https://example.org/walker)\n</pre>\n",
        "<a href='https://example.org/a' title=\"it's\">a</a>\n",
        '<p>\n<img alt="a > b" src="a.png"><a title="<b>x</b>" href="#x">c</a>\n</p>\n',
        '<p>\n<font size=5">a</font>\n</p>\n',
        "`<a href=\"b>`, \\<a href=\"b>, 1 <a and b='c'\n",
    ],
)
def test_what_hides_nothing_is_not_reported(readme: str) -> None:
    assert messages(readme, RULE) == []


AFTER = "GitHub reads the text after it as part of the tag"
LITERAL = "GitHub shows `{}` as text: {}"
OPEN = "it has an unmatched quote"


@pytest.mark.parametrize(
    ("readme", "tag", "problem", "corrected"),
    [
        (f'- <a href="{WALKER}>Walker</a>\n', f'<a href="{WALKER}>', OPEN, f'href="{WALKER}"'),
        (f"- <a href='{WALKER}>Walker</a>\n", f"<a href='{WALKER}>", OPEN, f"href='{WALKER}'"),
        (f'- <a href={WALKER}">Walker</a>\n', f'<a href={WALKER}">', OPEN, f'href="{WALKER}"'),
        (
            '- <img src="a.png width="50" alt="a">\n',
            '<img src="a.png width="50" alt="a">',
            OPEN,
            'src="a.png" width="50"',
        ),
        (
            '- <img src="a.png", width="50">\n',
            '<img src="a.png", width="50">',
            "there are commas between its attributes",
            None,
        ),
        (
            '- <img src="a.png"width="50">\n',
            '<img src="a.png"width="50">',
            "its attributes are malformed",
            None,
        ),
        ('- <img src="a.png"\n', '<img src="a.png"', "it is never closed", None),
        ('- < a href="b">c</a>\n', '< a href="b">', "there is a space after the `<`", None),
        ('- <a href:"b">c</a>\n', '<a href:"b">', "its attributes are malformed", None),
        ('- <ahref="b">c</a>\n', '<ahref="b">', "its attributes are malformed", None),
    ],
)
def test_tag_that_the_renderer_shows_as_text_is_reported(
    readme: str, tag: str, problem: str, corrected: str | None
) -> None:
    assert tag[:5] in shown_text(readme)
    (found,) = lint(readme, RULE)
    assert found.message == LITERAL.format(tag, problem)
    assert parse(readme).slice(found.span) == tag
    assert found.severity == "error"
    assert (found.fix is not None) == (corrected is not None)
    if corrected is not None:
        after = fixed(readme, [found])
        assert corrected in after
        assert tag[:5] not in shown_text(after)
        assert lint(after, RULE) == ()


@pytest.mark.parametrize(
    ("readme", "message"),
    [
        (
            f'<p>\n<a href="{WALKER}>Walker</a>\n</p>\n',
            f'2:1 `<a href="{WALKER}>` has an unmatched quote: {AFTER}',
        ),
        (
            f'<p>\n<a href="{WALKER}>Walker</a>\n<a href="{SWIMMER}">Swimmer</a>\n</p>\n',
            f'2:1 `<a href="{WALKER}>` has an unmatched quote: {AFTER}',
        ),
        (
            f'<p>\n<a href="{WALKER}>Walker</a> <a href="{SWIMMER}>Swimmer</a>\n</p>\n',
            f'2:1 `<a href="{WALKER}>` has an unmatched quote: {AFTER}',
        ),
        (
            f'<p>\n<a href={WALKER}">Walker</a>\n</p>\n',
            f'2:1 `<a href={WALKER}">` has an unmatched quote: the URL is `{WALKER}"`',
        ),
    ],
)
def test_open_quote_in_a_block_of_html_is_reported(readme: str, message: str) -> None:
    assert WALKER not in links(readme)
    found = [each for each in lint(readme, RULE) if "quote" in each.message]
    assert [f"{each.span.line}:{each.span.column} {each.message}" for each in found] == [message]
    assert links(fixed(readme, found))[0] == WALKER


def test_element_with_an_open_quote_is_not_reported_again() -> None:
    message = f"1:1 `<div title=\"a'b>` has an unmatched quote: {AFTER}"
    assert messages("<div title=\"a'b>\n", RULE) == [message]


COMMENT = "GitHub shows this comment as text: "


@pytest.mark.parametrize(
    ("readme", "problem", "corrected"),
    [
        ("<!— hidden —>\n", "it begins with `<!—`", "<!-- hidden -->\n"),
        ("<!–– hidden ––>\n", "it begins with `<!––`", "<!-- hidden -->\n"),
        ("- a <!– hidden –>\n", "it begins with `<!–`", "- a <!-- hidden -->\n"),
        ("<!- hidden ->\n", "it begins with `<!-`", "<!-- hidden -->\n"),
        ("<! -- hidden -->\n", "it begins with `<! --`", "<!-- hidden -->\n"),
        ("<！-- hidden -->\n", "it begins with `<！--`", "<!-- hidden -->\n"),
        ("a <!-- hidden —>\n", "`—>` does not end it", "a <!-- hidden -->\n"),
        ("a <!-- hidden\n\nmore -->\n", "it does not end in the same paragraph", None),
        ("| a |\n|--|\n| b <!-- hidden |\n", "it does not end in the same paragraph", None),
    ],
)
def test_comment_that_the_renderer_shows_as_text_is_reported(
    readme: str, problem: str, corrected: str | None
) -> None:
    assert "hidden" in shown_text(readme)
    (found,) = lint(readme, RULE)
    assert (found.message, found.severity) == (COMMENT + problem, "warning")
    if corrected is None:
        assert found.fix is None
    else:
        assert fixed(readme, [found]) == corrected
        assert "hidden" not in shown_text(corrected)


FENCES = st.sampled_from(["```", "~~~", "````", "~~~~~"])
INFOS = st.sampled_from(["", "sh", "python"])
WRONG = st.sampled_from(["```sh", "~~~ sh", "``", "```", "~~~", "    ````", "'''"])


@given(FENCES, INFOS, WRONG)
def test_block_is_reported_if_the_renderer_shows_the_entry_as_code(
    fence: str, info: str, wrong: str
) -> None:
    readme = f"{fence}{info}\nwalk\n{wrong}\n\n- [Walker]({WALKER})\n"
    found = lint(readme, RULE)
    assert bool(found) == (WALKER not in links(readme))
    if found:
        assert found[0].severity == "error"
        corrected = fixed(readme, found)
        assert WALKER in links(corrected)
        assert lint(corrected, RULE) == ()
