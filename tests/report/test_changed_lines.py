"""Changed lines of a fix in the text report, in addition to the golden reports."""

from awesome_lint.model import Edit, Fix, Span
from awesome_lint.report.changed_lines import changed_lines
from linting import parse

LINES = [f"Robot {number}" for number in range(8, 13)]


def shown(*edits: Edit, width: int = 40) -> list[str]:
    document = parse("\n".join(["", *LINES]))
    return [" ".join(line) for line in changed_lines(document, Fix("Repair", edits), width)]


def name(line: int, text: str) -> Edit:
    """Replace the word before the number of a line."""
    return Edit(Span(line, 1, line, 6), text)


def test_each_line_that_changes() -> None:
    assert shown(name(3, "Bot"), name(2, "Bot")) == [
        "- 2 Robot 8",
        "+ 2 Bot 8",
        "- 3 Robot 9",
        "+ 3 Bot 9",
    ]


def test_the_last_line_counts_the_lines_left_out() -> None:
    changes = [name(line, "Bot") for line in range(2, 6)]
    assert shown(*changes[:3])[-1] == "+ 4 Bot 10"
    assert shown(*changes) == [*shown(*changes[:2]), "- 4 Robot 10", "…   and 3 more lines"]


def test_edits_of_one_line_are_shown_together() -> None:
    number = Edit(Span(2, 7, 2, 8), "80")
    assert shown(name(2, "Bot"), number) == ["- 2 Robot 8", "+ 2 Bot 80"]


def test_a_line_that_stays_above_one_that_changes_is_not_shown() -> None:
    both = Edit(Span(2, 1, 3, 6), "Robot 8\nBot")
    assert shown(both) == ["- 3 Robot 9", "+ 3 Bot 9"]


def test_lines_that_stay_are_not_counted() -> None:
    same = name(3, "Robot")
    assert shown(same) == []
    assert shown(name(2, "Bot"), same) == shown(name(2, "Bot"))


def test_long_lines_are_cut_around_what_differs() -> None:
    document = parse("ice " * 100 + "robot")
    fix = Fix("Repair", (Edit(Span(1, 401, 1, 406), "bot"),))
    assert [" ".join(line) for line in changed_lines(document, fix, 24)] == [
        "- 1 … ice ice ice robot",
        "+ 1 …ce ice ice ice bot",
    ]
