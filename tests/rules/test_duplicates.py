"""duplicate-row and duplicate-entry, beyond the examples of their pages."""

import pytest

from linting import lint, messages

HEADER = "| Name | Paper | Venue | Link |\n|:--|:--|:--|:--|\n"
TITLE = "Walking Robots on Very Thin Ice"
LONG_TITLE = f"{TITLE}: A Field Guide to Winter"


def table(*rows: tuple[str, ...], header: str = HEADER) -> str:
    return header + "".join(f"| {' | '.join(row)} |\n" for row in rows)


def rules(text: str, config: str = "") -> list[str]:
    found = lint(text, "duplicate-*", config=config)
    return [f"{each.rule} {each.span.line} of {each.related[0].span.line}" for each in found]


@pytest.mark.parametrize(
    "link",
    [
        "https://arxiv.org/abs/2401.01234",
        "http://www.arxiv.org/abs/2401.01234v3",
        "https://arxiv.org/pdf/2401.01234v1.pdf",
        "https://export.arxiv.org/html/2401.01234",
        "https://doi.org/10.48550/arXiv.2401.01234",
    ],
)
def test_all_links_to_one_paper_are_one(link: str) -> None:
    rows = table(
        ("IceBot", TITLE, "ICRA 2024", "[[Link]](https://arxiv.org/abs/2401.01234)"),
        ("IceBot", TITLE, "ICRA 2024", f"[[Link]]({link})"),
    )
    assert rules(rows) == ["duplicate-row 4 of 3"]


@pytest.mark.parametrize("header", ["No.", "#", "ID", "S.No", "序号"])
def test_the_number_of_a_row_is_no_detail(header: str) -> None:
    link = "[[Link]](https://arxiv.org/abs/2401.01234)"
    head = f"| {header} | Paper | Link |\n|:--|:--|:--|\n"
    assert rules(table(("1", TITLE, link), ("2.", TITLE, link), header=head)) == [
        "duplicate-row 4 of 3"
    ]
    ranked = head.replace(header, "Rank")
    assert rules(table(("1", TITLE, link), ("2", TITLE, link), header=ranked)) == [
        "duplicate-entry 4 of 3"
    ]


def test_a_label_before_a_bar_is_no_title() -> None:
    text = "".join(
        f"- [robots/ice] | [{title}](https://example.org/{n}) | a note | Ada Snow\n"
        for n, title in enumerate((TITLE, "Swimming Robots", "Flying Robots"))
    )
    assert rules(text) == []


def test_a_venue_below_a_bullet_is_a_detail() -> None:
    text = "".join(
        f"- {TITLE}\n  [[pdf]](https://arxiv.org/pdf/2401.01234)\n"
        f"  - Ada Snow and Bo Frost. *{venue}*, 2024.\n"
        for venue in ("ICRA", "arXiv")
    )
    (finding,) = lint(text, "duplicate-*")
    assert finding.rule == "duplicate-entry"
    assert "`Venue` differs: `arXiv, 2024` here, `ICRA, 2024` there" in finding.message


def test_another_link_of_a_bullet_is_a_detail() -> None:
    text = (
        f"- {TITLE} [[paper](https://arxiv.org/abs/2401.01234)]\n"
        f"- {TITLE} [[paper](https://example.org/ice)]\n"
    )
    (message,) = messages(text, "duplicate-*")
    assert message.endswith(
        "`Links` differs: `https://example.org/ice` here, `https://arxiv.org/abs/2401.01234` there"
    )


@pytest.mark.parametrize(
    ("first", "second", "count"),
    [
        ("https://a.example/course/101", "https://a.example/course/102", 0),
        ("https://a.example/watch?v=one", "https://a.example/watch?v=two", 0),
        ("https://a.example/html/ice.html", "https://a.example/pdf/ice.pdf", 1),
        ("https://a.example/101?reload=1", "https://a.example/101", 1),
        ("https://a.example/101", "https://b.example/102", 1),
    ],
)
def test_pages_that_one_host_tells_apart(first: str, second: str, count: int) -> None:
    text = f"- [{TITLE}]({first})\n- [{TITLE}]({second})\n"
    assert len(messages(text, "duplicate-*")) == count


def test_a_note_before_the_title_is_a_detail() -> None:
    text = (
        f"- (2023 Talk on Ice) **{TITLE}.** [[pdf](https://arxiv.org/abs/2301.01234)]\n"
        f"- (2023 arXiv) **{TITLE}.** [[pdf](https://arxiv.org/abs/2301.01234)]\n"
    )
    (message,) = messages(text, "duplicate-*")
    assert "`Venue` differs: `2023 arXiv` here, `2023 Talk on Ice` there" in message
    text = (
        f"- [[ICRA 2023](https://arxiv.org/abs/2301.01234)] {TITLE}\n"
        f"- [[arXiv](https://arxiv.org/abs/2301.01234)] {TITLE}\n"
    )
    (message,) = messages(text, "duplicate-*")
    assert "`Venue` differs: `arXiv` here, `ICRA 2023` there" in message


