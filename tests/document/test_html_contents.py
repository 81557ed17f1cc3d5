"""Headings, tables, list items and paragraphs written in HTML."""

import pytest

from awesome_lint.model import Document, Table
from document_checks import assert_spans_slice_back
from linting import parse


def texts(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in (table.header, *table.rows)]


def read(text: str) -> Document:
    document = parse(text)
    assert_spans_slice_back(document)
    return document


def table_of(text: str) -> Table:
    (table,) = read(text).tables
    return table


def titles(text: str) -> list[tuple[str, str]]:
    """Return the title and main link of each entry."""
    return [
        (entry.title.text if entry.title else "", entry.main_link.url if entry.main_link else "")
        for entry in read(text).entries
    ]


def test_a_table_has_the_header_rows_cells_and_links_of_its_elements() -> None:
    table = table_of(
        "# Robots\n\n"
        '<table class="list">\n'
        "  <thead><tr><th>Name</th><th>Links</th></tr></thead>\n"
        "  <tbody>\n"
        "    <tr>\n"
        "      <td>Ice &amp; <b>Snow</b></td>\n"
        '      <td><a href="https://x.org/1">Paper</a><br><a href="https://x.org/2">Code</a></td>\n'
        "    </tr>\n"
        "  </tbody>\n"
        "</table>\n"
    )
    assert texts(table) == [["Name", "Links"], ["Ice & Snow", "Paper Code"]]
    assert [link.url for link in table.rows[0].cells[1].links] == [
        "https://x.org/1",
        "https://x.org/2",
    ]
    assert table.rows[0].cells[0].source == "Ice &amp; <b>Snow</b>"
    assert (table.markup, table.is_layout) == ("html", False)
    assert table.section is not None
    assert table.section.text == "Robots"
    spans = [(span.line, span.end_line) for span in (table.span, table.rows[0].span)]
    assert spans == [(3, 11), (6, 9)]


@pytest.mark.parametrize(
    "text",
    [
        "<table><tr><th>A<th>B<tr><td>c<td>d</table>",
        "<TABLE><TR><TH>A</TH><TH>B</TH></TR><TR><TD>c</TD><TD>d</TD></TR></TABLE>",
        "<table><th>A</th><th>B</th><tr><td>c</td></td><td>d</td></tr></tr></table>",
        "<table><caption>x <tr><th>A<th>B</thead><tbody><td>c<td>d<tfoot></table>",
        "<table>\n<!-- <tr><td>x -->\n<tr>\n\n<th>A</th>\n\n<th>B</th></tr><td>c\n\n<td>d",
        "<table><tr><th>A<th>B<tr><td>c<td>d<table>x<tr>y</table>z</table>",
        "<table><colgroup><col><col></colgroup><tr><th>A<th>B<tr><tr><td>c<td>d</div></table>",
        "> <table><tr><th>A<th>B\n> <tr><td>c\n> <td>d\n> </table>",
    ],
)
def test_missing_tags_are_implied(text: str) -> None:
    expected = [["A", "B"], ["c", "d z"]] if "z</table>" in text else [["A", "B"], ["c", "d"]]
    assert texts(read(text).tables[0]) == expected


def test_markdown_in_cells_is_read() -> None:
    table = table_of(
        "<table><tr><th>Name</th><th>Venue</th></tr>\n"
        "<tr><td>\n\n**Walker** on `ice` [x](https://x.org/1)</td><td>\n\n_ICRA_ 2024\n\n</td>"
        "</tr>\n"
        "<tr><td>\n\nSkier\n\n[y](https://x.org/2)\n</td><td>IROS</td></tr>\n"
        "</table>\n"
    )
    assert texts(table)[1:] == [["Walker on ice x", "ICRA 2024"], ["Skier y", "IROS"]]
    assert table.rows[0].cells[0].source == "**Walker** on `ice` [x](https://x.org/1)"
    links = [link.url for row in table.rows for link in row.cells[0].links]
    assert links == ["https://x.org/1", "https://x.org/2"]


def test_spanned_columns_are_empty_and_spanned_rows_repeat_the_cell() -> None:
    table = table_of(
        "<table><thead><tr><th rowspan=2>Name</th><th colspan='2'>Links</th></tr>"
        "<tr><th>Paper</th><th>Code</th></tr></thead>"
        "<tr><td rowspan=2><a href='x'>a</a></td><td>b</td><td>c</td></tr>"
        "<tr><td>d</td><td>e</td></tr>"
        "<tr><td colspan=3>f</td></tr></table>"
    )
    assert texts(table) == [
        ["Name", "Paper", "Code"],
        ["a", "b", "c"],
        ["a", "d", "e"],
        ["f", "", ""],
    ]
    assert [row.cells[0].span for row in table.rows[:2]] == [table.rows[0].cells[0].span] * 2
    assert [len(row.cells[0].links) for row in table.rows[:2]] == [1, 0]


