import re
from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

import report_helpers
from awesome_lint.model import (
    CheckedLink,
    Diagnostic,
    Edit,
    Fix,
    LinkResult,
    Related,
    Run,
    Span,
    Verdict,
)
from awesome_lint.report.excerpt import excerpt
from awesome_lint.report.formats import text
from awesome_lint.text.display import display_width, displayable, displayable_pieces
from report_helpers import README, commands, diagnostic, document, hidden_commands, hostile, run

TYPO = diagnostic(Span(5, 25, 5, 30))
SURPLUS = diagnostic(
    Span(6, 73, 6, 78),
    rule="table-column-count",
    severity="warning",
    message="4 cells for 3 columns: GitHub drops `extra`",
    help="Remove the last cell",
    related=(Related(Span(3, 1, 3, 27), "the header stands here"),),
)


written = partial(report_helpers.written, text.write)
statistics = partial(report_helpers.written, text.write_statistics)


def links(**counts: int) -> tuple[CheckedLink, ...]:
    verdicts: dict[str, Verdict] = {
        "ok": "ok",
        "dead": "dead",
        "blocked": "blocked",
        "skipped": "skipped",
    }
    return tuple(
        CheckedLink(LinkResult(f"https://example.org/{name}/{number}", verdicts[name]), ())
        for name, count in counts.items()
        for number in range(count)
    )


# Format


def test_findings_with_their_source_and_a_summary() -> None:
    assert written(run(TYPO, SURPLUS)) == (
        "README.md:5:25: error[venue-typo] `Avrxi` is not a venue\n"
        "  |\n"
        "5 | | A Survey of Surveys | Avrxi 2025 | [Link](https://arxiv.org/abs/2503.012…\n"
        "  |                         ^^^^^\n"
        "  = help: Write `arXiv`\n"
        "\n"
        "README.md:6:73: warning[table-column-count] 4 cells for 3 columns: GitHub drops `extra`\n"
        "  |\n"
        "6 | …g Lists 📚 | 漢字の会議 2024 | [Link](https://example.org/lists) | extra |\n"
        "  |                                                                     ^^^^^\n"
        "  = help: Remove the last cell\n"
        "  = note: line 3: the header stands here\n"
        "\n"
        "1 error, 1 warning in 1 file\n"
    )


def test_narrow_terminal() -> None:
    assert written(run(TYPO), width=50) == (
        "README.md:5:25: error[venue-typo] `Avrxi` is not a venue\n"
        "  |\n"
        "5 | …Survey of Surveys | Avrxi 2025 | [Link](http…\n"
        "  |                      ^^^^^\n"
        "  = help: Write `arXiv`\n"
        "\n"
        "1 error in 1 file\n"
    )


def test_messages_are_wrapped_on_a_terminal_only() -> None:
    assert written(run(SURPLUS), width=60, is_terminal=True, color=False).splitlines()[:2] == [
        "README.md:6:73: warning[table-column-count] 4 cells for 3",
        "      columns: GitHub drops `extra`",
    ]
    whole = f"README.md:6:73: warning[table-column-count] {SURPLUS.message}"
    assert written(run(SURPLUS), width=60).splitlines()[0] == whole
    assert written(run(SURPLUS), width=60, is_terminal=True, quiet=True) == f"{whole}\n"


def test_absurd_widths_are_taken_as_forty_columns() -> None:
    assert written(run(TYPO), width=0) == written(run(TYPO), width=40)


def test_margin_is_as_wide_as_the_line_number() -> None:
    long = document("long.md", *[""] * 1233, "Arxiv")
    assert written(run(diagnostic(Span(1234, 1, 1234, 6), path="long.md"), documents=[long])) == (
        "long.md:1234:1: error[venue-typo] `Avrxi` is not a venue\n"
        "     |\n"
        "1234 | Arxiv\n"
        "     | ^^^^^\n"
        "     = help: Write `arXiv`\n"
        "\n"
        "1 error in 1 file\n"
    )


def test_finding_of_several_lines_is_marked_to_the_end_of_its_first() -> None:
    output = written(run(diagnostic(Span(1, 3, 4, 2))))
    assert "1 | # Surveys\n  |   ^^^^^^^\n" in output


