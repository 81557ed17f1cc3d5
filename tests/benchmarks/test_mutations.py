"""The benchmark of planted defects on generated lists: all planted defects are found."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import mutations
from awesome_lint.model import Edit, Span
from awesome_lint.rules import RULES
from clean_list import LIST
from defects import KINDS
from defects.source import Kind, Mutation, Source, judge
from effort import times

KNOWN = {rule.id for rule in RULES}


@pytest.fixture(scope="module")
def source() -> Source:
    return Source("README.md", LIST)


def test_the_list_is_clean(source: Source) -> None:
    assert source.found == {}


@pytest.mark.untraced
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_planted_defect_is_found(
    kind: Kind, source: Source, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "README.md"
    path.write_text(LIST)
    monkeypatch.setattr(mutations, "load", lambda _: source)
    planted = mutations.tasks(KINDS.index(kind), [str(path)], times(1), seed=7)
    assert planted == mutations.tasks(KINDS.index(kind), [str(path)], times(1), seed=7)
    assert planted, "the list has no room for this kind"
    assert kind.rules & KNOWN
    prepared = source.prepared(kind)
    outcomes = [judge(prepared, kind, task.mutation) for task in planted]
    score = mutations.Score(kind, planted, outcomes)
    assert score.found == len(planted), list(mutations.misses(score))
    assert score.stray == 0, list(mutations.misses(score))
    assert score.is_good
    assert list(mutations.misses(score)) == []
    assert f"{len(planted)}   100.0 %" in mutations.row(score, times(1))


@pytest.mark.parametrize(
    "kind", [kind for kind in KINDS if kind.prepare], ids=lambda kind: kind.name
)
def test_what_a_kind_prepares_is_right(kind: Kind, source: Source) -> None:
    prepared = source.prepared(kind)
    assert prepared.lines != source.lines
    assert prepared.found == {}
    assert source.prepared(kind) is prepared


def test_nothing_is_planted_where_preparing_is_found() -> None:
    def prepare(_source: Source) -> Iterator[Edit]:
        yield Edit(Span(3, 3, 3, 3), "[a]() ")

    kind = Kind("nothing", frozenset(), lambda *_: iter(()), prepare)
    text = "# Title\n\n- [b](https://example.org/b)\n- [c](https://example.org/c)\n"
    prepared = Source("README.md", text).prepared(kind)
    assert prepared.found == {("link-empty", 3): 1}
    assert [entry.span.line for entry in prepared.entries] == [4]


def test_kind_that_prepares_nothing_is_planted_in_the_list_itself(source: Source) -> None:
    assert source.prepared(Kind("nothing", frozenset(), lambda *_: iter(()))) is source


def test_misses_are_reported() -> None:
    source = Source("README.md", "# Title\n\ntext\n")
    mutation = Mutation(3, 1, ("[a]() htps://x.org",), 3, 3)
    outcome = judge(
        source, Kind("nothing", frozenset(("venue-typo",)), lambda *_: iter(())), mutation
    )
    assert not outcome.found
    assert [each.split(":")[1].strip() for each in outcome.beside] == [
        "link-empty",
        "link-malformed",
    ]
    assert outcome.elsewhere == ()
    elsewhere = judge(source, KINDS[0], Mutation(3, 1, ("text", "", "[a]()"), 3, 3))
    assert [each.split(":")[:2] for each in elsewhere.elsewhere] == [["5", " link-empty"]]


def test_findings_that_moved_are_not_new() -> None:
    source = Source("README.md", "text\n\n[a]()\n\ntext\n\n[b]()\n")
    planted = Kind("link", frozenset(("link-empty",)), lambda *_: iter(()))
    outcome = judge(source, planted, source.insert(5, "[c]()", ""))
    assert outcome.found
    assert (outcome.elsewhere, outcome.beside) == ((), ())


def test_there_are_twenty_kinds_with_names_of_their_own() -> None:
    assert len({kind.name for kind in KINDS}) == len(KINDS) >= 20


def test_findings_about_a_habit_that_a_defect_tips_are_not_stray() -> None:
    entries = "".join(f"- [A{n}](https://example.org/{n}) - Walks on ice.\n" for n in range(8))
    source = Source("README.md", f"{entries}- [B](https://example.org/b) - Swims\n\ntext\n")
    planted = Kind("link", frozenset(("link-empty",)), lambda *_: iter(()))
    outcome = judge(source, planted, source.insert(10, "- [C](c) - Sinks.", "", "[c]()"))
    assert (outcome.found, outcome.elsewhere) == (True, ())
    reason = "9 of 10 descriptions of this list end with one"
    assert outcome.tipped == (f"9: entry-style: The description ends without a period: {reason}",)
