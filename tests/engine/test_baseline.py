"""Baselines: matching of existing findings, and messages about invalid files."""

from __future__ import annotations

import json
from collections import Counter
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from awesome_lint.config.nodes import parse as parse_yaml
from awesome_lint.engine import baseline
from awesome_lint.engine.baseline import Baseline, BaselineError, BaselineFinding
from awesome_lint.engine.fingerprint import family
from awesome_lint.model import Diagnostic
from effort import times
from faulty_rows import HEAD, rows
from linting import lint

SOME = "0" * 32


def dump(text: str) -> str:
    return baseline.dumps(baseline.build_baseline({"README.md": lint(text)}))


def load(text: str | bytes) -> Baseline:
    return baseline.loads(text if isinstance(text, bytes) else text.encode(), "known.json")


def new(text: str, known: Baseline) -> list[Diagnostic]:
    found = lint(text)
    recognised = baseline.known_fingerprints(found, known.for_path("README.md"))
    return [each for each in found if each.fingerprint not in recognised]


def test_the_file_is_readable_and_sorted() -> None:
    text = HEAD + (
        "| Walking Robots on Very Thin Ice | Avrxi 2024 | [paper]() |\n"
        "| Walking Robots on Very Thin Ice | Avrxi 2024 | [paper]() |\n"
    )
    lines = dump(text).splitlines()
    assert lines[:4] == [
        "{",
        f'  "$schema": "{baseline.SCHEMA}",',
        '  "version": 1,',
        '  "findings": [',
    ]
    assert lines[-2:] == ["  ]", "}"]
    findings = [json.loads(line.strip().rstrip(",")) for line in lines[4:-2]]
    assert [(each["rule"], each["message"], each.get("count", 1)) for each in findings] == [
        (
            "duplicate-row",
            (
                "`Walking Robots on Very Thin Ice` is a duplicate of another line"
                " with the same details: readers see it twice"
            ),
            1,
        ),
        ("link-empty", "`paper` has an empty URL: a click only reloads the page", 2),
        (
            "venue-typo",
            "`Avrxi` is a misspelling of `arXiv`: a search for the venue misses this entry",
            2,
        ),
    ]
    assert all(each["path"] == "README.md" for each in findings)


def test_an_empty_file() -> None:
    empty = baseline.build_baseline({"README.md": ()})
    assert load(baseline.dumps(empty)) == empty
    assert empty.findings == ()


@settings(max_examples=times(10))
@given(st.lists(rows(), max_size=10), st.integers(0, 99), st.integers(0, 10))
def test_inserting_moving_and_sorting_rows_changes_nothing(
    table: list[str], seed: int, place: int
) -> None:
    known = baseline.build_baseline({"README.md": lint(HEAD + "\n".join(table))})
    shuffled = table.copy()
    Random(seed).shuffle(shuffled)  # noqa: S311 - no secret
    for again in (table, shuffled, sorted(table)):
        text = HEAD + "\n".join(again)
        assert new(text, known) == []
        assert not baseline.count_outdated(lint(text), known.findings)
        fresh = "| Something Else Entirely in This Row | | |"
        text = HEAD + "\n".join((*again[:place], fresh, *again[place:]))
        assert not baseline.count_outdated(lint(text), known.findings)


@given(st.lists(rows(), min_size=1, max_size=10))
def test_the_file_names_the_findings(table: list[str]) -> None:
    found = lint(HEAD + "\n".join(table))
    text = baseline.dumps(baseline.build_baseline({"README.md": found}))
    content = json.loads(text)
    counts: Counter[str] = Counter()
    for each in content["findings"]:
        counts[each["fingerprint"]] += each.get("count", 1)
    assert counts == Counter(family(each.fingerprint) for each in found)
    assert content["findings"] == sorted(
        content["findings"], key=lambda each: (each["path"], each["rule"], each["message"])
    )
    assert parse_yaml(text)


def test_one_more_of_the_same_is_new() -> None:
    finding = "| Something | Avrxi 2024 | |\n"
    known = baseline.build_baseline({"README.md": lint(HEAD + finding)})
    assert [each.span.line for each in new(HEAD + 3 * finding, known)] == [6, 7]


