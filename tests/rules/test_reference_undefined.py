"""reference-undefined, beyond the examples of its page."""

import pytest

from linting import fixed, lint, messages
from rendering import html

BRACKETS = "is not defined, and readers see the brackets"
RESOLVED = "[a][x-1] [b][x-2] [c][x-3]\n\n[x-1]: /1\n[x-2]: /2\n[x-3]: /3\n\n"


def _messages(text: str) -> list[str]:
    return messages(text, "reference-undefined")


@pytest.mark.parametrize(
    ("reference", "kind", "label"),
    [
        ("[Robots on Ice][robots-2024]", "a link", "robots-2024"),
        ("**[Robots][robots]**", "a link", "robots"),
        ("([Robots][the-robots])", "a link", "the-robots"),
        ("[[Robots][ice-robots]]", "a link", "ice-robots"),
        ("| [Robots][ice-robots] |\n|:--|", "a link", "ice-robots"),
        ("[Code][]", "a link", "Code"),
        ("[Thin\nice][]", "a link", "Thin ice"),
        ("![][map]", "an image", "map"),
        ("![Map][]", "an image", "Map"),
        ("[![Build][badge]](/ci)", "an image", "badge"),
        ("论文[代码][]", "a link", "代码"),
    ],
)
def test_reported_in_any_document(reference: str, kind: str, label: str) -> None:
    (message,) = _messages(reference)
    assert f"as {kind}: `{label}` {BRACKETS}" in message


@pytest.mark.parametrize(
    "text",
    [
        "[ICRA][2024]",
        "[2024-05][ICRA 2024]",
        "[1][2]",
        "[MIT][Apache-2.0]",
        "[GPL-3.0][GPL]",
        "[Robots][robots][ice]",
        "[T][T][T] are tokens",
        "[RL][agents] Robots on Ice",
        "[2024][2024-05]",
        "`matrix`[0][]",
        "matrix[row][]",
        "matrix[robots][robots]",
        "f()[robots][robots]",
        "- [x][robots]",
        "- [ ][robots]",
        "[1][]",
        "Robots![ICRA][2024]",
        "[Robots][^robots]",
        "[Robots][https://example.org/robots]",
        "[Robots][www.example.org/robots]",
        "[Blog][Robots on Ice](/ice)",
        "[Robots]",
        "[text][robots]\n\n[robots]: /a",
        "<p>[Robots][robots]</p>",
    ],
)
def test_not_reported(text: str) -> None:
    assert _messages(text) == []


@pytest.mark.parametrize(
    ("reference", "label"), [("[the paper][x-4]", "x-4"), ("[here][thesis]", "thesis")]
)
def test_most_references_resolve(reference: str, label: str) -> None:
    assert _messages(reference) == []
    (message,) = _messages(RESOLVED + reference)
    assert f"`{label}` {BRACKETS}" in message


@pytest.mark.parametrize(
    "text",
    [
        # Labels of another form than those that resolve.
        "[ICRA][2024]",
        "[2024-05][ICRA 2024]",
        "[Code][MIT License]",
        # A number is a citation, and brackets beside others are tags.
        "[1][x-5]",
        "[MIT][bsd][gpl]",
        # As many are undefined as resolve.
        "[d][icra] [e][iros] [f][rss]",
    ],
)
def test_most_references_resolve_but_these_are_other_brackets(text: str) -> None:
    assert _messages(RESOLVED + text) == []


@pytest.mark.parametrize(
    ("label", "defined"),
    [
        ("ice-robot", "ice-robots"),
        ("ice_robots", "ice-robots"),
        ("Ice Robots", "ice-robots"),
        ("icerobot", "ice-robots"),
        ("maps", "map s"),
        ("ice 2024", "ices 2024"),
    ],
)
def test_similar_label(label: str, defined: str) -> None:
    text = f"[text][{label}]\n\n[{defined}]: /a\n"
    (message,) = _messages(text)
    assert message.endswith(f"{BRACKETS}; did you mean `{defined}`?")
    found = lint(text, "reference-undefined")
    assert fixed(text, found) == text.replace(label, defined, 1)
    assert [each.fix.safe for each in found if each.fix] == [False]


def test_similar_label_of_a_collapsed_reference_keeps_the_text() -> None:
    text = "[Robots][] and ![Robots][]\n\n[robot]: /a\n"
    assert fixed(text, lint(text, "reference-undefined")) == (
        "[Robots][robot] and ![Robots][robot]\n\n[robot]: /a\n"
    )


