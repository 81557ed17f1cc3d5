"""Quotations in messages."""

import pytest

from awesome_lint.text.wording import quote


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Thin Ice", "`Thin Ice`"),
        (" Thin \n Ice ", "`Thin Ice`"),
        ("a `b` c", "`a 'b' c`"),
        ("Thin\u200bIce", "`Thin<U+200B>Ice`"),
        ("\ufeffThin Ice\u2060", "`<U+FEFF>Thin Ice<U+2060>`"),
        ("Self-\u00adMade Ice", "`Self-<U+00AD>Made Ice`"),
        ("Thin\u202eecI", "`Thin<U+202E>ecI`"),
        ("#-\u200dtools", "`#-<U+200D>tools`"),
        ("#\ufe0f-tools", "`#<U+FE0F>-tools`"),
        # Unusual spaces where ordinary ones would be wrong, or could be meant.
        ("ICRA\u00a02024", "`ICRA<U+00A0>2024`"),
        ("#\u202ftools", "`#<U+202F>tools`"),
        ("Thin\u00a0Ice on Water", "`Thin Ice on Water`"),
        # Joiners and selectors that belong to an emoji or a word.
        ("⚙\ufe0f Tools", "`⚙\ufe0f Tools`"),
        ("1\ufe0f\u20e3 First", "`1\ufe0f\u20e3 First`"),
        ("🧑\u200d🔬 People", "`🧑\u200d🔬 People`"),
        ("می\u200cخواهم", "`می\u200cخواهم`"),
    ],
)
def test_invisible_characters_are_shown(text: str, shown: str) -> None:
    assert quote(text) == shown


@pytest.mark.parametrize("text", ["x" * 61, "x " * 4000, "\u200b" * 5000])
def test_long_texts_are_cut(text: str) -> None:
    shown = quote(text)
    assert shown.endswith("…`")
    assert len(shown) <= 62
