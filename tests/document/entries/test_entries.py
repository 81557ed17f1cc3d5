"""The entries of lists, in the shapes in which people write them."""

import pytest

from awesome_lint.model import Entry
from linting import parse

PAPER = "https://arxiv.org/abs/2401.01234"
CODE = "https://github.com/example/ice"
ICLR = "International Conference on Learning Representations (ICLR), 2024"


def entries(text: str) -> tuple[Entry, ...]:
    return parse(text).entries


def only(text: str) -> Entry:
    (entry,) = entries(text)
    return entry


def said(entry: Entry) -> tuple[str | None, str | None, int | None, str | None]:
    return (
        entry.title.text if entry.title else None,
        entry.venue.text if entry.venue else None,
        entry.year,
        entry.main_link.url if entry.main_link else None,
    )


SHAPES = [
    f"- [Walking Robots on Ice]({PAPER}), ICRA 2024",
    f"- [Walking Robots on Ice]({PAPER}) (ICRA, 2024)",
    f"- [Walking Robots on Ice]({PAPER}) - ICRA 2024.",
    f"- **Walking Robots on Ice**, ICRA 2024 [[paper]]({PAPER}) [[code]]({CODE})",
    f"- **Walking Robots on Ice** [[code]({CODE})] [[paper]({PAPER})] ICRA 2024",
    f"- (*ICRA'24*) Walking Robots on Ice [[paper]({PAPER})]",
    f"- [ICRA 2024] **Walking Robots on Ice** [[paper]]({PAPER})",
    f"- [ICRA 2024] Walking Robots on Ice [[Paper]({PAPER})][[Code]({CODE})]",
    f"- **[ICRA 2024]** [Walking Robots on Ice]({PAPER})",
    f"- Walking Robots on Ice, <ins>ICRA, 2024</ins> [[Paper]({PAPER})]",
    f"- Walking Robots on Ice, ICRA 2024, [[paper]]({PAPER}), [[code]]({CODE}).",
    f"- Walking Robots on Ice, _Ice University, ICRA 2024, 3 May 2024._ [pdf]({PAPER})",
    f'1. **"Walking Robots on Ice"**. *Ada Snow et al.* ICRA 2024. [[Paper]({PAPER})]',
    f'7. <u>IceBot</u>: **"Walking Robots on Ice"**. *Ada Snow.* ICRA 2024. [[Paper]({PAPER})]',
    f"- :star: 🔥 [Walking Robots on Ice]({PAPER}) `ICRA 2024` ![stars](https://example.org/s.svg)",
    f"- `ICRA` (*2024*) [Walking Robots on Ice]({PAPER})",
    f"- [Walking Robots\n  on Ice]({PAPER}),\n  ICRA 2024",
    f"- **Walking Robots on Ice**  \n  ICRA 2024, [Paper]({PAPER}), [Project](https://example.org)",
    f"- **Walking Robots on Ice**\n\n  *Ada Snow, Bo Frost.* ICRA 2024. [[pdf]({PAPER})]",
    f"* **Walking Robots on Ice**. ICRA 2024\n  * **Paper link:** [{PAPER}]({PAPER})",
    f"- ![](https://img.shields.io/badge/Conference-ICRA'24-blue) [Walking Robots on Ice]({PAPER})",
    f"- <a href='{PAPER}'>Walking Robots on Ice</a>, ICRA 2024",
    f"- [x] [Walking Robots on Ice]({PAPER}), ICRA 2024",
    f"- 2024-05 | **Walking Robots on Ice** | ICRA 2024 | [PUB]({PAPER}) [tweet](https://x.com/1)",
    f"- Walking Robots on Ice [[ICRA 2024]]({PAPER}) [[PyTorch]]({CODE})",
    f"- ICRA 2024, Walking Robots on Ice, [arXiv]({PAPER}) / [Website](https://example.org)",
    f"- ICRA 2024, Walking **Robots** on Ice, [arXiv]({PAPER})",
    f"- [ICRA 2024]({PAPER}), Walking Robots on Ice",
    f'* **IceBot**: "Walking Robots on Ice", ICRA, 2024 (*Ice University*). [[Paper]({PAPER})]',
    f"* `IceBot`: “Walking Robots on Ice”, *ICRA, 2024*. [[Paper]({PAPER})][[Code]({CODE})]",
    f'- "Walking Robots on Ice", 2024-05, ICRA 2024, [[paper]({PAPER})]',
    f"- **[IceBot]** Walking Robots on Ice, ICRA 2024 [[paper]({PAPER})]",
    f"- [IceBot] Walking Robots on Ice, ICRA 2024 [[paper]({PAPER})]",
    f"- (Talk) **Walking Robots on Ice.** _Ada Snow_. ICRA 2024. [[pdf]({PAPER})]",
    f"- IceBot **Walking Robots on Ice**, ICRA 2024, [Paper]({PAPER})",
    f"- \\[[ICRA 2024]({PAPER})\\] Walking Robots on Ice. `2024.05` \\[[Repo]({CODE})\\]",
    f'- A. Snow, B. Frost, and C. Hail, "[Walking Robots on Ice]({PAPER}),". ICRA, 2024.',
    f"- [Walking Robots on Ice:]({PAPER}) what they need. | ICRA 2024",
    f"- (CELL) [Walking Robots on Ice]({PAPER}) (ICRA 2024)",
    f"- Walking Robots on Ice _Ada Snow et al._ ICRA 2024. [[paper]({PAPER})]",
    f"- Walking Robots on Ice.\n  - A. Snow, B. Frost, and C. Hail. *ICRA 2024*. [[pdf]]({PAPER})",
    f"- [Snow et al., ICRA 2024] **Walking Robots on Ice** [[PDF]]({PAPER})",
    f"- 2024 | Walking Robots on Ice | A. Snow, et al. | ICRA | [`PDF`]({PAPER})",
    f"- (ICRA 2024) **Walking Robots** on Ice, [[Paper]]({PAPER})",
    f"- (ICRA 2024) Walking **Robots** on **Ice**, [[Paper]]({PAPER}), [[Code]]({CODE})",
    f"- (ICRA 2024) Walking Ro**bots** on Ice [[Paper]]({PAPER})",
    f"- **Walking Robots on Ice | [Paper]({PAPER}) | [Code]({CODE})**, ICRA 2024",
    f"- <b>Walking Robots on Ice</b> (ICRA 2024) [[Paper]]({PAPER})",
    f"- Walking Robots on Ice. [`robots` `ice`] ICRA 2024 [[Paper]({PAPER})]",
    f'- Snow, Ada, et al. "Walking Robots on Ice." ICRA 2024. [[pdf]]({PAPER})',
    f'- **[3]** A. Snow & B. Frost, "**Walking Robots on Ice**," ICRA 2024 [[pdf]]({PAPER})',
    f"- Walking Robots on Ice | **[ICRA 2024]** | [`[pdf]`]({PAPER}) | [`[code]`]({CODE})",
    f"- Walking Robots on Ice, **ICRA 2024**. [Paper]({PAPER}), [Code]({CODE})",
    f"- Walking Robots on Ice **ICRA'24** [[paper]]({PAPER})",
    f"- Walking Robots on Ice | **[ICRA 2024]** | [`[link]`]({PAPER})",
    f"- Walking Robots on Ice. In: *ICRA*, 2024. [[paper]({PAPER})]",
    f"- [Snow2023] Walking Robots on Ice in *ICRA*, 2024. [\\[paper\\]]({PAPER})",
    f"- [Walking Robots on Ice. ICRA 2024.]({PAPER})",
    f"- [Walking Robots on Ice, ICRA 2024]({PAPER}) by Ada Snow",
    f"- [robots/ice] | [Walking Robots on Ice]({PAPER}) | ICRA 2024 | Ada Snow",
    f"- Snow A, Frost B, *[Walking Robots on Ice]({PAPER})*, ICRA, 2024. [Code]({CODE})",
    f"- Walking Robots on Ice.\n  [[pdf]]({PAPER})\n  - Ada Snow and Bo Frost. *ICRA*, 2024.",
    f"- Walking Robots on Ice [[pdf]]({PAPER})\n  - Ada Snow, Bo Frost, and Cy Hail. ICRA, 2024.",
    f"- **Walking Robots on Ice (ICRA 2024)**\n  - Ada Snow\n  - [[Paper]]({PAPER})",
    f"- [Walking Robots on Ice [ICRA 2024]]({PAPER})",
    f"- [Walking Robots on Ice]({PAPER}) ![](https://img.shields.io/badge/ICRA-2024-green.svg)",
    f"- Walking Robots on Ice [ICRA (2024)]({PAPER}) |  [code]({CODE})",
    f"- **(IceBot)** _Walking Robots on Ice_ ```ICRA 2024``` [[Paper]]({PAPER})",
    f"1. **Walking Robots on Ice.** *Ada Snow, Bo Frost. ICRA.* ICRA 2024. [link]({PAPER})",
    f"- Walking Robots on Ice [[pdf]({PAPER})]\n  - Ada Snow, Bo Frost. *ICRA*, 2024. (A talk)",
    f"- Walking Robots on Ice：\n  - 论文：{PAPER}\n  - 会议：ICRA 2024",
]


