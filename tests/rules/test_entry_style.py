"""entry-style, beyond the examples of its page."""

from __future__ import annotations

import pytest

from awesome_lint.config import ConfigError
from fix_laws import Fixing, assert_the_laws
from linting import config_of, corrected, lint, messages

WORDS = (
    "adze auger awl bevel chisel clamp drill file gouge hammer jack knife lathe mallet nail plane"
    " rasp saw spade vise"
).split()
"""The names of twenty entries."""


def listed(template: str, *further: str) -> str:
    """Return a list with an entry for each word, and further entries after them."""
    entries = [
        template.format(name=word.title(), url=f"https://example.org/{word}", word=word)
        for word in WORDS
    ]
    return "# Tools\n\n" + "".join(f"- {entry}\n" for entry in (*entries, *further))


PERIODS = "[{name}]({url}) - The {word} shapes hulls."
HYPHENS = "20 of 21 descriptions of this list have ` - `"
NO_PERIODS = "[{name}]({url}) - Shapes hulls"


def reported(text: str, config: str = "") -> list[str]:
    """Return the messages of entry-style without places."""
    return [found.message for found in lint(text, "entry-style", config=config)]


@pytest.mark.parametrize(
    ("description", "after"),
    [
        ("Walks on ice", "Walks on ice."),
        ("Walks on **ice**", "Walks on **ice**."),
        ("Walks on ice  ", "Walks on ice.  "),
        ("Walks on ice 9", "Walks on ice 9."),
        ("Geht über Straßé", "Geht über Straßé."),
        ("Walks\n  on ice", "Walks\n  on ice."),
    ],
)
def test_a_missing_period_is_written(description: str, after: str) -> None:
    text = listed(PERIODS, f"[Icebot](https://example.org/icebot) - {description}")
    assert reported(text) == [
        "The description ends without a period: 20 of 21 descriptions of this list end with one"
    ]
    assert corrected(text, "entry-style") == text.replace(description, after)


@pytest.mark.parametrize(
    "description",
    [
        "Walks on ice!",
        "Walks on ice...",
        "Walks on ice…",
        "Runs `ice`",
        "Walks at https://example.org/ice",
        "A fork of [Seabot](https://example.org/seabot)",
        "Walks on ice (fast)",
        'Says "stop"',
        "Walks on ice 🧊",
        "Walks on ice :ice_cube:",
        "Walks to ice.example",
        "Walks on ice &amp;",
        "在冰上行走",
        "在冰上行走 API",
        "Walks on ice\n  - and on snow",
        "Walks on:",
        "Walks on ice. ![stars](https://example.org/stars.svg)",
        "Walks on ice. `MIT`",
        'Says "stop."',
    ],
)
def test_these_ends_need_no_period(description: str) -> None:
    text = listed(PERIODS, f"[Icebot](https://example.org/icebot) - {description}")
    assert reported(text) == []


@pytest.mark.parametrize(
    ("description", "after"),
    [
        ("Walks on ice.", "Walks on ice"),
        ("Walks on **ice.**", "Walks on **ice**"),
        ("_Walks on thin ice in winter._", "_Walks on thin ice in winter_"),
    ],
)
def test_a_period_is_removed(description: str, after: str) -> None:
    text = listed(NO_PERIODS, f"[Icebot](https://example.org/icebot) - {description}")
    assert reported(text) == [
        "The description ends with a period: 20 of 21 descriptions of this list end without one"
    ]
    assert corrected(text, "entry-style") == text.replace(description, after)


@pytest.mark.parametrize(
    "description",
    [
        "Walks, swims, etc.",
        "Snow · PDF _For groups of walkers in winter._",
        "Walks in the U.S.",
        "Walks with Frost et al.",
        "Walks. Swims.",
        "Icebot is a robot.",
        "Walks ...",
        "Walks. [Demo](https://example.org/demo)",
    ],
)
def test_these_periods_are_kept(description: str) -> None:
    text = listed(NO_PERIODS, f"[Icebot](https://example.org/icebot) - {description}")
    assert reported(text) == []