def test_a_first_row_of_column_names_is_a_header() -> None:
    rows = "".join(f"<tr><td>Ice {n}<td>ICRA 202{n}<td>x" for n in range(3))
    table = table_of(f"<table><tr><td>Titles</td><td>Venue</td><td>Notes</td></tr>{rows}</table>")
    assert texts(table)[0] == ["Titles", "Venue", "Notes"]
    table = table_of(f"<table><tr><td>Ice</td><td>Venue</td><td>Snow</td></tr>{rows}</table>")
    assert texts(table)[:2] == [["", "", ""], ["Ice", "Venue", "Snow"]]


def test_a_venue_that_spans_rows_is_that_of_each_entry_and_a_group_is_no_title() -> None:
    text = (
        "<table><tr><th>Group<th>Name<th>Venue<th>Link</tr>"
        '<tr><td rowspan=4>Cold<td>Ice Walker<td rowspan=2>ICRA 2024<td><a href="https://x.org/1">a</a>'
        '<tr><td>Snow Walker<td><a href="https://x.org/2">a</a>'
        '<tr><td rowspan=2>Hail Walker<td>RSS 2023<td><a href="https://x.org/3">a</a>'
        '<tr><td>RSS 2022<td><a href="https://x.org/4">a</a></table>'
    )
    entries = [
        (
            entry.title.text if entry.title else None,
            entry.venue.text if entry.venue else None,
            entry.year,
        )
        for entry in read(text).entries
    ]
    assert entries == [
        ("Ice Walker", "ICRA 2024", 2024),
        ("Snow Walker", "ICRA 2024", 2024),
        ("Hail Walker", "RSS 2023", 2023),
        (None, "RSS 2022", 2022),
    ]
    by_group = text.replace("<th>Name", "<th>Model")
    assert [entry.title.text for entry in read(by_group).entries if entry.title] == [
        "Ice Walker",
        "Snow Walker",
        "Hail Walker",
    ]


def test_the_title_of_a_row_without_header_is_its_link() -> None:
    rows = "".join(
        f"<tr><td><img src='{n}.png'>*<td><a href='https://x.org/{n}'>Ice {n}</a><td>Cold {n}"
        for n in range(3)
    )
    assert titles(f"<table>{rows}</table>")[0] == ("Ice 0", "https://x.org/0")
    text = "a | b\n-|-\n[Ice](https://x.org/1) | Cold\n"
    assert titles(text) == [("Ice", "https://x.org/1")]


def test_a_table_without_header_has_empty_header_cells() -> None:
    rows = "".join(f"<tr><td><a href='https://x.org/{n}'>Ice {n}</a><td>Cold {n}" for n in range(3))
    table = table_of(f"<table>{rows}</table>")
    assert texts(table)[0] == ["", ""]
    assert not table.is_layout
    assert titles(f"<table>{rows}</table>")[0] == ("Ice 0", "https://x.org/0")


PERSON = (
    '<td><a href="https://x.org/{0}"><img src="{0}.png"><br>Ada {0}</a> <a href="#x">*</a></td>'
)


@pytest.mark.parametrize(
    "text",
    [
        "<table>" + f"<tr>{''.join(PERSON.format(n) for n in range(3))}</tr>" * 3 + "</table>",
        "<table>" + "<tr><td><a href='https://x.org/a'><img src='a.png'></a>" * 5 + "</table>",
        "<table>" + "<tr><td><img src='a.png'><td><img src='b.png'>" * 5 + "</table>",
        "<table><tr><th><img src='a.png'></th></tr><tr><td><a href='https://x.org/a'>Ada</a></table>",
        "<table><tr><td>\n\n- [Ice](https://x.org/a)\n\n</td><td>\n\n- Snow\n\n</td></tr></table>",
        "<table><tr><th>A</th></tr><tr><td><table><tr><th>B</table></table>",
    ],
)
def test_rows_of_a_grid_or_layout_are_not_entries(text: str) -> None:
    document = read(text)
    assert document.tables[0].is_layout
    assert [entry for entry in document.entries if entry.kind == "row"] == []


def test_list_items_in_a_layout_are_entries() -> None:
    text = (
        "<table><tr><td><ul><li><a href='https://x.org/1'>Ice</a> - Cold.</li></ul></td><td>\n\n"
        "- [Snow](https://x.org/2) - White.\n\n</td></tr></table>\n"
    )
    assert titles(text) == [("Ice", "https://x.org/1"), ("Snow", "https://x.org/2")]