@pytest.mark.parametrize("text", SHAPES)
def test_shape(text: str) -> None:
    title, venue, year, link = said(only(text))
    assert title == "Walking Robots on Ice"
    assert venue is not None
    assert venue.replace(",", "").replace("(", "").replace(")", "") in (
        "ICRA 2024",
        "ICRA'24",
        "ICRA",
    )
    assert year == 2024
    assert link == PAPER


@pytest.mark.parametrize("text", SHAPES)
def test_spans_slice_back(text: str) -> None:
    document = parse(text)
    for entry in document.entries:
        for field in (entry.title, entry.venue, *entry.fields):
            if field is not None and field.span.column < field.span.end_column:
                assert document.slice(field.span).split() == field.source.split() or field.links


@pytest.mark.parametrize(
    ("text", "title", "venue", "year"),
    [
        (
            f"- Agents (AGR): A (Very) Thin [Ice] Test, [[paper]]({PAPER})",
            "Agents (AGR): A (Very) Thin [Ice] Test",
            None,
            None,
        ),
        (f'- [Can Robots Say "No"?]({PAPER}) (Dec., 2023)', 'Can Robots Say "No"?', None, 2023),
        (f"- [robot-kit]({CODE}) - Robots that ICRA has seen.", "robot-kit", None, None),
        (
            f"- **Walking Robots on Ice** [[abs]({PAPER})], 2023.9",
            "Walking Robots on Ice",
            None,
            2023,
        ),
        (
            f"- [Walking Robots on Ice]({PAPER}), Ice University",
            "Walking Robots on Ice",
            None,
            None,
        ),
        (f"- [[paper]({PAPER})] [[code]({CODE})]", None, None, None),
        (f"- Code: {CODE}", None, None, None),
        (f"- [[arXiv]({PAPER})] Walking Robots on Ice", "Walking Robots on Ice", None, None),
        (
            f"- [[Paper]({PAPER})] [[Code]({CODE})] Walking Robots on Ice",
            "Walking Robots on Ice",
            None,
            None,
        ),
        (f"- IceBot: [Paper]({PAPER})", "IceBot", None, None),
        (
            f"- ***IceBot:*** Quick and Steady Steps for Robots and Skaters [[Paper]]({PAPER})",
            "IceBot: Quick and Steady Steps for Robots and Skaters",
            None,
            None,
        ),
        (
            f"- Robots on Ice | **[Ice Age' 14]** | [pdf]({PAPER})",
            "Robots on Ice",
            "Ice Age' 14",
            2014,
        ),
        (f"- Robots on Ice [[(Talk)ICRA]]({PAPER}) [[code]]({CODE})", "Robots on Ice", None, None),
        (f"- [[arXiv]({PAPER})] iceBot: Robots on Ice", "iceBot: Robots on Ice", None, None),
        (f"- **[7] Walking Robots** [[paper]({PAPER})]", "Walking Robots", None, None),
        (f"- [jan]({CODE}) - Software for robots on ice.", "jan", None, None),
        (f"- **`2024-02` We wrote of it: [Walking Robots on Ice]({PAPER})**", None, None, None),
        (f"- _A recent [survey]({PAPER}) offers much about robots on ice._", None, None, None),
        (f"- Walking Robots on Ice [[Book (Snow)]]({PAPER})", "Walking Robots on Ice", None, None),
        (f'- IceBot: "Walking Robots" ICRA. [[Paper]]({PAPER})', "Walking Robots", "ICRA", None),
        (
            f'* **FAST**: "Walking Robots on Ice" [[Paper]({PAPER})]',
            "Walking Robots on Ice",
            None,
            None,
        ),
        (
            f"- **Walking Robots on Ice.** {ICLR}. [paper]({PAPER})",
            "Walking Robots on Ice",
            ICLR,
            2024,
        ),
        (f"- slip less often (see [Walking Robots on Thin Ice]({PAPER}))", None, None, None),
        (f"- 2024-ICRA - Walking - on Ice. [PDF]({PAPER})", "Walking - on Ice", "2024-ICRA", 2024),
        (
            f"- (ICRA 2024) IceBot: **Walking** Robots, [[Paper]]({PAPER})",
            "IceBot: Walking Robots",
            "ICRA 2024",
            2024,
        ),
        (
            f"- ICRA 2024, The **Ice Bot** Hypothesis, [[Paper]]({PAPER})",
            "The Ice Bot Hypothesis",
            "ICRA 2024",
            2024,
        ),
        (
            f"- Robots That Walk on **Thin and Slippery Ice**, [[Paper]]({PAPER})",
            "Robots That Walk on Thin and Slippery Ice",
            None,
            None,
        ),
        (
            f"- (ICRA 2024) **Walking Robots**. Ada Snow et al. [[Paper]]({PAPER})",
            "Walking Robots",
            "ICRA 2024",
            2024,
        ),
        (f"- **IceBot:** Robots on Ice [[PDF]]({PAPER})", "IceBot: Robots on Ice", None, None),
        (f"- ***IceBot:*** Robots on Ice [[PDF]]({PAPER})", "IceBot: Robots on Ice", None, None),
        (f"- **[TAG]** TAG: Robots on Ice [[PDF]]({PAPER})", "TAG: Robots on Ice", None, None),
        (f"- [Notes: Robots on Ice]({PAPER})", "Notes: Robots on Ice", None, None),
        (f"- **Authors:** [Ada Snow]({CODE})", None, None, None),
        (f"- Presenter: [Ada Snow]({CODE}), [Bo Frost]({CODE})", None, None, None),
        (
            f'- "Walking Robots on Ice". ICRA(2024) [[PDF]]({PAPER})',
            "Walking Robots on Ice",
            "ICRA(2024)",
            2024,
        ),
        (f"- Ada Snow, Bo Frost. 2024. [Ice Robots]({PAPER}). ICRA.", "Ice Robots", "ICRA", None),
        (
            f'- Robots say "We can walk on ice" [[pdf]]({PAPER})',
            'Robots say "We can walk on ice',
            None,
            None,
        ),
        (f"- Surveys of robots that walk: [IceBot]({PAPER}), [SnowBot]({CODE})", None, None, None),
        (f"- **Walking | Ice** [[Paper]]({PAPER})", "Walking | Ice", None, None),
        (f"- 2024 | Walking | Snow | arXiv | [PDF]({PAPER})", "Walking", None, 2024),
        (f"- Walking | On Ice [PDF]({PAPER})", "Walking | On Ice", None, None),
        (f"- [Robots, Ice] **Walking** [[PDF]]({PAPER})", "Walking", None, None),
        (f"- Walking Robots [[Paper-ICRA14]]({PAPER})", "Walking Robots", None, None),
    ],
)
def test_what_is_uncertain_is_left_out(
    text: str, title: str | None, venue: str | None, year: int | None
) -> None:
    found = entries(text)
    if title is None:
        assert found == ()
    else:
        assert said(found[0])[:3] == (title, venue, year)


