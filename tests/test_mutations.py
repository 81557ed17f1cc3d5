"""The benchmark of planted defects, on lists of its own: what it plants is found."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import mutations
from awesome_lint.model import Edit, Span
from awesome_lint.rules import RULES
from defects import KINDS
from defects.source import Kind, Mutation, Source, judge

WORDS = "Sailing Walking Swimming Flying Climbing Digging".split()
PLACES = "Ice Sand Water Snow Rock Grass".split()
TITLES = (
    "Counting Stones beneath the {} with {} Machines",
    "Why the {} Tires Every {} Robot before Noon",
    "A Survey of Measuring {} from {} Vehicles",
    "{} as a Patient Teacher of {} Agents",
    "No Maps of the {} Needed: Learning {} Policies at Night",
    "Friction on {} and What {} Insects Make of It",
)
VENUES = ("Arxiv", "NeurIPS", "Arxiv", "SIGGRAPH", "EMNLP")


def row(number: int, word: str, place: str) -> str:
    """Return a row of which each cell is right and agrees with the others."""
    year = number % 3 + 1
    return (
        f"| {word}Bot | {word}Bot: A {word} Robot that Maps the {place} Below"
        f" | {('Transformer', 'Perceptron')[number % 2]} | {VENUES[number % 5]} 202{year}"
        f" | [[Link]](https://arxiv.org/abs/2{year}05.1{number:04}) |"
    )


PAIRS = list(enumerate(((word, place) for place in PLACES for word in WORDS), 1))
ROWS = [row(number, word, place) for number, (word, place) in PAIRS]
BULLETS = [
    f"- [{TITLES[number % 6].format(place, word)}](https://arxiv.org/abs/2304.2{number:04}),"
    f" KDD 2023 [[code](https://github.com/example/{word.lower()}-{place.lower()})]"
    for number, (word, place) in PAIRS
]
PUBLISHED = [
    f"| {word} Robots that Speak about the {place} | ACL 2023 |"
    f" [Paper](https://aclanthology.org/2023.acl-long.{number}/) |"
    f" [DOI](https://doi.org/10.1145/30000{number}.{number}) |"
    for number, (word, place) in PAIRS
]
LIST = "\n".join(
    (
        "# Robots\n",
        "- [Papers](#papers)",
        "- [Further Reading](#further-reading)",
        "- [Talking Machines](#talking-machines)\n",
        "## Papers\n",
        "| Name | Title | Model | Venue | Link |",
        "|:--|:--|:--|:--|:--|",
        *ROWS,
        "\n## Further Reading\n",
        "<details>",
        "<summary>All of them</summary>\n",
        *BULLETS,
        "\n</details>\n",
        "## Talking Machines\n",
        "| Title | Venue | Link | DOI |",
        "|:--|:--|:--|:--|",
        *PUBLISHED,
        "",
    )
)
KNOWN = {rule.id for rule in RULES}


@pytest.fixture(scope="module")
def source() -> Source:
    return Source("README.md", LIST)


def test_the_list_is_clean(source: Source) -> None:
    assert source.found == {}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_planted_defect_is_found(
    kind: Kind, source: Source, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "README.md"
    path.write_text(LIST)
    monkeypatch.setattr(mutations, "load", lambda _: source)
    planted = mutations.tasks(KINDS.index(kind), [str(path)], 2, seed=7)
    assert planted == mutations.tasks(KINDS.index(kind), [str(path)], 2, seed=7)
    assert planted, "the list has no room for this kind"
    assert kind.rules & KNOWN
    prepared = source.prepared(kind)
    outcomes = [judge(prepared, kind, task.mutation) for task in planted]
    score = mutations.Score(kind, planted, outcomes)
    assert score.found == len(planted), list(mutations.misses(score))
    assert score.stray == 0, list(mutations.misses(score))
    assert score.is_good
    assert list(mutations.misses(score)) == []
    assert f"{len(planted)}   100.0 %" in mutations.row(score, 2)


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


def test_what_is_not_found_is_said() -> None:
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