def test_third_copy_names_the_first() -> None:
    row = ("IceBot", TITLE, "ICRA 2024", "[[Link]](https://arxiv.org/abs/2401.01234)")
    assert rules(table(row, row, row)) == ["duplicate-row 4 of 3", "duplicate-row 5 of 3"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        # One paper, two models: the names before the title are different.
        (
            ("S", TITLE, "", "[L](https://arxiv.org/abs/2401.01234)"),
            ("L", TITLE, "", "[L](https://arxiv.org/abs/2401.01234)"),
        ),
        # One title, two identifiers: one of them is wrong, and it is unknown which.
        (
            ("S", TITLE, "", "[L](https://arxiv.org/abs/2401.01234)"),
            ("S", TITLE, "", "[L](https://arxiv.org/abs/2402.04321)"),
        ),
        # One paper with two robots, named before the colon of its title.
        (
            ("", f"IceBot: {TITLE}", "", "[L](https://arxiv.org/abs/2401.01234)"),
            ("", f"SnowBot: {TITLE}", "", "[L](https://arxiv.org/abs/2401.01234)"),
        ),
        # Two sizes of one model.
        (
            ("", "IceBot", "2 kg", "[L](https://example.org) [D](https://example.org/small)"),
            ("", "IceBot", "9 kg", "[L](https://example.org) [D](https://example.org/large)"),
        ),
        # One link, two titles.
        (
            ("S", TITLE, "", "[L](https://example.org)"),
            ("S", "Another One", "", "[L](https://example.org)"),
        ),
        (
            ("S", f"{TITLE} 2", "", "[L](https://example.org)"),
            ("S", f"{TITLE} 3", "", "[L](https://example.org)"),
        ),
        # A short name is not an identity.
        (
            ("-", "RecBench", "", "[L](https://arxiv.org/abs/2401.01234)"),
            ("-", "RecBench+", "", "[L](https://arxiv.org/abs/2401.01234)"),
        ),
        (
            ("-", "Survey", "", "[L](https://example.org/1)"),
            ("-", "Survey", "", "[L](https://example.org/2)"),
        ),
        (("N/A", "-", "", "-"), ("N/A", "-", "", "-")),
        (("", "", "", ""), ("", "", "", "")),
    ],
)
def test_silence(first: tuple[str, ...], second: tuple[str, ...]) -> None:
    assert rules(table(first, second)) == []


def test_title_with_a_typo_is_the_same_with_the_same_link() -> None:
    link = "[L](https://arxiv.org/abs/2401.01234)"
    text = table(("S", TITLE, "", link), ("S", TITLE.replace("Robots", "Robot"), "", link))
    assert messages(text, "duplicate-entry") == [
        (
            "4:7 `Walking Robot on Very Thin Ice` is a duplicate of line 3 "
            "(arXiv 2401.01234), but `Paper` differs: "
            "`Walking Robot on Very Thin Ice` here, `Walking Robots on Very Thin Ice` there"
        )
    ]


def test_preprint_and_published_link_are_one_paper_by_their_title() -> None:
    text = table(
        ("S", TITLE, "arXiv 2024", "[L](https://arxiv.org/abs/2401.01234)"),
        ("S", TITLE, "", "[L](https://doi.org/10.1000/ice.3)"),
        header="| Name | Paper | Venue | Link |\n|:--|:--|:--|:--|\n",
    )
    (message,) = messages(text, "duplicate-entry")
    assert message == (
        "4:7 `Walking Robots on Very Thin Ice` is a duplicate of line 3, but "
        "`Venue` differs: nothing here, `arXiv 2024` there; `Link` differs: "
        "`https://doi.org/10.1000/ice.3` here, `https://arxiv.org/abs/2401.01234` there"
    )


def test_title_alone_must_be_long() -> None:
    header = "| Paper | Link |\n|-|-|\n"
    long = f"{TITLE} Sheets"
    one, two = "[L](https://a.example/1)", "[L](https://b.example/2)"
    assert rules(table((long, one), (long, two), header=header)) == ["duplicate-entry 4 of 3"]
    assert rules(table((TITLE, one), ("Thin Ice", two), header=header)) == []
    assert rules(table(("Walking on Ice", one), ("Walking on Ice", two), header=header)) == []


def test_icons_without_a_definition_are_no_titles() -> None:
    form = "- [![Free and open source][icon]](https://example.org/{0}) [{0}](https://{0}.example)\n"
    assert rules("# Tools\n\n" + form.format("IceBot") + form.format("SnowBot")) == []


@pytest.mark.parametrize("title", ["Updating...", "Coming soon", "TBD"])
def test_entries_without_a_title_yet(title: str) -> None:
    assert rules(f"1. **{title}** [[PDF]]()\n" * 2) == []
    assert rules("1. **Thin Ice** [[PDF]]()\n" * 2) == ["duplicate-row 2 of 1"]


def test_date_in_front_is_no_name() -> None:
    header = "| Date | Paper | Link |\n|-|-|-|\n"
    link = "[L](https://arxiv.org/abs/2401.01234)"
    text = table(("2024-01", TITLE, link), ("2024-02", TITLE, link), header=header)
    assert rules(text) == ["duplicate-entry 4 of 3"]


@pytest.mark.parametrize(
    ("columns", "first", "second", "expected"),
    [
        # Any column before the title may contain the names.
        ("Date | Model", ("2024-01", "IceBot"), ("2024-01", "SnowBot"), []),
        ("Year | No. | Data", ("2024", "1", "Ice"), ("2024", "2", "Snow"), []),
        ("Model | Size", ("IceBot", ""), ("SnowBot", ""), []),
        # Venues, dates and numbers are not names, under any header.
        ("Venue | Year", ("ICRA 2024", "2024"), ("arXiv", "2023"), ["duplicate-entry 4 of 3"]),
        ("Model | When", ("Ice", "2024-01"), ("Ice", "2024-02"), ["duplicate-entry 4 of 3"]),
        ("Model | Points", ("Ice", "1.2k"), ("Ice", "980"), ["duplicate-entry 4 of 3"]),
        ("Model | Rank", ("Ice", "first"), ("Ice", "second"), ["duplicate-entry 4 of 3"]),
        ("Model | Data", ("Ice", "Snow"), ("Ice", "-"), ["duplicate-entry 4 of 3"]),
    ],
)
def test_columns_before_the_title(
    columns: str, first: tuple[str, ...], second: tuple[str, ...], expected: list[str]
) -> None:
    header = f"| {columns} | Paper |\n|{'-|' * (len(first) + 1)}\n"
    paper = f"[{TITLE}](https://arxiv.org/abs/2401.01234)"
    assert rules(table((*first, paper), (*second, paper), header=header)) == expected