@pytest.mark.parametrize(
    ("label", "definitions"),
    [
        # Numbers distinguish labels.
        ("paper3", "[paper1]: /1\n[paper2]: /2"),
        # Several are similar.
        ("paper", "[papers]: /1\n[papier]: /2"),
        # Short labels are similar to many.
        ("ice", "[ich]: /1"),
        # Comments are not definitions.
        ("comments", "[comment]: # (text)"),
    ],
)
def test_no_similar_label(label: str, definitions: str) -> None:
    assert _messages(f"[text][{label}]\n\n{definitions}\n") == []


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[text][ice]\n\nText\n[ice]: https://example.org/ice", 4),
        ("[text][ice]\n\n- item\n[ICE]: <https://example.org/ice> 'Ice'", 4),
        ("<div>\n[ice]: https://example.org/ice\n\n</div>\n\n[text][ice]", 2),
    ],
)
def test_definition_that_continues_a_block(text: str, line: int) -> None:
    (found,) = lint(text, "reference-undefined")
    assert (found.span.line, found.help) == (line, "Put a blank line above it")
    assert found.message.startswith("This line does not define `")
    assert found.message.endswith(
        "`, because it continues the block above: GitHub shows it as text, and does not render"
        " `[text][ice]` as a link"
    )
    assert "[text][ice]" in html(text)


@pytest.mark.parametrize(
    "definition",
    [
        "[ice] https://example.org/ice",
        "[ice] : https://example.org/ice",
        "[ice]: https://example.org/ice Robots on Ice",
        "[ice]: www.example.org/thin ice",
        "[ice]: https://example.org/ice \N{LEFT DOUBLE QUOTATION MARK}Robots on Ice",
        '[ice]: https://example.org/ice "Robots" on Ice',
        "[ice]\N{FULLWIDTH COLON}https://example.org/ice",
        "[ice]: docs/ice.md the best of all",
        "[ice]: #robots the best of all",
    ],
)
@pytest.mark.parametrize("reference", ["[text][ice]", "[Ice][]", "![text][ice]", "[ice]"])
def test_line_that_is_no_definition(definition: str, reference: str) -> None:
    text = f"See {reference} for more.\n\n{definition}\n"
    (found,) = lint(text, "reference-undefined")
    assert (found.span.line, found.help) == (3, "Write `[ice]: URL`, and nothing after it")
    assert found.message == (
        "This line does not define `ice`, because it is not written as a definition: GitHub shows"
        f" it as text, and does not render `{reference.removeprefix('!')}` as a link"
    ).replace("`[text]", f"`{reference.partition('[')[0]}[text]")
    assert f"See {reference} for more." in html(text)


def test_a_line_that_is_no_definition_is_reported_once() -> None:
    text = "[a][ice] and [b][ice]\n\n[ice]: https://example.org/ice the best\n\n[c][ice]\n"
    (found,) = lint(text, "reference-undefined")
    assert found.message.endswith(
        "GitHub shows it as text, and does not render `[a][ice]` as a link"
    )
    assert [(each.span.line, each.span.column) for each in found.related] == [
        (1, 1),
        (1, 14),
        (5, 1),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "As in [1] and [2].\n\n[1]: https://example.org/ice Robots on Ice\n",
        "[Code] here\n\n[Code]: https://example.org/a the best\n\n[Code]: https://example.org x\n",
        "- [x] done\n\n[x]: https://example.org/ice the best\n",
        "[Ice](https://example.org) first\n\n[Ice]: https://example.org/ice the best\n",
        "[ice]: https://example.org/ice the best\n",
        "[ice]: https://example.org/ice 'the best'\n\n[Robots][ice]\n",
    ],
)
def test_text_that_is_not_meant_as_a_definition(text: str) -> None:
    assert _messages(text) == []


def test_many_undefined_references_take_linear_time() -> None:
    definitions = "".join(f"[the-robots-{number}]: /{number}\n" for number in range(3000))
    text = "".join(f"[robot {number}][a-robot-{number}]\n\n" for number in range(3000))
    assert len(_messages(definitions + "\n" + text)) == 3000


def test_a_line_that_is_no_definition_takes_those_below_with_it() -> None:
    text = (
        "[a][ice] [b][snow] [c][sand] [d][mud]\n\n[ice]: https://example.org/ice the best\n"
        "[snow]: https://example.org/snow\n[water]: https://example.org/water\n"
        "[sand]: https://example.org/sand (the best) of all\n[mud]: https://example.org/mud\n"
    )
    assert "<a" not in html(text).partition("</p>")[0]
    reason = "because it is not written as a definition: GitHub shows it and"
    assert _messages(text) == [
        (
            f"3:1 This line does not define `ice`, {reason} the 2 lines below as text, and does not"
            " render `[a][ice]` as a link"
        ),
        (
            f"6:1 This line does not define `sand`, {reason} the 1 line below as text, and does not"
            " render `[c][sand]` as a link"
        ),
    ]


def test_a_reference_with_an_url_as_text_is_reported_once() -> None:
    text = "[https://example.org/ice][ice]\n\n[ice]: https://example.org/ice the best\n"
    assert [each.rule for each in lint(text)] == ["reference-undefined"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("- Walks.[^2]", "[^2]"),
        ("- Walks.[^note]\n\n[^notes]: On ice.", "[^note]"),
        ("- Walks.[^note]", ""),
        ("- The pattern [^1]* or [^0]+", ""),
        ("- `[^1]` \\[^1] [^1](https://example.org)", ""),
    ],
)
def test_footnotes(text: str, shown: str) -> None:
    found = messages(text, "reference-undefined")
    assert [message.split(" ", 1)[1] for message in found] == [
        f"GitHub shows `{label}` as text: this footnote is not defined"
        for label in filter(None, [shown])
    ]
