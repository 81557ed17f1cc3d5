"""Meanings of HTTP status codes."""

import pytest

from awesome_lint.links.http import status

PREDICATES = {
    name.removeprefix("is_"): getattr(status, name)
    for name in dir(status)
    if name.startswith("is_")
}


@pytest.mark.parametrize(
    ("code", "meanings"),
    [
        (200, "success final_success"),
        (202, "success accepted"),
        (204, "success final_success"),
        (301, "redirect permanent_redirect"),
        (302, "redirect"),
        (303, "redirect"),
        (304, ""),
        (307, "redirect"),
        (308, "redirect permanent_redirect"),
        (400, "error bot_wall"),
        (401, "error blocked bot_wall"),
        (403, "error blocked bot_wall quota_exceeded"),
        (404, "error gone"),
        (405, "error blocked bot_wall method_unsupported"),
        (410, "error gone"),
        (429, "error blocked"),
        (451, "error blocked"),
        (500, "error server_error bot_wall"),
        (501, "error server_error method_unsupported"),
        (503, "error server_error bot_wall quota_exceeded"),
        (999, "error blocked bot_wall"),
    ],
)
def test_meanings(code: int, meanings: str) -> None:
    assert {name for name, holds in PREDICATES.items() if holds(code)} == set(meanings.split())


def test_a_status_is_described_by_its_number_and_its_name() -> None:
    assert status.describe_status(404) == "404 Not Found"
    assert status.describe_status(999) == "999"