def test_text_below_a_title_in_its_cell_is_not_a_name() -> None:
    header = "| Paper | Venue |\n|-|-|\n"
    paper = f"[{TITLE}](https://arxiv.org/abs/2401.01234)<br>"
    text = table((f"{paper}Ada Snow", "ICRA"), (f"{paper}A. Snow", "ICRA"), header=header)
    assert rules(text) == ["duplicate-entry 4 of 3"]


@pytest.mark.parametrize(
    ("column", "first", "second", "count"),
    [
        ("Size", "1.3B", "2.7B", 0),
        ("Model", "icebot-350m", "icebot-1.3b", 0),
        ("Weights", "[IceBot v1](https://example.org/1)", "[IceBot v2](https://example.org/2)", 0),
        ("Parameters (B)", "7", "13", 0),
        ("Note", "7 billion", "13 billion", 0),
        # Other numbers, and increasing ones.
        ("Venue", "ICRA 2023", "ICRA 2024", 1),
        ("Note", "7 robots", "13 robots", 1),
        ("Note", "3D robots", "2D robots", 1),
        ("Stars", "1.3k", "2.7k", 1),
        ("Size", "1.3B", "", 1),
        ("Size", "1.3B ice", "2.7B snow", 1),
    ],
)
def test_sizes_and_versions(column: str, first: str, second: str, count: int) -> None:
    header = f"| Name | Paper | {column} |\n|-|-|-|\n"
    paper = "[Paper](https://arxiv.org/abs/2401.01234)"
    text = table(("IceBot", paper, first), ("IceBot", paper, second), header=header)
    assert len(messages(text, "duplicate-*")) == count


@pytest.mark.parametrize(
    ("columns", "first", "second", "count"),
    [
        ("mAP (%) | FPS", ("79.6", "20"), ("79.0", "**62**"), 0),
        ("Accuracy | Latency", ("79.6 ± 0.2", "20 ms"), ("79 ± 0.3", "62 ms"), 0),
        ("Task | Note", ("7 robots", "13 robots"), ("8 robots", "14 robots"), 1),
        ("Top-1 | Top-5", ("79.6%", "91.2%"), ("79.0%", "90.8%"), 0),
        ("mAP (%) | FPS", ("79.6", "20"), ("79.0", "20"), 1),
        ("mAP (%) | FPS", ("79.6", "20"), ("79.0", ""), 1),
        ("Stars | Year", ("79", "2023"), ("81", "2024"), 1),
        ("Stars | Citations", ("79", "10"), ("81", "12"), 1),
    ],
)
def test_results_of_one_method_in_two_settings(
    columns: str, first: tuple[str, str], second: tuple[str, str], count: int
) -> None:
    header = f"| Paper | {columns} |\n|-|-|-|\n"
    paper = f"[{TITLE}](https://arxiv.org/abs/2401.01234)"
    text = table((paper, *first), (paper, *second), header=header)
    assert len(messages(text, "duplicate-*")) == count


@pytest.mark.parametrize(
    ("column", "first", "second", "videos", "count"),
    [
        ("Year", "2015", "2016", "https://b.example/2", 0),
        ("Term", "F2018", "S2018", "https://b.example/2", 0),
        ("Year", "2015", "2015", "https://b.example/2", 1),
        ("Year", "2015", "", "https://b.example/2", 1),
        ("Year", "2015", "2016", "https://b.example/1", 1),
        ("Stars", "2015", "2016", "https://b.example/2", 1),
    ],
)
def test_editions_of_a_course(
    column: str, first: str, second: str, videos: str, count: int
) -> None:
    header = f"| S.No | Course | Page | Videos | {column} |\n|-|-|-|-|-|\n"
    page = "[page](https://a.example/ice)"
    rows = [
        ("1.", TITLE, page, "[Videos](https://b.example/1)", first),
        ("2.", TITLE, page, f"[Videos]({videos})", second),
    ]
    assert len(messages(table(*rows, header=header), "duplicate-entry")) == count


def test_a_paper_with_another_year_and_link_is_not_an_edition() -> None:
    header = "| Paper | Links | Year |\n|-|-|-|\n"
    paper = f"[{TITLE}](https://arxiv.org/abs/2401.01234)"
    rows = [
        (paper, "[Page](https://a.example)", "2023"),
        (paper, "[Code](https://b.example)", "2024"),
    ]
    assert len(messages(table(*rows, header=header), "duplicate-entry")) == 1


def test_a_link_without_a_url_is_no_difference() -> None:
    header = "| Paper | Link | Remarks |\n|-|-|-|\n"
    rows = [(TITLE, f"[pdf]({ARXIV})", "[]()"), (TITLE, f"[pdf]({ARXIV})", "")]
    assert rules(table(*rows, header=header)) == ["duplicate-row 4 of 3"]


def test_sizes_hide_no_duplicate_of_one_of_them() -> None:
    header = "| Name | Paper | Size | Note |\n|-|-|-|-|\n"
    paper = "[Paper](https://arxiv.org/abs/2401.01234)"
    rows = [("1.3B", "ice"), ("2.7B", "ice"), ("2.7B", "snow")]
    text = table(*(("IceBot", paper, *row) for row in rows), header=header)
    assert rules(text) == ["duplicate-entry 5 of 4"]