def test_a_section_with_a_form_of_its_own_is_not_reported() -> None:
    other = "".join(f"- [{word}](https://example.org/{word}) - Walks\n" for word in ("a1", "b2"))
    text = listed(PERIODS)
    assert len(reported(f"{text}\n## Robots\n\n{other}")) == 2
    assert reported(f"{text}\n## Robots\n\n{other}- [c3](https://example.org/c3) - Walks\n") == []


def test_a_section_may_have_a_habit_if_the_list_has_none() -> None:
    ice = "[Icebot](https://example.org/icebot) - Walks on ice."
    text = listed(PERIODS) + "\n## Robots\n\n" + listed(NO_PERIODS, ice).partition("\n\n")[2]
    assert reported(text) == [
        "The description ends with a period: 20 of 21 descriptions of this section end without one"
    ]


def test_a_young_habit_makes_notes() -> None:
    text = listed(PERIODS, *(f"[B{n}](https://example.org/b{n}) - Walks" for n in (1, 2)))
    assert [found.severity for found in lint(text, "entry-style")] == ["info", "info"]
    assert [
        found.severity for found in lint(text, "entry-style", config="rules: {entry-style: error}")
    ] == ["error", "error"]


def test_nine_entries_have_no_habit() -> None:
    lines = listed(PERIODS).splitlines(keepends=True)[:10]
    assert reported("".join((*lines, "- [B](https://example.org/b) - Walks\n"))) == []


def test_a_change_that_establishes_a_habit_does_not_report_others() -> None:
    text = listed(PERIODS, "[B](https://example.org/b) - Walks")
    lines = text.count("\n")
    assert len(lint(text, "entry-style", changed=[lines])) == 1
    assert len(lint(text, "entry-style", changed=[lines - 1])) == 0


@pytest.mark.parametrize(
    ("option", "expected"),
    [
        ("always", ["1:38 The description ends without a period"]),
        ("never", ["2:40 The description ends with a period"]),
        ("off", []),
    ],
)
def test_periods_may_be_required_or_forbidden(option: str, expected: list[str]) -> None:
    text = "- [Awl](https://example.org/a) - Walks\n- [Adze](https://example.org/b) - Swims.\n"
    config = f"rules: {{entry-style: {{final-period: {option}}}}}"
    assert messages(text, "entry-style", config=config) == expected


def test_fixes_change_nothing_else() -> None:
    further = (
        "[D1](https://example.org/d1): Walks.",
        "[E1](https://example.org/e1) - the robot walks",
        "[A1](https://example.org/a1) - Walks",
        "[B1](https://example.org/b1) - Walks on **ice** ![b](https://example.org/b.svg)",
    )
    for template in (PERIODS, NO_PERIODS):
        assert_the_laws(
            Fixing(listed(template, *further, "[C1](https://e.org/c1) - Swims."), unsafe=True)
        )


# Separators


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (": ", "`: `"),
        (" – ", "` – `"),
        ("- ", "`- `"),
        (" -", "` -`"),
        (" : ", "` : `"),
        (": - ", "`: - `"),
        (" -> ", "` -> `"),
        (":", "`:`"),
        ("：", "`：`"),
    ],
)
def test_another_separator_is_replaced(written: str, shown: str) -> None:
    text = listed(PERIODS, f"[Icebot](https://example.org/icebot){written}Walks on ice.")
    assert reported(text) == [f"{shown} separates the link from its description: {HYPHENS}"]
    assert corrected(text, "entry-style").endswith("icebot) - Walks on ice.\n")


