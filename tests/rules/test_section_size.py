"""section-size, beyond the examples of its page."""

from __future__ import annotations

import pytest

from awesome_lint.config import ConfigError
from linting import config_of, messages

RULE = "section-size"


def items(*names: str) -> str:
    return "".join(f"- [{name}](https://example.org/{name.lower()})\n" for name in names)


def size(number: int) -> str:
    return f"rules: {{section-size: {{min-entries: {number}}}}}"


@pytest.mark.parametrize(
    ("names", "minimum", "reported"),
    [
        (("Lark",), 1, False),
        (("Lark",), 2, True),
        (("Lark", "Wren"), 2, False),
        (("Lark", "Wren"), 3, True),
    ],
)
def test_minimum(names: tuple[str, ...], minimum: int, reported: bool) -> None:
    words = "1 entry" if len(names) == 1 else f"{len(names)} entries"
    expected = [f"1:4 The section `Birds` has {words}, fewer than the required {minimum}"]
    found = messages(f"## Birds\n\n{items(*names)}", RULE, config=size(minimum))
    assert found == expected * reported


def test_three_entries_are_required_by_default() -> None:
    assert messages(f"## Birds\n\n{items('Lark', 'Wren')}", RULE) == [
        "1:4 The section `Birds` has 2 entries, fewer than the required 3"
    ]


def test_rows_of_a_table_and_sub_items_count_as_the_list_has_them() -> None:
    row = "| Winding a Clockwork {} | [paper](https://example.org/{}) |\n"
    rows = row.format("Lark", "lark") + row.format("Wren", "wren")
    table = f"## Papers\n\n| Title | Link |\n|:--|:--|\n{rows}"
    assert messages(table, RULE, config=size(2)) == []
    assert messages(table, RULE, config=size(3)) != []


def test_entries_of_the_next_section_do_not_count() -> None:
    text = f"## Birds\n\n{items('Lark')}\n## Fish\n\n{items('Pike', 'Tench')}"
    assert messages(text, RULE, config=size(2)) == [
        "1:4 The section `Birds` has 1 entry, fewer than the required 2"
    ]


def test_entries_of_subsections_count() -> None:
    text = f"## Animals\n\n{items('Ant')}\n### Birds\n\n{items('Lark', 'Wren')}\n## Plants\n"
    assert messages(text, RULE, config=size(3)) == [
        "5:5 The section `Birds` has 2 entries, fewer than the required 3"
    ]


def test_only_sections_with_entries_of_their_own_are_reported() -> None:
    text = f"## Animals\n\n### Birds\n\n{items('Lark')}\n"
    assert messages(text, RULE, config=size(2)) == [
        "3:5 The section `Birds` has 1 entry, fewer than the required 2"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "## Birds\n\nNone yet.\n",
        "## Birds\n\n<!-- to do -->\n",
        "## Birds\n\n![](birds.png)\n",
        f"# Animals\n## Birds\n\n{items('Lark', 'Wren')}",
    ],
)
def test_a_section_that_may_not_be_for_entries_is_not_reported(text: str) -> None:
    assert messages(text, RULE, config=size(2)) == []


@pytest.mark.parametrize("heading", ["## Fish", "## Fish\n\n\n", "Fish\n----\n", "<h2>Fish</h2>"])
def test_an_empty_section_beside_one_with_entries(heading: str) -> None:
    before = messages(f"{heading}\n\n## Birds\n\n{items('Lark', 'Wren')}", RULE, config=size(2))
    after = messages(f"## Birds\n\n{items('Lark', 'Wren')}\n{heading}", RULE, config=size(2))
    for found in (before, after):
        assert [each.partition(" ")[2] for each in found] == [
            "The section `Fish` has 0 entries, fewer than the required 2"
        ]


@pytest.mark.parametrize(
    "heading", ["## Fish", "### Fish", "## [Fish](fish.md)", "## Fish\n\n### Pikes"]
)
def test_an_empty_section_that_may_not_be_for_entries_is_not_reported(heading: str) -> None:
    beside = "Sing.\n" if heading == "## Fish" else items("Lark", "Wren")
    assert messages(f"## Birds\n\n{beside}\n{heading}\n", RULE, config=size(2)) == []


@pytest.mark.parametrize(
    "text",
    [
        "See [the wiki](https://example.org/wiki) for more.\n",
        "- [Pigeons](pigeons.md)\n- [Doves](doves.md)\n",
        (
            "- Songs\n\n  **Lark.** Lee. [paper](https://example.org/l)\n\n"
            "  **Wren.** Kim. [paper](https://example.org/w)\n"
        ),
    ],
)
def test_a_section_that_may_have_further_entries_is_not_reported(text: str) -> None:
    above = items("Lark") if text.startswith("See") else ""
    assert messages(f"## Birds\n\n{above}\n{text}", RULE, config=size(2)) == []


def test_links_to_sections_and_further_links_of_an_entry_do_not_matter() -> None:
    text = f"""\
## Birds

[Back to the top](#birds)

{items("Lark").strip()} ([code](https://example.org/code))
  - [data](https://example.org/data)
  - [demo](https://example.org/demo)
"""
    assert messages(text, RULE, config=size(2)) == [
        "1:4 The section `Birds` has 1 entry, fewer than the required 2"
    ]


def test_the_title_of_the_document_is_not_a_section() -> None:
    text = f"# Birds\n\n{items('Lark')}"
    assert messages(text, RULE, config=size(2)) == []


def test_a_heading_that_is_an_entry_is_not_a_section() -> None:
    text = f"""\
## Birds

### [Winding a Clockwork Lark](https://example.org/lark)

{items("Code")}
### [Winding a Clockwork Wren](https://example.org/wren)

{items("Data")}
"""
    assert messages(text, RULE, config=size(2)) == []


@pytest.mark.parametrize("wrong", ["0", "-1", "few", "1001"])
def test_mistakes_in_the_configuration(wrong: str) -> None:
    with pytest.raises(ConfigError) as caught:
        config_of(f"rules:\n  section-size:\n    min-entries: {wrong}")
    assert str(caught.value) == (
        ".awesome-lint.yml:3: `section-size.min-entries` must be a number of entries from 1 to"
        f" 1000, not `{wrong}`"
    )