def test_badges_in_another_order_are_no_difference() -> None:
    first = f"[{TITLE}]({ARXIV}) \\\n  "
    again = f"[{TITLE}]({ARXIV})\n  "
    badges = ["![Star](https://x.org/star.svg)", "[![arXiv](https://x.org/a.svg)](https://x.org/a)"]
    text = f"- {first}{' '.join(badges)}\n- {again}{' '.join(reversed(badges))}\n"
    assert rules(text) == ["duplicate-row 3 of 1"]


def test_the_text_of_a_bullet_is_shown_without_destinations() -> None:
    link = "[IceBot ★41](https://github.com/acme/ice)"
    text = f"- {link} - Robots.\n- {link.replace('41', '79')} - Robots.\n"
    for message in messages(text, "duplicate-*"):
        assert "\ufffc" not in message
    (message,) = messages(f"- {link}: Robots.\n- {link}: **Robots** <b>7</b>\n", "duplicate-*")
    assert "\ufffc" not in message


def test_more_than_two_differences_are_counted() -> None:
    header = "| Paper | A | B | C |\n|-|-|-|-|\n"
    paper = f"[{TITLE}](https://arxiv.org/abs/2401.01234)"
    text = table((paper, "one", "two", "three"), (paper, "four", "five", "six"), header=header)
    (message,) = messages(text, "duplicate-entry")
    assert message.endswith(
        "`A` differs: `four` here, `one` there; `B` differs: `five` here, `two` there;"
        " and 1 more difference"
    )


SECTIONS = """\
# A

| Paper | Link |
|-|-|
| Walking Robots on Ice | [L](https://arxiv.org/abs/2401.01234) |

Text.

| Link | Paper |
|-|-|
| [L](https://arxiv.org/abs/2401.01234) | Walking Robots on Ice |

# B

| Paper | Link | Year |
|-|-|-|
| Walking Robots on Ice | [L](https://arxiv.org/abs/2401.01234) | 2024 |
"""


@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        ("table", []),
        ("section", ["duplicate-row 11 of 5"]),
        ("document", ["duplicate-row 11 of 5", "duplicate-entry 17 of 5"]),
    ],
)
def test_scope(scope: str, expected: list[str]) -> None:
    config = f"rules: {{duplicate-row: {{scope: {scope}}}, duplicate-entry: {{scope: {scope}}}}}"
    assert rules(SECTIONS, config) == expected


def test_scope_section_without_a_heading() -> None:
    text = SECTIONS.replace("# A\n", "").replace("# B\n", "")
    config = "rules: {duplicate-row: {scope: section}}"
    assert [found.split()[0] for found in rules(text, config)] == ["duplicate-row"]


def test_rows_with_cells_too_many_are_compared_too() -> None:
    link = "[L](https://arxiv.org/abs/2401.01234)"
    text = table(("S", TITLE, "", link), ("S", TITLE, "", link, "more"))
    (message,) = messages(text, "duplicate-entry")
    assert message.endswith(", but the text differs: `more` here, nothing there")


def test_image_without_a_text_is_named_by_its_source() -> None:
    entry = f"- [{TITLE}](https://arxiv.org/abs/2401.01234)"
    (message,) = messages(f"{entry} ![](a.svg)\n{entry} June\n", "duplicate-entry")
    assert message.endswith("but `Details` differs: `June` here, `![](a.svg)` there")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("IceBot: Walking Robots on Thin Ice", "Walking Robots on Thin Ice"),
        ("Walking Robots on Thin Ice", "How Not to Slip: Walking Robots on Thin Ice"),
    ],
)
def test_title_with_and_without_the_name_before_it(one: str, other: str) -> None:
    link = "(https://arxiv.org/abs/2401.01234)"
    (message,) = messages(f"- [{one}]{link}\n- [{other}]{link}\n", "duplicate-entry")
    assert "is a duplicate of line 1 (arXiv 2401.01234), but `" in message
    assert "`Walking Robots on Thin Ice`" in message
    assert messages(f"- [{one}]{link}\n- [Frost: {other} 2]{link}\n", "duplicate-entry") == []


LONG = "Walking Robots on What Is Even Thinner and Even More Slippery than Ice"


def test_long_texts_are_quoted_where_they_differ() -> None:
    link = "(https://arxiv.org/abs/2401.01234)"
    (message,) = messages(
        f"- [{LONG} and Snow]{link}\n- [{LONG} and Snows]{link}\n", "duplicate-entry"
    )
    assert message.endswith("`Title` differs: `… Ice and Snows` here, `… Ice and Snow` there")


def test_titles_that_part_in_a_short_word_are_two() -> None:
    link = "(https://arxiv.org/abs/2401.01234)"
    text = f"- [Robots on Thin Ice zh 2024]{link}\n- [Robots on Thin Ice en 2024]{link}\n"
    assert messages(text, "duplicate-entry") == []


def test_two_papers_of_one_title_that_appeared_years_apart() -> None:
    text = (
        "- **A Survey of Walking on Ice.** arXiv {year} [paper](https://arxiv.org/abs/{year}.01234)\n"
        "- **A Survey of Walking on Ice.** ICRA 2024 [paper](https://example.org/ice)\n"
    )
    for year, found in ((2020, 0), (2021, 1)):
        assert len(messages(text.format(year=year), "duplicate-entry")) == found


ARXIV = "https://arxiv.org/abs/2401.01234"
CVF = "https://openaccess.thecvf.com/content/CVPR2024"


