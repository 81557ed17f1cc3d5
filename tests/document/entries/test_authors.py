"""The authors of entries."""

from __future__ import annotations

import pytest

from awesome_lint import document, rulebook

NAMES = "Ada Snow, Bo Frost, Cy Hail, Di Sleet"


@pytest.mark.parametrize(
    ("markdown", "authors"),
    [
        (f"- [Walking on Ice](https://a.example), *{NAMES}*. ICRA 2024\n", NAMES),
        (f'- {NAMES}. "Walking on Ice." [[Paper](https://a.example)]\n', NAMES),
        (
            "- **Walking on Ice**. *Ada Snow et al*. ICRA 2024. [Paper](https://a.example)\n",
            "Ada Snow et al",
        ),
        (f"- [Walking on Ice](https://a.example)\n  - {NAMES}\n  - ICRA 2024\n", NAMES),
        (
            "- [Walking on Ice](https://a.example)\n  - **Authors**: Ada Snow & Bo\n",
            "Ada Snow & Bo",
        ),
        ("- [Walking on Ice](https://a.example)\n  - 作者：Ada Snow\n", "Ada Snow"),
        ("- [Walking on Ice](https://a.example) - Dogs, cats and birds\n", None),
        ("- [Walking on Ice](https://a.example)\n  - Author's note: a talk\n", None),
    ],
)
def test_items(markdown: str, authors: str | None) -> None:
    (entry,) = document.parse("README.md", markdown, rulebook.vocabulary()).entries
    assert (entry.authors.text if entry.authors else None) == authors


@pytest.mark.parametrize(
    ("header", "row", "authors"),
    [
        ("Title | Authors", f"[Walking](https://a.example) | {NAMES}", NAMES),
        ("Title | Author(s)", "[Walking](https://a.example) | Ada", "Ada"),
        ("Title | Authors", "[Walking](https://a.example) | -", None),
        ("Title & Authors | Year", f"[Walking](https://a.example)<br>{NAMES} | 2024", NAMES),
        (
            "Title & Authors | Year",
            "[Walking](https://a.example)<br>Ada Snow, Bo Frost | 2024",
            "Ada Snow, Bo Frost",
        ),
        ("Title & Authors | Year", "[Walking](https://a.example) | 2024", None),
        ("Title & Tags | Year", "[Walking](https://a.example)<br>Big Snow, Old Frost | 2024", None),
        ("Title | Year", "[Walking](https://a.example) | 2024", None),
    ],
)
def test_rows(header: str, row: str, authors: str | None) -> None:
    text = f"| {header} |\n|--|--|\n| {row} |\n"
    (entry,) = document.parse("README.md", text, rulebook.vocabulary()).entries
    assert (entry.authors.text if entry.authors else None) == authors


def test_the_place_of_authors() -> None:
    text = f"- [Walking on Ice](https://a.example), *{NAMES}*. ICRA 2024\n"
    parsed = document.parse("README.md", text, rulebook.vocabulary())
    (entry,) = parsed.entries
    assert entry.authors is not None
    assert entry.authors.name == "Authors"
    assert parsed.slice(entry.authors.span) == entry.authors.source
