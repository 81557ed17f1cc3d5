"""JSON exports."""

from __future__ import annotations

import json

import jsonschema  # type: ignore[import-untyped] # ships no types
import msgspec
from hypothesis import given

from awesome_lint.exporters import Export
from awesome_lint.exporters import json as json_export
from awesome_lint.model import Record
from awesome_lint.version import __version__
from exports import LOOKED_UP, PAGE, export_of, export_of_texts, text, written
from paths import DOCS

LIST = """\
# Robots

## Papers

- [Walking](https://arxiv.org/abs/2401.01234), ICRA 2024 [[code](https://github.com/snow/walk)]
"""


def test_an_entry() -> None:
    url = "https://arxiv.org/abs/2401.01234"
    record = Record("arxiv", "2401.01234", url, title="Walking", kind="preprint", authors=("A B",))
    content = json.loads(written(export_of(LIST, {url: record}), "json"))
    (entry,) = content.pop("entries")
    assert content == {
        "version": 1,
        "tool": {"name": "awesome-lint", "version": __version__},
        "title": "Robots",
        "url": PAGE,
        "oldest_record": "2026-11-03T12:30:00Z",
    }
    (known,) = entry.pop("records")
    assert entry == {
        "path": "README.md",
        "line": 5,
        "section": ["Papers"],
        "key": "arxiv:2401.01234",
        "title": "Walking",
        "authors": "",
        "venue": "ICRA 2024",
        "year": 2024,
        "description": "",
        "url": url,
        "links": [
            {"url": url, "label": "", "target": "page"},
            {"url": "https://github.com/snow/walk", "label": "code", "target": "page"},
        ],
        "identifiers": [
            {"kind": "arxiv", "value": "2401.01234"},
            {"kind": "github", "value": "snow/walk"},
        ],
        "missing": [],
    }
    stated = {name: value for name, value in known.items() if value not in ("", None, False)}
    assert stated == {
        "registry": "arxiv",
        "identifier": "2401.01234",
        "looked_up": "2026-11-03T12:30:00Z",
        "url": url,
        "kind": "preprint",
        "title": "Walking",
        "authors": ["A B"],
    }


def test_it_follows_its_schema() -> None:
    schema = json.loads((DOCS / "export.schema.json").read_bytes())
    record = Record("arxiv", "1", "https://arxiv.org/abs/2401.01234", stars=1)
    for export in (
        export_of(LIST, {record.canonical_url: record}),
        Export("", "", ()),
        export_of_texts("A", "B"),
    ):
        jsonschema.validate(json.loads(written(export, "json")), schema)
    assert LOOKED_UP.tzinfo is not None


@given(text, text)
def test_texts_survive(title: str, venue: str) -> None:
    record = Record("arxiv", "1", "", title=venue, venue=title)
    exported = written(export_of_texts(title, venue, record=record), "json")
    read = msgspec.json.decode(exported.encode(), type=json_export.Export)
    (entry,) = read.entries
    assert (entry.title, entry.venue, entry.section) == (title, venue, (title, venue))
    assert (entry.records[0].title, entry.records[0].venue) == (venue, title)