@pytest.mark.parametrize(
    ("first", "again", "named"),
    [
        # The paper behind another label than that of the main link.
        (
            f"[[PUB](https://doi.org/10.1234/ice.5)] [[PDF]({ARXIV})]",
            f"[[PDF]({ARXIV})]",
            "arXiv 2401.01234",
        ),
        (
            f"[CVPR 2024]({CVF}/html/Snow_Ice_CVPR_2024_paper.html)",
            f"[[pdf]({CVF}/papers/Snow_Ice_CVPR_2024_paper.pdf)]",
            "CVF Snow_Ice_CVPR_2024",
        ),
        (
            "[[paper](https://proceedings.mlr.press/v162/snow22a.html)]",
            "[[paper](https://proceedings.mlr.press/v162/snow22a/snow22a.pdf)]",
            "PMLR v162/snow22a",
        ),
    ],
)
def test_papers_are_found_again_by_every_link(first: str, again: str, named: str) -> None:
    text = f"- {TITLE}. {first}\n- Walking Robots over Very Thin Ice. {again}\n"
    (message,) = messages(text, "duplicate-*")
    assert message.startswith(
        f"2:3 `Walking Robots over Very Thin Ice` is a duplicate of line 1 ({named}), but `Title`"
        f" differs: `Walking Robots over Very Thin Ice` here, `{TITLE}` there"
    )


@pytest.mark.parametrize(
    ("title", "count"),
    [
        (f"{TITLE} Sheets", 1),
        ("Walking Robots on Very Thin Sheets", 1),
        (f"{TITLE}: A Field Study", 1),
        ("Walking Robots on Snow", 0),
        ("Counting Apples on Very Thin Trees", 0),
        (f"{TITLE} Part II", 0),
        (f"{TITLE} 2", 0),
    ],
)
def test_similar_titles_are_one_with_an_identifier_only(title: str, count: int) -> None:
    first = f"{TITLE} Part I" if title.endswith("II") else TITLE
    text = f"- [{first}]({ARXIV})\n- [{title}]({ARXIV})\n"
    assert len(messages(text, "duplicate-*")) == count
    page = text.replace(ARXIV, "https://example.org/ice")
    assert messages(page, "duplicate-*") == []


def test_data_sets_of_one_paper_have_similar_names() -> None:
    header = "| Dataset | Paper |\n|-|-|\n"
    rows = [(name, f"[paper]({ARXIV})") for name in ("Walks on Thin Ice", "Walks on Thick Ice")]
    assert rules(table(*rows, header=header)) == []
    papers = header.replace("Dataset", "Title").replace("Paper", "Link")
    assert rules(table(*rows, header=papers)) == ["duplicate-entry 4 of 3"]


@pytest.mark.parametrize(
    ("remark", "count"),
    [
        ("[[arXiv]({url})]", 1),
        ("(a follow-up of [[arXiv]({url})])", 0),
        ("See also [[arXiv]({url})]", 0),
        ("Extends [[arXiv]({url})]", 0),
        ("[A Paper with Another Title]({url})", 0),
        ("\n  - Based on: [[arXiv]({url})]", 0),
        ("\n  The method is similar to that of Snow ([[arXiv]({url})])", 0),
        ("\n  [[arXiv]({url})]", 1),
        ("[[code]({url})]", 0),
    ],
)
def test_a_remark_cites_another_paper(remark: str, count: int) -> None:
    text = (
        f"- {TITLE}. [[PUB](https://doi.org/10.1234/ice.5)] {remark.format(url=ARXIV)}\n"
        f"- Walking Robots over Very Thin Ice [[PDF]({ARXIV})]\n"
    )
    assert len(messages(text, "duplicate-*")) == count


def test_a_column_of_other_papers() -> None:
    header = "| Title | Paper | {} |\n|-|-|-|\n"
    rows = [
        (title, f"[PDF](https://doi.org/10.1234/ice.{number})", f"[PDF]({ARXIV})")
        for number, title in enumerate((TITLE, "Walking Robots over Very Thin Ice"))
    ]
    assert rules(table(*rows, header=header.format("Baseline"))) == []
    assert rules(table(*rows, header=header.format("arXiv"))) == ["duplicate-entry 4 of 3"]


def test_a_paper_has_one_identifier_of_each_kind() -> None:
    text = "".join(
        f"- {title} [[paper](https://arxiv.org/abs/2402.0000{number + 1})] [[PDF]({ARXIV})]\n"
        for number, title in enumerate((TITLE, "Walking Robots over Very Thin Ice"))
    )
    assert messages(text, "duplicate-*") == []


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [
        ("acme/ice", "ice", 1),
        ("Ice", "acme/ice", 1),
        ("ice", "snow", 0),
        ("IceBot", "ice", 0),
        ("ice", "snow/ice", 0),
    ],
)
def test_the_name_of_a_repository(one: str, other: str, count: int) -> None:
    url = "https://github.com/acme/ice"
    text = f"- [{one}]({url}) - Robots on ice.\n- [{other}]({url}) - Robots.\n"
    assert len(messages(text, "duplicate-entry")) == count


