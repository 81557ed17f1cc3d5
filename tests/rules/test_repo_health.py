"""repo-health, beyond the examples of its page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pytest

from awesome_lint.config import ConfigError
from awesome_lint.model import Record
from linting import config_of, lint

ICE, SWIM = "https://github.com/robots/ice", "https://github.com/robots/swim"
GRIP, HAND = "https://gitlab.com/robots/grip", "https://codeberg.org/robots/hand"
SITE = "https://ice.example/"
ENTRY = f"- [ice]({ICE}) - Walks on ice.\n"
HOSTS = {"github.com": "github", "gitlab.com": "gitlab", "codeberg.org": "codeberg"}


def repository(url: str, **facts: object) -> dict[str, Record]:
    registry = HOSTS[url.split("/")[2]]
    return {url: Record(registry, url.split("/", 3)[3], url, **facts)}  # type: ignore[arg-type]


def messages(
    readme: str,
    records: Mapping[str, Record],
    options: str = "on",
    changed: Iterable[int] | None = None,
    before: str | None = None,
) -> list[str]:
    """Return the messages of the rule on 2026-01-15."""
    config = f"rules: {{repo-health: {options}}}"
    found = lint(
        readme,
        "repo-health",
        config=config,
        links={},
        records=records,
        changed=changed,
        before=before,
    )
    return [each.message for each in found]


# --- the repositories of an entry

PUSHED = repository(ICE, pushed="2019-03-05") | repository(SWIM, pushed="2018-01-01")
YEARS = "{max-months-since-push: 24}"


@pytest.mark.parametrize(
    ("readme", "found"),
    [
        (f"- [ice]({ICE})", [ICE]),
        (f"| Name | Link |\n|:--|:--|\n| ice | [code]({ICE}) |", [ICE]),
        (f"- [Robots on Ice](https://arxiv.org/abs/2403.01234) [[Code]({ICE})]", [ICE]),
        (f"- [ice]({SITE}) - Walks on ice. ([Source Code]({ICE}))", [ICE]),
        (f"- [ice]({SITE}) - Walks on ice. See [the sources]({ICE}).", [ICE]),
        # two repositories of the entry
        (
            f"- [Ice on Robots](https://arxiv.org/abs/2403.01234) [[code]({ICE})] [[data]({SWIM})]",
            [ICE, SWIM],
        ),
        # once for each entry
        (f"- [ice]({ICE}) [![stars](https://img.example/a.svg)]({ICE})", [ICE]),
        (f"- [ice]({ICE})\n- [ice again]({ICE})", [ICE, ICE]),
        # a repository that a description mentions
        (f"- [ice]({ICE}) - Like [swim]({SWIM}).", [ICE]),
        (f"- [ice]({SITE}) - Like [swim]({SWIM}) ([Code]({ICE})).", [ICE]),
        (f"- [ice]({SITE}) - Like [swim]({SWIM}) and [walk]({ICE}).", []),
        (f"# A list\n\nSee also [ice]({ICE}), which inspired this list, and its friends.", []),
    ],
)
def test_the_repository_of_an_entry_is_checked(readme: str, found: list[str]) -> None:
    last = {ICE: "2019-03", SWIM: "2018-01"}
    assert messages(f"{readme}\n", PUSHED, YEARS) == [
        f"`{url}` has had no push for more than 24 months: last push {last[url]}" for url in found
    ]


def test_records_of_papers_are_left_alone() -> None:
    url = "https://arxiv.org/abs/2403.01234"
    records = {url: Record("arxiv", "2403.01234", url, license="")}
    assert messages(f"- [Ice]({url})\n", records, "{require-license: true}") == []


# --- criteria


def test_nothing_is_checked_unless_it_is_configured() -> None:
    records = repository(ICE, pushed="2001-01-01", created="2026-01-14", stars=0, license="")
    assert messages(ENTRY, records, changed=[1]) == []
    assert messages(ENTRY, repository(ICE, disabled=True)) == [
        f"`{ICE}` is disabled by GitHub: readers cannot use it"
    ]


@pytest.mark.parametrize(
    ("months", "pushed", "found"),
    [
        (12, "2025-01-14", True),
        (12, "2025-01-15", False),
        (1, "2025-12-14", True),
        (1, "2025-12-15", False),
        (24, "", False),
        (600, "1975-12-31", True),
    ],
)
def test_months_since_the_last_push(months: int, pushed: str, found: bool) -> None:
    options = f"{{max-months-since-push: {months}}}"
    noun = "month" if months == 1 else "months"
    assert messages(ENTRY, repository(ICE, pushed=pushed), options) == found * [
        f"`{ICE}` has had no push for more than {months} {noun}: last push {pushed[:7]}"
    ]


@pytest.mark.parametrize("url", [GRIP, HAND])
def test_the_last_activity_stands_for_the_last_push(url: str) -> None:
    records = repository(url, active="2020-02-03")
    assert messages(f"- [it]({url}) - Works.\n", records, YEARS) == [
        f"`{url}` has had no activity for more than 24 months: last activity 2020-02"
    ]
    records = repository(url, pushed="2025-12-01", active="2020-02-03")
    assert messages(f"- [it]({url}) - Works.\n", records, YEARS) == []


@pytest.mark.parametrize("words", ["archived", "no longer maintained", "DEPRECATED"])
def test_an_entry_that_mentions_it_is_skipped(words: str) -> None:
    assert messages(f"- [ice]({ICE}) - Walks ({words}).\n", PUSHED, YEARS) == []


def test_an_archived_repository_has_one_finding() -> None:
    records = repository(ICE, pushed="2019-03-05", archived=True, license="")
    assert messages(ENTRY, records, YEARS) == []
    both = lint(
        ENTRY,
        "repo-*",
        config=f"rules: {{repo-health: {YEARS}}}",
        links={},
        records=records,
    )
    assert [each.rule for each in both] == ["repo-archived"]
    assert len(messages(ENTRY, records, "{require-license: true}")) == 1


@pytest.mark.parametrize(
    ("license_id", "options", "found"),
    [
        ("", "{require-license: true}", True),
        ("", "{licenses: [MIT]}", True),
        ("", "{licenses: []}", False),
        ("", "{require-license: false, min-stars: 5}", False),
        ("MIT", "{require-license: true}", False),
        ("NOASSERTION", "{require-license: true, licenses: [MIT]}", False),
        (None, "{require-license: true, licenses: [MIT]}", False),
    ],
)
def test_a_missing_license(license_id: str | None, options: str, found: bool) -> None:
    assert messages(ENTRY, repository(ICE, license=license_id), options) == found * [
        (
            f"GitHub finds no license in `{ICE}`: without one, readers may not copy, change or"
            " share its code"
        )
    ]


@pytest.mark.parametrize(
    ("license_id", "allowed", "found"),
    [
        ("GPL-3.0", "MIT", True),
        ("GPL-2.0", "GPL-3.0-only", True),
        ("AGPL-3.0", "GPL-3.0-only", True),
        ("GPL-3.0", "GPL-3.0-only", False),
        ("GPL-3.0", "GPL-3.0-or-later", False),
        ("MIT", "MIT", False),
    ],
)
def test_another_license(license_id: str, allowed: str, found: bool) -> None:
    records = repository(ICE, license=license_id)
    assert messages(ENTRY, records, f"{{licenses: [{allowed}]}}") == found * [
        f"`{ICE}` has the license `{license_id}`, which is not one of `{allowed}`"
    ]


# --- criteria for new entries

NEW = "{min-stars: 10, min-months-old: 6}"
YOUNG = repository(ICE, stars=9, created="2025-07-16")
TWO = [
    f"`{ICE}` has 9 stars, fewer than 10",
    f"`{ICE}` was created on 2025-07-16, less than 6 months ago",
]


def test_stars_and_age_are_checked_for_new_entries() -> None:
    assert messages(ENTRY, YOUNG, NEW, changed=[1]) == TWO
    assert messages(ENTRY, YOUNG, NEW) == []
    assert messages(f"{ENTRY}- [swim]({SWIM})\n", YOUNG, NEW, changed=[2]) == []
    old = repository(ICE, stars=10, created="2025-07-15")
    assert messages(ENTRY, old, NEW, changed=[1]) == []
    assert messages(ENTRY, repository(ICE), NEW, changed=[1]) == []


@pytest.mark.parametrize(
    ("before", "found"),
    [
        ("", TWO),
        (f"- [swim]({SWIM})\n", TWO),
        # the entry is edited or moved
        (f"- [ice]({ICE}) - Walk on ice.\n", []),
        ("- [ice](http://www.github.com/Robots/Ice/#readme) - Walks on ice.\n", []),
    ],
)
def test_a_repository_that_the_list_already_has_is_not_new(before: str, found: list[str]) -> None:
    assert messages(ENTRY, YOUNG, NEW, changed=[1], before=before) == found


def test_the_other_criteria_hold_for_all_entries() -> None:
    options = "{require-license: true, max-months-since-push: 24}"
    records = repository(ICE, license="", pushed="2019-03-05")
    assert len(messages(ENTRY, records, options, changed=[], before=ENTRY)) == 2


def test_each_criterion_has_its_own_identity() -> None:
    """A baseline with one of the findings does not hide another."""
    records = repository(ICE, license="", pushed="2019-03-05", disabled=True)
    config = "rules: {repo-health: {require-license: true, max-months-since-push: 24}}"
    found = lint(ENTRY, "repo-health", config=config, links={}, records=records)
    assert len(found) == 3
    assert len({each.fingerprint.partition("-")[0] for each in found}) == 3
    assert len({each.group for each in found}) == 3


# --- suppressions

COMMENT = f"- [ice]({ICE}) - Walks. <!-- awesome-lint-disable-line repo-health -->\n"


def unused(config: str, **evidence: Any) -> list[str]:
    found = lint(COMMENT, config=config, **evidence)
    return [each.message for each in found if each.rule == "suppression-unused"]


def test_a_comment_about_stars_is_not_unused_after_the_change() -> None:
    config = f"rules: {{repo-health: {NEW}}}"
    assert unused(config, links={}, records=YOUNG, changed=[1]) == []
    assert unused(config, links={}, records=YOUNG) == []


def test_a_comment_is_unused_only_if_the_rule_is_known_to_be_off() -> None:
    assert unused(f"rules: {{repo-health: {NEW}}}") == []  # offline
    assert unused("") == []
    assert unused("", links={}, records=YOUNG) == [
        "This comment suppresses nothing: `repo-health` reports nothing here"
    ]


# --- options


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (
            "{licenses: [MIT, Apache 2]}",
            (
                "`repo-health.licenses` must be an SPDX license identifier, not `Apache 2`:"
                " did you mean `Apache-2.0`?"
            ),
        ),
        (
            "{licenses: [mit]}",
            (
                "`repo-health.licenses` must be an SPDX license identifier, not `mit`:"
                " did you mean `MIT`?"
            ),
        ),
        (
            "{licenses: MIT}",
            '`repo-health.licenses` must be a list, not `MIT`: did you mean `["MIT"]`?',
        ),
        (
            "{min-stars: 0}",
            "`repo-health.min-stars` must be a whole number from 1 to 1000000, not `0`",
        ),
        (
            "{max-months-since-push: 2y}",
            "`repo-health.max-months-since-push` must be a whole number from 1 to 600, not `2y`",
        ),
        (
            "{min_stars: 24}",
            "unknown option `min_stars` of `repo-health`: did you mean `min-stars`?",
        ),
    ],
)
def test_mistakes_in_options(options: str, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        config_of(f"rules: {{repo-health: {options}}}")
    assert str(caught.value) == f".awesome-lint.yml:1: {message}"