@pytest.mark.parametrize(
    "text",
    [
        "- [Papers](#papers)\n  - [Walking](#walking)\n- [Data](#data)",
        f"## News\n\n- 2024-05: our survey [Robots on Ice]({PAPER}) is out",
        f"## Highlights\n\n- 2024.05.30: The paper of IceBot was online ([arXiv]({PAPER})).",
        f"- 2024/05/30: We released IceBot ([arXiv]({PAPER})).",
        f"- **2024-05-30: IceBot and its data are now available** ([arXiv]({PAPER})).",
        f"## Citation\n\n- Please cite [Robots on Ice]({PAPER})",
        f"- As was shown by [others]({PAPER}), robots slip on ice.",
        "- Just text",
        "- [local](docs/ice.md)",
    ],
)
def test_no_entry(text: str) -> None:
    assert entries(text) == ()


def test_groups_and_sub_entries() -> None:
    text = (
        f"- Walkers\n  - [IceWalk]({CODE}/walk) - walks\n  - [SnowWalk]({CODE}/snow)\n"
        f"- [IceSwim]({CODE}/swim)\n  - Paper: [arXiv]({PAPER})\n  - [awesome-swim]({CODE}/more)\n"
    )
    found = entries(text)
    assert [entry.title.text for entry in found if entry.title] == [
        "IceWalk",
        "SnowWalk",
        "IceSwim",
        "awesome-swim",
    ]
    swim = found[2]
    assert [link.url for link in swim.links] == [f"{CODE}/swim", PAPER]
    assert swim.main_link is not None
    assert swim.main_link.url == PAPER
    assert found[0].container == found[1].container != swim.container


