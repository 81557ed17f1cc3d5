"""badge-mismatch, beyond the examples of its page."""

from __future__ import annotations

import pytest

import tables
from awesome_lint.model import Diagnostic, Record
from linting import corrected, lint

STARS = "https://img.shields.io/github/stars"
HUB = "https://github.com"
OTHER = "readers see the state of another repository"


def badge(shown: str, linked: str) -> str:
    return f"[![Stars]({STARS}/{shown})]({HUB}/{linked})"


def found(readme: str) -> list[str]:
    return [finding.message for finding in lint(readme, "badge-mismatch")]


@pytest.mark.parametrize(
    ("shown", "linked"),
    [
        ("robots/snowplow", "ada/icebot"),
        ("robots/snowplow.svg?style=social", "ada/icebot/tree/main/src"),
        ("robots/snowplow", "ada/icebot/stargazers"),
        ("Robots/SnowPlow", "ada/ice.bot"),
        ("a/anchor", "b/beacon"),
    ],
)
def test_a_badge_in_a_link(shown: str, linked: str) -> None:
    (message,) = found(f"- IceBot {badge(shown, linked)}\n")

    repository = "/".join(linked.split("/")[:2])
    name = shown.partition(".svg")[0]
    assert message == f"The badge shows `{name}`, but its link leads to `{repository}`: {OTHER}"


def test_a_badge_in_html() -> None:
    image = f'<img alt="Stars" src="{STARS}/robots/snowplow">'
    text = f'<p align="center"><a href="{HUB}/ada/icebot">{image}</a> {image}</p>\n'

    (finding,) = lint(text, "badge-mismatch")
    assert finding.message.startswith("The badge shows `robots/snowplow`, but its link leads to")
    assert finding.span.column == text.index(STARS) + 1


@pytest.mark.parametrize(
    "line",
    [
        f"- [IceBot]({HUB}/ada/icebot) ![]({STARS}/robots/snowplow)",
        f"- IceBot: Walking on Ice [[code]({HUB}/ada/icebot)] ![]({STARS}/robots/snowplow)",
        f"- ![]({STARS}/robots/snowplow) [IceBot]({HUB}/ada/icebot/tree/main): walks",
        f"- [IceBot]({HUB}/ada/icebot): walks\n  ![]({STARS}/robots/snowplow)",
    ],
)
def test_a_badge_beside_the_link_of_its_entry(line: str) -> None:
    assert found(f"{line}\n") == [
        f"The badge shows `robots/snowplow`, but the entry links to `ada/icebot`: {OTHER}"
    ]


@pytest.mark.parametrize(
    "line",
    [
        f"- [IceBot](https://example.org) for [plows]({HUB}/ada/plow) ![]({STARS}/robots/ice)",
        f"- [IceBot](https://example.org) ![]({STARS}/robots/ice)",
        f"- [IceBot]({HUB}/ada/icebot) [[code]({HUB}/alan/walk)] ![]({STARS}/robots/snowplow)",
        f"- [IceBot]({HUB}/ada/icebot) ![]({STARS}/ada/IceBot)",
        f"- [IceBot]({HUB}/ada) ![]({STARS}/robots/snowplow)",
        f"- [IceBot](https://huggingface.co/ada/icebot) ![]({STARS}/robots/snowplow)",
        "- [![](https://api.star-history.com/svg?repos=ada/ice,robots/plow)](https://star-history.com/#a/b)",
        f"## Contributing\n\n- {badge('robots/snowplow', 'ada/icebot')}",
        f"{HUB}/ada/icebot\n\n![]({STARS}/robots/snowplow)",
        f"`{badge('robots/snowplow', 'ada/icebot')}`",
    ],
)
def test_not_reported(line: str) -> None:
    assert found(f"{line}\n") == []


