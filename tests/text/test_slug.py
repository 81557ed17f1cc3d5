"""Slugs of headings, as GitHub makes them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awesome_lint.text.slug import number_duplicates, slugify


@pytest.mark.parametrize(
    ("heading", "slug"),
    [
        ("Robots on Ice", "robots-on-ice"),
        ("RobotsOnIce", "robotsonice"),
        ("__init__", "__init__"),
        ("robots on - thin ice", "robots-on---thin-ice"),
        ("a_b.c, (d) [e] & f/g", "a_bc-d-e--fg"),
        ("two  spaces", "two--spaces"),
        ("-a-", "-a-"),
        ("the robot’s ice", "the-robots-ice"),
        ("ice–water", "icewater"),
        ("🤖 robots", "-robots"),
        ("🤖-🤖 robots", "--robots"),
        (":robot: robots", "robot-robots"),
        (":ice_cube::robot: two", "ice_cuberobot-two"),
        ("⚙\ufe0f tools", "\ufe0f-tools"),
        ("1\ufe0f\u20e3 first", "1\ufe0f\u20e3-first"),
        ("🧑\u200d🔬 people", "-people"),
        ("Роботы на льду", "роботы-на-льду"),
        ("机器人 on 冰", "机器人-on-冰"),
        ("Ⅳ. Ⓐ ² ½ ‿", "ⅳ-ⓐ---‿"),
        ("line\nbreak\ttab\xa0nbsp", "linebreaktabnbsp"),
        ("$E=mc^2$", "emc2"),
        ("¡Ñandú!", "ñandú"),
        ("हिन्दी", "हिन्दी"),
    ],
)
def test_slug(heading: str, slug: str) -> None:
    assert slugify(heading) == slug


def test_repeats_are_numbered_around_names_that_are_taken() -> None:
    assert number_duplicates(["a", "a", "a-1", "a-1", "a"]) == ["a", "a-1", "a-1-1", "a-1-2", "a-2"]
    assert number_duplicates(["b-1", "b", "b"]) == ["b-1", "b", "b-2"]


@given(st.lists(st.sampled_from(["a", "a-1", "a-1-1", "b", "b-2"])))
def test_no_two_headings_have_one_anchor(slugs: list[str]) -> None:
    assert len(set(number_duplicates(slugs))) == len(slugs)


@given(st.text())
def test_a_slug_has_no_capitals_and_no_space_and_is_its_own_slug(text: str) -> None:
    slug = slugify(text)
    assert " " not in slug
    assert slugify(slug) == slug
