"""The entries of lists, in all usual forms, from the files in `shapes/`."""

from __future__ import annotations

import pytest

from entry_shapes import SHAPES, Shape, parts
from linting import parse

PAPER = "https://arxiv.org/abs/2401.01234"
CODE = "https://github.com/example/ice"

EACH_SHAPE = pytest.mark.parametrize(
    "shape",
    [
        pytest.param(shape, id=f"{name}: {shape.markdown.strip()[:70]}")
        for name, shapes in SHAPES.items()
        for shape in shapes
    ],
)


@EACH_SHAPE
def test_shape(shape: Shape) -> None:
    assert tuple(map(parts, parse(shape.markdown).entries)) == shape.entries


@EACH_SHAPE
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
