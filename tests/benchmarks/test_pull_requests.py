"""Typical pull requests: exactly the findings of the change are reported."""

from __future__ import annotations

import re

import pytest

from awesome_lint.rules import RULES
from edits import EDITS
from edits.kinds import Edit
from edits.readme import Readme
from paths import DOCS
from pull_requests import name, outcome

PAGE = DOCS / "pull-requests.md"

THINGS = (
    ("Walking Robots on Very Thin Ice", "IceWalk", "2101.01234"),
    ("A Field Guide to Swimming Robots", "SwimGuide", "2102.04321"),
    ("Counting All the Apples of One Tree", "AppleCount", "2103.00007"),
    ("Teaching a Parrot to Whisper Slowly", "Whisper", "2104.00321"),
    ("How Long Lists Grow Old and Why", "ListAge", "2105.01111"),
    ("Folding Paper Boats with Two Hands", "BoatFold", "2106.02222"),
    ("Maps That Nobody Has Ever Needed", "NoMap", "2107.03333"),
    ("Listening to Clouds over Flat Land", "CloudEar", "2108.04444"),
    ("Painting Doors Without Any Colour", "BlankDoor", "2109.05555"),
    ("Sorting Buttons by Their Old Owners", "ButtonSort", "2110.06666"),
)

LIST = (
    """\
# Papers about Odd Things

A [broken link]() that has been here for long.

| Name | Paper | Publication | Link |
|:--|:--|:--|:--|
"""
    + "".join(
        f"| {short} | {title} | Arxiv 2021 | [[Link]](https://arxiv.org/abs/{number}) |\n"
        for title, short, number in THINGS
    )
    + """\
| Misspelt | Something with an Old Sin in It | Avrxi 2021 | [[Link]](https://example.org/sin) |
| Short | Something with a Cell too Few | Arxiv 2021 |
| Twice | Something That Stands Here Two Times | Arxiv 2021 | [[Link]](https://example.org/two) |
| Twice | Something That Stands Here Two Times | Arxiv 2021 | [[Link]](https://example.org/two) |

## Further Reading

Nothing yet.
"""
)


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__)
def test_what_is_reported_concerns_the_change(edit: Edit) -> None:
    readme = Readme(LIST)
    assert readme.has_room
    request = edit(readme)
    assert request is not None
    found = outcome(request)
    assert found.reported == request.expected
    assert found.out_of_scope >= 2


def test_the_documentation_has_every_edit_with_what_is_reported() -> None:
    table = re.findall(r"^\| (.+?) \| (.*?) \| (\d+) \|$", PAGE.read_text("utf-8"), re.MULTILINE)
    assert [row[0] for row in table] == [name(edit) for edit in EDITS]
    for (_, reported, _), edit in zip(table, EDITS, strict=True):
        request = edit(Readme(LIST))
        rules = [place.rule for place in request.expected] if request else []
        assert [f"`{rule}`" for rule in rules] == re.findall(r"`[a-z-]+`", reported)
        assert set(rules) <= {rule.id for rule in RULES}
