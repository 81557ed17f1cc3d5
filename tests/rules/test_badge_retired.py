"""badge-retired, beyond the examples of its page."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from awesome_lint.model import LinkResult
from linting import corrected, lint

OLD = "https://img.shields.io/github/workflow/status/robots/ice"
NEW = "https://img.shields.io/github/actions/workflow/status/robots/ice"
PAGE = "https://github.com/robots/ice/actions/workflows"


@pytest.mark.parametrize(
    ("url", "message"),
    [
        (
            "https://david-dm.org/robots/ice.svg",
            "david-dm.org shut down in 2021: readers see a broken image",
        ),
        (
            "https://img.shields.io/david/robots/ice",
            "david-dm.org shut down in 2021: readers see an error in place of the value",
        ),
        (
            "https://img.shields.io/wercker/ci/0123abcd",
            "Wercker shut down in 2022: readers see an error in place of the value",
        ),
        (
            "https://visitor-badge.glitch.me/badge?page_id=robots.ice",
            "Glitch ended its hosting of projects in 2025: readers see a broken image",
        ),
    ],
)
def test_without_a_replacement(url: str, message: str) -> None:
    for text in (f"![Ice]({url})\n", f'<img alt="Ice" src="{url}">\n'):
        (finding,) = lint(text, "badge-retired")
        assert finding.message == message
        assert finding.help == "Remove the badge, or use a badge of another service"
        assert finding.severity == "warning"
        assert finding.fix is None


@pytest.mark.parametrize(
    "text",
    [
        "[build](https://travis-ci.org/robots/ice)\n",
        "![build](https://travis-ci.com/robots/ice.svg)\n",
        "`![build](https://travis-ci.org/robots/ice.svg)`\n",
        "![build](travis-ci.org/robots/ice.svg)\n",
        '<img src="https://travis-ci.org/robots/ice.svg" width="1" height="1">\n',
    ],
)
def test_not_reported(text: str) -> None:
    assert lint(text, "badge-retired") == ()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            "https://rawgit.com/sindresorhus/awesome/main/media/mentioned-badge.svg",
            "https://awesome.re/mentioned-badge.svg",
        ),
        (
            "https://rawgit.com/robots/ice/v1.2/figures/ice.png?raw=true",
            "https://cdn.jsdelivr.net/gh/robots/ice@v1.2/figures/ice.png?raw=true",
        ),
        (
            "https://img.shields.io/github/stars/gists/0123abcd?style=social",
            "https://img.shields.io/github/gist/stars/0123abcd?style=social",
        ),
        (
            "https://img.shields.io/github/issues/detail/s/robots/ice/42.svg",
            "https://img.shields.io/github/issues/detail/state/robots/ice/42",
        ),
        (f"{OLD}/ci.yml", f"{NEW}/ci.yml"),
        (f"{OLD}/ci.yaml/main?event=push", f"{NEW}/ci.yaml?branch=main&event=push"),
        (f"{OLD}/ci.yml/release/v1", f"{NEW}/ci.yml?branch=release/v1"),
    ],
)
def test_replacement(old: str, new: str) -> None:
    (finding,) = lint(f"- Ice ![]({old})\n", "badge-retired")

    assert finding.help == f"Write `{new}`"
    assert finding.fix is not None
    assert finding.fix.safe
    assert corrected(f"- Ice ![]({old})\n", "badge-retired") == f"- Ice ![]({new})\n"
    assert lint(f"- Ice ![]({new})\n", "badge-retired") == ()


def test_the_link_around_a_badge_names_the_file_of_its_workflow() -> None:
    before = f"[![]({OLD}/Unit%20tests)]({PAGE}/tests.yml?query=branch%3Amain)\n"

    assert corrected(before, "badge-retired") == before.replace(
        f"{OLD}/Unit%20tests", f"{NEW}/tests.yml"
    )


@pytest.mark.parametrize(
    "link",
    [
        "https://github.com/robots/ice/actions",
        "https://github.com/robots/snow/actions/workflows/ci.yml",
        "https://example.org/actions/workflows/ci.yml",
    ],
)
def test_no_fix_without_the_file_of_the_workflow(link: str) -> None:
    (finding,) = lint(f"[![]({OLD}/CI/main)]({link})\n", "badge-retired")

    assert finding.fix is None
    assert finding.help == (
        f"Write `{NEW}/FILE.yml?branch=main`, with the file of the workflow in place of FILE.yml"
    )


def test_a_definition_is_reported_once() -> None:
    text = "![a][build] ![b][build]\n\n[build]: https://travis-ci.org/robots/ice.svg\n"
    (finding,) = lint(text, "badge-retired")

    assert finding.span.line == 3


def test_a_badge_that_says_so_is_reported_once_and_a_link_to_it_is_not() -> None:
    url = "https://img.shields.io/snowfall/robots/ice"
    result = LinkResult(url, "ok", 200, detail="is a retired badge", stand_in="retired-badge")
    text = f"![a][snow] ![b][snow]\n\n[text]({url})\n\n[snow]: {url}\n"
    (finding,) = lint(text, "badge-retired", links={url: result})

    assert finding.span.line == 5
    assert finding.message == (
        f"`{url}` is a retired badge: readers see an error in place of the value"
    )
    assert finding.help == "Remove the badge, or use a badge of another service"
    assert finding.fix is None
    for stand_in in (None, "not-found"):
        assert not lint(text, "badge-retired", links={url: replace(result, stand_in=stand_in)})


def test_the_table_says_more_than_the_image() -> None:
    url = f"{OLD}/ci.yml"
    result = LinkResult(url, "ok", 200, detail="is a retired badge", stand_in="retired-badge")
    (finding,) = lint(f"![Ice]({url})\n", "badge-retired", links={url: result})

    assert finding.message.startswith("shields.io changed the URLs of workflow badges in 2022")
    assert finding.fix is not None


def test_a_fix_keeps_the_other_parts_of_a_picture() -> None:
    old = "https://cdn.rawgit.com/sindresorhus/awesome/main/media/badge.svg"
    before = f'<a href="https://awesome.re"><img alt="Awesome" src="{old}" height="20"></a>\n'

    after = before.replace(old, "https://awesome.re/badge.svg")
    assert corrected(before, "badge-retired") == after
    assert lint(after, "badge-retired") == ()