def test_what_is_known_of_another_file_is_not_known() -> None:
    text = HEAD + "| Something | Avrxi 2024 | |\n"
    assert len(new(text, baseline.build_baseline({"other.md": lint(text)}))) == 1


def test_without_what_no_longer_occurs() -> None:
    known = Baseline(
        1,
        (
            BaselineFinding("a.md", "venue-typo", "", SOME, 3),
            BaselineFinding("a.md", "venue-typo", "", "1" * 32),
            BaselineFinding("b.md", "venue-typo", "", SOME),
        ),
    )
    gone = {"a.md": Counter({SOME: 1, "1" * 32: 1})}
    assert baseline.remove_outdated(known, gone).findings == (
        BaselineFinding("a.md", "venue-typo", "", SOME, 2),
        BaselineFinding("b.md", "venue-typo", "", SOME),
    )


def entry(**changes: object) -> str:
    content = {
        "path": "a.md",
        "rule": "venue-typo",
        "message": "why",
        "fingerprint": SOME,
    } | changes
    return json.dumps(content)


def file(*entries: str) -> str:
    return '{"version": 1,\n"findings": [\n' + ",\n".join(entries) + "\n]}"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "known.json:1: `baseline` lacks `version`"),
        ("[]", "known.json:1: `baseline` must be a mapping, not a list"),
        (
            '{"version": 2, "findings": []}',
            "known.json:1: `baseline.version` must be 1, not `2`",
        ),
        ('{"version": 1}', "known.json:1: `baseline` lacks `findings`"),
        (
            '{"version": 1,\n"finding": []}',
            "known.json:2: unknown key `finding` of `baseline`: did you mean `findings`?",
        ),
        (file(entry(), entry(line=3)), None),
        (
            file(entry(), entry().replace("fingerprint", "fingerprnt")),
            (
                "known.json:4: unknown key `fingerprnt` of `baseline.findings`: did you mean"
                " `fingerprint`?"
            ),
        ),
        (
            file(entry(), '{"path": "a.md"}'),
            "known.json:4: `baseline.findings` lacks `rule`",
        ),
        (
            file(entry(), entry(), entry(fingerprint="beef")),
            (
                "known.json:5: `baseline.findings.fingerprint` must be 32 hexadecimal digits,"
                " not `beef`"
            ),
        ),
        (
            file(entry(count=0)),
            "known.json:3: `baseline.findings.count` must be a number from 1 on, not `0`",
        ),
        (
            file(entry(count="many")),
            "known.json:3: `baseline.findings.count` must be a number from 1 on, not `many`",
        ),
        (
            file(entry(path=["a.md"])),
            (
                "known.json:3: `baseline.findings.path` must be the file, relative to the"
                " directory of the baseline, not a list"
            ),
        ),
        (
            '{"version": 1,\n"findings": [}',
            "known.json:2: not JSON: did not find expected node content",
        ),
        ("<<<<<<< HEAD\n", "known.json:1: `baseline` must be a mapping, not `<<<<<<< HEAD`"),
        (b'{"version": 1,\n"\xff": 1}', "known.json:2: not UTF-8"),
    ],
)
def test_a_broken_file_is_named_with_its_line(text: str | bytes, message: str | None) -> None:
    with pytest.raises(BaselineError) as raised:
        load(text)
    if message is None:
        assert str(raised.value).startswith("known.json:4: unknown key `line`")
    else:
        assert str(raised.value) == message


def test_a_file_that_is_nested_without_end() -> None:
    with pytest.raises(BaselineError, match=r"^known\.json:1: .*nest"):
        load("[" * 100_000)


def test_what_is_written_by_hand_is_read() -> None:
    text = (
        "# What we leave as it is\nversion: 1\nfindings:\n"
        f"- {{path: a.md, rule: venue-typo, message: why not, fingerprint: '{SOME}', count: 2}}\n"
    )
    assert load(text).findings == (BaselineFinding("a.md", "venue-typo", "why not", SOME, 2),)