def test_nothing_is_marked_by_one_caret_and_no_line_ends_in_a_space() -> None:
    output = written(run(diagnostic(Span(2, 1, 2, 1), help="")))
    assert output == (
        "README.md:2:1: error[venue-typo] `Avrxi` is not a venue\n"
        "  |\n"
        "2 |\n"
        "  | ^\n"
        "\n"
        "1 error in 1 file\n"
    )


def test_verbose_adds_the_url_of_the_rule() -> None:
    assert (
        "  = help: Write `arXiv`\n  = see: https://example.org/rules/venue-typo.md\n\n1 error in 1"
    ) in written(run(TYPO), verbose=True)


def typos(number: int, **changes: Any) -> list[Diagnostic]:
    fix = Fix("Write `arXiv`", (Edit(Span(5, 25, 5, 30), "arXiv"),))
    return [diagnostic(Span(5, 25, 5, 30 + each), fix=fix, **changes) for each in range(number)]


def test_many_findings_with_one_cause_are_one() -> None:
    report = written(run(*typos(400)))
    assert report.count("error[venue-typo]") == 1
    assert report.endswith(
        "  = note: 399 more: line 5 (--verbose shows them)\n"
        "  = fix all: `--fix --select venue-typo` fixes all\n"
        "\n"
        "400 errors in 1 file\n"
        "400 can be fixed with --fix\n"
    )
    for options in ({"verbose": True}, {"quiet": True}):
        assert written(run(*typos(400)), **options).count("error[venue-typo]") == 400


def test_few_findings_with_one_cause_are_all_shown() -> None:
    report = written(run(*typos(2)))
    assert report.count("error[venue-typo]") == 2
    assert "more" not in report


@pytest.mark.parametrize("number", [3, 4, 5, 40])
def test_a_rule_has_at_most_25_lines(number: int) -> None:
    causes = [
        diagnostic(Span(5, 25, 5, 30), message=f"`A{each}` is not a venue")
        for each in range(number)
    ]
    report = written(run(*causes, SURPLUS))
    assert "warning[table-column-count]" in report
    of_rule = report.partition("README.md:6:73")[0]
    shown = of_rule.count("error[venue-typo]")
    assert of_rule.count("\n") <= text.MAX_LINES_OF_RULE
    assert shown == min(number, 9)
    assert of_rule.count("= help") == {3: 3, 4: 4, 5: 3, 40: 1}[number]
    assert (f"= note: {number - shown} more: line" in of_rule) == (shown < number)


def test_the_most_severe_findings_of_a_rule_are_shown() -> None:
    notes = [
        diagnostic(Span(5, 25, 5, 30), severity="info", message=f"`A{each}` is odd")
        for each in range(9)
    ]
    report = written(run(*notes, TYPO))
    assert "error[venue-typo] `Avrxi` is not a venue" in report


def test_findings_of_other_files_are_named_by_path() -> None:
    others = typos(5, path="other.md")
    report = written(run(TYPO, *others, documents=[README, document("other.md", *README.lines)]))
    assert "= note: 5 more: line other.md:5 (--verbose shows them)" in report


def test_quiet_leaves_one_line_a_finding() -> None:
    assert written(run(TYPO, SURPLUS), quiet=True) == (
        "README.md:5:25: error[venue-typo] `Avrxi` is not a venue\n"
        "README.md:6:73: warning[table-column-count] 4 cells for 3 columns: GitHub drops `extra`\n"
    )
    assert written(run(), quiet=True) == ""


def test_colour() -> None:
    assert written(run(diagnostic(Span(1, 3, 1, 10))), color=True) == (
        "\x1b[1mREADME.md:1:3:\x1b[0m \x1b[1;31merror[venue-typo]\x1b[0m `Avrxi` is not a venue\n"
        "  \x1b[34m|\x1b[0m\n"
        "\x1b[34m1\x1b[0m \x1b[34m|\x1b[0m # Surveys\n"
        "  \x1b[34m|\x1b[0m \x1b[1;31m  ^^^^^^^\x1b[0m\n"
        "  \x1b[34m=\x1b[0m \x1b[1mhelp\x1b[0m: Write `arXiv`\n"
        "\n"
        "1 error in 1 file\n"
    )