def test_a_table_that_is_never_closed_ends_with_its_last_block() -> None:
    document = read("<table><tr><th>A</th></tr><tr><td>b\n\ntext [x](https://x.org)\n\n- item\n")
    assert texts(document.tables[0]) == [["A"], ["b"]]
    assert (document.tables[0].span.end_line, document.tables[0].is_layout) == (1, False)
    document = read("- <table><tr><th>A</th></tr><tr><td>b\n- c\n\n<td>d</table>\n")
    assert texts(document.tables[0]) == [["A"], ["b"]]


def test_tables_of_both_kinds_are_in_document_order() -> None:
    one = "<table><tr><th>A</th></tr><tr><td>b</td></tr></table>"
    document = read(f"|G|\n|-|\n|h|\n\n{one}\n\n|I|\n|-|\n|j|\n\n{one}\n")
    assert [table.markup for table in document.tables] == ["gfm", "html"] * 2
    assert [table.header.cells[0].text for table in document.tables] == ["G", "A", "I", "A"]


def test_spans_of_hostile_tables_are_bounded() -> None:
    table = table_of(
        "<table>" + "<tr>" + "<td colspan=99999999 rowspan=99999999>x" * 999 + "</table>"
    )
    assert len(table.rows[0].cells) < 0x20000
    tall = "<table><tr><td colspan=1000 rowspan=0>x" + "<tr><td>y" * 999 + "</table>"
    assert sum(len(row.cells) for row in table_of(tall).rows) < 0x20000


def test_items_of_html_lists_are_entries() -> None:
    text = (
        "<ul>\n"
        '<li><a href="https://x.org/1"><b>Ice</b></a> - Cold &amp; hard.</li>\n'
        '<li><a href="https://x.org/2">Snow</a> - White.\n\n'
        '<li><a href="https://x.org/3">Hail</a> - Loud.</li>\n'
        "<li>Nothing</li>\n"
        "</ul>\n"
    )
    assert titles(text) == [
        ("Ice", "https://x.org/1"),
        ("Snow", "https://x.org/2"),
        ("Hail", "https://x.org/3"),
    ]
    entries = read(text).entries
    assert {(entry.container.line, entry.container.end_line) for entry in entries} == {(1, 7)}
    assert [(entry.span.line, entry.span.end_line) for entry in entries] == [(2, 2), (3, 3), (5, 5)]


def test_items_of_nested_html_lists_are_items_of_the_item_around_them() -> None:
    text = (
        '<ol><li>Cold<ul><li><a href="https://x.org/1">Ice</a> - Hard.'
        '<li><a href="https://x.org/2">Snow</a> - Soft.</ul>'
        '<li><a href="https://x.org/3">Hail</a></ol>'
    )
    assert titles(text) == [
        ("Ice", "https://x.org/1"),
        ("Snow", "https://x.org/2"),
        ("Hail", "https://x.org/3"),
    ]
    deep = "<ul><li><a href='https://x.org/1'>Ice</a> - Cold." * 3000
    assert len(read(deep).entries) == 3000


def fields(text: str) -> list[tuple[str, ...]]:
    """Return the text of each field of each entry."""
    return [tuple(field.text for field in entry.fields) for entry in read(text).entries]


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        (
            (
                "<ul><li><p><a href='https://x.org/1'>Robots on Thick Ice</a></p>\n"
                "<p>A. Snow, B. Frost. ICRA 2024</p></li>\n"
                "<li><p><a href='https://x.org/2'>Robots on Thin Ice</a></p></li></ul>"
            ),
            (
                "- [Robots on Thick Ice](https://x.org/1)\n\n  A. Snow, B. Frost. ICRA 2024\n\n"
                "- [Robots on Thin Ice](https://x.org/2)"
            ),
        ),
        (
            (
                "<ul><li><a href='https://x.org/1'>Robots on Thick Ice</a></li>\n"
                "<li><strong>Robots That Walk on Thin Ice</strong> (<em>2025</em>)</li></ul>"
            ),
            "- [Robots on Thick Ice](https://x.org/1)\n- **Robots That Walk on Thin Ice** (*2025*)",
        ),
        (
            "<ul><li><strong>Robots That Walk on Thin Ice</strong> (<em>2025</em>)</li></ul>",
            "- **Robots That Walk on Thin Ice** (*2025*)",
        ),
        (
            (
                "<ul><li><p>Robots</p><ul><li><a href='https://x.org/1'>Ice</a> - Cold.</li>"
                "<li><a href='https://x.org/2'>Snow</a> - Soft.</li></ul></li></ul>"
            ),
            "- Robots\n\n  - [Ice](https://x.org/1) - Cold.\n  - [Snow](https://x.org/2) - Soft.",
        ),
    ],
    ids=["paragraphs", "no link", "no links", "nested"],
)
def test_items_are_read_as_in_markdown(html: str, markdown: str) -> None:
    assert titles(html) == titles(markdown)
    assert fields(html) == fields(markdown)


