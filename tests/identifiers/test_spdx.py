"""SPDX license identifiers."""

import pytest

from awesome_lint.identifiers.spdx import is_same_license, known_licenses, parse_license


@pytest.mark.parametrize(
    ("text", "identifier"),
    [
        ("MIT", "MIT"),
        ("apache-2.0", "Apache-2.0"),
        ("gpl-3.0", "GPL-3.0"),
        ("other", "NOASSERTION"),
        ("", "NOASSERTION"),
    ],
)
def test_any_case_is_parsed(text: str, identifier: str) -> None:
    assert parse_license(text) == identifier


def test_deprecated_identifiers_are_known() -> None:
    assert {"GPL-3.0", "GPL-3.0-only", "GPL-3.0+", "0BSD", "CC-BY-SA-4.0"} <= known_licenses()


def test_versions_of_one_text_are_the_same_license() -> None:
    forms = ["GPL-3.0", "GPL-3.0-only", "GPL-3.0-or-later", "GPL-3.0+", "gpl-3.0"]
    assert all(is_same_license(one, other) for one in forms for other in forms)
    assert not is_same_license("GPL-3.0", "GPL-2.0-or-later")
    assert not is_same_license("GPL-3.0", "AGPL-3.0")