@pytest.mark.parametrize(
    ("finished", "summary"),
    [
        (run(), "No findings in 1 file"),
        (run(documents=[document("a.md"), document("b.md")]), "No findings in 2 files"),
        (run(suppressed=2), "No findings in 1 file (2 suppressed)"),
        (
            run(suppressed=2, baselined=3, fixed=1, out_of_scope=61),
            (
                "No findings in 1 file (2 suppressed, 3 in the baseline), 1 fixed;"
                " 61 findings out of scope"
            ),
        ),
        (
            run(TYPO, baselined=3, out_of_scope=1),
            "1 error in 1 file (3 in the baseline); 1 finding out of scope",
        ),
        (
            run(TYPO, TYPO, diagnostic(Span(1, 1, 1, 2), severity="info"), SURPLUS, suppressed=1),
            "2 errors, 1 warning, 1 info in 1 file (1 suppressed)",
        ),
        (
            run(links=links(blocked=3, dead=1, ok=5)),
            "No findings in 1 file; links: 5 ok, 1 dead, 3 blocked",
        ),
        (run(links=links(skipped=4)), "No findings in 1 file; links: 4 skipped"),
    ],
)
def test_summary(finished: Run, summary: str) -> None:
    assert written(finished).splitlines()[-1] == summary


def test_statistics_are_sorted_by_number_and_name() -> None:
    other = diagnostic(Span(1, 1, 1, 2), rule="link-empty")
    written = statistics(run(SURPLUS, other, *[TYPO] * 10))
    assert written == (
        "10  error    venue-typo\n 1  error    link-empty\n 1  warning  table-column-count\n"
    )


def test_statistics_tell_what_can_be_fixed() -> None:
    safe = replace(TYPO, fix=Fix("Write it", ()))
    unsafe = replace(TYPO, fix=Fix("Remove it", (), safe=False))
    written = statistics(run(TYPO, safe, safe, unsafe, replace(unsafe, severity="info")))
    assert written == (
        "4  error    venue-typo  2 with --fix, 1 with --unsafe-fixes\n"
        "1  info     venue-typo  1 with --unsafe-fixes\n"
    )


def test_fixes() -> None:
    fixed = replace(TYPO, path="::error::x.md", fix=Fix("Write `arXiv`\x1b[2J", ()))
    out = report_helpers.written(text.write_fixes, replace(run(), fixed_findings=(fixed,)))
    assert out.startswith("./::error::x.md:5:25: fixed[venue-typo] Write `arXiv`")
    assert "\x1b" not in out


def test_statistics_of_nothing() -> None:
    assert statistics(run()) == ""


# Untrusted text


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("plain [text](#anchor) 100 %", "plain [text](#anchor) 100 %"),
        ("tab\there, no-break\xa0space, ideographic\u3000space", None),
        ("\x1b[31mred\x07", r"\x1b[31mred\x07"),
        ("C1 \x9b2J", r"C1 \x9b2J"),
        ("a\nb\rc\u2028d", r"a\nb\rc\u2028d"),
        ("bidi \u202egnp.exe\u2069", r"bidi \u202egnp.exe\u2069"),
        ("zero\u200bwidth\ufeff", r"zero\u200bwidth\ufeff"),
        ("soft\xadhyphen", r"soft\xadhyphen"),
        ("join\u200der", r"join\u200der"),
        ("broken \udcff", r"broken \udcff"),
        ("tag \U000e0041", r"tag \U000e0041"),
        ("❤️‍🔥 and 👍🏽", "❤🔥 and 👍"),
        ("می‌خواهم", "میخواهم"),
        ("## [text", "## [text"),
        ("C#[text]", "C#[text]"),
        ("##[error]text", r"##\[error]text"),
        ("###[text]", r"###\[text]"),
        ("#\u200b#\xad[error]", r"#\u200b#\xad\[error]"),
        ("##vso[task]", r"##vso\[task]"),
    ],
)
def test_visible(written: str, shown: str | None) -> None:
    assert displayable(written) == (shown or "tab here, no-break space, ideographic space")