def headings(text: str) -> list[tuple[int, str]]:
    return [(heading.level, heading.text) for heading in read(text).headings]


ITEM = '<ul><li><a href="https://x.org/1">Robots on thick ice</a></li></ul>'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<h2>ICRA</h2>", [(2, "ICRA")]),
        ('<H3 align="center">2022</H3>', [(3, "2022")]),
        ("<h2 id=icra>\n  <b>ICRA</b> &amp;\n  IROS\n</h2>", [(2, "ICRA & IROS")]),
        ("<h1><center><img src=a.png><br>Robots</center></h1>", [(1, "Robots")]),
        ("<h2>ICRA</h2><h3>2022</h3>" + ITEM, [(2, "ICRA"), (3, "2022")]),
        ("<details><summary><h2>ICRA</h2></summary>\n\n# Ice", [(2, "ICRA"), (1, "Ice")]),
        ("<h2>ICRA</h3>", [(2, "ICRA")]),
        ("<h2>ICRA<h2/>", [(2, "ICRA")]),
        ("<h2>ICRA<p>Robots<h2>IROS</h2>", [(2, "IROS")]),
        ("<h2>ICRA" + ITEM + "<h2>IROS</h2>", [(2, "IROS")]),
        ("> <h2>ICRA</h2>", [(2, "ICRA")]),
        ("## <h3>ICRA</h3>", [(2, "ICRA")]),
        ("<h2></h2>", []),
        ("<h2>ICRA", []),
        ("<table><tr><td><h2>ICRA</h2></td></tr></table>", []),
        ("<table><tr><td>\n\n<h2>ICRA</h2>\n\n</td></tr></table>", []),
        ("<ul><li><h2>ICRA</h2></li></ul>", []),
        ("- <h2>ICRA</h2>\n", []),
        ("Ice [^a].\n\n[^a]:\n    <h2>ICRA</h2>\n", []),
        ("`<h2>ICRA</h2>`\n\n    <h2>IROS</h2>\n", []),
        ("<!-- <h2>ICRA</h2> -->", []),
    ],
)
def test_headings_are_those_outside_of_cells_and_items(
    text: str, expected: list[tuple[int, str]]
) -> None:
    assert headings(text) == expected


def test_headings_open_sections_within_a_block() -> None:
    text = "<h2>ICRA</h2>\n<h3>2022</h3>{0}<h3>2023</h3>\n{0}\n<h2>IROS</h2>\n\n{0}".format(
        "<table><tr><th>Name</th><th>Venue</th></tr>"
        '<tr><td><a href="https://x.org/1">Robots</a></td><td>RSS</td></tr></table>'
        f"{ITEM}"
    )
    sections = [
        (entry.kind, entry.section.text if entry.section else "", entry.container.line)
        for entry in read(text).entries
    ]
    assert sections == [
        *(("row", "2022", 2), ("bullet", "2022", 2)),
        *(("row", "2023", 3), ("bullet", "2023", 3)),
        *(("row", "IROS", 6), ("bullet", "IROS", 6)),
    ]


def test_a_section_of_html_gives_its_venue_and_year() -> None:
    text = f"<h2>ICRA</h2><h3>2022</h3>{ITEM}".replace(
        "https://x.org/1", "https://arxiv.org/abs/2201.01234"
    )
    (entry,) = read(text).entries
    assert entry.venue is not None
    assert (entry.venue.name, entry.venue.text, entry.year) == ("Section", "ICRA", 2022)
    assert (entry.venue.span.line, entry.venue.span.column, entry.venue.span.end_column) == (
        1,
        5,
        9,
    )


def test_items_below_a_heading_about_the_list_are_not_entries() -> None:
    assert titles(f"<h2>Contributing</h2>\n{ITEM}\n<h2>Robots</h2>\n{ITEM}") == [
        ("Robots on thick ice", "https://x.org/1")
    ]


def test_a_heading_on_several_lines_has_the_place_of_its_element() -> None:
    heading = read("Ice\n\n<h2\n  id=a>\n  ICRA\n</h2> Snow").headings[0]
    at = heading.span
    assert (at.line, at.column, at.end_line, at.end_column) == (3, 1, 6, 6)