def test_headings_that_are_entries() -> None:
    text = "# List\n\n## Papers\n\n" + "".join(
        f"### [Robots on Ice {n}](https://arxiv.org/abs/2401.0123{n})\n\n- **Metrics:** slips\n\n"
        for n in range(3)
    )
    found = entries(text)
    assert [said(entry)[0] for entry in found] == [f"Robots on Ice {n}" for n in range(3)]
    assert len({entry.container for entry in found}) == 1
    assert (
        entries("# List\n\n## [One](https://example.org)\n\n## [Two](https://example.org/2)") == ()
    )


def test_headings_with_the_label_of_a_paper() -> None:
    titles = ["Robots That Walk on Ice", "Robots That Swim in Ice", "Ice for Robots That Skate"]
    text = "## Papers\n\n" + "".join(
        f"##### • \\[2024 ICRA\\] {title}. [\\[PDF\\]](https://arxiv.org/abs/2401.0123{n})\n\n"
        for n, title in enumerate(titles)
    )
    found = entries(text)
    assert [said(entry)[:3] for entry in found] == [(title, "2024 ICRA", 2024) for title in titles]
    assert entries(text.replace("PDF", "Code")) == ()  # what a section has, not a paper
    few = text.replace(" That ", "-").replace(" for ", "-")
    assert entries(few) == ()  # too few words for a title