@pytest.mark.parametrize(
    ("shown", "linked"),
    [
        ("ada/icebot", "grace/icebot"),
        ("ada/ice-bot", "grace/IceBot"),
        ("ada/plow", "ada/icebot"),
        ("robots/icebot", "robots-lab/walker"),
        ("robots/icebot-v1", "ada/icebot"),
        ("robots/AwesomeIce", "ada/awesome-snow"),
        ("plowlabs/plow", "skate/skate"),
        ("ada/icebot1", "ada/icebot2"),
        ("ada/icebot", "ada/icebots"),
        ("ada/ice_bot", "ada/ice-bot"),
    ],
)
def test_names_that_may_be_of_one_repository(shown: str, linked: str) -> None:
    assert found(f"- IceBot {badge(shown, linked)}\n") == []


@pytest.mark.parametrize(
    ("shown", "linked"),
    [("ada/icebott", "ada/icebot"), ("daa/icebot", "ada/icebot"), ("ada/icbot", "ada/icebot")],
)
def test_a_misspelled_name(shown: str, linked: str) -> None:
    (message,) = found(f"- Robots {badge(shown, linked)}\n")

    assert message == (
        f"The badge shows `{shown}`, but its link leads to `{linked}`:"
        " one of the names is misspelled"
    )


def test_the_other_entry_shows_that_repositories_of_one_owner_are_two() -> None:
    other = f"- Plow {badge('ada/plow', 'ada/plow')}\n"

    (message,) = found(f"- IceBot {badge('ada/plow', 'ada/icebot')}\n{other}")
    assert message == (
        "The badge shows `ada/plow`, which line 2 lists, but its link leads to `ada/icebot`:"
        f" {OTHER}"
    )


def test_a_file_of_a_repository_in_another_entry_does_not_show_that() -> None:
    other = f"- [Plow]({HUB}/ada/plow/blob/main/plow.md)\n"

    assert found(f"- IceBot {badge('ada/plow', 'ada/icebot')}\n{other}") == []


def test_forks_are_not_reported_even_if_both_are_listed() -> None:
    fork = f"- Fork {badge('ada/icebot', 'grace/icebot')}\n"
    origin = f"- Origin {badge('ada/icebot', 'ada/icebot')}\n"

    assert found(fork + origin) == []


def repository(url: str, name: str) -> dict[str, Record]:
    return {url: Record("github", name.lower(), f"{HUB}/{name}")}


def with_records(readme: str, records: dict[str, Record]) -> list[Diagnostic]:
    findings = lint(readme, "badge-mismatch", links={}, records=records)
    return [each for each in findings if each.rule == "badge-mismatch"]


def test_the_registry_knows_that_a_repository_was_renamed() -> None:
    readme = f"- IceBot {badge('robots/snowplow', 'ada/icebot')}\n"
    renamed = repository(f"{HUB}/ada/icebot", "robots/snowplow")
    kept = repository(f"{HUB}/ada/icebot", "ada/icebot")

    assert with_records(readme, renamed) == []
    assert len(with_records(readme, kept)) == 1


def test_the_registry_knows_that_both_names_are_of_one_repository() -> None:
    readme = (
        f"- IceBot {badge('robots/snowplow', 'ada/icebot')}\n"
        f"- Plow {badge('robots/snowplow', 'robots/snowplow')}\n"
    )
    records = repository(f"{HUB}/robots/snowplow", "ada/icebot")

    assert len(with_records(readme, {})) == 1
    assert with_records(readme, records) == []


def test_the_link_is_fixed_if_the_entry_names_the_repository_of_the_badge() -> None:
    wrong = f"- [IceBot]({HUB}/ada/icebot) {badge('ada/icebot', 'robots/snowplow')}\n"
    (finding,) = lint(wrong, "badge-mismatch")

    assert finding.help == f"Write `{HUB}/ada/icebot`"
    assert corrected(wrong, "badge-mismatch") == wrong.replace("robots/snowplow", "ada/icebot")


def test_the_badge_is_fixed_if_the_title_names_the_repository_of_the_link() -> None:
    wrong = f"- **IceBot: Walking on Ice** {badge('robots/snowplow', 'ada/icebot')}\n"

    assert corrected(wrong, "badge-mismatch") == wrong.replace("robots/snowplow", "ada/icebot")


