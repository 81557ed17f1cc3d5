"""Edge cases of templates: what is replaced, what is left out, and what is refused."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from awesome_lint import document, entry_writer, rulebook
from awesome_lint.model import Record

PAPER = Record(
    "arxiv",
    "2405.01234",
    "https://arxiv.org/abs/2405.01234",
    title="Robots Can Skate on Ice",
    authors=("Ada Snow", "Bo Frost"),
    published="2024-05-02",
)
PUBLISHED = replace(
    PAPER, canonical_url="https://aclanthology.org/P19-1001/", venue="ACL 2024", identifier="P19"
)
PROJECT = Record("github", "a/ice-kit", "https://github.com/a/ice-kit", description="Ice for all.")
ABS = "https://arxiv.org/abs/2405.01234"


def added(text: str, record: Record = PAPER, section: int = 0) -> list[str] | None:
    """Return the lines that are added to a list; None if the entry is refused."""
    vocabulary = rulebook.vocabulary()
    written = document.parse_written("README.md", text, vocabulary)
    values = entry_writer.values_of(record, vocabulary)
    assert values is not None
    group = entry_writer.find_groups(written.document)[section]
    addition = entry_writer.write_entry(written, group, values, vocabulary)
    if addition is None:
        return None
    old = text.splitlines()
    return [line for line in addition.written.document.text.splitlines() if line not in old]


@pytest.mark.parametrize(
    ("entry", "line"),
    [
        (
            "**Fast Ice.** '23. [pdf](https://arxiv.org/pdf/2301.00001)",
            "- **Robots Can Skate on Ice.** '24. [pdf](https://arxiv.org/pdf/2405.01234)",
        ),
        (
            "**Fast Ice.** Eva Fog *et al.* [pdf](https://arxiv.org/pdf/2301.00001)",
            "- **Robots Can Skate on Ice.** Ada Snow *et al.* [pdf](https://arxiv.org/pdf/2405.01234)",
        ),
        (
            "[Fast Ice](https://arxiv.org/abs/2301.00001) ('23)",
            f"- [Robots Can Skate on Ice]({ABS}) ('24)",
        ),
        (
            "[**Fast** *Ice*](https://arxiv.org/abs/2301.00001)",
            f"- [Robots Can Skate on Ice]({ABS})",
        ),
        ("Fast Ice <https://arxiv.org/abs/2301.00001>", f"- Robots Can Skate on Ice <{ABS}>"),
        (
            "[Fast Ice](https://arxiv.org/abs/2301.00001 'Ice') 🔥",
            f"- [Robots Can Skate on Ice]({ABS} 'Ice') 🔥",
        ),
        (
            "[Fast Ice](https://arxiv.org/abs/2301.00001), Ice University",
            f"- [Robots Can Skate on Ice]({ABS})",
        ),
        (
            "**Fast Ice** [[2301.00001](https://arxiv.org/abs/2301.00001)]",
            f"- **Robots Can Skate on Ice** [[2405.01234]({ABS})]",
        ),
        (
            '"Fast Ice", *Eva Fog, Di Rime*. [[link](https://arxiv.org/abs/2301.00001)]',
            f'- "Robots Can Skate on Ice", *Ada Snow, Bo Frost*. [[link]({ABS})]',
        ),
        ("[Fast Ice](https://a.example/) - Ice.\n\n  ```sh\n  ice\n  ```", None),
    ],
)
def test_items(entry: str, line: str | None) -> None:
    expected = [line] if line else None
    assert added(f"# Ice\n\n- {entry}\n") == expected


def test_a_question_needs_no_period() -> None:
    text = "# Ice\n\n- **Fast Ice on Robots.** ICRA 2023. [pdf](https://arxiv.org/pdf/2301.00001)\n"
    assert added(text, replace(PAPER, title="Is Ice Fast?")) == [
        "- **Is Ice Fast?** arXiv 2024. [pdf](https://arxiv.org/pdf/2405.01234)"
    ]


def test_a_paper_without_authors() -> None:
    text = "# Ice\n\n- **Fast Ice**, Eva Fog *et al.*, [pdf](https://arxiv.org/pdf/2301.00001)\n"
    assert added(text, replace(PAPER, authors=())) == [
        "- **Robots Can Skate on Ice**, [pdf](https://arxiv.org/pdf/2405.01234)"
    ]
    assert added(text, replace(PAPER, authors=("Ada Snow",))) == [
        "- **Robots Can Skate on Ice**, Ada Snow, [pdf](https://arxiv.org/pdf/2405.01234)"
    ]


def test_references_get_a_label_that_is_not_used() -> None:
    text = "# Ice\n\n- [Fast Ice][robots-can-skate-on-ice]\n\n[robots-can-skate-on-ice]: https://a.example/\n"
    assert added(text) == [
        "- [Robots Can Skate on Ice][robots-can-skate-on-ice-2]",
        f"[robots-can-skate-on-ice-2]: {ABS}",
    ]


def test_references_that_are_their_own_labels_are_no_templates() -> None:
    text = "# Ice\n\n- [Fast Ice][]\n- [Slow Ice]\n\n[fast ice]: https://a.example/\n"
    assert added(text + "[slow ice]: https://b.example/\n") is None


def test_only_numbers_that_count_up_are_renumbered() -> None:
    text = "# Ice\n\n3. [Ice](https://arxiv.org/abs/2303.00001)\n4. [Fog](https://a.example/)\n"
    assert added(f"{text}9. [Rime](https://b.example/)\n") == [
        f"10. [Robots Can Skate on Ice]({ABS})"
    ]
    text = (
        "# Ice\n\n7. [C](https://arxiv.org/abs/2403.00001)\n8. [B](https://arxiv.org/abs/2402.00001)\n"
        "5. [A](https://arxiv.org/abs/2401.00001)\n"
    )
    assert added(text) == [
        f"7. [Robots Can Skate on Ice]({ABS})",
        "8. [C](https://arxiv.org/abs/2403.00001)",
        "9. [B](https://arxiv.org/abs/2402.00001)",
    ]


def test_a_column_without_values_is_filled_in() -> None:
    text = (
        "# Ice\n\n| Paper | Authors | Venue | Summary |\n|--|--|--|--|\n"
        "| [Fast Ice](https://a.example/) | | - | |\n"
    )
    line = "".join(added(text, PUBLISHED) or ())
    assert line.endswith("/) | Ada Snow, Bo Frost | ACL 2019 | |")


def test_empty_cells_at_the_ends_of_a_row_have_pipes() -> None:
    text = (
        "# Ice\n\nCode | Paper | Slides\n--|--|--\n[a](#a) | [Ice](https://a.example/) | [b](#b)\n"
    )
    assert added(text) == [f"| | [Robots Can Skate on Ice]({ABS}) | |"]


def test_a_number_within_a_table_is_not_guessed() -> None:
    text = (
        "# Ice\n\n| # | Paper | Date |\n|--|--|--|\n"
        "| 1 | [A](https://a.example/) | 2023-01-01 |\n"
        "| 2 | [B](https://b.example/) | 2024-01-01 |\n"
        "| 3 | [C](https://c.example/) | 2025-01-01 |\n"
    )
    assert added(text) == [f"| | [Robots Can Skate on Ice]({ABS}) | 2024-05-02 |"]


def test_rows_that_differ_from_their_header() -> None:
    rows = "<tr><td><a href='https://a.example/'>Fast Ice</a></td></tr>\n"
    text = f"# Ice\n\n<table>\n<tr><th>Paper</th><th>Venue</th></tr>\n{rows}</table>\n"
    assert added(text) is None


def test_a_table_in_an_item_keeps_its_indentation() -> None:
    text = "# Ice\n\n- Ice\n\n  | Paper | Notes |\n  |--|--|\n\n- [A](https://a.example/)\n"
    table = [f"  | [Robots Can Skate on Ice]({ABS}) | |"]
    empty = "# Ice\n\n> | Paper | Notes |\n> |--|--|\n"
    assert added(empty) == [f"> | [Robots Can Skate on Ice]({ABS}) | |"]
    assert added(text) in (table, [f"- [Robots Can Skate on Ice]({ABS})"])


def test_a_description_needs_no_period_of_its_own() -> None:
    text = "# Ice\n\n- [hail](https://github.com/a/hail) - Hail. [![](https://a.example/b.svg)]()\n"
    assert added(text, PROJECT) == ["- [ice-kit](https://github.com/a/ice-kit) - Ice for all."]


def test_escapes_at_the_beginning_of_an_item() -> None:
    text = "# Ice\n\n- Fast Ice on Thin Robots [[paper](https://arxiv.org/abs/2301.00001)]\n"
    for title, source in (
        ("# Ice is here", r"\# Ice is here"),
        ("1. Ice is here", r"1\. Ice is here"),
    ):
        assert added(text, replace(PAPER, title=title)) == [f"- {source} [[paper]({ABS})]"]


def test_entries_that_would_be_another_thing_are_refused() -> None:
    text = "# Ice\n\n- [Fast Ice](https://arxiv.org/abs/2301.00001)\n"
    assert added(text, replace(PAPER, title="Paper")) is None


def test_the_most_common_form_counts() -> None:
    link = "https://arxiv.org/abs/230"
    entries = [f"- [Ice {i} on Robots]({link}{i}.00001), ICRA 2023" for i in range(1, 4)]
    last = "- [Fog on Robots](https://arxiv.org/abs/2304.00001) (ICRA'23)"
    text = "\n".join(["# Ice", "", *entries, last, ""])
    assert added(text, PUBLISHED) == [
        "- [Robots Can Skate on Ice](https://aclanthology.org/P19-1001/), ACL 2019"
    ]


def test_links_with_other_labels_are_left_out() -> None:
    text = (
        "# Ice\n\n- **Fast Ice on Robots** [[video](https://doi.org/10.1000/video)]"
        " [[paper](https://arxiv.org/abs/2301.00001)]\n"
    )
    assert added(text) == [f"- **Robots Can Skate on Ice** [[paper]({ABS})]"]


@pytest.mark.parametrize(
    ("entry", "title", "line"),
    [
        (
            '"Fast Ice on Snow", [pdf](https://arxiv.org/pdf/2301.00001)',
            'Is It "Ice"? [Short Paper]',
            "\"Is It 'Ice'? \\[Short Paper\\]\", [pdf](https://arxiv.org/pdf/2405.01234)",
        ),
        (
            '"[Fast Ice on Snow](https://arxiv.org/abs/2301.00001)", ICRA 2023',
            '"Why Not Skate?"',
            f"\"['Why Not Skate?']({ABS})\", arXiv 2024",
        ),
        (
            "“Fast Ice on Snow”, [pdf](https://arxiv.org/pdf/2301.00001)",
            "“Why Not” Skate “Now”?",
            "“‘Why Not’ Skate ‘Now’?”, [pdf](https://arxiv.org/pdf/2405.01234)",
        ),
        (
            "Fast Ice on Snow, ICRA 2023 [[pdf](https://arxiv.org/pdf/2301.00001)]",
            "[Re] Robots Can Skate",
            "\\[Re\\] Robots Can Skate, arXiv 2024 [[pdf](https://arxiv.org/pdf/2405.01234)]",
        ),
    ],
)
def test_titles_with_quotation_marks_and_brackets(entry: str, title: str, line: str) -> None:
    assert added(f"# Ice\n\n- {entry}\n", replace(PAPER, title=title)) == [f"- {line}"]


def test_a_quotation_is_closed_before_what_is_left_out() -> None:
    for opening, closing in ('""', "“”"):
        entry = f"{opening}[Fast Ice](https://arxiv.org/abs/2301.00001){closing}, ICRA 2023"
        assert added(f"# Ice\n\n- {entry}\n", PROJECT) == [
            f"- {opening}[ice-kit](https://github.com/a/ice-kit){closing}"
        ]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            "- **Fast Ice**, ICRA 2023 [[Paper](https://arxiv.org/abs/2301.00001)]",
            "- **ice-kit** [[Code](https://github.com/a/ice-kit)]",
        ),
        ("- Fast Ice [[:book:](https://arxiv.org/abs/2301.00001)]", None),
        ("- Fast Ice [论文](https://arxiv.org/abs/2301.00001)", None),
        (
            "- Fast Ice [[PDF](https://example.org/ice.pdf)]",
            "- ice-kit [[Code](https://github.com/a/ice-kit)]",
        ),
        (
            "| Title | Link |\n|--|--|\n| Fast Ice | [arXiv](https://arxiv.org/abs/2301.00001) |",
            "| ice-kit | [Code](https://github.com/a/ice-kit) |",
        ),
        (
            "| Title | Paper |\n|--|--|\n| Fast Ice | [arXiv](https://arxiv.org/abs/2301.00001) |",
            None,
        ),
        (
            '<ul>\n<li>Fast Ice <a href="https://arxiv.org/abs/2301.00001">arXiv</a></li>\n</ul>',
            None,
        ),
        (
            (
                "- **Fast Ice** [![arXiv](https://img.shields.io/badge/arXiv-2301.00001-red)]"
                "(https://arxiv.org/abs/2301.00001)"
            ),
            None,
        ),
        (
            (
                "- **Fast Ice** [[paper](https://arxiv.org/abs/2301.00001)]\n"
                "- **Slow Ice** [[paper](https://arxiv.org/abs/2302.00001)]"
                " [[GitHub](https://github.com/a/slow-ice)]"
            ),
            "- **ice-kit** [[GitHub](https://github.com/a/ice-kit)]",
        ),
    ],
)
def test_projects_in_lists_of_papers(text: str, line: str | None) -> None:
    assert added(f"# Ice\n\n{text}\n", PROJECT) == ([line] if line else None)
    model = replace(PROJECT, canonical_url="https://huggingface.co/a/ice-kit")
    assert (
        line is None
        or "GitHub" in line
        or added(f"# Ice\n\n{text}\n", model)
        == [line.replace("Code", "Link").replace("github.com", "huggingface.co")]
    )


@pytest.mark.parametrize(
    ("header", "paper", "project"),
    [
        (
            "| Title | Venue | Link |",
            f"| Robots Can Skate on Ice | arXiv 2024 | [link]({ABS}) |",
            "| ice-kit | | [link](https://github.com/a/ice-kit) |",
        ),
        (
            "| Title | arXiv |",
            f"| Robots Can Skate on Ice | [paper]({ABS}) |",
            "| [ice-kit](https://github.com/a/ice-kit) | |",
        ),
        (
            "| Paper | Code |",
            f"| [Robots Can Skate on Ice]({ABS}) | |",
            "| [ice-kit](https://github.com/a/ice-kit) | |",
        ),
    ],
)
def test_the_first_row_of_the_first_table(header: str, paper: str, project: str) -> None:
    text = f"# Ice\n\n{header}\n|{'--|' * (header.count('|') - 1)}\n"
    assert added(text, PAPER) == [paper]
    assert added(text, PROJECT) == [project]