PARAGRAPHS = [
    "Snow, A., & Frost, B. [**{title}**]({url}) ICRA 2024",
    "**{title}** \\\n*Ada Snow* \\\nICRA 2024. [[Paper]({url})] [[Code](https://example.org)]",
    "**{title}.**<br>\n*Ada Snow.*<br>\nICRA 2024. [[PDF]({url})]",
    "**{title}** [[ICRA 2024]({url})]",
    "[{title}]({url}), ICRA 2024 [[code]](https://example.org)",
    "> **[{title}]({url})** <kbd>ICRA 2024</kbd><br>Robots that walk.",
    "ICRA 2024: **{title}**. [paper]({url}) [page](https://example.org) <br>",
    "[{title}]({url}) <br> *ICRA 2024*",
    "[2405] [{title}]({url})  [Code](https://example.org)  \n*Ada Snow.* ICRA 2024",
    ":camera: <b>{title}</b> [[Paper]]({url})\n<p><img src='a.png'></p>",
    "**{title}**\n\n- Paper: {url}\n- Code: https://example.org\n- Venue: ICRA 2024",
    "**{title}**\n\n- intro: ICRA 2024. Ice University\n- arxiv: <{url}>",
]


@pytest.mark.parametrize("shape", PARAGRAPHS)
def test_paragraphs_that_are_entries(shape: str) -> None:
    papers = [(f"Robots on Ice {n}", f"https://arxiv.org/abs/2401.0123{n}") for n in range(3)]
    text = "\n\n".join(["## Ice", *(shape.format(title=t, url=url) for t, url in papers)])
    found = entries(text)
    assert [(said(entry)[0], said(entry)[3]) for entry in found] == papers
    assert {said(entry)[1] for entry in found} <= {"ICRA 2024", None}
    assert {entry.container.line for entry in found} == {1}
    # Two of them may be anything.
    assert entries("\n\n".join(shape.format(title=t, url=url) for t, url in papers[:2])) == ()


