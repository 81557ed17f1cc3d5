"""badge-required, beyond the examples of its page."""

from __future__ import annotations

import json

import pytest

from awesome_lint.config import ConfigError
from linting import config_of, messages

RULE = "badge-required"
STARS, COMMIT = "https://badges.example/stars/*", "https://badges.example/commit/*"


def require(*badges: str, links: tuple[str, ...] = ()) -> str:
    return json.dumps({"rules": {RULE: {"badges": badges, "links": links}}})


def lacks(place: str, badge: str) -> str:
    return f"{place} `Lark` lacks a required badge: `{badge}`"


def test_on_without_badges_has_no_effect() -> None:
    text = "- [Lark](https://example.org/lark)\n"
    assert messages(text, RULE, config="rules: {badge-required: on}") == []


def test_each_badge_is_required() -> None:
    text = "- [Lark](https://example.org/lark) ![](https://badges.example/stars/a/lark)\n"
    assert messages(text, RULE, config=require(STARS)) == []
    assert messages(text, RULE, config=require(COMMIT, STARS)) == [lacks("1:3", COMMIT)]


@pytest.mark.parametrize(
    "badge",
    [
        "[![Stars](https://badges.example/stars/a/lark)](https://example.org/lark/stars)",
        '<img src="https://badges.example/stars/a/lark">',
        "![Stars][stars]\n\n[stars]: https://badges.example/stars/a/lark",
        "\n  - ![](https://badges.example/stars/a/lark)",
    ],
)
def test_any_form_of_an_image_in_the_entry_counts(badge: str) -> None:
    text = f"- [Lark](https://example.org/lark) {badge}\n"
    assert messages(text, RULE, config=require(STARS)) == []


def test_a_link_is_not_a_badge_and_the_badge_of_another_entry_does_not_count() -> None:
    text = (
        "- [Lark](https://example.org/lark) [stars](https://badges.example/stars/a/lark)\n"
        "- [Wren](https://example.org/wren) ![](https://badges.example/stars/a/wren)\n"
    )
    assert messages(text, RULE, config=require(STARS)) == [lacks("1:3", STARS)]


def test_the_badge_of_an_entry_below_does_not_count() -> None:
    text = (
        "- [Lark](https://example.org/lark) - Sings.\n"
        "  - [Wren](https://example.org/wren) ![](https://badges.example/stars/a/wren)\n"
        "    - [Robin](https://github.com/a/robin) - Sings.\n"
    )
    assert messages(text, RULE, config=require(STARS)) == [
        lacks("1:3", STARS),
        lacks("3:7", STARS).replace("Lark", "Robin"),
    ]
    hub = require(STARS, links=("https://github.com/*",))
    assert messages(text, RULE, config=hub) == [lacks("3:7", STARS).replace("Lark", "Robin")]


@pytest.mark.parametrize("below", ["- Code: [code](https://github.com/a/b) {}", "Sings. {}", "{}"])
def test_the_badge_below_a_heading_counts(below: str) -> None:
    badge = "[![](https://badges.example/stars/a/lark)](https://example.org/lark/stars)"
    text = "# Birds\n\n" + "".join(
        f"### [Winding a Clockwork {name}](https://example.org/{name})\n\n{below.format(shown)}\n\n"
        for name, shown in (("Lark", badge), ("Wren", ""), ("Robin", badge))
    )
    assert messages(text, RULE, config=require(STARS)) == [
        lacks("7:5", STARS).replace("Lark", "Winding a Clockwork Wren")
    ]


def test_cells_of_a_row() -> None:
    text = (
        "| Name | Code |\n|:--|:--|\n"
        "| [Lark](https://example.org/lark) | ![](https://badges.example/stars/a/lark) |\n"
        "| [Wren](https://example.org/wren) | [code](https://code.example/a/wren) |\n"
    )
    (found,) = messages(text, RULE, config=require(STARS))
    assert found.startswith("4:3 `Wren` lacks a required badge")


@pytest.mark.parametrize(
    ("links", "reported"),
    [
        ((), True),
        (("https://example.org/*",), True),
        (("https://code.example/*",), True),
        (("https://other.example/*", "*/lark"), True),
        (("https://other.example/*",), False),
    ],
)
def test_only_entries_with_a_matching_link_need_badges(
    links: tuple[str, ...], reported: bool
) -> None:
    text = "- [Lark](https://example.org/lark) ([code](https://code.example/a/lark))\n"
    expected = [lacks("1:3", STARS)] * reported
    assert messages(text, RULE, config=require(STARS, links=links)) == expected


def test_mistakes_in_the_configuration() -> None:
    with pytest.raises(ConfigError) as caught:
        config_of("rules:\n  badge-required:\n    badges: https://badges.example/*\n    link: []")
    assert str(caught.value) == (
        ".awesome-lint.yml:3: `badge-required.badges` must be a list, not"
        ' `https://badges.example/*`: did you mean `["https://badges.example/*"]`?'
    )
    assert caught.value.__notes__ == [
        ".awesome-lint.yml:4: unknown option `link` of `badge-required`: did you mean `links`?"
    ]