@pytest.mark.parametrize(
    ("shown", "width"),
    [("", 0), ("abc", 3), ("漢字", 4), ("📚", 2), ("e\u0301", 1), ("한", 2), ("\u1112\u1161", 2)],
)
def test_columns(shown: str, width: int) -> None:
    assert display_width(shown) == width


@given(hostile)
def test_visible_text_is_one_line_of_printable_characters(line: str) -> None:
    assert displayable(line).isprintable()


@given(hostile, hostile, hostile, hostile, st.booleans())
def test_no_text_can_start_a_command(
    path: str, line: str, message: str, advice: str, quiet: bool
) -> None:
    finding = diagnostic(
        Span(1, 1, 1, len(line) + 1),
        path=path,
        message=message,
        help=advice,
        related=(Related(Span(1, 1, 1, 1), message),),
    )
    output = written(run(finding, documents=[document(path, line)]), quiet=quiet, verbose=True)
    assert commands(output) == []
    assert hidden_commands(output) == []


def test_file_name_that_is_a_command_is_shown_as_a_path() -> None:
    path = "::error::x.md"
    output = written(
        run(diagnostic(Span(1, 1, 1, 1), path=path), documents=[document(path, "")]), quiet=True
    )
    assert output == "./::error::x.md:1:1: error[venue-typo] `Avrxi` is not a venue\n"


# Excerpts


@st.composite
def stretches(draw: st.DrawFn) -> tuple[str, int, int]:
    line = draw(hostile | st.text(max_size=300) | st.text("ab 漢\u0301", max_size=300))
    start, end = sorted(draw(st.tuples(*[st.integers(0, len(line))] * 2)))
    return line, start, end


def above(shown: str, carets: str) -> str:
    """Return the characters of `shown` above the carets."""
    position = 0
    found = ""
    for char in shown:
        if position < len(carets) and carets[position] == "^":
            found += char
        position += display_width(char)
    return found


@given(stretches(), st.integers(20, 120))
def test_excerpt_fits_and_its_carets_stand_under_the_stretch(
    stretch: tuple[str, int, int], width: int
) -> None:
    line, start, end = stretch
    shown, carets = excerpt(line, start, end, width)
    assert display_width(shown) <= width
    assert len(carets) <= width
    assert re.fullmatch(r" *\^+", carets)

    # The width of a character may depend on its neighbors.
    marked = "".join(displayable_pieces(line)[start:end]).replace(r"\[", "[")
    if 0 < display_width(marked) <= width - 2 - marked.count("[") and end - start <= width:
        # A mark without width may belong to the character before the span.
        assert only_wide(above(shown, carets)).replace(r"\[", "[") == only_wide(marked)


def only_wide(shown: str) -> str:
    return "".join(char for char in shown if display_width(char))


@given(st.text("abc", max_size=60), st.integers(62, 80))
def test_line_that_fits_is_shown_whole(line: str, width: int) -> None:
    assert excerpt(line, 0, len(line), width) == (line, "^" * max(1, len(line)))


def test_long_stretch_is_cut_at_its_end() -> None:
    assert excerpt("x" * 10 + "y" * 90, 10, 100, 30) == ("…" + "y" * 28 + "…", " " + "^" * 28)


def test_caret_after_the_end_of_a_long_line() -> None:
    assert excerpt("x" * 100, 100, 100, 30) == ("…" + "x" * 27, " " * 28 + "^")


def test_context_is_shared_between_both_sides() -> None:
    assert excerpt("a" * 50 + "XX" + "b" * 50, 50, 52, 22) == (
        "…" + "a" * 9 + "XX" + "b" * 9 + "…",
        " " * 10 + "^^",
    )


def test_marks_without_width_leave_room_for_both_cuts() -> None:
    line = "\u0301" * 30 + "a" * 19 + "\u0301" * 30
    assert [display_width(part) for part in excerpt(line, 30, 31, 20)] == [20, 2]


def test_endless_line_costs_no_more_than_a_short_one(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at = []

    def counting(part: str) -> list[str]:
        looked_at.append(len(part))
        return list(part)

    monkeypatch.setattr("awesome_lint.report.excerpt.displayable_pieces", counting)
    excerpt("x" * 1_000_000, 500_000, 900_000, 80)
    assert looked_at == [160]