@pytest.mark.parametrize(
    "paragraph",
    [
        "[Robot software]({url}) that was tried on ice.",
        "**Note** that [robots slip]({url}).",
        "Old title: [Robots on Very Thin Ice]({url})",
        "[Robots]({url})",
        "[Robots on Very Thin Ice]({url}) [Robots on Snow and Hail]({url})",
        "**Robots that we like**\n\n- [IceBot]({url})",
    ],
)
def test_paragraphs_that_are_none(paragraph: str) -> None:
    text = "\n\n".join(paragraph.format(url=f"{CODE}/{n}") for n in range(4))
    assert all(entry.title and entry.title.text == "IceBot" for entry in entries(text))


@pytest.mark.parametrize(
    "heading",
    ["News", "🔥 News & Updates", "How to Contribute", "2. Citation", "Star History", "更新日志"],
)
def test_sections_about_the_list(heading: str) -> None:
    assert entries(f"## {heading}\n\n- [Walking Robots on Ice]({PAPER})\n") == ()


@pytest.mark.parametrize(
    "heading", ["News Recommendation", "Tool Usage", "Citation Analysis", "About Ice", "新闻推荐"]
)
def test_sections_of_the_list(heading: str) -> None:
    assert said(only(f"## {heading}\n\n- [Walking Robots on Ice]({PAPER})\n"))[3] == PAPER


@pytest.mark.parametrize("title", ["Robots Are Online", "We Need Ice", "Ice That Was Released"])
def test_titles_behind_a_day(title: str) -> None:
    assert said(only(f"- [2024.05.30] {title} and More ([arXiv]({PAPER}))"))[3] == PAPER


def test_dated_news_is_no_entry() -> None:
    line = f"- 2024/05/30: Walking Robots on Ice, a new book [[link]]({PAPER})\n"
    assert entries(f"## 🆕 Robot News\n\n{line}") == ()
    (title, *_, link) = said(only(f"## Robots\n\n{line}"))
    assert "Walking Robots on Ice" in str(title)
    assert link == PAPER


def test_a_heading_with_a_link_in_it_is_no_entry() -> None:
    text = f"## *See the [leaderboard]({CODE}) of robots!*\n\n"
    assert entries(f"# List\n\n{text * 4}") == ()


def test_entries_below_a_name_without_links() -> None:
    text = (
        f'- Walkers\n  - **IceBot**: "Robots on Ice", ICRA, 2024. [[Paper]({PAPER})]\n'
        f"  - Robots on Snow. [[Paper]({PAPER}1)]\n"
    )
    assert [said(entry)[0] for entry in entries(text)] == ["Robots on Ice", "Robots on Snow"]


