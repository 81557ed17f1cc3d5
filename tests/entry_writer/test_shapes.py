"""Every shape of entries that is parsed is a template for new ones, or is refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from awesome_lint import document, entry_writer, rulebook
from awesome_lint.identifiers.identity import identify
from awesome_lint.model import Record

SHAPES = Path(__file__).parents[1] / "document" / "entries" / "shapes"
PAPER = Record(
    "acl",
    "2023.acl-long.9",
    "https://aclanthology.org/2023.acl-long.9/",
    title="Frostbyte: A Benchmark for Agents on Thin Ice",
    authors=("Ada Snow", "Bo van Frost"),
    venue="Annual Meeting of the Association for Computational Linguistics",
    published="2023-07-09",
)
PREPRINT = Record(
    "arxiv", "2405.01234", "https://arxiv.org/abs/2405.01234", title="Seals", published="2024-05-02"
)
PROJECT = Record(
    "github", "frosty/ice-kit", "https://github.com/frosty/ice-kit", description="A robot for ice."
)


def lists() -> Iterator[str]:
    for name in ("items", "rows", "headings", "paragraphs"):
        for shape in yaml.safe_load((SHAPES / f"{name}.yml").read_text(encoding="utf-8")):
            if shape["entries"]:
                yield f"# List\n\n{shape['markdown'].rstrip()}\n"


@pytest.mark.parametrize(
    ("record", "least"),
    [(PAPER, 315), (PREPRINT, 310), (PROJECT, 310)],
    ids=["paper", "preprint", "project"],
)
def test_shapes(record: Record, least: int) -> None:
    vocabulary = rulebook.vocabulary()
    values = entry_writer.values_of(record, vocabulary)
    assert values is not None
    written = 0
    for text in lists():
        before = document.parse_written("README.md", text, vocabulary)
        for group in entry_writer.find_groups(before.document)[:1]:
            addition = entry_writer.write_entry(before, group, values, vocabulary)
            if addition is None:
                continue
            written += 1
            link = addition.entry.main_link
            assert link is not None
            assert identify(link.url) == values.identity
            added = re.sub(
                r"^\s*\d+[.)]", "", addition.written.document.text, flags=re.MULTILINE
            ).splitlines()
            kept = re.sub(r"^\s*\d+[.)]", "", text, flags=re.MULTILINE).splitlines()
            assert all(line in added for line in kept), text
    assert written >= least