@pytest.mark.parametrize(
    "entry",
    [
        "[Icebot](https://example.org/icebot)  -  Walks on ice.",
        "**[Icebot](https://example.org/icebot):** Walks on ice.",
        "[Icebot](https://example.org/icebot) -\n  Walks on ice.",
        "[Icebot](https://example.org/icebot) &mdash; Walks on ice.",
        "[Icebot](https://example.org/icebot), a robot that walks on ice.",
        "[Icebot](https://example.org/icebot) is a robot that walks.",
        "[Icebot](https://example.org/icebot) On Ice",
        "[Icebot:](https://example.org/icebot) Robots that walk.",
        "[Icebot](https://example.org/icebot) Robots by Ada - walks on ice.",
        "[Icebot](https://example.org/icebot) (A robot that walks)",
        "See [Icebot](https://example.org/icebot) A robot that walks.",
        "[Icebot](https://example.org/icebot)\n  A robot that walks.",
        "[Icebot](https://example.org/icebot) `A robot` that walks.",
        "[Icebot](https://example.org/icebot) by Ada: Walks on ice.",
    ],
)
def test_these_separators_are_left(entry: str) -> None:
    assert reported(listed(PERIODS, entry)) == []


@pytest.mark.parametrize(
    ("entry", "after"),
    [
        (
            "[Icebot](https://example.org/icebot) A robot that walks.",
            "[Icebot](https://example.org/icebot) - A robot that walks.",
        ),
        (
            "**[Icebot](https://example.org/icebot)**  A robot that walks.",
            "**[Icebot](https://example.org/icebot)** - A robot that walks.",
        ),
    ],
)
def test_a_missing_separator_is_written(entry: str, after: str) -> None:
    text = listed(PERIODS, entry)
    assert reported(text) == [f"Nothing separates the link from its description: {HYPHENS}"]
    assert corrected(text, "entry-style") == text.replace(entry, after)


def test_a_section_may_do_without_separators() -> None:
    other = "[Icebot](https://example.org/icebot) A robot that walks."
    text = f"{listed(PERIODS)}\n## Blogs\n\n- {other}\n"
    assert len(reported(text)) == 1
    small = "- [B{n}](https://example.org/b{n}) of a robot\n"
    assert reported(text + small.format(n=1) + small.format(n=2)) == []


def test_a_reference_does_not_become_a_definition() -> None:
    text = listed("[{name}]({url}): Shapes hulls.", "[Icebot] - Walks on ice.")
    text += "\n[Icebot]: https://example.org/icebot\n"
    assert reported(text) == [
        "` - ` separates the link from its description: " + HYPHENS.replace(" - ", ": ")
    ]
    assert corrected(text, "entry-style") == text


def test_spaces_around_a_full_width_colon_make_no_difference() -> None:
    text = listed("[{name}]({url})：造船", "[Icebot](https://example.org/icebot)： 冰上行走")
    assert reported(text) == []


def test_a_separator_may_be_required() -> None:
    text = "- [Awl](https://example.org/a) - Walks\n- [Adze](https://example.org/b): Swims\n"
    assert reported(text, 'rules: {entry-style: {separator: " – "}}') == [
        "` - ` separates the link from its description",
        "`: ` separates the link from its description",
    ]
    assert reported(text, "rules: {entry-style: {separator: off}}") == []


@pytest.mark.parametrize("separator", ["-", ":", " | ", "text", "off "])
def test_a_separator_that_would_not_be_read_as_one_is_a_mistake(separator: str) -> None:
    with pytest.raises(ConfigError) as caught:
        config_of(f'rules: {{entry-style: {{separator: "{separator}"}}}}')
    assert str(caught.value) == (
        ".awesome-lint.yml:1: `entry-style.separator` must be `habit`, `off`, or a dash or colon"
        f' with its spaces, such as `" - "`, not `{separator.strip()}`'
    )


@pytest.mark.parametrize("separator", [" - ", ": ", " -- ", " → ", " : ", "："])
def test_an_inserted_separator_is_read_as_one(separator: str) -> None:
    config = f'rules: {{entry-style: {{separator: "{separator}"}}}}'
    text = "- [Awl](https://example.org/a) – Walks\n"
    fixed = corrected(text, "entry-style", config=config)
    assert fixed == text.replace(" – ", separator)
    assert reported(fixed, config) == []