def test_dates_and_numbers_are_no_titles_of_rows() -> None:
    text = f"| Date | Venue | Robot |\n|--|--|--|\n| 2024-05 | ICRA 2024 | [IceBot]({CODE}) |\n"
    assert said(only(text))[:2] == ("IceBot", "ICRA 2024")


def test_a_page_of_a_paper_may_be_called_a_website() -> None:
    assert said(only(f"- **Ice** [[Website]({PAPER})] [[Code]({CODE})]"))[3] == PAPER
    assert said(only(f"- **Ice** [[Website](https://example.org)] [[Code]({CODE})]"))[3] is None


def test_venue_in_the_heading_above() -> None:
    text = f"## ICRA 2024\n\n- [Walking Robots on Ice]({PAPER})\n- [Thin Ice]({CODE}), IROS 2023\n"
    first, second = entries(text)
    assert said(first)[1:3] == ("ICRA 2024", 2024)
    assert first.venue is not None
    assert first.venue.span.line == 1
    assert said(second)[1:3] == ("IROS 2023", 2023)


def test_entries_come_in_the_order_of_the_document() -> None:
    text = f"- [Ape]({CODE})\n\n|Paper|\n|-|\n|[Bee]({PAPER})|\n\n- [Cow]({CODE}/c)\n"
    assert [said(entry)[0] for entry in entries(text)] == ["Ape", "Bee", "Cow"]


@pytest.mark.parametrize(
    ("cell", "title", "venue"),
    [
        (
            (
                f"[![Publish](https://img.shields.io/badge/Conference-ICRA'24-blue)]() <br> "
                f"[Walking Robots on Ice]({PAPER}) <br> Ada Snow, Bo Frost"
            ),
            "Walking Robots on Ice",
            "ICRA'24",
        ),
        (f"**[Walking Robots on Ice]({PAPER})**", "Walking Robots on Ice", None),
        (f"2) **IceBot** - walks on ice, [as said]({PAPER})", "IceBot", None),
    ],
)
def test_cells_that_hold_more_than_a_title(cell: str, title: str, venue: str | None) -> None:
    entry = only(f"| Title & Authors | Links |\n|-|-|\n| {cell} | [code]({CODE}) |\n")
    assert said(entry)[:2] == (title, venue)
    assert entry.main_link is not None
    assert entry.main_link.url == PAPER


def test_venue_on_a_badge_stands_where_it_is_written() -> None:
    document = parse(
        f"- ![](https://img.shields.io/badge/Venue-Neur_IPS%202024-blue) [A Title]({PAPER})"
    )
    (entry,) = document.entries
    assert entry.venue is not None
    assert entry.venue.text == "Neur IPS 2024"
    assert document.slice(entry.venue.span) == "Neur_IPS%202024"


def test_long_lines_cost_no_more_than_their_length() -> None:
    assert entries("- " + "[ice](https://example.org) **b** _c_ [" * 2000)
    assert entries("- [ice](https://example.org) " + "(" * 5000 + "*" * 5000)


def test_a_mail_address_is_not_what_an_entry_is() -> None:
    table = (
        "| Name | Contact | Where |\n|:--|:--|:--|\n| Ice | me@example.org | www.example.org |\n"
    )
    (entry,) = parse(table).entries
    assert [link.url for link in entry.links] == ["mailto:me@example.org", "http://www.example.org"]
    assert entry.main_link is not None
    assert entry.main_link.url == "http://www.example.org"


def test_a_name_above_one_entry_is_no_entry_because_of_a_word_in_its_title() -> None:
    text = f"- Speech\n  - [A Model of the Speaker: Robots on Ice]({PAPER}) :star:[code]({CODE})"
    assert [said(entry)[0] for entry in entries(text)] == ["A Model of the Speaker: Robots on Ice"]
