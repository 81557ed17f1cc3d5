"""Entries of a document as people list them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from awesome_lint import document, rulebook
from awesome_lint.listing import list_document
from awesome_lint.model import Identifier, ListedDocument, ListedEntry, ListedLink
from markdown_strangers import stranger

PAPER = "https://arxiv.org/abs/2401.01234"
TABLE = """\
# Robots on Ice

Text.

## Papers

| Title | Authors | Venue | Summary | Paper | Code |
|:--|:--|:--|:--|:--|:--|
| Walking Robots  on *Ice* | Ada Snow, Bo Frost | ICRA 2024 | How they walk | \
[Paper](https://arxiv.org/pdf/2401.01234v2) [DOI](https://doi.org/10.5555/Ice.1) | \
[![s](https://img.shields.io/x.svg)](https://github.com/snow/walk) |
| Sledding | - | | - | | |
"""
LIST = """\
# Tools

## Simulators

### Of *Ice*

- [Glacier](https://github.com/snow/glacier) - A simulator of [ice](https://github.com/frost/ice).
- [Ice Weekly](https://ice.example/) - News ([RSS](https://ice.example/latest)).
- [Frost](https://frost.example/blog/feed.xml)
- https://hail.example/

# Appendix

- [Hail](hail.md): A local file
"""


def listed(text: str) -> ListedDocument:
    vocabulary = rulebook.vocabulary()
    return list_document(document.parse("README.md", text, vocabulary), vocabulary)


def test_a_row() -> None:
    found = listed(TABLE)
    assert (found.path, found.title) == ("README.md", "Robots on Ice")
    assert found.entries == (
        ListedEntry(
            path="README.md",
            line=9,
            section=("Papers",),
            title="Walking Robots on Ice",
            key="arxiv:2401.01234",
            authors="Ada Snow, Bo Frost",
            venue="ICRA 2024",
            venue_kind="conference",
            year=2024,
            description="How they walk",
            url="https://arxiv.org/pdf/2401.01234v2",
            links=(
                ListedLink("https://arxiv.org/pdf/2401.01234v2", "Paper"),
                ListedLink("https://doi.org/10.5555/Ice.1", "DOI"),
                ListedLink("https://github.com/snow/walk"),
            ),
            identifiers=(
                Identifier("arxiv", "2401.01234"),
                Identifier("doi", "10.5555/ice.1"),
                Identifier("github", "snow/walk"),
            ),
        ),
        ListedEntry("README.md", 10, ("Papers",), "Sledding", "sledding"),
    )


def test_list_items() -> None:
    glacier, weekly, frost, hail, local = listed(LIST).entries
    assert (glacier.section, glacier.description) == (
        ("Tools", "Simulators", "Of Ice"),
        "A simulator of ice.",
    )
    assert glacier.links == (
        ListedLink("https://github.com/snow/glacier"),
        ListedLink("https://github.com/frost/ice", "ice"),
    )
    assert glacier.identifiers == (Identifier("github", "snow/glacier"),)
    assert glacier.key == "url:https://github.com/snow/glacier glacier"
    assert weekly.links[1] == ListedLink("https://ice.example/latest", "RSS", "feed")
    assert frost.links == (ListedLink("https://frost.example/blog/feed.xml", "", "feed"),)
    assert (hail.title, hail.url) == ("https://hail.example/", "https://hail.example/")
    assert hail.links == (ListedLink("https://hail.example/"),)
    assert (local.section, local.url) == (("Appendix",), "hail.md")


def test_authors_in_the_cell_of_the_title() -> None:
    row = "[Walking Robots on Ice](https://a.example)<br>Ada Snow, Bo Frost"
    (entry,) = listed(f"| Title & Authors | Year |\n|--|--|\n| {row} | 2024 |\n").entries
    assert (entry.title, entry.authors) == ("Walking Robots on Ice", "Ada Snow, Bo Frost")
    row = "[Walking Robots on Ice](https://a.example) in the north"
    (entry,) = listed(f"| Title & Authors | Year |\n|--|--|\n| {row} | 2024 |\n").entries
    assert entry.authors == ""


def test_feeds_by_their_urls() -> None:
    urls = {
        "https://a.example/rss": True,
        "https://a.example/blog/atom.xml": True,
        "https://feeds.example.org/ice": True,
        "https://a.example/ice.rss": True,
        "https://a.example/ice.xml": False,
        "https://a.example/rss/about": False,
        "feed.xml": False,
    }
    text = "".join(f"- [Title {index}]({url}) - Text.\n" for index, url in enumerate(urls))
    found = {entry.url: entry.links[0].target == "feed" for entry in listed(text).entries}
    assert found == urls


def test_works_with_one_url_have_different_keys() -> None:
    text = "- [Walking](https://a.example/) - A.\n- [Sledding](https://a.example/) - B.\n"
    assert [entry.key for entry in listed(text).entries] == [
        "url:https://a.example walking",
        "url:https://a.example sledding",
    ]


def test_entries_without_a_title_or_a_link() -> None:
    (entry,) = listed(
        "| Venue | Link |\n|--|--|\n| ICRA | [Walking](https://a.example) |\n"
    ).entries
    assert (entry.title, entry.key) == ("Walking", "url:https://a.example walking")
    (entry,) = listed("| Venue | Link |\n|--|--|\n| ICRA | [Paper](https://a.example) |\n").entries
    assert (entry.title, entry.key) == ("", "url:https://a.example")


def test_the_paper_of_a_project_is_its_identity() -> None:
    text = f"- [IceBot](https://github.com/snow/icebot) [[Paper]({PAPER})] - A robot.\n"
    (entry,) = listed(text).entries
    assert (entry.url, entry.key) == ("https://github.com/snow/icebot", "arxiv:2401.01234")
    assert entry.identifiers == (
        Identifier("arxiv", "2401.01234"),
        Identifier("github", "snow/icebot"),
    )


def test_a_list_without_a_title() -> None:
    found = listed("## Papers\n\n- [Walking](https://a.example/) - A.\n")
    assert (found.title, found.entries[0].section) == ("", ("Papers",))


@given(st.lists(stranger, max_size=5))
def test_texts_are_on_one_line(texts: list[str]) -> None:
    text = "".join(f"- [{each}](https://a.example) - {each}\n" for each in texts)
    row = "|".join(texts)
    for entry in listed(f"# {''.join(texts)}\n\n{text}\n|Title|Authors|\n|-|-|\n|{row}|").entries:
        stated = (entry.title, entry.authors, entry.venue, entry.description, *entry.section)
        labels = (link.label for link in entry.links)
        assert all(text == " ".join(text.split()) for text in (*stated, *labels))
        assert entry.line >= 1