# Capitals

SMALL = "[{name}]({url}) - shapes hulls"
CAPITALS = "20 of 21 descriptions of this list begin with a capital letter"


@pytest.mark.parametrize(
    ("description", "after"),
    [
        ("the robot walks.", "The robot walks."),
        ("*the robot* walks.", "*The robot* walks."),
        ("the\n  robot walks.", "The\n  robot walks."),
    ],
)
def test_a_small_letter_is_replaced(description: str, after: str) -> None:
    text = listed(PERIODS, f"[Icebot](https://example.org/icebot) - {description}")
    assert reported(text) == [f"The description begins with a lowercase letter: {CAPITALS}"]
    assert corrected(text, "entry-style") == text.replace(description, after)


@pytest.mark.parametrize(
    "description",
    [
        "npm package.",  # begins no other description in capitals
        "iOS app.",
        "theX app.",
        "the2 app.",
        "icebot walks.",
        "the.ice walks.",
        "the/ice walks.",
        "the-ice walks.",
        "`the` ice.",
        "[the](https://example.org/the) ice.",
        "https://example.org/the ice.",
        "🧊 the ice.",
        "“the” ice.",
        "(the) ice.",
        "the 冰 ice.",
        "的 ice.",
    ],
)
def test_these_beginnings_are_left(description: str) -> None:
    title = "Icebot" if "icebot" in description else "Seabot"
    text = listed(PERIODS, f"[{title}](https://example.org/seabot) - {description}")
    assert reported(text) == []


def test_a_capital_is_replaced() -> None:
    text = listed(SMALL, "[Icebot](https://example.org/icebot) - Shapes ice")
    assert reported(text) == [
        "The description begins with a capital letter: "
        + CAPITALS.replace("a capital letter", "a lowercase letter")
    ]
    assert corrected(text, "entry-style") == text.replace("Shapes ice", "shapes ice")


@pytest.mark.parametrize("description", ["Shapes Ice and Snow", "Python library", "SHAPES ice"])
def test_these_capitals_are_left(description: str) -> None:
    text = listed(SMALL, f"[Icebot](https://example.org/icebot) - {description}")
    assert reported(text) == []


def test_capitals_may_be_required() -> None:
    text = "- [Awl](https://example.org/a) - walks\n- [Adze](https://example.org/b) - Swims\n"
    always = "rules: {entry-style: {capital: always}}"
    assert reported(text, always) == ["The description begins with a lowercase letter"]
    assert corrected(text, "entry-style", config=always) == text
    assert corrected(text, "entry-style", config=always, unsafe=True) == text.replace("wa", "Wa")
    never = "rules: {entry-style: {capital: never}}"
    assert reported(text, never) == ["The description begins with a capital letter"]
    assert reported(text, "rules: {entry-style: {capital: off}}") == []


# Missing descriptions


@pytest.mark.parametrize("entry", ["", " -", ":"])
def test_a_missing_description_is_reported(entry: str) -> None:
    text = listed(PERIODS, f"[Icebot](https://example.org/icebot){entry}")
    assert reported(text) == [
        "The entry has no description: 20 of 21 entries of this list have one"
    ]
    assert corrected(text, "entry-style") == text


@pytest.mark.parametrize(
    "entry",
    [
        "[Four Robots on Ice](https://example.org/icebot)",
        "[robots-that-swim-far](https://example.org/icebot)",
        "[Icebot: Ice](https://example.org/icebot)",
        "[Icebot](https://example.org/icebot) (walks on ice)",
        "[Icebot](https://example.org/icebot) ![stars](https://example.org/s.svg)",
        "[Icebot](https://example.org/icebot)\n  - Walks on ice",
        "[Icebot](https://example.org/icebot)\n\n  Walks on ice",
        "[Icebot](https://example.org/icebot), a robot",
        "Demo: [Icebot](https://example.org/icebot)",
    ],
)
def test_these_entries_need_no_description(entry: str) -> None:
    assert reported(listed(PERIODS, entry)) == []