def test_headings_that_link_are_entries_with_the_list_below() -> None:
    text = "\n".join(
        f'<h3><a href="https://x.org/{n}">Robots {n} on thick ice</a></h3>\n'
        f'<ul><li><a href="https://x.org/c{n}">Code</a></li></ul>\n'
        for n in range(3)
    )
    links = [[link.url for link in entry.links] for entry in read(text).entries]
    assert links == [[f"https://x.org/{n}", f"https://x.org/c{n}"] for n in range(3)]
    assert titles(text.replace("<h3>", "<h3 align=center>")) == []


def test_a_term_and_its_description_are_one_item() -> None:
    text = (
        '<dl><dt><a href="https://x.org/1">Ice</a></dt><dd>Cold.</dd>\n'
        '<dt>Other</dt><dd><a href="https://x.org/2">Snow</a></dd></dl>'
    )
    assert titles(text) == [("Ice", "https://x.org/1"), ("Snow", "https://x.org/2")]
    assert read(text).entries[0].fields[2].text == "Cold"


LINE = '<b><a href="https://x.org/{0}">Robots {0} on thick ice</a></b> [<a href="https://x.org/c{0}">code</a>]'


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(f"<p>{LINE.format(n)}</p>" for n in range(3)),
        "\n".join(f"<p>\n{LINE.format(n)}\n" for n in range(3)),
        "<p>\n" + "<br>\n".join(LINE.format(n) for n in range(3)) + "\n</p>",
        "<div>\n" + "".join(f"&nbsp; {LINE.format(n)}<br/>\n" for n in range(3)) + "</div>",
        "\n\n".join(
            f"<details>\n<summary>{LINE.format(n)}</summary>\n</details>" for n in range(3)
        ),
    ],
)
def test_paragraphs_and_lines_of_html_are_entries(text: str) -> None:
    expected = [(f"Robots {n} on thick ice", f"https://x.org/{n}") for n in range(3)]
    assert titles(text) == expected


def test_lines_share_their_paragraph_and_paragraphs_their_section() -> None:
    lines = "<p>\n" + "<br>\n".join(LINE.format(n) for n in range(3)) + "\n</p>"
    assert {entry.container.line for entry in read(f"# Ice\n\n{lines}").entries} == {3}
    paragraphs = "\n".join(f"<p>{LINE.format(n)}</p>" for n in range(3))
    assert {entry.container.line for entry in read(f"# Ice\n\n{paragraphs}").entries} == {1}


def test_a_list_below_a_summary_belongs_to_it() -> None:
    text = "".join(
        f"<details><summary>{LINE.format(n)}</summary>\n\n- [Paper](https://x.org/p{n})\n\n"
        "</details>\n\n"
        for n in range(3)
    )
    links = [[link.url for link in entry.links] for entry in read(text).entries]
    assert links == [
        [f"https://x.org/{n}", f"https://x.org/c{n}", f"https://x.org/p{n}"] for n in range(3)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(f"<p align=center>{LINE.format(n)}</p>" for n in range(3)),
        "<div align='center'>\n\n" + "\n".join(f"<p>{LINE.format(n)}</p>" for n in range(3)),
        "<center>\n" + "".join(f"{LINE.format(n)}<br/>\n" for n in range(3)) + "</center>",
        "\n".join(f'<p><b><a href="#ice-{n}">Robots on thick ice</a></b></p>' for n in range(3)),
    ],
    ids=["paragraphs", "division", "lines", "links to sections"],
)
def test_centered_text_and_links_to_sections_are_not_entries(text: str) -> None:
    assert titles(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "| Name | City |\n|---|---|\n| [a](https://x.org/1) | Oslo{0}Bergen |\n",
        "<table><tr><th>Name<th>City<tr><td>a<td>Oslo{0}Bergen</table>",
    ],
)
@pytest.mark.parametrize(
    ("between", "expected"),
    [
        ("<br>", "Oslo Bergen"),
        ("<BR/>", "Oslo Bergen"),
        ("<br />", "Oslo Bergen"),
        ("</br>", "Oslo Bergen"),
        ("</br >", "Oslo Bergen"),
        ("</p>", "Oslo Bergen"),
        ("<li>", "Oslo Bergen"),
        ("</summary>", "Oslo Bergen"),
        ("</b>", "OsloBergen"),
        ("<wbr>", "OsloBergen"),
        ("<!-- br -->", "OsloBergen"),
    ],
)
def test_elements_that_start_a_new_line_separate_words(
    text: str, between: str, expected: str
) -> None:
    assert texts(table_of(text.format(between)))[1][1] == expected
