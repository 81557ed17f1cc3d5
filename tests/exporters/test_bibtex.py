"""BibTeX exports, read by bibtexparser, whose TeX pylatexenc decodes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

import pytest
from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import SeparateCoAuthors, SplitNameParts
from bibtexparser.model import Entry
from hypothesis import given
from hypothesis import strategies as st
from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db

from awesome_lint.exporters import Export
from awesome_lint.exporters.plain_text import plain_text
from awesome_lint.model import Record, RecordKind
from exports import export_of, export_of_texts, text, written

PAPER = "https://arxiv.org/abs/2401.01234"
LIST = f"""\
# Robots

## Papers

| Title | Authors | Venue | Link |
|:--|:--|:--|:--|
| IceBot: Walking on Thin Ice | Ada Snow, Bo Frost | ICRA 2024 | [Paper]({PAPER}) |
| Sledding at 50% & $n$ Dogs | Cy Hail et al. | | [Paper](https://a.example/50%25_{{x}}) |
| Frost in Journals | Snow, A., Frost, B. | Nature 2023 | [Paper](https://doi.org/10.5555/ice_1) |

## Tools, and More

### Simulators

- [glacier](https://github.com/snow/glacier) - A simulator of {{ice}}.
- [IceBot](https://arxiv.org/pdf/2401.01234v3) - The paper again.
"""


@cache
def decoder() -> LatexNodes2Text:
    macros = {
        "textasciicircum": "^",
        "textasciigrave": "`",
        "textbar": "|",
        "textbraceleft": "{",
        "textbraceright": "}",
        "textgreater": ">",
        "textless": "<",
    }
    context = get_default_latex_context_db()
    specs = [MacroTextSpec(name, shown, discard=False) for name, shown in macros.items()]
    context.add_context_category("braces", macros=specs, prepend=True)
    return LatexNodes2Text(context, strict_latex_spaces=True)


def decode(tex: str) -> str:
    decoded: str = decoder().latex_to_text(tex)
    return decoded


def read(exported: str) -> list[Entry]:
    """Return the entries of a bibliography, which must be without errors."""
    library = parse_string(exported)
    assert not library.failed_blocks
    entries: list[Entry] = library.entries
    return entries


def field(exported: str, name: str) -> str:
    value: str = read(exported)[0].fields_dict[name].value
    return value


def test_entries_of_the_list() -> None:
    assert (
        written(export_of(LIST), "bibtex")
        == r"""@inproceedings{icebot-2401.01234,
  title = {{IceBot}: Walking on Thin Ice},
  author = {Ada Snow and Bo Frost},
  booktitle = {ICRA 2024},
  year = {2024},
  eprint = {2401.01234},
  archiveprefix = {arXiv},
  url = {https://arxiv.org/abs/2401.01234},
  keywords = {Papers, Tools; and More / Simulators},
}

@misc{sledding-087be50a,
  title = {Sledding at 50\% \& \$n\$ Dogs},
  author = {Cy Hail and others},
  url = {https://a.example/50%25_%7Bx%7D},
  keywords = {Papers},
}

@article{frost-1203f9b6,
  title = {Frost in Journals},
  author = {{Snow, A., Frost, B.}},
  journal = {Nature},
  year = {2023},
  doi = {10.5555/ice_1},
  url = {https://doi.org/10.5555/ice_1},
  keywords = {Papers},
}

@software{glacier-ac9253f8,
  title = {glacier},
  url = {https://github.com/snow/glacier},
  keywords = {Tools; and More / Simulators},
  annote = {A simulator of \textbraceleft{}ice\textbraceright{}.},
}
"""
    )


def test_every_entry_can_be_read() -> None:
    library = parse_string(
        written(export_of(LIST), "bibtex"),
        append_middleware=[SeparateCoAuthors(), SplitNameParts()],
    )
    assert not library.failed_blocks
    assert [entry.entry_type for entry in library.entries] == [
        *("inproceedings", "misc", "article", "software")
    ]
    authors = [entry.fields_dict["author"].value for entry in library.entries[:3]]
    assert [[name.last for name in names] for names in authors] == [
        [["Snow"], ["Frost"]],
        [["Hail"], ["others"]],
        [["{Snow, A., Frost, B.}"]],
    ]


def test_the_record_of_a_publication() -> None:
    record = Record(
        "crossref",
        "10.5555/ice",
        "https://doi.org/10.5555/ice",
        title="Walking on ICE",
        kind="article",
        authors=("Ada Snow", "The Ice and Snow Group", "Frost, Inc.", "Jan van der Berg"),
        venue="Annals of Ice & Snow",
        volume="12",
        issue="3",
        pages="17-31",
        publisher="Frost_Press",
        published="2025-02",
        doi="10.5555/ICE",
        retracted=True,
    )
    exported = written(export_of(LIST, {PAPER: record}), "bibtex")
    assert exported.startswith(
        r"""@article{icebot-2401.01234,
  title = {Walking on {ICE}},
  author = {Ada Snow and {The Ice and Snow Group} and {Frost, Inc.} and Jan van der Berg},
  journal = {Annals of Ice \& Snow},
  year = {2025},
  volume = {12},
  number = {3},
  pages = {17--31},
  publisher = {Frost\_Press},
  doi = {10.5555/ICE},
  eprint = {2401.01234},
  archiveprefix = {arXiv},
  url = {https://arxiv.org/abs/2401.01234},
  keywords = {Papers, Tools; and More / Simulators},
  note = {Retracted},
}
"""
    )


def test_the_record_of_a_preprint_whose_venue_the_list_has() -> None:
    record = Record(
        "arxiv",
        "2401.01234",
        PAPER,
        title="IceBot",
        kind="preprint",
        published="2024-01-03",
        journal_ref="Proc. ICRA 2024, pp. 1-8",
        withdrawn=True,
    )
    entries = read(written(export_of(LIST, {PAPER: record}), "bibtex"))
    entry = next(each for each in entries if each.key == "icebot-2401.01234")
    assert entry.entry_type == "inproceedings"
    facts = {name: entry.fields_dict[name].value for name in ("booktitle", "year", "note")}
    assert facts == {
        "booktitle": "ICRA 2024",
        "year": "2024",
        "note": "Proc. ICRA 2024, pp. 1-8. Withdrawn",
    }


@pytest.mark.parametrize(
    ("kind", "type_", "fields"),
    [
        ("article", "article", {"journal": "Ice", "publisher": "Frost"}),
        ("book", "book", {"howpublished": "Ice", "publisher": "Frost"}),
        ("chapter", "incollection", {"booktitle": "Ice", "publisher": "Frost"}),
        ("data-set", "dataset", {"howpublished": "Ice", "publisher": "Frost"}),
        ("model", "misc", {"howpublished": "Ice", "publisher": "Frost"}),
        ("other", "misc", {"howpublished": "Ice", "publisher": "Frost"}),
        ("preprint", "misc", {"howpublished": "Ice", "publisher": "Frost"}),
        ("proceedings-paper", "inproceedings", {"booktitle": "Ice", "publisher": "Frost"}),
        ("report", "techreport", {"howpublished": "Ice", "institution": "Frost"}),
        ("software", "software", {"howpublished": "Ice", "publisher": "Frost"}),
        ("thesis", "phdthesis", {"howpublished": "Ice", "school": "Frost"}),
        (None, "misc", {"howpublished": "Ice", "publisher": "Frost"}),
    ],
)
def test_types(kind: RecordKind | None, type_: str, fields: dict[str, str]) -> None:
    record = Record("doi", "1", "", kind=kind, venue="Ice", publisher="Frost", pages="e12")
    (entry,) = read(written(export_of_texts("A", "", record=record), "bibtex"))
    assert entry.entry_type == type_
    found = {name: value.value for name, value in entry.fields_dict.items()}
    assert fields.items() <= found.items()
    assert found["pages"] == "e12"


@pytest.mark.parametrize(
    ("authors", "written_as"),
    [
        ("Ada Snow", "Ada Snow"),
        ("Ada Snow, Bo Frost and Cy Fu.", "Ada Snow and Bo Frost and Cy Fu"),
        ("A. Snow; B. Frost, Jr.", "{A. Snow; B. Frost, Jr.}"),
        ("Ada Snow & Bo F.", "Ada Snow and Bo F."),
        ("Ada Snow, et al.", "Ada Snow and others"),
        ("Snow et al", "Snow and others"),
        ("Ada Snow, and Bo Frost, Sr.", "{Ada Snow, and Bo Frost, Sr.}"),
        ("Andy Sander, Bo Land", "Andy Sander and Bo Land"),
    ],
)
def test_authors_of_the_list(authors: str, written_as: str) -> None:
    markdown = f"| Title | Authors | Link |\n|--|--|--|\n| Walk | {authors} | [x]({PAPER}) |\n"
    assert field(written(export_of(markdown), "bibtex"), "author") == written_as


def test_the_publication_is_cited_rather_than_its_preprint() -> None:
    cells = f"A Walk | [Paper]({PAPER}) [DOI](https://doi.org/10.5555/ice)"
    markdown = f"| Title | Link |\n|--|--|\n| {cells} |\n"
    records = {
        PAPER: Record("arxiv", "1", PAPER, title="Old", kind="preprint"),
        "https://doi.org/10.5555/ice": Record("doi", "2", "", title="New", kind="article"),
    }
    export = export_of(markdown, records)
    assert [known.record.title for known in export.entries[0].records] == ["Old", "New"]
    assert field(written(export, "bibtex"), "title") == "New"


def test_tex_joins_no_characters() -> None:
    exported = written(export_of_texts("A--B --- ''C'' `D' ,,E", ""), "bibtex")
    assert field(exported, "title") == (r"{A-{}-B} -{}-{}- '{}'C'{}' \textasciigrave{}D' ,{},E")


@pytest.mark.parametrize(
    ("title", "url", "key"),
    [
        ("The Walk of a Robot", PAPER, "walk-2401.01234"),
        ("Über Éis", "https://arxiv.org/abs/cs/0112017v2", "uber-cs.0112017"),
        ("GPT-4V: A Report", "https://aclanthology.org/P19-1001.pdf", "gpt-4v-P19-1001"),
        ("漢字", "https://aclanthology.org/2023.acl-long.1/", "work-2023.acl-long.1"),
    ],
)
def test_keys(title: str, url: str, key: str) -> None:
    (entry,) = read(written(export_of(f"- [{title}]({url}), 2024\n"), "bibtex"))
    assert entry.key == key


LINES = tuple(
    f"- [{title}]({url}) - Text.\n"
    for title in ("Walking", "Walking Slowly", "Sledding")
    for url in (PAPER, "https://a.example/", "https://b.example/", "https://doi.org/10.5/x")
)
"""Titles and URLs that several entries have."""


def keys(lines: list[str], records: Mapping[str, Record] | None = None) -> set[str]:
    exported = written(export_of("".join(lines), records), "bibtex")
    return {entry.key for entry in read(exported)}


@given(st.lists(st.sampled_from(LINES), unique=True))
def test_keys_do_not_depend_on_other_entries(lines: list[str]) -> None:
    assert keys(lines) == set().union(*(keys([line]) for line in lines))


def test_keys_do_not_depend_on_records() -> None:
    record = Record("arxiv", "1", PAPER, title="Other", published="2020", authors=("A B",))
    assert keys(list(LINES), {PAPER: record}) == keys(list(LINES))


@given(text, text)
def test_texts_survive(title: str, venue: str) -> None:
    record = Record("arxiv", "1", "", kind="article", title=title, venue=venue, publisher=title)
    exported = written(export_of_texts(title, venue, url=title, record=record), "bibtex")
    (entry,) = read(exported)
    found = {name: decode(value.value) for name, value in entry.fields_dict.items()}
    assert found.get("title", "") == plain_text(title)
    assert found.get("journal", "") == plain_text(venue)
    assert found.get("publisher", "") == plain_text(title)


@given(text, st.sampled_from(["title", "authors", "venue"]))
def test_braces_are_balanced(text: str, where: str) -> None:
    """BibTeX counts every brace, also one after a backslash."""
    facts = {where: (text,) if where == "authors" else text}
    record = Record("arxiv", "1", "", pages=text, doi=text, **facts)  # type: ignore[arg-type]
    exported = written(
        export_of_texts(text, text, url=f"https://a.example/{text}", record=record), "bibtex"
    )
    for value in re.findall(r"^  \w+ = \{(.*)\},$", exported, re.MULTILINE):
        depth = 0
        for brace in re.findall(r"[{}]", value):
            depth += 1 if brace == "{" else -1
            assert depth >= 0
        assert depth == 0


def test_nothing() -> None:
    assert written(Export("A", "", ()), "bibtex") == ""