@pytest.mark.parametrize(
    ("one", "other", "url", "again", "count"),
    [
        ("Ice Bot", "The Ice Bot", "https://github.com/acme/frost", "/", 1),
        ("ice-bot", "IceBot.js", "https://github.com/acme/frost", "#readme", 1),
        ("Ice Bot", "An Official Ice Bot", "https://bots.example.org", "/", 1),
        ("Ice Bot", "Ice Bot library", "https://bots.example.org/ice", "", 1),
        ("Vision Model", "Vision Language Model", "https://bots.example.org/ice", "", 0),
        ("Ice Bot 1", "Ice Bot 2", "https://github.com/acme/frost", "", 0),
        ("Ice Bot 1.1", "Ice Bot 11", "https://github.com/acme/frost", "", 0),
        ("Ice Bot", "Snow Bot", "https://github.com/acme/frost", "", 0),
        # Of the repository's name: the owner, a part of the owner's name, and only some words.
        ("IceJS", "Ice", "https://github.com/icejs/ice", "", 1),
        ("Acme Ice", "ice", "https://github.com/acme-labs/ice", ".git", 1),
        ("walk", "robot-walk", "https://github.com/acme/robot-walk", "/", 1),
        ("robot", "walk", "https://github.com/acme/robot-walk", "", 0),
        ("Robot Walk", "Robot Walk Large", "https://github.com/acme/robot-walk", "", 0),
    ],
)
def test_two_names_of_one_link(one: str, other: str, url: str, again: str, count: int) -> None:
    text = f"- [{one}]({url}) - Robots on ice.\n- [{other}]({url}{again}) - Robots.\n"
    found = messages(text, "duplicate-entry")
    assert len(found) == count
    start = f"`{other}` is a duplicate of line 1, but `Title` differs: "
    assert all(start in each for each in found)


def test_a_project_is_found_again_by_its_other_links() -> None:
    text = (
        "- [IceBot](https://ice.example.org) - Robots. [[GitHub](https://github.com/acme/ice)]\n"
        "- [IceBot](https://github.com/acme/ice) - Robots on ice.\n"
        "- [SnowBot](https://github.com/acme/ice) - Robots in snow.\n"
    )
    (message,) = messages(text, "duplicate-entry")
    assert message.startswith(
        "2:3 `IceBot` is a duplicate of line 1, but `Title` links to `https://github.com/acme/ice`"
        " here, `https://ice.example.org` there;"
    )


def test_shared_code_is_no_identity() -> None:
    text = (
        f"- Walking on Ice [[paper]({ARXIV})] [[code](https://github.com/acme/ice)]\n"
        "- Walking on Ice [[paper](https://arxiv.org/abs/2402.04321)]"
        " [[code](https://github.com/acme/ice)]\n"
    )
    assert messages(text, "duplicate-*") == []


PLATFORMS = "| Platform | Papers | Documents |\n|-|-|-|\n"
NAMED = ("[IceBot](https://github.com/acme/ice)", f"[IceBot: {TITLE}](https://example.org/1)", "")


@pytest.mark.parametrize(
    ("first", "again", "expected"),
    [
        ("[BLOG](https://b.example)", "[BLOG](https://b.example)", ["duplicate-row 5 of 4"]),
        ("[BLOG](https://b.example)", "[DOC](https://d.example)", ["duplicate-entry 5 of 4"]),
        ("", "-", ["duplicate-row 5 of 4"]),
    ],
)
def test_rows_without_a_title_have_names(first: str, again: str, expected: list[str]) -> None:
    name = "[SnowBot](https://github.com/acme/snow)"
    text = table(NAMED, (name, "", first), (name, "", again), header=PLATFORMS)
    assert rules(text) == expected
    other = name.replace("SnowBot", "FrostBot")
    assert rules(table(NAMED, (name, "", first), (other, "", again), header=PLATFORMS)) == []


def test_row_without_a_title_is_shown_by_its_name() -> None:
    header = "| # | Platform | Paper |\n|-|-|-|\n"
    name = "[SnowBot](https://github.com/acme/snow)"
    text = table(("1", NAMED[0], NAMED[1]), ("2", name, ""), ("3", name, ""), header=header)
    (message,) = messages(text, "duplicate-*")
    assert message.startswith("5:7 `SnowBot` is a duplicate of line 4")


@pytest.mark.parametrize("before", ["", "Fall "])
def test_years_as_texts_of_links_are_no_title(before: str) -> None:
    header = "| Conference | Proceedings |\n|-|-|\n"
    rows = [
        (
            f"[{name}](https://{name}.example)",
            ", ".join(f"[{before}{n}](https://{name}.example/{n})" for n in range(2019, 2026)),
        )
        for name in ("a", "b")
    ]
    assert rules(table(*rows, header=header)) == []


@pytest.mark.parametrize(
    ("header", "heading", "count"),
    [
        ("Company | Role | Office", "Robots", 0),
        ("Company | Position | Office", "Robots", 0),
        ("Company | Product | Office", "Jobs in Robotics", 0),
        ("Company | Product | Office", "Robots", 1),
    ],
)
def test_job_postings(header: str, heading: str, count: int) -> None:
    acme = "[Acme](https://acme.example)"
    head = f"# {heading}\n\n| {header} |\n|-|-|-|\n"
    rows = [(acme, "Robot", "Oslo"), (acme, "Robot", "Bergen")]
    assert len(messages(table(*rows, header=head), "duplicate-*")) == count
    assert len(messages(table(rows[0], rows[0], header=head), "duplicate-row")) == 1


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [
        ("(PDF)", "(Paperback)", 0),
        ("(PDF)", "(HTML)", 0),
        (", Part 1", ", Part 2", 0),
        (", vol. I", ", vol. II", 0),
        ("(PDF)", "(2nd edition)", 1),
        ("", "(PDF)", 1),
    ],
)
def test_formats_and_parts_of_a_work(one: str, other: str, count: int) -> None:
    text = f"- [{TITLE}](https://a.example/ice) {one}\n- [{TITLE}](https://b.example/ice) {other}\n"
    assert len(messages(text, "duplicate-entry")) == count