def test_sub_items_need_no_description() -> None:
    text = listed(PERIODS) + "  - [Icebot](https://example.org/icebot)\n"
    assert reported(text) == []


def test_a_young_habit_does_not_require_descriptions() -> None:
    further = [f"[B{n}](https://example.org/b{n})" for n in (1, 2)]
    assert len(reported(listed(PERIODS, further[0]))) == 1
    assert reported(listed(PERIODS, *further)) == []


@pytest.mark.parametrize(("described", "missing", "findings"), [(5, 1, 1), (4, 2, 0), (0, 1, 0)])
def test_a_section_may_do_without_descriptions(described: int, missing: int, findings: int) -> None:
    same = listed(PERIODS).partition("\n\n")[2]
    text = f"{listed(PERIODS)}\n## More\n\n{same}\n## Blogs\n\n"
    text += "".join(
        f"- [A{n}](https://example.org/a{n}) - The robot shapes hulls.\n" for n in range(described)
    )
    text += "".join(f"- [B{n}](https://example.org/b{n})\n" for n in range(missing))
    assert len(reported(text)) == findings


def test_missing_descriptions_may_be_ignored() -> None:
    text = listed(PERIODS, "[C](https://e.org)")
    assert reported(text, "rules: {entry-style: {description: off}}") == []


# Brackets around labels

PLAIN = "Robots that {word} on Ice, 2024 [code]({url})"
INSIDE = "Robots that {word} on Ice, 2024 [[code]]({url})"
OUTSIDE = "Robots that {word} on Ice, 2024 [[code]({url})]"


@pytest.mark.parametrize("usual", [PLAIN, INSIDE, OUTSIDE])
@pytest.mark.parametrize("other", [PLAIN, INSIDE, OUTSIDE])
def test_brackets_follow_the_habit(usual: str, other: str) -> None:
    text = listed(usual, other.format(word="swim", url='https://example.org/swim "A title"'))
    found = lint(text, "entry-style")
    assert len(found) == (usual != other)
    assert [each.severity for each in found] == ["warning" if PLAIN in (usual, other) else "info"][
        : len(found)
    ]
    after = listed(usual, usual.format(word="swim", url='https://example.org/swim "A title"'))
    assert corrected(text, "entry-style") == after


@pytest.mark.parametrize(
    "entry",
    [
        "Robots that swim on Ice, 2024 ([code](https://example.org/swim))",
        "Robots that swim on Ice, 2024 [[code](https://example.org/s), [data](https://example.org/d)]",
        "Robots that swim on Ice, 2024 [see this](https://example.org/swim)",
        "[Code](https://example.org/swim)",
        "Robots that swim on Ice, 2024 [![code](https://example.org/c.svg)](https://example.org/swim)",
        "Robots that swim on Ice, 2024 [code][swim]",
        "Robots that swim on Ice, 2024, see the [code](https://example.org/swim).",
        "Robots that swim on Ice, 2024, from Ada's [blog](https://example.org/swim)",
        "Robots that swim on Ice, 2024, back to [data](#swim)",
        "Robots that swim on Ice, 2024\n  - [data](https://example.org/swim)",
    ],
)
def test_these_labels_are_left(entry: str) -> None:
    text = listed(INSIDE, entry) + "\n[swim]: https://example.org/swim\n"
    assert reported(text) == []


def test_labels_keep_their_emphasis() -> None:
    text = listed(OUTSIDE, "Robots that swim on Ice, 2024 [**code**](https://example.org/swim)")
    assert corrected(text, "entry-style").endswith(" [[**code**](https://example.org/swim)]\n")


