"""What badges and pages are about, and retired badges."""

from __future__ import annotations

import pytest

from awesome_lint import rulebook
from awesome_lint.identifiers.badges import (
    Subject,
    linked_by,
    replace_repository,
    retired,
    shown_by,
)
from awesome_lint.rulebook import (
    BadgeAlias,
    RepositoryBadge,
    RetiredBadge,
    RetiredMessage,
    StaticBadgeLabel,
)

ICE = Subject("github", "robots/ice")
PAPER = Subject("arxiv", "2401.01234")
MODEL = Subject("huggingface", "robots/ice")


@pytest.mark.parametrize(
    "url",
    [
        "https://img.shields.io/github/stars/robots/ice",
        "https://img.shields.io/github/stars/robots/ice.svg?style=social&label=Star",
        "http://img.shields.io/github/last-commit/robots/ice/main",
        "//img.shields.io/github/license/robots/ice.png",
        "https://img.shields.io/github/commit-activity/m/robots/ice",
        "https://img.shields.io/github/languages/top/robots/ice",
        "https://img.shields.io/github/v/release/robots/ice?sort=semver",
        "https://img.shields.io/github/issues/robots/ice/bug",
        "https://img.shields.io/github/issues/detail/state/robots/ice/42",
        "https://img.shields.io/github/actions/workflow/status/robots/ice/ci.yml?branch=main",
        "https://img.shields.io/codecov/c/github/robots/ice",
        "https://img.shields.io/badge/GitHub-robots%2Fice-black?logo=github",
        "https://img.shields.io/badge/dynamic/json?url=https%3A%2F%2Fapi.github.com%2Frepos%2Frobots%2Fice&query=id",
        "https://custom-icon-badges.demolab.com/github/stars/robots/ice?logo=star",
        "https://flat.badgen.net/github/open-issues/robots/ice",
        "https://github.com/robots/ice/actions/workflows/ci.yml/badge.svg?branch=main",
        "https://github.com/robots/ice/workflows/CI/badge.svg",
        "https://codecov.io/gh/robots/ice/branch/main/graph/badge.svg",
        "https://api.star-history.com/svg?repos=robots/ice&type=Date",
        "https://contrib.rocks/image?repo=robots/ice&max=100",
        "https://opengraph.githubassets.com/0123abcd/robots/ice",
    ],
)
def test_badges_of_a_repository(url: str) -> None:
    assert shown_by(url) == (ICE,)


@pytest.mark.parametrize(
    "url",
    [
        "https://img.shields.io/badge/arXiv-2401.01234-b31b1b.svg",
        "https://img.shields.io/badge/arXiv-2401.01234v2-b31b1b",
        "https://img.shields.io/badge/arXiv%3A2401.01234-red",
        "https://img.shields.io/badge/Paper-arXiv:2401.01234-red",
        "https://img.shields.io/badge/Paper-2401.01234-red",
        "https://img.shields.io/static/v1?label=arXiv&message=2401.01234&color=red",
        "https://img.shields.io/badge/dynamic/json?query=citationCount&url=https%3A%2F%2Fapi.semanticscholar.org%2Fgraph%2Fv1%2Fpaper%2Farxiv%3A2401.01234%3Ffields%3DcitationCount",
    ],
)
def test_badges_of_a_paper(url: str) -> None:
    assert shown_by(url) == (PAPER,)


@pytest.mark.parametrize(
    "url",
    [
        "https://img.shields.io/badge/Hugging_Face-robots%2Fice-yellow",
        "https://img.shields.io/badge/%F0%9F%A4%97%20Hugging%20Face-robots/ice-blue",
        "https://img.shields.io/badge/dynamic/json?url=https://huggingface.co/api/models/robots/ice&query=downloads",
    ],
)
def test_badges_of_a_model(url: str) -> None:
    assert shown_by(url) == (MODEL,)


def test_a_chart_may_show_several_repositories() -> None:
    url = "https://api.star-history.com/svg?repos=robots/ice,robots/snow&type=Date"

    assert shown_by(url) == (ICE, Subject("github", "robots/snow"))


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/github/stars/robots/ice",
        "https://github.com/robots/ice/raw/main/badge.svg",
        "https://github.com/robots/ice/blob/main/workflows/badge.svg",
        "https://img.shields.io/badge/Conference-ICRA_2024-blue",
        "https://img.shields.io/badge/DOI-10.1145%2F2401.01234-blue",
        "https://img.shields.io/badge/arXiv-b31b1b.svg",
        "https://img.shields.io/badge/Code-robots%2Fice-black",
        "https://img.shields.io/badge/",
        "https://img.shields.io/static/v1?label=Conference&message=ICRA%202024&color=blue",
        "https://img.shields.io/github/followers/robots",
        "https://img.shields.io/github/stars/robots",
        "https://img.shields.io/github/stars/robots/.svg",
        "https://img.shields.io/github/stars//robots/ice",
        "https://img.shields.io/github/stars/{owner}/{name}",
        "https://img.shields.io/github/stars/gists/0123abcd",
        "https://img.shields.io/discord/42",
        "https://api.star-history.com/svg?type=Date",
        "images/github/stars/robots/ice.svg",
        f"https://img.shields.io/github/stars/robots/ice?label={'ice' * 1000}",
    ],
)
def test_other_images(url: str) -> None:
    assert shown_by(url) == ()


