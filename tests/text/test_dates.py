"""Dates as lists write them."""

from __future__ import annotations

import pytest

from awesome_lint.text.dates import is_date, leading_day


@pytest.mark.parametrize(
    "text",
    [
        *("2024", "1998", "'24", "2024-05", "2024/05/30", "2024.5", "24 May 2024", "May 2024"),
        *("May, 2024", "May 30, 2024", "Sept. 2016", "sep 2016", "December 2023", "May 30", "May"),
        *("27th Jul., 2023", "1st July 2023", "Jul 3rd, 2023", "Summer 2018", "autumn, 2018"),
        *("2024年", "2024年5月", "2024年5月30日", "2024년 5월"),
        *("2024. 5.", "2024. 5. 30.", "2024.05.30."),
    ],
)
def test_date(text: str) -> None:
    assert is_date(text)


@pytest.mark.parametrize(
    "text",
    [
        *("", "24", "3000", "20245", "v2024", "2024a", "ICRA 2024", "Summer", "27th", "5-2024-5"),
        *("in 2024", "2024: Ice", "since May 2024", "May we walk", "2024 2025", "2014-2015"),
        *("Octopus", "Marble", "Decoder", "Novel", "Mayor", "Augment", "Marvel 2024", "Deck 2"),
        *("2024. 5", "2024. Ice.", "2024. 5. 30. 1."),
    ],
)
def test_other_text(text: str) -> None:
    assert not is_date(text)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("240530 Robots on Ice", "240530 "),
        ("20240530 Robots on Ice", "20240530 "),
        ("2024-05-30: Robots on Ice", "2024-05-30: "),
        ("2024/05/30 Robots on Ice", "2024/05/30 "),
        *((text, "") for text in ("240530", "241530 Ice", "2024-05/30 Ice", "2024-05 Ice")),
        *((text, "") for text in ("240530Ice", "1240530 Ice", "Ice 240530 Robots")),
    ],
)
def test_leading_day(text: str, day: str) -> None:
    assert leading_day(text) == day