@pytest.mark.parametrize(
    ("venues", "count"),
    [
        (("CVPR 2020", "TPAMI 2022"), 0),
        (("TPAMI 2022", "CVPR 2020"), 0),
        (("arXiv 2020", "TPAMI 2022"), 1),
        (("CVPR 2022", "TPAMI 2022"), 1),
        (("CVPR 2020", "ICCV 2022"), 1),
    ],
)
def test_a_later_version_in_a_journal(venues: tuple[str, str], count: int) -> None:
    header = "| Title | Venue | Link |\n|-|-|-|\n"
    rows = [(TITLE, venue, f"[pdf]({ARXIV})") for venue in venues]
    assert len(messages(table(*rows, header=header), "duplicate-*")) == count


def test_entries_without_links_are_found_again_by_their_title() -> None:
    header = "| Title | Venue |\n|-|-|\n"
    rows = [(TITLE, "ICRA 2024"), ("Swimming Robots", "IROS 2024"), (TITLE.upper(), "arXiv 2023")]
    assert rules(table(*rows, header=header)) == ["duplicate-entry 5 of 3"]
    linked = (f"[{TITLE.upper()}]({ARXIV})", "arXiv 2023")
    assert rules(table(rows[0], linked, header=header)) == ["duplicate-entry 4 of 3"]


@pytest.mark.parametrize(
    ("first", "again", "message"),
    [
        # The link is in the title here, and behind a label there: only the venue differs.
        (
            f"- {TITLE}, ICRA 2024 [[paper]({ARXIV})]",
            f"- [{TITLE}]({ARXIV}), arXiv 2024",
            "(arXiv 2401.01234), but `Venue` differs: `arXiv 2024` here, `ICRA 2024` there",
        ),
        (
            f"- [{TITLE}]({ARXIV}) [[code](https://c.example)]",
            f"- {TITLE} [[paper]({ARXIV})]",
            "(arXiv 2401.01234), but `Details` differs: `[paper]` here, `[code]` there",
        ),
    ],
)
def test_links_that_both_have_are_no_difference(first: str, again: str, message: str) -> None:
    (found,) = messages(f"{first}\n{again}\n", "duplicate-entry")
    assert found.endswith(message)


@pytest.mark.parametrize("there", [False, True])
def test_a_link_that_one_entry_lacks(there: bool) -> None:
    link = f"[{TITLE}]({ARXIV})"
    header = "| Paper | Site |\n|-|-|\n"
    rows = [(link, "site"), (link, "[site](https://s.example)")]
    text = table(*(reversed(rows) if there else rows), header=header)
    (message,) = messages(text, "duplicate-entry")
    where = "there" if there else "here"
    assert message.endswith(f", but `Site` links to `https://s.example` {where} only")


@pytest.mark.parametrize(("name", "expected"), [("Ice Bot", 1), ("ice-bot", 1), ("Sea Bot", 0)])
def test_a_repository_under_its_name_with_a_space(name: str, expected: int) -> None:
    text = table(
        ("[IceBot](https://github.com/acme/IceBot)", "Walks"),
        (f"[{name}](https://github.com/acme/icebot)", "A robot that walks"),
        header="| Tool | About |\n|-|-|\n",
    )
    assert len(messages(text, "duplicate-entry")) == expected


def test_two_papers_of_one_repository() -> None:
    repository = "[icebots](https://github.com/acme/icebots)"
    first = f"- {repository}: [Walking Robots on Thin Ice](https://arxiv.org/abs/2401.01234)\n"
    other = f"- {repository}: [What Do Ships See at Night](https://openreview.net/forum?id=Ab1)\n"
    assert messages(first + other, "duplicate-entry") == []
    again = other.replace("What Do Ships See at Night", "Walking Robots on Thin Ice")
    assert len(messages(first + again, "duplicate-entry")) == 1


def test_years_apart_without_a_known_venue() -> None:
    first = "- **Walking Robots: A Survey.** ICRA 2015 [paper](https://arxiv.org/abs/1501.01234)\n"
    other = "- **Walking Robots: A Survey.** Orchard Surv. {} [paper](https://x.org/9)\n"
    assert messages(first + other.format(2009), "duplicate-entry") == []
    assert len(messages(first + other.format(2014), "duplicate-entry")) == 1


def test_models_in_an_html_table_with_cells_on_lines_of_their_own() -> None:
    row = (
        "<tr>\n\t<td><b> {} </b></td>\n\t\t<td> {} </td>\n"
        "\t\t<td> Reading the Weather from Old Maps [[pdf]](https://x.org/9.pdf) </td>\n</tr>\n"
    )
    head = "<table>\n<tr><th>Model</th><th>F1</th><th>Paper</th></tr>\n"
    text = (
        head + row.format("FrostNet", "94.1") + row.format("Deep FrostNet", "94.3") + "</table>\n"
    )
    assert messages(text, "duplicate-entry") == []


@pytest.mark.parametrize(
    ("heading", "venue", "count"),
    [
        ("Workshops", "ICML 2021", 0),
        ("Tutorials & Workshops", "ICRA 2023", 0),
        ("Workshops", "ICML 2022", 1),  # the same year
        ("Workshops", "NeurIPS 2023", 1),
        ("Papers", "ICML 2021", 1),
    ],
)
def test_editions_of_a_workshop_at_other_venues(heading: str, venue: str, count: int) -> None:
    entry = "- Robots in Real Ice Life [[website](https://ice.example.org/life)]\n  - {}.\n"
    text = f"## {heading}\n\n{entry.format('NeurIPS 2022')}{entry.format(venue)}"
    found = messages(text, "duplicate-entry")
    assert len(found) == count
    assert all("`Robots in Real Ice Life` is a duplicate of line 3, but" in each for each in found)