@pytest.mark.parametrize(
    ("url", "subject"),
    [
        ("https://github.com/robots/ice", ICE),
        ("https://www.github.com/robots/ice.git", ICE),
        ("https://github.com/robots/ice/tree/main/figures#robots", ICE),
        ("https://github.com/robots/ice/stargazers", ICE),
        ("https://www.star-history.com/#robots/ice&Date", ICE),
        ("https://star-history.com/?repos=robots%2Fice&type=date", ICE),
        ("https://app.codecov.io/gh/robots/ice", ICE),
        ("https://huggingface.co/robots/ice", MODEL),
        ("https://huggingface.co/datasets/robots/ice/tree/main", MODEL),
        ("https://arxiv.org/pdf/2401.01234v2", PAPER),
        ("https://huggingface.co/papers/2401.01234", PAPER),
    ],
)
def test_pages(url: str, subject: Subject) -> None:
    assert linked_by(url) == (subject,)


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/robots/ice",
        "https://robots.github.io/ice",
        "https://github.com/robots",
        "https://github.com/topics/robots",
        "https://github.com/sponsors/robots",
        "https://huggingface.co/docs/robots",
        "https://huggingface.co/robots",
        "#robots/ice",
    ],
)
def test_other_pages(url: str) -> None:
    assert linked_by(url) == ()


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("https://travis-ci.org/robots/ice.svg?branch=main", "**"),
        ("https://www.travis-ci.org/robots/ice.png", "**"),
        ("https://david-dm.org/robots/ice.svg", "**"),
        ("https://img.shields.io/david/robots/ice.svg", "david/**"),
        ("https://img.shields.io/travis/robots/ice/main.svg", "travis/{repository}/**"),
        ("https://img.shields.io/vscode-marketplace/v/robots.ice.svg", "vscode-marketplace/**"),
        ("https://codeclimate.com/github/robots/ice/badges/gpa.svg", "github/*/*/badges/**"),
        ("https://rawgit.com/robots/0123abcd/raw/ice.svg", "*/*/raw/**"),
    ],
)
def test_retired_badges(url: str, path: str) -> None:
    found = retired(url)

    assert found is not None
    assert found.row.path == path


@pytest.mark.parametrize(
    "url",
    [
        "https://travis-ci.com/robots/ice.svg",
        "https://img.shields.io/travis/com/robots/ice.svg",
        "https://img.shields.io/github/actions/workflow/status/robots/ice/ci.yml",
        "https://img.shields.io/github/stars/robots/ice",
        "https://api.star-history.com/svg?repos=robots/ice",
        "https://codeclimate.com/robots.svg",
        "https://example.org/travis-ci.org/robots/ice.svg",
        "robots.svg",
    ],
)
def test_badges_in_use(url: str) -> None:
    assert retired(url) is None


@pytest.mark.parametrize(
    ("url", "new"),
    [
        (
            "https://img.shields.io/github/stars/robots/ice.svg?style=social",
            "https://img.shields.io/github/stars/ada/snow.svg?style=social",
        ),
        (
            "https://contrib.rocks/image?repo=robots/ice&max=9",
            "https://contrib.rocks/image?repo=ada/snow&max=9",
        ),
        ("https://github.com/robots/ice/", "https://github.com/ada/snow/"),
        ("https://github.com/robots/ice?tab=readme", "https://github.com/ada/snow?tab=readme"),
        ("https://github.com/robots/ice/tree/main", None),
        ("https://img.shields.io/github/license/robots/ice-skates", None),
        ("https://img.shields.io/badge/GitHub-robots%2Fice-black", None),
        ("https://github.com/robots/ice/workflows/CI/badge.svg", None),
        ("https://img.shields.io/github/stars/robots/ice?label=robots/ice", None),
    ],
)
def test_replacement_of_a_repository(url: str, new: str | None) -> None:
    assert replace_repository(url, ICE, Subject("github", "ada/snow")) == new


def test_rows_are_sorted_and_retired_ones_have_sources() -> None:
    rows = rulebook.badges()

    keys = []
    for row in rows:
        if isinstance(row, StaticBadgeLabel):
            keys.append((row.__struct_config__.tag, row.word, ""))
        elif isinstance(row, RetiredMessage):
            keys.append((row.__struct_config__.tag, row.host, row.text))
        else:
            path = "" if isinstance(row, BadgeAlias) else row.path
            keys.append((row.__struct_config__.tag, row.host, path))
    assert keys == sorted(keys)
    with_source = RepositoryBadge | RetiredBadge | RetiredMessage
    assert all(row.source for row in rows if isinstance(row, with_source))
    texts = [row.text for row in rows if isinstance(row, RetiredMessage)]
    assert texts == [text.lower() for text in texts]
    words = [row.word for row in rows if isinstance(row, StaticBadgeLabel)]
    assert words == [word.lower() for word in words]


def test_replacements_use_names_of_their_paths() -> None:
    for row in rulebook.badges():
        if isinstance(row, RetiredBadge) and row.replace:
            names = dict.fromkeys(("repository", "workflow", "ref", "file", "path"), "x")
            names |= {"id": "x", "number": "x"}
            used = [name for name in names if f"{{{name}}}" in row.replace]
            assert all(f"{{{name}}}" in row.path for name in used), row
            assert retired(row.replace.format_map(names)) is None, row
