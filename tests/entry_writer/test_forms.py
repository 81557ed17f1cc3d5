"""New entries in lists of different forms: each is written in the form of its neighbours."""

from __future__ import annotations

import difflib
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from selectolax.lexbor import LexborHTMLParser

from awesome_lint import document, entry_writer, lint_text, rulebook
from awesome_lint.config import Config
from awesome_lint.links.records import KnownRecord, RecordLookup
from awesome_lint.model import Record
from awesome_lint.runner import add as runner_add
from rendering import html

RECORDS = {
    "arxiv": Record(
        "arxiv",
        "2405.01234",
        "https://arxiv.org/abs/2405.01234",
        title="Frostbyte: A Benchmark for Agents on Thin Ice",
        authors=("Ada Snow", "Bo van Frost", "Cy D. Hail"),
        published="2024-05-02",
    ),
    "acl": Record(
        "acl",
        "2023.acl-long.999",
        "https://aclanthology.org/2023.acl-long.999/",
        title="Skating Transformers for Cold Starts",
        authors=("Ada Snow", "Bo van Frost"),
        venue="Proceedings of the 61st Annual Meeting of the Association for Computational"
        " Linguistics (Volume 1: Long Papers)",
        published="2023-07",
    ),
    "short": Record(
        "acl",
        "2023.acl-long.998",
        "https://aclanthology.org/2023.acl-long.998/",
        title="Slippery Slopes",
        authors=("Ada Snow", "Bo Frost"),
        published="2023-07",
    ),
    "doi": Record(
        "crossref",
        "10.1000/slow.2021",
        "https://doi.org/10.1000/slow.2021",
        title="Slow Fluids in Cold Rooms & Halls",
        authors=("Ada Snow",),
        venue="Journal of Machine Learning Research",
        published="2021",
    ),
    "github": Record(
        "github",
        "frosty/ice-kit",
        "https://github.com/frosty/ice-kit",
        description="🧊 A toolkit for robots that skate, slide and fall",
        created="2023-03-04",
    ),
    "huggingface": Record(
        "huggingface",
        "frosty/ice-7b",
        "https://huggingface.co/frosty/ice-7b",
        description="a small model that knows about ice.",
    ),
}
FORMS = yaml.safe_load((Path(__file__).parent / "forms.yml").read_text(encoding="utf-8"))


def write(text: str, record: Record, section: int = 0) -> entry_writer.Addition | None:
    vocabulary = rulebook.vocabulary()
    written = document.parse_written("README.md", text, vocabulary)
    values = entry_writer.values_of(record, vocabulary)
    assert values is not None
    group = entry_writer.find_groups(written.document)[section]
    return entry_writer.write_entry(written, group, values, vocabulary)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form["name"])
def test_an_entry_is_written_in_the_form_of_the_list(form: dict[str, Any]) -> None:
    before = form["markdown"]
    addition = write(before, RECORDS[form["record"]])
    assert addition is not None
    assert diff(before, addition.written.document.text).rstrip() == form["diff"].rstrip()


def diff(before: str, after: str) -> str:
    """Return a unified diff with a line of context, without headers."""
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), n=1, lineterm="")
    return "".join(
        line.rstrip() + "\n" for line in lines if not line.startswith(("---", "+++", "@@"))
    )


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form["name"])
def test_no_rule_has_a_finding_about_a_new_entry(form: dict[str, Any]) -> None:
    addition = write(form["markdown"], RECORDS[form["record"]])
    assert addition is not None
    found = lint_text(addition.written.document.text, config=Config())
    assert [
        str(each.message) for each in found if each.span.line in addition.entry.span.lines
    ] == []


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form["name"])
def test_the_second_addition_is_refused(
    form: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = RECORDS[form["record"]]
    known = {record.canonical_url: KnownRecord(record, datetime.now(UTC))}
    monkeypatch.setattr(runner_add, "look_up_records", lambda *_, **__: RecordLookup(known))
    path = tmp_path / "README.md"
    path.write_text(form["markdown"], encoding="utf-8")
    (tmp_path / ".awesome-lint.yml").write_text("rules: {sort-order: on}\n")
    section = re.findall(r"^# (.+)", form["markdown"], re.MULTILINE)[0]
    options = runner_add.AddOptions(
        identifiers=(record.canonical_url,), file=str(path), to=section, no_cache=True
    )

    first, second = runner_add.add(options), runner_add.add(options)

    assert [each.message for each in first.findings] == []
    assert [each.title for each in first.added] == [record.title or record.identifier.split("/")[1]]
    assert [each.line for each in second.refused] == [first.added[0].line]
    assert path.read_text(encoding="utf-8") == first.after == second.after


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form["name"])
def test_a_new_entry_is_rendered_like_its_neighbours(form: dict[str, Any]) -> None:
    addition = write(form["markdown"], RECORDS[form["record"]])
    assert addition is not None
    link = addition.entry.main_link
    assert link is not None
    new, others = shapes(addition.written.document.text, link.url)
    assert new in others or form["name"] == "a table without rows"


def shapes(text: str, url: str) -> tuple[list[str], list[list[str]]]:
    """Return the tags in the item, row or paragraph with a link, and those in all others."""
    tree = LexborHTMLParser(html(text))
    found: list[str] = []
    others = []
    for node in tree.css("li, tr, p, h3"):
        if any(each != node for each in node.css("li, tr, p, h3")):
            continue  # around another one
        tags = [each.tag or "" for each in node.css("*")]
        if any(each.attributes.get("href") == url for each in node.css("a")):
            found = tags
        else:
            others.append(tags)
    return found, others


@pytest.mark.parametrize("number", ["", "7. "], ids=["bullets", "numbers"])
def test_the_first_entry_of_a_section(number: str) -> None:
    papers = "".join(
        f"{number or '- '}[Walking on Ice for {n} Days](https://arxiv.org/abs/240{n}.01234)\n"
        for n in range(1, 4)
    )
    before = f"# Robots\n\n## New\n\n## Old\n\n{papers}"
    addition = write(before, RECORDS["arxiv"])
    assert addition is not None
    title = "Frostbyte: A Benchmark for Agents on Thin Ice"
    new = f"{'1. ' if number else '- '}[{title}](https://arxiv.org/abs/2405.01234)"
    assert addition.written.document.text == before.replace("## New\n", f"## New\n\n{new}\n")


def test_sections_without_text_are_blank_unless_they_have_others() -> None:
    old = "## Old\n\n### Bots\n\n- [Ice](https://example.org/ice)\n\n"
    text = f"# Robots\n\n## New\n\n{old}## Notes\n\nA\n"
    parsed = document.parse("README.md", text, rulebook.vocabulary())
    groups = entry_writer.find_groups(parsed)
    assert [(group.path, group.is_blank) for group in groups] == [
        ("Robots / New", True),
        ("Robots / Old / Bots", False),
    ]
    blank = document.parse("README.md", "# Robots\n\n## New\n", rulebook.vocabulary())
    assert entry_writer.find_groups(blank) == ()
