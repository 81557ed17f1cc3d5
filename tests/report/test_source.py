"""Columns in the units of report formats, compared with Python's codecs."""

from hypothesis import given
from hypothesis import strategies as st

from awesome_lint.model import Span
from awesome_lint.report.source import SourceText, utf8_bytes, utf16_units
from report_helpers import document

LINES = st.text(st.sampled_from("ab é漢📚\x00\u2028\ud800"), max_size=12)


@given(LINES, LINES, st.integers(0, 12))
def test_columns(first: str, second: str, before: int) -> None:
    parsed = document("README.md", first, second)
    column = min(before, len(second)) + 1
    head = second[: column - 1]
    in_bytes = len(head.encode("utf-8", "surrogatepass")) + 1
    in_units = len(head.encode("utf-16-le", "surrogatepass")) // 2 + 1
    for length, expected in ((utf8_bytes, in_bytes), (utf16_units, in_units)):
        source = SourceText(parsed, length)
        assert [source.column(2, column) for _ in range(2)] == [expected] * 2


def test_slices_have_the_line_endings_of_the_file() -> None:
    source = SourceText(document("README.md", "ab\r\ncd\ref"), utf8_bytes)
    assert source.slice(Span(1, 2, 3, 2)) == "b\r\ncd\re"
    assert source.slice(Span(2, 2, 2, 3)) == "d"
    assert source.line_end(2) == 3
