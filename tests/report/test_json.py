import json
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import jsonschema  # type: ignore[import-untyped] # ships no types
import msgspec
import pytest
from hypothesis import given

import report_helpers
from awesome_lint import __version__
from awesome_lint.model import (
    CheckedLink,
    Edit,
    Failing,
    Fix,
    LinkResult,
    Location,
    Related,
    Shard,
    Span,
)
from awesome_lint.report import json_reader
from awesome_lint.report.formats import json as json_report
from paths import DOCS
from report_helpers import (
    README,
    commands,
    diagnostic,
    hidden_commands,
    hostile,
    hostile_utf8,
    run,
)

SCHEMA = DOCS / "report.schema.json"

MONDAY = datetime(2026, 1, 5, 9, 30, tzinfo=UTC)
RICH = run(
    diagnostic(
        Span(5, 25, 5, 30),
        related=(Related(Span(3, 1, 3, 8), "the column"),),
        fix=Fix("Write `arXiv`", (Edit(Span(5, 25, 5, 30), "arXiv"),)),
    ),
    diagnostic(Span(6, 1, 6, 2), severity="warning", help=""),
    diagnostic(Span(6, 1, 6, 2), severity="info", fix=Fix("Remove it", (), safe=False)),
    suppressed=3,
    shard=Shard(2, 5),
    baselined=5,
    outdated=1,
    out_of_scope=4,
    links=(
        CheckedLink(
            LinkResult(
                "https://example.org/a", "moved", 200, "https://example.org/b", "301", "http"
            ),
            (Location("README.md", 5, 38), Location("README.md", 6, 30)),
        ),
        CheckedLink(
            LinkResult(
                "https://example.com/",
                "dead",
                detail="no such host",
                failing=Failing(MONDAY, MONDAY + timedelta(days=2), 3),
                lenient_until=MONDAY + timedelta(days=3),
                archived_url="https://web.archive.org/web/2019/https://example.com/",
            ),
            (),
        ),
    ),
)


written = partial(report_helpers.written, json_report.write)


def valid(report: Any) -> bool:
    return bool(jsonschema.Draft202012Validator(json_report.schema()).is_valid(report))


def test_report_of_everything() -> None:
    assert json.loads(written(RICH)) == {
        "version": 1,
        "tool": {"name": "awesome-lint", "version": __version__},
        "shard": {"number": 2, "count": 5},
        "files": [{"path": "README.md", "sha256": json_report.digest(README.text)}],
        "summary": {
            "files": 1,
            "errors": 1,
            "warnings": 1,
            "info": 1,
            "fixable": 2,
            "suppressed": 3,
            "out_of_scope": 4,
            "fixed": 0,
            "baselined": 5,
            "outdated": 1,
            "links": {
                "ok": 0,
                "moved": 1,
                "dead": 1,
                "blocked": 0,
                "unreachable": 0,
                "refused": 0,
                "skipped": 0,
            },
        },
        "findings": [
            {
                "rule": "venue-typo",
                "severity": "error",
                "path": "README.md",
                "line": 5,
                "column": 25,
                "end_line": 5,
                "end_column": 30,
                "message": "`Avrxi` is not a venue",
                "help": "Write `arXiv`",
                "url": "https://example.org/rules/venue-typo.md",
                "fingerprint": "f00d",
                "related": [
                    {
                        "path": "README.md",
                        "line": 3,
                        "column": 1,
                        "end_line": 3,
                        "end_column": 8,
                        "message": "the column",
                    }
                ],
                "fix": {
                    "title": "Write `arXiv`",
                    "safe": True,
                    "edits": [
                        {"line": 5, "column": 25, "end_line": 5, "end_column": 30, "text": "arXiv"}
                    ],
                    "drops": [],
                },
                "group": "",
            },
            {
                "rule": "venue-typo",
                "severity": "warning",
                "path": "README.md",
                "line": 6,
                "column": 1,
                "end_line": 6,
                "end_column": 2,
                "message": "`Avrxi` is not a venue",
                "help": "",
                "url": "https://example.org/rules/venue-typo.md",
                "fingerprint": "f00d",
                "related": [],
                "fix": None,
                "group": "",
            },
            {
                "rule": "venue-typo",
                "severity": "info",
                "path": "README.md",
                "line": 6,
                "column": 1,
                "end_line": 6,
                "end_column": 2,
                "message": "`Avrxi` is not a venue",
                "help": "Write `arXiv`",
                "url": "https://example.org/rules/venue-typo.md",
                "fingerprint": "f00d",
                "related": [],
                "fix": {"title": "Remove it", "safe": False, "edits": [], "drops": []},
                "group": "",
            },
        ],
        "links": [
            {
                "url": "https://example.org/a",
                "verdict": "moved",
                "status": 200,
                "final_url": "https://example.org/b",
                "detail": "301",
                "source": "http",
                "failing": None,
                "lenient_until": None,
                "archived_url": None,
                "locations": [
                    {"path": "README.md", "line": 5, "column": 38},
                    {"path": "README.md", "line": 6, "column": 30},
                ],
            },
            {
                "url": "https://example.com/",
                "verdict": "dead",
                "status": None,
                "final_url": None,
                "detail": "no such host",
                "source": "http",
                "failing": {
                    "since": "2026-01-05T09:30:00Z",
                    "last": "2026-01-07T09:30:00Z",
                    "times": 3,
                },
                "lenient_until": "2026-01-08T09:30:00Z",
                "archived_url": "https://web.archive.org/web/2019/https://example.com/",
                "locations": [],
            },
        ],
        "failures": [],
    }


