"""Laws that hold for any text: what is read lies in its lines, once, and in time."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import chain, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awesome_lint.document.entries import list_items, paragraphs, reading, table_rows
from awesome_lint.document.entries.line import Line
from awesome_lint.document.entries.reading import Reading
from awesome_lint.document.entries.segments import Segment, classify
from awesome_lint.model import Document, Entry, Field, Vocabulary
from calls import calls
from entry_shapes import SHAPES, Expected, entry_lines, parts
from linting import VOCABULARY, parse
from markdown_strangers import stranger

PIECES = (
    *("Robots on Ice", "IceBot", "Ice", "A. Snow, B. Frost", "Snow et al.", "Ada Snow", "of", "2"),
    *("2024", "2024-05", "(2023)", "Mar 2024", "ICRA", "ICRA 2024", "(ICRA'24)", "[ICRA 2024]"),
    *("`ICRA`", "*ICRA*, 2024", "In: *ICRA*, 2024", "Frost Letters", "Ice'24 ", "arXiv 2024"),
    *("[IceBot](https://example.org/a)", "[Paper](https://arxiv.org/abs/2401.01234)", "[x]"),
    *("[[code](https://example.org/c)]", "[[Paper]](https://example.org/p)", "[ice](#ice)"),
    *("**IceBot**", "**IceBot**:", "***Ice***", "_Ada Snow_", "**[Ice](https://example.org)**"),
    *("![](https://example.org/a.png)", "[![](a.png)](https://example.org/b)", "[ice][ref]"),
    *("https://example.org/u", "<https://example.org/v>", "www.example.org", "a@example.org"),
    *(
        '"Robots on Ice"',
        "“Robots”",
        '["Ice" by Ada](https://example.org)',
        ":fire:",
        "⭐ 12",
        "🔥",
    ),
    *("<b>Ice</b>", "<a href='https://example.org/h'>Ice</a>", "<br>", "<kbd>★ 2k</kbd>", "⭐ 12"),
    *(" - ", " | ", ": ", ", ", ". ", " -> ", "  ", " ", "：", " · ", "\\[", "\\]", "[", "(", "*"),
    *("1) ", "#3 ", "[7] ", "**[7]** ", "[2401.01234](https://arxiv.org/abs/2401.01234)", "here"),
)
MARKS = ("- ", "  - ", "1. ", "> ", "### ", "## ", "", "", "| ", "  ", "<p>", "- \n\n  ")
"""Beginnings of lines: the blocks that they are in."""

line = st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=8).map("".join)
block = st.builds(
    lambda mark, text, end: mark + text + end,
    st.sampled_from(MARKS),
    line,
    st.sampled_from(("\n", "\n\n", " |\n", "\\\n", "<br>\n", "\n|--|--|\n")),
)
shapes = st.sampled_from([shape.markdown for shapes in SHAPES.values() for shape in shapes])
documents = (
    st.lists(block, max_size=8).map("".join)
    | st.lists(shapes | block, max_size=4).map("\n".join)
    | stranger
)


def fields(entry: Entry) -> Iterator[Field]:
    for field in (entry.title, entry.venue, *entry.fields):
        if field is not None:
            yield field


@given(documents)
def test_the_span_of_a_field_slices_back_to_its_source(text: str) -> None:
    document = parse(text)

    for entry in document.entries:
        for field in fields(entry):
            written = document.slice(field.span)
            if field.source and field.span.line == field.span.end_line:
                assert written == field.source
            else:
                words = iter(written.split())
                assert all(word in words for word in field.source.split())


@given(documents)
def test_an_entry_consists_of_its_lines_and_those_below_its_heading(text: str) -> None:
    document = parse(text)
    headings = {heading.span for heading in document.headings}
    last = len(document.lines)

    for index, entry in enumerate(document.entries):
        below = document.entries[index + 1 : index + 2]
        end = max(entry.span.end_line, below[0].span.line if below else last)
        lines = range(entry.span.line, end + 1)
        if entry.title is not None:
            assert entry.title.span.line in lines
        if entry.venue is not None and entry.venue.name == "Section":
            assert entry.venue.span in headings
        elif entry.venue is not None:
            # The URL of a badge may be in a definition of a reference.
            badges = {link.url_span.line for link in entry.links if link.kind == "image"}
            assert entry.venue.span.line in {*lines, *badges}
        assert {link.span.line for link in entry.links} <= set(lines)
        assert set(entry.links) <= set(document.links)
        assert entry.main_link is None or entry.main_link in entry.links


@given(documents)
def test_reading_twice_gives_the_same(text: str) -> None:
    assert parse(text) == parse(text)


@given(documents)
def test_text_at_the_end_changes_no_entry_above(text: str) -> None:
    def read(document: Document) -> list[object]:
        return [
            (entry.span.line, entry.title, entry.venue, entry.year, entry.main_link)
            for entry in document.entries
        ]

    assert read(parse(f"{text}\n\nText that follows.\n")) == read(parse(text))


def in_order(segments: Sequence[Segment], start: int, end: int) -> bool:
    """Return whether segments are in order between two offsets, and do not overlap."""
    places = [start, *(at for each in segments for at in (each.start, each.end)), end]
    return all(one <= other for one, other in pairwise(places)) and all(
        in_order(each.parts, each.start, each.end) for each in segments
    )


@given(documents)
def test_the_parts_of_a_line_have_no_gaps(text: str) -> None:
    for read in entry_lines(text):
        found = read.markup(0, read.end)

        assert [each.start for each in found] == [0, *(each.end for each in found)][:-1]
        assert (found[-1].end if found else 0) == read.end
        for each in found:
            assert each.start <= each.inner_start <= each.inner_end <= each.end


@given(documents)
def test_segments_are_in_order_and_cover_the_words_of_a_line(text: str) -> None:
    for read in entry_lines(text):
        segments = classify(read, VOCABULARY)

        assert in_order(segments, 0, read.end)
        around = [0, *(at for each in segments for at in (each.start, each.end)), read.end]
        for start, end in zip(around[::2], around[1::2], strict=True):
            words = [word for word in read.plain_text(start, end).split() if word.isalpha()]
            assert {word.lower() for word in words} <= {"in"}  # stickers have no words


@pytest.mark.parametrize(
    ("form", "count"),
    [
        ("- **Robots on Ice {n}** ICRA 2024\n  - Paper: https://example.org/{n}\n", 200),
        ("- [IceBot {n}](https://example.org/{n}) - Walks.\n  - Stars: {n}\n", 200),
        ("- Group {n}\n  - [IceBot {n}](https://example.org/{n})\n", 200),
        ("### Robots on Ice {n} (ICRA 2024)\n\n- [Paper](https://example.org/{n})\n\n", 200),
        ("### Group {n}\n\n- [IceBot {n}](https://example.org/{n})\n\n", 200),
        ("**Robots on Ice {n}**\n\n- Paper: https://example.org/{n}\n\n", 200),
        ("[Robots on Ice {n}](https://example.org/{n}), ICRA 2024\n\n", 100),
        ("Text {n} about [ice](https://example.org/{n}).\n\n", 100),
        ("Text {n} about ice.\n\n- [IceBot {n}](https://example.org/{n})\n\n", 200),
        ("\n| Paper |\n|--|\n| [IceBot {n}](https://example.org/{n}), ICRA |\n", 100),
    ],
)
def test_each_line_is_read_once(form: str, count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    reads: Counter[str] = Counter()

    def read_line(line: Line, vocabulary: Vocabulary) -> Reading:
        reads[line.content] += 1
        return reading.read_line(line, vocabulary)

    for module in (list_items, paragraphs, table_rows):
        monkeypatch.setattr(module, "read_line", read_line)
    parse("# Heading\n\n" + "".join(form.format(n=n) for n in range(100)))

    del reads["Heading"]
    assert set(reads.values()) == {1}
    assert len(reads) <= count


@pytest.mark.parametrize("piece", [*PIECES, "a, ", "Ice, ", '"ab cd"', "a and ", "[a](", "**", '"'])
def test_a_line_takes_work_in_proportion_to_its_length(piece: str) -> None:
    def read(length: int) -> Document:
        return parse("- " + (f"{piece} " * length)[:length])

    read(100)  # reads the tables of words
    half, whole = (calls(partial(read, length)) for length in (5_000, 10_000))

    assert whole < 2.5 * half + 10_000  # a call for each character


# In an HTML link, GitHub links a URL in the text once more.
LINK = re.compile(r"(?<![!\[\]])\[(?!https?:)([^\[\]]*)\]\((https?://[^\s)]*)\)")
ITALIC = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*]+?)(?<=\S)\*(?![\w*])")


def read(text: str) -> list[Expected]:
    return list(map(parts, parse(text).entries))


@pytest.mark.parametrize(
    "written",
    [
        pytest.param(lambda text: text.replace("\n", "\r\n"), id="line endings"),
        pytest.param(lambda text: f"{text}\n\n<!-- a comment -->\n", id="a comment below"),
        pytest.param(lambda text: re.sub(r"(?m)^(\s*)- ", r"\1+ ", text), id="bullets"),
        pytest.param(lambda text: ITALIC.sub(r"_\1_", text), id="italics"),
        pytest.param(lambda text: LINK.sub(r'<a href="\2">\1</a>', text), id="links"),
    ],
)
def test_markup_of_the_same_meaning_is_read_the_same(written: Callable[[str], str]) -> None:
    for shape in chain.from_iterable(SHAPES.values()):
        text = written(shape.markdown)

        assert read(text) == read(shape.markdown), text


@pytest.mark.parametrize(
    "placed",
    [
        pytest.param(lambda text: f"# List\n\nText.\n\n## Topic\n\n{text}", id="below a heading"),
        pytest.param(lambda text: "> " + text.replace("\n", "\n> "), id="in a quotation"),
        pytest.param(
            lambda text: re.sub(r"(?m)^[-*] ", "1. ", text).replace("\n  ", "\n   "), id="numbered"
        ),
    ],
)
def test_an_item_is_read_the_same_wherever_it_is(placed: Callable[[str], str]) -> None:
    for shape in SHAPES["items"]:
        if shape.markdown.startswith(("- ", "* ")) and shape.entries:
            text = placed(shape.markdown)

            assert read(text) == read(shape.markdown), text