@pytest.mark.parametrize(
    ("part", "other", "count"),
    [
        (" (part 1)", " (part 2)", 0),
        ("（上）", "（下）", 0),
        (" (part 1)", " (part 1)", 1),
        (" (part 1)", "", 1),
    ],
)
def test_parts_of_a_work_may_share_a_link(part: str, other: str, count: int) -> None:
    link = f"[{TITLE}](https://arxiv.org/abs/2401.01234)"
    rows = [("1:08", f"{link}{part}"), ("0:51", f"{link}{other}")]
    text = table(*rows, header="| Length | Title |\n|:--|:--|\n")
    assert rules(text) == ["duplicate-entry 4 of 3"] * count


@pytest.mark.parametrize(
    ("groups", "expected"),
    [
        (("Snow", "", "", "Ice", ""), []),
        (("Snow", "", "", "Ice", "Ice"), ["duplicate-entry 6 of 4"]),
        (("Snow", "", "", "", ""), ["duplicate-row 6 of 4"]),
        (("2024", "", "", "2023", ""), ["duplicate-entry 6 of 4"]),
    ],
)
def test_entry_in_two_groups_of_a_table(groups: tuple[str, ...], expected: list[str]) -> None:
    numbers = (1, 2, 3, 2, 4)
    rows = [
        (group, f"[Robots of Old Ice {number}](https://example.org/{number})", "2024")
        for group, number in zip(groups, numbers, strict=True)
    ]
    text = table(*rows, header="| Topic | Name | Year |\n|:--|:--|:--|\n")
    assert rules(text) == expected


def by_section(*sections: tuple[str, str]) -> str:
    """Return a list with a heading and the items of each section."""
    return "".join(f"{heading}\n\n{items}\n\n" for heading, items in sections)


PREPRINT = f"- [{TITLE}](https://arxiv.org/abs/2312.01234), arXiv 2023"
PUBLISHED = f"- [{TITLE}](https://arxiv.org/abs/2312.01234), ICRA 2024"


@pytest.mark.parametrize(
    ("first", "second", "count"),
    [
        ("## 2024", "## 2023", 1),
        ("## Year-2024", "## Year-2023", 1),
        ("## Robots (2024)", "## Robots (2023)", 1),
        ("## May 2024", "## Dec 2023", 1),
        ("## 2024", "# Further\n\n## 2023", 0),
        ("# Legs\n\n## 2024", "# Wings\n\n## 2023", 0),
        ("# Legs\n\n## 2024", "# Wings\n\n## 2024", 0),
        ("## 2024", "### 2023", 0),
        ("## Legs 2024", "## Wings 2023", 0),
        ("## Legs", "## Wings", 0),
        ("## Part 1", "## Part 2", 0),
    ],
)
def test_papers_in_the_sections_of_two_years(first: str, second: str, count: int) -> None:
    text = by_section((first, PUBLISHED), (second, PREPRINT))
    found = lint(text, "duplicate-*")
    assert [each.rule for each in found] == ["duplicate-entry"] * count
    assert [each.severity for each in found] == ["warning"] * count
    assert [each.fix for each in found] == [None] * count


def test_message_about_two_years_names_the_other_section() -> None:
    text = by_section(("## 2024", PUBLISHED), ("## 2023", PREPRINT))
    (found,) = lint(text, "duplicate-*")
    assert found.message == (
        f"`{TITLE}` is a duplicate of line 3 (arXiv 2312.01234) under `2024`, but `Venue`"
        " differs: `arXiv 2023` here, `ICRA 2024` there"
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("- [IceBot](https://example.org/ice)", "- [IceBot](https://example.org/ice)"),
        (PUBLISHED, PREPRINT.replace("arXiv 2023", "Journal of Snow Robots 2023")),
    ],
    ids=["no paper", "two publications"],
)
def test_no_finding_in_the_sections_of_two_years(one: str, other: str) -> None:
    assert rules(by_section(("## 2024", one), ("## 2023", other))) == []


@pytest.mark.parametrize(("repeated", "count"), [(3, 3), (4, 0)])
def test_lists_that_repeat_papers_in_several_years_on_purpose(repeated: int, count: int) -> None:
    papers = [
        f"- [{color} Robots on Thin Ice in {season}](https://arxiv.org/abs/2312.{number}{letter}001)"
        for number, color in enumerate(
            "Red Blue Green Grey Pink White Brown Black Lilac Tan".split()
        )
        for letter, season in enumerate("Spring Summer Autumn Winter May June".split())
    ]
    later, earlier = papers[:30], papers[30:]
    text = "\n".join(("## 2024\n", *later, "\n## 2023\n", *earlier))
    assert rules(text) == []
    assert len(rules("\n".join((text, *later[:repeated])))) == count


@pytest.mark.parametrize(
    ("title", "links", "count"),
    [
        (TITLE, ("https://example.org/ice", "https://example.com/ice"), 1),
        (LONG_TITLE, ("https://github.com/snow/ice", "https://github.com/fog/ice-port"), 0),
        (LONG_TITLE, ("https://github.com/snow/ice", "https://example.com/ice"), 1),
        (LONG_TITLE, ("https://github.com/snow/x/blob/main/1.pdf", "https://github.com/fog/y"), 1),
        ("walking-robots-on-thin-ice.lua", ("https://example.org/1", "https://example.com/2"), 0),
        ("walking-robots-on-thin-ice.lua", ("https://example.org/1", "https://example.org/1"), 1),
    ],
)
def test_one_title_above_two_links(title: str, links: tuple[str, str], count: int) -> None:
    text = "".join(f"- [{title}]({link}) - By {n}.\n" for n, link in enumerate(links))
    assert rules(text) == ["duplicate-entry 2 of 1"] * count
