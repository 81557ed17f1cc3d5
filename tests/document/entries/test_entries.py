"""The entries of lists, in all usual forms, from the files in `shapes/`."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from awesome_lint.model import Entry
from linting import parse

PAPER = "https://arxiv.org/abs/2401.01234"
CODE = "https://github.com/example/ice"


class Expected(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The parsed parts of an entry; `others` are the URLs of its other links, without images."""

    title: str | None = None
    venue: str | None = None
    year: int | None = None
    link: str | None = None
    others: tuple[str, ...] = ()


class Shape(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A text, and its entries in document order."""

    markdown: str
    entries: tuple[Expected, ...]


SHAPES = [
    pytest.param(shape, id=f"{path.stem}: {shape.markdown.strip()[:70]}")
    for path in sorted(Path(__file__).with_name("shapes").glob("*.yml"))
    for shape in msgspec.yaml.decode(path.read_bytes(), type=list[Shape])
]


def read(entry: Entry) -> Expected:
    link = entry.main_link.url if entry.main_link else None
    others = (each.url for each in entry.links if each.kind != "image" and each.url)
    return Expected(
        title=entry.title.text if entry.title else None,
        venue=entry.venue.text if entry.venue else None,
        year=entry.year,
        link=link,
        others=tuple(url for url in others if url != link),
    )


@pytest.mark.parametrize("shape", SHAPES)
def test_shape(shape: Shape) -> None:
    assert tuple(map(read, parse(shape.markdown).entries)) == shape.entries


@pytest.mark.parametrize("shape", SHAPES)
def test_spans_slice_back(shape: Shape) -> None:
    document = parse(shape.markdown)
    for entry in document.entries:
        for field in (entry.title, entry.venue, *entry.fields):
            if field is not None and field.span.column < field.span.end_column:
                assert document.slice(field.span).split() == field.source.split() or field.links


def test_containers() -> None:
    items = parse(
        f"- Walkers\n  - [Walk]({CODE}/walk)\n  - [Snow]({CODE}/snow)\n- [Swim]({CODE})\n"
    )
    walk, snow, swim = items.entries
    assert walk.container == snow.container != swim.container
    headings = parse("".join(f"### [Robots on Ice {n}]({PAPER}{n})\n\n" for n in range(3))).entries
    assert len({entry.container for entry in headings}) == 1
    paragraphs = parse(
        "## Ice\n\n"
        + "".join(f"[Robots on Very Thin Ice {n}]({CODE}/{n}), ICRA 2024\n\n" for n in range(3))
    )
    assert {entry.container.line for entry in paragraphs.entries} == {1}


def test_venue_of_the_heading_above() -> None:
    (entry,) = parse(f"## ICRA 2024\n\n- [Walking Robots on Ice]({PAPER})\n").entries
    assert entry.venue is not None
    assert entry.venue.name == "Section"
    assert entry.venue.span.line == 1


def test_the_venue_on_a_badge_has_its_position() -> None:
    document = parse(
        f"- ![](https://img.shields.io/badge/Venue-Neur_IPS%202024-blue) [A Title]({PAPER})"
    )
    (entry,) = document.entries
    assert entry.venue is not None
    assert entry.venue.text == "Neur IPS 2024"
    assert document.slice(entry.venue.span) == "Neur_IPS%202024"


def test_long_lines_cost_no_more_than_their_length() -> None:
    assert parse("- " + "[ice](https://example.org) **b** _c_ [" * 2000).entries
    assert parse("- [ice](https://example.org) " + "(" * 5000 + "*" * 5000).entries