@pytest.mark.parametrize(
    "readme",
    [
        # Nothing shows which is right.
        f"- **Walking on Ice** {badge('robots/snowplow', 'ada/icebot')}\n",
        # The title names both.
        f"- **Icebot and Snowplow** {badge('robots/snowplow', 'ada/icebot')}\n",
        # The badge shows a workflow, which the other repository may lack.
        f"- [IceBot]({HUB}/ada/icebot) ![]({HUB}/robots/snowplow/workflows/CI/badge.svg)\n",
        # The name of a missing repository.
        f"- Walk {badge('ada/plow', 'XX/YY')}\n- Plow {badge('ada/plow', 'ada/plow')}\n",
        # The badge of the list itself.
        f"{badge('robots/snowplow', 'ada/icebot')}\n\n- [Plow]({HUB}/robots/snowplow)\n",
        # The URL is that of other badges, too.
        f"- [IceBot]({HUB}/ada/icebot) ![][stars]\n\n[stars]: {STARS}/robots/snowplow\n",
    ],
)
def test_no_fix(readme: str) -> None:
    (finding,) = lint(readme, "badge-mismatch")

    assert finding.help == "Open both, and correct the wrong one"
    assert finding.fix is None


def test_a_badge_by_reference_is_reported_where_it_is_used() -> None:
    readme = f"- [IceBot]({HUB}/ada/icebot) ![][stars]\n\n[stars]: {STARS}/robots/snowplow\n"
    (finding,) = lint(readme, "badge-mismatch")

    assert (finding.span.line, finding.span.column) == (1, readme.index("![]") + 1)


def test_papers_are_compared_by_identifier() -> None:
    arxiv = "https://img.shields.io/badge/arXiv-2401.01234-red"
    paper = "https://arxiv.org/abs/"

    assert found(f"- Ice [![]({arxiv})]({paper}2401.01234v2)\n") == []
    assert found(f"- Ice [![]({arxiv})](https://huggingface.co/papers/2401.01234)\n") == []
    (message,) = found(f"- Ice [![]({arxiv})]({paper}2401.04321)\n")
    assert message == (
        "The badge shows arXiv 2401.01234, but its link leads to arXiv 2401.04321:"
        " one of them is another paper"
    )
    # identity-conflict reports it.
    assert found(f"- Ice [![arXiv 2401.01234]({arxiv})]({paper}2401.04321)\n") == []


def test_models_are_compared() -> None:
    image = "https://img.shields.io/badge/Hugging_Face-robots%2Fsnowplow-yellow"

    assert found(f"- Ice [![]({image})](https://huggingface.co/ada/icebot)\n") == [
        f"The badge shows `robots/snowplow`, but its link leads to `ada/icebot`: {OTHER}"
    ]


def test_a_link_in_a_cell_of_its_own() -> None:
    paper = "[Ice](https://example.org/ice)"
    row = (paper, f"[icebot]({HUB}/ada/icebot)", f"![]({STARS}/robots/snowplow)")

    assert found(tables.table("Title | Code | Stars", [row])) == [
        f"The badge shows `robots/snowplow`, but the entry links to `ada/icebot`: {OTHER}"
    ]
    row = (paper, f"based on [icebot]({HUB}/ada/icebot)", f"![]({STARS}/robots/snowplow)")
    assert found(tables.table("Title | Notes | Stars", [row])) == []


def test_a_row_of_a_table() -> None:
    rows = [
        ("Ice", f"[Code]({HUB}/ada/icebot)", f"![]({STARS}/robots/snowplow)"),
        ("Snow", f"[Code]({HUB}/robots/snowplow)", f"![]({STARS}/robots/snowplow)"),
    ]
    (finding,) = lint(tables.table("Title | Code | Stars", rows), "badge-mismatch")

    assert finding.span.line == 3
    assert [related.message for related in finding.related] == [
        "Link",
        "Entry of `robots/snowplow`",
    ]
    assert finding.fix is not None
    assert finding.fix.safe