def test_brackets_may_be_required() -> None:
    text = "- Robots on Ice, 2024 [code](https://example.org/ice)\n"
    for option, findings in {"inside": 1, "outside": 1, "none": 0, "off": 0}.items():
        config = f"rules: {{entry-style: {{label-brackets: {option}}}}}"
        assert len(reported(text, config)) == findings, option


# Names of repositories

REPO = "[{word}-kit](https://github.com/example/{word}-kit)"
OWNER = "[example/{word}-kit](https://github.com/example/{word}-kit)"


@pytest.mark.parametrize(
    ("usual", "other", "after"),
    [
        (REPO, "[ada/ice-bot](https://github.com/ada/ice-bot)", "[ice-bot]"),
        (REPO, "[**ada/iceBot**](https://github.com/ada/iceBot/)", "[**iceBot**]"),
        (OWNER, "[icebot](https://github.com/ada/icebot)", "[ada/icebot]"),
        (OWNER, "**[icebot](https://github.com/ada/icebot)**", "[ada/icebot]"),
    ],
)
def test_names_of_repositories_follow_the_habit(usual: str, other: str, after: str) -> None:
    text = listed(usual, other)
    wanted = "repo" if usual == REPO else "owner/repo"
    assert [message.partition(" is ")[2] for message in reported(text)] == [
        f"not written as `{wanted}`: 20 of 21 names of repositories of this list are"
    ]
    assert after in corrected(text, "entry-style", unsafe=True)
    assert (after in corrected(text, "entry-style")) == (usual == OWNER)


@pytest.mark.parametrize(
    "other",
    [
        "[ada/ui](https://github.com/ada/ui)",
        "[ada/awl-kit](https://github.com/ada/awl-kit)",
        "[Ada/Ice-Bot](https://github.com/ada/ice-bot)",
        "[Ice Bot](https://github.com/ada/ice-bot)",
        "[ada/ice-bot](https://gitlab.com/ada/ice-bot)",
        "[ada/ice-bot](https://github.com/ada/ice-bot/tree/main/ada/ice-bot)",
    ],
)
def test_these_names_are_left(other: str) -> None:
    assert reported(listed(REPO, other)) == []


def test_names_of_repositories_may_be_required() -> None:
    text = "- [ada/ice-bot](https://github.com/ada/ice-bot)\n"
    for option, findings in {"repo": 1, "owner/repo": 0, "off": 0}.items():
        config = f"rules: {{entry-style: {{link-text: {option}}}}}"
        assert len(reported(text, config)) == findings, option


@pytest.mark.parametrize(
    "text",
    ["<ins>ICML</ins>[[code](https://e.org/b)]", "ICML [[code](https://e.org/b)]here"],
)
def test_brackets_that_separate_words_have_no_fix(text: str) -> None:
    config = "rules: {entry-style: {label-brackets: none}}"
    (found,) = lint(f"- Robots on Ice, {text}\n", "entry-style", config=config)
    assert found.message == "The label `code` has brackets outside the link"
    assert found.fix is None


def test_several_labels_may_share_brackets() -> None:
    url = "https://example.org/ice"
    config = "rules: {entry-style: {label-brackets: outside}}"
    together = f"- Robots on Ice, 2024 [[paper]({url}) | [code]({url}) | [video]({url})]\n"
    assert reported(together, config) == []
    assert len(reported(together.replace("[[", "[").replace(")]", ")"), config)) == 3


@pytest.mark.parametrize(
    ("rest", "expected"), [("", 0), (" (also in [French]({url}))", 0), (" [video]({url})", 2)]
)
def test_a_link_that_begins_an_item_may_be_its_title(rest: str, expected: int) -> None:
    url = "https://example.org/ice"
    text = f"- Robots on Ice, 2024\n  - [documentation]({url}){rest.format(url=url)}\n"
    config = "rules: {entry-style: {label-brackets: outside}}"
    assert len(reported(text, config)) == expected
