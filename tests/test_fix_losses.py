"""Losses of fixes for readers: none by safe fixes, only named ones by others."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from msgspec import structs

from awesome_lint import fixes
from awesome_lint.model import Correction, Diagnostic, Edit, Fix, Span
from fix_oracle import unnamed
from linting import lint, parse

ICE = "https://arxiv.org/abs/2401.01234"


def edit(line: int, column: int, end_line: int, end_column: int, text: str = "") -> Edit:
    return Edit(Span(line, column, end_line, end_column), text)


@pytest.mark.parametrize(
    ("text", "edits", "drops"),
    [
        ("one two", [edit(1, 4, 1, 8)], ("two",)),
        ("one two", [edit(1, 1, 1, 4, "ONE")], ()),
        ("one two", [edit(1, 4, 1, 5)], ("one", "two")),
        ("one two", [edit(1, 2, 1, 3)], ("one",)),
        ("(one), `two`", [edit(1, 1, 1, 13, "[one] two")], ()),
        ("one\ntwo\n", [edit(2, 1, 3, 1)], ("two",)),
        ("a\nb\n", [edit(1, 1, 1, 2, "b"), edit(2, 1, 2, 2, "a")], ()),
        ("1. a\n2. b\n", [edit(2, 1, 3, 1)], ("b",)),
        ("v1.5", [edit(1, 3, 1, 4)], ("v1", "5")),
        ("a ⭐ b", [edit(1, 3, 1, 4)], ("⭐",)),
        ("雪 b", [edit(1, 1, 1, 2, "冰")], ("雪",)),
        ("<img src='a.png' alt='A lake'>", [edit(1, 18, 1, 30)], ("alt", "A", "lake")),
        ("a <!-- b note -->", [edit(1, 3, 1, 18)], ("b", "note")),
        ("a <!-- awesome-lint-disable-line x-y -->", [edit(1, 3, 1, 41)], ()),
        ("[a](https://a.org/x)", [edit(1, 20, 1, 20, "y")], ("https://a.org/x",)),
        ("[a](https://a.org/x)", [edit(1, 1, 1, 21, "<https://a.org/x>")], ("a",)),
        ("https://a.org/x https://a.org/x", [edit(1, 16, 1, 32)], ()),
        ("https://a.org/ https://a.org/x", [edit(1, 1, 1, 16)], ("https://a.org/",)),
        (
            "https://a.org/b、https://a.org/c",
            [edit(1, 1, 1, 17)],
            ("https://a.org/b",),
        ),
        ("<a href='https://a.org/?b&amp;c'>", [edit(1, 10, 1, 32, "https://a.org/?b&c")], ()),
    ],
)
def test_what_is_gone_is_dropped(text: str, edits: list[Edit], drops: tuple[str, ...]) -> None:
    assert fixes.dropped_by(parse(text), Fix("", tuple(edits))) == drops


def test_what_is_kept_elsewhere_is_not_dropped() -> None:
    document = parse("- one two\n- one three\n")
    removal = (edit(2, 1, 3, 1),)
    assert fixes.dropped_by(document, Fix("", removal, kept=Span(1, 1, 1, 10))) == ("three",)
    twice = parse("- one\n- one one\n")
    assert fixes.dropped_by(twice, Fix("", removal, kept=Span(1, 1, 1, 6))) == ("one",)


@pytest.mark.parametrize(
    ("wrong", "right", "drops"),
    [
        ("Avrxi", "arXiv", ()),
        ("NIPS2022", "NeurIPS2022", ()),
        ("https://arxiv.org/pdf/2401.01234v2", ICE, ()),
        (f"https://arxiv.org/abs/{ICE}", ICE, ()),
        ("https://a.org/b、https://a.org/c", "https://a.org/c", ("https://a.org/b",)),
        (f"see {ICE}", "see", (ICE,)),
    ],
)
def test_a_correction_explains_what_it_replaces(
    wrong: str, right: str, drops: tuple[str, ...]
) -> None:
    made = (edit(1, 1, 1, len(wrong) + 1, right),)
    fix = Fix("", made, corrections=(Correction(wrong, right),))
    assert fixes.dropped_by(parse(wrong), fix) == drops


def test_a_correction_that_is_not_made_explains_nothing() -> None:
    fix = Fix("", (edit(1, 1, 1, 6),), corrections=(Correction("Avrxi", "arXiv"),))
    assert fixes.dropped_by(parse("Avrxi 2024"), fix) == ("Avrxi",)


@pytest.mark.demotes
def test_a_fix_that_claims_to_be_safe_and_drops_a_word_is_demoted() -> None:
    document = parse("one two")
    assert fixes.assess_fix(document, Fix("", (edit(1, 1, 1, 5),))) == Fix(
        "", (edit(1, 1, 1, 5),), safe=False, drops=("one",)
    )
    assert fixes.assess_fix(document, Fix("", (edit(1, 1, 1, 4, "One"),))).safe
    assert not fixes.assess_fix(document, Fix("", (edit(1, 1, 1, 4, "One"),), safe=False)).safe


def test_a_reason_is_a_loss_and_a_bare_suppression_is_none() -> None:
    comment = "<!-- awesome-lint-disable-line link-dead{} -->"
    text = f"a {comment.format('')}\n\nb {comment.format(' -- known to be slow')}\n"
    bare, reasoned = (each.fix for each in lint(text, "suppression-unused", "link-dead", links={}))
    assert bare is not None
    assert (bare.safe, bare.drops) == (True, ())
    assert reasoned is not None
    assert not reasoned.safe
    assert reasoned.drops[-4:] == ("known", "to", "be", "slow")


def proposal(*edits: Edit, rule: str) -> Diagnostic:
    span = edits[0].span
    return Diagnostic("README.md", rule, "error", span, "", "", "", "", (), Fix("", edits))


@pytest.mark.parametrize(
    ("text", "harmful"),
    [
        ("text [b](c) -->\n", edit(3, 1, 3, 1, "<!-- ")),
        ("| a |\n|:--|\n| b |\n\n| c | d |\n", edit(5, 6, 7, 1, "\n")),
        ("see [a] https://a.org\n", edit(3, 1, 3, 9, "[a]: ")),
        ("see https://a.org/b\n", edit(3, 5, 3, 5, "`")),
    ],
    ids=["a comment", "a dropped cell", "a definition", "code"],
)
def test_a_fix_that_hides_words_is_withheld_and_the_others_are_made(
    text: str, harmful: Edit
) -> None:
    text = f"x -\n\n{text}`"
    proposed = [proposal(harmful, rule="hides"), proposal(edit(1, 3, 1, 4, "+"), rule="signs")]

    fixed = fixes.apply_fixes(text, lambda now: proposed if now == text else [])

    assert fixed.text == text.replace("x -", "x +")
    assert [each.rule for each in fixed.applied] == ["signs"]
    assert [each.rule for each in fixed.withheld] == ["hides"]


def signs(text: str) -> Iterator[Diagnostic]:
    """Yield a fix of the hyphen at the end of each line. If the line has an `a`, it is removed."""
    for number, line in enumerate(text.splitlines(), 1):
        if line.endswith("-"):
            hides = "a" in line
            made = (
                edit(number, 3, number, 6, "<!---->") if hides else edit(number, 5, number, 6, "+")
            )
            rule = "hides" if hides else "signs"
            yield structs.replace(proposal(made, rule=rule), fingerprint=f"{rule} {number}")


def test_one_harmful_fix_among_many_is_found() -> None:
    text = "- b -\n" * 29 + "- a -\n" + "- b -\n" * 20

    fixed = fixes.apply_fixes(text, signs)

    assert [each.span.line for each in fixed.withheld] == [30]
    assert fixed.text == text.replace("b -", "b +")


def test_two_harmful_fixes_of_a_rule_speak_against_all_of_it() -> None:
    text = "- a -\n- b -\n" * 20

    fixed = fixes.apply_fixes(text, signs)

    assert {each.rule for each in fixed.withheld} == {"hides"}
    assert len(fixed.withheld) == 20
    assert fixed.text == text.replace("b -", "b +")


def test_the_oracle_sees_what_a_fix_takes() -> None:
    assert unnamed("one [two](https://a.org)", "one", []) == ["https://a.org", "two"]
    named = Fix("", (), drops=("two",), corrections=(Correction("https://a.org", "https://b.org"),))
    assert unnamed("one [two](https://a.org)", "one [](https://b.org)", [named]) == []