def test_what_was_written_is_read_again() -> None:
    report = json_reader.read_report(written(RICH).encode())
    assert tuple(map(json_reader.diagnostic, report.findings)) == RICH.diagnostics
    assert tuple(map(json_reader.checked_link, report.links)) == RICH.links


def test_the_digest_of_a_file_that_is_not_at_hand_is_the_one_that_is_known() -> None:
    (file,) = json_report.report(run(digests={"README.md": "d1ce"})).files
    assert file == json_report.File("README.md", "d1ce")


def test_empty_report_is_indented_and_ends_with_a_newline() -> None:
    assert written(run()) == (
        f"""{{
  "version": 1,
  "tool": {{
    "name": "awesome-lint",
    "version": "{__version__}"
  }},
  "shard": null,
  "files": [
    {{
      "path": "README.md",
      "sha256": "{json_report.digest(README.text)}"
    }}
  ],
  "summary": {{
    "files": 1,
    "errors": 0,
    "warnings": 0,
    "info": 0,
    "fixable": 0,
    "suppressed": 0,
    "out_of_scope": 0,
    "fixed": 0,
    "baselined": 0,
    "outdated": 0,
    "links": {{
      "ok": 0,
      "moved": 0,
      "dead": 0,
      "blocked": 0,
      "unreachable": 0,
      "refused": 0,
      "skipped": 0
    }}
  }},
  "findings": [],
  "links": [],
  "failures": []
}}
"""
    )


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("📚 漢字 “é”", '"📚 漢字 “é”"'),
        ("\x1b[0m \x7f \x9b \xa0", r'"\u001b[0m \u007f \u009b \u00a0"'),
        ("\u202e \u200b \U000e0041", r'"\u202e \u200b \udb40\udc41"'),
        ("\udcff", r'"\ufffd"'),
        ("##[error]x", r'"##\u005berror]x"'),
        ("#\u200b#[error]x", r'"#\u200b#\u005berror]x"'),
    ],
)
def test_what_cannot_be_seen_is_escaped(message: str, expected: str) -> None:
    output = written(run(diagnostic(Span(1, 1, 1, 2), message=message)))
    assert f'"message": {expected},\n' in output


def test_surrogates_become_the_replacement_character() -> None:
    report = json.loads(written(run(diagnostic(Span(1, 1, 1, 2), message="a\ud800b\udfff"))))
    assert report["findings"][0]["message"] == "a\ufffdb\ufffd"


@given(hostile_utf8, hostile_utf8, hostile_utf8)
def test_nothing_is_lost(path: str, message: str, url: str) -> None:
    finished = run(
        diagnostic(Span(1, 1, 1, 2), path=path, message=message),
        links=(CheckedLink(LinkResult(url, "ok"), (Location(path, 1, 1),)),),
    )
    output = written(finished)
    assert msgspec.json.decode(output, type=json_report.Report) == json_report.report(finished)


@given(hostile, hostile, hostile)
def test_any_text_makes_a_valid_report_that_starts_no_command(
    path: str, message: str, url: str
) -> None:
    output = written(
        run(
            diagnostic(Span(1, 1, 1, 2), path=path, message=message, help=message),
            links=(CheckedLink(LinkResult(url, "ok"), ()),),
        )
    )
    assert valid(msgspec.json.decode(output.encode("utf-8")))
    assert commands(output) == []
    assert hidden_commands(output) == []
    assert output.replace("\n", "").isprintable()


def test_published_schema_is_that_of_the_types() -> None:
    published = json.loads(SCHEMA.read_text(encoding="utf-8"))
    assert published == json.loads(json.dumps(json_report.schema())), "run `make docs` to write it"


def test_schema_is_valid_and_so_is_a_report() -> None:
    jsonschema.Draft202012Validator.check_schema(json_report.schema())
    jsonschema.validate(json.loads(written(RICH)), json_report.schema())


@pytest.mark.parametrize(
    ("place", "wrong"),
    [
        (("version",), 2),
        (("summary", "errors"), -1),
        (("summary", "links", "ok"), None),
        (("findings", 0, "line"), 0),
        (("findings", 0, "severity"), "fatal"),
        (("findings", 0, "fix", "safe"), "yes"),
        (("links", 0, "verdict"), "alive"),
        (("links", 0, "locations", 0, "column"), 0),
    ],
)
def test_schema_refuses(place: tuple[str | int, ...], wrong: object) -> None:
    report = json.loads(written(RICH))
    inner = report
    for key in place[:-1]:
        inner = inner[key]
    inner[place[-1]] = wrong
    assert not valid(report)
