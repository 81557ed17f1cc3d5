"""arxiv-id: cases beyond the examples of its page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linting import fixed, lint, messages


def messages_of(text: str) -> list[str]:
    return messages(text, "arxiv-id")


@pytest.mark.parametrize(
    "text",
    [
        "[Ice](https://arxiv.org/abs/2413.01234)",
        "[Ice][ice]\n\n[ice]: https://arxiv.org/abs/2413.01234",
        "<https://arxiv.org/abs/2413.01234>",
        "See https://arxiv.org/abs/2413.01234 for more.",
        '<a href="https://arxiv.org/abs/2413.01234">Ice</a>',
        "[Ice](http://www.arxiv.org/pdf/2413.01234v2.pdf)",
        "[Ice](https://arxiv.org/2413.01234)",
        "[Ice](https://doi.org/10.48550/arXiv.2413.01234)",
        "[Ice](https://huggingface.co/papers/2413.01234)",
    ],
)
def test_every_kind_of_link(text: str) -> None:
    (message,) = messages_of(text)
    assert message.endswith(
        "`2413.01234` is not a valid arXiv identifier (`13` is not a month): the link opens an"
        " error page"
    )


def test_the_finding_is_the_url() -> None:
    text = "Robots [on ice](https://arxiv.org/abs/2413.01234)."
    (found,) = lint(text, "arxiv-id")
    assert text[found.span.column - 1 : found.span.end_column - 1] == (
        "https://arxiv.org/abs/2413.01234"
    )
    assert (found.severity, found.fix) == ("error", None)
    assert found.help == "Copy the identifier from the paper's page on arXiv"


def test_a_definition_is_reported_once_however_often_it_is_used() -> None:
    text = "[Ice][i] and [snow][i] and [i]\n\n[i]: https://arxiv.org/abs/2413.01234\n"
    assert messages_of(text) == [
        (
            "3:6 `2413.01234` is not a valid arXiv identifier (`13` is not a month): the link opens"
            " an error page"
        )
    ]


@pytest.mark.parametrize(
    "text",
    [
        "2413.01234 and arXiv:2413.01234",
        "`https://arxiv.org/abs/2413.01234`",
        "[Ice](https://example.org/abs/2413.01234)",
        "[Ice](https://arxiv.org/abs/9912.01234)",
        "[Ice](https://huggingface.co/papers/2401.1234)",
        # link-malformed reports these.
        "[Ice](arxiv.org/abs/2413.01234)",
        "[Ice](https://arxiv.org/abs/https://arxiv.org/abs/2413.01234)",
        "[Ice](https://arxiv.org/abs/\u200b2413.01234)",
    ],
)
def test_silent(text: str) -> None:
    assert messages_of(text) == []


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://arxiv.org/abs/xxxx.xxxxx", "xxxx.xxxxx"),
        ("https://arxiv.org/abs/XXXX", "XXXX"),
        ("https://arxiv.org/pdf/2401.XXXXX.pdf", "2401.XXXXX"),
        ("https://arxiv.org/abs/2401.1xxxxv2", "2401.1xxxx"),
        ("https://arxiv.org/abs/YYMM.NNNNN", "YYMM.NNNNN"),
        ("https://arxiv.org/abs/0000.00000", "0000.00000"),
        ("https://arxiv.org/abs/1234.56789", "1234.56789"),
        ("https://arxiv.org/abs/TBD", "TBD"),
        ("https://doi.org/10.48550/arXiv.XXXX.XXXXX", "xxxx.xxxxx"),
    ],
)
def test_a_place_that_is_held_is_a_note(url: str, shown: str) -> None:
    (found,) = lint(f"[Ice]({url})", "arxiv-id")
    assert found.severity == "info"
    assert found.message == (
        f"`{shown}` is a placeholder for an arXiv identifier: the link opens an error page"
    )


@pytest.mark.parametrize("written", ["x", "2401.0123x", "ice", "tbd-1", "1234.5670"])
def test_texts_that_are_not_placeholders_are_reported(written: str) -> None:
    assert "is a placeholder" not in "".join(messages_of(f"[Ice](https://arxiv.org/abs/{written})"))


def test_a_lost_digit_is_a_warning_without_a_fix() -> None:
    (found,) = lint("[Ice](https://arxiv.org/abs/2304.1234v2)", "arxiv-id")
    assert (found.severity, found.fix) == ("warning", None)
    assert found.message == (
        "`2304.1234` has 4 digits after the dot instead of 5: "
        "arXiv opens `2304.01234`, which may be another paper"
    )


def test_a_zero_too_many_is_dropped() -> None:
    text = "[Ice](https://arxiv.org/pdf/1403.00123v2#page=3)"
    found = lint(text, "arxiv-id")
    assert found[0].severity == "warning"
    assert fixed(text, found) == "[Ice](https://arxiv.org/pdf/1403.0123v2#page=3)"


def test_no_fix_where_the_source_is_escaped() -> None:
    (found,) = lint("[Ice](https://arxiv.org/pdf/1403.00123\\#page=3)", "arxiv-id")
    assert found.fix is None


@given(st.text(alphabet="0123456789./vabscht-}", max_size=20))
def test_messages_of_any_identifier_are_one_line(rest: str) -> None:
    for message in messages_of(f"[Ice](https://arxiv.org/abs/{rest})"):
        assert "\n" not in message
        assert len(message) < 250
